package rotate

import (
	"errors"
	"fmt"
	"strings"

	"ovh-tokens/config"
	"ovh-tokens/config/rotation"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ui/theme"
)

// compose says what was done and where things stand.
func (s *exchange) compose() {
	b := &lines{env: s.env, width: s.width}
	if s.running {
		b.say(theme.Text, "Writing the new key, then revoking the old token…")
	} else {
		s.tell(b)
	}
	s.pane.SetLines(b.out)
	s.pane.SetHeight(s.height)
}

func (s *exchange) tell(b *lines) {
	s.tellOutcome(b)
	b.blank()
	b.say(theme.Strong, "Where things stand")
	r := s.rotated
	for _, place := range r.Written {
		b.point("New key in " + place)
	}
	for _, place := range r.Left {
		if r.Err != nil && len(r.Written) == 0 {
			b.point("Old key in " + place)
		} else {
			b.warn("Old key still in " + place)
		}
	}
	for _, file := range r.Unread {
		b.warn("Not looked through: " + plain.Text(file))
	}
	b.unasked(r.Unasked)
	if r.Forgotten != nil {
		_, fresh := s.ids()
		b.warn(fmt.Sprintf("The key of new token %d could not be taken off this program's list of new tokens: ", fresh) + plain.Text(r.Forgotten.Error()))
	} else if r.KeepErr != nil {
		_, fresh := s.ids()
		b.warn(fmt.Sprintf("Key of new token %d is not in this program's list of new tokens: it could not be stored. ", fresh) + ovhapi.Advise(r.KeepErr).What)
	} else if r.Stored {
		_, fresh := s.ids()
		b.point(fmt.Sprintf("Key of new token %d in this program's list of new tokens (w)", fresh))
	}
	switch {
	case r.ReceiptErr != nil:
		b.warn("No receipt could be written: " + plain.Text(r.ReceiptErr.Error()))
	case r.Receipt != "":
		b.hang("", theme.Subtle, "Receipt: "+plain.Text(r.Receipt))
	}
	s.tellNext(b)
}

// tellOutcome says in a sentence how far it came.
func (s *exchange) tellOutcome(b *lines) {
	r := s.rotated
	r.Old, _ = s.ids()
	b.say(outcomeRole(r), r.String())
	if r.Err != nil && !errors.Is(r.Err, ovhapi.ErrNowhere) {
		s.tellError(b)
	}
}

func outcomeRole(r rotation.Outcome) theme.Role {
	switch {
	case r.Err != nil:
		return theme.Danger
	case r.Ended:
		return theme.Good
	}
	return theme.Caution
}

// ids are the tokens: the old one and the new one.
func (s *exchange) ids() (old, fresh int64) {
	if of := s.done.Request.Replaces; of != nil {
		old = of.CredentialID
	}
	return old, s.done.Verified.Credential.ID
}

// tellError says why the exchange stopped.
func (s *exchange) tellError(b *lines) {
	if changed, ok := errors.AsType[*config.PlanChangedError](s.rotated.Err); ok {
		b.say(theme.Text, "A file has changed since the plan was made. "+sentence(changed.Error()))
		return
	}
	b.advise(ovhapi.Advise(s.rotated.Err))
}

// tellNext says what can be done about what is left.
func (s *exchange) tellNext(b *lines) {
	_, fresh := s.ids()
	var next []string
	switch {
	case s.rotated.Changed():
		next = append(next, "Mend the file, then t tries again. Or leave: w in the list goes on with the new token, from what the files say then.")
	case errors.Is(s.rotated.Err, ovhapi.ErrOtherAccount):
		next = append(next, fmt.Sprintf("R in the list asks anew; log in as the old token's account. Token %d is the other account's: it can be revoked there, and w, then F, forgets its key here.", fresh))
	case errors.Is(s.rotated.Err, ovhapi.ErrNoSuchKey), errors.Is(s.rotated.Err, ovhapi.ErrKeyNotValid):
		next = append(next, "The new token works no more. R in the list asks anew; w, then F, forgets its key.")
	case s.rotated.Hopeless():
		next = append(next, fmt.Sprintf("R in the list asks anew. Token %d is of no use for this: d revokes it.", fresh))
	case s.onlyHere() && s.done.Err == nil:
		next = append(next, "The new key is stored nowhere but in this program: W keeps it, now. t tries again.")
	case errors.Is(s.rotated.Err, ovhapi.ErrNowhere):
		next = append(next, "W keeps the new key where it is used, then t revokes the old token.")
	case s.rotated.Err != nil && s.done.Err == nil:
		next = append(next, "t tries again. Or leave: w in the list goes on with the new token.")
	case s.rotated.Unfiled:
		next = append(next, "The new key stands in no file, so its copy stays in the list. w in the list of tokens puts it into one; F there forgets it, once you keep it elsewhere.")
	case s.rotated.Kept != nil:
		next = append(next, s.tellKept(b))
	}
	if len(next) > 0 {
		b.blank()
		b.say(theme.Text, strings.Join(next, " "))
	}
}

// tellKept says why the old token was not taken out of use, and returns what can
// be done about it.
func (s *exchange) tellKept(b *lines) string {
	old, _ := s.ids()
	r := s.rotated
	switch {
	case errors.Is(r.Kept, ovhapi.ErrStillHeld) && len(r.Written) == 0:
		return "W keeps the new key where it is used. Then take the old key out of there, and t revokes the old token."
	case errors.Is(r.Kept, ovhapi.ErrStillHeld):
		return "Take the old key out of there, then t revokes the old token. After a new start of this program, w in the list does."
	case errors.Is(r.Kept, ovhapi.ErrUnread):
		return mend(old, true) + " t tries again; later, w in the list does. There, - goes on without the file."
	case errors.Is(r.Kept, ovhapi.ErrUnasked):
		return mend(old, false) + " t tries again; later, w in the list does."
	case errors.Is(r.Kept, ovhapi.ErrStandsApart):
		return fmt.Sprintf("The key that the new one has replaced was another token's. w in the list goes on; or revoke token %d with d.", old)
	case r.Unsure && s.swap.Old != nil && s.swap.OldID == 0:
		return fmt.Sprintf("Token %d is in the list of its account, where d revokes it, unless it has gone. w in the list, then F, takes the new key off the list of new tokens.", old)
	}
	b.blank()
	b.say(theme.Caution, "The old token could not be revoked:")
	b.advise(ovhapi.Advise(r.Kept))
	return fmt.Sprintf("t tries again; later, w in the list does. Or revoke token %d from the list of its account.", old)
}
