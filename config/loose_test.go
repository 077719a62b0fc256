package config

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ovh-tokens/config/export"
	"ovh-tokens/ovhapi"
)

// marked returns the three keys as keys writes them, each ending in mark.
func marked(mark string) (key, secret, consumer string) {
	return testKey[:14] + mark, testSecret[:30] + mark, testToken[:30] + mark
}

// variableLines are keys as OVH's libraries read them from the environment.
func variableLines() string {
	key, secret, consumer := marked("NN")
	return "OVH_APPLICATION_KEY=" + key + "\nOVH_APPLICATION_SECRET=" + secret + "\nOVH_CONSUMER_KEY=" + consumer + "\n"
}

// What a file of any format holds is told with where it stands and what to ask
// it with; what is missing is told too.
func TestHoldingsOfFilesOfAnyFormat(t *testing.T) {
	t.Parallel()
	key, secret, consumer := marked("NN")
	encode := func(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }
	tests := []struct {
		name string
		disk disk
		file string // its name
		text string
		want string
		said string // in the problems
	}{
		{
			name: "variables", file: ".env", text: "OVH_ENDPOINT=ovh-ca\n" + variableLines(),
			want: "NN in .env line 4:  NN/NN at ovh-ca\n",
		},
		{
			name: "no endpoint", file: ".env", text: variableLines(),
			want: "NN in .env line 3:  NN/NN at no endpoint lacks \n", said: "No endpoint stands with this consumer key",
		},
		{
			name: "the endpoint of the flag", disk: disk{endpoint: "https://proxy.example/1.0"}, file: ".env", text: variableLines(),
			want: "NN in .env line 3:  NN/NN at https://proxy.example/1.0\n",
		},
		{
			name: "the endpoint of the same application elsewhere", disk: disk{home: "[ovh-us]\n" + strings.ReplaceAll(keys("HH"), testKey[:14]+"HH", key)}, file: ".env", text: variableLines(),
			want: "HH in .ovh.conf line 4 [ovh-us]: ovh-us NN/HH at ovh-us\nNN in .env line 3:  NN/NN at ovh-us\n",
		},
		{
			name: "an address of the same application elsewhere", disk: disk{home: "[https://proxy.example/1.0]\n" + strings.ReplaceAll(keys("HH"), testKey[:14]+"HH", key)}, file: ".env", text: variableLines(),
			want: "HH in .ovh.conf line 4 [https://proxy.example/1.0]: https://proxy.example/1.0 NN/HH at https://proxy.example/1.0\nNN in .env line 3:  NN/NN at no endpoint lacks \n",
			said: "No endpoint stands with this consumer key",
		},
		{
			name: "the key in use", disk: disk{home: "[ovh-eu]\n" + keys("NN")}, file: "values.yaml", text: "x: 1\nconsumerKey: " + consumer + "\n# " + consumer + "\n",
			want: "NN in .ovh.conf line 4 [ovh-eu], values.yaml line 2, values.yaml line 3: ovh-eu NN/NN at ovh-eu\n",
		},
		{
			name: "the key in use where nothing names it", disk: disk{env: map[string]string{"OVH_CONSUMER_KEY": consumer}}, file: "notes.txt", text: "mine\r\nis " + consumer + ".\r\n",
			want: "NN in OVH_CONSUMER_KEY, notes.txt line 2: environment / at ovh-eu lacks application_key application_secret\n",
		},
		{
			name: "a Secret of Kubernetes", file: "secret.yaml", text: "data:\n  applicationKey: " + encode(key) + "\n  applicationSecret: " + encode(secret) + "\n  consumerKey: " + encode(consumer) + "\n# ovh-eu\n",
			want: "NN in secret.yaml line 4:  NN/NN at ovh-eu\n",
		},
		{
			name: "a mounted secret", file: "ovh_consumer_key", text: consumer,
			want: "NN in ovh_consumer_key line 1:  / at no endpoint lacks application_key application_secret\n", said: "No endpoint",
		},
		{
			name: "TOML that looks like an ovh.conf", file: "a.toml", text: "[ovh-eu]\napplication_key = \"" + key + "\"\nconsumer_key = \"" + consumer + "\"\n",
			want: "NN in a.toml line 3:  NN/ at ovh-eu lacks application_secret\n",
		},
		{
			name: "keys without a section", file: "ovh.ini", text: "endpoint = ovh-ca\n" + keys("NN"),
			want: "NN in ovh.ini line 4:  NN/NN at ovh-ca\n",
		},
		{
			name: "sections of another program", file: "certs.ini", text: "[certbot]\ndns_ovh_endpoint = ovh-eu\ndns_ovh_application_key = " + key + "\ndns_ovh_application_secret = " + secret + "\ndns_ovh_consumer_key = " + consumer,
			want: "NN in certs.ini line 5:  NN/NN at ovh-eu\n",
		},
		{
			name: "an address beside the keys", file: ".env", text: "OVH_ENDPOINT=https://proxy.example/1.0\n" + variableLines(),
			want: "NN in .env line 4:  NN/NN at https://proxy.example/1.0\n",
		},
		{name: "no keys", file: "octodns.yaml", text: "consumer_key: env/OVH_CONSUMER_KEY\n", said: "No consumer key was found in this file"},
		{name: "a picture", file: "x.png", text: "\x89PNG\x00" + consumer, said: "binary"},
		{name: "a large file", file: "x.log", text: strings.Repeat("consumer_key="+consumer+"\n", 1<<15), said: "larger than 1 MiB."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := tt.disk.sources(t)
			path := filepath.Join(t.TempDir(), tt.file)
			write(t, path, tt.text)
			list, problems := Holdings(s, path)
			if got := told(list); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
			if text := lines(problems); !strings.Contains(text, tt.said) || (tt.said == "") != (text == "") {
				t.Errorf("problems: %s", text)
			}
		})
	}
}

// looseDisk is a machine with a key in ~/.ovh.conf and in files of any format.
func looseDisk(t *testing.T, texts ...string) (KeyReplacer, []string) {
	t.Helper()
	s := disk{home: "[ovh-eu]\n" + keys("OO")}.sources(t)
	r := KeyReplacer{Sources: s}
	for i, text := range texts {
		path := filepath.Join(t.TempDir(), fmt.Sprint(i))
		write(t, path, text)
		r.Files = append(r.Files, path)
	}
	return r, append([]string{filepath.Join(s.HomeDir, ".ovh.conf")}, r.Files...)
}

func contentOf(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// encodings are the ways in which a key stands in a text that is not plain.
var encodings = []func(key string) string{
	func(key string) string { return base64.StdEncoding.EncodeToString([]byte(key)) },
	func(key string) string {
		return base64.StdEncoding.EncodeToString([]byte("[ovh-eu]\nconsumer_key=" + key + "\n"))
	},
}

// textsWith are texts of every format that a key can be exported to, and more.
func textsWith(t *testing.T, mark string) map[string]string {
	t.Helper()
	key, secret, consumer := marked(mark)
	parameters := map[string]string{"project": "0123456789abcdef0123456789abcdef", "kube": "c0ffee00-0000-4000-8000-000000000001", "zone": "example.com", "host": "h", "sms": "sms-ab12345-1", "sender": "Example"}
	texts := map[string]string{
		"a Secret":            "data:\n  consumerKey: " + encodings[0](consumer) + "\n",
		"an encoded document": "data:\n  ovh.conf: " + encodings[1](consumer) + "\n",
		"odd bytes":           "\uFEFFCK=\"" + consumer + "\"\r\n\xff\xfe\t \r\n# " + consumer,
	}
	for _, f := range export.Formats() {
		text, err := f.Render(export.Keys{Endpoint: ovhapi.Endpoints()[0], ApplicationKey: key, ApplicationSecret: ovhapi.NewSecret(secret), ConsumerKey: ovhapi.NewSecret(consumer)}, parameters)
		if err == nil && strings.Contains(text.Reveal(), consumer) {
			texts[f.ID] = text.Reveal()
		}
	}
	if len(texts) < 45 {
		t.Errorf("only %d texts", len(texts))
	}
	return texts
}

// In every format that a key can be exported to, rotation changes the key and
// nothing else, shows what it will do without showing it, and leaves no old key.
func TestReplaceInEveryFormat(t *testing.T) {
	t.Parallel()
	_, secret, consumer := marked("OO")
	old, fresh := ovhapi.NewSecret(consumer), ovhapi.NewSecret(testToken[:30]+"FF")
	for name, text := range textsWith(t, "OO") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, paths := looseDisk(t, text)
			targets, left := r.Plan(old, fresh)
			if len(targets) != 2 || len(left) != 0 {
				t.Fatalf("%d targets, left %v", len(targets), left)
			}
			shown := fmt.Sprint(targets[1].Plan.Hunks)
			if len(targets[1].Plan.Hunks) == 0 || strings.Contains(shown, consumer[:20]) || strings.Contains(shown, secret[:20]) {
				t.Errorf("hunks: %s", shown)
			}
			written, still, err := r.Replace(old, fresh)
			if err != nil || len(still) > 0 || len(written) < 2 {
				t.Fatalf("written %v, left %v, %v", written, still, err)
			}
			want := strings.ReplaceAll(text, consumer, fresh.Reveal())
			for _, encode := range encodings {
				want = strings.ReplaceAll(want, encode(consumer), encode(fresh.Reveal()))
			}
			expectFile(t, paths[1], want)
		})
	}
}

// Where one file can't be written, none is.
func TestReplaceWritesAllOrNothing(t *testing.T) {
	t.Parallel()
	_, _, consumer := marked("OO")
	for name, bad := range map[string]struct {
		text string
		mode os.FileMode
		want string
	}{
		"a longer word": {"CK=" + consumer + "\nid=x" + consumer + "\n", 0o600, "line 2: the old key is also a part of a longer word"},
		"read-only":     {"CK=" + consumer + "\n", 0o400, "read-only"},
	} {
		good := "CK: " + consumer + "\n"
		r, paths := looseDisk(t, good, bad.text, good)
		if err := os.Chmod(paths[2], bad.mode); err != nil {
			t.Fatal(err)
		}
		before := contentOf(t, paths[0])
		written, _, err := r.Replace(ovhapi.NewSecret(consumer), ovhapi.NewSecret(testToken[:30]+"FF"))
		if err == nil || !strings.Contains(err.Error(), bad.want) || len(written) > 0 {
			t.Errorf("%s: written %v, %v", name, written, err)
		}
		for i, want := range []string{before, good, bad.text, good} {
			if got := contentOf(t, paths[i]); got != want {
				t.Errorf("%s: %s was changed: %q", name, paths[i], got)
			}
		}
	}
}

// The preview of a line whose format nobody knows shows the key's place and
// nothing that stands beside it.
func TestTheExcerptOfAReplacement(t *testing.T) {
	t.Parallel()
	_, _, consumer := marked("OO")
	const m = ovhapi.Mask
	encoded := base64.StdEncoding.EncodeToString([]byte(consumer))
	for line, want := range map[string]string{
		"  consumer_key: \"" + consumer + "\",\r\n":                       "  consumer_key: \"" + m + "\",",
		`{"password":"hunter2","consumerKey":"` + consumer + `","x":"y"}`: `…consumerKey":"` + m + "…",
		"export OVH_CK='" + consumer + "' # hunter2":                      "…CK='" + m + "…",
		"printf %s '" + consumer + "' | gh secret set OVH_CONSUMER_KEY":   "…" + m + "' | gh secret set OVH_CONSUMER_KEY",
		"hunter2 " + consumer + " " + consumer + "x":                      "…" + m + "…",
		"  consumerKey: " + encoded:                                       "  consumerKey: " + m + "=",
		"hunter2":                                                         "…",
	} {
		if got := excerpt(line, ovhapi.NewSecret(consumer)); got != want {
			t.Errorf("%q is shown as %q, not %q", line, got, want)
		}
	}
	if got := excerpt("ck: short1234567", ovhapi.NewSecret("short1234567")); got != "ck: "+m {
		t.Errorf("a short key is shown as %q", got)
	}
}
