package holdings

import (
	"fmt"
	"strconv"
	"strings"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/sign"
	"ovh-tokens/ui/standing"
	"ovh-tokens/ui/text"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/token"
	"ovh-tokens/ui/when"
)

// labels is the width of the labels' column.
const labels = 13

// text is what stands below the list, or in its place.
func (s *Screen) text() []string {
	if s.env.Theme == nil {
		return nil
	}
	b := text.NewLines(s.env.Theme, s.width, labels)
	h, there := s.table.Cursor()
	switch {
	case s.stage == asking:
		s.question(b)
	case there:
		s.explain(b, h)
	case s.stage == reading:
		b.Blank()
		b.Say(theme.Subtle, "Looking through the files…")
	default:
		b.Blank()
		b.Say(theme.Text, "No key was found. + names a file that may hold one.")
	}
	if len(s.problems) > 0 && s.stage == listing {
		b.Blank()
		b.Say(theme.Strong, "About the files")
		for _, p := range s.problems {
			b.Say(theme.Caution, "▲ "+p.String())
		}
	}
	return b.All()
}

// question says what enter would do, before it does.
func (s *Screen) question(b *text.Lines) {
	b.Blank()
	b.Say(theme.Strong, "Which key is this?")
	b.Say(theme.Text, "Looks for keys of OVH's API on this machine, and asks which token each of them is.")
	b.Blank()
	b.Say(theme.Strong, "What is read")
	if s.env.Sources.Getenv != nil {
		b.Say(theme.Text, "· the variables OVH_CONSUMER_KEY, OVH_APPLICATION_KEY and so on")
	}
	if s.env.Machine != nil {
		for _, f := range s.env.Machine.Files {
			b.Say(theme.Text, "· "+f.Shown)
		}
	}
	for _, name := range s.env.Keys().Files {
		before := ""
		if s.env.Keys().NamedBefore(name) {
			before = ", named before"
		}
		b.Say(theme.Text, "· "+s.file(name)+before)
	}
	b.Blank()
	b.Say(theme.Strong, "Who is asked")
	b.Say(theme.Text, "Each key found is asked what it is, at the endpoint that stands beside it and signed with that key alone. Nothing is changed; OVH may count it as a use of the key.")
	b.Blank()
	b.Say(theme.Subtle, "Nothing is read or asked before enter.")
}

// explain says everything about one key.
func (s *Screen) explain(b *text.Lines, h held) {
	label := "Stands in"
	for _, p := range h.Places {
		role, where := theme.Text, shell.PlaceText(p)
		if p.Shadowed {
			role, where = theme.Caution, p.Origin.String()+", where it has no effect: a later line stands for the same"
		}
		b.Field(label, role, where)
		label = ""
	}
	s.verdict(b, h)
	if h.state == standing.Asking {
		return
	}
	if h.Token.ID == 0 {
		if h.application != "" {
			b.Field("Application", theme.Text, h.application+", by the application key beside it")
		}
	} else {
		s.token(b, h)
	}
	b.Field("To do", theme.Text, s.next(h))
}

// verdict says how the key stands, and why.
func (s *Screen) verdict(b *text.Lines, h held) {
	said, why := h.Says(h.Profile, s.now())
	b.Field("Key", h.state.Role(), said)
	b.Field("", theme.Text, why)
	if h.state != standing.Asking && h.state != standing.Works && h.state != standing.Incomplete {
		b.Field("Asked at", theme.Text, h.Profile.Endpoint.Short())
	}
	s.perhaps(b, h.maybe)
}

// mostCandidates is how many tokens are worth naming as perhaps the one.
const mostCandidates = 3

// perhaps names the tokens of the account on screen that the key may be.
func (s *Screen) perhaps(b *text.Lines, list []ovhapi.Token) {
	if len(list) == 0 || len(list) > mostCandidates {
		return
	}
	names := make([]string, len(list))
	for i, t := range list {
		status, _ := token.Status(t, s.now())
		names[i] = fmt.Sprintf("%d (%s)", t.ID, status)
	}
	b.Field("Perhaps", theme.Text, strings.Join(names, ", ")+": of the same application, and not working either")
}

// token describes the token that the key is.
func (s *Screen) token(b *text.Lines, h held) {
	t, now := h.Token, s.now()
	name := strconv.FormatInt(t.ID, 10) + ", " + h.application
	if t.Current {
		name += ", the one in use here"
	}
	b.Field("Token", theme.Text, name)
	b.Field("Expires", theme.Text, when.Both(t.Expiration, now))
	b.Field("Last used", theme.Text, when.Both(t.LastUse, now))
	if !t.Creation.IsZero() {
		b.Field("Created", theme.Text, when.Both(&t.Creation, now))
	}
	if t.Restricted() {
		b.Field("Addresses", theme.Text, strings.Join(t.AllowedIPs, ", "))
	}
	label := "May"
	if h.state != standing.Works {
		label = "Rules"
	}
	for _, sentence := range t.Rules.Sentences() {
		mark, role := sign.Of(sentence.Risk)
		b.Field(label, role, mark+" "+sentence.Text)
		label = ""
	}
}

// next says what can be done about a key.
func (s *Screen) next(h held) string {
	switch h.state {
	case standing.Works:
		if !h.mine && s.here(h.Profile) {
			return "Its token is not in the list on screen: it belongs to another account, or the list is older. p there works on another account."
		}
		if !h.mine {
			return "It belongs to another endpoint than the list on screen. p there works on another account."
		}
		return ""
	case standing.NotValid, standing.Expired, standing.Refused:
		return removal(h) + " Or ask for a new token (n in the list) and write its key there."
	case standing.Unknown, standing.NoApp:
		return "If it does not belong to another endpoint: " + removal(h)
	case standing.Pending:
		if h.Stored != "" {
			return "w in the list opens its page again."
		}
		return "Validate it on OVH's page. Where its link is lost, ask for a new token."
	case standing.Incomplete:
		return "Write what is missing beside it, or name the file that holds it with +."
	case standing.Mismatch, standing.Barred, standing.NoAnswer, standing.NotTold:
		return ovhapi.Advise(h.Err).Next
	case standing.Stopped:
		return "r asks again."
	case standing.Asking:
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
	return plain.Sentence(text)
}
