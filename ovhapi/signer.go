package ovhapi

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/ovh/go-ovh/ovh"
)

// signer builds signed requests with OVH's own client, go-ovh. That client may
// not be used by two goroutines at once, asks for the time without a context
// and drops response headers, so it only builds requests here: under a lock,
// with its question for the time answered from our own clock. Sending and
// reading are the Client's.
type signer struct {
	endpoint            string
	applicationKey      string
	secret, consumerKey Secret
	userAgent           string
	mu                  sync.Mutex
	client              *ovh.Client
	skew                time.Duration
}

// request builds one request; a signed one carries the server's time by skew.
func (s *signer) request(ctx context.Context, c call, skew time.Duration) (*http.Request, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.client == nil || s.skew != skew {
		s.skew = skew
		s.client = &ovh.Client{
			AppKey: s.applicationKey, AppSecret: s.secret.Reveal(), ConsumerKey: s.consumerKey.Reveal(),
			Client: &http.Client{Transport: timeAnswer(skew)},
		}
		if err := s.client.SetEndpoint(s.endpoint); err != nil {
			return nil, fmt.Errorf("endpoint %s: %w", s.endpoint, err)
		}
	}
	request, err := s.client.NewRequest(c.method, c.path, c.body, c.signed)
	if err != nil {
		return nil, fmt.Errorf("building %s %s: %w", c.method, c.path, err)
	}
	request.Header.Set("User-Agent", s.userAgent)
	for name, values := range c.header {
		request.Header[name] = values
	}
	return request.WithContext(ctx), nil
}

// timeAnswer answers go-ovh's GET /auth/time from a known skew, without a
// network. It refuses anything else.
type timeAnswer time.Duration

// RoundTrip gives the server's time in whole seconds.
func (t timeAnswer) RoundTrip(request *http.Request) (*http.Response, error) {
	if !strings.HasSuffix(request.URL.Path, "/auth/time") {
		return nil, fmt.Errorf("unexpected call of the signing client: %s", request.URL.Path)
	}
	body := fmt.Sprint(time.Now().Add(time.Duration(t)).Unix())
	return &http.Response{
		StatusCode: http.StatusOK, ProtoMajor: 1, ProtoMinor: 1, Request: request,
		Header: http.Header{"Content-Type": {"application/json"}},
		Body:   io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)),
	}, nil
}
