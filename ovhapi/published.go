package ovhapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"ovh-tokens/ovhapi/catalog"
)

// Published answers with what the endpoint publishes about its API, which needs
// no key: "/" is the index, "/me.json" a section, and those below "/v2" belong to
// the newer API. An error wraps catalog.ErrAbsent for what the endpoint does not
// have; kimsufi and soyoustart have no API v2 (README of go-ovh).
func (c *Client) Published(ctx context.Context, path string) ([]byte, error) {
	got, err := c.do(ctx, call{method: http.MethodGet, path: path}, nil)
	if err != nil {
		if c.lacks(err) {
			return nil, fmt.Errorf("%w: %w", catalog.ErrAbsent, err)
		}
		return nil, err
	}
	return got.body, nil
}

// lacks reports whether an error says that there is nothing at a path. Endpoints
// that have both APIs say so in OVH's own words; what is in front of the others
// may use its own.
func (c *Client) lacks(err error) bool {
	if errors.Is(err, ErrNotFound) || errors.Is(err, ErrNoSuchRoute) {
		return true
	}
	refused, ok := errors.AsType[*APIError](err)
	return ok && refused.Status == http.StatusNotFound && !strings.HasPrefix(c.Endpoint().Name, "ovh-")
}

// Library gives the list of the endpoint's operations; store may be nil, now is
// this machine's clock.
func (c *Client) Library(store catalog.Store, now func() time.Time) *catalog.Library {
	return catalog.NewLibrary(c, store, c.Endpoint().Name, now)
}
