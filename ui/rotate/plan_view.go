package rotate

import (
	"errors"
	"fmt"
	"strings"

	"ovh-tokens/config/rotation"
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
	case errors.Is(s.found.Err, rotation.ErrIncomplete):
		b.say(theme.Danger, "This key cannot be asked for anew: its profile is not complete.")
		if missing := s.of.Missing(); len(missing) > 0 {
			b.say(theme.Text, "Missing: "+strings.Join(missing, ", ")+". A new token is asked for under the same application.")
		} else {
			b.say(theme.Text, "Missing: the endpoint.")
		}
	case s.found.Err != nil:
		a := ovhapi.Advise(s.found.Err)
		b.say(theme.Danger, sentence(a.What))
		a.What = ""
		b.advise(a)
		if s.done != nil {
			b.say(theme.Text, "Nothing was changed. The new key stays in this program's list of new tokens (w).")
		}
	case s.found.Client == nil:
		s.tellGone(b)
	default:
		s.tellPlan(b)
	}
	s.pane.SetLines(b.out)
	s.pane.SetHeight(s.height)
}

// tellPlan says which key gives way to which, and how.
func (s *Screen) tellPlan(b *lines) {
	b.say(theme.Text, s.found.Matter())
	if !s.of.current {
		b.say(theme.Text, "It is the key of "+plain.Text(s.of.Name)+" on "+plain.Text(s.of.Endpoint.Short())+". The account in use here stays as it is.")
	}
	b.blank()
	s.tellPlaces(b)
	b.blank()
	b.say(theme.Strong, "What happens")
	for i, step := range s.found.Steps() {
		b.hang(fmt.Sprintf("%d  ", i+1), theme.Text, step)
	}
	if len(s.found.Unread) > 0 && s.found.Dead == nil {
		b.say(theme.Text, goesWithout)
	}
	if s.found.Dead == nil {
		b.blank()
		b.say(theme.Subtle, "Copies of the old key in other files or on other machines stop working when it is revoked: + names a file. Services that read these files may need a reload.")
	}
}

// tellPlaces lists where the old key stands.
func (s *Screen) tellPlaces(b *lines) {
	b.say(theme.Strong, "Its key stands in")
	b.points(s.found.Stands(s.env.Keys().NamedBefore))
}

// tellGone says what there is to do when the old key was not found.
func (s *Screen) tellGone(b *lines) {
	f := s.found
	old := s.done.Request.Replaces.CredentialID
	over, sure := f.Over(), f.Doubt() == ""
	b.say(theme.Text, f.Matter())
	b.blank()
	for _, k := range f.Fresh {
		b.point(k.Origin.String() + " has the new key")
	}
	for _, p := range f.Problems {
		b.warn("Not looked through: " + p.String())
	}
	b.unasked(f.Unasked)
	if len(f.Fresh)+len(f.Problems)+len(f.Unasked) > 0 {
		b.blank()
	}
	switch {
	case len(f.Fresh) == 0 && s.notAnswered() != "":
		b.say(theme.Text, "Nothing was changed. The new key stays in this program's list of new tokens (w).")
	case len(f.Fresh) == 0:
		b.say(theme.Text, "enter goes on with the new token as with any other: it can be put where it is used.")
	case over && !f.Filed():
		b.say(theme.Text, "Nothing is left to revoke. The new key stands in no file, so its copy stays in this program's list of new tokens until F forgets it there. enter goes on with it as with any other: it can be put into a file.")
	case over:
		b.say(theme.Text, "What is left: the new key is taken off this program's list of new tokens.")
	case sure:
		b.say(theme.Text, fmt.Sprintf("What is left: token %d still has to be revoked. Whatever uses it elsewhere stops working at once.", old))
	default:
		b.say(theme.Text, fmt.Sprintf("So token %d keeps working. %s", old, mend(old, len(f.Unread) > 0)))
		if len(f.Unread) > 0 {
			b.say(theme.Text, goesWithout)
		}
	}
}

// goesWithout says how a file is struck off that was not looked through.
const goesWithout = "Where nothing needs the old key, - goes on without the file."

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
