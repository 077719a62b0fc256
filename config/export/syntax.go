package export

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"
)

// encoder writes a value so that a reader of its syntax gets exactly that value
// back. Its error says in a few words why that cannot be done.
type encoder func(value string) (string, error)

// syntaxes are the encoders that a template can name.
var syntaxes = map[string]encoder{
	"shell":      shell,
	"stdin":      standardInput,
	"powershell": powerShell,
	"env":        environmentLine,
	"quoted-env": quotedEnvironmentLine,
	"ini":        iniValue,
	"go-ini":     goINIValue,
	"section":    iniSection,
	"configobj":  configObj,
	"json":       jsonString,
	"yaml":       yamlString,
	"ansible":    ansibleString,
	"hcl":        hclString,
	"python":     pythonString,
	"php":        phpString,
	"caddyfile":  caddyfileToken,
	"caddy-json": caddyJSON,
	"url":        urlPart,
	"query":      ruleQuery,
	"page":       asIs,
	"host":       asIs,
	"form":       formField,
	"comment":    formField,
}

// encode checks what no syntax can carry, then quotes the value.
func encode(syntax, value string) (string, error) {
	if !utf8.ValidString(value) {
		return "", errors.New("it is not UTF-8 text")
	}
	for _, r := range value {
		if r != '\n' && r != '\t' && unicode.IsControl(r) {
			return "", errors.New("it holds a control character")
		}
	}
	return syntaxes[syntax](value)
}

// errLine refuses line breaks.
var errLine = errors.New("it holds a line break, and one line is all there is")

// errEdges refuses blanks at the edges.
var errEdges = errors.New("it begins or ends with a blank, which would be cut off")

// oneLine refuses what does not stand on one line as it is.
func oneLine(value string) error {
	switch {
	case strings.ContainsFunc(value, breaksLine):
		return errLine
	case strings.TrimSpace(value) != value:
		return errEdges
	}
	return nil
}

// breaksLine reports whether some reader takes r for the end of a line.
func breaksLine(r rune) bool { return r == '\n' || r == '\u2028' || r == '\u2029' }

// formField is what a person types or pastes: the value itself. It serves for
// comments too, which end with the line.
func formField(value string) (string, error) {
	if err := oneLine(value); err != nil {
		return "", err
	}
	if strings.ContainsRune(value, '\t') {
		return "", errors.New("it holds a tab, which cannot be typed into a field")
	}
	return value, nil
}

// asIs is for addresses and hosts that come from tables or were checked when the
// endpoint was spelled, never from a person.
func asIs(value string) (string, error) { return value, nil }

// plainWord reports whether every byte is an ASCII letter, a digit or one of
// extra: such a value needs no quotes in most syntaxes.
func plainWord(value, extra string) bool {
	for i := range len(value) {
		c := value[i]
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && strings.IndexByte(extra, c) < 0 {
			return false
		}
	}
	return value != ""
}
