package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ui/key"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// The smallest terminal that the screens are drawn in.
const (
	leastWidth  = 40
	leastHeight = 8
)

// frameHeight is how many lines title, rules, status and footer take around a
// screen.
func (m *Model) frameHeight(s shell.Screen) int {
	if shell.Bare(s) {
		return 0
	}
	h := 4 // title, rule, rule, footer
	if head := s.Heading(); head.Left != "" || head.Right != "" {
		h++
	}
	return h + len(m.statusLines())
}

// mostStatus is how many lines the status may take, so that the screen it speaks
// of stays in sight.
const mostStatus = 4

// statusLines is what is to be said above the footer, broken where one line has no
// room for it.
func (m *Model) statusLines() []string {
	if m.status.Text == "" {
		return nil
	}
	lines := layout.Wrap(m.status.Text, max(m.width-2, 8))
	if most := min(mostStatus, max(m.height/4-1, 1)); len(lines) > most {
		lines = lines[:most]
		lines[most-1] += "…"
	}
	for i, line := range lines {
		lines[i] = " " + layout.Cut(m.env.Theme.Paint(m.status.Role, line), m.width-2)
	}
	return lines
}

// View draws the whole terminal.
func (m *Model) View() tea.View {
	v := tea.NewView("")
	v.AltScreen = true
	v.WindowTitle = "Tokens for OVH"
	if m.quitting {
		v.AltScreen = false
		return v
	}
	if m.width < leastWidth || m.height < leastHeight {
		v.SetContent(layout.Frame(fmt.Sprintf("Make this window larger:\n%d×%d at least,\nnow %d×%d.",
			leastWidth, leastHeight, m.width, m.height), m.width, m.height))
		return v
	}
	top, t := m.top(), m.env.Theme
	if shell.Bare(top) {
		v.SetContent(layout.Frame(top.View(), m.width, m.height))
		return v
	}
	head := top.Heading()
	lines := []string{m.titleLine(head)}
	if head.Left != "" || head.Right != "" {
		lines = append(lines, " "+layout.Ends(head.Left, head.Right, m.width-2))
	}
	rule := t.Paint(theme.Rule, strings.Repeat("─", m.width))
	lines = append(lines, rule)
	above := len(lines)
	room := max(m.height-m.frameHeight(top), 1)
	lines = append(lines, layout.Frame(top.View(), m.width, room))
	lines = append(lines, m.statusLines()...)
	lines = append(lines, rule, m.footer(top))
	v.SetContent(strings.Join(lines, "\n"))
	if x, y, visible := top.Cursor(); visible && y < room && x < m.width {
		v.Cursor = tea.NewCursor(x, y+above)
	}
	return v
}

// titleLine is program or screen on the left, account and endpoint on the right.
func (m *Model) titleLine(head shell.Heading) string {
	where := m.top().Where()
	if m.env.ReadOnly {
		where = "read-only · " + where
	}
	title := m.env.Theme.Paint(theme.Strong, head.Title)
	return " " + layout.Ends(title, m.env.Theme.Paint(theme.Subtle, where), m.width-2)
}

// footer shows the keys that matter now, as many as fit, and ? at the end.
func (m *Model) footer(top shell.Screen) string {
	t := m.env.Theme
	show := func(b key.Binding) string {
		return t.Paint(theme.Accent, b.Shown()) + " " + t.Paint(theme.Subtle, b.Short)
	}
	end := ""
	if !top.Typing() {
		end = show(m.global()[0])
	}
	room := m.width - 2 - ansi.StringWidth(end) - 2
	var out []string
	for _, b := range key.Footer(key.Guard(top.Keys(), m.env.ReadOnly)) {
		text := show(b)
		if room -= ansi.StringWidth(text) + 2; room < -2 {
			break
		}
		out = append(out, text)
	}
	return " " + layout.Ends(strings.Join(out, "  "), end, m.width-2)
}
