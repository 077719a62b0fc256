package ovhapi

import (
	"context"
	"errors"
	"strconv"
	"sync"

	"ovh-tokens/ovhapi/rule"
)

// Identity is what a key says of itself.
type Identity struct {
	// Token is the credential behind the key. Its application's name is there
	// when the rules of the key let it ask for it; the ID always is.
	Token Token
	// Account is whose it is; "" when the key no longer works, or when that
	// could not be asked.
	Account string
}

// Identify asks with the client's own key what it is. GET
// /auth/currentCredential needs no access rule, so any key that works can be
// asked, and its error is the one that is returned: ErrKeyNotValid,
// ErrNoSuchKey, ErrUnknownApp, ErrSignature and the rest tell the ways of not
// working apart. Whose it is and how its application is called are courtesies
// that cost nothing when they fail.
func (c *Client) Identify(ctx context.Context) (Identity, error) {
	own, err := c.CurrentCredential(ctx)
	if err != nil {
		return Identity{}, err
	}
	id := Identity{Token: Token{Credential: own, Application: Application{ID: own.ApplicationID}}}
	if !own.Live(c.ServerNow()) {
		return id, nil // whatever else is asked would be refused
	}
	var wait sync.WaitGroup
	wait.Go(func() {
		if details, err := c.Details(ctx); err == nil {
			id.Account = details.Account
		}
	})
	wait.Go(func() { id.Token.Application, id.Token.App = c.ownApplication(ctx, own) })
	wait.Wait()
	return id, nil
}

// ownApplication describes the application of the client's own token, as far as
// its rules let it ask. That it is not found means that it was deleted.
func (c *Client) ownApplication(ctx context.Context, own Credential) (Application, AppState) {
	ways := []struct {
		path string
		ask  func() (Application, error)
	}{
		{"/me/api/credential/" + strconv.FormatInt(own.ID, 10) + "/application", func() (Application, error) { return c.CredentialApplication(ctx, own.ID) }},
		{"/me/api/application/" + strconv.FormatInt(own.ApplicationID, 10), func() (Application, error) { return c.Application(ctx, own.ApplicationID) }},
	}
	for i, way := range ways {
		if _, may := own.Rules.Allows(rule.Get, way.path); !may {
			continue
		}
		app, err := way.ask()
		switch {
		case err == nil:
			app.ID = own.ApplicationID
			return app, AppUnknown
		case i == 0 && errors.Is(err, ErrNotFound):
			return Application{ID: own.ApplicationID}, AppDeleted
		}
	}
	return Application{ID: own.ApplicationID}, AppUnknown
}
