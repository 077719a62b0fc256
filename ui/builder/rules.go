package builder

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/shell"
)

// methods are the columns of the table. PATCH, which no route of OVH uses yet,
// has one only when a rule names it.
func (s *Screen) methods() []rule.Method {
	methods := rule.Methods()
	if s.patched {
		return methods
	}
	return methods[:len(methods)-1]
}

// columns counts the methods; the path is the column behind them.
func (s *Screen) columns() int { return len(s.methods()) }

// cursor is the place of the row under the cursor; behind the last row is the
// line that adds one.
func (s *Screen) cursor() int {
	if at := s.doc.index(s.rowID); at >= 0 {
		return at
	}
	return len(s.doc.rows)
}

// setCursor puts the cursor on the row in a place.
func (s *Screen) setCursor(i int) {
	s.rowID = 0
	if i >= 0 && i < len(s.doc.rows) {
		s.rowID = s.doc.rows[i].id
	}
}

// move moves the cursor by rows.
func (s *Screen) move(n int) tea.Cmd {
	s.setCursor(max(min(s.cursor()+n, len(s.doc.rows)), 0))
	s.settle()
	return nil
}

// across moves the cursor by columns.
func (s *Screen) across(n int) tea.Cmd {
	s.column = max(min(s.column+n, s.columns()), 0)
	return nil
}

// current returns the row under the cursor.
func (s *Screen) current() (row, bool) {
	if at := s.doc.index(s.rowID); at >= 0 {
		return s.doc.rows[at], true
	}
	return row{}, false
}

// noRow says why what is done to a row can't be done on the last line.
func (s *Screen) noRow() string {
	if _, ok := s.current(); !ok {
		return "There is no rule on this line; + adds one."
	}
	return ""
}

// toggle turns the method of a column on or off.
func (s *Screen) toggle(column int) tea.Cmd {
	r, ok := s.current()
	methods := s.methods()
	if !ok || column >= len(methods) {
		return shell.Warn("Choose a method with ← and → first; enter edits the path.")
	}
	s.column = column
	m := methods[column]
	s.change(s.doc.replace(s.cursor(), r.with(m, !r.has(m))), string(m)+" of "+named(r))
	return nil
}

// named is what a message calls a row.
func named(r row) string {
	if strings.TrimSpace(r.path) == "" {
		return "a row"
	}
	return r.path
}

// cycle gives the row the next access level, and its twin the same.
func (s *Screen) cycle() tea.Cmd {
	r, ok := s.current()
	if !ok {
		return nil
	}
	levels := rule.Levels()
	next := levels[0]
	if l, exact := r.level(); exact {
		next = levels[(int(l)+1)%len(levels)]
	}
	r.methods = next.Methods()
	doc := s.doc.replace(s.cursor(), r)
	if twin, ok := twinOf(r.path); ok {
		if i := doc.at(twin); i >= 0 {
			other := doc.rows[i]
			other.methods = next.Methods()
			doc = doc.replace(i, other)
		}
	}
	s.change(doc, "the access level of "+named(r))
	return nil
}

// levelWords names a level as people understand it.
func levelWords(l rule.Level) string {
	switch l {
	case rule.ReadWrite:
		return "read-write"
	case rule.ReadWriteSafe:
		return "read-write, no delete"
	case rule.ReadOnly:
	}
	return "read-only"
}

// access says what a row grants: its level, or where its methods make up none,
// what they do. A row that is not right grants nothing yet.
func access(r row) string {
	if r.problem() != "" {
		return "not right yet"
	}
	if l, exact := r.level(); exact {
		return levelWords(l)
	}
	var words []string
	for _, m := range r.methods {
		word := "write"
		switch m {
		case rule.Get:
			word = "read"
		case rule.Delete:
			word = "delete"
		case rule.Post, rule.Put, rule.Patch:
		}
		if !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return strings.Join(words, ", ")
}

// twinOf returns the pattern that together with a path covers it and everything
// below it: "/x/*" of "/x" and the other way round. It reports false where one
// pattern covers both.
func twinOf(path string) (string, bool) {
	pair := rule.Recursive(path)
	if len(pair) != 2 {
		return "", false
	}
	if path == pair[1] {
		return pair[0], true
	}
	return pair[1], true
}

// below adds the twin of a row, with the same methods, or takes it away.
func (s *Screen) below() tea.Cmd {
	r, ok := s.current()
	if !ok {
		return nil
	}
	if r.fault != "" {
		return shell.Warn("The path must be right first: " + r.fault + ".")
	}
	twin, ok := twinOf(r.path)
	if !ok {
		return shell.Say(r.path + " covers everything below already.")
	}
	if i := s.doc.at(twin); i >= 0 {
		s.change(s.doc.remove(i), "the end of "+twin)
		return nil
	}
	at := s.cursor()
	if strings.HasSuffix(twin, "/*") {
		at++
	}
	added := row{id: s.number(), methods: r.methods}.withPath(twin)
	s.change(s.doc.insert(at, added), "the row "+twin)
	return nil
}

// removeRow takes the row under the cursor away.
func (s *Screen) removeRow() tea.Cmd {
	r, ok := s.current()
	if !ok {
		return nil
	}
	s.change(s.doc.remove(s.cursor()), "the removal of "+named(r))
	return s.say(named(r)+" removed; u brings it back.", "The row is removed; u brings it back.")
}
