package waiting

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// Where text stands: the margin, and how wide a line may grow before it is
// tiring to read.
const (
	margin  = 3
	measure = 92
)

// Heading says how far the token is, and what it is for.
func (s *Screen) Heading() shell.Heading {
	verb := "asked for "
	if s.stage == asking || s.stage == waiting {
		verb = "asks for "
	}
	room := s.width - 16
	part, instead := "", ""
	if s.part != "" {
		part = s.part + " · "
		room -= ansi.StringWidth(part)
	}
	if of := s.draft.Replaces; of != nil && of.CredentialID != 0 {
		instead = fmt.Sprintf(" in place of token %d", of.CredentialID)
		room -= len(instead)
	}
	rights := s.draft.Rules.ShortFit(max(room, 20)) + instead
	return shell.Heading{Title: "New token · " + s.word(), Left: s.env.Theme.Paint(theme.Subtle, part+verb+rights)}
}

// word is the stage in a word or two.
func (s *Screen) word() string {
	switch s.stage {
	case asking:
		return "asking OVH"
	case askFailed:
		return "not asked for"
	case waiting:
		return "waiting for you"
	case stopped:
		return "stopped"
	case checking:
		return "checking"
	case checkFailed:
		return "not checked"
	case verified:
		return "validated"
	case over:
		if s.ending.givenUp {
			return "given up"
		}
		return string(s.ending.state)
	}
	return ""
}

// View draws the part of the sheet that fits; a question stands at its foot.
func (s *Screen) View() string {
	lines, foot := s.lines(), s.foot()
	room := max(s.height-len(foot), 1)
	if len(lines) <= room {
		for len(foot) > 0 && len(lines) < room {
			lines = append(lines, "")
		}
		return strings.Join(append(lines, foot...), "\n")
	}
	end := min(s.top+room, len(lines))
	shown := append([]string(nil), lines[min(s.top, end):end]...)
	if rest := len(lines) - end; rest > 0 && room > 1 {
		shown[len(shown)-1] = s.env.Theme.Paint(theme.Subtle, fmt.Sprintf("   ↓ %d more lines", rest+1))
	}
	return strings.Join(append(shown, foot...), "\n")
}

// longer reports whether the sheet does not fit.
func (s *Screen) longer() bool { return len(s.lines()) > max(s.height-len(s.foot()), 1) }

func (s *Screen) scroll(n int) {
	room := max(s.height-len(s.foot()), 1)
	s.top = max(min(s.top+n, len(s.lines())-room), 0)
}

// foot is the open question, if there is one.
func (s *Screen) foot() []string {
	if s.question == nil {
		return nil
	}
	b := s.sheet()
	b.blank()
	b.say(theme.Strong, s.question.text+"  y/N")
	return b.lines
}

// lines is the whole sheet of the stage.
func (s *Screen) lines() []string {
	b := s.sheet()
	b.blank()
	switch s.stage {
	case asking:
		b.say(theme.Text, s.either("Asking OVH for a token…", "Stopping…"))
	case askFailed:
		s.drawAskFailed(b)
	case waiting, stopped:
		s.drawWaiting(b)
	case checking:
		b.say(theme.Text, s.either("Validated. Checking what was granted…", "Stopping…"))
		b.blank()
		s.drawCustody(b)
	case checkFailed:
		s.drawCheckFailed(b)
	case verified:
		s.drawResult(b)
	case over:
		s.drawOver(b)
	}
	return b.lines
}

func (s *Screen) either(running, stopping string) string {
	if s.ending.stopping {
		return stopping
	}
	return running
}

// sheet collects lines of one width.
type sheet struct {
	theme *theme.Theme
	width int // of the screen
	lines []string
}

func (s *Screen) sheet() *sheet {
	return &sheet{theme: s.env.Theme, width: s.width}
}

func (b *sheet) blank() { b.lines = append(b.lines, "") }

// say writes a paragraph.
func (b *sheet) say(role theme.Role, text string) { b.hang("", margin, role, text) }

// item writes a paragraph behind a label; its lines are aligned at a column.
func (b *sheet) item(label string, column int, role theme.Role, text string) {
	b.hang(b.theme.Paint(theme.Subtle, label), margin+column, role, text)
}

// hang writes text from a column on, with a label before its first line.
func (b *sheet) hang(label string, column int, role theme.Role, text string) {
	room := max(min(b.width-margin, margin+measure)-column, 16)
	for i, line := range layout.Wrap(text, room) {
		before := strings.Repeat(" ", column)
		if i == 0 && label != "" {
			before = strings.Repeat(" ", margin) + layout.Pad(label, column-margin)
		}
		b.lines = append(b.lines, before+b.theme.Paint(role, line))
	}
}

// address writes a link whole. One that fits stands at the margin; a longer one
// takes the full width from the first column on, so that what a terminal
// selects holds neither blanks nor a cut.
func (b *sheet) address(url string, link bool) {
	open, end := "", ""
	if link {
		open, end = ansi.SetHyperlink(url, "id=page"), ansi.ResetHyperlink()
	}
	width, indent := max(b.width, 1), ""
	if ansi.StringWidth(url) <= b.width-margin {
		indent = strings.Repeat(" ", margin)
	}
	for line := range strings.SplitSeq(ansi.Hardwrap(url, width, true), "\n") {
		b.lines = append(b.lines, indent+open+line+end)
	}
}

// advise writes what went wrong, why, what to do, and OVH's query id.
func (b *sheet) advise(a ovhapi.Advice) {
	b.say(theme.Danger, a.What)
	if text := strings.TrimSpace(a.Why + " " + a.Next); text != "" {
		b.say(theme.Text, text)
	}
	if a.QueryID != "" {
		b.say(theme.Subtle, "OVH query "+a.QueryID)
	}
}
