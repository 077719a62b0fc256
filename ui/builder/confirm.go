package builder

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// request shows what will be asked for, or says what is still missing and goes
// there.
func (s *Screen) request() tea.Cmd {
	s.leaveField()
	if r, wrong := s.doc.problems(); wrong > 0 {
		s.part, s.rowID = partRules, r.id
		s.derive()
		return shell.Warn("Not sent: " + named(r) + " is not right yet. " + sentence(r.problem()))
	}
	if problem := s.allowed.Problem(); problem != "" {
		s.editAddresses()
		return shell.Warn("Not sent. " + problem)
	}
	if len(s.rules) == 0 {
		return shell.Warn("There is no rule to ask for yet: + adds one, P offers ready-made sets.")
	}
	s.confirming, s.insisting, s.confirm.top = true, false, 0
	s.derive()
	return nil
}

// sentence makes one of a reason.
func sentence(reason string) string {
	if reason == "" {
		return ""
	}
	return strings.ToUpper(reason[:1]) + reason[1:] + "."
}

// back returns from the confirmation to the rules.
func (s *Screen) back() tea.Cmd {
	s.confirming = false
	s.lay()
	return nil
}

// insist asks once more before rules are sent of which some grant nothing: they
// never change, so that mending one costs a new key.
func (s *Screen) insist() tea.Cmd {
	if s.errors == 0 || s.insisting {
		return s.send()
	}
	s.insisting = true
	return nil
}

// send hands the draft over. The rules stay below until OVH has taken them.
func (s *Screen) send() tea.Cmd {
	s.confirming = false // what comes back, comes back to the rules
	draft := ovhapi.Draft{Rules: s.rules, AllowedIPs: s.allowed.Blocks, Preset: s.doc.presetID()}
	return s.Push(s.submit(draft))
}

// confirmLines says what will be asked for. The danger stands first.
func (s *Screen) confirmLines(width int) []line {
	width = min(width, 100)
	lines := s.errorLines(width)
	lines = append(lines, line{theme.Strong, " This asks OVH for a token that may:"}, line{})
	lines = append(lines, may(s.sentences, width)...)
	if s.differs() {
		lines = append(lines, line{})
	}
	lines = append(lines, s.differenceLines(width)...)
	lines = append(lines, line{})
	lines = append(lines, labelled("Works from", s.allowed.Words(), width)...)
	lines = append(lines, labelled("Valid for", validity, width)...)
	lines = append(lines, line{})
	label := layout.Count(len(s.rules), "rule")
	for _, r := range rule.Rows(s.rules) {
		names := make([]string, len(r.Methods))
		for i, m := range r.Methods {
			names[i] = string(m)
		}
		lines = append(lines, labelled(label, strings.Join(names, " ")+" "+r.Path, width)...)
		label = ""
	}
	lines = append(lines, line{})
	next := "OVH's page opens next."
	if s.env.Open == nil {
		next = "The link to OVH's page comes next."
	}
	return append(lines, hung(theme.Subtle, "", next+" The token works once it is authorised there; its rules never change after that.", width)...)
}

// errorLines name the rows that grant nothing, and after them what is most likely
// not meant.
func (s *Screen) errorLines(width int) []line {
	const told = " Rules never change after this: mending one takes a new token."
	var lines, doubts []line
	if s.errors > 0 {
		lines = hung(theme.Danger, form.Mark, said(s.errors)+told, width)
	}
	for _, r := range s.doc.rows {
		for _, m := range s.remarks[r.id] {
			switch m.severity {
			case rule.Error:
				lines = append(lines, hung(theme.Text, "  ", r.path+": "+m.text, width)...)
			case rule.Warning:
				doubts = append(doubts, hung(theme.Caution, form.Mark, r.path+": "+m.text, width)...)
			case rule.Note:
			}
		}
	}
	if lines = append(lines, doubts...); len(lines) == 0 {
		return nil
	}
	return append(lines, line{})
}

// said counts what grants nothing.
func said(n int) string {
	if n == 1 {
		return "1 rule grants nothing as it is written."
	}
	return layout.Count(n, "rule") + " grant nothing as they are written."
}

// confirmView draws the confirmation, with the question always in sight.
func (s *Screen) confirmView() string {
	t := s.env.Theme
	question := t.Paint(theme.Strong, " enter sends it, esc goes back.")
	if s.insisting {
		question = t.Paint(theme.Danger, " Send it all the same?  y/N")
	}
	if s.env.ReadOnly {
		question = t.Paint(theme.Caution, " Read-only: it can't be sent. esc goes back.")
	}
	if s.height < 4 {
		return strings.Join(append(s.confirm.draw(t, s.width, s.height-1, "↓ scrolls"), question), "\n")
	}
	return strings.Join(append(s.confirm.draw(t, s.width, s.height-2, "↓ scrolls"), "", question), "\n")
}
