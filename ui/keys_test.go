package ui_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui"
	"ovh-tokens/ui/builder"
	"ovh-tokens/ui/builder/own"
	"ovh-tokens/ui/confirm"
	"ovh-tokens/ui/explain"
	"ovh-tokens/ui/holdings"
	"ovh-tokens/ui/keep"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/nokeys"
	"ovh-tokens/ui/pending"
	"ovh-tokens/ui/presets"
	"ovh-tokens/ui/profiles"
	"ovh-tokens/ui/setup"
	"ovh-tokens/ui/share"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/text"
	"ovh-tokens/ui/token"
	"ovh-tokens/ui/tokens"
	"ovh-tokens/ui/uitest"
	"ovh-tokens/ui/waiting"
)

// table is the bindings of one screen in one state.
type table struct {
	name   string
	typing bool
	keys   []key.Binding
}

// watched is a screen that notes its table whenever it is drawn, so that a test
// can read it while the program runs.
type watched struct {
	shell.Screen
	mu   sync.Mutex
	last table
}

func (w *watched) View() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.last = table{typing: w.Typing(), keys: w.Keys()}
	return w.Screen.View()
}

func (w *watched) table(name string) table {
	w.mu.Lock()
	defer w.mu.Unlock()
	return table{name, w.last.typing, w.last.keys}
}

// tables are those of every screen, taken from screens that run.
func tables(t *testing.T) []table {
	t.Helper()
	var all []table
	still := func(name string, s shell.Screen) { all = append(all, table{name, s.Typing(), s.Keys()}) }
	var now *watched
	take := func(name string) { all = append(all, now.table(name)) }

	s := prepare(t, ovhsim.Options{})
	run := func(first shell.Screen) {
		now = &watched{Screen: first}
		s.Terminal = uitest.Run(t, ui.New(s.env, now, ui.Options{}))
	}
	run(tokens.New(s.env))
	s.loaded()
	take("Token list")
	s.Press("/")
	take("Token list, while the filter is typed")
	s.Press("esc", "X")
	s.WaitFor("go in 5 s")
	take("Token list, while a clean-up counts down")
	s.gate.hold("DELETE")
	s.Press("enter")
	s.WaitFor("Revoking ")
	take("Token list, while tokens are revoked")
	s.sim.Fail(ovhsim.Fault{Method: "DELETE", Status: 503})
	s.gate.open()
	s.WaitFor("1 failed.")
	s.Settle()
	take("Token list, with a result")
	s.Quit()

	still("One token", token.New(s.env, ovhapi.Token{}, token.Actions{}))
	for _, looked := range []bool{true, false} {
		s.env.Holdings = shell.Holdings{Looked: looked}
		run(holdings.New(s.env, func() []ovhapi.Token { return nil }))
		if looked {
			s.WaitFor("No key was found")
			take("Keys on this machine")
		} else {
			s.WaitFor("Which key is this?")
			take("Keys on this machine, before they are looked for")
			s.Press("+")
			take("Keys on this machine, while a file is named")
		}
		s.Quit()
	}
	still("A question", confirm.New(s.env, confirm.Question{Yes: "do it", No: "leave it"}))
	still("A question answered by typing", confirm.New(s.env, confirm.Question{Yes: "do it", No: "leave it", Typed: "the number"}))

	run(builder.New(s.env, builder.Start{Rules: rule.Set{{Method: rule.Get, Path: "/me"}, {Method: rule.Get, Path: "/me/bil"}}}, nil))
	s.WaitFor("of 48 operations")
	take("New token")
	s.Press("down")
	take("New token, on a rule that can be mended")
	s.Press("enter")
	take("New token, while a path is typed")
	s.Press("esc", "i")
	take("New token, in the addresses")
	s.Press("esc", "a")
	take("New token, while an operation is searched for")
	s.Press("enter")
	take("New token, among the operations")
	s.Press("esc", "up", "tab", "tab")
	take("New token, among those that a rule reaches")
	s.Press("esc", "ctrl+s")
	take("New token, before it is asked for")
	s.Press("enter")
	take("New token, before mistakes are sent")
	s.Quit()
	run(presets.New(s.env, preset.All(), presets.Actions{
		Choose: func(presets.Choice) tea.Cmd { return nil }, Add: func(presets.Choice) tea.Cmd { return nil }, Empty: func() tea.Cmd { return nil },
	}))
	s.WaitFor("search by tool")
	take("Ready-made sets")
	s.Press("/")
	take("Ready-made sets, while one is searched for")
	s.Type("lego")
	s.Press("enter")
	take("Ready-made sets, while one is filled in")
	s.Press("ctrl+l")
	s.WaitFor("pick")
	take("Ready-made sets, while values are picked")
	s.Quit()
	run(explain.New(s.env, explain.Subject{Name: "the set being built"}, explain.Actions{
		Add: func(rule.Set) tea.Cmd { return nil }, Again: func(rule.Set) tea.Cmd { return nil },
	}))
	take("Would a call pass")
	s.Press("tab")
	take("Would a call pass, on the answer")
	s.Quit()
	still("Share a set", share.New(s.env, share.Subject{Rules: rule.Set{{Method: rule.Get, Path: "/me"}}}))
	still("A set of your own", own.New(s.env, preset.Preset{}))
	run(waiting.New(s.env, ovhapi.Draft{Rules: rule.Set{{Method: rule.Get, Path: "/me"}}}))
	s.WaitFor("still waiting")
	take("Waiting for validation")
	stored, _ := s.keeper.Pending()
	if err := s.sim.Authorize(stored[0].ValidationURL, ovhsim.OneDay); err != nil {
		t.Fatal(err)
	}
	s.WaitFor("Validated by")
	s.Settle()
	take("A validated token")
	s.Quit()
	endpoint := s.env.Client.Endpoint()
	run(keep.New(s.env, keep.Key{
		Profile: config.Profile{Section: endpoint.Name, Endpoint: endpoint}, ConsumerKey: ovhapi.NewSecret("0"),
	}, func() tea.Cmd { return shell.Send(shell.PopMsg{}) }))
	s.WaitFor("Into ovh.conf")
	take("Keep the key")
	s.Press("e")
	take("Keep the key, while the profile is named")
	s.Press("esc", "tab")
	take("Keep the key, while a tool is looked for")
	s.Type("cluster-api")
	s.Press("enter")
	take("Keep the key, for a tool")
	s.Press("e")
	take("Keep the key, while a value is typed")
	s.Press("shift+tab", "shift+tab")
	take("Keep the key, on the clipboard")
	s.Quit()
	run(pending.New(s.env))
	s.WaitFor("/me read")
	take("New tokens not taken yet")
	s.Press("F")
	take("New tokens not taken yet, before one is forgotten")
	s.Quit()
	s, _ = accounts(t)
	s.Quit()
	other, _ := s.added(ovhsim.Credential{Owner: ovhsim.Stranger})
	s.another("client", other)
	run(profiles.New(s.env))
	s.works(3)
	take("Accounts of this machine")
	s.Press("G", "-")
	s.WaitFor("Remove client")
	take("Accounts of this machine, before one is removed")
	s.Press("d")
	s.WaitFor("Type client")
	take("Accounts of this machine, while a name is typed")
	s.Quit()
	m, _, _ := machine(t, "").env.Look()
	s = machine(t, "")
	run(setup.New(s.env, m, setup.Options{}))
	s.WaitFor("Where is your OVHcloud account?")
	take("Set-up")
	s.Press("enter", "enter")
	take("Set-up, before the keys")
	s.Press("enter")
	take("Set-up, while keys are typed")
	s.Quit()
	still("No keys on this machine", nokeys.New(s.env, m, nil, nil))
	still("Keys and other texts", text.New(s.env, "", func(int) []string { return nil }))
	return all
}

func TestNoTwoBindingsShareAKeyAndAllAreExplained(t *testing.T) {
	t.Parallel()
	own := map[string]bool{"q": true, "?": true, "ctrl+c": true, "ctrl+z": true}
	for _, table := range tables(t) {
		seen := map[string]bool{}
		label := "" // of the binding before, which may speak for the next one too
		for _, b := range table.keys {
			if b.Long == "" && len(b.Keys) > 0 && label == "" {
				t.Errorf("%s: %q is not explained", table.name, b.Keys)
			}
			if b.Long != "" {
				label = b.Label
			}
			for _, stroke := range b.Keys {
				switch {
				case seen[stroke]:
					t.Errorf("%s: two bindings share %q", table.name, stroke)
				case own[stroke]:
					t.Errorf("%s: %q is the root's", table.name, stroke)
				case table.typing && utf8.RuneCountInString(stroke) == 1:
					t.Errorf("%s: %q is text while one types", table.name, stroke)
				}
				seen[stroke] = true
			}
		}
	}
}

//go:generate go test -run ^TestKeysDoc$ . -update

// TestKeysDoc holds docs/keys.md to the tables that the program itself goes by.
// With -update it writes the file.
func TestKeysDoc(t *testing.T) {
	const file = "../docs/keys.md"
	var b strings.Builder
	b.WriteString("# Keys\n\nWritten from the program's own tables by `go generate ./ui`; a change here is overwritten.\nThe keys of a screen, as things stand, are behind `?` on it.\n")
	base := map[string]string{} // what the screen's first table says of a key
	section := func(name string, keys []key.Binding) {
		fmt.Fprintf(&b, "\n## %s\n\n", name)
		screen, state, _ := strings.Cut(name, ", ")
		if state == "" {
			clear(base)
		} else if len(base) > 0 {
			fmt.Fprintf(&b, "Other than under %s:\n\n", screen)
		}
		b.WriteString("| key | does |\n|---|---|\n")
		for _, k := range key.Explained(keys) {
			if state == "" {
				base[k.Labels()] = k.Long
			} else if base[k.Labels()] == k.Long {
				continue
			}
			long := k.Long
			if k.Dangerous {
				long += " (changes the account; not with `--read-only`)"
			}
			fmt.Fprintf(&b, "| %s | %s |\n", code(k), strings.ReplaceAll(long, "|", `\|`))
		}
	}
	section("Everywhere", ui.Everywhere())
	for _, table := range tables(t) {
		section(table.name, table.keys)
	}
	generated(t, file, b.String())
}

// generated holds a document to what the program says, or writes it anew with
// -update.
func generated(t *testing.T, file, want string) {
	t.Helper()
	if update := flag.Lookup("update"); update != nil && update.Value.String() == "true" {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(file)
	if err != nil || strings.ReplaceAll(string(got), "\r\n", "\n") != want {
		t.Errorf("%s is not what the program shows (%v); run: go generate ./ui", file, err)
	}
}

// code writes the keys of a binding for Markdown.
func code(b key.Binding) string {
	names := strings.Fields(b.Labels())
	for i, name := range names {
		names[i] = "`" + strings.ReplaceAll(name, "|", `\|`) + "`"
	}
	return strings.Join(names, " ")
}
