package waiting_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
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
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/uitest"
	"ovh-tokens/ui/waiting"
)

// clock is a clock that stands until it is moved.
type clock struct {
	mu      sync.Mutex
	now     time.Time
	moved   chan struct{}
	stopped <-chan struct{}
}

func newClock(t *testing.T) *clock {
	return &clock{now: time.Now(), moved: make(chan struct{}), stopped: t.Context().Done()}
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Advance lets time pass.
func (c *clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	close(c.moved)
	c.moved = make(chan struct{})
}

// Tick waits until the clock was moved far enough, counted from the call.
func (c *clock) Tick(d time.Duration, send func(time.Time) tea.Msg) tea.Cmd {
	due := c.Now().Add(d)
	return func() tea.Msg {
		for {
			c.mu.Lock()
			now, moved := c.now, c.moved
			c.mu.Unlock()
			if !now.Before(due) {
				return send(now)
			}
			select {
			case <-moved:
			case <-c.stopped:
				return nil
			}
		}
	}
}

// keeper is a store that can be made to fail.
type keeper struct {
	*config.MemoryState
	mu                   sync.Mutex
	keepFails, dropFails error
	// settling, when set, is told of a request that is validated, and waited
	// for before it is stored.
	settling chan struct{}
}

func (k *keeper) set(keep, drop error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.keepFails, k.dropFails = keep, drop
}

func (k *keeper) Keep(r ovhapi.PendingRequest) error {
	if k.settling != nil && r.State == ovhapi.RequestValidated {
		k.settling <- struct{}{}
		<-k.settling
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.keepFails != nil {
		return k.keepFails
	}
	return k.MemoryState.Keep(r)
}

func (k *keeper) Forget(id string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.dropFails != nil {
		return k.dropFails
	}
	return k.MemoryState.Forget(id)
}

// home stands for the list that the screen goes back to.
type home struct {
	shell.Base
	next shell.Screen
	told string
}

func (h *home) Init() tea.Cmd                  { return shell.Send(shell.PushMsg{Screen: h.next}) }
func (h *home) View() string                   { return " the list" + h.told }
func (h *home) SetSize(int, int)               {}
func (h *home) Keys() []key.Binding            { return nil }
func (h *home) Typing() bool                   { return false }
func (h *home) Heading() shell.Heading         { return shell.Heading{Title: "Tokens for OVH"} }
func (h *home) Cursor() (x, y int, shown bool) { return 0, 0, false }
func (h *home) Update(msg tea.Msg) tea.Cmd {
	if msg, ok := msg.(waiting.NewTokenMsg); ok {
		h.told = fmt.Sprintf(", with the new token %d", msg.ID)
	}
	return nil
}

// stand is one screen on one simulated account.
type stand struct {
	*uitest.Terminal
	t      *testing.T
	sim    *ovhsim.Server
	env    *shell.Env
	keeper *keeper
	clock  *clock
	opened chan string
}

// readOnly are the rules of the first of the original scripts.
var readOnly = ovhapi.Draft{Preset: "me-read-only", Rules: rule.Set{{Method: rule.Get, Path: "/me"}, {Method: rule.Get, Path: "/me/*"}}}

// prepare makes everything but the terminal.
func prepare(t *testing.T, o ovhsim.Options) *stand {
	t.Helper()
	s := &stand{t: t, sim: ovhsim.New(o), clock: newClock(t), keeper: &keeper{MemoryState: config.NewMemoryState()}, opened: make(chan string, 9)}
	if err := s.sim.Listen(t.Context(), "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.sim.Close() })
	keys := s.sim.Keys()
	client, err := ovhapi.NewClient(ovhapi.Options{
		Endpoint:       ovhapi.Endpoint{Name: "ovh-ca", URL: s.sim.Endpoint()},
		ApplicationKey: keys.ApplicationKey, ApplicationSecret: ovhapi.NewSecret(keys.ApplicationSecret), ConsumerKey: ovhapi.NewSecret(keys.ConsumerKey),
		Pause: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	})
	if err != nil {
		t.Fatal(err)
	}
	s.env = &shell.Env{
		Client: client, Keeper: s.keeper, Clock: s.clock, Account: ovhsim.Owner, Place: "ovh-ca", Poll: 5 * time.Millisecond,
		Open: func(url string) error {
			s.opened <- url
			return nil
		},
		Copy: func(string) error { return nil },
	}
	return s
}

// run shows the screen above a list.
func (s *stand) run(screen shell.Screen, opts ...uitest.Option) {
	s.t.Helper()
	s.Terminal = uitest.Run(s.t, ui.New(s.env, &home{Base: shell.NewBase(s.env), next: screen}, ui.Options{}), opts...)
}

// start asks for a token and returns when the screen waits.
func start(t *testing.T, o ovhsim.Options, opts ...uitest.Option) *stand {
	t.Helper()
	s := prepare(t, o)
	s.run(waiting.New(s.env, readOnly), opts...)
	s.WaitFor("still waiting")
	return s
}

// pending is the one request that is stored.
func (s *stand) pending() ovhapi.PendingRequest {
	s.t.Helper()
	list, err := s.keeper.Pending()
	if err != nil || len(list) != 1 {
		s.t.Fatalf("%d requests are stored (%v), want one", len(list), err)
	}
	return list[0]
}

// wantStored checks how many keys this machine holds.
func (s *stand) wantStored(n int) {
	s.t.Helper()
	if list, _ := s.keeper.Pending(); len(list) != n {
		s.t.Errorf("%d keys are stored, want %d", len(list), n)
	}
}

// credential is the token behind a consumer key.
func (s *stand) credential(key ovhapi.Secret) ovhsim.Credential {
	s.t.Helper()
	all := s.sim.Credentials()
	i := slices.IndexFunc(all, func(c ovhsim.Credential) bool { return c.ConsumerKey == key.Reveal() })
	if i < 0 {
		s.t.Fatal("the API does not know the key")
	}
	return all[i]
}

func (s *stand) authorize(v ovhsim.Validity) {
	s.t.Helper()
	if err := s.sim.Authorize(s.pending().ValidationURL, v); err != nil {
		s.t.Fatal(err)
	}
}

// wantSecret checks that the key was never drawn so far.
func (s *stand) wantSecret(key ovhapi.Secret) {
	s.t.Helper()
	if s.Seen(key.Reveal()) || strings.Contains(s.Output(), key.Reveal()) {
		s.t.Error("the consumer key was shown unasked")
	}
	// A prefix would help whoever looks over a shoulder.
	if s.Seen(key.Reveal()[:6]) {
		s.t.Error("the beginning of the consumer key was shown unasked")
	}
}

// visit follows a redirection as the browser would.
func visit(t *testing.T, url string) {
	t.Helper()
	response, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
}

var errFull = errors.New("write pending/x.json: no space left on device")

// sizes are the two terminals every screen is looked at in.
var sizes = map[string]uitest.Option{"80x24": uitest.Size(80, 24), "140x50": uitest.Size(140, 50)}
