package ovhapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// ActionApplications is the run that deletes applications.
const ActionApplications Action = "delete-applications"

// HeldError refuses to delete an application: deleting one revokes every token of
// it (schema me.json of 2026-04).
type HeldError struct {
	// Application is the one that was to go, Tokens how many it holds by what the
	// API said at that moment.
	Application int64
	Tokens      int
}

// Error names the number of tokens.
func (e *HeldError) Error() string {
	if e.Tokens == 1 {
		return "it still holds 1 token, which would stop working"
	}
	return fmt.Sprintf("it still holds %d tokens, which would stop working", e.Tokens)
}

// TokensOf lists the ids of an application's tokens: GET /me/api/credential with
// the filter applicationId (schema me.json of 2026-04).
func (c *Client) TokensOf(ctx context.Context, application int64) ([]int64, error) {
	var ids []int64
	path := "/me/api/credential?applicationId=" + strconv.FormatInt(application, 10)
	_, err := c.do(ctx, call{method: http.MethodGet, path: path, signed: true}, &ids)
	return ids, err
}

// DeleteApplication deletes an application that holds no token: DELETE
// /me/api/application/{id}. It asks for its tokens at that moment and returns a
// *HeldError when there are any. Its keys end with it. A call that was sent is
// waited for whatever becomes of ctx, and a lost answer is settled by asking; an
// application that was gone before is no error.
func (c *Client) DeleteApplication(ctx context.Context, id int64) error {
	held, err := c.TokensOf(ctx, id)
	if err != nil {
		return fmt.Errorf("asking for its tokens: %w", err)
	}
	if len(held) > 0 {
		return &HeldError{id, len(held)}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx)
	path := "/me/api/application/" + strconv.FormatInt(id, 10)
	_, err = c.do(ctx, call{method: http.MethodDelete, path: path, signed: true}, nil)
	switch {
	case err == nil, errors.Is(err, ErrNotFound):
		return nil
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

// DeletedApplication is what became of one application of a run.
type DeletedApplication struct {
	Application Application
	// Err is nil when the application is gone, and ErrNotTried when the run was
	// stopped before.
	Err error
}

// DeleteApplications deletes applications one after the other, going on after a
// failure, and tells what became of each as it is known. When ctx ends, the call
// under way is waited for and the others are not tried. The receipt's path comes
// back; without a keeper, or when nothing was done, there is none.
func (c *Client) DeleteApplications(ctx context.Context, list []Application, account string, keeper ReceiptKeeper, tell func(DeletedApplication)) (receipt string, err error) {
	r := Receipt{
		Endpoint: c.Endpoint().Name, Account: account, Action: string(ActionApplications), Started: time.Now(),
		Revoked: []ReceiptToken{}, Failed: []ReceiptFailure{}, Skipped: []ReceiptSkip{},
	}
	for _, app := range list {
		failed := ErrNotTried
		if ctx.Err() == nil {
			failed = c.DeleteApplication(ctx, app.ID)
			if errors.Is(failed, context.Canceled) {
				failed = ErrNotTried
			}
		}
		switch {
		case failed == nil:
			r.Applications = append(r.Applications, app)
		case !errors.Is(failed, ErrNotTried):
			r.FailedApplications = append(r.FailedApplications, ReceiptApplicationFailure{app.ID, failed.Error(), QueryID(failed)})
		}
		tell(DeletedApplication{app, failed})
	}
	r.Finished = time.Now()
	if keeper == nil || len(r.Applications)+len(r.FailedApplications) == 0 {
		return "", nil
	}
	return keeper.KeepReceipt(r)
}
