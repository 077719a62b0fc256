package rule

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"ovh-tokens/ovhapi/plain"
)

// Short says in a few words what a set gives access to, for a column:
// "everything", "manage tokens", "/domain, /ip rw", "/domain/zone rw +3". Its
// length depends on the paths; ShortFit keeps to a width. Rules that no call can
// match give access to nothing and are left out.
func (s Set) Short() string {
	forms, usual := s.shortForms()
	return forms[usual]
}

// ShortFit returns the form of Short that says most within a width, counted in
// runes. A path is never cut: where none fits the paths are counted, "3 paths
// rw". The shortest form is returned when even that is too wide. It compares the
// rules with each other, so a list keeps its answer rather than ask at every
// frame.
func (s Set) ShortFit(width int) string {
	forms, _ := s.shortForms()
	for _, form := range forms {
		if utf8.RuneCountInString(form) <= width {
			return form
		}
	}
	return slices.MinFunc(forms, func(a, b string) int {
		return cmp.Compare(utf8.RuneCountInString(a), utf8.RuneCountInString(b))
	})
}

// shortForms lists ways to say what a set gives access to, the most telling
// first, and which of them is the usual one.
func (s Set) shortForms() (forms []string, usual int) {
	s, idle := s.rights()
	if len(s) == 0 {
		return []string{idle.nothing()}, 0
	}
	if s.everything() {
		return []string{"everything"}, 0
	}
	list := s.subjects()
	if names := s.ownNames(); len(names) > 0 {
		return append(names, counted(list)...), 0
	}
	if len(list) == 1 && list[0].all() {
		return []string{phrase(list)}, 0
	}
	if len(list) == 1 {
		return append([]string{phrase(list)}, counted(list)...), 0
	}
	slices.SortStableFunc(list, func(a, b subject) int {
		return cmp.Compare(b.power.strength(), a.power.strength())
	})
	forms = []string{listed(list), fmt.Sprintf("%s +%d", phrase(list[:1]), len(list)-1)}
	if len(list) > 2 {
		usual = 1
	}
	return append(forms, counted(list)...), usual
}

// everything reports whether no call is refused, as far as OVH has methods that
// its operations use.
func (s Set) everything() bool {
	for _, m := range ReadWrite.Methods() {
		if !s.Covers(Rule{m, whole}) {
			return false
		}
	}
	return true
}

// listed names every subject, those with the same word together:
// "/domain, /ip rw; /me read".
func listed(list []subject) string {
	var groups []string
	for len(list) > 0 {
		n := 1
		for n < len(list) && list[n].power.word() == list[0].power.word() && !list[n].all() && !list[0].all() {
			n++
		}
		groups = append(groups, phrase(list[:n]))
		list = list[n:]
	}
	return strings.Join(groups, "; ")
}

// phrase names subjects of one word for their power.
func phrase(group []subject) string {
	power := group[0].power
	if group[0].all() {
		if power.read && power.create {
			return "everything" + strings.TrimPrefix(power.word(), "rw")
		}
		return power.word() + " everything"
	}
	labels := make([]string, len(group))
	for i, s := range group {
		labels[i] = s.label()
	}
	return strings.Join(labels, ", ") + " " + power.word()
}

// label is the path of a subject as a column shows it.
func (s subject) label() string {
	if s.extent == below {
		return plain.Text(s.path + whole)
	}
	return plain.Text(s.path)
}

// counted says how many paths there are, and what may be done on them. Of a single
// one it is rather said what than that it is one.
func counted(list []subject) []string {
	union, same := list[0].power, true
	for _, s := range list[1:] {
		same = same && s.power.word() == list[0].power.word()
		union = union.with(s.power)
	}
	paths := fmt.Sprintf("%d paths", len(list))
	if len(list) == 1 {
		paths = "1 path"
	}
	if !same {
		return []string{paths + ", some " + union.word(), paths}
	}
	if len(list) == 1 {
		return []string{paths + " " + union.word(), union.word(), paths}
	}
	return []string{paths + " " + union.word(), paths}
}
