package config

import (
	"strings"

	"gopkg.in/ini.v1"

	"ovh-tokens/ovhapi/pattern"
)

const (
	// maxReferences and maxExpanded bound references between values:
	// ini.v1 itself follows a circle until the stack is full, which ends the
	// program.
	maxReferences = 1000
	maxExpanded   = 64 << 10
	// maxRounds is how often ini.v1 replaces references in one value.
	maxRounds = 99
)

var reference = pattern.New(`%\(([^)]+)\)s`)

// expander replaces the references in one value.
type expander struct {
	values *values
	budget int
}

// expand replaces "%(name)s" by the key of that name in the same section or, if
// there is none, before any section. It gives what ini.v1 gives, or false where
// a limit is passed.
func (x *expander) expand(section string, k *ini.Key) (string, bool) {
	text := k.Value()
	if !strings.Contains(text, "%(") {
		return text, true
	}
	for range maxRounds {
		found := reference.FindStringSubmatch(text)
		if found == nil {
			break
		}
		other, from := x.resolve(section, found[1], k)
		if other == nil {
			break
		}
		if x.budget--; x.budget < 0 {
			return "", false
		}
		replacement, ok := x.expand(from, other)
		if !ok || strings.Count(text, found[0])*len(replacement)+len(text) > maxExpanded {
			return "", false
		}
		text = strings.ReplaceAll(text, found[0], replacement)
	}
	return text, true
}

// resolve finds the key a reference means and the section it stands in.
func (x *expander) resolve(section, name string, self *ini.Key) (*ini.Key, string) {
	if at, k := x.values.lookup(section, name); k != nil && k != self {
		return k, at.entry.section
	}
	if _, k := x.values.lookup(ini.DefaultSection, name); k != nil {
		return k, ini.DefaultSection
	}
	return nil, ""
}
