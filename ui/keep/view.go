package keep

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/theme"
)

// names are the parts as the tabs call them.
var names = [parts]string{inFile: "Into ovh.conf", forTool: "For a tool", byCopy: "Copy"}

// lay works out everything that depends on the room and on what is shown, so
// that View only puts it together.
func (s *Screen) lay() {
	room := s.room()
	switch s.part {
	case inFile:
		s.layConf(room)
	case forTool:
		s.layTool(room)
	case byCopy, parts:
	}
}

// room is how many lines the part in view has.
func (s *Screen) room() int {
	return max(s.height-len(s.tabs())-len(s.outcome())-len(s.foot()), 1)
}

// View draws the tabs, what came of the last action, the part and an open
// question.
func (s *Screen) View() string {
	room := s.room()
	var body []string
	switch s.part {
	case inFile:
		body = s.confView()
	case forTool:
		body = s.toolView(room)
	case byCopy, parts:
		body = s.copyView()
	}
	lines := append(s.tabs(), s.outcome()...)
	lines = append(lines, strings.Split(layout.Frame(strings.Join(body, "\n"), s.width, room), "\n")...)
	return strings.Join(append(lines, s.foot()...), "\n")
}

// tabs names the parts; the one in view is underlined, so that it is not told
// by colour alone.
func (s *Screen) tabs() []string {
	t := s.env.Theme
	var words, line strings.Builder
	words.WriteString(strings.Repeat(" ", margin))
	line.WriteString(strings.Repeat(" ", margin))
	for p, name := range names {
		role, under := theme.Subtle, " "
		if part(p) == s.part {
			role, under = theme.Accent, "━"
		}
		words.WriteString(t.Paint(role, name) + "    ")
		line.WriteString(t.Paint(theme.Accent, strings.Repeat(under, ansi.StringWidth(name))) + "    ")
	}
	return []string{words.String(), line.String()}
}

// outcome is what came of the last action.
func (s *Screen) outcome() []string {
	if len(s.said) == 0 && !s.writing {
		return nil
	}
	b := s.sheet(min(s.width-2*margin, measure))
	if s.writing {
		b.say(theme.Text, "Writing…")
	}
	for _, l := range s.said {
		b.say(l.role, l.text)
	}
	b.blank()
	return b.lines
}

// foot is the open question.
func (s *Screen) foot() []string {
	if s.question == nil {
		return nil
	}
	b := s.sheet(min(s.width-2*margin, measure))
	b.blank()
	b.say(theme.Strong, s.question.text+"  y/N")
	return b.lines
}

// copyView draws the part of the clipboard.
func (s *Screen) copyView() []string {
	b := s.sheet(min(s.width-2*margin, measure))
	b.blank()
	b.put(b.theme.Paint(theme.Subtle, "Consumer key  ") + fmt.Sprintf("%s  %d characters", ovhapi.Mask, len(s.key.ConsumerKey.Reveal())))
	b.blank()
	b.say(theme.Text, "y copies it for the terminal and for this machine, to be pasted into a password manager, for instance.")
	b.say(theme.Text, "After 45 seconds it is taken off the clipboard again, unless something else was copied meanwhile. Programs that remember what was copied may have kept it.")
	return b.lines
}

// Cursor is in the field that is typed in, or on the row.
func (s *Screen) Cursor() (x, y int, visible bool) {
	if s.question != nil {
		return 0, 0, false
	}
	switch s.part {
	case inFile:
		x, y, visible = s.confCursor()
	case forTool:
		x, y, visible = s.toolCursor()
	case byCopy, parts:
		return 0, 0, false
	}
	return x, y + len(s.tabs()) + len(s.outcome()), visible
}
