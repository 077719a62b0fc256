package builder

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// pasted is what came of the last paste of rules that was not understood as a
// whole. It stays until it is dismissed, the paste is undone, or another one is
// reported in its place.
type pasted struct {
	title string
	bad   []rule.Problem
	lines []line // drawn for a width
	top   int
}

// thePaste is what the history calls a paste.
const thePaste = "the paste"

// pastes says that rules can be pasted, and in which forms.
const pastes = "paste rules: METHOD /path lines, JSON, a createToken link"

// lay draws the panel for a width.
func (p *pasted) lay(width int) {
	p.lines = nil
	for _, b := range p.bad {
		for i, text := range layout.Wrap(problemText(b), max(width-4, 8)) {
			margin := form.Mark
			if i > 0 {
				margin = "  "
			}
			p.lines = append(p.lines, line{theme.Text, "  " + margin + text})
		}
	}
}

// problemText is where a piece stands, the piece, and why it was not taken.
func problemText(p rule.Problem) string {
	text := p.String()
	if p.Text != "" && !strings.Contains(text, p.Text) {
		text += " (" + p.Text + ")"
	}
	return text
}

// paste takes a paste that no field has taken.
func (s *Screen) paste(text string) tea.Cmd {
	if s.confirming {
		return nil
	}
	trimmed := strings.TrimSpace(text)
	if trimmed == "" {
		return nil
	}
	oneLine := !strings.ContainsAny(trimmed, "\r\n")
	good, bad := rule.ParseMany(text)
	if oneLine && len(good) == 0 && s.part != partAddresses {
		// A path alone is a row that may read.
		if path, err := rule.ParsePath(trimmed); err == nil {
			good, bad = rule.Set{{Method: rule.Get, Path: path}}, nil
		}
	}
	if len(good) == 0 && s.addresses.Focused() && !oneLine {
		// Blocks one a line are as good as blocks with commas.
		s.addresses.Update(tea.PasteMsg{Content: strings.Join(strings.Fields(trimmed), ", ")})
		s.typeAddresses()
		return nil
	}
	s.leaveField()
	return s.take(good, bad)
}

// isRules reports whether a paste into a field is rules rather than text for the
// field: several lines, JSON, a createToken link, or a method with its path.
func isRules(text string) bool {
	text = strings.TrimSpace(text)
	if strings.ContainsAny(text, "\r\n") {
		return true
	}
	good, _ := rule.ParseMany(text)
	return len(good) > 0 || strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[") ||
		strings.Contains(strings.ToLower(text), "createtoken")
}

// take adds rules and shows what could not be taken.
func (s *Screen) take(good rule.Set, bad []rule.Problem) tea.Cmd {
	s.dismiss() // what is said of the paste before
	before := s.doc
	doc, added := s.doc.merge(good, s.number)
	if added > 0 {
		s.change(doc, thePaste)
		s.choosing, s.part = false, partRules
		s.rowID = s.doc.rows[min(len(before.rows), len(s.doc.rows)-1)].id
	}
	said := layout.Count(added, "rule") + " added"
	if known := len(good) - added; known > 0 {
		said += fmt.Sprintf(", %d there already", known)
	}
	if len(bad) == 0 {
		if len(good) == 0 {
			return shell.Warn("There was no rule in what was pasted.")
		}
		return shell.Say(said + ".")
	}
	said += fmt.Sprintf(", %d not understood", len(bad))
	s.pasted = &pasted{title: said, bad: bad}
	if len(good) == 0 {
		s.part = partPasted
	}
	s.derive()
	if s.room.pasted > 0 {
		return nil // the panel says it
	}
	return shell.Warn(said + ".")
}

// reported reports whether the panel of what was not understood is in sight.
func (s *Screen) reported() bool { return s.pasted != nil && s.room.pasted > 0 && !s.confirming }

// reportKeys close the panel of what was not understood. They go before
// whatever else esc does.
func (s *Screen) reportKeys() []key.Binding {
	if !s.reported() {
		return nil
	}
	shut := key.Binding{
		Keys: []string{"esc"}, Short: "close the report", Long: "close the report of what was pasted", Footer: 11, Do: s.dismiss,
	}
	if s.part == partPasted {
		shut.Keys, shut.Label, shut.Footer = []string{"esc", "enter"}, "esc", 1
	}
	return []key.Binding{shut}
}

// dismiss closes the panel of what was not understood.
func (s *Screen) dismiss() tea.Cmd {
	s.pasted = nil
	if s.part == partPasted {
		s.part = partRules
	}
	s.derive()
	return nil
}
