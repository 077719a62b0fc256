package ovhapi_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/plain"
)

// seen is what a screen holds after it has taken in every update.
type seen struct {
	rows     map[int64]ovhapi.Token
	updates  int
	account  string
	current  *ovhapi.Credential
	warnings []ovhapi.Warning
	total    int
	loaded   int
	err      error
}

// load reads the account to the end, as a screen does.
func load(ctx context.Context, t *testing.T, c *ovhapi.Client) seen {
	t.Helper()
	s := seen{rows: map[int64]ovhapi.Token{}}
	for l := c.Load(ctx); ; {
		u := l.Next(ctx)
		s.updates++
		for _, token := range u.Tokens {
			s.rows[token.ID] = token
		}
		for _, id := range u.Gone {
			delete(s.rows, id)
		}
		s.warnings = append(s.warnings, u.Warnings...)
		s.account, s.current, s.total, s.loaded, s.err = u.Account, u.Current, u.Total, u.Loaded, u.Err
		if u.Done {
			return s
		}
	}
}

// finish reads a loading to its end.
func finish(ctx context.Context, l *ovhapi.Loading) (last ovhapi.Update) {
	for !last.Done {
		last = l.Next(ctx)
	}
	return last
}

// row is what can be compared of a token on both sides.
type row struct {
	ID, App              int64
	Name, Status, Rules  string
	State                ovhapi.AppState
	Current, Dead        bool
	Created, Ends, Usage string
	IPs                  string
}

// truth is what the server holds of the account.
func truth(sim *ovhsim.Server) []row {
	apps := map[int64]ovhsim.Application{}
	for _, a := range sim.Applications() {
		apps[a.ID] = a
	}
	var out []row
	for _, c := range sim.Credentials() {
		if c.Owner != ovhsim.Owner {
			continue
		}
		app := apps[c.ApplicationID]
		r := row{
			ID: c.ID, App: c.ApplicationID, Name: plain.Text(app.Name), Status: string(c.Status), Rules: fmt.Sprint(c.Rules),
			State: ovhapi.AppOwned, Current: c.ID == sim.Own(), Created: c.Creation.UTC().Format("2006-01-02 15:04:05"), IPs: strings.Join(c.AllowedIPs, " "),
		}
		switch {
		case app.Deleted:
			r.State, r.Name = ovhapi.AppDeleted, fmt.Sprintf("deleted application %d", app.ID)
			r.Dead = c.Status == ovhsim.Validated
		case app.Owner == "":
			r.State = ovhapi.AppForeign
		}
		if !c.Expiration.IsZero() {
			r.Ends = c.Expiration.UTC().Format("2006-01-02 15:04:05")
		}
		if !c.LastUse.IsZero() && !r.Current { // the token in use is being used
			r.Usage = c.LastUse.UTC().Format("2006-01-02 15:04:05")
		}
		out = append(out, r)
	}
	return out
}

// shown is what the inventory holds, in the order of the server.
func (s seen) shown() []row {
	var out []row
	for _, t := range s.rows {
		r := row{
			ID: t.ID, App: t.ApplicationID, Name: t.Name(), Status: string(t.Status), Rules: fmt.Sprint(t.Rules), State: t.App,
			Current: t.Current, Dead: t.Dead(), Created: t.Creation.UTC().Format("2006-01-02 15:04:05"), IPs: strings.Join(t.AllowedIPs, " "),
		}
		if t.Expiration != nil {
			r.Ends = t.Expiration.UTC().Format("2006-01-02 15:04:05")
		}
		if t.LastUse != nil && !t.Current {
			r.Usage = t.LastUse.UTC().Format("2006-01-02 15:04:05")
		}
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b row) int { return int(a.ID - b.ID) })
	return out
}

// complete fails unless the inventory equals the server's truth.
func (s seen) complete(t *testing.T, sim *ovhsim.Server) {
	t.Helper()
	if s.err != nil {
		t.Fatal(s.err)
	}
	for _, w := range s.warnings {
		t.Errorf("warning: %+v", w)
	}
	want := truth(sim)
	if shown := s.shown(); !slices.Equal(want, shown) { // a diff of 10,000 rows takes its time
		diff := cmp.Diff(want, shown)
		t.Errorf("the inventory is not the server's truth (-server +inventory):\n%s", diff)
	}
	if s.total != len(want) || s.loaded != len(want) {
		t.Errorf("counts %d of %d, want %d", s.loaded, s.total, len(want))
	}
	if s.account != ovhsim.Owner || s.current == nil || s.current.ID != sim.Own() {
		t.Errorf("account %q, current %+v", s.account, s.current)
	}
}

// switches are all combinations of what an endpoint may or may not understand.
func switches(f func(name string, o ovhsim.Options)) {
	for bits := range 16 {
		o := ovhsim.Options{NoBatch: bits&1 != 0, NoExpansion: bits&2 != 0, StaleExpansion: bits&4 != 0, OldErrors: bits&8 != 0}
		f(fmt.Sprintf("noBatch=%v noExpansion=%v stale=%v oldErrors=%v", o.NoBatch, o.NoExpansion, o.StaleExpansion, o.OldErrors), o)
	}
}

func TestTheInventoryIsTheServersTruthInEveryWayOfAsking(t *testing.T) {
	t.Parallel()
	switches(func(name string, o ovhsim.Options) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := start(t, o)
			first := load(t.Context(), t, w.client)
			first.complete(t, w.sim)
			states := map[ovhapi.AppState]bool{}
			for _, token := range first.rows {
				states[token.App] = true
			}
			if !states[ovhapi.AppOwned] || !states[ovhapi.AppForeign] || !states[ovhapi.AppDeleted] {
				t.Errorf("the account shows application states %v only", states)
			}
			w.sim.Remove(w.sim.Credentials()[3].ID)
			w.sim.Restrict(w.sim.Credentials()[4].ID, "192.0.2.7") // a stale page would not show it
			w.sim.Add(ovhsim.Credential{Rules: parse("GET /me")})
			load(t.Context(), t, w.client).complete(t, w.sim)
		})
	})
}

func TestLargeAccountsAreComplete(t *testing.T) {
	t.Parallel()
	for _, o := range []ovhsim.Options{{Tokens: 2_000, NoBatch: true}, {Tokens: 2_000, NoExpansion: true}, {Tokens: 10_000}, {Tokens: 10_000, NoExpansion: true}} {
		t.Run(fmt.Sprintf("%d %v %v", o.Tokens, o.NoBatch, o.NoExpansion), func(t *testing.T) {
			t.Parallel()
			w := start(t, o)
			s := load(t.Context(), t, w.client)
			s.complete(t, w.sim)
			if s.updates > o.Tokens/20 {
				t.Errorf("%d updates for %d rows", s.updates, o.Tokens)
			}
		})
	}
}

func TestWhatAnEndpointUnderstandsIsRemembered(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{NoBatch: true, NoExpansion: true})
	load(t.Context(), t, w.client).complete(t, w.sim)
	w.sim.ResetCalls()
	// Another token of the same endpoint knows it too.
	other := w.client.WithConsumerKey(ovhapi.NewSecret(w.sim.Keys().ConsumerKey))
	load(t.Context(), t, other).complete(t, w.sim)
	for _, c := range w.sim.Calls() {
		if c.Batch || c.Expanded {
			t.Errorf("%s %s was asked in a way that had been refused", c.Method, c.Path)
		}
	}
}

// An id that spoils a batch for the others must not make the endpoint pass for
// one that knows no batches.
func TestOneSpoiledBatchIsNoReasonToAskOneByOne(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{NoExpansion: true, Tokens: 400})
	load(t.Context(), t, w.client).complete(t, w.sim)
	for _, status := range []int{400, 404, 403, 500} {
		w.sim.ResetCalls()
		w.sim.ClearFaults()
		w.sim.Fail(ovhsim.Fault{Path: "/me/api/credential/*,*", Status: status, Times: 1})
		load(t.Context(), t, w.client).complete(t, w.sim)
		if n := len(w.sim.Calls()); n > 100 {
			t.Errorf("%d: %d calls", status, n)
		}
	}
}

func TestABatchHoldsFiftyIdsAtMost(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{NoExpansion: true, Tokens: 400})
	load(t.Context(), t, w.client).complete(t, w.sim)
	batches := 0
	for _, c := range w.sim.Calls() {
		if c.Batch {
			batches++
			if n := 1 + strings.Count(c.Path, ","); n > ovhapi.BatchSize {
				t.Errorf("a batch of %d", n)
			}
		}
	}
	if batches < 8 || batches > 12 {
		t.Errorf("%d batches for 400 tokens", batches)
	}
}

func TestUpdatesComeInSlices(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{NoExpansion: true, NoBatch: true, Tokens: 500})
	s := load(t.Context(), t, w.client)
	s.complete(t, w.sim)
	if s.updates > 100 {
		t.Errorf("%d updates for 500 rows that came one by one", s.updates)
	}
}

func TestALoadingThatIsDoneSaysSoAgain(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	l := w.client.Load(t.Context())
	finish(t.Context(), l)
	if u := l.Next(t.Context()); !u.Done || len(u.Tokens) > 0 || u.Total == 0 {
		t.Errorf("after the last update: %+v", u)
	}
}
