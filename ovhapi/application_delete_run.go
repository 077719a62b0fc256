package ovhapi

import (
	"context"
	"errors"
	"time"
)

// ActionApplications is the run that deletes applications.
const ActionApplications Action = "delete-applications"

// ErrOwnApplication refuses to delete the application that the program itself works
// under: its key and secret would end with it.
var ErrOwnApplication = errors.New("this program works with a token of it")

// DeletedApplication is what became of one application of a run.
type DeletedApplication struct {
	Application Application
	// Err is nil when the application is gone, a *HeldError when it was refused for
	// its tokens, ErrOwnApplication when it is the program's own, and ErrNotTried when
	// the run had ended before its turn.
	Err error
	// Already is true when the application was gone before this run came to it.
	Already bool
}

// DeleteApplications deletes applications one after the other, going on after a
// failure unless every further one would fail likewise, and tells what became of
// each as it is known. When ctx ends, the call under way is waited for and the
// others are not tried. The receipt grows with the run; its path comes back, with
// why it could not be kept. Without a keeper, or when nothing was done, there is
// none.
func (c *Client) DeleteApplications(ctx context.Context, list []Application, account string, keeper ReceiptKeeper, tell func(DeletedApplication)) (receipt string, err error) {
	r := Receipt{
		Endpoint: c.Endpoint().Name, Account: account, Action: string(ActionApplications), Started: time.Now(),
		Revoked: []ReceiptToken{}, Failed: []ReceiptFailure{}, Skipped: []ReceiptSkip{},
	}
	keep := func() {
		if keeper != nil && len(r.Applications)+len(r.FailedApplications) > 0 {
			receipt, err = keeper.KeepReceipt(r)
		}
	}
	silent, over := 0, false
	var f *tenants // asked for when it is needed first
	for _, app := range list {
		failed, already := ErrNotTried, false
		if !over && ctx.Err() == nil {
			already, failed = c.deleteOne(ctx, &f, app)
		}
		switch {
		case already:
			r.GoneApplications = append(r.GoneApplications, app)
		case failed == nil:
			r.Applications = append(r.Applications, app)
			keep()
		case !errors.Is(failed, ErrNotTried):
			r.FailedApplications = append(r.FailedApplications, ReceiptApplicationFailure{app.ID, failed.Error(), QueryID(failed)})
		}
		if silent++; !unanswered(failed) {
			silent = 0
		}
		over = over || hopeless(failed) || silent == silentTokens
		tell(DeletedApplication{app, failed, already})
	}
	r.Finished = time.Now()
	keep()
	return receipt, err
}

// deleteOne deletes one application of a run, unless it is the program's own: that
// one's key is known without a call.
func (c *Client) deleteOne(ctx context.Context, f **tenants, app Application) (already bool, err error) {
	if app.Key != "" && app.Key == c.ApplicationKey() {
		return false, ErrOwnApplication
	}
	if *f == nil {
		var asked tenants
		if asked, err = c.tenants(ctx); err == nil {
			*f = &asked
		}
	}
	if err == nil {
		already, err = c.deleteApplication(ctx, **f, app.ID)
	}
	if errors.Is(err, context.Canceled) {
		return false, ErrNotTried
	}
	return already, err
}
