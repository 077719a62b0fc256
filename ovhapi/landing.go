package ovhapi

import (
	"context"
	"crypto/rand"
	"net"
	"net/http"
	"sync"
	"time"
)

// Landing is a page on this machine to which OVH's validation page may send the
// browser back, so that the program notices at once. It listens on 127.0.0.1
// only, on a random port, and answers one path that cannot be guessed. It only
// ever says "look now": what is true is still asked of the API.
type Landing struct {
	listener net.Listener
	server   *http.Server
	path     string
	visited  chan struct{}
	once     sync.Once
}

const landingPage = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Tokens for OVH</title><style>:root{color-scheme:light dark}body{font:1.1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1.5rem}</style>
<h1>Back to the terminal</h1><p>Tokens for OVH is checking the new token now. You can close this page.</p></html>`

// NewLanding starts to listen. Close it when the wait is over.
func NewLanding(ctx context.Context) (*Landing, error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	l := &Landing{listener: listener, path: "/" + rand.Text(), visited: make(chan struct{}, 1)}
	l.server = &http.Server{Handler: l, ReadHeaderTimeout: 5 * time.Second, MaxHeaderBytes: 16 << 10}
	go func() { _ = l.server.Serve(listener) }()
	return l, nil
}

// URL is the address to hand to the API as redirection.
func (l *Landing) URL() string { return "http://" + l.listener.Addr().String() + l.path }

// Visited receives when a browser has come back.
func (l *Landing) Visited() <-chan struct{} { return l.visited }

// ServeHTTP answers the one path; everything else is not found.
func (l *Landing) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	w.Header().Set("Referrer-Policy", "no-referrer")
	w.Header().Set("Cache-Control", "no-store")
	if r.URL.Path != l.path || (r.Method != http.MethodGet && r.Method != http.MethodHead) {
		http.NotFound(w, r)
		return
	}
	select {
	case l.visited <- struct{}{}:
	default:
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write([]byte(landingPage))
}

// Close stops listening; answers under way have two seconds to end. Calling it
// twice is harmless.
func (l *Landing) Close() {
	l.once.Do(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		// The server closes the listener too, but only once it has begun to serve.
		_ = l.listener.Close()
		_ = l.server.Shutdown(ctx)
		_ = l.server.Close()
	})
}
