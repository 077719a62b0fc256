package ovhapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
)

// ending is how a token went out of use.
type ending struct {
	// ended is set when it no longer works: revoked, or only ended by
	// /auth/logout, in which case it stays listed as expired.
	ended, revoked bool
}

// end takes the token with this id out of use, which own speaks with: by others
// that may revoke it, else by itself, else by logging itself out, which needs no
// rule. After an error it may still work.
func end(ctx context.Context, own *Client, id int64, others ...*Client) (ending, error) {
	for _, c := range append(others, own) {
		err := c.DeleteCredential(ctx, id)
		switch {
		case err == nil:
			return ending{ended: true, revoked: true}, nil
		case errors.Is(err, ErrNotGranted), errors.Is(err, ErrIAMDenied):
			continue
		}
		// The answer may have been lost, and a token that is not found may be one
		// that only this client cannot see: the key itself tells.
		_, asked := own.CurrentCredential(ctx)
		switch {
		case errors.Is(asked, ErrNoSuchKey):
			return ending{ended: true, revoked: true}, nil
		case !errors.Is(err, ErrNotFound):
		case asked == nil:
			continue
		case errors.Is(asked, ErrKeyNotValid):
			return ending{ended: true}, nil
		default:
			err = fmt.Errorf("%w; asking its own key: %w", err, asked)
		}
		return ending{}, fmt.Errorf("revoking the token with DELETE /me/api/credential/%s: %w", strconv.FormatInt(id, 10), err)
	}
	if err := own.Logout(ctx); err != nil {
		switch _, asked := own.CurrentCredential(ctx); {
		case errors.Is(asked, ErrNoSuchKey):
			return ending{ended: true, revoked: true}, nil
		case !errors.Is(asked, ErrKeyNotValid):
			return ending{}, fmt.Errorf("ending the token: %w", err)
		}
	}
	return ending{ended: true}, nil
}

// Logout ends the client's own token: POST /auth/logout, which needs no access
// rule. The token stays listed, as expired (seen by Kentrow/keymaker).
func (c *Client) Logout(ctx context.Context) error {
	_, err := c.do(ctx, call{method: http.MethodPost, path: "/auth/logout", signed: true}, nil)
	return err
}
