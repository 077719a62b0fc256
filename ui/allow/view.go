package allow

import (
	"strconv"
	"strings"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/text"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/when"
)

const (
	labels     = 15 // the column of labels, as wide as the field's
	margin     = 2
	readable   = 100 // the widest line that is still read with ease
	mostBlocks = 6   // named above the field; all of them stand in it
	mostPlaces = 3
	// leastBelow is how many lines are kept for what is said of the text.
	leastBelow = 6
)

// SetSize takes the room in.
func (s *Screen) SetSize(width, height int) {
	s.width, s.height = width, height
	s.compose()
}

// Typing is the case while there is something to type.
func (s *Screen) Typing() bool { return s.stage == editing }

// Heading names the token and says how much is below.
func (s *Screen) Heading() shell.Heading {
	return shell.Heading{
		Title: "Addresses of token " + strconv.FormatInt(s.of.Token.ID, 10),
		Left:  s.of.Token.Name(), Right: s.env.Theme.Paint(theme.Subtle, s.pane.More()),
	}
}

// Cursor is in the field.
func (s *Screen) Cursor() (int, int, bool) {
	x, _, visible := s.field.Cursor()
	return margin + x, len(s.above()), visible && s.Typing()
}

// View draws the token, the field and what is said of the text in it.
func (s *Screen) View() string {
	lines := s.above()
	if s.Typing() {
		lines = append(lines, strings.Repeat(" ", margin)+s.field.Line(s.env.Theme), "")
	}
	return strings.Join(append(lines, s.pane.View()), "\n")
}

// above are the lines over the field. Where there is little room they give way
// from the top.
func (s *Screen) above() []string {
	room := max(s.height-leastBelow, 0)
	return append([]string(nil), s.head[max(len(s.head)-room, 0):]...)
}

// room is how many lines there are below the field.
func (s *Screen) room() int {
	taken := len(s.above())
	if s.Typing() {
		taken += 2
	}
	return max(s.height-taken, 0)
}

// compose writes everything for the present width.
func (s *Screen) compose() {
	if s.env.Theme == nil {
		return // the first frame is still to come
	}
	s.field.SetWidth(max(min(s.width-2*margin, readable), 10))
	s.head = s.facts()
	b := &sheet{s: s}
	switch s.stage {
	case editing:
		s.tellTyped(b)
	case barred:
		b.paragraphs(s.missing())
	case sending:
		b.say(theme.Text, "Changing the addresses…")
	case told:
		b.paragraphs(s.outcome.paragraphs)
	}
	s.pane.SetLines(b.out)
	s.pane.SetHeight(s.room())
}

// sheet gathers what stands below the field.
type sheet struct {
	s   *Screen
	out []string
}

// say writes a text in its role, marked where it wants attention.
func (b *sheet) say(role theme.Role, words string) {
	for _, line := range (form.Note{Text: words, Role: role}).Lines(b.s.env.Theme, max(min(b.s.width-2*margin, readable), 10)) {
		b.out = append(b.out, strings.Repeat(" ", margin)+line)
	}
}

func (b *sheet) paragraphs(list []paragraph) {
	for i, p := range list {
		if i > 0 {
			b.out = append(b.out, "")
		}
		b.say(p.role, p.text)
	}
}

// facts say which token it is and from where it works.
func (s *Screen) facts() []string {
	t, b := s.of.Token, text.NewLines(s.env.Theme, s.width, labels)
	now := s.env.Client.ServerNow()
	b.Blank()
	b.Field("Access", theme.Text, t.Rules.ShortFit(max(min(s.width-2*margin, readable)-labels, 10)))
	b.Field("Last used", theme.Text, when.Both(t.LastUse, now))
	if at := s.env.Places(t); len(at) > 0 {
		b.Field("Lives in", theme.Text, text.Several(at, mostPlaces, "places"))
	}
	stored := ovhapi.Restricting(s.stored)
	b.Field("Works from", theme.Text, text.Several(stored.Lines(), mostBlocks, "blocks"))
	if s.unread != "" {
		b.Field("", theme.Caution, "As the list has it. Reading it anew: "+s.unread)
	}
	b.Blank()
	return b.All()
}

// tellTyped says what the text comes to.
func (s *Screen) tellTyped(b *sheet) {
	if told := s.problem == "" && s.shutsOut(); s.of.Token.ID == s.own.ID && !told {
		b.say(theme.Caution, "This is the token that this program works with.")
	}
	for _, n := range s.typed.Notes {
		b.say(n.Role, n.Text)
	}
	switch {
	case s.problem == sameAsStored:
		b.say(theme.Subtle, s.problem+" Several are separated by commas or blanks; any lets every address in.")
		return
	case s.typed.Wrong > 0:
		return // each piece has said so
	case s.problem != "":
		b.say(theme.Danger, s.problem)
		return
	}
	for _, caution := range s.cautions() {
		b.say(theme.Caution, caution)
	}
	b.say(theme.Text, "Will be stored as: "+s.to.String())
	for _, d := range s.to.Difference(ovhapi.Restricting(s.stored)) {
		if d.Change != ovhapi.Stays {
			b.out = append(b.out, strings.Repeat(" ", margin)+s.paint(d))
		}
	}
}
