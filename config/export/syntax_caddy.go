package export

import (
	"errors"
	"strings"
)

// caddyLiteral protects braces from being taken for a placeholder: caddy-dns/ovh
// replaces them when it starts (Provision), and a backslash before a brace keeps
// it. A value without an opening brace is left alone, backslashes included.
func caddyLiteral(value string) string {
	if !strings.Contains(value, "{") {
		return value
	}
	return strings.NewReplacer("{", `\{`, "}", `\}`).Replace(value)
}

// caddyJSON writes a value of Caddy's JSON configuration.
func caddyJSON(value string) (string, error) { return jsonString(caddyLiteral(value)) }

// caddyfileToken writes one argument of a directive. Between double quotes a
// backslash is literal unless a quote follows; between backquotes all is literal
// (caddyconfig/caddyfile/lexer.go).
func caddyfileToken(value string) (string, error) {
	if strings.ContainsFunc(value, breaksLine) {
		return "", errLine
	}
	// Caddy replaces variables before it reads anything, quotes or not, and looks
	// for the closing brace in the rest of the file (caddyfile/parse.go).
	if strings.Contains(value, "{$") {
		return "", errors.New(`"{$" begins the name of a variable there and cannot be quoted`)
	}
	token := caddyLiteral(value)
	switch {
	case plainWord(token, "._:/@+=-"):
		return token, nil
	case !strings.HasSuffix(token, `\`) && !strings.Contains(token, `\"`):
		return `"` + strings.ReplaceAll(token, `"`, `\"`) + `"`, nil
	case !strings.Contains(token, "`"):
		return "`" + token + "`", nil
	}
	return "", errors.New("a backquote together with a backslash at the end or before a quote cannot be quoted")
}
