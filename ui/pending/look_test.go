package pending_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui"
	"ovh-tokens/ui/pending"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/uitest"
)

// clock is the machine's; nothing here waits for it.
type clock struct{}

func (clock) Now() time.Time { return time.Now() }

func (clock) Tick(time.Duration, func(time.Time) tea.Msg) tea.Cmd { return nil }

// keeper is a store from which nothing can be removed when fails is set.
type keeper struct {
	*config.MemoryState
	mu    sync.Mutex
	fails error
}

func (k *keeper) Forget(id string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.fails != nil {
		return k.fails
	}
	return k.MemoryState.Forget(id)
}

type stand struct {
	*uitest.Terminal
	t      *testing.T
	sim    *ovhsim.Server
	env    *shell.Env
	keeper *keeper
	client *ovhapi.Client
}

func prepare(t *testing.T, o ovhsim.Options) *stand {
	t.Helper()
	s := &stand{t: t, sim: ovhsim.New(o), keeper: &keeper{MemoryState: config.NewMemoryState()}}
	if err := s.sim.Listen(t.Context(), "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.sim.Close() })
	s.client = s.through(http.DefaultTransport)
	s.env = &shell.Env{Client: s.client, Keeper: s.keeper, Clock: clock{}, Poll: 5 * time.Millisecond}
	return s
}

// through makes a client whose calls go through a transport.
func (s *stand) through(transport http.RoundTripper) *ovhapi.Client {
	s.t.Helper()
	k := s.sim.Keys()
	client, err := ovhapi.NewClient(ovhapi.Options{
		Endpoint:       ovhapi.Endpoint{Name: s.sim.Endpoint(), URL: s.sim.Endpoint()},
		ApplicationKey: k.ApplicationKey, ApplicationSecret: ovhapi.NewSecret(k.ApplicationSecret), ConsumerKey: ovhapi.NewSecret(k.ConsumerKey),
		Transport: transport, Pause: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return client
}

// request asks for a token for one path, as an earlier run did.
func (s *stand) request(path string) *ovhapi.Request {
	s.t.Helper()
	r, err := s.client.Request(s.t.Context(), ovhapi.Draft{Rules: rule.Set{{Method: rule.Get, Path: path}}}, s.keeper, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

// aged makes a stored request older.
func (s *stand) aged(r *ovhapi.Request, days int, change func(*ovhapi.PendingRequest)) {
	s.t.Helper()
	p := r.PendingRequest
	p.Created = time.Now().AddDate(0, 0, -days)
	if change != nil {
		change(&p)
	}
	if err := s.keeper.Keep(p); err != nil {
		s.t.Fatal(err)
	}
}

func (s *stand) run() {
	s.t.Helper()
	s.Terminal = uitest.Run(s.t, ui.New(s.env, pending.New(s.env), ui.Options{}))
}

// wantStored checks for which paths a key is still stored.
func (s *stand) wantStored(want ...string) {
	s.t.Helper()
	list, err := s.keeper.Pending()
	var got []string
	for _, p := range list {
		got = append(got, p.Rules[0].Path)
	}
	if err != nil || strings.Join(got, " ") != strings.Join(want, " ") {
		s.t.Errorf("stored are %v, want %v (%v)", got, want, err)
	}
}

func TestRequestsThatCameToNothingCleanThemselvesUp(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{PendingReads: true})
	waits, refused, gone, done := s.request("/waits"), s.request("/refused"), s.request("/gone"), s.request("/done")
	s.aged(waits, 29, nil)
	if err := errors.Join(s.sim.Refuse(refused.ValidationURL), s.sim.Authorize(done.ValidationURL, ovhsim.OneDay)); err != nil {
		t.Fatal(err)
	}
	for _, c := range s.sim.Credentials() {
		if c.ConsumerKey == gone.ConsumerKey.Reveal() {
			s.sim.Remove(c.ID)
		}
	}
	elsewhere := s.request("/elsewhere")
	s.aged(elsewhere, 90, func(p *ovhapi.PendingRequest) { p.ApplicationKey = "another" })
	s.run()
	s.Says("1 request was refused on the page; its key was removed from this machine.")
	s.Says("not known to OVH")
	s.Says("validated, key not taken yet")
	s.Says("/elsewhere read")
	s.wantStored("/elsewhere", "/waits", "/gone", "/done")
}

// How old a request is only this machine's clock tells: one that ran years behind
// when it was asked must not cost a key that is about to be validated.
func TestOldRequestIsForgottenOnlyByTheUser(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{}) // pending and refused keys look the same
	old := s.request("/old")
	s.aged(old, 2000, nil)
	s.aged(s.request("/young"), 29, nil)
	s.run()
	s.Says("1 request has waited for more than 30 days, by this machine's clock, and has most likely expired. F forgets it.")
	s.wantStored("/old", "/young")
	s.aged(s.request("/older"), 31, nil)
	s.Quit()
	s.run()
	s.Says("2 requests have waited for more than 30 days, by this machine's clock, and have most likely expired. F forgets one.")
	s.wantStored("/old", "/older", "/young")
	if err := s.sim.Authorize(old.ValidationURL, ovhsim.OneDay); err != nil {
		t.Fatal(err)
	}
	s.Quit()
	s.run()
	s.Says("1 request has waited")
	s.Says("validated, key not taken yet")
}

func TestNothingIsRemovedWithoutOVHsWord(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{})
	s.aged(s.request("/old"), 400, nil)
	s.sim.Fail(ovhsim.Fault{Times: -1, Status: 503})
	s.run()
	s.Says("Whether they were authorized could not be asked. OVH's service is not available.")
	s.wantStored("/old")
}

func TestKeyThatCannotBeRemovedIsSaid(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{PendingReads: true})
	r := s.request("/refused")
	if err := s.sim.Refuse(r.ValidationURL); err != nil {
		t.Fatal(err)
	}
	s.keeper.fails = errors.New("permission denied")
	s.run()
	s.Says("The key of a request that came to nothing is still on this machine: permission denied.")
	s.Says("refused")
}

// gate holds calls back until it is opened, whoever has lost interest meanwhile.
type gate struct{ arrived, opened chan struct{} }

func (g *gate) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := http.DefaultTransport.RoundTrip(r)
	select {
	case g.arrived <- struct{}{}:
	default:
	}
	<-g.opened
	return answer, err
}

// TestForgottenKeyStaysForgotten: a look that is under way must not store it
// again.
func TestForgottenKeyStaysForgotten(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{})
	r := s.request("/done")
	if err := s.sim.Authorize(r.ValidationURL, ovhsim.OneDay); err != nil {
		t.Fatal(err)
	}
	g := &gate{make(chan struct{}, 1), make(chan struct{})}
	s.env.Client = s.through(g)
	s.run()
	<-g.arrived
	s.Says("Looking whether they were authorized…")
	s.Press("F", "y")
	close(g.opened)
	s.Says("No new token is waiting.")
	s.Settle()
	s.wantStored()
}
