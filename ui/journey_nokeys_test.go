package ui_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui"
	"ovh-tokens/ui/nokeys"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/tokens"
	"ovh-tokens/ui/uitest"
)

// machine is a home folder, in which ~/.ovh.conf may stand.
func machine(t *testing.T, conf string) *stand {
	t.Helper()
	s := prepare(t, ovhsim.Options{})
	dir := t.TempDir()
	s.env.Sources = config.Sources{HomeDir: dir, WorkDir: filepath.Join(dir, "work"), SystemFile: filepath.Join(dir, "etc", "ovh.conf")}
	s.env.Connect = func(p config.Profile) (*ovhapi.Client, error) {
		return s.client(ovhsim.Keys{
			ApplicationKey: p.ApplicationKey.Text, ApplicationSecret: p.ApplicationSecret.Secret.Reveal(), ConsumerKey: p.ConsumerKey.Secret.Reveal(),
		}), nil
	}
	s.env.Client, s.env.Place = nil, ""
	if conf != "" {
		s.write(conf)
	}
	return s
}

// write replaces ~/.ovh.conf.
func (s *stand) write(text string) {
	s.t.Helper()
	if err := os.WriteFile(filepath.Join(s.env.Sources.HomeDir, ".ovh.conf"), []byte(text), 0o600); err != nil {
		s.t.Fatal(err)
	}
}

// explain shows what is missing on the machine.
func (s *stand) explain(opts ...uitest.Option) {
	s.t.Helper()
	m, client, _ := s.env.Look()
	if client != nil {
		s.t.Fatal("nothing is missing")
	}
	first := nokeys.New(s.env, m, nil, func() shell.Screen { return tokens.New(s.env) })
	s.Terminal = uitest.Run(s.t, ui.New(s.env, first, ui.Options{}), opts...)
}

func TestNoKeysSaysWhatIsMissingAndWhereItWasLookedFor(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		m := machine(t, "")
		m.explain(size)
		m.Says("No complete set of keys on this machine", "application_key", "application_secret", "consumer_key",
			"Looked in, in this order", "environment", "no OVH_* variable is set", "./ovh.conf", "~/.ovh.conf", "not there")
		m.Press("G")
		m.Says("To go on", "/createApp", "ovh-tokens --demo")
		m.Press("r")
		m.Says("Looked again: still not complete.")
		m.write(m.sim.Config())
		m.Press("r")
		m.loaded()
		m.Says("61 tokens")
		m.Press("q")
		if err := m.Wait(); err != nil {
			t.Errorf("q on the list ended with %v", err)
		}
	})
}

// OVH's libraries refuse an OAuth2 client and application keys in one section, so
// that the advice must not bring them together.
func TestKeysByHandDoNotComeBesideAnotherWayToLogIn(t *testing.T) {
	t.Parallel()
	const client = "client_id=EU.0123456789abcdef\nclient_secret=0123456789abcdef0123456789abcdef\n"
	for name, test := range map[string]struct {
		conf        string
		says, lacks []string
	}{
		"endpoint's section": {"[default]\nendpoint=ovh-ca\n[ovh-ca]\n" + client, []string{"[profile:new-token] endpoint=ovh-ca application_key=…", "Then press r, and p to choose it."}, []string{"[ovh-ca] application_key"}},
		"name is taken":      {"[default]\nendpoint=ovh-ca\n[ovh-ca]\n" + client + "[profile:new-token]\nendpoint=ovh-eu\napplication_key=appkey0123456789\n", []string{"[profile:new-token-2]"}, nil},
		"profile":            {"[default]\nprofile=work\n[profile:work]\nendpoint=ovh-ca\n" + client, []string{"[profile:new-token] endpoint=ovh-ca application_key=…"}, []string{"[profile:work] application_key"}},
		"no other way":       {"[default]\nendpoint=ovh-ca\n[ovh-ca]\napplication_key=appkey0123456789\n", []string{"[default] endpoint=ovh-ca [ovh-ca] application_key=…", "Then press r. To look"}, []string{"[profile:"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := machine(t, test.conf)
			m.explain(uitest.Size(90, 60))
			m.Says(append(test.says, "To go on")...)
			m.Lacks(test.lacks...)
		})
	}
}

func TestProblemsAreNamedWithFileAndLine(t *testing.T) {
	t.Parallel()
	keys := "application_key=appkey0123456789\napplication_secret=appsecret0123456789appsecret0123\n"
	for name, test := range map[string]struct{ conf, says string }{
		"bare key":          {"[default]\nendpoint=ovh-ca\napplication_key\n", "~/.ovh.conf line 3"},
		"half a pair":       {"[default]\nendpoint=ovh-ca\n[ovh-ca]\napplication_key=appkey0123456789\n", "application_secret"},
		"unknown endpoint":  {"[default]\nendpoint=ovh-mars\n[ovh-mars]\n" + keys, "~/.ovh.conf line 2"},
		"wrong section":     {"[default]\nendpoint=ovh-ca\n[ovh-eu]\n" + keys + "consumer_key=consumer0123456789consumer012345\n", "ovh-eu"},
		"no consumer key":   {"[default]\nendpoint=ovh-ca\n[ovh-ca]\n" + keys, "consumer_key is missing"},
		"hostile file text": {"[default]\nendpoint=ovh-ca\n\x1b[2Jbroken\n", "~/.ovh.conf line 3"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := machine(t, test.conf)
			m.explain(uitest.Size(80, 40))
			m.Says(test.says)
			if strings.Contains(m.Output(), "\x1b[2Jbroken") {
				t.Error("an escape of the file reached the terminal")
			}
			if m.Seen("appsecret0123456789") {
				t.Error("the secret was shown")
			}
		})
	}
}

func TestPageForApplicationKeys(t *testing.T) {
	t.Parallel()
	m := machine(t, "[default]\nendpoint=ovh-ca\n")
	m.explain()
	m.Press("o")
	m.Says("There is no browser here. The page is https://ca.api.ovh.com/createApp/")
	m.Quit()
	opened := make(chan string, 1)
	m.env.Open = func(url string) error {
		opened <- url
		return nil
	}
	m.explain()
	m.Press("o")
	m.Says("Opened https://ca.api.ovh.com/createApp/")
	if got := <-opened; got != "https://ca.api.ovh.com/createApp/" {
		t.Errorf("opened %q", got)
	}
}
