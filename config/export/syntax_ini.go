package export

import (
	"errors"
	"strings"

	"ovh-tokens/ovhapi/pattern"
)

// reference is what ini.v1 and configobj replace by another value, and neither
// has a way to write it literally.
var reference = pattern.New(`%\([^)]*\)s`)

var errReference = errors.New(`a part like "%(name)s" stands for another value there and cannot be quoted`)

// iniValue writes a value of ovh.conf without quotes, so that ini.v1 (go-ovh) and
// configparser (python-ovh) read the same: the first takes quotes off and cuts
// comments, the second keeps both.
func iniValue(value string) (string, error) {
	if err := oneLine(value); err != nil {
		return "", err
	}
	if reference.MatchString(value) {
		return "", errReference
	}
	if needsGoQuotes(value) {
		return "", errors.New("with a comment sign, quotes around it or a backslash at the end, go-ovh and python-ovh read it differently")
	}
	return value, nil
}

// needsGoQuotes reports whether ini.v1 v1.67 (parser.go readValue) reads a bare
// value as something else.
func needsGoQuotes(value string) bool {
	if value == "" {
		return false
	}
	first, last := value[0], value[len(value)-1]
	return strings.ContainsAny(value, "#;") || last == '\\' || first == '`' ||
		strings.HasPrefix(value, `"""`) || first == last && (first == '"' || first == '\'')
}

// goINIValue writes a value for programs that read with ini.v1 alone. Between
// backquotes everything up to the last one of the line is literal.
func goINIValue(value string) (string, error) {
	if strings.ContainsFunc(value, breaksLine) {
		return "", errLine
	}
	if reference.MatchString(value) {
		return "", errReference
	}
	if strings.TrimSpace(value) != value || needsGoQuotes(value) {
		return "`" + value + "`", nil
	}
	return value, nil
}

// iniSection writes the name of a section. It ends at the last bracket of the
// line, so brackets inside are no harm.
func iniSection(value string) (string, error) {
	if err := oneLine(value); err != nil {
		return "", err
	}
	return value, nil
}

// configObj writes a value for certbot's plugins, which read with configobj:
// quotes of either kind, no escapes, commas make lists. Three quotes hold what
// has both kinds.
func configObj(value string) (string, error) {
	if strings.ContainsFunc(value, breaksLine) {
		return "", errLine
	}
	if reference.MatchString(value) {
		return "", errReference
	}
	if plainWord(value, "._:/@+-") {
		return value, nil
	}
	for _, quote := range []string{`"`, `'`, `"""`, `'''`} {
		if !strings.Contains(value, quote) && (len(quote) == 1 || value[0] != quote[0] && value[len(value)-1] != quote[0]) {
			return quote + value + quote, nil
		}
	}
	return "", errors.New("it holds both kinds of quotes in a way that no quoting carries")
}
