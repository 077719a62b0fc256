package preset

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Put adds a preset to a text of presets, or puts it in place of the entry with
// its id. Every other byte stays as it is, faulty entries included, and so do
// the comments inside the entry, which move to its top. The error says why the
// preset can't be written, or why the text can't be changed safely.
func Put(text string, p Preset) (string, error) {
	alone, faults := Parse("", Format(p))
	if len(faults) > 0 {
		return "", fmt.Errorf("the set can't be written: %s", faults[0].Reason)
	}
	switch {
	case len(alone) != 1 || alone[0].ID != p.ID:
		return "", errors.New("the set can't be written: " + idRule)
	case !slices.Equal(alone[0].Rules, p.Rules):
		return "", errors.New("the set can't be written: a rule has characters that no path has")
	}
	written := strings.Split(strings.TrimSuffix(Format(alone[0]), "\n"), "\n")
	out := spliced(text, p.ID, written)
	if err := onlyChanged(text, out, alone[0]); err != nil {
		return "", err
	}
	return out, nil
}

// spliced puts the lines of an entry where the one with its id stands, or at the
// end.
func spliced(text, id string, written []string) string {
	end := "\n"
	if strings.Contains(text, "\r\n") {
		end = "\r\n"
	}
	raw := strings.SplitAfter(text, "\n")
	bare := splitLines(text)
	for _, b := range blocks(bare)[1:] {
		if b.id() != id {
			continue
		}
		comments := slices.DeleteFunc(slices.Clone(bare[b.first:b.last]), func(line string) bool { return kindOf(line) != kindComment })
		written = slices.Insert(written, 1, comments...)
		before, after := strings.Join(raw[:b.first-1], ""), strings.Join(raw[b.last:], "")
		mark := ""
		if b.first == 1 && strings.HasPrefix(text, byteOrderMark) {
			mark = byteOrderMark
		}
		last := raw[b.last-1]
		return before + mark + strings.Join(written, end) + last[len(strings.TrimRight(last, "\r\n")):] + after
	}
	if text != "" && text != byteOrderMark {
		if !strings.HasSuffix(text, "\n") {
			text += end
		}
		text += end
	}
	return text + strings.Join(written, end) + end
}

// onlyChanged makes sure that nothing but one preset is read otherwise than
// before.
func onlyChanged(before, after string, p Preset) error {
	if len(after) > maxText {
		return fmt.Errorf("the file would grow larger than %d KiB", maxText>>10)
	}
	had, faultsBefore := Parse("", before)
	have, faultsAfter := Parse("", after)
	is, _ := have.Find(p.ID)
	isOther := func(f Fault) bool { return f.ID != p.ID }
	if !reflect.DeepEqual(is, p) || !slices.EqualFunc(had.others(p.ID), have.others(p.ID), func(a, b Preset) bool { return reflect.DeepEqual(a, b) }) ||
		count(faultsBefore, isOther) != count(faultsAfter, isOther) {
		return errors.New("the file can't be changed without changing something else in it; edit it by hand")
	}
	return nil
}

// others are the presets with another id.
func (l List) others(id string) List {
	return slices.DeleteFunc(slices.Clone(l), func(p Preset) bool { return p.ID == id })
}

func count(faults []Fault, which func(Fault) bool) int {
	n := 0
	for _, f := range faults {
		if which(f) {
			n++
		}
	}
	return n
}
