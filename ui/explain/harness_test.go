package explain_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui"
	"ovh-tokens/ui/explain"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/uitest"
)

// set writes rules as lines.
func set(lines ...string) rule.Set {
	good, bad := rule.ParseMany(strings.Join(lines, "\n"))
	if len(bad) > 0 {
		panic(bad[0].String())
	}
	return good
}

// operations is a small catalogue.
func operations() *catalog.Catalog {
	op := func(method rule.Method, path, about string) catalog.Operation {
		return catalog.Operation{
			Method: method, Path: path, Status: catalog.Production, Description: about, Section: "/" + strings.Split(path, "/")[1],
		}
	}
	ops := []catalog.Operation{
		op("GET", "/me", "Details about your account"),
		op("PUT", "/me", "Alter the details of your account"),
		op("GET", "/me/bill", "List of your bills"),
		op("GET", "/auth/time", "The time of OVH servers"),
		op("GET", "/domain/zone", "List available zones"),
		op("GET", "/domain/zone/{zoneName}/record", "List records"),
		op("POST", "/domain/zone/{zoneName}/record", "Create a new record"),
		op("DELETE", "/domain/zone/{zoneName}/record/{id}", "Delete a record"),
		op("GET", "/order/catalog/formatted", "List the catalogues"),
		op("GET", "/old", "What there was before"),
	}
	ops[3].NoAuth, ops[8].NoAuth = true, true
	ops[9].Status, ops[9].Replacement = catalog.Deprecated, "/new"
	return catalog.New("ovh-ca", time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), ops)
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

func (c *clipboard) read() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.text
}

// home stands for what the screen was opened from.
type home struct {
	shell.Base
	next shell.Screen
}

func (h *home) Init() tea.Cmd                  { return shell.Send(shell.PushMsg{Screen: h.next}) }
func (h *home) SetSize(int, int)               {}
func (h *home) Keys() []key.Binding            { return nil }
func (h *home) Typing() bool                   { return false }
func (h *home) Heading() shell.Heading         { return shell.Heading{Title: "Tokens for OVH"} }
func (h *home) Cursor() (x, y int, shown bool) { return 0, 0, false }
func (h *home) Update(tea.Msg) tea.Cmd         { return nil }
func (h *home) View() string                   { return " back where it was asked" }

// stand is the screen in a terminal.
type stand struct {
	*uitest.Terminal
	t         *testing.T
	clipboard *clipboard
	screen    *explain.Screen
	// added and again are what the actions got.
	mu           sync.Mutex
	added, again rule.Set
}

// doing are the actions to offer.
type doing int

const (
	nothing doing = iota
	adding
	renewing
)

func open(t *testing.T, of explain.Subject, do doing, opts ...uitest.Option) *stand {
	t.Helper()
	s := &stand{t: t, clipboard: &clipboard{}}
	env := &shell.Env{Clock: shell.SystemClock{}, Place: "ovh-ca", Copy: s.clipboard.write, Theme: theme.New(theme.Unknown)}
	var actions explain.Actions
	take := func(to *rule.Set) func(rule.Set) tea.Cmd {
		return func(got rule.Set) tea.Cmd {
			s.mu.Lock()
			defer s.mu.Unlock()
			*to = got
			return shell.Say("Taken.")
		}
	}
	switch do {
	case adding:
		actions.Add = take(&s.added)
	case renewing:
		actions.Again = take(&s.again)
	case nothing:
	}
	if of.Name == "" {
		of.Name = "the set being built"
	}
	s.screen = explain.New(env, of, actions)
	s.Terminal = uitest.Run(t, ui.New(env, &home{Base: shell.NewBase(env), next: s.screen}, ui.Options{}), opts...)
	s.WaitFor("Would this call pass?")
	return s
}

func (s *stand) taken() (added, again rule.Set) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.added, s.again
}

// atBothSizes makes a journey in both.
func atBothSizes(t *testing.T, journey func(*testing.T, uitest.Option)) {
	t.Helper()
	for name, size := range map[string]uitest.Option{"80x24": uitest.Size(80, 24), "140x50": uitest.Size(140, 50)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			journey(t, size)
		})
	}
}
