package ovhapi

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"ovh-tokens/ovhapi/plain"
)

// Limits of a call.
const (
	defaultTimeout = 30 * time.Second
	longestAnswer  = 64 << 20 // bytes
)

// call is one question to the API.
type call struct {
	method, path string
	body         any
	signed       bool
	// sure lets an attempt come to its end once it has been sent, whatever becomes
	// of the context.
	sure   bool
	header http.Header
}

// bad is the error for an answer that is not what the API is documented to send.
func (q call) bad(queryID string, cause error) error {
	return &TransportError{Method: q.method, Path: q.path, Kind: ErrBadAnswer, Cause: cause, QueryID: queryID}
}

// offline is the error for a call without an answer.
func (q call) offline(queryID string, cause error) error {
	return &TransportError{Method: q.method, Path: q.path, Kind: ErrOffline, Cause: cause, QueryID: queryID}
}

// errUnsent marks a call that its context has ended before it was sent.
var errUnsent = errors.New("not sent")

// do makes a call and decodes its answer into out, when out is not nil. A GET
// is tried again after 429, 5xx and dropped connections. Any call is signed
// anew once when the API's complaint fits a clock that has gone wrong, since
// such a call was not carried out.
func (c *Client) do(ctx context.Context, q call, out any) (*answer, error) {
	resynced := false
	var before error
	for attempt := 1; ; attempt++ {
		got, clock, err := c.paced(ctx, q)
		switch {
		case err == nil:
			return got, got.decode(q, out)
		case before != nil && errors.Is(err, errUnsent):
			return nil, whileWaiting(before, ctx.Err())
		case ctx.Err() != nil:
			return nil, err
		case q.signed && !resynced && c.clockWasWrong(ctx, err, clock):
			resynced = true
			attempt--
			continue
		case q.method != http.MethodGet || !c.again(q, err, attempt):
			return nil, err
		}
		before = err
		if ended := c.rest(ctx, q, err, attempt); ended != nil {
			return nil, whileWaiting(err, ended)
		}
	}
}

func whileWaiting(err, ended error) error {
	return fmt.Errorf("%w; %w while waiting to try again", err, ended)
}

// rest waits before the next attempt. After 429 a signed call waits for its turn
// among all of the key instead.
func (c *Client) rest(ctx context.Context, q call, err error, attempt int) error {
	if q.signed && errors.Is(err, ErrRateLimit) {
		return ctx.Err()
	}
	return c.shared.options.Pause(ctx, patience(err, attempt))
}

// paced makes one attempt when the pace of the key lets it go. Calls without a key
// are not counted by one.
func (c *Client) paced(ctx context.Context, q call) (*answer, reading, error) {
	if !q.signed {
		return c.once(ctx, q)
	}
	if err := c.pace.enter(ctx, c.paused); err != nil {
		if away, ok := errors.AsType[*awayError](err); ok {
			return nil, reading{}, &APIError{
				Method: q.method, Path: q.path, Status: http.StatusTooManyRequests, Message: away.Error(),
				RetryAfter: time.Until(away.until), Back: away.until,
			}
		}
		return nil, reading{}, q.offline("", fmt.Errorf("%w: %w", errUnsent, err))
	}
	if q.sure {
		ctx = context.WithoutCancel(ctx)
	}
	sent := time.Now()
	got, clock, err := c.once(ctx, q)
	c.pace.leave(sent, err)
	return got, clock, err
}

// once makes one attempt, bounded by the context and the timeout, the clock's
// own call included. It also returns the clock that the call was signed by.
func (c *Client) once(ctx context.Context, q call) (*answer, reading, error) {
	ctx, cancel := context.WithTimeout(ctx, c.shared.options.Timeout)
	defer cancel()
	var clock reading
	if q.signed {
		var err error
		if clock, err = c.shared.clock.read(ctx, time.Hour); err != nil {
			return nil, clock, fmt.Errorf("asking for the server's time: %w", err)
		}
	}
	request, err := c.signer.request(ctx, q, clock.skew)
	if err != nil {
		return nil, clock, err
	}
	started := time.Now()
	response, err := c.shared.http.Do(request)
	if err != nil {
		c.log(ctx, q, 0, "", started)
		return nil, clock, q.offline("", bare(err))
	}
	defer func() { _ = response.Body.Close() }()
	got, err := c.receive(q, response)
	c.log(ctx, q, response.StatusCode, queryID(response), started)
	return got, clock, err
}

// receive reads an answer to its end and tells a success from an error.
func (c *Client) receive(q call, response *http.Response) (*answer, error) {
	id := queryID(response)
	body, err := io.ReadAll(io.LimitReader(response.Body, longestAnswer))
	switch {
	case err != nil:
		return nil, q.offline(id, err)
	case response.StatusCode >= 300 && response.StatusCode <= 399:
		return nil, q.bad(id, fmt.Errorf("the answer is a redirection to %s, which is not followed", target(response)))
	case response.StatusCode < 200 || response.StatusCode > 299:
		return nil, parseError(q.method, q.path, response, body, c.ServerNow())
	}
	return &answer{header: response.Header, body: body, queryID: id}, nil
}

// target names where a redirection leads, its host alone.
func target(response *http.Response) string {
	if u, err := response.Location(); err == nil && u.Host != "" {
		return plain.Text(u.Host)
	}
	return "nowhere"
}

// queryID is OVH's id of the query behind an answer.
func queryID(response *http.Response) string {
	return plain.Text(bounded(response.Header.Get("X-Ovh-Queryid"), 200))
}

func (c *Client) log(ctx context.Context, q call, status int, queryID string, started time.Time) {
	c.shared.options.Log.DebugContext(ctx, "api call", "method", q.method, "path", q.path,
		"status", status, "queryId", queryID, "took", time.Since(started).Round(time.Millisecond))
}

// bare takes the *url.Error off, which would repeat method and URL.
func bare(err error) error {
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		return wrapped.Err
	}
	return err
}
