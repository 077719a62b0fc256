package config

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const sound3 = "[ovh-eu]\napplication_key=" + testKey + "\napplication_secret=" + testSecret + "\nconsumer_key=" + testToken + "\n"

func TestProblemsNamePlaceCauseAndRemedy(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		disk  disk
		where string
		says  []string
		fatal bool
		works bool // the active profile can be used all the same
	}{
		{"bare key", disk{home: sound3 + "consumer_key\n"}, "~/.ovh.conf line 5", []string{"consumer_key has no =", "consumer_key=VALUE"}, false, true},
		{"bare words", disk{home: "hello there\n" + sound3}, "~/.ovh.conf line 1", []string{"neither a [section] nor name=value"}, false, true},
		{"nothing but words", disk{home: strings.Repeat("words\n", 50) + sound3}, "~/.ovh.conf", []string{"30 more lines"}, false, true},
		{"no name", disk{home: sound3 + "=abc\n"}, "~/.ovh.conf line 5", []string{"no name before the ="}, false, true},
		{"open bracket", disk{home: sound3 + "[ovh-ca\n"}, "~/.ovh.conf line 5", []string{"no closing bracket"}, false, true},
		{"empty brackets", disk{home: sound3 + "[]\n"}, "~/.ovh.conf line 5", []string{"has no name"}, false, true},
		{"open quote", disk{home: "[x]\nname=`abc\n" + sound3}, "~/.ovh.conf line 2", []string{"never closed"}, false, true},
		{"before any section", disk{home: "application_key=" + testKey + "\n" + sound3}, "~/.ovh.conf line 1", []string{"before any section", "[ovh-eu]"}, false, true},
		{"keys in default", disk{home: "[default]\nconsumer_key=" + testToken + "\n" + sound3}, "~/.ovh.conf line 2", []string{"[default]", "nothing reads it"}, false, true},
		{"section twice", disk{home: sound3 + "[ovh-ca]\n[ovh-eu]\n"}, "~/.ovh.conf line 6", []string{"[ovh-eu]", "line 1", "one header"}, false, true},
		{"key twice", disk{home: sound3 + "consumer_key=" + testToken + "\n"}, "~/.ovh.conf line 5", []string{"consumer_key", "twice", "line 4"}, false, true},
		{"byte order mark", disk{home: "\uFEFF" + sound3}, "~/.ovh.conf line 1", []string{"BOM", "UTF-8 without"}, false, true},
		{"CRLF", disk{home: strings.ReplaceAll(sound3, "\n", "\r\n")}, "~/.ovh.conf", []string{"CRLF"}, false, true},
		{"carriage returns", disk{home: strings.ReplaceAll(sound3, "\n", "\r")}, "~/.ovh.conf line 1", []string{"carriage return"}, false, false},
		{"not UTF-8", disk{home: sound3 + "# caf\xe9\n"}, "~/.ovh.conf line 5", []string{"not UTF-8"}, false, true},
		{"binary", disk{home: sound3 + "\x00"}, "~/.ovh.conf", []string{"binary"}, false, false},
		{"UTF-16", disk{home: "\xff\xfe[\x00"}, "~/.ovh.conf", []string{"UTF-16", "save it as UTF-8"}, false, false},
		{"huge", disk{home: strings.Repeat("# filler\n", 1<<17)}, "~/.ovh.conf", []string{"1 MiB"}, false, false},
		{"too many lines", disk{home: strings.Repeat("[a]\n", maxEntries+1)}, "~/.ovh.conf", []string{"10,000"}, false, false},
		{"wrong section", disk{home: "[default]\nendpoint=ovh-ca\n" + sound3}, "~/.ovh.conf line 2", []string{"[ovh-ca]", "[ovh-eu]", "line 4", "endpoint=ovh-eu"}, false, false},
		{"wrong section by default", disk{home: strings.ReplaceAll(sound3, "-eu", "-us")}, "", []string{"no endpoint is given", "[ovh-us]", "--profile ovh-us"}, false, false},
		{"key without secret", disk{home: "[ovh-eu]\napplication_key=" + testKey + "\n"}, "~/.ovh.conf line 2", []string{"without application_secret"}, false, false},
		{"secret without key", disk{home: "[ovh-eu]\napplication_secret=" + testSecret + "\n"}, "~/.ovh.conf line 2", []string{"without application_key"}, false, false},
		{"token alone", disk{home: "[ovh-eu]\nconsumer_key=" + testToken + "\n"}, "~/.ovh.conf line 2", []string{"without application_key and application_secret"}, false, false},
		{"empty", disk{work: "[ovh-eu]\nconsumer_key=\n", home: sound3}, "./ovh.conf line 2", []string{"consumer_key is empty"}, false, false},
		{"blank inside", disk{home: strings.Replace(sound3, "appkey01", "appkey 1", 1)}, "~/.ovh.conf line 2", []string{"blank or an invisible"}, false, true},
		{"quotes", disk{home: strings.Replace(sound3, testKey, `"`+testKey+`"`, 1)}, "~/.ovh.conf line 2", []string{"in quotes", "Python"}, false, true},
		{"curly quotes", disk{home: strings.Replace(sound3, testKey, "“"+testKey+"”", 1)}, "~/.ovh.conf line 2", []string{"quotation mark"}, false, true},
		{"comment after a value", disk{home: strings.Replace(sound3, testKey, testKey+" ; mine", 1)}, "~/.ovh.conf line 2", []string{"# or ;", "line of its own"}, false, true},
		{"continued", disk{home: strings.Replace(sound3, testKey, testKey[:8]+"\\\n"+testKey[8:], 1)}, "~/.ovh.conf line 2", []string{"several lines"}, false, true},
		{"a blank in a variable", disk{home: sound3, env: map[string]string{"OVH_CONSUMER_KEY": testToken + "\n"}}, "", []string{"OVH_CONSUMER_KEY", "blank or an invisible"}, false, true},
		{"odd length", disk{home: strings.Replace(sound3, testKey, testKey[1:], 1)}, "~/.ovh.conf line 2", []string{"15 characters", "have 16"}, false, true},
		{"swapped", disk{home: "[ovh-eu]\napplication_key=" + testSecret + "\napplication_secret=" + testKey + "\nconsumer_key=" + testToken + "\n"}, "~/.ovh.conf line 2", []string{"swapped"}, false, true},
		{"key and token swapped", disk{home: "[ovh-eu]\napplication_key=" + testToken + "\napplication_secret=" + testSecret + "\nconsumer_key=" + testKey + "\n"}, "~/.ovh.conf line 2", []string{"consumer_key look swapped"}, false, true},
		{"base64", disk{home: strings.Replace(sound3, testSecret, base64.StdEncoding.EncodeToString([]byte(testSecret+"\n")), 1)}, "~/.ovh.conf line 3", []string{"base64", "decoded"}, false, true},
		{"newline written out", disk{home: sound3, env: map[string]string{"OVH_CONSUMER_KEY": testToken + `\n`}}, "", []string{"OVH_CONSUMER_KEY", "end of a line"}, false, true},
		{"same twice", disk{home: strings.Replace(sound3, testToken, testSecret, 1)}, "~/.ovh.conf line 4", []string{"same as application_secret"}, false, true},
		{"two methods", disk{home: sound3 + "client_id=a\nclient_secret=b\n"}, "~/.ovh.conf line 5", []string{"OAuth2 client", "refuse two methods"}, false, true},
		{"OAuth2 alone", disk{home: "[ovh-eu]\nclient_id=a\nclient_secret=b\n"}, "~/.ovh.conf line 2", []string{"only an OAuth2 client", "consumer_key"}, false, false},
		{"access token alone", disk{home: "[ovh-eu]\naccess_token=b\n"}, "~/.ovh.conf line 2", []string{"only an access token"}, false, false},
		{"misspelled key", disk{home: sound3 + "consumerkey=" + testToken + "\n"}, "~/.ovh.conf line 5", []string{`"consumerkey"`, "Write consumer_key"}, false, true},
		{"dashes", disk{home: sound3 + "application-key=" + testKey + "\n"}, "~/.ovh.conf line 5", []string{"Write application_key"}, false, true},
		{"a variable's name", disk{home: sound3 + "OVH_CONSUMER_KEY=" + testToken + "\n"}, "~/.ovh.conf line 5", []string{"Write consumer_key"}, false, true},
		{"misspelled section", disk{home: "[ovh_ca]\nconsumer_key=" + testToken + "\n" + sound3}, "~/.ovh.conf line 1", []string{"[ovh_ca]", "Did you mean [ovh-ca]?"}, false, true},
		{"unread section", disk{home: "[profile work]\nconsumer_key=" + testToken + "\n" + sound3}, "~/.ovh.conf line 1", []string{"Nothing reads", "[profile:work]"}, false, true},
		{"reserved profile", disk{home: "[profile:default]\nconsumer_key=" + testToken + "\n" + sound3}, "~/.ovh.conf line 1", []string{"[profile:default]", "another name"}, false, true},
		{"unknown endpoint", disk{home: "[default]\nendpoint=ovh-uk\n" + sound3}, "~/.ovh.conf line 2", []string{`"ovh-uk"`, "ovh-us", "soyoustart-ca"}, true, false},
		{"unknown endpoint in a variable", disk{home: sound3, env: map[string]string{"OVH_ENDPOINT": "europe"}}, "", []string{"OVH_ENDPOINT", `"europe"`, "ovh-eu"}, true, false},
		{"endpoint in clear", disk{home: sound3, endpoint: "http://example.com/1.0"}, "", []string{"--endpoint", "https"}, true, false},
		{"empty endpoint", disk{home: "[default]\nendpoint=\n" + sound3}, "~/.ovh.conf line 2", []string{"not known", "ovh-eu"}, true, false},
		{"unknown profile", disk{home: sound3, profile: "work"}, "", []string{`"work"`, "--profile", "ovh-eu"}, true, false},
		{"unknown default profile", disk{home: sound3 + "[default]\nprofile=work\n"}, "~/.ovh.conf line 6", []string{`"work"`, "ovh-eu"}, true, false},
		{"circle", disk{home: "[ovh-eu]\napplication_key=%(consumer_key)s\nconsumer_key=%(application_key)s\n"}, "~/.ovh.conf line 2", []string{"without an end"}, false, false},
		{
			"variables passed over",
			disk{home: "[profile:work]\nendpoint=ovh-eu\n" + strings.TrimPrefix(sound3, "[ovh-eu]\n"), profile: "work", env: map[string]string{"OVH_CONSUMER_KEY": "x", "OVH_ENDPOINT": "ovh-ca"}},
			"",
			[]string{"OVH_ENDPOINT and OVH_CONSUMER_KEY are set but not used", `"work"`, "--profile"},
			false, true,
		},
		{"keys from two places", disk{home: sound3, env: map[string]string{"OVH_CONSUMER_KEY": testToken}}, "", []string{"OVH_CONSUMER_KEY", "application_key (~/.ovh.conf line 2)"}, false, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m, err := Load(tt.disk.sources(t))
			if (err != nil) != tt.fatal {
				t.Fatalf("error is %v, want one: %v", err, tt.fatal)
			}
			if !has(m.Problems, tt.where, tt.says, tt.fatal) {
				t.Errorf("no problem at %q that says %q; there are:\n%s", tt.where, tt.says, lines(m.Problems))
			}
			if m.Active.Complete() != tt.works {
				t.Errorf("usable: %v, want %v", m.Active.Complete(), tt.works)
			}
		})
	}
}

// has looks for a problem that says everything it should.
func has(problems []Problem, at string, says []string, fatal bool) bool {
	for _, p := range problems {
		all := p.Where() == at && p.Fatal == fatal && p.Fix != ""
		for _, word := range says {
			all = all && strings.Contains(p.Message+" "+p.Fix, word)
		}
		if all {
			return true
		}
	}
	return false
}

func lines(problems []Problem) string {
	var b strings.Builder
	for _, p := range problems {
		b.WriteString("  " + p.String() + "\n")
	}
	return b.String()
}

func TestSoundFilesHaveNoProblems(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		sound3,
		"; a comment\n[default]\nendpoint = ovh-eu\n\n" + sound3,
		sound3 + "[ovh-cli]\ndefault_cloud_project=0123456789abcdef0123456789abcdef\n[my-app]\ncolour=red\n",
		"[default]\nprofile=work\n[profile:work]\nendpoint=ovh-us\ndefault_cloud_project=x\n" + strings.TrimPrefix(sound3, "[ovh-eu]\n"),
	} {
		m, err := Load(disk{home: text}.sources(t))
		if err != nil || len(m.Problems) > 0 || !m.Active.Complete() {
			t.Errorf("%q: %v\n%s", text, err, lines(m.Problems))
		}
	}
}

func TestFilesThatCannotBeOpened(t *testing.T) {
	t.Parallel()
	s := disk{home: sound3}.sources(t)
	if err := os.Mkdir(filepath.Join(s.WorkDir, "ovh.conf"), 0o700); err != nil {
		t.Fatal(err)
	}
	m, err := Load(s)
	if err == nil || !has(m.Problems, "./ovh.conf", []string{"folder", "before those of ~/.ovh.conf", "--config"}, true) {
		t.Errorf("a folder that might hide another account: %v\n%s", err, lines(m.Problems))
	}

	s = disk{work: sound3}.sources(t)
	if err := os.Mkdir(s.SystemFile, 0o700); err != nil {
		t.Fatal(err)
	}
	if m, err = Load(s); err != nil || !m.Active.Complete() || !has(m.Problems, s.SystemFile, []string{"folder"}, false) {
		t.Errorf("a folder further down does no harm: %v\n%s", err, lines(m.Problems))
	}

	s.ConfigFile = filepath.Join(s.HomeDir, "nosuch.conf")
	if m, err = Load(s); err == nil || !has(m.Problems, "~/nosuch.conf", []string{"does not exist", "--config"}, true) {
		t.Errorf("a missing --config: %v\n%s", err, lines(m.Problems))
	}
	s.ConfigFile = s.WorkDir
	if m, err = Load(s); err == nil || m.Files[0].Err == nil || m.Files[0].Readable {
		t.Errorf("a folder as --config: %v, %+v", err, m.Files)
	}
}

// Nothing that stands in a file or a variable may come out in a message, wherever
// it was put by mistake.
func TestNoProblemTellsASecret(t *testing.T) {
	t.Parallel()
	const secret = "S3cretS3cretS3cretS3cretS3cretS3"
	for _, text := range []string{
		secret, secret + "=", "[" + secret + "]", "[" + secret, "[profile:" + secret + "]\nconsumer_key=1", "[ovh-eu]\nconsumer_key " + secret,
		"[ovh-eu]\n" + secret + "=application_key", "[ovh-eu]\nconsumer_key=`" + secret, "[ovh-eu]\nconsumer_key=\"" + secret, "[ovh-eu]\nconsumerkey=" + secret,
		"[default]\nendpoint=" + secret, "[default]\nendpoint=https://me:" + secret + "@example.com/%zz", "[default]\nprofile=" + secret,
		"[ovh-eu]\napplication_key=" + secret + "\napplication_secret=" + secret + "\nconsumer_key=" + secret + "\n" + secret + "\nclient_id=" + secret,
		"[ovh-eu]\nconsumer_key=%(" + secret + ")s\n", "\"" + secret + "\n=" + secret, "[x]\nconsumer_key_" + secret + ": 1",
	} {
		m, err := Load(disk{home: text, env: map[string]string{"OVH_ENDPOINT": "", "OVH_CLIENT_SECRET": secret}}.sources(t))
		if err != nil && strings.Contains(err.Error(), secret) || strings.Contains(lines(m.Problems), secret) {
			t.Errorf("%q: %v\n%s", text, err, lines(m.Problems))
		}
		for _, look := range m.Explain().Looked {
			if strings.Contains(look.Found, secret) {
				t.Errorf("%q: %+v", text, look)
			}
		}
	}
}
