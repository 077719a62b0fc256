package builder

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/theme"
)

// remark is what lint finds about a row: the findings about its methods that say
// the same, as one.
type remark struct {
	code     rule.Code
	severity rule.Severity
	text     string
	repair   string         // what mends it, beginning with a verb; "" when nobody can know
	widens   bool           // what mends it grants more, or may
	findings []rule.Finding // those it is made of
}

// role is how loud a remark is.
func (m remark) role() theme.Role {
	switch m.severity {
	case rule.Error:
		return theme.Danger
	case rule.Warning:
		return theme.Caution
	case rule.Note:
	}
	return theme.Subtle
}

// does says what a key does that makes the repair: "writes GET /me".
func (m remark) does() string {
	verb, rest, _ := strings.Cut(m.repair, " ")
	return verb + "s " + rest
}

// lint finds what is wrong or odd about the rules. What a set means to be so is
// left out for every rule that is still as the set has it, whatever became of the
// others.
func (s *Screen) lint() {
	var known rule.Routes // a nil *routes would be one that is known
	if s.known.routes != nil {
		known = s.known.routes
	}
	byPath := map[string][]rule.Finding{}
	for _, f := range s.rules.Lint(known) {
		if s.doc.expects(f) {
			if !slices.Contains(s.expected, f.Code) {
				s.expected = append(s.expected, f.Code)
			}
			continue
		}
		if f.Code == rule.CodeUnknownRoute || f.Code == rule.CodeNoSuchMethod {
			s.futile = append(s.futile, f.Rule)
		}
		byPath[f.Rule.Path] = append(byPath[f.Rule.Path], f)
	}
	s.remarks = map[int][]remark{}
	for _, r := range s.doc.rows {
		found := byPath[r.held]
		if r.fault != "" || len(found) == 0 {
			continue
		}
		delete(byPath, r.held) // of two rows with one path the first says it
		s.remarks[r.id] = remarksOn(r, found)
		for _, m := range s.remarks[r.id] {
			if m.severity == rule.Error {
				s.errors++
			}
		}
	}
}

// remarksOn puts the findings about a row together, the most severe first.
func remarksOn(r row, findings []rule.Finding) []remark {
	var list []remark
	for _, f := range findings {
		i := slices.IndexFunc(list, func(m remark) bool { return alike(m.findings[0], f) })
		if i < 0 {
			i = len(list)
			list = append(list, remark{code: f.Code, severity: f.Severity})
		}
		list[i].findings = append(list[i].findings, f)
	}
	for i := range list {
		list[i].phrase(r)
	}
	slices.SortStableFunc(list, func(a, b remark) int { return int(b.severity) - int(a.severity) })
	return list
}

// blank stands for a method in a text that is compared.
const blank = "\x00"

// without is a text without the method of a rule in it.
func without(text string, r rule.Rule) string {
	return strings.Replace(text, string(r.Method), blank, 1)
}

// alike reports whether two findings say the same of two methods.
func alike(a, b rule.Finding) bool {
	if a.Code != b.Code || without(a.Message, a.Rule) != without(b.Message, b.Rule) || (a.Repair == nil) != (b.Repair == nil) {
		return false
	}
	return a.Repair == nil || without(a.Repair.Text, a.Rule) == without(b.Repair.Text, b.Rule)
}

// phrase says of all methods what the findings say of each.
func (m *remark) phrase(r row) {
	first := m.findings[0]
	names := make([]string, len(m.findings))
	for i, f := range m.findings {
		names[i] = string(f.Rule.Method)
	}
	m.text = without(first.Message, first.Rule)
	switch {
	case strings.Contains(m.text, blank):
		m.text = strings.Replace(m.text, blank, strings.Join(names, ", "), 1)
	case len(names) < len(r.methods):
		m.text = strings.Join(names, ", ") + ": " + m.text
	}
	if first.Repair != nil {
		m.widens = m.severity == rule.Note || first.Repair.Widens
		m.repair = strings.Replace(without(first.Repair.Text, first.Rule), blank, strings.Join(names, " "), 1)
	}
}

// renames returns the path that the repair gives to all methods of the row, when
// that is all it does.
func (m remark) renames(r row) (string, bool) {
	if m.repair == "" || len(m.findings) != len(r.methods) {
		return "", false
	}
	path := ""
	for _, f := range m.findings {
		instead := f.Repair.Instead
		if len(instead) != 1 || instead[0].Method != f.Rule.Method || path != "" && instead[0].Path != path {
			return "", false
		}
		path = instead[0].Path
	}
	return path, true
}

// mend returns the document with a repair made to the row in a place. Rows are
// numbered by next.
func (d document) mend(at int, m remark, next func() int) document {
	id := d.rows[at].id
	if path, ok := m.renames(d.rows[at]); ok && d.at(path) < 0 {
		return d.replace(at, d.rows[at].withPath(path))
	}
	for _, f := range m.findings {
		at = d.index(id)
		if !slices.Contains(f.Repair.Instead, f.Rule) {
			d = d.replace(at, d.rows[at].with(f.Rule.Method, false))
		}
		below := false
		for _, r := range f.Repair.Instead {
			at = d.index(id)
			if r == f.Rule {
				below = true
				continue
			}
			if i := d.at(r.Path); i >= 0 {
				d = d.replace(i, d.rows[i].with(r.Method, true))
				continue
			}
			if below {
				at++
			}
			d = d.insert(at, row{id: next(), methods: []rule.Method{r.Method}}.withPath(r.Path))
		}
	}
	if at = d.index(id); len(d.rows[at].methods) == 0 {
		d = d.remove(at)
	}
	return d
}

// mending is the mistake of the row under the cursor whose repair comes next: the
// most severe that has one.
func (s *Screen) mending() (remark, bool) {
	return s.repairable(func(m remark) bool { return !m.widens })
}

// widening is the remark about the row under the cursor whose repair comes next and
// may grant more, as those of all notes may: it is never made in passing.
func (s *Screen) widening() (remark, bool) {
	return s.repairable(func(m remark) bool { return m.widens })
}

// repairable is the first remark of a kind about the row under the cursor that
// has a repair.
func (s *Screen) repairable(kind func(remark) bool) (remark, bool) {
	for _, m := range s.remarks[s.rowID] {
		if m.repair != "" && kind(m) {
			return m, true
		}
	}
	return remark{}, false
}

// mends reports whether there is a mistake of the row under the cursor that can be
// mended.
func (s *Screen) mends() bool {
	r, ok := s.current()
	if !ok || s.part != partRules {
		return false
	}
	_, found := s.mending()
	return found || r.mended != ""
}

// mend makes the next repair of a mistake of the row under the cursor.
func (s *Screen) mend() tea.Cmd {
	if r, ok := s.current(); ok && r.mended != "" {
		return s.mendPath(r)
	}
	m, ok := s.mending()
	if !ok {
		return nil
	}
	return s.repair(m)
}

// widen makes the repair of the row under the cursor that may grant more.
func (s *Screen) widen() tea.Cmd {
	m, ok := s.widening()
	if !ok {
		return nil
	}
	return s.repair(m)
}

// repair makes one repair of the row under the cursor, as one edit.
func (s *Screen) repair(m remark) tea.Cmd {
	r, _ := s.current()
	if path, renames := m.renames(r); s.editing && renames {
		s.path.SetValue(path)
		s.typePath()
		return nil
	}
	cmd := s.leaveField()
	if at := s.doc.index(r.id); at >= 0 && cmd == nil {
		doc := s.doc.mend(at, m, s.number)
		s.change(doc, "the repair of "+named(r))
		if s.doc.index(r.id) < 0 {
			s.setCursor(min(at, len(s.doc.rows)-1))
		}
		s.derive()
		return s.say("Done: "+m.repair+". u takes it back.", "Done; u takes it back.")
	}
	return cmd
}

// mendPath writes the path that would be right. Where it is not being typed that
// is an edit of its own.
func (s *Screen) mendPath(r row) tea.Cmd {
	if s.editing {
		return s.accept()
	}
	s.editPath()
	s.accept()
	if cmd := s.leavePath(); cmd != nil {
		return cmd
	}
	return s.say("Done: write "+r.mended+". u takes it back.", "Done; u takes it back.")
}
