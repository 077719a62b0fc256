package waiting

import (
	"errors"
	"strings"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/when"
)

// drawAskFailed says why nothing was asked, or cannot be taken up.
func (s *Screen) drawAskFailed(b *sheet) {
	switch {
	case s.stored != nil:
		b.say(theme.Danger, "This request cannot be taken up here.")
		b.say(theme.Text, "Why: "+ovhapi.Advise(s.failure).What+".")
		b.blank()
		b.say(theme.Text, "Its key stays stored.")
	case s.env.ReadOnly:
		b.say(theme.Text, key.ReadOnly)
	default:
		b.advise(ovhapi.Advise(s.failure))
		b.blank()
		made := "No token was made."
		if errors.Is(s.failure, ovhapi.ErrOffline) || errors.Is(s.failure, ovhapi.ErrBadAnswer) {
			made = "No key arrived. A request may be left at OVH; nobody can use it."
		}
		b.say(theme.Text, made+" r tries again, esc goes back.")
	}
}

// drawWaiting is the page's address, what to do on it, and how it stands.
func (s *Screen) drawWaiting(b *sheet) {
	const column = 3
	b.item("1", column, theme.Text, s.firstStep())
	b.item("2", column, theme.Text, "Choose how long it is valid. The page proposes one day.")
	b.item("3", column, theme.Text, "Authorize.")
	b.blank()
	b.address(s.page.url, s.page.trust == ovhapi.PageKnown)
	s.drawPage(b)
	b.blank()
	if s.stage == waiting {
		b.say(theme.Subtle, s.pulse()+" asked "+s.ago()+", still waiting")
		s.drawHints(b)
	} else {
		s.drawStopped(b)
	}
	b.blank()
	s.drawCustody(b)
	s.drawFormer(b)
}

// firstStep says where the page is.
func (s *Screen) firstStep() string {
	const login = ", as the account the token is for."
	if s.page.state == pageOpen {
		return "Log in on the page that opened" + login
	}
	if s.page.why() == "" && s.page.trust == ovhapi.PageKnown && s.page.state != pageFailed {
		return "Log in on the page below" + login
	}
	return "Open the link below in a browser and log in" + login
}

// drawPage says what there is to say of the page itself.
func (s *Screen) drawPage(b *sheet) {
	switch {
	case s.page.trust == ovhapi.PageRefused:
		b.say(theme.Danger, s.page.refusal())
	case s.page.state == pageFailed:
		b.say(theme.Caution, "No browser could be opened. Copy the link above: y copies it.")
	case s.page.trust == ovhapi.PageUnknown && s.page.state == pageClosed:
		text := "This page is on " + s.page.host + ", which is not known as OVH's."
		if s.page.hasBrowser {
			text += " o opens it all the same."
		}
		b.say(theme.Caution, text)
	case !s.page.hasBrowser:
		where := "any machine"
		if s.client.Endpoint().Local() {
			where = "this machine"
		}
		b.say(theme.Subtle, "No browser is opened from here; the link works on "+where+".")
	}
}

// drawHints says what the looks at the key suggest.
func (s *Screen) drawHints(b *sheet) {
	if s.look.Trouble != nil {
		b.say(theme.Caution, s.trouble())
	}
	switch {
	case s.look.Doubtful:
		b.say(theme.Caution, "The page sent you back, but the token is not valid: it was probably refused. esc leaves it pending"+s.orAnew()+".")
	case s.look.Returned:
		b.say(theme.Text, "The page sent you back. Checking…")
	}
	if s.age() >= late {
		b.say(theme.Caution, "The page may have expired by now"+s.anew()+".")
	}
}

func (s *Screen) orAnew() string {
	if s.env.ReadOnly {
		return ""
	}
	return ", n asks for a new one"
}

func (s *Screen) anew() string {
	if s.env.ReadOnly {
		return ""
	}
	return "; n asks for a new one"
}

// trouble says why the last look told nothing.
func (s *Screen) trouble() string {
	a := ovhapi.Advise(s.look.Trouble)
	since := when.Clock(s.env.Clock.Now().Sub(s.look.troubled))
	text := strings.TrimSuffix(a.What, ".") + " for " + since + "."
	if !errors.Is(s.look.Trouble, ovhapi.ErrOffline) {
		text = a.What + " It has been so for " + since + "."
	}
	if a.Why != "" {
		text += " " + a.Why
	}
	text += " Still trying."
	if a.QueryID != "" {
		text += " (OVH query " + a.QueryID + ")"
	}
	return text
}

// drawStopped says why nobody looks any more.
func (s *Screen) drawStopped(b *sheet) {
	switch {
	case s.key.removing:
		b.say(theme.Text, "Removing the key…")
	case s.failure != nil:
		b.advise(ovhapi.Advise(s.failure))
		b.say(theme.Text, "r looks again.")
	default:
		b.say(theme.Text, "Stopped looking; asked "+s.ago()+". r looks again whether it was validated.")
	}
}

// pulse shows that the program is alive.
func (s *Screen) pulse() string {
	const frames = `-\|/`
	return string(frames[int(s.age()/time.Second)%len(frames)])
}

// ago is how long ago the token was asked for.
func (s *Screen) ago() string {
	if age := s.age(); age >= 24*time.Hour {
		return when.Span(age) + " ago"
	}
	return when.Clock(s.age()) + " ago"
}

// drawCustody says where the key is.
func (s *Screen) drawCustody(b *sheet) {
	switch {
	case s.key.stuck != nil:
		b.say(theme.Danger, "The key could not be removed from this machine.")
		b.say(theme.Text, ovhapi.Advise(s.key.stuck).What)
		b.say(theme.Text, "F tries again.")
	case s.key.forgotten || s.key.removing:
	case len(s.key.kept) > 0:
		b.say(theme.Good, "Kept: "+s.key.places()+".")
		switch {
		case s.key.moved:
			b.say(theme.Subtle, "The copy in this program's state folder was removed.")
		case s.key.err == nil:
			b.say(theme.Subtle, "It also stays in the list of new tokens until F forgets it there.")
		}
	case s.key.err != nil:
		b.say(theme.Danger, "The key could not be stored on this machine: leaving loses it.")
		b.say(theme.Text, "Why: "+ovhapi.Advise(s.key.err).What)
	case s.stage == verified && s.then != nil && s.unfit():
		b.say(theme.Caution, "As it is, it cannot take the place of the old one, which stays as it is"+s.anew()+".")
		b.say(theme.Subtle, "Its key is stored on this machine all the same.")
	case s.stage == verified && s.then != nil && s.draft.Replaces != nil:
		b.say(theme.Text, "enter goes on: its key is put where the old one stands. Until then it stays stored on this machine.")
	case s.env.Fleeting && s.stage == verified && s.then == nil:
		b.say(theme.Text, "enter puts the key where it is used; the files are the demo's own. Until then the demo holds it.")
	case s.env.Fleeting:
		b.say(theme.Subtle, "The key is kept until this program ends: the demo writes only to a folder of its own.")
	case s.stage == verified && s.then != nil:
		b.say(theme.Text, "It stays stored on this machine. enter goes on to where it is kept.")
	case s.stage == verified:
		b.say(theme.Text, "enter puts the key where it is used. Copy it now or later: it stays in this machine's list of new tokens (w) until F forgets it.")
	default:
		b.say(theme.Subtle, "The key is safe on this machine; you may close this and come back later.")
	}
	if s.key.stale != nil && !s.key.forgotten && !s.key.moved {
		b.say(theme.Caution, "That it was validated could not be stored with it: "+ovhapi.Advise(s.key.stale).What)
	}
}
