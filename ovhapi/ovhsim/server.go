// Package ovhsim is an OVHcloud API in this process: an HTTP server that checks
// signatures, clocks, access rules and addresses as OVH does, with an invented
// account behind it and the page where a person validates a token. What is not
// known of the real API is a switch in Options.
package ovhsim

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"
)

// Server is the simulated API. It is an http.Handler, safe for concurrent use;
// Listen gives it a port of its own.
type Server struct {
	mu       sync.Mutex // guards everything below
	opt      Options
	account  *account
	zones    map[string]*zone
	faults   []Fault
	calls    []Call
	queries  uint64
	spent    map[int64][]time.Time // calls in the rate window, by credential
	snapshot map[string][]any      // expanded lists, when they may be stale
	shelves  map[string]*things    // what callers made, by owner and list

	http     *http.Server
	endpoint string
	done     chan struct{}
}

// New makes a server with its account. The dates of the account are counted
// back from the clock at this moment.
func New(o Options) *Server {
	o = o.filled()
	return &Server{
		opt:      o,
		account:  invent(o),
		zones:    inventZones(),
		spent:    map[int64][]time.Time{},
		snapshot: map[string][]any{},
		shelves:  map[string]*things{},
	}
}

// Listen serves on addr, an address of this machine such as "127.0.0.1:0", until
// Close is called or ctx is done. It returns once the port is open.
func (s *Server) Listen(ctx context.Context, addr string) error {
	if err := loopbackOnly(addr); err != nil {
		return err
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", addr, err)
	}
	s.mu.Lock()
	if s.http != nil {
		s.mu.Unlock()
		return errors.Join(errors.New("this server listens already"), l.Close())
	}
	srv := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 10 * time.Second,
		ErrorLog:          slog.NewLogLogger(s.opt.Log.Handler(), slog.LevelDebug),
	}
	done := make(chan struct{})
	s.http, s.done = srv, done
	s.endpoint = "http://" + l.Addr().String() + "/1.0"
	s.mu.Unlock()

	go func() {
		defer close(done)
		_ = srv.Serve(l) // always ends with ErrServerClosed
	}()
	context.AfterFunc(ctx, func() { _ = srv.Close() })
	return nil
}

// loopbackOnly refuses every address that another machine could reach: the
// account is invented, but a server on the network would be a surprise.
func loopbackOnly(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("listen on %q: give an address and a port, such as 127.0.0.1:0: %w", addr, err)
	}
	if strings.EqualFold(host, "localhost") {
		return nil
	}
	if ip, err := netip.ParseAddr(host); err == nil && ip.Unmap().IsLoopback() {
		return nil
	}
	return fmt.Errorf("listen on %q: only addresses of this machine are served, such as 127.0.0.1 or [::1]", addr)
}

// Close stops listening, drops every connection and waits for the server to
// end. It is harmless on a server that never listened.
func (s *Server) Close() error {
	s.mu.Lock()
	srv, done := s.http, s.done
	s.mu.Unlock()
	if srv == nil {
		return nil
	}
	err := srv.Close()
	<-done
	if err != nil {
		return fmt.Errorf("close the simulated API: %w", err)
	}
	return nil
}

// Endpoint is the base URL, "http://127.0.0.1:PORT/1.0"; the same host also
// answers below /v1 and /v2. It is empty before Listen.
func (s *Server) Endpoint() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.endpoint
}

// Keys are what a client signs with.
type Keys struct {
	ApplicationKey    string // 16 characters
	ApplicationSecret string // 32 characters
	ConsumerKey       string // 32 characters
}

// Keys returns the keys of the program's own token in the invented account.
func (s *Server) Keys() Keys {
	k, _ := s.KeysOf(s.account.own)
	return k
}

// Config is a ready ovh.conf for this server. It is meant for after Listen.
func (s *Server) Config() string {
	k, url := s.Keys(), s.Endpoint()
	return fmt.Sprintf(`; An invented account, served on this machine by ovh-tokens.
[default]
endpoint=%[1]s

[%[1]s]
application_key=%[2]s
application_secret=%[3]s
consumer_key=%[4]s
`, url, k.ApplicationKey, k.ApplicationSecret, k.ConsumerKey)
}

// options returns the switches as they are now.
func (s *Server) options() Options {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.opt
}
