package profiles

import (
	"fmt"
	"slices"
	"strings"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/when"
)

// Where text stands: the margin, the labels' column, and how wide a line may
// grow before it is tiring to read.
const (
	margin   = 2
	labels   = 20
	readable = 100
)

// paragraph is a text in a role.
type paragraph struct {
	role theme.Role
	text string
}

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
		b.out = append(b.out, strings.Repeat(" ", margin)+b.theme.Paint(role, line))
	}
}

// field writes a label with its value wrapped beside it.
func (b *lines) field(label string, role theme.Role, value string) {
	if value == "" {
		return
	}
	for i, line := range layout.Wrap(value, max(b.width-labels, 10)) {
		if i > 0 {
			label = ""
		}
		b.out = append(b.out, strings.Repeat(" ", margin)+layout.Pad(b.theme.Paint(theme.Subtle, label), labels)+b.theme.Paint(role, line))
	}
}

// compose shares the height out and writes what stands below the list. A
// question needs the room more than the list does.
func (s *Screen) compose() {
	if s.env.Theme == nil {
		return
	}
	room := s.height
	if s.Typing() {
		room--
	}
	if n := s.table.Len(); n > 0 {
		listed := min(n+1, max(s.height*2/5, 4))
		if s.asked != nil {
			listed = 2
		}
		s.table.SetFocused(s.asked == nil)
		s.table.SetSize(s.width, listed)
		room -= listed + 1
	}
	b := &lines{theme: s.env.Theme, width: min(s.width-2*margin, readable)}
	r, there := s.current()
	switch {
	case s.asked != nil:
		s.asked.tell(b, s.env.ReadOnly)
	default:
		if s.start != nil {
			s.unchosen(b)
		}
		for _, p := range s.said {
			b.say(p.role, p.text)
		}
		if len(s.said) > 0 {
			b.blank()
		}
		if there {
			s.describe(b, r)
		} else {
			b.say(theme.Text, "No profile on this machine.")
		}
		s.problems(b)
	}
	s.details.SetLines(b.out)
	s.details.SetHeight(max(room, 0))
}

// describe says where the values of a profile come from and what its key may do.
func (s *Screen) describe(b *lines, r row) {
	switch {
	case r.moved:
		b.say(theme.Caution, "▲ The account in use, but the files hold other keys for it by now. The program still works with those it began with; enter takes the new ones.")
	case r.inUse:
		b.say(theme.Accent, "The account in use.")
	}
	s.token(b, r)
	b.field("endpoint", theme.Text, r.Endpoint.Name+", from "+r.EndpointOrigin.String())
	value := func(label string, there bool, text string, from config.Origin) {
		if !there {
			b.field(label, theme.Caution, "missing")
			return
		}
		b.field(label, theme.Text, text+", from "+from.String())
	}
	value("application_key", r.ApplicationKey.Text != "", r.ApplicationKey.Text, r.ApplicationKey.Origin)
	value("application_secret", !r.ApplicationSecret.Secret.Empty(), ovhapi.Mask, r.ApplicationSecret.Origin)
	value("consumer_key", !r.ConsumerKey.Secret.Empty(), ovhapi.Mask, r.ConsumerKey.Origin)
	var same []string
	for _, place := range elsewhere(s.places(r.Profile), r.ConsumerKey.Origin) {
		same = append(same, shell.PlaceText(place))
	}
	b.field("the same key", theme.Text, several(same))
	for _, other := range r.Others {
		b.field("not used", theme.Caution, other.Name+", from "+other.Origin.String())
	}
}

// elsewhere are the places of a key other than the one it is read from.
func elsewhere(places []config.FoundKey, here config.Origin) []config.FoundKey {
	return slices.DeleteFunc(slices.Clone(places), func(p config.FoundKey) bool { return p.Origin == here })
}

// token says what the key of a profile is, or why that is not known.
func (s *Screen) token(b *lines, r row) {
	st := s.states[keysOf(r.Profile)]
	kind := st.kind(s.now())
	word := words[kind]
	switch {
	case kind == asking || kind == incomplete:
		b.field("key", word.role, word.text)
	case st.err != nil:
		a := ovhapi.Advise(st.err)
		b.field("key", word.role, a.What)
		why := strings.TrimSpace(a.Why + " " + a.Next)
		if a.QueryID != "" {
			why += " (OVH query " + a.QueryID + ")"
		}
		b.field("", theme.Text, why)
	default:
		b.field("key", word.role, s.verdict(st, kind))
		token := fmt.Sprintf("%d, %s", st.Token.ID, st.Token.Rules.Short())
		if st.Token.Application.Name != "" {
			token = fmt.Sprintf("%d, %s, %s", st.Token.ID, st.Token.Application.Name, st.Token.Rules.Short())
		}
		b.field("token", theme.Text, token)
	}
}

// verdict says how a key stands and until when.
func (s *Screen) verdict(st state, k kind) string {
	text := words[k].text
	if st.Account != "" {
		text += " for " + st.Account
	}
	if st.Token.Expiration == nil {
		return text + ", never expires"
	}
	verb := ", expires "
	if k == expired {
		verb = " on "
	}
	return text + verb + when.Both(st.Token.Expiration, s.now())
}

// problems are those of the files.
func (s *Screen) problems(b *lines) {
	m := s.env.Machine
	if m == nil || len(m.Problems) == 0 {
		return
	}
	b.blank()
	b.say(theme.Strong, "Worth a look in the files")
	for _, p := range m.Problems {
		b.say(theme.Caution, "▲ "+p.String())
	}
	if files := s.exposed(); len(files) > 0 {
		b.say(theme.Text, "c keeps other users out of "+shown(files)+".")
	}
}

// exposed are the files with keys of the profile under the cursor, or else any,
// that other users can read.
func (s *Screen) exposed() []config.File {
	m := s.env.Machine
	if m == nil {
		return nil
	}
	var all, own []config.File
	r, _ := s.current()
	for _, f := range m.Files {
		if !f.OthersCanRead {
			continue
		}
		all = append(all, f)
		for _, o := range []config.Origin{r.ApplicationSecret.Origin, r.ConsumerKey.Origin} {
			if o.File == f.Path {
				own = append(own, f)
				break
			}
		}
	}
	if len(own) > 0 {
		return own
	}
	return all
}
