package export

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// hostile are values that break careless quoting, by what is odd about them.
var hostile = map[string]string{
	"ordinary":          "aB3dE5gH7jK9mN1p",
	"digits":            "1234567890123456",
	"float":             "12345678e1234567",
	"octal":             "0777",
	"boolean":           "yes",
	"null":              "null",
	"single quote":      `a'b`,
	"double quote":      `a"b`,
	"both quotes":       `a'b"c`,
	"in single quotes":  `'ab'`,
	"in double quotes":  `"ab"`,
	"three quotes":      `"""ab`,
	"both edges":        `'a"b'`,
	"backquote":         "a`b`c",
	"first backquote":   "`ab",
	"typographic quote": "a’b‘c",
	"dollar":            `a$b`,
	"variable":          `a${HOME}b$HOME`,
	"command":           "a$(id)b",
	"percent":           `a%b%41`,
	"reference":         `a%(x)sb`,
	"template":          `a{{ x }}{% y %}b`,
	"hcl template":      `a%{if}$${x}b`,
	"placeholder":       `a{env.HOME}b`,
	"caddy variable":    `a{$HOME}b`,
	"escaped brace":     `a\{b\}c`,
	"closing brace":     `a\}b}c`,
	"backslash":         `a\b\n`,
	"last backslash":    `ab\`,
	"backslash quote":   `a\"b\'c`,
	"everything":        "a\\\"b`c\\",
	"number sign":       `a#b`,
	"blank number sign": `a #b`,
	"first number sign": `#ab`,
	"semicolon":         `a;b ;c`,
	"comma":             `a,b`,
	"colon":             `a: b`,
	"equals":            `=a=b`,
	"ampersand":         `a&b?c/d@e`,
	"plus":              `a+b`,
	"dash":              `--help`,
	"star":              `*a[b]?~`,
	"bang":              `!a!b`,
	"brackets":          `[a]<b>{c}`,
	"inner blank":       `a b`,
	"outer blanks":      ` a b `,
	"tab":               "a\tb",
	"accents":           "éàüñ",
	"beyond":            "日本😀",
	"decomposed":        "e\u0301",
	"no-break space":    "\u00a0ab",
	"line separator":    "a\u2028b",
	"line break":        "a\nb",
}

// refusals are the values that a syntax has no way to write. All other values
// must be written, and read back as they are.
var refusals = map[string]string{
	"env":        "single quote|double quote|both quotes|in single quotes|in double quotes|three quotes|both edges|backquote|first backquote|dollar|variable|command|hcl template|caddy variable|escaped brace|closing brace|backslash|last backslash|backslash quote|everything|number sign|blank number sign|first number sign|outer blanks|tab|no-break space|line separator|line break",
	"quoted-env": "single quote|both quotes|in single quotes|both edges|escaped brace|closing brace|backslash|last backslash|backslash quote|everything|line separator|line break",
	"ini":        "in single quotes|in double quotes|three quotes|both edges|first backquote|reference|last backslash|everything|number sign|blank number sign|first number sign|semicolon|outer blanks|no-break space|line separator|line break",
	"go-ini":     "reference|line separator|line break",
	"configobj":  "reference|line separator|line break",
	"form":       "outer blanks|tab|no-break space|line separator|line break",
	"comment":    "outer blanks|tab|no-break space|line separator|line break",
	"stdin":      "line separator|line break",
	"caddyfile":  "caddy variable|everything|line separator|line break",
	"hcl":        "decomposed",
}

// syntaxesOf lists the syntaxes that the keys or the parameters stand in.
func (v variant) syntaxesOf(t *testing.T) []string {
	t.Helper()
	text := v.keys
	if v.account {
		text = v.Format.account
	}
	lines, err := parseTemplate(text)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, l := range lines {
		for _, p := range l.pieces {
			if p.syntax != "" && p.value != valueEndpoint {
				list = append(list, p.syntax)
			}
		}
	}
	return list
}

// TestHostileValues puts one odd value after the other into every place of every
// text and reads it back as the tool would.
func TestHostileValues(t *testing.T) {
	t.Parallel()
	for _, v := range variants() {
		t.Run(v.name(), func(t *testing.T) {
			t.Parallel()
			used := v.syntaxesOf(t)
			for name, value := range hostile {
				given := every(v.Format, value)
				if slices.Contains(used, "stdin") {
					given["dir"] = "secrets of " + strings.Map(noSlash, value)
				}
				text, err := v.render(endpointNamed(t, "ovh-ca"), value, value, value, given)
				refused := slices.ContainsFunc(used, func(s string) bool {
					return slices.Contains(strings.Split(refusals[s], "|"), name)
				})
				var reason *ValueError
				switch {
				case v.ID == "domain-watchdog":
				case refused && !errors.As(err, &reason):
					t.Errorf("%s: should be refused: %v\n%s", name, err, text.Reveal())
				case refused && (strings.Contains(err.Error(), value) || reason.Reason == ""):
					t.Errorf("%s: the error repeats the value or says nothing: %v", name, err)
				case !refused && err != nil:
					t.Errorf("%s: %v", name, err)
				case !refused:
					v.check(t, name, value, text.Reveal(), given)
				}
			}
		})
	}
}

// noSlash keeps a value from becoming a folder in a folder.
func noSlash(r rune) rune {
	if r == '/' {
		return '-'
	}
	return r
}

// check reads a text and compares every value in it.
func (v variant) check(t *testing.T, name, value, text string, given map[string]string) {
	t.Helper()
	read, known := readings[v.name()]
	if !known {
		t.Fatalf("nothing reads %s", v.name())
	}
	endpoint, err := v.Spelling(endpointNamed(t, "ovh-ca"))
	if err != nil {
		t.Fatal(err)
	}
	found := read.read(t, text)
	for pair := range strings.SplitSeq(read.where, "|") {
		what, place, _ := strings.Cut(pair, "=")
		want := value
		switch what {
		case valueEndpoint:
			want = endpoint
		case valueHost:
			want = given["host"] + "." + value
		}
		if got := found[strings.ReplaceAll(place, "{endpoint}", endpoint)]; got != want {
			t.Errorf("%s: %s is read as %q, not %q, from\n%s", name, what, got, want, text)
		}
	}
}

// checkKeys reads a text and compares the three keys of an application in it.
func (v variant) checkKeys(t *testing.T, value, text string) {
	t.Helper()
	found := readings[v.name()].read(t, text)
	for pair := range strings.SplitSeq(readings[v.name()].where, "|") {
		what, place, _ := strings.Cut(pair, "=")
		if got := found[strings.ReplaceAll(place, "{endpoint}", "ovh-ca")]; words[what] != "" && what != valueEndpoint && got != value {
			t.Errorf("%s: the %s is read as %q, not %q, from\n%s", v.name(), words[what], got, value, text)
		}
	}
}

// TestEveryTextIsReadBack holds readings to the formats there are.
func TestEveryTextIsReadBack(t *testing.T) {
	t.Parallel()
	names := map[string]bool{}
	for _, v := range variants() {
		names[v.name()] = true
		if _, ok := readings[v.name()]; !ok {
			t.Errorf("nothing reads %s", v.name())
		}
	}
	for name := range readings {
		if !names[name] {
			t.Errorf("readings has %s, which is no format", name)
		}
	}
}

// TestValuesThatNothingCarries are refused by every format that writes keys.
func TestValuesThatNothingCarries(t *testing.T) {
	t.Parallel()
	for _, v := range variants() {
		if v.keyless || v.ID == "octodns" {
			continue
		}
		for _, bad := range []string{"a\x00b", "a\x1b[2Jb", "a\rb", "a\u0085b", "a\xffb"} {
			var reason *ValueError
			e := endpointNamed(t, "ovh-eu")
			if _, err := v.render(e, bad, bad, bad, sampleParameters()); !errors.As(err, &reason) {
				t.Errorf("%s takes %q: %v", v.name(), bad, err)
			}
		}
	}
}
