package doctor

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	exam "ovh-tokens/config/doctor"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

const (
	margin      = "  "
	fieldHeight = 2 // the field and the line below it
	widest      = 110
	markWidth   = 9
	nameWidth   = 13
)

// marks are how a check came out, for the eye.
var marks = map[exam.Status]theme.Role{
	exam.Pass: theme.Good, exam.Warn: theme.Caution, exam.Fail: theme.Danger, exam.Skipped: theme.Subtle,
}

// Heading says how the checks came out.
func (s *Screen) Heading() shell.Heading {
	t := s.env.Theme
	head := shell.Heading{Title: "Doctor", Right: t.Paint(theme.Subtle, s.pane.More())}
	if s.report == nil {
		head.Left = t.Paint(theme.Subtle, "Looking at this machine and asking OVH…")
		return head
	}
	count := map[exam.Status]int{}
	for _, c := range s.checks {
		count[c.Status]++
	}
	var parts []string
	for _, of := range []struct {
		status exam.Status
		words  string
	}{{exam.Fail, "failed"}, {exam.Warn, "to look at"}, {exam.Pass, "passed"}, {exam.Skipped, "skipped"}} {
		if n := count[of.status]; n > 0 {
			parts = append(parts, t.Paint(marks[of.status], fmt.Sprintf("%d %s", n, of.words)))
		}
	}
	head.Left = strings.Join(parts, "   ")
	return head
}

// View draws the field and the lines that fit.
func (s *Screen) View() string {
	return margin + s.field.Line(s.env.Theme) + "\n\n" + s.pane.View()
}

// compose writes the checks for the present width. What they come to stands above
// them once it is known, and what failed goes first, so that both are in view.
func (s *Screen) compose() {
	if s.env.Theme == nil {
		return
	}
	w := max(min(s.width-2*len(margin), widest), 30)
	var lines []string
	checks := s.checks
	if s.report != nil {
		lines = append(s.conclusion(w), "")
		checks = slices.Clone(checks)
		slices.SortStableFunc(checks, func(a, b exam.Check) int { return cmp.Compare(matters(a), matters(b)) })
	}
	for _, c := range checks {
		lines = append(lines, s.check(c, w)...)
	}
	s.pane.SetLines(lines)
}

// matters ranks what failed before what is worth a look, and both before the rest.
func matters(c exam.Check) int {
	switch c.Status {
	case exam.Fail:
		return 0
	case exam.Warn:
		return 1
	case exam.Pass, exam.Skipped:
	}
	return 2
}

// check writes one check.
func (s *Screen) check(c exam.Check, w int) []string {
	t := s.env.Theme
	indent := strings.Repeat(" ", markWidth+nameWidth)
	role := theme.Text
	if c.Status == exam.Skipped {
		role = theme.Subtle
	}
	var lines []string
	for i, line := range layout.Wrap(c.Message, max(w-len(indent), 20)) {
		lead := indent
		if i == 0 {
			lead = t.Paint(marks[c.Status], layout.Pad(string(c.Status), markWidth)) + layout.Pad(c.Name, nameWidth)
		}
		lines = append(lines, margin+lead+t.Paint(role, line))
	}
	if c.Fix == "" {
		return lines
	}
	for _, line := range layout.Wrap(c.Fix, max(w-len(indent), 20)) {
		lines = append(lines, margin+indent+t.Paint(theme.Accent, line))
	}
	return lines
}

// conclusion writes the causes and the one thing to do next.
func (s *Screen) conclusion(w int) []string {
	t, r := s.env.Theme, *s.report
	var lines []string
	say := func(role theme.Role, lead, text string) {
		for i, line := range layout.Wrap(text, w-len(lead)) {
			if i > 0 {
				lead = strings.Repeat(" ", len(lead))
			}
			lines = append(lines, margin+t.Paint(theme.Subtle, lead)+t.Paint(role, line))
		}
	}
	if s.stopped {
		say(theme.Strong, "", "Stopped; r looks again.")
		return lines
	}
	say(theme.Strong, "", r.Head())
	for _, c := range r.Listed() {
		say(theme.Text, "- ", c.Message)
	}
	if r.Next != "" {
		say(theme.Accent, "next  ", r.Next)
	}
	if here := here(r.Next); here != "" && s.env.Client != nil {
		say(theme.Subtle, "      ", here)
	}
	return lines
}

// here says where this program does what a command does; "" when it does not.
func here(command string) string {
	for _, way := range []struct{ word, where string }{
		{" request ", "Here: n in the list makes a new token."},
		{" resume ", "Here: w in the list shows the new tokens that wait."},
		{" pending", "Here: w in the list shows the new tokens that wait."},
		{" rotate", "Here: R in the list replaces it."},
		{" profiles", "Here: p in the list shows the accounts of this machine."},
		{" apps", "Here: m in the list shows the applications."},
	} {
		if strings.HasPrefix(command, "ovh-tokens ") && strings.Contains(command, way.word) {
			return way.where
		}
	}
	return ""
}
