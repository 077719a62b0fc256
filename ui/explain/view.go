package explain

import (
	"fmt"
	"slices"
	"strings"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/catalog"
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
	if len(s.blocks) == 0 {
		s.invite(b)
	} else {
		s.summary(b)
		for _, block := range s.blocks {
			s.write(b, block)
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
		b.say(theme.Subtle, 0, "No call is named here yet. Write a method and a path, such as GET /me.")
		return
	}
	b.say(theme.Text, 0, "Type a call, or paste one: a URL, or a message of the API, of a client or of a tool with the call in it. The answer stands here as you type.")
	b.blank()
	b.say(theme.Subtle, 0, "A path without a method is answered for each method. Several calls can be pasted at once. * or {name} in a path stands for any value.")
}

// summary is what holds for everything that was asked.
func (s *Screen) summary(b *sheet) {
	pass, may, all := s.count()
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
	said := ""
	switch s.refusal {
	case rule.RefusalIAM:
		said = "The message is a refusal by the account's IAM policies, not for want of a rule. A new rule does not change it; who manages the policies can."
		if len(s.actions) > 0 {
			said = "The message is a refusal by the account's IAM policies, not for want of a rule: " + plain.Text(strings.Join(s.actions, ", ")) +
				" is not allowed there. A new rule does not change it; who manages the policies can."
		}
	case rule.RefusalKey:
		said = "The message is about the keys, their signature or this machine's clock, not about rules."
	case rule.RefusalRoute:
		said = "The message says that the endpoint has no such route. A rule does not change that."
		if other, mended := s.aboutAnother(); mended {
			said = other
		}
	case rule.RefusalRules:
		said = s.unruled()
	case rule.RefusalUntold:
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
	switch pass, _, all := s.count(); {
	case all == 0:
		return "The message says that no rule lets a call pass, but not which call. Write it here: the method and the path that the tool asked for."
	case mended:
		return said
	case pass < all:
		return ""
	case s.byAdded():
		return "The message says that no rule lets the call pass. The rule that was added here does, in a token that is asked for with it."
	case s.do.Add != nil:
		return "The message says that no rule of the token in use there lets the call pass. A token that is asked for with these rules would let it."
	}
	return "The message says that no rule lets the call pass, but these do: it may have been made with another key, or IAM policies or a blocked application were the cause."
}

// aboutAnother says that the message names a call in whose place the nearest one
// was taken.
func (s *Screen) aboutAnother() (said string, so bool) {
	was, mended := s.misspelt()
	return "The message is about " + plain.Text(strings.TrimSpace(was.String())) + ", which the endpoint does not have.", mended
}

// write tells of one call.
func (s *Screen) write(b *sheet, c block) {
	if c.sure {
		a := c.answers[0]
		b.say(theme.Strong, 0, plain.Text(a.Call.String()))
		describe(b, inner, a, theme.Subtle)
		s.verdict(b, inner, a)
		s.absence(b, c)
		s.any(b, c)
		return
	}
	b.say(theme.Strong, 0, plain.Text(c.call.Path))
	b.say(theme.Subtle, inner, "The method is not told; ctrl+t chooses it.")
	for _, a := range c.answers {
		if len(a.ops) == 0 {
			b.say(theme.Text, inner, string(a.Call.Method))
		}
		describe(b, inner, a, theme.Text)
		s.verdict(b, 2*inner, a)
	}
	s.absence(b, c)
	s.any(b, c)
}

// maxDescribed bounds how many operations a call with a star is told to be.
const maxDescribed = 3

// describe tells what the call does.
func describe(b *sheet, in int, a answer, role theme.Role) {
	for _, op := range a.ops[:min(len(a.ops), maxDescribed)] {
		said := op.String()
		switch {
		case op.Description == "":
		case said == a.Call.String() && role == theme.Subtle: // the line above
			said = op.Description
		default:
			said += ": " + op.Description
		}
		b.say(role, in, said)
		switch op.Status {
		case catalog.Deprecated:
			said = "OVH is going to remove this operation."
			if op.Replacement != "" {
				said = "OVH is going to remove this operation and names " + op.Replacement + " instead."
			}
			b.say(theme.Caution, in, said)
		case catalog.Alpha, catalog.Beta:
			b.say(theme.Subtle, in, "In test at OVH: it may change or go.")
		case catalog.Production:
		}
	}
	if more := len(a.ops) - maxDescribed; more > 0 {
		b.say(theme.Subtle, in, fmt.Sprintf("and %s more", layout.Count(more, "operation")))
	}
}

// verdict tells whether a call passes, and if not, what is close and what it
// takes.
func (s *Screen) verdict(b *sheet, in int, a answer) {
	switch {
	case a.Free:
		b.say(theme.Good, in, "Needs no rule: every token may make the calls below /auth.")
	case a.Allowed && a.doubt:
		s.doubtful(b, in, a)
	case a.Allowed && (s.of.Works != "" || a.absent):
		b.name(theme.Text, in, "By the rules it would pass:", a.By)
	case a.Allowed:
		b.name(theme.Good, in, "Would pass, by the rule", a.By)
	case a.open:
		b.say(theme.Text, in, "No rule lets it pass. OVH lists it as open to everybody; a signed call may still need the rule.")
		b.name(theme.Accent, in+inner, "Smallest rule that surely would let it:", a.Smallest)
	case a.absent:
		b.say(theme.Text, in, "No rule lets it pass.")
	default:
		b.say(theme.Danger, in, "Would not pass: no rule lets it.")
		for _, near := range a.Near {
			b.say(theme.Text, in+inner, "Close is "+plain.Text(near.Rule.String())+"  "+near.Reason)
		}
		b.name(theme.Accent, in+inner, "Smallest rule that would let it:", a.Smallest)
		if a.Smallest.Path != a.Call.Path {
			b.say(theme.Subtle, in+inner, undecided)
		}
	}
}

// doubtful tells of a call of which no documentation says whether its rule lets it
// pass, and of the rule that makes sure.
func (s *Screen) doubtful(b *sheet, in int, a answer) {
	lead, role := "May pass, by the rule", theme.Caution
	if s.of.Works != "" || a.absent {
		lead, role = "By the rules it may pass:", theme.Text
	}
	b.name(role, in, lead, a.By)
	b.say(theme.Text, in+inner, undecided)
	if a.lacks() {
		b.name(theme.Accent, in+inner, "Smallest rule that surely would let it:", a.Smallest)
	}
}

// undecided is what no documentation of OVH tells of a percent-encoded path.
const undecided = "It is not documented whether OVH compares a percent-encoded path as it is sent or decoded; a star stands for either."

// absence warns of what the API does not have.
func (s *Screen) absence(b *sheet, c block) {
	if !c.answers[0].absent {
		return
	}
	place := s.place()
	if len(c.methods) > 0 {
		b.say(theme.Caution, inner, fmt.Sprintf("%s has no %s for this path, only %s.", place, c.answers[0].Call.Method, join(c.methods)))
		return
	}
	said := "No operation of " + place + " has such a path."
	if c.nearest != "" {
		said += " The nearest is " + plain.Text(c.nearest)
		if at, _, _ := s.suggested(); s.blocks[at].call == c.call {
			said += "; " + s.hint() + " writes it"
		}
		said += "."
	}
	b.say(theme.Caution, inner, said)
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
func (s *Screen) any(b *sheet, c block) {
	if c.bare != (rule.Call{}) {
		said := "OVH documents the path without the slash at its end. To a rule those are two paths"
		if at, instead, _ := s.suggested(); at >= 0 && instead == c.bare {
			said += "; ctrl+f asks about the other"
		}
		b.say(theme.Caution, inner, said+".")
		return
	}
	if slices.ContainsFunc(c.answers, answer.lacks) && c.wider != (rule.Call{}) {
		b.say(theme.Subtle, inner, "For any number: "+strings.TrimSpace(c.wider.String())+"; ctrl+f asks about that.")
	}
}

// limits says what the answer leaves out.
func (s *Screen) limits(b *sheet) {
	if pass, may, _ := s.count(); pass+may > 0 && s.of.Works == "" {
		if len(s.of.Addresses) > 0 {
			b.say(theme.Subtle, 0, "Only from "+plain.Text(strings.Join(s.of.Addresses, ", "))+".")
		}
		b.say(theme.Subtle, 0, "Rules are not all: addresses, expiry, IAM and the service can refuse too.")
	}
	if s.of.Catalog == nil {
		said := "Whether the API has such an operation is not known: its list could not be read."
		if s.reading {
			said = "Whether the API has such an operation is not known yet: its list is being read."
		}
		b.say(theme.Subtle, 0, said)
		return
	}
	for _, c := range s.blocks {
		if c.answers[0].absent {
			b.say(theme.Subtle, 0, "By the list of operations of "+s.of.Catalog.Fetched().Format("2 January 2006")+".")
			return
		}
	}
}

func join(methods []rule.Method) string {
	words := make([]string, len(methods))
	for i, m := range methods {
		words[i] = string(m)
	}
	return strings.Join(words, ", ")
}
