package ovhapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
)

// DeleteApplication deletes an application that holds no token: DELETE
// /me/api/application/{id}. It asks for its tokens at that moment and returns a
// *HeldError when there are any, and ErrOwnApplication when the token in use is of
// it. Its keys end with it. A call that was sent is waited for whatever becomes of
// ctx, and a lost answer is settled by asking; an application that was gone before
// is no error.
func (c *Client) DeleteApplication(ctx context.Context, id int64) error {
	f, err := c.tenants(ctx)
	if err != nil {
		return err
	}
	_, err = c.deleteApplication(ctx, f, id)
	return err
}

// deleteApplication also reports whether the application was gone before. A call
// that meets the limit was not carried out, so it is made again, and the tokens are
// asked for again before.
func (c *Client) deleteApplication(ctx context.Context, f tenants, id int64) (already bool, err error) {
	q := call{method: http.MethodDelete, path: "/me/api/application/" + strconv.FormatInt(id, 10), signed: true, sure: true}
	for attempt := 1; attempt == 1 || errors.Is(err, ErrRateLimit) && c.again(q, err, attempt-1); attempt++ {
		if err := f.free(ctx, id); err != nil {
			return false, err
		}
		_, err = c.do(ctx, q, nil)
	}
	ctx = context.WithoutCancel(ctx)
	switch {
	case err == nil:
		return false, nil
	case errors.Is(err, ErrNotFound):
		return true, nil
	case errors.Is(err, errUnsent):
		return false, err
	case !errors.Is(err, ErrOffline) && !errors.Is(err, ErrUnavailable) && !errors.Is(err, ErrBadAnswer):
		return false, fmt.Errorf("deleting the application: %w", err)
	}
	_, there := c.Application(ctx, id)
	switch {
	case errors.Is(there, ErrNotFound):
		return false, nil
	case there == nil:
		return false, fmt.Errorf("deleting the application: %w", err)
	}
	return false, fmt.Errorf("not known whether the application was deleted: %w", err)
}
