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
// *HeldError when there are any. Its keys end with it. A call that was sent is
// waited for whatever becomes of ctx, and a lost answer is settled by asking; an
// application that was gone before is no error.
func (c *Client) DeleteApplication(ctx context.Context, id int64) error {
	held, err := c.held(ctx, id)
	if err != nil {
		return fmt.Errorf("asking for its tokens: %w", err)
	}
	if held > 0 {
		return &HeldError{id, held}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	path := "/me/api/application/" + strconv.FormatInt(id, 10)
	_, err = c.do(ctx, call{method: http.MethodDelete, path: path, signed: true, sure: true}, nil)
	ctx = context.WithoutCancel(ctx)
	switch {
	case err == nil, errors.Is(err, ErrNotFound):
		return nil
	case errors.Is(err, errUnsent):
		return err
	case !errors.Is(err, ErrOffline) && !errors.Is(err, ErrUnavailable) && !errors.Is(err, ErrBadAnswer):
		return fmt.Errorf("deleting the application: %w", err)
	}
	_, there := c.Application(ctx, id)
	switch {
	case errors.Is(there, ErrNotFound):
		return nil
	case there == nil:
		return fmt.Errorf("deleting the application: %w", err)
	}
	return fmt.Errorf("not known whether the application was deleted: %w", err)
}
