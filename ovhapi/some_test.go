package ovhapi_test

import (
	"errors"
	"net/http"
	"testing"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

func TestSomeTokensAreDescribedWithoutReadingTheRest(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	var foreign ovhsim.Credential
	for _, c := range w.sim.Credentials() {
		for _, app := range w.sim.Applications() {
			if app.ID == c.ApplicationID && app.Owner == "" && !app.Deleted && c.Status == ovhsim.Validated {
				foreign = c
			}
		}
	}
	own := w.sim.Own()
	some, err := w.client.Some(t.Context(), foreign.ID, 7, own, foreign.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(some.Tokens) != 2 || some.Tokens[0].ID != foreign.ID || some.Tokens[1].ID != own {
		t.Fatalf("%+v", some.Tokens)
	}
	if f := some.Tokens[0]; f.App != ovhapi.AppForeign || f.Application.Name == "" || f.Current {
		t.Errorf("the foreign one: %+v", f)
	}
	if o := some.Tokens[1]; o.App != ovhapi.AppOwned || !o.Current || some.Current.ID != own || some.Account != ovhsim.Owner {
		t.Errorf("the one in use: %+v, of %s", o, some.Account)
	}
	if len(some.Absent) != 1 || !errors.Is(some.Absent[7], ovhapi.ErrNotFound) {
		t.Errorf("absent: %v", some.Absent)
	}
	if w.count(http.MethodGet, "/me/api/credential") > 0 {
		t.Error("all tokens were listed")
	}
}

func TestSomeTokensWithoutRights(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	client, own := w.with(t, "GET /domain")
	some, err := client.Some(t.Context(), own)
	if err != nil || !errors.Is(some.Absent[own], ovhapi.ErrNotGranted) || some.Current.ID != own {
		t.Errorf("%+v, %v", some, err)
	}
	w.sim.Remove(own)
	if _, err := client.Some(t.Context(), own); !errors.Is(err, ovhapi.ErrNoSuchKey) {
		t.Errorf("a key that is gone: %v", err)
	}
}
