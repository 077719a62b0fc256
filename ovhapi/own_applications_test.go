package ovhapi_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"testing"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

// owns are the applications that the account has by the server's own word.
func (w world) owns() []ovhapi.Application {
	var list []ovhapi.Application
	for _, app := range w.sim.Applications() {
		if app.Owner == ovhsim.Owner && !app.Deleted {
			list = append(list, ovhapi.Application{ID: app.ID, Key: app.Key})
		}
	}
	return list
}

// sameApplications compares by what no sanitising touches.
func sameApplications(a, b []ovhapi.Application) bool {
	return slices.EqualFunc(a, b, func(x, y ovhapi.Application) bool { return x.ID == y.ID && x.Key == y.Key })
}

func TestOwnApplicationsAreWhatTheServerHas(t *testing.T) {
	t.Parallel()
	for _, o := range []ovhsim.Options{
		{},
		{NoBatch: true},
		{NoExpansion: true},
		{NoBatch: true, NoExpansion: true},
		{StaleExpansion: true},
		{StaleExpansion: true, NoBatch: true},
		{NoBatch: true, NoExpansion: true, OldErrors: true},
	} {
		t.Run(fmt.Sprintf("%+v", o), func(t *testing.T) {
			t.Parallel()
			w := start(t, o)
			w.sim.RemoveApplication(w.owns()[2].ID)
			got, err := w.client.OwnApplications(t.Context())
			if err != nil || !sameApplications(got, w.owns()) {
				t.Errorf("%v\ngot  %v\nwant %v", err, got, w.owns())
			}
			for _, app := range got {
				if app.Name == "" {
					t.Errorf("application %d has no name", app.ID)
				}
			}
		})
	}
}

func TestOwnApplicationThatCannotBeDescribedKeepsItsID(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{NoExpansion: true, NoBatch: true})
	odd, vanished := w.owns()[1], w.owns()[3]
	w.sim.Fail(ovhsim.Fault{Path: fmt.Sprintf("/me/api/application/%d", odd.ID), Status: 500, Times: -1})
	w.sim.Fail(ovhsim.Fault{Path: fmt.Sprintf("/me/api/application/%d", vanished.ID), Status: 404, Times: -1})
	want := slices.DeleteFunc(w.owns(), func(app ovhapi.Application) bool { return app.ID == vanished.ID })
	want[1].Key = ""
	got, err := w.client.OwnApplications(t.Context())
	if !errors.Is(err, ovhapi.ErrUnavailable) || !sameApplications(got, want) {
		t.Errorf("%v\ngot  %v\nwant %v", err, got, want)
	}
}

func TestOwnApplicationsWithoutTheRight(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{NoExpansion: true})
	for _, test := range []struct {
		rules  []string
		listed bool
	}{
		{[]string{"GET /me"}, false},
		{[]string{"GET /me/api/application"}, true},
	} {
		client, _ := w.with(t, test.rules...)
		got, err := client.OwnApplications(t.Context())
		if !errors.Is(err, ovhapi.ErrNotGranted) || test.listed != (len(got) == len(w.owns())) || test.listed == (got == nil) {
			t.Errorf("%v: %d applications, %v", test.rules, len(got), err)
		}
	}
	if _, err := w.client.OwnApplications(cancelled(t)); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	if n := w.count(http.MethodDelete, "/*"); n > 0 {
		t.Errorf("%d deletions were sent", n)
	}
}

// cancelled is a context that has ended.
func cancelled(t *testing.T) context.Context {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx
}
