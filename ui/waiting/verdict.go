package waiting

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/when"
)

// soon is the lifetime up to which a token is said loudly to end. The page
// proposes one day, and many a token is made for longer than that.
const soon = 24*time.Hour + 5*time.Minute

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
	s.drawValidity(b)
	b.blank()
	s.drawRules(b)
	s.drawAddresses(b)
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
	account := s.result.Account
	if account == "" {
		b.say(theme.Good, "Validated.")
		b.say(theme.Caution, "Whose token it is could not be asked. r asks again.")
		b.advise(ovhapi.Advise(s.failure))
		return
	}
	b.say(theme.Good, "Validated by "+account+".")
	if s.client == s.env.Client && s.env.Account != "" && account != s.env.Account {
		b.say(theme.Caution, "Another account: the token belongs to "+account+", not to "+s.env.Account+", which is in use here. It is not in this account's list.")
		b.blank()
	}
}

// drawValidity says how long the token lasts.
func (s *Screen) drawValidity(b *sheet) {
	life := s.result.Lifetime
	switch {
	case s.result.Credential.Expiration == nil:
		b.say(theme.Text, "Valid without limit, until it is revoked.")
	case life <= 0: // by the minute
		b.say(theme.Danger, "It expires at once: "+when.Exact(s.result.Credential.Expiration)+". "+keepLonger)
	case s.short():
		b.say(theme.Caution, "Valid for "+when.Lifetime(life)+" only, "+s.until()+". "+keepLonger)
	default:
		b.say(theme.Text, "Valid for "+when.Lifetime(life)+", "+s.until()+".")
	}
}

// short reports whether the token ends sooner than most people expect.
func (s *Screen) short() bool {
	return s.result.Credential.Expiration != nil && s.result.Lifetime <= soon
}

// unfit reports whether the token cannot take the place of the one it was asked
// for in place of.
func (s *Screen) unfit() bool {
	of, got := s.draft.Replaces, s.result
	return of != nil && (of.Account != "" && got.Account != "" && got.Account != of.Account || len(got.Missing) > 0 || got.AddressesDiffer)
}

const keepLonger = "To keep it longer, ask again and choose another validity on the page."

// drawRules compares granted and asked rules.
func (s *Screen) drawRules(b *sheet) {
	missing, extra, asked := s.result.Missing, s.result.Extra, len(s.request.Rules)
	switch {
	case len(missing) == 0 && asked == 1:
		b.item("Rules", column, theme.Text, "The one rule was granted.")
	case len(missing) == 0 && asked == 2:
		b.item("Rules", column, theme.Text, "Both rules were granted.")
	case len(missing) == 0:
		b.item("Rules", column, theme.Text, fmt.Sprintf("All %d rules were granted.", asked))
	default:
		b.item("Rules", column, theme.Danger, fmt.Sprintf("%d of %d %s not granted:", len(missing), asked, were(len(missing))))
		b.rules(missing, theme.Danger)
	}
	if len(extra) > 0 {
		b.hang("", margin+column, theme.Caution, fmt.Sprintf("%d %s granted that nobody asked for:", len(extra), were(len(extra))))
		b.rules(extra, theme.Caution)
	}
}

func were(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

// rules lists rules, and says of a path what the eye would miss.
func (b *sheet) rules(set rule.Set, role theme.Role) {
	for _, r := range set {
		text := plain.Text(r.String())
		if strings.HasSuffix(r.Path, " ") {
			text += " (ends in a blank)"
		}
		b.hang("", margin+column+2, role, text)
	}
}

// drawAddresses compares the addresses the token works from.
func (s *Screen) drawAddresses(b *sheet) {
	granted := addresses(s.result.Credential.AllowedIPs)
	if !s.result.AddressesDiffer {
		b.item("Addresses", column, theme.Text, granted+", as asked")
		return
	}
	b.item("Addresses", column, theme.Danger, "Not as asked: works from "+granted+".")
	b.hang("", margin+column, theme.Text, "Asked for: "+addresses(s.request.AllowedIPs)+".")
}

func addresses(blocks []string) string {
	if !(ovhapi.Credential{AllowedIPs: blocks}).Restricted() {
		return "any address"
	}
	return strings.Join(blocks, ", ")
}

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
	b.say(s.overText())
	switch {
	case s.key.forgotten:
		b.say(theme.Text, "Its key was removed from this machine.")
	case s.key.stuck != nil:
		s.drawCustody(b)
	case s.ending.state == ovhapi.RequestGone && s.key.err == nil && !s.ending.givenUp:
		b.say(theme.Text, "Its key stays on this machine, in the list of new tokens (w), until F forgets it there.")
	}
	if !s.env.ReadOnly {
		b.blank()
		b.say(theme.Text, "n asks again with the same rules.")
	}
}

func (s *Screen) overText() (theme.Role, string) {
	switch {
	case s.ending.givenUp:
		return theme.Text, "The request was given up. If it is authorized on the page all the same, the token is of use to nobody: revoke it from the list."
	case s.ending.worked && s.ending.state == ovhapi.RequestExpired:
		return theme.Danger, "The token has expired. It can no longer be used."
	case s.ending.worked:
		return theme.Danger, "The token no longer exists: it was revoked. It can no longer be used."
	case s.ending.state == ovhapi.RequestRefused:
		return theme.Danger, "The request was refused on the page. Nothing was granted."
	case s.ending.state == ovhapi.RequestExpired:
		return theme.Danger, "The request has expired: nobody authorized it in time. Nothing was granted."
	}
	return theme.Danger, "OVH no longer knows the request: nobody authorized it in time, or it was removed. Nothing was granted."
}
