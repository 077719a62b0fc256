package config

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ovh-tokens/ovhapi"
)

// told writes holdings in a few words: each key with its places, and what it
// would be asked with.
func told(list []Holding) string {
	var b strings.Builder
	for _, h := range list {
		var places []string
		for _, k := range h.Places {
			at := filepath.Base(k.Origin.String())
			if k.Section != "" {
				at += " [" + k.Section + "]"
			}
			if k.Shadowed {
				at += " shadowed"
			}
			places = append(places, at)
		}
		p := h.Profile
		fmt.Fprintf(&b, "%s in %s: ", tail(h.Key.Reveal()), strings.Join(places, ", "))
		if h.Key != p.ConsumerKey.Secret {
			b.WriteString("of another key: ")
		}
		name := p.Endpoint.Name
		if name == "" {
			name = "no endpoint"
		}
		fmt.Fprintf(&b, "%s %s/%s at %s", p.Name, tail(p.ApplicationKey.Text), tail(p.ApplicationSecret.Secret.Reveal()), name)
		if !p.Complete() {
			fmt.Fprintf(&b, " lacks%s", " "+strings.Join(p.Missing(), " "))
		}
		b.WriteString("\n")
	}
	return b.String()
}

func tail(text string) string { return text[max(0, len(text)-2):] }

func TestHoldings(t *testing.T) {
	t.Parallel()
	env := func(mark string) map[string]string {
		return map[string]string{
			"OVH_APPLICATION_KEY":    testKey[:14] + mark,
			"OVH_APPLICATION_SECRET": testSecret[:30] + mark,
			"OVH_CONSUMER_KEY":       testToken[:30] + mark,
		}
	}
	tests := []struct {
		name string
		disk disk
		file string // a file named by the user
		want string
	}{
		{
			name: "three places, each with an account of its own",
			disk: disk{work: "[ovh-eu]\n" + keys("WW"), home: "[ovh-ca]\n" + keys("HH"), system: "[profile:lab]\nendpoint=ovh-us\n" + keys("SS")},
			want: "WW in ovh.conf line 4 [ovh-eu]: ovh-eu WW/WW at ovh-eu\n" +
				"HH in .ovh.conf line 4 [ovh-ca]: ovh-ca HH/HH at ovh-ca\n" +
				"SS in ovh.conf line 5 [profile:lab]: lab SS/SS at ovh-us\n",
		},
		{
			name: "a nearer file is in the way of another one's keys",
			disk: disk{work: "[ovh-eu]\n" + keys("WW"), home: "[ovh-eu]\n" + keys("HH")},
			want: "WW in ovh.conf line 4 [ovh-eu]: ovh-eu WW/WW at ovh-eu\n" +
				"HH in .ovh.conf line 4 [ovh-eu]: ovh-eu HH/HH at ovh-eu\n",
		},
		{
			name: "two files together, and a nearer one in the way",
			disk: disk{work: "[ovh-eu]\n" + keys("WW"), home: "[ovh-eu]\nconsumer_key=HH\n", system: "[ovh-eu]\n" + keys("SS")},
			want: "WW in ovh.conf line 4 [ovh-eu]: ovh-eu WW/WW at ovh-eu\n" +
				"HH in .ovh.conf line 2 [ovh-eu]: ovh-eu SS/SS at ovh-eu\n" +
				"SS in ovh.conf line 4 [ovh-eu]: ovh-eu SS/SS at ovh-eu\n",
		},
		{
			name: "the environment goes first and does not hide the file",
			disk: disk{env: env("EE"), home: "[ovh-eu]\n" + keys("HH")},
			want: "EE in OVH_CONSUMER_KEY: environment EE/EE at ovh-eu\n" +
				"HH in .ovh.conf line 4 [ovh-eu]: ovh-eu HH/HH at ovh-eu\n",
		},
		{
			name: "another account's application in the environment",
			disk: disk{env: map[string]string{"OVH_APPLICATION_KEY": "EE", "OVH_APPLICATION_SECRET": "EE"}, home: "[ovh-eu]\n" + keys("HH")},
			want: "HH in .ovh.conf line 4 [ovh-eu]: ovh-eu HH/HH at ovh-eu\n",
		},
		{
			name: "only the consumer key in the environment",
			disk: disk{env: map[string]string{"OVH_CONSUMER_KEY": "EE"}, home: "[ovh-eu]\n" + keys("HH")},
			want: "EE in OVH_CONSUMER_KEY: environment HH/HH at ovh-eu\n" +
				"HH in .ovh.conf line 4 [ovh-eu]: ovh-eu HH/HH at ovh-eu\n",
		},
		{
			name: "one key in several places",
			disk: disk{env: env("EE"), home: "[ovh-eu]\n" + keys("EE") + "[profile:x]\nendpoint=ovh-ca\n" + keys("EE")},
			file: "[ovh-eu]\n" + keys("EE"),
			want: "EE in OVH_CONSUMER_KEY, .ovh.conf line 4 [ovh-eu], .ovh.conf line 9 [profile:x], named.conf line 4 [ovh-eu]: environment EE/EE at ovh-eu\n",
		},
		{
			name: "a line without effect",
			disk: disk{home: "[ovh-eu]\nconsumer_key=OO\n" + keys("HH")},
			want: "OO in .ovh.conf line 2 [ovh-eu] shadowed: ovh-eu HH/HH at ovh-eu\n" +
				"HH in .ovh.conf line 5 [ovh-eu]: ovh-eu HH/HH at ovh-eu\n",
		},
		{
			name: "profiles by name, with one chosen",
			disk: disk{profile: "b", home: "[default]\nendpoint=ovh-ca\n[profile:a]\nendpoint=ovh-us\n" + keys("AA") + "[profile:b]\n" + keys("BB")},
			want: "AA in .ovh.conf line 7 [profile:a]: a AA/AA at ovh-us\n" +
				"BB in .ovh.conf line 11 [profile:b]: b BB/BB at ovh-ca\n",
		},
		{
			name: "a named file has nothing to do with the others",
			disk: disk{env: env("EE"), home: "[default]\nendpoint=ovh-ca\n[ovh-eu]\n" + keys("HH")},
			file: "[ovh-eu]\nconsumer_key=NN\n[profile:p]\n" + keys("PP"),
			want: "EE in OVH_CONSUMER_KEY: environment EE/EE at ovh-ca\n" +
				"HH in .ovh.conf line 6 [ovh-eu]: ovh-eu HH/HH at ovh-eu\n" +
				"NN in named.conf line 2 [ovh-eu]: ovh-eu / at ovh-eu lacks application_key application_secret\n" +
				"PP in named.conf line 6 [profile:p]: p PP/PP at ovh-eu\n",
		},
		{
			name: "a section that nothing reads",
			disk: disk{home: "[default]\nendpoint=ovh-eu\n[oops]\n" + keys("OO")},
			want: "OO in .ovh.conf line 6 [oops]: oops OO/OO at no endpoint lacks \n",
		},
		{
			name: "an endpoint of another file's choosing",
			disk: disk{work: "[profile:p]\nendpoint=https://evil.example/1.0\n", home: "[profile:p]\nendpoint=ovh-ca\n" + keys("HH")},
			want: "HH in .ovh.conf line 5 [profile:p]: p HH/HH at ovh-ca\n",
		},
		{
			name: "nothing but an endpoint of another file's choosing",
			disk: disk{work: "[profile:p]\nendpoint=https://evil.example/1.0\n" + keys("WW"), home: "[profile:p]\nconsumer_key=HH\n"},
			want: "WW in ovh.conf line 5 [profile:p]: p WW/WW at https://evil.example/1.0\n" +
				"HH in .ovh.conf line 2 [profile:p]: p / at ovh-eu lacks application_key application_secret\n",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := tt.disk.sources(t)
			var files []string
			if tt.file != "" {
				files = []string{filepath.Join(t.TempDir(), "named.conf"), filepath.Join(s.HomeDir, ".ovh.conf")}
				write(t, files[0], tt.file)
			}
			list, problems := Holdings(s, files...)
			if got := told(list); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
			if len(problems) > 0 {
				t.Error(lines(problems))
			}
			if text := fmt.Sprintf("%+v %#v", list, list); strings.Contains(text, testToken[:20]) || strings.Contains(text, testSecret[:20]) {
				t.Error("a key prints itself")
			}
		})
	}
}

// The same file by two names is looked at once, and what can't be read is told.
func TestHoldingsOfFilesByTwoNames(t *testing.T) {
	t.Parallel()
	s := disk{home: "[ovh-eu]\n" + keys("HH")}.sources(t)
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(filepath.Join(s.HomeDir, ".ovh.conf"), link); err != nil {
		t.Skip(err)
	}
	list, problems := Holdings(s, link, link, s.HomeDir, link+"none")
	if len(list) != 1 || len(list[0].Places) != 1 {
		t.Errorf("holdings\n%s", told(list))
	}
	if len(problems) != 2 || !has(problems, s.HomeDir, []string{"folder"}, false) || !has(problems, link+"none", []string{"does not exist"}, false) {
		t.Errorf("problems\n%s", lines(problems))
	}
	if list[0].Key != ovhapi.NewSecret(testToken[:30]+"HH") {
		t.Error("not the key")
	}
}
