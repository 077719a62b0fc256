package holdings

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/token"
	"ovh-tokens/ui/when"
)

// readable is the widest line that is still read with ease.
const readable = 100

// lines gathers wrapped text.
type lines struct {
	theme *theme.Theme
	width int
	out   []string
}

func (b *lines) blank() { b.out = append(b.out, "") }

func (b *lines) say(role theme.Role, words string) {
	if words == "" {
		return
	}
	for _, line := range layout.Wrap(words, max(b.width, 10)) {
		b.out = append(b.out, "  "+b.theme.Paint(role, line))
	}
}

// labels is the width of the labels' column.
const labels = 13

// field writes a label with its value wrapped beside it; an empty label goes on
// with the field before.
func (b *lines) field(label string, role theme.Role, value string) {
	if value == "" {
		return
	}
	for i, line := range layout.Wrap(value, max(b.width-labels, 10)) {
		if i > 0 {
			label = ""
		}
		b.out = append(b.out, "  "+layout.Pad(b.theme.Paint(theme.Subtle, label), labels)+b.theme.Paint(role, line))
	}
}

// text is what stands below the list, or in its place.
func (s *Screen) text() []string {
	b := &lines{theme: s.env.Theme, width: min(s.width-4, readable)}
	if b.theme == nil {
		return nil
	}
	h, there := s.table.Cursor()
	switch {
	case s.stage == asking:
		s.question(b)
	case there:
		s.explain(b, h)
	case s.stage == reading:
		b.blank()
		b.say(theme.Subtle, "Looking through the files…")
	default:
		b.blank()
		b.say(theme.Text, "No key was found. + names a file that may hold one.")
	}
	if len(s.problems) > 0 && s.stage == listing {
		b.blank()
		b.say(theme.Strong, "About the files")
		for _, p := range s.problems {
			b.say(theme.Caution, "▲ "+p.String())
		}
	}
	return b.out
}

// question says what enter would do, before it does.
func (s *Screen) question(b *lines) {
	b.blank()
	b.say(theme.Strong, "Which key is this?")
	b.say(theme.Text, "Looks for keys of OVH's API on this machine, and asks which token each of them is.")
	b.blank()
	b.say(theme.Strong, "What is read")
	if s.env.Sources.Getenv != nil {
		b.say(theme.Text, "· the variables OVH_CONSUMER_KEY, OVH_APPLICATION_KEY and so on")
	}
	if s.env.Machine != nil {
		for _, f := range s.env.Machine.Files {
			b.say(theme.Text, "· "+f.Shown)
		}
	}
	for _, name := range s.env.Holdings.Files {
		b.say(theme.Text, "· "+s.short(name))
	}
	b.blank()
	b.say(theme.Strong, "Who is asked")
	b.say(theme.Text, "Each key found is asked what it is, at the endpoint that stands beside it and signed with that key alone. Nothing is changed; OVH may count it as a use of the key.")
	b.blank()
	b.say(theme.Subtle, "Nothing is read or asked before enter.")
}

// short writes a path below the home folder with a tilde.
func (s *Screen) short(path string) string {
	home := s.env.Sources.HomeDir
	if rest, below := strings.CutPrefix(path, home+string(filepath.Separator)); below && home != "" {
		return "~/" + filepath.ToSlash(rest)
	}
	return path
}

// explain says everything about one key.
func (s *Screen) explain(b *lines, h held) {
	label := "Stands in"
	for _, p := range h.Places {
		role, where := theme.Text, shell.PlaceText(p)
		if p.Shadowed {
			role, where = theme.Caution, p.Origin.String()+", where it has no effect: a later line stands for the same"
		}
		b.field(label, role, where)
		label = ""
	}
	if h.state == stateAsking {
		b.field("Key", theme.Subtle, "being asked what it is…")
		return
	}
	s.verdict(b, h)
	if h.token.ID == 0 {
		if h.application != "" {
			b.field("Application", theme.Text, h.application+", by the application key beside it")
		}
	} else {
		s.token(b, h)
	}
	b.field("To do", theme.Text, s.next(h))
}

// verdict says how the key stands, and why.
func (s *Screen) verdict(b *lines, h held) {
	at := h.Profile.Endpoint.Short()
	role := words[h.state].role
	switch {
	case h.state == stateWorks && h.account != "":
		b.field("Key", role, "works, for "+h.account+" at "+at)
	case h.state == stateWorks:
		b.field("Key", role, "works at "+at)
	case h.state == stateIncomplete:
		b.field("Key", role, missing(h.Profile))
	case h.err == nil:
		b.field("Key", role, words[h.state].text+", says "+at)
	case h.stored != "" && h.state != stateNotValid:
		b.field("Key", role, words[h.state].text+": it is among the new tokens that this program keeps")
	default:
		a := ovhapi.Advise(h.err)
		b.field("Key", role, a.What)
		if a.QueryID != "" {
			a.Why += " (OVH query " + a.QueryID + ")"
		}
		b.field("", theme.Text, strings.TrimSpace(a.Why))
	}
	if h.state != stateWorks && h.state != stateIncomplete {
		b.field("Asked at", theme.Text, at)
	}
	s.perhaps(b, h.maybe)
}

// mostCandidates is how many tokens are worth naming as perhaps the one.
const mostCandidates = 3

// perhaps names the tokens of the account on screen that the key may be.
func (s *Screen) perhaps(b *lines, list []ovhapi.Token) {
	if len(list) == 0 || len(list) > mostCandidates {
		return
	}
	names := make([]string, len(list))
	for i, t := range list {
		status, _ := token.Status(t, s.now())
		names[i] = fmt.Sprintf("%d (%s)", t.ID, status)
	}
	b.field("Perhaps", theme.Text, strings.Join(names, ", ")+": of the same application, and not working either")
}

// missing says what a key lacks to be asked about.
func missing(p config.Profile) string {
	lacks := p.Missing()
	switch {
	case len(lacks) > 0 && p.Endpoint.URL == "":
		return "can't be asked: " + strings.Join(lacks, " and ") + " and a usable endpoint are missing beside it"
	case len(lacks) > 0:
		return "can't be asked: missing beside it: " + strings.Join(lacks, ", ")
	}
	return "can't be asked: no usable endpoint stands beside it"
}

// token describes the token that the key is.
func (s *Screen) token(b *lines, h held) {
	t, now := h.token, s.now()
	name := strconv.FormatInt(t.ID, 10) + ", " + h.application
	if t.Current {
		name += ", the one in use here"
	}
	b.field("Token", theme.Text, name)
	b.field("Expires", theme.Text, when.Both(t.Expiration, now))
	b.field("Last used", theme.Text, when.Both(t.LastUse, now))
	if !t.Creation.IsZero() {
		b.field("Created", theme.Text, when.Both(&t.Creation, now))
	}
	if t.Restricted() {
		b.field("Addresses", theme.Text, strings.Join(t.AllowedIPs, ", "))
	}
	label := "May"
	if h.state != stateWorks {
		label = "Rules"
	}
	for _, sentence := range t.Rules.Sentences() {
		role, sign := theme.Text, "· "
		switch sentence.Risk {
		case rule.RiskDanger:
			role, sign = theme.Danger, "▲ "
		case rule.RiskCaution:
			role, sign = theme.Caution, "△ "
		case rule.RiskNone:
		}
		b.field(label, role, sign+sentence.Text)
		label = ""
	}
}

// next says what can be done about a key.
func (s *Screen) next(h held) string {
	switch h.state {
	case stateWorks:
		if !h.mine && s.here(h.Profile) {
			return "Its token is not in the list on screen: it belongs to another account, or the list is older. p there works on another account."
		}
		if !h.mine {
			return "It belongs to another endpoint than the list on screen. p there works on another account."
		}
		return ""
	case stateNotValid, stateExpired, stateRefused:
		return removal(h) + " Or ask for a new token (n in the list) and write its key there."
	case stateUnknown, stateNoApp:
		return "If it does not belong to another endpoint: " + removal(h)
	case statePending:
		if h.stored != "" {
			return "w in the list opens its page again."
		}
		return "Validate it on OVH's page. Where its link is lost, ask for a new token."
	case stateIncomplete:
		return "Write what is missing beside it, or name the file that holds it with +."
	case stateMismatch, stateBarred, stateNoAnswer, stateFailed:
		return ovhapi.Advise(h.err).Next
	case stateStopped:
		return "r asks again."
	case stateAsking:
	}
	return ""
}

// removal says how a dead key goes: nothing that reads it works with it.
func removal(h held) string {
	var files, variables []string
	for _, p := range h.Places {
		if p.Origin.File != "" {
			files = append(files, p.Origin.String())
		} else {
			variables = append(variables, p.Origin.String())
		}
	}
	var parts []string
	if len(files) > 0 {
		parts = append(parts, "remove "+strings.Join(files, " and "))
	}
	if len(variables) > 0 {
		parts = append(parts, "unset "+strings.Join(variables, " and ")+" where your shell sets it")
	}
	text := strings.Join(parts, ", and ") + "."
	return strings.ToUpper(text[:1]) + text[1:]
}
