package explain

import (
	"fmt"
	"strings"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/judge"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// Where text stands: the margin, how far what belongs to a call is set in, and
// how wide a line may grow before it is tiring to read.
const (
	margin  = 2
	inner   = 2
	measure = 110
)

// Heading tells whose rules are asked.
func (s *Screen) Heading() shell.Heading {
	t := s.env.Theme
	return shell.Heading{
		Title: "Would this call pass?",
		Left:  t.Paint(theme.Subtle, plain.Text(s.of.Name)+" · "+s.short),
		Right: t.Paint(theme.Subtle, s.pane.More()),
	}
}

// Cursor is in the field.
func (s *Screen) Cursor() (x, y int, visible bool) {
	x, _, visible = s.field.Cursor()
	return x + margin, 1, visible
}

// View draws the field and the answer.
func (s *Screen) View() string {
	line := s.field.Line(s.env.Theme)
	if s.pasted != "" && s.field.Value() == "" {
		line = s.env.Theme.Paint(theme.Subtle, "Pasted: "+layout.Count(1+strings.Count(s.pasted, "\n"), "line")+".")
		if s.Typing() {
			line = s.field.Line(s.env.Theme)
		}
	}
	return "\n" + strings.Repeat(" ", margin) + line + "\n\n" + s.pane.View()
}

// above is how many lines the field takes.
const above = 3

// sheet collects lines of at most a width.
type sheet struct {
	theme *theme.Theme
	width int
	lines []string
}

func (b *sheet) blank() { b.lines = append(b.lines, "") }

// say writes a paragraph, set in by so many cells.
func (b *sheet) say(role theme.Role, in int, text string) {
	for _, line := range (form.Note{Text: text, Role: role}).Lines(nil, max(min(b.width, measure)-margin-in, 12)) {
		b.lines = append(b.lines, strings.Repeat(" ", margin+in)+b.theme.Paint(role, line))
	}
}

// name writes a rule behind what is said of it, or below where both do not fit
// into a line, so that it is never broken between method and path.
func (b *sheet) name(role theme.Role, in int, lead string, r rule.Rule) {
	said := lead + " " + plain.Text(r.String())
	if len([]rune(said)) <= min(b.width, measure)-margin-in {
		b.say(role, in, said)
		return
	}
	b.say(role, in, lead)
	b.say(role, in+inner, plain.Text(r.String()))
}

// compose writes the answer for the present width.
func (s *Screen) compose() {
	if s.env.Theme == nil {
		return
	}
	b := &sheet{theme: s.env.Theme, width: s.width - margin}
	if len(s.verdicts) == 0 {
		s.invite(b)
	} else {
		s.summary(b)
		for _, v := range s.verdicts {
			s.write(b, v)
			b.blank()
		}
		s.limits(b)
	}
	s.pane.SetLines(b.lines)
	s.pane.SetHeight(max(s.height-above, 1))
}

// invite says what can be asked, or that there was no call in the text.
func (s *Screen) invite(b *sheet) {
	if s.of.Works != "" {
		b.say(theme.Danger, 0, "Every call would be refused, whatever the rules: "+plain.Text(s.of.Works)+".")
		b.blank()
	}
	s.refused(b)
	if strings.TrimSpace(s.text) != "" {
		if s.refusal == rule.RefusalRules {
			return // what to write is said already
		}
		said := "No call is named here yet. Write a method and a path, such as GET /me."
		if s.every {
			said = "Every call is not one call. Write one, such as GET /me, or * for one part of its path: GET /domain/zone/*."
		}
		b.say(theme.Subtle, 0, said)
		return
	}
	b.say(theme.Text, 0, "Type a call, or paste one: a URL, or a message of the API, of a client or of a tool with the call in it. The answer stands here as you type.")
	b.blank()
	b.say(theme.Subtle, 0, "A path without a method is answered for each method. Several calls can be pasted at once. * or {name} in place of a part of the path stands for any value.")
}

// summary is what holds for everything that was asked.
func (s *Screen) summary(b *sheet) {
	pass, may, all := s.verdicts.Count()
	switch {
	case s.of.Works != "":
		b.say(theme.Danger, 0, "Every call would be refused, whatever the rules: "+plain.Text(s.of.Works)+".")
		b.blank()
	case all > 1:
		said := fmt.Sprintf("%d of %d calls would pass", pass, all)
		if may > 0 {
			said += fmt.Sprintf(", %d more may", may)
		}
		b.say(theme.Strong, 0, said+".")
		b.blank()
	}
	s.refused(b)
}

// refused says what a message with a call in it tells besides.
func (s *Screen) refused(b *sheet) {
	said := judge.Elsewhere(s.refusal, s.actions)
	switch s.refusal {
	case rule.RefusalRoute:
		if other, mended := s.aboutAnother(); mended {
			said = other
		}
	case rule.RefusalRules:
		said = s.unruled()
	case rule.RefusalIAM, rule.RefusalKey, rule.RefusalUntold:
	}
	if said != "" {
		b.say(theme.Caution, 0, said)
		b.blank()
	}
}

// unruled is what follows from a message that no rule lets the call pass, held
// against the answer. It speaks of the token that the call was made with; what was
// mended or added here is not in that.
func (s *Screen) unruled() string {
	said, mended := s.aboutAnother()
	switch pass, _, all := s.verdicts.Count(); {
	case all == 0:
		return judge.NotWhichCall
	case mended:
		return said
	case pass < all:
		return ""
	case s.byAdded():
		return "The message says that no rule lets the call pass. The rule that was added here does, in a token that is asked for with it."
	case s.do.Add != nil:
		return "The message says that no rule of the token in use there lets the call pass. A token that is asked for with these rules would let it."
	}
	return judge.OtherCause
}

// aboutAnother says that the message names a call in whose place the nearest one
// was taken.
func (s *Screen) aboutAnother() (said string, so bool) {
	was, mended := s.misspelt()
	return "The message is about " + plain.Text(strings.TrimSpace(was.String())) + ", which the endpoint does not have.", mended
}

// roles say how a line is shown.
var roles = map[judge.Tone]theme.Role{
	judge.Plain: theme.Text, judge.Quiet: theme.Subtle, judge.Good: theme.Good, judge.Caution: theme.Caution,
	judge.Bad: theme.Danger, judge.Offer: theme.Accent,
}

// tell writes lines, set in by so many cells.
func (b *sheet) tell(in int, lines []judge.Line) {
	for _, l := range lines {
		if l.Rule == (rule.Rule{}) {
			b.say(roles[l.Tone], in+l.In*inner, l.Text)
		} else {
			b.name(roles[l.Tone], in+l.In*inner, l.Text, l.Rule)
		}
	}
}

// write tells of one call.
func (s *Screen) write(b *sheet, v judge.Verdict) {
	moot := s.of.Works != ""
	if v.Sure {
		a := v.Answers[0]
		b.say(theme.Strong, 0, plain.Text(a.Call.String()))
		for _, l := range a.Described(true) {
			if l.Tone == judge.Plain { // it goes with the call, which stands above
				l.Tone = judge.Quiet
			}
			b.tell(inner, []judge.Line{l})
		}
		b.tell(inner, a.Lines(moot))
		s.absence(b, v)
		s.any(b, v)
		return
	}
	b.say(theme.Strong, 0, plain.Text(v.Call.Path))
	b.say(theme.Subtle, inner, "The method is not told; ctrl+t chooses it.")
	for _, a := range v.Answers {
		if len(a.Ops) == 0 {
			b.say(theme.Text, inner, string(a.Call.Method))
		}
		b.tell(inner, a.Described(false))
		b.tell(2*inner, a.Lines(moot))
	}
	s.absence(b, v)
	s.any(b, v)
}

// absence warns of what the API does not have.
func (s *Screen) absence(b *sheet, v judge.Verdict) {
	if !v.Answers[0].Absent {
		return
	}
	hint := ""
	if at, _, _ := s.suggested(); at >= 0 && s.verdicts[at].Call == v.Call {
		hint = "; " + s.hint() + " writes it"
	}
	b.say(theme.Caution, inner, v.Absence(s.place(), hint))
}

// place names the endpoint whose operations are known.
func (s *Screen) place() string {
	if s.env.Fleeting {
		return "the demo"
	}
	name := s.of.Catalog.Endpoint()
	return plain.Text(ovhapi.Endpoint{Name: name, URL: name}.Short())
}

// hint is the key that takes what is suggested.
func (s *Screen) hint() string {
	if s.Typing() {
		return "tab"
	}
	return "ctrl+f"
}

// any tells of a last slash that the documentation does not have, and offers the
// call without it, or for any number.
func (s *Screen) any(b *sheet, v judge.Verdict) {
	if said := v.Slashed(); said != "" {
		if at, instead, _ := s.suggested(); at >= 0 && instead == v.Bare {
			said += "; ctrl+f asks about the other"
		}
		b.say(theme.Caution, inner, said+".")
		return
	}
	if wider := v.AnyNumber(); wider != "" {
		b.say(theme.Subtle, inner, "For any number: "+wider+"; ctrl+f asks about that.")
	}
}

// limits says what the answer leaves out.
func (s *Screen) limits(b *sheet) {
	if pass, may, _ := s.verdicts.Count(); pass+may > 0 && s.of.Works == "" {
		if len(s.of.Addresses) > 0 {
			b.say(theme.Subtle, 0, "Only from "+plain.Text(strings.Join(s.of.Addresses, ", "))+".")
		}
		b.say(theme.Subtle, 0, judge.Limits)
	}
	if s.of.Catalog == nil {
		said := "Whether the API has such an operation is not known: its list could not be read."
		if s.reading {
			said = "Whether the API has such an operation is not known yet: its list is being read."
		}
		b.say(theme.Subtle, 0, said)
		return
	}
	for _, v := range s.verdicts {
		if v.Answers[0].Absent {
			b.say(theme.Subtle, 0, "By the list of operations of "+s.of.Catalog.Fetched().Format("2 January 2006")+".")
			return
		}
	}
}
