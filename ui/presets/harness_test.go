package presets_test

import (
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/presets"
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

// gate holds calls back by the ends of their paths until they are let through, and
// may answer for the list of zones.
type gate struct {
	mu    sync.Mutex
	shut  map[string]chan struct{}
	zones string
}

func (g *gate) hold(path string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.shut[path] = make(chan struct{})
}

func (g *gate) open(path string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	close(g.shut[path])
	delete(g.shut, path)
}

func (g *gate) held(path string) chan struct{} {
	g.mu.Lock()
	defer g.mu.Unlock()
	for end, shut := range g.shut {
		if strings.HasSuffix(path, end) {
			return shut
		}
	}
	return nil
}

func (g *gate) RoundTrip(r *http.Request) (*http.Response, error) {
	if shut := g.held(r.URL.Path); shut != nil {
		select {
		case <-shut:
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
	}
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err == nil && g.zones != "" && strings.HasSuffix(r.URL.Path, "/domain/zone") {
		_ = answer.Body.Close()
		answer.Body, answer.ContentLength = io.NopCloser(strings.NewReader(g.zones)), -1
	}
	return answer, err
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
func (h *home) View() string                   { return " back where it was opened" }

// stand is the screen in a terminal, with an account behind it.
type stand struct {
	*uitest.Terminal
	t    *testing.T
	gate *gate
	env  *shell.Env
	list preset.List
	do   presets.Actions
	// problems are those of the user's own file.
	problems []config.Problem

	mu     sync.Mutex
	chosen *presets.Choice
	added  *presets.Choice
	pasted string
}

// prepare makes an account that a token with these rules is in use of.
func prepare(t *testing.T, rules ...string) *stand {
	t.Helper()
	s := &stand{t: t, gate: &gate{shut: map[string]chan struct{}{}}, list: preset.All()}
	sim := ovhsim.New(ovhsim.Options{})
	if err := sim.Listen(t.Context(), "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sim.Close() })
	k, _ := sim.KeysOf(sim.Add(ovhsim.Credential{Rules: set(rules...)}).ID)
	client, err := ovhapi.NewClient(ovhapi.Options{
		Endpoint: ovhapi.Endpoint{Name: "ovh-ca", URL: sim.Endpoint()}, ApplicationKey: k.ApplicationKey,
		ApplicationSecret: ovhapi.NewSecret(k.ApplicationSecret), ConsumerKey: ovhapi.NewSecret(k.ConsumerKey), Transport: s.gate,
	})
	if err != nil {
		t.Fatal(err)
	}
	s.env = &shell.Env{Client: client, Clock: shell.SystemClock{}, Place: "ovh-ca", Theme: theme.New(theme.Unknown)}
	return s
}

// open shows the screen to somebody whose token may list what there is.
func open(t *testing.T, opts ...uitest.Option) *stand {
	t.Helper()
	return prepare(t, "GET /domain/zone", "GET /cloud/project", "GET /cloud/project/*").run(opts...)
}

func (s *stand) run(opts ...uitest.Option) *stand {
	s.t.Helper()
	var screen *presets.Screen
	take := func(to **presets.Choice) func(presets.Choice) tea.Cmd {
		return func(c presets.Choice) tea.Cmd {
			s.mu.Lock()
			defer s.mu.Unlock()
			*to = &c
			return screen.Pop()
		}
	}
	s.do.Choose = take(&s.chosen)
	if s.do.Add == nil {
		s.do.Add = take(&s.added)
	}
	s.do.Paste = func(msg tea.PasteMsg) tea.Cmd {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.pasted = msg.Content
		return nil
	}
	screen = presets.New(s.env, s.list, s.do)
	screen.SetProblems(s.problems...)
	s.Terminal = uitest.Run(s.t, ui.New(s.env, &home{Base: shell.NewBase(s.env), next: screen}, ui.Options{}), opts...)
	s.WaitFor("Ready-made sets")
	return s
}

// wantChosen checks which set was handed over, and with which rules.
func (s *stand) wantChosen(id string, rules ...string) {
	s.t.Helper()
	s.WaitFor("back where it was opened")
	s.mu.Lock()
	defer s.mu.Unlock()
	wantChoice(s.t, s.chosen, id, rules...)
}

func wantChoice(t *testing.T, got *presets.Choice, id string, rules ...string) {
	t.Helper()
	switch {
	case got == nil:
		t.Error("nothing was handed over")
	case got.Preset.ID != id:
		t.Errorf("%s was handed over, want %s", got.Preset.ID, id)
	case len(rules) > 0 && got.Rules.Text() != set(rules...).Text():
		t.Errorf("the rules are\n%s", got.Rules.Text())
	}
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

func flat(text string) string { return strings.Join(strings.Fields(text), " ") }
