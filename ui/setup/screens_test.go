package setup_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ui/key"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/uitest"
)

// TestScreensOfTheSetup holds every question to the letter, in both sizes.
func TestScreensOfTheSetup(t *testing.T) {
	t.Parallel()
	for name, size := range sizes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMachine(t, size).start()
			golden := func(what string) {
				t.Helper()
				uitest.Golden(t, what+"-"+strings.ReplaceAll(name, "×", "x"), m.Screen())
			}
			m.Says("Where is your OVHcloud account?")
			golden("endpoint")
			m.Press("down", "enter")
			golden("rights")
			m.Press("enter")
			golden("way")
			m.Press("down")
			golden("way-all")
			m.Press("up", "enter")
			golden("keys")
			m.Paste("AK: abcdefgh12345678 AS: " + strings.Repeat("0", 30))
			m.Press("enter")
			m.Says("Nothing was sent.")
			golden("warned")
			m.Press("enter")
			m.Says("mistyped")
			golden("unknown")
			k := m.sims["ovh-ca"].Keys()
			m.Press("enter")
			m.Paste("AK: " + k.ApplicationKey)
			m.Press("enter", "enter")
			m.Says("Everything is there")
			golden("ask")
			m.Press("enter")
			m.Says("Invalid signature")
			golden("secret")
		})
	}
}

func TestBothThemesSayTheSame(t *testing.T) {
	t.Parallel()
	var screens []string
	for _, mode := range []uitest.Option{uitest.Dark(), uitest.Light(), uitest.NoColor()} {
		m := newMachine(t, mode).start()
		m.toKeys()
		m.Paste("abc def")
		m.Press("enter")
		screens = append(screens, m.Screen())
	}
	if screens[0] != screens[1] || screens[0] != screens[2] {
		t.Errorf("dark, light and without colours differ:\n%s", strings.Join(screens, "\n"))
	}
}

func TestSmallTerminalKeepsTheFocusInSight(t *testing.T) {
	t.Parallel()
	m := newMachine(t, uitest.Size(44, 10)).start()
	m.WaitFor("› ovh-eu")
	for _, name := range []string{"ovh-ca", "ovh-us", "kimsufi-eu", "kimsufi-ca", "soyoustart-eu", "soyoustart-ca", "another URL"} {
		m.Press("down")
		x, y, shown := m.Cursor()
		if line := strings.Split(m.Screen(), "\n")[y]; !shown || x != 1 || !strings.Contains(line, "› "+name) {
			t.Errorf("the cursor is at %d,%d (%v), not on %s:\n%s", x, y, shown, name, m.Screen())
		}
	}
	m.Press("g", "down", "enter", "enter", "enter")
	m.Paste("abc def")
	m.Says("Application key")
	if _, y, shown := m.Cursor(); !shown || !strings.Contains(strings.Split(m.Screen(), "\n")[y], "Application key") {
		t.Errorf("the field is out of sight:\n%s", m.Screen())
	}
}

// watched shows the table of the screen that it stands for.
type watched struct {
	shell.Screen
	check func(bool, []key.Binding)
}

func (w *watched) Update(msg tea.Msg) tea.Cmd {
	cmd := w.Screen.Update(msg)
	w.check(w.Typing(), w.Keys())
	return cmd
}

// TestNoTwoBindingsShareAKey walks through the set-up and looks at the table of
// every step.
func TestNoTwoBindingsShareAKey(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.wrap = func(s shell.Screen) shell.Screen {
		return &watched{s, func(typing bool, table []key.Binding) {
			seen := map[string]bool{}
			for _, b := range table {
				if b.Long == "" && len(b.Keys) > 0 {
					t.Errorf("%v is not explained", b.Keys)
				}
				for _, stroke := range b.Keys {
					if seen[stroke] || stroke == "q" || stroke == "?" || typing && utf8.RuneCountInString(stroke) == 1 {
						t.Errorf("%q is taken, or text (typing: %v)", stroke, typing)
					}
					seen[stroke] = true
				}
			}
		}}
	}
	m.start()
	m.toKeys()
	m.Paste("AK: abcdefgh12345678 AS: " + m.sims["ovh-ca"].Keys().ConsumerKey)
	m.Press("enter")
	m.Says("mistyped")
	m.silent = []string{"ovh-ca"}
	m.Press("r")
	m.Says("could not be told")
	m.silent = nil
	m.Press("esc")
	m.Paste("AK: " + m.sims["ovh-ca"].Keys().ApplicationKey)
	m.Press("enter")
	m.Says("Everything is there")
	m.Press("enter")
	m.Says("Invalid signature")
	m.Press("esc")
	m.Says("waits to be authorized")
}

// TestSecretCorrectedAmongTheKeysReachesTheRequest goes back to the keys instead
// of pasting the secret where it is asked for.
func TestSecretCorrectedAmongTheKeysReachesTheRequest(t *testing.T) {
	t.Parallel()
	m := newMachine(t).start()
	k := m.sims["ovh-ca"].Keys()
	m.toKeys()
	m.Paste(k.ApplicationKey + "\n" + k.ConsumerKey)
	m.Press("enter")
	m.Says("Everything is there")
	m.Press("enter")
	m.Says("Invalid signature")
	p := m.pending()
	m.Press("esc", "esc")
	m.Says("Application key and secret")
	m.Paste("AS: " + k.ApplicationSecret)
	m.Press("enter")
	m.Says("A token was asked for")
	m.Press("enter")
	m.Says("still waiting")
	if again := m.pending(); again.ID != p.ID || again.ApplicationSecret.Reveal() != k.ApplicationSecret {
		t.Error("the request was not stored with the right secret")
	}
}
