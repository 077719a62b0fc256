package rotate

import (
	"errors"
	"fmt"
	"strings"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ui/theme"
)

// compose writes the plan for the present width.
func (s *Screen) compose() {
	b := &lines{env: s.env, width: s.width}
	switch {
	case !s.read:
		b.say(theme.Subtle, "Looking where the key stands…")
	case errors.Is(s.found.err, errIncomplete):
		b.say(theme.Danger, "This key cannot be asked for anew: its profile is not complete.")
		if missing := s.of.Missing(); len(missing) > 0 {
			b.say(theme.Text, "Missing: "+strings.Join(missing, ", ")+". A new token is asked for under the same application.")
		} else {
			b.say(theme.Text, "Missing: the endpoint.")
		}
	case s.found.err != nil:
		a := ovhapi.Advise(s.found.err)
		b.say(theme.Danger, sentence(a.What))
		a.What = ""
		b.advise(a)
		if s.done != nil {
			b.say(theme.Text, "Nothing was changed. The new key stays in this program's list of new tokens (w).")
		}
	case s.found.client == nil:
		s.tellGone(b)
	default:
		s.tellPlan(b)
	}
	s.pane.SetLines(b.out)
	s.pane.SetHeight(s.height)
}

// tellPlan says which key gives way to which, and how.
func (s *Screen) tellPlan(b *lines) {
	f := s.found
	switch {
	case s.done == nil:
		b.say(theme.Text, fmt.Sprintf("Token %d, %s, gives way to a new one with the same rules and addresses.", f.old.ID, f.old.Rules.Short()))
	case f.dead != nil && f.fate == ovhapi.FateUnknown:
		of := s.done.Request.Replaces
		b.say(theme.Text, fmt.Sprintf("The key of %s works no more. Whether it was that of token %d could not be asked. Token %d, which was asked for in place of that one, takes its place.",
			plain.Text(of.Profile), of.CredentialID, s.done.Verified.Credential.ID))
	case f.dead != nil:
		b.say(theme.Text, fmt.Sprintf("Token %d no longer works. Token %d, which was asked for in its place, takes it.", s.done.Request.Replaces.CredentialID, s.done.Verified.Credential.ID))
	default:
		b.say(theme.Text, fmt.Sprintf("Token %d, %s, gives way to token %d, which was asked for in its place.", f.old.ID, f.old.Rules.Short(), s.done.Verified.Credential.ID))
	}
	if !s.of.current {
		b.say(theme.Text, "It is the key of "+plain.Text(s.of.Name)+" on "+plain.Text(s.of.Endpoint.Short())+". The account in use here stays as it is.")
	}
	b.blank()
	s.tellPlaces(b)
	b.blank()
	b.say(theme.Strong, "What happens")
	for i, step := range s.steps() {
		b.hang(fmt.Sprintf("%d  ", i+1), theme.Text, step)
	}
	if f.dead == nil {
		b.blank()
		b.say(theme.Subtle, "Copies of the old key in other files or on other machines stop working when it is revoked: + names a file. Services that read these files may need a reload.")
	}
}

// tellPlaces lists where the old key stands.
func (s *Screen) tellPlaces(b *lines) {
	b.say(theme.Strong, "Its key stands in")
	for _, k := range s.found.places {
		if k.Writable() {
			before := ""
			if s.env.Keys().NamedBefore(k.Origin.File) {
				before = ", named before"
			}
			b.point(k.Origin.String() + before)
			continue
		}
		b.warn(k.Origin.String() + ", which only the shell that sets it can change: the old token will be kept working.")
	}
	for _, k := range s.found.fresh {
		b.point(k.Origin.String() + " has the new key already")
	}
	if len(s.found.places)+len(s.found.fresh) == 0 {
		b.warn("No file of this machine. Nothing can be written: the new key will be kept in this program's list of new tokens, and the old token keeps working until the new key stands in a file.")
	}
	for _, p := range s.found.problems {
		b.warn("Not looked through: " + p.String())
	}
}

func (s *Screen) steps() []string {
	writable, variables := 0, 0
	for _, k := range s.found.places {
		if k.Writable() {
			writable++
		} else {
			variables++
		}
	}
	steps := []string{
		"You validate the new token on OVH's page.",
		"It is checked: same account, nothing missing.",
	}
	if s.done != nil {
		steps = []string{"The new token is checked: same account, nothing missing."}
	}
	if writable > 0 {
		steps = append(steps, fmt.Sprintf("Its key is written into %s and read back.", places(writable)))
	}
	switch {
	case s.found.dead != nil && s.found.fate == ovhapi.FateUnknown:
		return append(steps, fmt.Sprintf("Nothing is revoked: what became of token %d is not known.", s.done.Request.Replaces.CredentialID))
	case s.found.dead != nil:
		return append(steps, "The old token works no more; nothing needs to be revoked.")
	case writable+variables+len(s.found.fresh) == 0:
		return append(steps, "The old token keeps working until the new key stands in a file.")
	case len(s.found.unread) > 0:
		return append(steps, "The old token keeps working until "+plain.Text(strings.Join(s.found.unread, ", "))+" can be looked through.")
	case variables > 0:
		return append(steps, "The old token keeps working until the variable is gone.")
	}
	return append(steps, "The old token is revoked, last. If anything before fails, it keeps working.")
}

// tellGone says what there is to do when the old key was not found.
func (s *Screen) tellGone(b *lines) {
	f := s.found
	old, fresh := s.done.Request.Replaces.CredentialID, s.done.Verified.Credential.ID
	over, sure := f.over(), f.doubt() == ""
	switch {
	case len(f.fresh) == 0 && sure:
		b.say(theme.Text, fmt.Sprintf("Token %d was asked for in place of token %d. Neither key stands on this machine now, so nothing is replaced or revoked.", fresh, old))
	case len(f.fresh) == 0:
		b.say(theme.Text, fmt.Sprintf("Token %d was asked for in place of token %d. Neither key was found on this machine.", fresh, old))
	case over:
		b.say(theme.Text, fmt.Sprintf("The key of token %d is in place, and token %d no longer works.", fresh, old))
	case sure:
		b.say(theme.Text, fmt.Sprintf("The key of token %d is in place, and that of token %d stands nowhere on this machine any more.", fresh, old))
	default:
		b.say(theme.Text, fmt.Sprintf("The key of token %d is in place. That of token %d was not found, but it may still stand on this machine.", fresh, old))
	}
	b.blank()
	for _, k := range f.fresh {
		b.point(k.Origin.String() + " has the new key")
	}
	for _, p := range f.problems {
		b.warn("Not looked through: " + p.String())
	}
	b.unasked(f.unasked)
	if len(f.fresh)+len(f.problems)+len(f.unasked) > 0 {
		b.blank()
	}
	switch {
	case len(f.fresh) == 0 && s.notAnswered() != "":
		b.say(theme.Text, "Nothing was changed. The new key stays in this program's list of new tokens (w).")
	case len(f.fresh) == 0:
		b.say(theme.Text, "enter goes on with the new token as with any other: it can be put where it is used.")
	case over:
		b.say(theme.Text, "What is left: the new key is taken off this program's list of new tokens.")
	case sure:
		b.say(theme.Text, fmt.Sprintf("What is left: token %d still has to be revoked. Whatever uses it elsewhere stops working at once.", old))
	default:
		b.say(theme.Text, fmt.Sprintf("So token %d keeps working. %s", old, mend(old, len(f.unread) > 0)))
	}
}

// unasked lists keys that could not be asked what they are.
func (b *lines) unasked(list []ovhapi.UnaskedKey) {
	for _, k := range list {
		b.warn("Not asked: the key in " + strings.Join(k.Places, ", ") + ". " + sentence(ovhapi.Advise(k.Err).What))
	}
}

// mend says what leads on when the old key may stand where nobody could look.
func mend(old int64, unread bool) string {
	what := "Take the key out of there if it is of no use any more, or try again later."
	if unread {
		what = "Let your user read the file, or put it back."
	}
	return fmt.Sprintf("%s Or revoke token %d by hand, with d in the list, once nothing needs it.", what, old)
}

func places(n int) string {
	if n == 1 {
		return "the place above"
	}
	return fmt.Sprintf("the %d places above", n)
}
