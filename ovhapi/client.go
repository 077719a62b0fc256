package ovhapi

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"
)

// Options say whom a client speaks for, and through what.
type Options struct {
	Endpoint          Endpoint
	ApplicationKey    string
	ApplicationSecret Secret
	ConsumerKey       Secret
	// Version stands in the User-Agent.
	Version string
	// Transport sends the requests; nil takes one with the system's proxy and
	// bounded connection times.
	Transport http.RoundTripper
	// Timeout bounds one attempt of one call; 0 is 30 seconds.
	Timeout time.Duration
	// Log gets a line per call, never a key; nil logs nothing.
	Log *slog.Logger
	// Pause waits between attempts; nil waits for real. Tests replace it.
	Pause func(context.Context, time.Duration) error
}

// Client makes signed calls. It is safe for concurrent use.
type Client struct {
	shared *shared
	signer *signer
	pace   *pace
	// paused hears until when a call of this client waits for the API's limit, and
	// the zero time when it waits no more.
	paused func(until time.Time)
}

// shared is what clients of one endpoint have in common, whatever their key.
type shared struct {
	options Options
	http    *http.Client
	clock   *serverClock
	ways    ways

	mu    sync.Mutex
	paces map[Secret]*pace // one for each consumer key
	// claimed are the refused tokens by id, and the request that each came of.
	claimed map[int64]string
}

// NewClient makes a client. The endpoint's URL must be https, or http on a
// loopback address.
func NewClient(o Options) (*Client, error) {
	endpoint, err := ParseEndpoint(o.Endpoint.URL)
	if err != nil {
		return nil, err
	}
	o.Endpoint.URL = endpoint.URL
	if o.Endpoint.Name == "" {
		o.Endpoint.Name = endpoint.Name
	}
	if o.Timeout == 0 {
		o.Timeout = defaultTimeout
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Pause == nil {
		o.Pause = pause
	}
	if o.Transport == nil {
		o.Transport = newTransport()
	}
	s := &shared{options: o, paces: map[Secret]*pace{}, http: &http.Client{
		Transport: o.Transport,
		// Signed headers must not follow a redirection to another host.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	c := (&Client{shared: s}).WithConsumerKey(o.ConsumerKey)
	s.clock = &serverClock{ask: c.Time}
	return c, nil
}

// WithConsumerKey returns a client for another token of the same application
// and endpoint. Both share connections and the measured clock; with the same key
// they share the pace too, which the API counts by key.
func (c *Client) WithConsumerKey(key Secret) *Client {
	s := c.shared
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.paces[key] == nil {
		s.paces[key] = newPace(s.options.Pause)
	}
	return &Client{shared: s, signer: c.newSigner(key), pace: s.paces[key], paused: func(time.Time) {}}
}

// watched is the same client, which tells one piece of work of its waits.
func (c *Client) watched(paused func(until time.Time)) *Client {
	w := *c
	w.paused = paused
	return &w
}

func (c *Client) newSigner(key Secret) *signer {
	o := c.shared.options
	version := o.Version
	if version == "" {
		version = "dev"
	}
	return &signer{
		endpoint: o.Endpoint.URL, applicationKey: o.ApplicationKey, secret: o.ApplicationSecret,
		consumerKey: key, userAgent: "ovh-tokens/" + version + " go-ovh/1.9.0",
	}
}

// Endpoint is the endpoint the client speaks to.
func (c *Client) Endpoint() Endpoint { return c.shared.options.Endpoint }

// ApplicationKey is the application the client speaks for.
func (c *Client) ApplicationKey() string { return c.shared.options.ApplicationKey }

// ServerNow is the server's time as far as it is known, without a call.
func (c *Client) ServerNow() time.Time { return c.shared.clock.now() }

// newTransport is http.DefaultTransport with shorter patience.
func newTransport() http.RoundTripper {
	return &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		ForceAttemptHTTP2:     true,
		MaxIdleConnsPerHost:   16,
		IdleConnTimeout:       90 * time.Second,
		TLSHandshakeTimeout:   10 * time.Second,
		ResponseHeaderTimeout: 30 * time.Second,
	}
}
