package config

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ovh-tokens/ovhapi"
)

// account is a profile with keys that end in mark.
func account(t testing.TB, name, endpoint, mark string) Profile {
	t.Helper()
	e, err := ovhapi.ParseEndpoint(endpoint)
	if err != nil {
		t.Fatal(err)
	}
	p := NewProfile(name, e)
	if name == endpoint {
		p.Section = endpoint
	}
	p.ApplicationKey.Text = testKey[:14] + mark
	p.ApplicationSecret.Secret = ovhapi.NewSecret(testSecret[:30] + mark)
	p.ConsumerKey.Secret = ovhapi.NewSecret(testToken[:30] + mark)
	return p
}

// loaded reads a machine whatever its problems.
func loaded(t testing.TB, d disk) (*Machine, Sources) {
	t.Helper()
	s := d.sources(t)
	m, _ := Load(s)
	return m, s
}

// describe writes targets in a few words: place, what comes and goes, what is
// in the way.
func describe(targets []Target) string {
	var b strings.Builder
	for _, at := range targets {
		shown := at.File.Shown
		if filepath.IsAbs(shown) {
			shown = "SYSTEM"
		}
		b.WriteString(shown)
		switch {
		case at.Err != nil:
			b.WriteString(" !" + at.Err.Error())
		case at.Plan.Empty():
			b.WriteString(" nothing")
		}
		if at.Plan != nil {
			for _, h := range at.Plan.Hunks {
				fmt.Fprintf(&b, " %d", h.Line)
				for _, line := range h.Before {
					b.WriteString(" -" + strings.ReplaceAll(line, ovhapi.Mask, "*"))
				}
				for _, line := range h.After {
					b.WriteString(" +" + strings.ReplaceAll(line, ovhapi.Mask, "*"))
				}
			}
		}
		for _, o := range at.Overrides {
			b.WriteString(" (" + o.By.String() + ": " + o.Key + ")")
		}
		b.WriteString("\n")
	}
	return b.String()
}

const whole = "+application_key=appkey01234567NN +application_secret=* +consumer_key=*"

func TestTargets(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name           string
		disk           disk
		profile, where string
		want           string
	}{
		{
			"first run: the endpoint is chosen along with it",
			disk{},
			"ovh-ca", "ovh-ca",
			"~/.ovh.conf 1 +[ovh-ca] " + whole + " + +[default] +endpoint=ovh-ca\n" +
				"./ovh.conf 1 +[ovh-ca] " + whole + " + +[default] +endpoint=ovh-ca\n" +
				"SYSTEM 1 +[ovh-ca] " + whole + " + +[default] +endpoint=ovh-ca\n",
		},
		{
			"where its keys stand, only what differs",
			disk{work: "[default]\nendpoint=ovh-eu\n", system: "[ovh-eu]\n" + keys("NN")[:len(keys("NN"))-3] + "OO\n"},
			eu, eu,
			"SYSTEM 4 -consumer_key=* +consumer_key=*\n" +
				"~/.ovh.conf 1 +[ovh-eu] " + whole + "\n" +
				"./ovh.conf 3 + +[ovh-eu] " + whole + "\n",
		},
		{
			"in two files, the winning one first",
			disk{work: "[default]\nendpoint=ovh-eu\n[ovh-eu]\nconsumer_key=x\n", home: "[ovh-eu]\n" + keys("NN")},
			eu, eu,
			"./ovh.conf 4 -consumer_key=* +consumer_key=*\n" +
				"~/.ovh.conf nothing (./ovh.conf line 4: consumer_key)\n" +
				"SYSTEM 1 +[ovh-eu] " + whole + " (./ovh.conf line 4: consumer_key)\n",
		},
		{
			"a new profile",
			disk{home: "[default]\nendpoint = ovh-eu\n"},
			"work", "ovh-us",
			"~/.ovh.conf 3 + +[profile:work] +endpoint = ovh-us +application_key = appkey01234567NN +application_secret = * +consumer_key = *\n" +
				"./ovh.conf 1 +[profile:work] +endpoint=ovh-us " + whole + "\n" +
				"SYSTEM 1 +[profile:work] +endpoint=ovh-us " + whole + "\n",
		},
		{
			"variables",
			disk{home: "[default]\nendpoint=ovh-eu\n", env: map[string]string{"OVH_CONSUMER_KEY": "x", "OVH_APPLICATION_KEY": testKey[:14] + "NN", "OVH_ENDPOINT": "ovh-ca"}},
			"work", eu,
			"~/.ovh.conf 3 + +[profile:work] +endpoint=ovh-eu " + whole + " (OVH_ENDPOINT: endpoint) (OVH_CONSUMER_KEY: consumer_key)\n" +
				"./ovh.conf 1 +[profile:work] +endpoint=ovh-eu " + whole + " (OVH_ENDPOINT: endpoint) (OVH_CONSUMER_KEY: consumer_key)\n" +
				"SYSTEM 1 +[profile:work] +endpoint=ovh-eu " + whole + " (OVH_ENDPOINT: endpoint) (OVH_CONSUMER_KEY: consumer_key)\n",
		},
		{
			"a profile with the endpoint of all",
			disk{home: "[default]\nendpoint=ovh-eu\n[profile:work]\n" + keys("OO")},
			"work", eu,
			"~/.ovh.conf 4 -application_key=appkey01234567OO -application_secret=* -consumer_key=* " + whole + "\n" +
				"./ovh.conf 1 +[profile:work] +endpoint=ovh-eu " + whole + "\n" +
				"SYSTEM 1 +[profile:work] +endpoint=ovh-eu " + whole + " (~/.ovh.conf line 4: application_key) (~/.ovh.conf line 5: application_secret) (~/.ovh.conf line 6: consumer_key)\n",
		},
		{
			"a file that can't be edited",
			disk{home: "\xff\xfeU\x00", work: "[default]\nendpoint=ovh-eu\n"},
			"work", eu,
			"~/.ovh.conf !edit HOME/.ovh.conf: it is saved as UTF-16; save it as UTF-8\n" +
				"./ovh.conf 3 + +[profile:work] +endpoint=ovh-eu " + whole + "\n" +
				"SYSTEM 1 +[profile:work] +endpoint=ovh-eu " + whole + "\n",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m, s := loaded(t, tt.disk)
			got := strings.ReplaceAll(describe(m.Targets(account(t, tt.profile, tt.where, "NN"))), s.HomeDir, "HOME")
			if got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
			if strings.Contains(got, testToken[:30]) || strings.Contains(got, testSecret[:30]) {
				t.Error("a secret is shown")
			}
		})
	}
}

// After saving to the first target, the profile reads as it was given.
func TestATargetThatWasSavedIsWhatLoadReads(t *testing.T) {
	t.Parallel()
	disks := map[string]disk{
		"nothing": {}, "sound": {home: sound3}, "other default": {home: "[default]\nendpoint=ovh-ca\nprofile=x\n[profile:x]\nconsumer_key=y\n"},
		"three files": {work: "[ovh-eu]\nconsumer_key=w\n", home: sound3, system: sound3}, "odd": {work: "oops\n[ovh-eu]\r\nconsumer_key=`a\nb`", home: sound3},
	}
	for name, d := range disks {
		for _, profile := range []string{"work", eu} {
			m, s := loaded(t, d)
			want := account(t, profile, eu, "NN")
			at := m.Targets(want)[0]
			if at.Err != nil {
				t.Fatal(at.Err)
			}
			if err := at.Plan.Save(); err != nil {
				t.Fatal(err)
			}
			s.Profile = profile
			m, _ = Load(s)
			got := m.Active
			if got.Section != want.Section || got.Endpoint != want.Endpoint || got.ApplicationKey.Text != want.ApplicationKey.Text ||
				got.ApplicationSecret.Secret != want.ApplicationSecret.Secret || got.ConsumerKey.Secret != want.ConsumerKey.Secret {
				t.Errorf("%s, %s: got %s", name, profile, active(m))
			}
		}
	}
}

func TestTargetsWithConfigIsThatFileAlone(t *testing.T) {
	t.Parallel()
	s := disk{home: sound3, work: sound3}.sources(t)
	s.ConfigFile = filepath.Join(t.TempDir(), "mine.conf")
	m, _ := Load(s)
	got := m.Targets(account(t, "work", eu, "NN"))
	if len(got) != 1 || got[0].File.Path != s.ConfigFile || got[0].Err != nil || !got[0].Plan.New {
		t.Errorf("got %s", describe(got))
	}
}

func TestTargetsRefuseWhatIsNoProfile(t *testing.T) {
	t.Parallel()
	m, _ := loaded(t, disk{})
	change := func(do func(*Profile)) Profile {
		p := account(t, "work", eu, "NN")
		do(&p)
		return p
	}
	for want, p := range map[string]Profile{
		"no section":        change(func(p *Profile) { p.Section = "" }),
		"no name":           change(func(p *Profile) { p.Section = "profile: " }),
		"choose another":    change(func(p *Profile) { p.Section = "profile:default" }),
		"no endpoint":       change(func(p *Profile) { p.Endpoint = ovhapi.Endpoint{} }),
		"another endpoint":  change(func(p *Profile) { p.Section = "ovh-ca" }),
		"no keys":           NewProfile("work", ovhapi.Endpoints()[0]),
		"bracket":           change(func(p *Profile) { p.Section = "profile:a]b" }),
		"holds a line":      change(func(p *Profile) { p.ConsumerKey.Secret = ovhapi.NewSecret("a\nb") }),
		"# or ;":            change(func(p *Profile) { p.ApplicationKey.Text = "a;b" }),
		"begins or ends":    change(func(p *Profile) { p.Section = "profile:a " }),
		"invisible":         change(func(p *Profile) { p.Section = "profile:a\u200bb" }),
		"longer than":       change(func(p *Profile) { p.Section = profilePrefix + strings.Repeat("a", maxName) }),
		"stands in quotes,": change(func(p *Profile) { p.ConsumerKey.Secret = ovhapi.NewSecret("'a'") }),
	} {
		for _, at := range m.Targets(p) {
			if at.Err == nil || at.Plan != nil || !strings.Contains(at.Err.Error(), want) {
				t.Errorf("want %q, got %v", want, at.Err)
			}
		}
	}
}

func TestAnOverrideIsTold(t *testing.T) {
	t.Parallel()
	for want, o := range map[string]Override{
		"OVH_CONSUMER_KEY is set and goes before the consumer_key written here.":                                           {Key: keyConsumer, By: Origin{Variable: "OVH_CONSUMER_KEY"}},
		"OVH_CONSUMER_KEY is set and goes before the consumer_key written here, unless the profile is named by --profile.": {Key: keyConsumer, By: Origin{Variable: "OVH_CONSUMER_KEY"}, Avoidable: true},
		"./ovh.conf line 3 goes before the consumer_key written here.":                                                     {Key: keyConsumer, By: Origin{File: "/x/ovh.conf", Line: 3, shown: "./ovh.conf"}},
	} {
		if got := o.String(); got != want {
			t.Errorf("got %s", got)
		}
	}
}

// Two names that lead to the same file are one place.
func TestTargetsNameAFileOnce(t *testing.T) {
	t.Parallel()
	s := disk{home: sound3}.sources(t)
	if err := os.Symlink(filepath.Join(s.HomeDir, ".ovh.conf"), filepath.Join(s.WorkDir, "ovh.conf")); err != nil {
		t.Skip(err)
	}
	m, _ := Load(s)
	if got := m.Targets(account(t, eu, eu, "NN")); len(got) != 2 || got[0].File.Shown != homeShown {
		t.Errorf("got %s", describe(got))
	}
}

func TestAPlanDoesNotPrintSecrets(t *testing.T) {
	t.Parallel()
	m, _ := loaded(t, disk{home: sound3 + "#consumer_key=" + testToken + "\n"})
	targets := m.Targets(account(t, eu, eu, "NN"))
	text := fmt.Sprintf("%v %+v %#v %s", targets, targets, targets, targets[0].Plan)
	bytes := fmt.Sprintf("%d", []byte(testToken[:8]))[1:20]
	if strings.Contains(text, testToken[:20]) || strings.Contains(text, testSecret[:20]) || strings.Contains(text, bytes) {
		t.Error(text)
	}
}
