package export

import (
	"strings"
	"testing"
	"unicode"

	"github.com/hashicorp/hcl/v2"
)

var providerSchema = &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "provider", LabelNames: []string{"name"}}}}

// readEnvironmentFile reads lines of NAME=value as docker --env-file, docker
// compose and systemd do, each by its documented rules, and wants the same from
// all of them.
func readEnvironmentFile(t testing.TB, text string) map[string]string {
	t.Helper()
	found := map[string]string{}
	for l := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		name, docker, _ := strings.Cut(l, "=")
		if name == "" || strings.HasPrefix(name, "#") {
			t.Fatalf("no variable: %q", l)
		}
		compose, systemd := composeValue(docker), systemdValue(docker)
		if docker != compose || docker != systemd {
			t.Errorf("%s: docker reads %q, compose %q, systemd %q", name, docker, compose, systemd)
		}
		found[name] = docker
	}
	return found
}

// composeValue reads a value by the rules of Compose's environment files: quotes
// come off, an unquoted value ends at a number sign, $ begins a variable.
func composeValue(raw string) string {
	raw = strings.TrimLeftFunc(raw, unicode.IsSpace)
	if raw != "" && (raw[0] == '\'' || raw[0] == '"') {
		end := strings.IndexByte(raw[1:], raw[0])
		if end < 0 || raw[0] == '"' && strings.ContainsAny(raw[1:end+1], `\$`) || strings.Contains(raw[1:end+1], `\`) {
			return "?"
		}
		return raw[1 : end+1]
	}
	raw, _, _ = strings.Cut(raw, "#")
	if strings.ContainsAny(raw, `$\`) {
		return "?"
	}
	return strings.TrimRightFunc(raw, unicode.IsSpace)
}

// systemdValue reads a value by the rules of systemd.exec(5), EnvironmentFile=:
// outer blanks and quotes come off, a backslash takes the next character.
func systemdValue(raw string) string {
	raw = strings.Trim(raw, " \t")
	if strings.ContainsAny(raw, "\"'\\") {
		return "?"
	}
	return raw
}

// readQuotedEnvironmentFile reads a file that a shell sources or compose reads.
func readQuotedEnvironmentFile(t testing.TB, text string) map[string]string {
	t.Helper()
	found := readShell(t, text)
	for l := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		name, raw, _ := strings.Cut(l, "=")
		if got := composeValue(raw); got != found[name] {
			t.Errorf("%s: a shell reads %q, compose %q", name, found[name], got)
		}
	}
	return found
}

// readConfigObj reads lines of key = value as configobj does: no escapes, a
// value in one, or in three, quotes of a kind, commas and comments outside.
func readConfigObj(t testing.TB, text string) map[string]string {
	t.Helper()
	found := map[string]string{}
	for l := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		key, raw, _ := strings.Cut(l, " = ")
		value := raw
		for _, quote := range []string{`'''`, `"""`, `'`, `"`} {
			inner, opened := strings.CutPrefix(raw, quote)
			if !opened {
				continue
			}
			end := strings.Index(inner, quote)
			if end != len(inner)-len(quote) {
				t.Fatalf("%s: a quote ends too early or not at all: %s", key, raw)
			}
			value = inner[:end]
			break
		}
		if value == raw && (strings.ContainsAny(raw, ",#\"'") || strings.TrimSpace(raw) != raw) {
			t.Fatalf("%s: not read as one value: %s", key, raw)
		}
		if strings.Contains(value, "%(x)s") {
			t.Fatalf("%s: interpolated: %s", key, raw)
		}
		found[key] = value
	}
	return found
}

// readCaddyfile reads the directives of the dns block: tokens by Caddy's lexer,
// then placeholders as caddy-dns/ovh replaces them.
func readCaddyfile(t testing.TB, text string) map[string]string {
	t.Helper()
	if strings.Contains(text, "{$") {
		t.Fatalf("a variable of the environment in it: %s", text)
	}
	found := map[string]string{}
	for l := range strings.SplitSeq(text, "\n") {
		name, raw, ok := strings.Cut(strings.TrimSpace(l), " ")
		if ok && name != "tls" && name != "dns" {
			found[name] = caddyReplaced(t, caddyToken(t, raw))
		}
	}
	return found
}

// caddyToken reads one token that fills the rest of its line.
func caddyToken(t testing.TB, raw string) string {
	t.Helper()
	quote := raw[0]
	if quote != '"' && quote != '`' {
		if strings.ContainsFunc(raw, unicode.IsSpace) || raw[0] == '#' || strings.ContainsAny(raw, `\{}`) {
			t.Fatalf("not one bare token: %s", raw)
		}
		return raw
	}
	var value []byte
	escaped := false
	for i := 1; i < len(raw); i++ {
		c := raw[i]
		switch {
		case quote == '"' && c == '\\' && !escaped:
			escaped = true
			continue
		case escaped && c != '"':
			value = append(value, '\\')
		case !escaped && c == quote:
			if i != len(raw)-1 {
				t.Fatalf("the token ends early: %s", raw)
			}
			return string(value)
		}
		escaped = false
		value = append(value, c)
	}
	t.Fatalf("the token does not end: %s", raw)
	return ""
}

// caddyReplaced takes off the backslashes before braces; a brace without one
// begins a placeholder, which these texts must not have.
func caddyReplaced(t testing.TB, value string) string {
	t.Helper()
	if !strings.Contains(value, "{") {
		return value
	}
	var out []byte
	for i := range len(value) {
		c := value[i]
		if c == '{' || c == '}' {
			if len(out) == 0 || value[i-1] != '\\' {
				t.Fatalf("a placeholder: %s", value)
			}
			out = out[:len(out)-1]
		}
		out = append(out, c)
	}
	return string(out)
}

// readCaddyJSON reads JSON and replaces placeholders.
func readCaddyJSON(t testing.TB, text string) map[string]string {
	t.Helper()
	found := readJSON(t, text)
	for name, value := range found {
		found[name] = caddyReplaced(t, value)
	}
	return found
}
