package presets

import (
	"strings"

	"ovh-tokens/ovhapi/preset"
)

// row is one line of the list: the heading of a group, or a set.
type row struct {
	heading string
	set     *preset.Preset // nil in a heading
}

// sets are the rows with a cursor among them, which is never on a heading.
type sets struct {
	all    preset.List
	asks   map[string]string // what is to be filled in, by the id of the set
	query  string
	rows   []row
	found  int // how many sets there are among the rows
	at     int // the row under the cursor, -1 when there is none
	top    int // the first row in sight
	height int
}

func newSets(list preset.List) sets {
	s := sets{all: list, asks: make(map[string]string, len(list)), at: -1}
	for _, p := range list {
		var names []string
		for _, q := range p.Parameters() {
			names = append(names, "{"+q.Name+"}")
		}
		s.asks[p.ID] = strings.Join(names, " ")
	}
	s.fill("")
	s.at = s.next(-1, 1)
	return s
}

// find looks for a text. What fits best comes first and has the cursor; without a
// text all are back in their groups, and the cursor stays on its set.
func (s *sets) find(text string) {
	text = strings.Join(strings.Fields(text), " ")
	if text == s.query {
		return
	}
	was := s.current()
	s.fill(text)
	s.top, s.at = 0, s.next(-1, 1)
	if text != "" || was == nil {
		return
	}
	for i, r := range s.rows {
		if r.set != nil && r.set.ID == was.ID {
			s.at = i
			break
		}
	}
	s.reveal()
}

// fill makes the rows for a text.
func (s *sets) fill(text string) {
	s.query, s.rows = text, nil
	add := func(list preset.List) {
		for i := range list {
			s.rows = append(s.rows, row{set: &list[i]})
		}
	}
	if text != "" {
		list := s.all.Search(text)
		s.found = len(list)
		add(list)
		return
	}
	s.found = len(s.all)
	for _, section := range s.all.ByGroup() {
		s.rows = append(s.rows, row{heading: section.Group.Title()})
		add(section.Presets)
	}
}

// current is the set under the cursor, nil when there is none.
func (s *sets) current() *preset.Preset {
	if s.at < 0 || s.at >= len(s.rows) {
		return nil
	}
	return s.rows[s.at].set
}

// next is the nearest row with a set behind a row, or before it when by is -1; -1
// when there is none.
func (s *sets) next(from, by int) int {
	for i := from + by; i >= 0 && i < len(s.rows); i += by {
		if s.rows[i].set != nil {
			return i
		}
	}
	return -1
}

// far is more rows than any list has.
const far = 1 << 20

// move goes by so many rows, as far as there are sets.
func (s *sets) move(n int) {
	if s.at < 0 {
		return
	}
	by := 1
	if n < 0 {
		by = -1
	}
	to := max(min(s.at+n, len(s.rows)-1), 0)
	if s.rows[to].set == nil {
		// A heading is passed; where nothing is behind it, the cursor stays before.
		if beyond := s.next(to, by); beyond >= 0 {
			to = beyond
		} else {
			to = s.next(to, -by)
		}
	}
	s.at = to
	s.reveal()
}

// leap goes to the first set of the next group, or of the one before.
func (s *sets) leap(by int) {
	passed := 0
	for i := s.at; i >= 0 && i < len(s.rows); i += by {
		if s.rows[i].set != nil {
			continue
		}
		// On the way up the first heading is that of the cursor's own group.
		if passed++; passed == 2 || by > 0 || s.next(i, 1) != s.at {
			s.at = s.next(i, 1)
			break
		}
	}
	s.reveal()
}

// reveal scrolls as little as it takes to see the cursor, with the heading above
// a group's first set.
func (s *sets) reveal() {
	first := s.at
	if first > 0 && s.rows[first-1].set == nil {
		first--
	}
	s.top = min(s.top, max(first, 0))
	s.top = max(s.top, s.at-s.height+1)
	s.top = max(min(s.top, len(s.rows)-s.height), 0)
}
