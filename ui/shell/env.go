package shell

import (
	"cmp"
	"context"
	"sync"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ui/theme"
)

// Keeper stores what must not be lost on this machine, and what the screens
// remember.
type Keeper = config.Store

// Env is what screens work with. They read it; the theme is the root's to
// change, the account's name the list's, the client the set-up's, what the
// machine's files hold the screen's that looks through them.
type Env struct {
	Client *ovhapi.Client
	Keeper Keeper
	Theme  *theme.Theme
	Clock  Clock
	// Sources are the places this machine's keys are read from, and Machine is
	// what was found there. Connect makes a client for a profile of it.
	Sources config.Sources
	Machine *config.Machine
	Connect func(config.Profile) (*ovhapi.Client, error)
	// Holdings are the keys found in this machine's files; empty until the user
	// has them looked for.
	Holdings Holdings
	// Cache keeps the list of the API's operations between runs; nil keeps it for
	// this one alone.
	Cache catalog.Store
	// PresetsFile holds the user's own rule sets; "" when there is no place for
	// them.
	PresetsFile string
	// Place is the endpoint as the title shows it.
	Place string
	// Account is the account's name once known.
	Account string
	// Alias is what the account is called among others, where its own name would
	// not tell it from them.
	Alias string
	// Fleeting is set when what Keeper holds ends with the program (--demo).
	Fleeting bool
	// ReadOnly takes away what changes the account.
	ReadOnly bool
	// Open shows a page in the browser; nil means that there is none to open.
	Open func(url string) error
	// Copy puts text on the system's clipboard beside the terminal's own; nil
	// leaves it at the terminal's.
	Copy func(text string) error
	// Paste reads the system's clipboard, to take only that off it which this
	// program has put there; nil where there is none.
	Paste func() (string, error)
	// Poll is how often a pending key is looked at; 0 is the usual.
	Poll time.Duration
	// Origin says in words where the keys come from.
	Origin string
	// Jobs are what must end before the process may: a call that was sent is
	// waited for.
	Jobs sync.WaitGroup

	beside    *Env         // the environment of the account in use, of which this is another; else nil
	copies    atomic.Int64 // how often something was copied
	library   *catalog.Library
	libraryOf string // the endpoint's URL
}

// Look reads this machine's keys anew and makes a client when they are
// complete; without one the machine tells what is missing. It does I/O, so it
// belongs in a command.
func (e *Env) Look() (*config.Machine, *ovhapi.Client, error) {
	m, err := config.Load(e.Sources)
	if err != nil || !m.Active.Complete() {
		return m, nil, err
	}
	c, err := e.Connect(m.Active)
	return m, c, err
}

// Use makes c, a client for the machine's active profile, the one that screens
// work with.
func (e *Env) Use(m *config.Machine, c *ovhapi.Client) {
	p := m.Active
	e.Machine, e.Client, e.Account = m, c, ""
	e.Place = p.Endpoint.Short()
	if p.Name != e.Place && p.Name != p.Endpoint.Name {
		e.Place = p.Name + " · " + e.Place
	}
	e.Origin = origins(p)
}

// Clock is the time and its passing.
type Clock interface {
	Now() time.Time
	// Tick sends what tell gives after d.
	Tick(d time.Duration, tell func(time.Time) tea.Msg) tea.Cmd
}

// SystemClock is the machine's clock.
type SystemClock struct{}

// Now is the present time.
func (SystemClock) Now() time.Time { return time.Now() }

// Tick waits for real.
func (SystemClock) Tick(d time.Duration, tell func(time.Time) tea.Msg) tea.Cmd {
	return tea.Tick(d, tell)
}

var lastID atomic.Int64

// Base gives a screen its identity and the context that ends with it. Screens
// embed it by value, made by NewBase.
type Base struct {
	id     int64
	ctx    context.Context //nolint:containedctx // commands close over it: the framework does not cancel them
	cancel context.CancelFunc
	env    *Env
}

// NewBase makes the base of one screen.
func NewBase(env *Env) Base {
	ctx, cancel := context.WithCancel(context.Background())
	return Base{id: lastID.Add(1), ctx: ctx, cancel: cancel, env: env}
}

// Life returns the base itself, to satisfy Screen for whoever embeds it.
func (b *Base) Life() *Base { return b }

// ID is the address of the screen in a Delivery.
func (b *Base) ID() int64 { return b.id }

// Name is what the account is called among others.
func (e *Env) Name() string { return cmp.Or(e.Alias, e.Account, e.Place) }

// Where names the account that the screen is about, and its endpoint.
func (b *Base) Where() string {
	if b.env.Account == "" {
		return b.env.Place
	}
	return b.env.Account + " · " + b.env.Place
}

// Context ends when the screen is left.
func (b *Base) Context() context.Context { return b.ctx }

// Close ends the context: whatever the screen's commands do stops.
func (b *Base) Close() { b.cancel() }

// Run does work outside Update and delivers what it returns to the screen.
func (b *Base) Run(work func(context.Context) tea.Msg) tea.Cmd {
	ctx, id := b.ctx, b.id
	return func() tea.Msg { return Delivery{To: id, Msg: work(ctx)} }
}

// After delivers a message to the screen when the time has passed.
func (b *Base) After(d time.Duration, msg tea.Msg) tea.Cmd {
	id := b.id
	return b.env.Clock.Tick(d, func(time.Time) tea.Msg { return Delivery{To: id, Msg: msg} })
}

// Pop asks to leave this screen.
func (b *Base) Pop() tea.Cmd { return Send(PopMsg{From: b.id}) }

// Only asks that leaving this screen leads to the first one.
func (b *Base) Only() tea.Cmd { return Send(OnlyMsg{From: b.id}) }

// Push asks for a screen on top of this one.
func (b *Base) Push(s Screen) tea.Cmd { return Send(PushMsg{Screen: s, From: b.id}) }

// Replace asks for a screen in place of this one.
func (b *Base) Replace(s Screen) tea.Cmd { return Send(ReplaceMsg{Screen: s, From: b.id}) }
