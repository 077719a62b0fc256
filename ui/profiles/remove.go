package profiles

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/standing"
	"ovh-tokens/ui/text"
	"ovh-tokens/ui/theme"
)

// removalMsg brings where a profile would be removed from, and what else is known
// of its key.
type removalMsg struct {
	of      row
	targets []config.Target
	stays   []string // places of its key that are left as they are
	stored  []ovhapi.PendingRequest
}

// remove plans to remove the profile from every file.
func (s *Screen) remove() tea.Cmd {
	r, _ := s.current()
	if r.inUse {
		return shell.Warn("This account is in use here. Work on another one first.")
	}
	m, sources, files, keeper := s.env.Machine, s.env.Sources, slices.Clone(s.env.Keys().Files), s.env.Keeper
	return s.Run(func(context.Context) tea.Msg {
		targets := m.Removal(r.Profile)
		for _, target := range targets {
			if target.Err != nil {
				return instead(theme.Caution, plain.Text(target.File.Shown)+" cannot be written: "+plain.Text(target.Err.Error()))
			}
		}
		if len(targets) == 0 {
			return instead(theme.Caution, "It stands in no file: variables belong to the shell that sets them.")
		}
		holdings, _ := config.Holdings(sources, files...) // files that can't be read are no place to name
		return removalMsg{r, targets, staying(placesOf(holdings, r.Profile), targets), requests(keeper)}
	})
}

// takeRemoval asks whether to remove the profile.
func (s *Screen) takeRemoval(msg removalMsg) tea.Cmd {
	s.stored = msg.stored
	c := &change{
		of: msg.of, ask: "Remove " + msg.of.title() + " from this machine?", yes: "remove from the files",
		targets: msg.targets, stays: msg.stays, done: msg.of.title() + " was removed from this machine.",
	}
	s.weigh(c, s.answer(msg.of.Profile))
	return s.takePlan(plannedMsg{change: c})
}

// weigh notes what the profile's key is worth as far as it was asked, whether its
// token can be revoked first, and what becomes of the key.
func (s *Screen) weigh(c *change, a standing.Answer) {
	p, state := c.of.Profile, a.State(s.now())
	c.notes, c.retire, c.named = nil, false, 0
	note := func(role theme.Role, words string) { c.notes = append(c.notes, paragraph{role, words}) }
	in := s.env.Machine.Active
	lose := !state.Over()
	switch doubt := doubts(p, state); {
	case p.ConsumerKey.Secret.Empty():
		note(theme.Text, "It holds no consumer key, so there is no token to revoke.")
		lose = false
	case p.Endpoint.URL == in.Endpoint.URL && p.ConsumerKey.Secret == in.ConsumerKey.Secret:
		note(theme.Caution, "▲ Its key is the one in use here as well, so its token is not revoked with it.")
	case state == standing.Works:
		c.retire, c.named = true, a.Token.ID
		note(theme.Caution, fmt.Sprintf("▲ Its token %d (%s) still works: %s. Once it is revoked, whatever uses it stops working at once.", a.Token.ID, a.Token.Name(), a.Token.Rules.Short()))
	case state == standing.Expired:
		note(theme.Text, "Its token has expired, so there is nothing to revoke.")
	case state == standing.Refused:
		note(theme.Text, "Its token was refused on OVH's page, so there is nothing to revoke.")
	case doubt != "":
		note(theme.Caution, "▲ "+doubt)
	default:
		c.retire = true
		note(theme.Caution, "▲ Whether its token still works is not known ("+strings.TrimSuffix(state.Word(), "…")+").")
	}
	if n := s.stranded(p); n > 0 {
		were, them := "was", "it"
		if n > 1 {
			were, them = "were", "them"
		}
		note(theme.Caution, fmt.Sprintf("▲ %s (w in the list) %s asked for under its application, which no other profile here has. Take or forget %s first: nothing can go on with %s without it.", layout.Count(n, "new token"), were, them, them))
	}
	switch {
	case len(c.stays) > 0:
		note(theme.Caution, "▲ Its key also stands in "+several(c.stays)+", and stays there.")
	case lose && a.Stored != "":
		note(theme.Text, "Its key is also among the new tokens that this program keeps (w in the list), and stays there.")
	case lose:
		note(theme.Caution, "▲ This program knows of no other copy of its key, and OVH never shows it again.")
	}
}

// stranded counts the stored requests that nothing on this machine could go on
// with any more if a profile went: they have neither a secret of their own nor
// another profile of the same application.
func (s *Screen) stranded(p config.Profile) int {
	same := func(o config.Profile) bool {
		return o.ApplicationKey.Text == p.ApplicationKey.Text && o.Endpoint.URL == p.Endpoint.URL && !o.ApplicationSecret.Secret.Empty()
	}
	m := s.env.Machine
	if p.ApplicationKey.Text == "" || slices.ContainsFunc(append([]config.Profile{m.Active}, m.Profiles...), func(o config.Profile) bool {
		return o.Section != p.Section && same(o)
	}) {
		return 0
	}
	n := 0
	for _, r := range s.stored {
		e, err := ovhapi.ParseEndpoint(r.Endpoint)
		open := r.State == ovhapi.RequestWaiting || r.State == ovhapi.RequestValidated
		here := r.Endpoint == p.Endpoint.Name || err == nil && e.URL == p.Endpoint.URL
		if open && here && r.ApplicationKey == p.ApplicationKey.Text && r.ApplicationSecret.Empty() {
			n++
		}
	}
	return n
}

// doubts says why a token cannot be revoked with its own key though the key may
// work, or come to work; "" where it can be tried.
func doubts(p config.Profile, state standing.State) string {
	at := plain.Text(p.Endpoint.Short())
	switch state {
	case standing.Pending:
		return "Its token waits to be validated on OVH's page; from then on its key works."
	case standing.NotValid:
		return "OVH calls its key not valid: it was refused, or has expired, or still waits to be validated, and would work from then on."
	case standing.Unknown:
		return at + " does not know its key: it was revoked or mistyped, or belongs to another endpoint, where it may still work."
	case standing.NoApp:
		return at + " does not know its application: it was deleted, or belongs to another endpoint, where the key may still work."
	case standing.Mismatch:
		return "Its key cannot be asked: the application secret beside it does not belong to it. It may still work."
	case standing.Incomplete:
		return plain.Sentence(strings.Replace(standing.Missing(p), "can't", "its key can't", 1)) + " It may still work."
	case standing.Asking, standing.Works, standing.Expired, standing.Refused, standing.Barred, standing.NoAnswer, standing.Stopped, standing.NotTold:
	}
	return ""
}

// staying names the places of a key that a removal leaves as they are.
func staying(places []config.FoundKey, targets []config.Target) []string {
	var names []string
	for _, p := range places {
		if !slices.ContainsFunc(targets, func(t config.Target) bool {
			return t.Holds && t.File.Path == p.Origin.File && t.Section == p.Section
		}) {
			names = append(names, shell.PlaceText(p))
		}
	}
	return names
}

// several lists places, and counts those that would be too many to read.
func several(places []string) string { return text.Several(places, 4, "places") }
