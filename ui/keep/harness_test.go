package keep_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
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
	"ovh-tokens/ui/keep"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/uitest"
)

// sizes are the two terminals every journey is made in.
var sizes = map[string]uitest.Option{"80x24": uitest.Size(80, 24), "140x50": uitest.Size(140, 50)}

// atBothSizes makes a journey in both.
func atBothSizes(t *testing.T, journey func(*testing.T, uitest.Option)) {
	t.Helper()
	for name, size := range sizes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			journey(t, size)
		})
	}
}

// clock stands until it is moved.
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

func (c *clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	close(c.moved)
	c.moved = make(chan struct{})
}

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

// clipboard is the system's.
type clipboard struct {
	mu   sync.Mutex
	text string
}

func (c *clipboard) write(text string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.text = text
	return nil
}

func (c *clipboard) read() (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.text, nil
}

// keeper is a store that can be made to fail.
type keeper struct {
	*config.MemoryState
	mu    sync.Mutex
	fails error
}

func (k *keeper) fail(err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.fails = err
}

func (k *keeper) Forget(id string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.fails != nil {
		return k.fails
	}
	return k.MemoryState.Forget(id)
}

// home stands for what the screen was opened from.
type home struct {
	shell.Base
	next *keep.Screen
}

func (h *home) Init() tea.Cmd                  { return shell.Send(shell.PushMsg{Screen: h.next}) }
func (h *home) SetSize(int, int)               {}
func (h *home) Keys() []key.Binding            { return nil }
func (h *home) Typing() bool                   { return false }
func (h *home) Heading() shell.Heading         { return shell.Heading{Title: "Tokens for OVH"} }
func (h *home) Cursor() (x, y int, shown bool) { return 0, 0, false }
func (h *home) Update(tea.Msg) tea.Cmd         { return nil }
func (h *home) View() string {
	return " back; kept: " + strings.Join(h.next.Kept(), " and\n") + "."
}

// stand is one new key on a machine of its own.
type stand struct {
	*uitest.Terminal
	t         *testing.T
	env       *shell.Env
	keeper    *keeper
	clock     *clock
	clipboard *clipboard
	variables map[string]string
	work      string // the folder that the program was started in
	homeDir   string
	key       keep.Key
}

// The keys of the invented machine.
const (
	applicationKey    = "f00dcafe00000001"
	applicationSecret = "5ec3e7aa000000000000000000000001"
	newKey            = "4e57aaaa000000000000000000000001"
	oldKey            = "01daaaaa000000000000000000000001"
)

// existing is an ovh.conf as people keep it.
const existing = "; mine, do not touch\n[default]\nendpoint=ovh-ca\n\n[ovh-ca]\n  application_key = " + applicationKey +
	"   \napplication_secret=" + applicationSecret + "\n# the old one\nconsumer_key=" + oldKey + "\n\n[other]\nkey = 1\n"

// prepare makes a machine with an API, empty folders and a stored request.
func prepare(t *testing.T) *stand {
	t.Helper()
	dir := t.TempDir()
	s := &stand{
		t: t, clock: &clock{now: time.Now(), moved: make(chan struct{}), stopped: t.Context().Done()},
		keeper: &keeper{MemoryState: config.NewMemoryState()}, clipboard: &clipboard{}, variables: map[string]string{},
		work: filepath.Join(dir, "work"), homeDir: filepath.Join(dir, "home"),
	}
	for _, d := range []string{s.work, s.homeDir} {
		if err := os.Mkdir(d, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	sim := ovhsim.New(ovhsim.Options{})
	if err := sim.Listen(t.Context(), "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sim.Close() })
	client, err := ovhapi.NewClient(ovhapi.Options{
		Endpoint:       ovhapi.Endpoint{Name: "ovh-ca", URL: sim.Endpoint()},
		ApplicationKey: applicationKey, ApplicationSecret: ovhapi.NewSecret(applicationSecret), ConsumerKey: ovhapi.NewSecret(oldKey),
	})
	if err != nil {
		t.Fatal(err)
	}
	s.env = &shell.Env{
		Client: client, Keeper: s.keeper, Clock: s.clock, Place: "ovh-ca", Account: ovhsim.Owner, Copy: s.clipboard.write, Paste: s.clipboard.read,
		Sources: config.Sources{WorkDir: s.work, HomeDir: s.homeDir, Getenv: func(name string) string { return s.variables[name] }},
	}
	t.Cleanup(s.env.Jobs.Wait)
	endpoint, err := ovhapi.ParseEndpoint("ovh-ca")
	if err != nil {
		t.Fatal(err)
	}
	s.key = keep.Key{
		Profile:     config.Profile{Name: "ovh-ca", Section: "ovh-ca", Endpoint: endpoint},
		ConsumerKey: ovhapi.NewSecret(newKey), RequestID: "stored", Rules: rule.ForLevel(rule.ReadOnly, true, "/me"),
	}
	s.key.Profile.ApplicationKey.Text = applicationKey
	s.key.Profile.ApplicationSecret.Secret = ovhapi.NewSecret(applicationSecret)
	if err := s.keeper.Keep(ovhapi.PendingRequest{ID: "stored", Endpoint: "ovh-ca", ConsumerKey: s.key.ConsumerKey, State: ovhapi.RequestValidated}); err != nil {
		t.Fatal(err)
	}
	return s
}

// withFile puts the usual ovh.conf into the home folder, which the program then
// works with.
func (s *stand) withFile() *stand {
	s.t.Helper()
	s.put(".ovh.conf", existing, 0o600)
	m, err := config.Load(s.env.Sources)
	if err != nil {
		s.t.Fatal(err)
	}
	s.env.Machine, s.key.Profile = m, m.Active
	return s
}

// run shows the screen.
func (s *stand) run(opts ...uitest.Option) *stand {
	s.t.Helper()
	screen := keep.New(s.env, s.key, func() tea.Cmd { return shell.Send(shell.PopMsg{}) })
	s.Terminal = uitest.Run(s.t, ui.New(s.env, &home{Base: shell.NewBase(s.env), next: screen}, ui.Options{}), opts...)
	s.WaitFor("Into ovh.conf")
	s.WaitGone("Looking at the files")
	return s
}

// put writes a file below the home folder.
func (s *stand) put(name, text string, mode fs.FileMode) {
	s.t.Helper()
	path := filepath.Join(s.homeDir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		s.t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		s.t.Fatal(err)
	}
}

// wantFile checks what a file below the home folder holds.
func (s *stand) wantFile(name, want string) {
	s.t.Helper()
	got, err := os.ReadFile(filepath.Join(s.homeDir, name))
	if err != nil || string(got) != want {
		s.t.Errorf("%s holds\n%s(%v), want\n%s", name, got, err, want)
	}
}

// wantPrivate checks that nobody else may read it.
func (s *stand) wantPrivate(name string) {
	s.t.Helper()
	info, err := os.Stat(filepath.Join(s.homeDir, name))
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		s.t.Errorf("%s: %v, %v; want mode 600", name, info.Mode(), err)
	}
}

// wantStored checks whether this program still holds the key.
func (s *stand) wantStored(want bool) {
	s.t.Helper()
	list, err := s.keeper.Pending()
	if err != nil || (len(list) > 0) != want {
		s.t.Errorf("%d requests are stored (%v), want any: %v", len(list), err, want)
	}
}

// wantSecret checks that no key has ever been on the screen. What went to the
// terminal's clipboard is encoded.
func (s *stand) wantSecret() {
	s.t.Helper()
	for _, secret := range []string{newKey, oldKey, applicationSecret} {
		if s.Seen(secret[:8]) || strings.Contains(s.Output(), secret) {
			s.t.Errorf("a secret (%s…) was shown", secret[:4])
		}
	}
}
