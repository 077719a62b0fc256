package ovhapi

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
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
}

// shared is what clients of one endpoint have in common, whatever their key.
type shared struct {
	options Options
	http    *http.Client
	clock   *serverClock
	// What the endpoint was found to understand.
	expansion, batch support
}

// Limits of a call.
const (
	defaultTimeout = 30 * time.Second
	attempts       = 4
	longestAnswer  = 64 << 20 // bytes
	longestPause   = 60 * time.Second
)

// NewClient makes a client. The endpoint's URL must be https, or http on a
// loopback address.
func NewClient(o Options) (*Client, error) {
	endpoint, err := ParseEndpoint(o.Endpoint.URL)
	if err != nil {
		return nil, err
	}
	o.Endpoint.URL = endpoint.URL
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
	s := &shared{options: o, http: &http.Client{
		Transport: o.Transport,
		// Signed headers must not follow a redirection to another host.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	c := &Client{shared: s}
	c.signer = c.newSigner(o.ConsumerKey)
	s.clock = &serverClock{ask: c.Time}
	return c, nil
}

// WithConsumerKey returns a client for another token of the same application
// and endpoint. Both share connections and the measured clock.
func (c *Client) WithConsumerKey(key Secret) *Client {
	return &Client{shared: c.shared, signer: c.newSigner(key)}
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

// call is one question to the API.
type call struct {
	method, path string
	body         any
	signed       bool
	header       http.Header
}

// answer is a success.
type answer struct {
	header  http.Header
	body    []byte
	queryID string
}

// do makes a call and decodes its answer into out, when out is not nil. A GET
// is tried again after 429, 5xx and dropped connections. Any call is signed
// anew once when the API's complaint fits a clock that has gone wrong, since
// such a call was not carried out.
func (c *Client) do(ctx context.Context, q call, out any) (http.Header, error) {
	resynced := false
	for attempt := 1; ; attempt++ {
		got, err := c.once(ctx, q)
		switch {
		case err == nil:
			return got.header, decode(q, got, out)
		case ctx.Err() != nil:
			return nil, err
		case q.signed && !resynced && c.clockWasWrong(ctx, err):
			resynced = true
			attempt--
			continue
		case q.method != http.MethodGet || attempt == attempts || !transient(err):
			return nil, err
		}
		if pauseErr := c.shared.options.Pause(ctx, patience(err, attempt)); pauseErr != nil {
			return nil, err
		}
	}
}

// once makes one attempt, bounded by the context and the timeout, the clock's
// own call included.
func (c *Client) once(ctx context.Context, q call) (*answer, error) {
	ctx, cancel := context.WithTimeout(ctx, c.shared.options.Timeout)
	defer cancel()
	var skew time.Duration
	if q.signed {
		var err error
		if skew, err = c.shared.clock.skew(ctx, time.Hour); err != nil {
			return nil, fmt.Errorf("asking for the server's time: %w", err)
		}
	}
	request, err := c.signer.request(ctx, q, skew)
	if err != nil {
		return nil, err
	}
	started := time.Now()
	response, err := c.shared.http.Do(request)
	if err != nil {
		c.log(ctx, q, 0, "", started)
		return nil, &TransportError{Method: q.method, Path: q.path, Kind: ErrOffline, Cause: bare(err)}
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(response.Body, longestAnswer))
	id := response.Header.Get("X-Ovh-Queryid")
	c.log(ctx, q, response.StatusCode, id, started)
	if err != nil {
		return nil, &TransportError{Method: q.method, Path: q.path, Kind: ErrOffline, Cause: err, QueryID: id}
	}
	if response.StatusCode < 200 || response.StatusCode > 299 {
		return nil, parseError(q.method, q.path, response, body, time.Now())
	}
	return &answer{header: response.Header, body: body, queryID: id}, nil
}

func (c *Client) log(ctx context.Context, q call, status int, queryID string, started time.Time) {
	c.shared.options.Log.DebugContext(ctx, "api call", "method", q.method, "path", q.path,
		"status", status, "queryId", queryID, "took", time.Since(started).Round(time.Millisecond))
}

// clockWasWrong reports whether the refusal fits a wrong clock and a new
// measurement really differs: then signing anew is worth one try. A stale clock
// has been seen to answer as an invalid key too.
func (c *Client) clockWasWrong(ctx context.Context, err error) bool {
	if !errors.Is(err, ErrClock) && !errors.Is(err, ErrSignature) && !errors.Is(err, ErrUnknownApp) {
		return false
	}
	before := c.shared.clock.forget()
	after, err := c.shared.clock.skew(ctx, 0)
	return err == nil && (after-before).Abs() > 2*time.Second
}

// transient reports whether asking the same again may help.
func transient(err error) bool {
	if api, ok := errors.AsType[*APIError](err); ok {
		return errors.Is(api, ErrRateLimit) || errors.Is(api, ErrUnavailable)
	}
	return errors.Is(err, ErrOffline) && !errors.Is(err, context.Canceled)
}

// patience is how long to wait before the next attempt: what the API asks for,
// else 0.5, 1, 2 … seconds after 429 and half of that after a fault.
func patience(err error, attempt int) time.Duration {
	wait := 250 * time.Millisecond << (attempt - 1)
	if api, ok := errors.AsType[*APIError](err); ok && errors.Is(api, ErrRateLimit) {
		wait *= 2
		if api.RetryAfter > 0 {
			wait = api.RetryAfter
		}
	}
	return min(wait, longestPause)
}

// pause waits, or returns the context's error.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// decode reads a success. Void calls answer null or nothing.
func decode(q call, got *answer, out any) error {
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(got.body, out); err != nil {
		return &TransportError{Method: q.method, Path: q.path, Kind: ErrBadAnswer, Cause: explainBody(got.body, err), QueryID: got.queryID}
	}
	return nil
}

// explainBody says what came instead of the expected JSON.
func explainBody(body []byte, err error) error {
	text := strings.TrimSpace(string(body))
	switch {
	case text == "":
		return errors.New("the answer is empty")
	case strings.HasPrefix(text, "<"):
		return errors.New("the answer is a web page; a proxy or a wrong endpoint may stand between")
	case !json.Valid(body):
		return errors.New("the answer is not JSON")
	}
	return err
}

// bare takes the *url.Error off, which would repeat method and URL.
func bare(err error) error {
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		return wrapped.Err
	}
	return err
}
