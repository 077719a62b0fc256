package builder

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/presets"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// stillClock stands still until a test moves it.
type stillClock struct{ now time.Time }

func (c *stillClock) Now() time.Time { return c.now }

func (c *stillClock) Tick(time.Duration, func(time.Time) tea.Msg) tea.Cmd { return nil }

// bench is a screen on which keys are pressed as the root would dispatch them.
type bench struct {
	*Screen
	clock *stillClock
	said  string  // the last line of status
	last  tea.Msg // what the last key sent besides
	sent  []ovhapi.Draft
}

func open(start string, sizes ...int) *bench {
	set, _ := rule.ParseMany(start)
	return openStart(Start{Rules: set}, sizes...)
}

// begun has a ready-made set chosen.
func begun(id string, sizes ...int) *bench {
	b := open("", sizes...)
	b.run(b.replaceBy(ready(id)))
	return b
}

// ready is the choice of a set that asks for nothing.
func ready(id string) presets.Choice {
	p, _ := preset.Find(id)
	return presets.Choice{Preset: p, Rules: p.Rules}
}

// openStart opens the rules; without any, as it is once the ready-made sets were
// left for an empty one.
func openStart(start Start, sizes ...int) *bench {
	b := &bench{clock: &stillClock{time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)}}
	env := &shell.Env{Theme: theme.New(theme.Dark), Clock: b.clock, Place: "ovh-ca"}
	b.Screen = New(env, start, func(d ovhapi.Draft) shell.Screen {
		b.sent = append(b.sent, d)
		return nil
	})
	b.choosing = false
	if len(sizes) == 2 {
		b.SetSize(sizes[0], sizes[1])
	}
	return b
}

var codes = map[string]rune{
	"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown,
	"left": tea.KeyLeft, "right": tea.KeyRight, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete,
	"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "home": tea.KeyHome, "end": tea.KeyEnd,
}

// stroke is the message of a key named as Bubble Tea names it.
func stroke(name string) tea.KeyPressMsg {
	var msg tea.KeyPressMsg
	switch {
	case strings.HasPrefix(name, "ctrl+"):
		msg.Mod, msg.Code = tea.ModCtrl, rune(name[5])
	case name == "shift+tab":
		msg.Mod, msg.Code = tea.ModShift, tea.KeyTab
	case name == "space":
		msg.Code, msg.Text = ' ', " "
	case codes[name] != 0:
		msg.Code = codes[name]
	default:
		msg.Code, msg.Text = []rune(name)[0], name
	}
	return msg
}

// press presses keys one after the other.
func (b *bench) press(names ...string) {
	for _, name := range names {
		msg := stroke(name)
		b.said, b.last = "", nil
		found, ok := key.Find(key.Guard(b.Keys(), b.env.ReadOnly), msg)
		switch {
		case ok && (msg.Text == "" || !b.Typing()):
			if why := found.Why(); why != "" {
				b.said = why
				continue
			}
			b.run(found.Do())
		default:
			b.run(b.Update(msg))
		}
	}
}

func (b *bench) write(text string) {
	for _, r := range text {
		b.run(b.Update(tea.KeyPressMsg{Code: r, Text: string(r)}))
	}
}

func (b *bench) drop(text string) { b.run(b.Update(tea.PasteMsg{Content: text})) }

func (b *bench) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	b.last = cmd()
	if status, ok := b.last.(shell.StatusMsg); ok {
		b.said = status.Text
	}
}

func (b *bench) text() string { return ansi.Strip(b.View()) }

// leaves asks the screen to go, as the root does on esc and q.
func (b *bench) leaves() bool {
	leave, cmd := b.Leave()
	b.run(cmd)
	return leave
}

// wantRules checks what the screen would ask for, in any order.
func (b *bench) wantRules(t *testing.T, want string) {
	t.Helper()
	set, bad := rule.ParseMany(want)
	if len(bad) > 0 {
		t.Fatal(bad)
	}
	compare := func(a, b rule.Rule) int { return strings.Compare(a.String(), b.String()) }
	got := slices.SortedFunc(slices.Values(b.rules), compare)
	slices.SortFunc(set, compare)
	if !slices.Equal(got, []rule.Rule(set)) {
		t.Errorf("rules: got %v, want %v", got, set)
	}
}

func (b *bench) wantText(t *testing.T, pieces ...string) {
	t.Helper()
	text := strings.Join(strings.Fields(b.text()), " ")
	for _, piece := range pieces {
		if !strings.Contains(text, piece) {
			t.Errorf("%q is not on the screen:\n%s", piece, b.text())
		}
	}
}

func (b *bench) wantSaid(t *testing.T, piece string) {
	t.Helper()
	if !strings.Contains(b.said, piece) {
		t.Errorf("said %q, want %q in it", b.said, piece)
	}
}
