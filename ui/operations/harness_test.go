package operations

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/catalog/catalogtest"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/theme"
)

// few are operations to read at a glance.
func few() []catalog.Operation {
	op := func(text, about string) catalog.Operation {
		method, path, _ := strings.Cut(text, " ")
		return catalog.Operation{
			Method: rule.Method(method), Path: path, Status: catalog.Production, Description: about,
			Section: "/" + strings.Split(path, "/")[1],
		}
	}
	ops := []catalog.Operation{
		op("GET /auth/time", "Get the current time of the OVH servers"),
		op("GET /me", "Your account"),
		op("GET /me/bill", "List of bills"),
		op("DELETE /me/api/credential/{credentialId}", "Remove this credential"),
		op("GET /domain/zone", "List available zones"),
		op("GET /domain/zone/{zoneName}", "Get this object properties"),
		op("GET /domain/zone/{zoneName}/record", "List records"),
		op("POST /domain/zone/{zoneName}/record", "Create a new record"),
		op("DELETE /domain/zone/{zoneName}/record/{id}", "Delete a record"),
		op("GET /ip/{ip}/reverse", "Reverse on your ip"),
		op("POST /ip/{ip}/reverse", "Add reverse on an ip"),
		op("GET /ip/{ip}/reverse/{ipReverse}", "Get this object properties"),
		op("GET /vps/{serviceName}/automatedBackup/attachedBackup", "Backup attached to this virtual private server"),
	}
	ops[0].NoAuth = true
	ops[2].Status, ops[2].Replacement = catalog.Deprecated, "/me/invoice"
	ops[10].Status, ops[10].Actions = catalog.Beta, []string{"ip:apiovh:reverse/create"}
	return ops
}

func catalogue(ops []catalog.Operation) *catalog.Catalog {
	return catalog.New("ovh-eu", time.Unix(0, 0), ops)
}

// large is a catalogue of real size.
func large(tb testing.TB) *catalog.Catalog {
	tb.Helper()
	rows := catalogtest.Rows(tb)
	ops := make([]catalog.Operation, len(rows))
	for i, r := range rows {
		ops[i] = catalog.Operation{
			Method: rule.Method(r.Method), Path: r.Path, Status: catalog.Status(r.Status), Description: r.Description,
			Section: r.Section, NoAuth: r.NoAuth, Actions: r.Actions,
		}
	}
	return catalogue(ops)
}

// bench is a pane on which keys are pressed as the root would dispatch them.
type bench struct {
	*Pane
	t     testing.TB
	added []string // what was handed over
	said  string   // why the last key did nothing
}

func open(tb testing.TB, c *catalog.Catalog, width, height int) *bench {
	tb.Helper()
	b := &bench{Pane: New(theme.New(theme.Dark)), t: tb}
	b.Chosen = func(list []catalog.Operation) tea.Cmd {
		for _, o := range list {
			b.added = append(b.added, o.String())
		}
		return nil
	}
	b.SetSize(width, height)
	b.SetCatalog(c, "")
	b.SetFocused(true)
	return b
}

var codes = map[string]rune{
	"enter": tea.KeyEnter, "esc": tea.KeyEscape, "up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft,
	"right": tea.KeyRight, "backspace": tea.KeyBackspace, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
}

func stroke(name string) tea.KeyPressMsg {
	switch {
	case name == "space":
		return tea.KeyPressMsg{Code: ' ', Text: " "}
	case codes[name] != 0:
		return tea.KeyPressMsg{Code: codes[name]}
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}

// press presses keys one after the other; what no binding takes is text.
func (b *bench) press(names ...string) {
	for _, name := range names {
		msg := stroke(name)
		b.said = ""
		found, ok := key.Find(b.Keys(), msg)
		switch {
		case ok && (msg.Text == "" || !b.Typing()):
			if b.said = found.Why(); b.said == "" {
				found.Do()
			}
		case b.Typing():
			b.Update(msg)
		}
	}
}

// find searches for a text and goes to the list.
func (b *bench) find(text string) {
	b.press("/")
	for b.field.Value() != "" {
		b.press("backspace")
	}
	for _, r := range text {
		b.press(string(r))
	}
	b.press("enter")
}

// screen is what is seen, without colours.
func (b *bench) screen() string { return ansi.Strip(b.View()) }

// shows fails unless everything is seen.
func (b *bench) shows(want ...string) {
	b.t.Helper()
	for _, w := range want {
		if !strings.Contains(b.screen(), w) {
			b.t.Errorf("%q is not seen:\n%s", w, b.screen())
		}
	}
}

// hides fails if anything is seen.
func (b *bench) hides(unwanted ...string) {
	b.t.Helper()
	for _, w := range unwanted {
		if strings.Contains(b.screen(), w) {
			b.t.Errorf("%q is seen:\n%s", w, b.screen())
		}
	}
}

// cursorOn fails unless the row under the cursor says so.
func (b *bench) cursorOn(want string) {
	b.t.Helper()
	for line := range strings.SplitSeq(b.screen(), "\n") {
		if strings.HasPrefix(line, " › ") {
			if got := strings.Join(strings.Fields(line)[1:], " "); !strings.Contains(got, want) {
				b.t.Errorf("the cursor is on %q, not %q", got, want)
			}
			return
		}
	}
	b.t.Errorf("no cursor:\n%s", b.screen())
}

// footer is what the footer offers.
func (b *bench) footer() string {
	var list []string
	for _, binding := range key.Footer(b.Keys()) {
		list = append(list, binding.Shown()+" "+binding.Short)
	}
	return strings.Join(list, "  ")
}

// line is the first line that holds a text.
func (b *bench) line(text string) string {
	for line := range strings.SplitSeq(b.screen(), "\n") {
		if strings.Contains(line, text) {
			return line
		}
	}
	return ""
}

func set(t testing.TB, text string) rule.Set {
	t.Helper()
	s, problems := rule.ParseMany(text)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return s
}
