package profiles

import (
	"fmt"
	"slices"
	"strings"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/standing"
	"ovh-tokens/ui/text"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/when"
)

// labels is the width of the labels' column, margin what stands before a line.
const (
	labels = 20
	margin = 2
)

// paragraph is a text in a role.
type paragraph struct {
	role theme.Role
	text string
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
	b := text.NewLines(s.env.Theme, s.width, labels)
	r, there := s.current()
	switch {
	case s.asked != nil:
		s.asked.tell(b, s.env.ReadOnly)
	default:
		if s.start != nil {
			s.unchosen(b)
		}
		for _, p := range s.said {
			b.Say(p.role, p.text)
		}
		if len(s.said) > 0 {
			b.Blank()
		}
		if there {
			s.describe(b, r)
		} else {
			b.Say(theme.Text, "No profile on this machine.")
		}
		s.problems(b)
	}
	s.details.SetLines(b.All())
	s.details.SetHeight(max(room, 0))
}

// describe says where the values of a profile come from and what its key may do.
func (s *Screen) describe(b *text.Lines, r row) {
	switch {
	case r.moved:
		b.Say(theme.Caution, "▲ The account in use, but the files hold other keys for it by now. The program still works with those it began with; enter takes the new ones.")
	case r.inUse:
		b.Say(theme.Accent, "The account in use.")
	}
	s.token(b, r)
	b.Field("endpoint", theme.Text, r.Endpoint.Name+", from "+r.EndpointOrigin.String())
	value := func(label string, there bool, what string, from config.Origin) {
		if !there {
			b.Field(label, theme.Caution, "missing")
			return
		}
		b.Field(label, theme.Text, what+", from "+from.String())
	}
	value("application_key", r.ApplicationKey.Text != "", r.ApplicationKey.Text, r.ApplicationKey.Origin)
	value("application_secret", !r.ApplicationSecret.Secret.Empty(), ovhapi.Mask, r.ApplicationSecret.Origin)
	value("consumer_key", !r.ConsumerKey.Secret.Empty(), ovhapi.Mask, r.ConsumerKey.Origin)
	var same []string
	for _, place := range elsewhere(s.places(r.Profile), r.ConsumerKey.Origin) {
		same = append(same, shell.PlaceText(place))
	}
	b.Field("the same key", theme.Text, several(same))
	for _, other := range r.Others {
		b.Field("not used", theme.Caution, other.Name+", from "+other.Origin.String())
	}
}

// elsewhere are the places of a key other than the one it is read from.
func elsewhere(places []config.FoundKey, here config.Origin) []config.FoundKey {
	return slices.DeleteFunc(slices.Clone(places), func(p config.FoundKey) bool { return p.Origin == here })
}

// token says what the key of a profile is, or why that is not known.
func (s *Screen) token(b *text.Lines, r row) {
	a := s.answer(r.Profile)
	state := a.State(s.now())
	said, why := a.Says(r.Profile, s.now())
	if a.Token.ID == 0 {
		b.Field("key", state.Role(), said)
		b.Field("", theme.Text, strings.TrimSpace(why+" "+next(a, state)))
		return
	}
	b.Field("key", state.Role(), said+s.until(a.Token, state))
	b.Field("token", theme.Text, fmt.Sprintf("%d, %s, %s", a.Token.ID, a.Token.Name(), a.Token.Rules.Short()))
}

// next says what can be done about a key that is no token.
func next(a standing.Answer, state standing.State) string {
	switch {
	case a.Err == nil || state == standing.Incomplete:
		return ""
	case state == standing.Pending:
		return "w in the list opens its page again."
	}
	return ovhapi.Advise(a.Err).Next
}

// until says how long a token works.
func (s *Screen) until(t ovhapi.Token, state standing.State) string {
	switch {
	case t.Expiration == nil:
		return ", never expires"
	case state == standing.Expired:
		return ": on " + when.Both(t.Expiration, s.now())
	}
	return ", expires " + when.Both(t.Expiration, s.now())
}

// problems are those of the files.
func (s *Screen) problems(b *text.Lines) {
	m := s.env.Machine
	if m == nil || len(m.Problems) == 0 {
		return
	}
	b.Blank()
	b.Say(theme.Strong, "Worth a look in the files")
	for _, p := range m.Problems {
		b.Say(theme.Caution, "▲ "+p.String())
	}
	if files := s.exposed(); len(files) > 0 {
		b.Say(theme.Text, "L keeps other users out of "+shown(files)+".")
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
