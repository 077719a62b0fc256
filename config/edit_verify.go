package config

import (
	"maps"
	"strings"

	"gopkg.in/ini.v1"
)

// meaning is what ini.v1 reads: section, key, value before references are
// replaced.
type meaning map[string]map[string]string

// verify reads the result as go-ovh would and holds it against what the old
// text said with the changes made. It is the last guard: whatever an odd file
// does to the edit, nothing is written that would change another key.
func (d *document) verify(old []byte, changes []Change) error {
	text := d.text()
	if len(text) > maxFile || tooMuch(scan(text)) != nil {
		return errEndless
	}
	want, faults, err := understand(strings.TrimPrefix(string(old), byteOrderMark))
	if err != nil {
		return errNotINI
	}
	got, left, err := understand(text)
	if err != nil {
		return errDisturbed
	}
	sectionGone := false
	for _, c := range changes {
		want.apply(c)
		sectionGone = sectionGone || c.Remove && c.Key == ""
	}
	if !maps.EqualFunc(want, got, maps.Equal) || left > faults || left < faults && !sectionGone {
		return errDisturbed
	}
	return nil
}

// apply makes a change.
func (m meaning) apply(c Change) {
	switch {
	case c.Remove && c.Key == "":
		delete(m, c.Section)
	case c.Remove:
		delete(m[c.Section], c.Key)
	default:
		if m[c.Section] == nil {
			m[c.Section] = map[string]string{}
		}
		m[c.Section][c.Key] = c.Value
	}
}

// understand reads one text by ini.v1 and counts the lines that it would refuse.
// ini.v1 passes over one byte order mark, which is put there for it, so that it
// leaves all else.
func understand(text string) (meaning, int, error) {
	entries := scan(text)
	faults := 0
	for _, e := range entries {
		if e.fault != sound {
			faults++
		}
	}
	file, err := ini.LooseLoad([]byte(byteOrderMark + blankOut(text, entries)))
	if err != nil {
		return nil, faults, err
	}
	m := meaning{}
	for _, s := range file.Sections() {
		m[s.Name()] = s.KeysHash()
	}
	return m, faults, nil
}
