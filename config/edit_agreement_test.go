package config

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ovh/go-ovh/ovh"
)

// pythonReader reads texts as python-ovh does (RawConfigParser, universal line
// ends) and prints what stands in each, or null where it refuses.
const pythonReader = `
import configparser, io, json, sys
def read(text):
    p = configparser.RawConfigParser()
    try:
        p.read_file(io.StringIO(text, newline=None))
        return {s: dict(p.items(s)) for s in p.sections()} if not p.defaults() else None
    except configparser.Error:
        return None
json.dump([read(t) for t in json.load(sys.stdin)], sys.stdout)
`

// python reads texts with the machine's Python; without one the test is left
// out.
func python(t *testing.T, texts []string) []meaning {
	t.Helper()
	program, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("there is no python3")
	}
	input, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), program, "-c", pythonReader)
	command.Stdin = strings.NewReader(string(input))
	output, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	var list []meaning
	if err := json.Unmarshal(output, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// lines of which odd but honest files are made.
var pieces = []string{
	"", "", "# comment", "  ; comment", "[ovh-eu]", " [ovh-eu]  ", "[profile:work]", "[default]", "  [https://example.com/1.0]",
	"endpoint=ovh-eu", "application_key = abc", "  application_key: abc", "application_secret=\"q\"", "\tconsumer_key\t=\told",
	"consumer_key = old ; note", "consumer_key=", "consumer_key =", "profile = work", "x=1", "    y = 2 = 3", "application_secret     = z#z", "z=%(x)s",
}

// oddFile puts pieces together.
func oddFile(r *rand.Rand) string {
	var b strings.Builder
	end := []string{"\n", "\n", "\r\n"}[r.IntN(3)]
	for range r.IntN(14) {
		b.WriteString(pieces[r.IntN(len(pieces))] + end)
	}
	if text := b.String(); r.IntN(4) > 0 {
		return text
	}
	return strings.TrimSuffix(b.String(), end)
}

var agreedValues = []string{"0123456789abcdef", "a=b:c", "x y", `a"b'c`, "100%", "$HOME", `a\b`, "é", "[x]", "", "-"}

// Where Python found the same keys in a file as go-ovh before, it does so
// after, with the very value that was written, and everything else is the same
// to it as well.
func TestPythonReadsWhatWasWritten(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	var texts []string
	var changes []Change
	for range 4000 {
		text := oddFile(r)
		c := set([]string{eu, work, "default", "https://example.com/1.0"}[r.IntN(4)], []string{"consumer_key", "endpoint", "application_secret"}[r.IntN(3)], agreedValues[r.IntN(len(agreedValues))])
		if r.IntN(5) == 0 {
			c.Remove, c.Value = true, ""
		}
		after, err := Edit([]byte(text), []Change{c})
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		texts = append(texts, text, string(after))
		changes = append(changes, c)
	}
	views := python(t, texts)
	agreed := 0
	for i, c := range changes {
		before, after := views[2*i], views[2*i+1]
		if before == nil || !sameKeys(before, texts[2*i]) {
			continue
		}
		agreed++
		before.apply(c)
		if !maps.EqualFunc(before, after, maps.Equal) {
			t.Fatalf("%q\nbecame %q\nwhich Python reads %q\nwant %q", texts[2*i], texts[2*i+1], after, before)
		}
	}
	if agreed < 500 {
		t.Errorf("only %d files were read alike by both", agreed)
	}
}

// sameKeys reports whether ini.v1 finds the same sections and keys, and Python
// took no line for a part of the value above it.
func sameKeys(view meaning, text string) bool {
	other, faults, err := understand(text)
	if err != nil || faults > 0 || len(other["DEFAULT"]) > 0 {
		return false
	}
	delete(other, "DEFAULT")
	return maps.EqualFunc(view, other, func(a, b map[string]string) bool {
		return maps.EqualFunc(a, b, func(value, _ string) bool { return !strings.Contains(value, "\n") })
	})
}

// A plan that was saved is what OVH's own client reads. The tests change the
// folder, so they run one by one.
func TestGoOVHReadsWhatWasSaved(t *testing.T) {
	skipWithOwnFiles(t)
	for name, text := range map[string]string{
		"new file": "", "sound": sound3, "twice": sound3 + "[x]\n[ovh-eu]\nconsumer_key=a\nconsumer_key=b\n",
		"byte order mark": "\uFEFF" + sound3, "CRLF": strings.ReplaceAll(sound3, "\n", "\r\n"), "comments": "[ovh-eu] ; here\napplication_key=a ; one\nconsumer_key='x' # two\n",
		"several lines": "[ovh-eu]\nconsumer_key=`a\nb`\napplication_secret=a\\\nb", "other default": "[default]\nendpoint=ovh-ca\n[ovh-ca]\n" + keys("CA"),
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			t.Chdir(dir)
			forget(t)
			path := filepath.Join(dir, "ovh.conf")
			write(t, path, text)
			plan, err := NewPlan(path, []Change{
				set(eu, keyApplication, testKey), set(eu, keySecret, testSecret), set(eu, keyConsumer, testToken), set("default", keyEndpoint, eu),
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := plan.Save(); err != nil {
				t.Fatal(err)
			}
			client, err := ovh.NewEndpointClient("")
			if err != nil {
				t.Fatal(err)
			}
			if client.Endpoint() != "https://eu.api.ovh.com/1.0" || client.AppKey != testKey || client.AppSecret != testSecret || client.ConsumerKey != testToken {
				t.Errorf("go-ovh reads %s, %q, %q, %q", client.Endpoint(), client.AppKey, client.AppSecret, client.ConsumerKey)
			}
		})
	}
}
