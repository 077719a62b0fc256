package ui_test

import (
	"context"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/tokens"
	"ovh-tokens/ui/uitest"
)

// TestMain shows exact times in one zone, wherever the tests run.
func TestMain(m *testing.M) {
	time.Local = time.UTC
	os.Exit(m.Run())
}

// The two sizes every journey is made at.
var sizes = []struct {
	name          string
	width, height int
}{{"80×24", 80, 24}, {"140×50", 140, 50}}

// atBothSizes runs a journey at 80×24 and 140×50.
func atBothSizes(t *testing.T, journey func(*testing.T, uitest.Option)) {
	t.Helper()
	for _, size := range sizes {
		t.Run(size.name, func(t *testing.T) {
			t.Parallel()
			journey(t, uitest.Size(size.width, size.height))
		})
	}
}

// way is one way in which the API is known or said to answer.
type way struct {
	name    string
	options ovhsim.Options
}

var ways = []way{
	{"as documented", ovhsim.Options{}},
	{"no batch", ovhsim.Options{NoBatch: true}},
	{"no expansion", ovhsim.Options{NoExpansion: true}},
	{"neither", ovhsim.Options{NoBatch: true, NoExpansion: true, OldErrors: true}},
	{"old errors", ovhsim.Options{OldErrors: true}},
	{"pending reads", ovhsim.Options{PendingReads: true}},
	{"stale expansion", ovhsim.Options{StaleExpansion: true}},
}

// underEveryWay runs a journey under each of them, in one size or the other.
func underEveryWay(t *testing.T, journey func(*testing.T, ovhsim.Options, uitest.Option)) {
	t.Helper()
	for i, way := range ways {
		size := sizes[0]
		if i%3 == 1 {
			size = sizes[1]
		}
		t.Run(way.name+" "+size.name, func(t *testing.T) {
			t.Parallel()
			journey(t, way.options, uitest.Size(size.width, size.height))
		})
	}
}

// clock stands still until a test moves it.
type clock struct {
	mu      sync.Mutex
	now     time.Time
	moved   chan struct{}
	stopped <-chan struct{}
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
func (c *clock) Tick(d time.Duration, tell func(time.Time) tea.Msg) tea.Cmd {
	due := c.Now().Add(d)
	return func() tea.Msg {
		for {
			c.mu.Lock()
			now, moved := c.now, c.moved
			c.mu.Unlock()
			if !now.Before(due) {
				return tell(now)
			}
			select {
			case <-moved:
			case <-c.stopped:
				return nil
			}
		}
	}
}

// keeper remembers receipts, and can be made to fail.
type keeper struct {
	*config.MemoryState
	mu       sync.Mutex
	receipts []ovhapi.Receipt
	fails    error
}

func (k *keeper) fail(err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.fails = err
}

func (k *keeper) KeepReceipt(r ovhapi.Receipt) (string, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.fails != nil {
		return "", k.fails
	}
	r.Revoked, r.Failed, r.Skipped = slices.Clone(r.Revoked), slices.Clone(r.Failed), slices.Clone(r.Skipped)
	if n := len(k.receipts); n > 0 && k.receipts[n-1].Started.Equal(r.Started) {
		k.receipts[n-1] = r
	} else {
		k.receipts = append(k.receipts, r)
	}
	return "~/receipts/" + r.Action + ".json", nil
}

func (k *keeper) LastReceipt(action ovhapi.Action, endpoint, account string) (ovhapi.Receipt, bool, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, r := range slices.Backward(k.receipts) {
		if r.Action == string(action) && r.Endpoint == endpoint && r.Account == account {
			return r, true, nil
		}
	}
	return ovhapi.Receipt{}, false, nil
}

func (k *keeper) Forget(id string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.fails != nil {
		return k.fails
	}
	return k.MemoryState.Forget(id)
}

// receipt is the last one.
func (k *keeper) receipt() ovhapi.Receipt {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.receipts) == 0 {
		return ovhapi.Receipt{}
	}
	return k.receipts[len(k.receipts)-1]
}

// gate is the way to the API. Calls that match a held method wait in it.
type gate struct {
	mu      sync.Mutex
	held    func(*http.Request) bool
	opened  chan struct{}
	arrived chan string
}

// hold keeps calls of a method back; open lets them pass.
func (g *gate) hold(method string) {
	g.holdIf(func(r *http.Request) bool { return r.Method == method })
}

// holdIf keeps the calls back that it is told to.
func (g *gate) holdIf(held func(*http.Request) bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.held, g.opened = held, make(chan struct{})
}

func (g *gate) open() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.held = nil
	close(g.opened)
}

func (g *gate) RoundTrip(r *http.Request) (*http.Response, error) {
	g.mu.Lock()
	held, opened := g.held != nil && g.held(r), g.opened
	g.mu.Unlock()
	if held {
		select {
		case g.arrived <- r.URL.Path:
		default:
		}
		select {
		case <-opened:
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
	}
	return http.DefaultTransport.RoundTrip(r)
}

// stand is the whole program on one simulated account.
type stand struct {
	*uitest.Terminal
	t      *testing.T
	sim    *ovhsim.Server
	env    *shell.Env
	keeper *keeper
	clock  *clock
	gate   *gate
	pauses chan time.Duration // when set, told of every pause of the client, which then waits for resume
	resume chan struct{}
}

// prepare makes everything but the terminal.
func prepare(t *testing.T, o ovhsim.Options) *stand {
	t.Helper()
	s := &stand{
		t: t, sim: ovhsim.New(o), keeper: &keeper{MemoryState: config.NewMemoryState()},
		clock: &clock{now: time.Now(), moved: make(chan struct{}), stopped: t.Context().Done()},
		gate:  &gate{arrived: make(chan string, 64)},
	}
	if o.Now != nil {
		s.clock.now = o.Now()
	}
	if err := s.sim.Listen(t.Context(), "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.sim.Close() })
	s.env = &shell.Env{
		Client: s.client(s.sim.Keys()), Keeper: s.keeper, Clock: s.clock, Place: "ovh-ca",
		Poll: 5 * time.Millisecond, Copy: func(string) error { return nil },
	}
	t.Cleanup(s.env.Jobs.Wait)
	return s
}

// client speaks to the simulated API with these keys.
func (s *stand) client(keys ovhsim.Keys) *ovhapi.Client {
	s.t.Helper()
	client, err := ovhapi.NewClient(ovhapi.Options{
		Endpoint:       ovhapi.Endpoint{Name: "ovh-ca", URL: s.sim.Endpoint()},
		ApplicationKey: keys.ApplicationKey, ApplicationSecret: ovhapi.NewSecret(keys.ApplicationSecret),
		ConsumerKey: ovhapi.NewSecret(keys.ConsumerKey), Transport: s.gate, Pause: s.pause,
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return client
}

// pause takes no time, unless the test wants to see what is shown meanwhile.
func (s *stand) pause(ctx context.Context, d time.Duration) error {
	if s.pauses != nil {
		s.pauses <- d
		select {
		case <-s.resume:
		case <-ctx.Done():
		}
	}
	return ctx.Err()
}

// start shows the list of the account; what it holds need not be there yet.
func (s *stand) start(opts ...uitest.Option) *stand {
	s.t.Helper()
	s.Terminal = uitest.Run(s.t, ui.New(s.env, tokens.New(s.env), ui.Options{}), opts...)
	return s
}

// account shows the list of an account and waits until all of it is there.
func account(t *testing.T, o ovhsim.Options, opts ...uitest.Option) *stand {
	t.Helper()
	s := prepare(t, o).start(opts...)
	s.loaded()
	return s
}

// loaded waits until nothing is being read any more.
func (s *stand) loaded() {
	s.t.Helper()
	s.WaitUntil("the account to be read", func(screen string) bool {
		lines := strings.Split(screen, "\n")
		return strings.Contains(screen, " tokens ") && !strings.Contains(strings.ToLower(screen), "reading") &&
			len(lines) > 1 && !strings.ContainsAny(lines[1], "━─")
	})
	s.Settle()
}

// line is the first line of the screen with the text in it, or nothing.
func (s *stand) line(text string) string {
	for line := range strings.Lines(s.Screen()) {
		if strings.Contains(line, text) {
			return strings.TrimSuffix(line, "\n")
		}
	}
	return ""
}

// at is the n-th line of the screen, counted from its end when negative.
func (s *stand) at(n int) string {
	lines := strings.Split(s.Screen(), "\n")
	if n < 0 {
		n += len(lines)
	}
	return lines[n]
}

// footer is the last line.
func (s *stand) footer() string { return s.at(-1) }

// current is the line under the cursor.
func (s *stand) current() string {
	s.t.Helper()
	line := s.line(" › ")
	if line == "" {
		s.t.Fatalf("there is no cursor:\n%s", s.Screen())
	}
	return line
}

// filter shows only what the words match.
func (s *stand) filter(words string) {
	s.t.Helper()
	s.Press("/")
	s.Type(words)
	s.Press("enter")
}

// sent counts the calls of a method that reached the API.
func (s *stand) sent(methods ...string) int {
	n := 0
	for _, c := range s.sim.Calls() {
		if slices.Contains(methods, c.Method) {
			n++
		}
	}
	return n
}

// ids are the tokens the API has, as far as keep lets them through.
func (s *stand) ids(keep func(ovhsim.Credential) bool) []int64 {
	var ids []int64
	for _, c := range s.sim.Credentials() {
		if keep(c) {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

func every(ovhsim.Credential) bool { return true }

// wantTokens checks which tokens the API still has.
func (s *stand) wantTokens(want []int64) {
	s.t.Helper()
	if got := s.ids(every); !slices.Equal(got, want) {
		s.t.Errorf("the API has %d tokens, want %d\nthey are   %v\nand not    %v", len(got), len(want), got, want)
	}
}

// without is a list less some of its ids.
func without(ids []int64, gone ...int64) []int64 {
	return slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return slices.Contains(gone, id) })
}

// fixed is the moment at which the screens that are compared word by word are drawn.
var fixed = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func atoi(text string) int64 {
	n, _ := strconv.ParseInt(text, 10, 64)
	return n
}
