package builder

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// Heading says what is being built and how large it is, in as many words as there
// is room for: what would be cut is said shorter.
func (s *Screen) Heading() shell.Heading {
	if s.choosing {
		return shell.Heading{Title: "Ready-made sets"} // which come at once
	}
	left, right := s.fitting(s.origins(), s.sizes())
	if rules, covers, found := strings.Cut(right, " · "); found {
		right = rules + s.env.Theme.Paint(theme.Subtle, " · "+covers)
	}
	return shell.Heading{Title: "New token", Left: left, Right: right}
}

// fitting are the longest of each that stand in one line together. What the rules
// came from is shortened first.
func (s *Screen) fitting(lefts, rights []string) (left, right string) {
	const edges = 4 // the margins, and two blanks between
	for _, right := range rights {
		for _, left := range lefts {
			if ansi.StringWidth(left)+ansi.StringWidth(right)+edges <= s.width {
				return left, right
			}
		}
	}
	return lefts[len(lefts)-1], rights[len(rights)-1]
}

// origins says where the rules come from, the longest way first.
func (s *Screen) origins() []string {
	changed := ""
	switch origin := s.doc.origin; {
	case s.confirming:
		return []string{"One last look"}
	case origin != nil:
		if !s.chosen {
			changed = ", changed"
		}
		return []string{origin.name + changed, origin.preset.ID + changed}
	case s.from != "":
		if s.differs() {
			changed = ", changed"
		}
		id, _, _ := strings.Cut(s.from, ",")
		return []string{"From " + s.from + changed, "From " + id + changed}
	}
	return []string{"Your own rules"}
}

// sizes says how many rules there are, over how many paths where a row of the
// table is not one rule, and how much of the API they reach; the longest way
// first.
func (s *Screen) sizes() []string {
	rules := layout.Count(len(s.rules), "rule")
	sizes := []string{rules}
	if s.paths != len(s.rules) {
		sizes = []string{layout.Count(s.paths, "path") + ", " + rules, rules}
	}
	if covers := s.covers(); covers != "" {
		return append([]string{sizes[0] + " · " + covers, rules + " · " + covers}, sizes...)
	}
	return sizes
}
