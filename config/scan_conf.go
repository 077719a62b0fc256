package config

import (
	"slices"

	"ovh-tokens/ovhapi"
)

// keysIn lists the keys of one file, in the order of its lines.
func (s *source) keysIn() []FoundKey {
	alone, refused := merge([]*source{s})
	if len(refused) > 0 {
		return nil
	}
	var found []FoundKey
	for _, e := range s.entries {
		if e.fault != sound || e.header || !slices.Contains(credentialKeys, e.key) {
			continue
		}
		k := FoundKey{Origin: s.origin(e.line), Section: e.section, Key: e.key}
		winner := alone.keys[e.section][e.key]
		if k.Shadowed = winner.entry.line != e.line; k.Shadowed {
			k.Value = ovhapi.NewSecret(s.valueOf(e))
		} else {
			text, _, _ := alone.value(e.section, e.key)
			k.Value = ovhapi.NewSecret(text)
		}
		if !k.Value.Empty() {
			found = append(found, k)
		}
	}
	return found
}

// valueOf reads a line that has no effect, as if the file ended with it.
func (s *source) valueOf(e entry) string {
	end, number := 0, 0
	for i := range len(s.text) {
		if s.text[i] == '\n' {
			if number++; number == e.last {
				end = i + 1
				break
			}
		}
	}
	if end == 0 {
		end = len(s.text)
	}
	part := &source{File: s.File, text: s.text[:end]}
	part.entries = scan(part.text)
	text, _ := part.value(e.section, e.key)
	return text
}
