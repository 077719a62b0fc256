package rule

import (
	"strings"

	"ovh-tokens/ovhapi/pattern"
)

// placeholder is a name that stands for a value, as route descriptions, manuals,
// scripts and the formats of programs write it: {zone}, <zone>, :zone, $ZONE,
// ${ZONE}, [zone], %s and %(zone)s. What it is called is those of regexp.Regexp.
var placeholder names

type names struct{}

// standsFor finds percent-encoded characters first, which are none, and then
// placeholders, those of their segment with the slash before it. An address in
// brackets is none either.
var standsFor = pattern.New(`%[0-9A-Fa-f]{2}|` +
	`(\$?\{[^{}/]*\}|<[^<>/]*>|/:[A-Za-z_][A-Za-z0-9_]*|\$[A-Za-z_][A-Za-z0-9_]*|\[[^\[\]/:.]*\]|%\([^()/]*\)[a-z]?|%[A-Za-z])`)

// FindString returns the first placeholder of a path, or "".
func (names) FindString(path string) string {
	for _, found := range standsFor.FindAllStringSubmatch(path, -1) {
		if found[1] != "" {
			return strings.TrimPrefix(found[1], "/")
		}
	}
	return ""
}

// MatchString reports whether a path has a placeholder.
func (p names) MatchString(path string) bool { return p.FindString(path) != "" }

// ReplaceAllString puts a value in place of all placeholders.
func (names) ReplaceAllString(path, value string) string {
	return standsFor.ReplaceAllStringFunc(path, func(found string) string {
		switch {
		case found[0] == '%' && standsFor.FindStringSubmatch(found)[1] == "":
			return found
		case found[0] == '/':
			return "/" + value
		}
		return value
	})
}
