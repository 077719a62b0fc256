package export

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2/hclparse"
	"gopkg.in/ini.v1"
	"gopkg.in/yaml.v3"
)

// reader reads a text as the tool would and returns what it found, by place.
type reader func(t testing.TB, text string) map[string]string

// flatten puts the scalars of a JSON or YAML value under dotted places.
func flatten(into map[string]string, place string, value any) {
	join := func(key string) string { return strings.TrimPrefix(place+"."+key, ".") }
	switch v := value.(type) {
	case map[string]any:
		for key, inner := range v {
			flatten(into, join(key), inner)
		}
	case []any:
		for i, inner := range v {
			flatten(into, join(fmt.Sprint(i)), inner)
		}
	case string:
		into[place] = v
	default:
		into[place] = fmt.Sprintf("not a string: %v", v)
	}
}

func readJSON(t testing.TB, text string) map[string]string {
	t.Helper()
	var value any
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		t.Fatalf("no JSON: %v\n%s", err, text)
	}
	found := map[string]string{}
	flatten(found, "", value)
	return found
}

// readYAML reads every document of a stream. JSON inside a string is read too.
func readYAML(t testing.TB, text string) map[string]string {
	t.Helper()
	found := map[string]string{}
	decoder := yaml.NewDecoder(strings.NewReader(text))
	for number := 0; ; number++ {
		var value any
		if err := decoder.Decode(&value); err != nil {
			if number == 0 || err.Error() != "EOF" {
				t.Fatalf("no YAML: %v\n%s", err, text)
			}
			break
		}
		flatten(found, fmt.Sprint(number), value)
	}
	if inner, ok := found["0.stringData.credentials"]; ok {
		for place, value := range readJSON(t, inner) {
			found["credentials."+place] = value
		}
	}
	return found
}

func readHCL(t testing.TB, text string) map[string]string {
	t.Helper()
	file, problems := hclparse.NewParser().ParseHCL([]byte(text), "main.tf")
	if problems.HasErrors() {
		t.Fatalf("no HCL: %v\n%s", problems, text)
	}
	content, _, problems := file.Body.PartialContent(providerSchema)
	if problems.HasErrors() || len(content.Blocks) != 1 || content.Blocks[0].Labels[0] != "ovh" {
		t.Fatalf("no provider block: %v\n%s", problems, text)
	}
	attributes, problems := content.Blocks[0].Body.JustAttributes()
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	found := map[string]string{}
	for name, a := range attributes {
		value, problems := a.Expr.Value(nil)
		if problems.HasErrors() {
			t.Fatalf("%s: %v\n%s", name, problems, text)
		}
		found[name] = value.AsString()
	}
	return found
}

// readINI reads as go-ovh does: ini.v1 with its defaults, String of each key.
func readINI(t testing.TB, text string) map[string]string {
	t.Helper()
	file, err := ini.Load([]byte(text))
	if err != nil {
		t.Fatalf("no INI: %v\n%s", err, text)
	}
	found := map[string]string{}
	for _, section := range file.Sections() {
		for _, key := range section.Keys() {
			found[section.Name()+" "+key.Name()] = key.String()
		}
	}
	return found
}

// readBothINI reads with ini.v1 and with the rules of Python's RawConfigParser,
// and wants the same from both.
func readBothINI(t testing.TB, text string) map[string]string {
	t.Helper()
	found := readINI(t, text)
	section := ""
	for l := range strings.SplitSeq(text, "\n") {
		trimmed := strings.TrimSpace(l)
		switch {
		case trimmed == "" || trimmed[0] == '#' || trimmed[0] == ';':
		case trimmed[0] == '[':
			section = trimmed[1:strings.LastIndex(trimmed, "]")]
		default:
			at := strings.IndexAny(trimmed, "=:")
			key, value := strings.TrimSpace(trimmed[:at]), strings.TrimSpace(trimmed[at+1:])
			if got := found[section+" "+key]; got != value {
				t.Errorf("[%s] %s: ini.v1 reads %q, configparser %q", section, key, got, value)
			}
		}
	}
	return found
}

// readForm takes what stands behind each label.
func readForm(_ testing.TB, text string) map[string]string {
	found := map[string]string{}
	for l := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		label, value, _ := strings.Cut(l, ": ")
		found[label] = value
	}
	return found
}

// readDSN reads as Symfony's Dsn class: user and password decoded, the options
// by the rules of a query.
func readDSN(t testing.TB, text string) map[string]string {
	t.Helper()
	value, _ := strings.CutPrefix(strings.TrimSuffix(text, "\n"), "OVHCLOUD_DSN=")
	u, err := url.Parse(value)
	if err != nil || u.Scheme != "ovhcloud" {
		t.Fatalf("no DSN: %v\n%s", err, text)
	}
	password, _ := u.User.Password()
	found := map[string]string{"host": u.Host, "user": u.User.Username(), "password": password}
	for name, values := range u.Query() {
		found[name] = values[0]
	}
	return found
}

// readLink reads the rules of a createToken link.
func readLink(t testing.TB, text string) map[string]string {
	t.Helper()
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil {
		t.Fatal(err)
	}
	page := *u
	page.RawQuery = ""
	found := map[string]string{"page": page.String()}
	for method, paths := range u.Query() {
		found[method] = strings.Join(paths, " ")
	}
	return found
}
