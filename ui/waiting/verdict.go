package waiting

import (
	"errors"
	"fmt"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/verdict"
)

// roles say how a line is shown.
var roles = map[verdict.Tone]theme.Role{
	verdict.Plain: theme.Text, verdict.Good: theme.Good, verdict.Caution: theme.Caution, verdict.Bad: theme.Danger,
}

// tell writes lines, those with a label with their text at the column.
func (b *sheet) tell(lines ...verdict.Line) {
	labelled := false
	for _, l := range lines {
		labelled = labelled || l.Label != ""
		switch {
		case l.Label != "":
			b.item(l.Label, column, roles[l.Tone], l.Text)
		case labelled:
			b.hang("", margin+column+2*l.In, roles[l.Tone], l.Text)
		default:
			b.say(roles[l.Tone], l.Text)
		}
	}
}

// column is where the values of the result stand.
const column = 15

// drawCheckFailed says why the new token could not be looked at.
func (s *Screen) drawCheckFailed(b *sheet) {
	if errors.Is(s.failure, ovhapi.ErrKeyNotValid) {
		b.say(theme.Danger, "The token was validated, but is no longer valid: it has expired or was revoked.")
		if id := ovhapi.QueryID(s.failure); id != "" {
			b.say(theme.Subtle, "OVH query "+id)
		}
	} else {
		b.say(theme.Text, "Validated, but what was granted could not be asked.")
		b.blank()
		b.advise(ovhapi.Advise(s.failure))
	}
	b.blank()
	b.say(theme.Text, "r checks again"+s.orForget()+".")
	s.drawCustody(b)
}

func (s *Screen) orForget() string {
	if s.key.err != nil {
		return ""
	}
	return ", F forgets the key"
}

// drawResult is what was really granted, beside what was asked for.
func (s *Screen) drawResult(b *sheet) {
	s.drawAccount(b)
	b.tell(verdict.Validity(s.result))
	b.blank()
	b.tell(verdict.Rules(s.request.Rules, s.result)...)
	b.tell(verdict.Addresses(s.request.AllowedIPs, s.result)...)
	b.item("Token", column, theme.Text, fmt.Sprint(s.result.Credential.ID))
	b.item("Application", column, theme.Text, plain.Text(s.request.ApplicationKey))
	b.item("Consumer key", column, s.keyRole(), s.keyText())
	b.blank()
	if s.key.forgotten {
		b.say(theme.Text, "The consumer key was forgotten on this machine. The token itself stays valid.")
	}
	s.drawCustody(b)
	s.drawFormer(b)
}

// drawAccount says whose token it is.
func (s *Screen) drawAccount(b *sheet) {
	inUse := ""
	if s.client == s.env.Client {
		inUse = s.env.Account
	}
	lines := verdict.Account(s.result, inUse)
	if s.result.Account == "" {
		lines[1].Text += " r asks again."
	}
	b.tell(lines...)
	switch {
	case s.result.Account == "":
		b.advise(ovhapi.Advise(s.failure))
	case len(lines) > 1:
		b.blank()
	}
}

// short reports whether the token ends sooner than most people expect.
func (s *Screen) short() bool { return verdict.Short(s.result) }

// unfit reports whether the token cannot take the place of the one it was asked
// for in place of.
func (s *Screen) unfit() bool { return verdict.Unfit(s.draft.Replaces, s.result) }

// keyText is the consumer key: its mask unless it was asked to be shown.
func (s *Screen) keyText() string {
	secret := s.request.ConsumerKey
	switch {
	case s.key.forgotten:
		return "forgotten"
	case s.reveal.shown:
		return plain.Text(secret.Reveal())
	}
	return fmt.Sprintf("%s  %d characters", ovhapi.Mask, len(secret.Reveal()))
}

func (s *Screen) keyRole() theme.Role {
	if s.reveal.shown {
		return theme.Strong
	}
	return theme.Text
}

// drawOver says that there is no token, and why.
func (s *Screen) drawOver(b *sheet) {
	s.tellOver(b)
	switch {
	case s.key.forgotten:
		b.say(theme.Text, "Its key was removed from this machine.")
	case s.key.stuck != nil:
		s.drawCustody(b)
	case !s.ending.state.CameToNothing() && s.key.err == nil && !s.ending.givenUp:
		b.say(theme.Text, "Its key stays on this machine, in the list of new tokens (w), until F forgets it.")
	}
	if !s.env.ReadOnly {
		b.blank()
		b.say(theme.Text, "n asks again with the same rules.")
	}
}

// tellOver says why there is no token.
func (s *Screen) tellOver(b *sheet) {
	if s.ending.givenUp {
		b.say(theme.Text, "The request was given up. If it is authorized on the page all the same, the token is of use to nobody: revoke it from the list.")
		return
	}
	b.tell(verdict.Over(s.ending.state, s.ending.worked))
}
