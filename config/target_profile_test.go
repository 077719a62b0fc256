package config

import (
	"strings"
	"testing"
)

func TestRemoval(t *testing.T) {
	t.Parallel()
	section := "[profile:work]\nconsumer_key=x\n"
	tests := []struct {
		name    string
		disk    disk
		profile string
		want    string
	}{
		{"one file", disk{home: sound3 + "\n" + section}, "work", "~/.ovh.conf 5 - -[profile:work] -consumer_key=*\n"},
		{"every file", disk{home: section, work: "[a]\n\n" + section}, "work", "~/.ovh.conf 1 -[profile:work] -consumer_key=*\n./ovh.conf 2 - -[profile:work] -consumer_key=*\n"},
		{"the default with it", disk{home: "[default]\nprofile=work\n" + section, work: "[default]\nprofile=other\n[profile:other]\nconsumer_key=x\n"}, "work", "~/.ovh.conf 2 -profile=work -[profile:work] -consumer_key=*\n"},
		{"the default elsewhere", disk{home: section, work: "[default]\nprofile=work\n"}, "work", "~/.ovh.conf 1 -[profile:work] -consumer_key=*\n./ovh.conf 2 -profile=work\n"},
		{"a plain section", disk{home: "[default]\nendpoint=ovh-eu\n" + sound3}, eu, "~/.ovh.conf 3 -[ovh-eu] -application_key=appkey0123456789 -application_secret=* -consumer_key=*\n"},
		{"variables", disk{home: sound3, env: map[string]string{"OVH_CONSUMER_KEY": "x"}}, EnvironmentProfile, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m, s := loaded(t, tt.disk)
			p, ok := m.Profile(tt.profile)
			if !ok {
				t.Fatal("no such profile")
			}
			targets := m.Removal(p)
			if got := describe(targets); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
			for _, at := range targets {
				if err := at.Plan.Save(); err != nil {
					t.Error(err)
				}
			}
			m, _ = Load(s)
			if _, ok := m.Profile(tt.profile); ok == (len(targets) > 0) {
				t.Errorf("afterwards there is %s", m.profileNames())
			}
			if m.Default == "work" {
				t.Error("it is still the default")
			}
		})
	}
}

func TestDefaultTargets(t *testing.T) {
	t.Parallel()
	plainFile := "[ovh-ca]\n" + keys("CA") + "[ovh-eu]\n" + keys("EU")
	named := "[profile:work]\n" + keys("WO")
	tests := []struct {
		name    string
		disk    disk
		profile string
		want    string // the first target
	}{
		{"an endpoint", disk{home: "[default]\nendpoint=ovh-eu\n" + plainFile}, "ovh-ca", "~/.ovh.conf 2 -endpoint=ovh-eu +endpoint=ovh-ca"},
		{"where the choice stands", disk{work: "[default]\nendpoint=ovh-eu\n", home: plainFile}, "ovh-ca", "./ovh.conf 2 -endpoint=ovh-eu +endpoint=ovh-ca"},
		{"where the profile stands", disk{system: plainFile}, "ovh-ca", "SYSTEM 9 + +[default] +endpoint=ovh-ca"},
		{"a profile", disk{home: "[default]\nendpoint=ovh-eu\n" + plainFile + named}, "work", "~/.ovh.conf 3 +profile=work"},
		{"from a profile to an endpoint", disk{home: "[default]\nprofile=work\n" + plainFile + named}, "ovh-ca", "~/.ovh.conf 2 -profile=work +endpoint=ovh-ca"},
		{"a profile in another file", disk{work: "[default]\nendpoint=ovh-eu\n", home: "[default]\nprofile=work\n" + plainFile + named}, "ovh-ca", "./ovh.conf 2 -endpoint=ovh-eu +endpoint=ovh-ca +profile=default"},
		{"as it is", disk{home: "[default]\nendpoint=\"ovh-ca\"\n" + plainFile}, "ovh-ca", "~/.ovh.conf nothing"},
		{"OVH_PROFILE", disk{home: "[default]\nprofile=\n" + plainFile + named, env: map[string]string{"OVH_PROFILE": "ovh-eu"}}, "work", "~/.ovh.conf 2 -profile= +profile=work (OVH_PROFILE: profile)"},
		{"OVH_PROFILE and an endpoint", disk{home: plainFile + named, env: map[string]string{"OVH_PROFILE": "work"}}, "ovh-ca", "~/.ovh.conf 13 + +[default] +endpoint=ovh-ca (OVH_PROFILE: endpoint)"},
		{"OVH_ENDPOINT", disk{home: plainFile, env: map[string]string{"OVH_ENDPOINT": "ovh-eu"}}, "ovh-ca", "~/.ovh.conf 9 + +[default] +endpoint=ovh-ca (OVH_ENDPOINT: endpoint)"},
		{"variables", disk{home: plainFile, env: map[string]string{"OVH_CONSUMER_KEY": "x"}}, EnvironmentProfile, "~/.ovh.conf !" + errEnvironment.Error()},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m, s := loaded(t, tt.disk)
			p, ok := m.Profile(tt.profile)
			if !ok {
				t.Fatal("no such profile")
			}
			targets := m.DefaultTargets(p)
			got, _, _ := strings.Cut(describe(targets), "\n")
			if got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
			if targets[0].Err == nil {
				expectDefault(t, targets[0], s, tt.profile)
			}
		})
	}
}

// expectDefault saves and looks which profile is taken then without variables.
func expectDefault(t *testing.T, at Target, s Sources, want string) {
	t.Helper()
	if err := at.Plan.Save(); err != nil {
		t.Fatal(err)
	}
	s.Getenv = nil
	if m, err := Load(s); err != nil || m.Active.Name != want || m.Default != want {
		t.Errorf("afterwards %s is active and %s the default, %v", m.Active.Name, m.Default, err)
	}
}

func TestAProfileThatStandsNowhereCanNotBeTheDefault(t *testing.T) {
	t.Parallel()
	m, _ := loaded(t, disk{home: sound3})
	for _, at := range m.DefaultTargets(account(t, "gone", eu, "XX")) {
		if at.Err == nil || !strings.Contains(at.Err.Error(), "no file") {
			t.Errorf("got %v", at.Err)
		}
	}
}

// A nearer file keeps its say, and that is told for the files behind it.
func TestDefaultTargetsTellOfANearerFile(t *testing.T) {
	t.Parallel()
	m, _ := loaded(t, disk{work: "[default]\nprofile=work\n[profile:work]\n" + keys("WO"), home: "[default]\nendpoint=ovh-eu\n" + sound3})
	p, _ := m.Profile(eu)
	got := describe(m.DefaultTargets(p))
	if !strings.Contains(got, "~/.ovh.conf 3 +profile=default (./ovh.conf line 2: profile)\n") {
		t.Errorf("got\n%s", got)
	}
}
