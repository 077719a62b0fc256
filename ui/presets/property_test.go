package presets_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/presets"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

func contains(text, part string) bool { return strings.Contains(text, part) }

// bare is the screen without a terminal; keys are dispatched as the root does.
type bare struct {
	*presets.Screen
	chosen *presets.Choice
}

func bareScreen(list preset.List, width, height int) *bare {
	b := &bare{}
	env := &shell.Env{Clock: shell.SystemClock{}, Theme: theme.New(theme.Dark)}
	take := func(c presets.Choice) tea.Cmd {
		b.chosen = &c
		return nil
	}
	b.Screen = presets.New(env, list, presets.Actions{Choose: take, Add: take, Empty: func() tea.Cmd { return nil }})
	b.SetSize(width, height)
	return b
}

func (b *bare) press(msg tea.KeyPressMsg) {
	if found, ok := key.Find(b.Keys(), msg); ok && (!b.Typing() || msg.Text == "") {
		if found.Why() == "" {
			found.Do()
		}
		return
	}
	b.Update(msg)
}

func (b *bare) write(text string) {
	for _, r := range text {
		b.press(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

var (
	enter = tea.KeyPressMsg{Code: tea.KeyEnter}
	down  = tea.KeyPressMsg{Code: tea.KeyDown}
	tab   = tea.KeyPressMsg{Code: tea.KeyTab}
	esc   = tea.KeyPressMsg{Code: tea.KeyEscape}
)

// check fails when the picture does not fit, or the table has a key twice.
func (b *bare) check(t *testing.T, width, height int) {
	t.Helper()
	lines := strings.Split(b.View(), "\n")
	if len(lines) > height {
		t.Errorf("%d lines in a height of %d:\n%s", len(lines), height, ansi.Strip(b.View()))
	}
	for _, line := range lines {
		if w := ansi.StringWidth(line); w > width {
			t.Errorf("%d cells in a width of %d: %q", w, width, ansi.Strip(line))
		}
	}
	if x, y, visible := b.Cursor(); visible && (x >= width || y >= height) {
		t.Errorf("the cursor is at %d, %d", x, y)
	}
	seen := map[string]string{}
	for _, k := range b.Keys() {
		for _, stroke := range k.Keys {
			if other, twice := seen[stroke]; twice {
				t.Errorf("%s is %q and %q", stroke, other, k.Long)
			}
			seen[stroke] = k.Long
		}
	}
}

// TestEverySetCanBeTaken opens every set, fills in its examples and takes it, in
// every size, and each picture on the way fits.
func TestEverySetCanBeTaken(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{80, 19}, {140, 45}, {40, 3}} {
		width, height := size[0], size[1]
		t.Run(fmt.Sprint(width, "x", height), func(t *testing.T) {
			t.Parallel()
			list := preset.All()
			var order preset.List
			for _, section := range list.ByGroup() {
				order = append(order, section.Presets...)
			}
			all := bareScreen(list, width, height)
			for _, p := range order {
				all.check(t, width, height)
				all.press(tab)
				all.check(t, width, height)
				all.press(esc)
				all.press(down)
				b := bareScreen(preset.List{p}, width, height) // nothing was typed before
				b.press(enter)
				values := map[string][]string{}
				for _, q := range p.Parameters() {
					b.check(t, width, height)
					b.Update(tea.PasteMsg{Content: q.Example})
					values[q.Name] = []string{q.Example}
					b.check(t, width, height)
					b.press(enter)
				}
				want, err := p.Fill(values)
				if err != nil || b.chosen == nil || b.chosen.Preset.ID != p.ID || !slices.Equal(b.chosen.Rules, want) {
					t.Fatalf("%s (%v): got %+v", p.ID, err, b.chosen)
				}
			}
		})
	}
}

// TestEverySetIsFoundByItsName as commands write it.
func TestEverySetIsFoundByItsName(t *testing.T) {
	t.Parallel()
	list := preset.All()
	b := bareScreen(list, 80, 19)
	for _, p := range list {
		b.press(tea.KeyPressMsg{Code: '/', Text: "/"})
		b.Update(tea.PasteMsg{Content: p.ID})
		if line := ansi.Strip(b.View()); !contains(line, "› "+p.Title[:min(len(p.Title), 50)]) {
			t.Errorf("%s:\n%s", p.ID, line)
		}
		b.press(esc)
	}
}

// TestNoSets says so.
func TestNoSets(t *testing.T) {
	t.Parallel()
	b := bareScreen(nil, 80, 19)
	b.check(t, 80, 19)
	for _, k := range []tea.KeyPressMsg{down, enter, tab, {Code: 'G', Text: "G"}, {Code: ']', Text: "]"}} {
		b.press(k)
	}
	if view := ansi.Strip(b.View()); !contains(view, "There are no sets.") || b.chosen != nil {
		t.Error(view)
	}
}

// BenchmarkKeystroke is one letter more or less in the search and the picture
// after it.
func BenchmarkKeystroke(b *testing.B) {
	s := bareScreen(preset.All(), 140, 45)
	s.press(tea.KeyPressMsg{Code: '/', Text: "/"})
	s.write("dn")
	for i := 0; b.Loop(); i++ {
		if i%2 == 0 {
			s.write("s")
		} else {
			s.press(tea.KeyPressMsg{Code: tea.KeyBackspace})
		}
		_ = s.View()
	}
}

// BenchmarkView is the picture alone.
func BenchmarkView(b *testing.B) {
	s := bareScreen(preset.All(), 140, 45)
	for b.Loop() {
		_ = s.View()
	}
}

// BenchmarkFill is one letter more or less of a zone, of one and behind a hundred
// others, in a large set, and the picture after it.
func BenchmarkFill(b *testing.B) {
	for _, n := range []int{0, 35, 200} {
		id := "terraform-domain-zone"
		if n > 35 {
			id = "lego"
		}
		b.Run(fmt.Sprintf("%s beside %d", id, n), func(b *testing.B) {
			p, _ := preset.Find(id)
			s := bareScreen(preset.List{p}, 140, 45)
			s.press(enter)
			var zones []string
			for i := range n {
				zones = append(zones, fmt.Sprintf("zone%04d.example", i))
			}
			s.Update(tea.PasteMsg{Content: strings.Join(append(zones, "example.co"), " ")})
			for i := 0; b.Loop(); i++ {
				if i%2 == 0 {
					s.write("m")
				} else {
					s.press(tea.KeyPressMsg{Code: tea.KeyBackspace})
				}
				_ = s.View()
			}
		})
	}
}
