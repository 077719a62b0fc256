package rotate

import (
	"errors"
	"fmt"
	"strings"

	"ovh-tokens/config"
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
	left := r.Left
	if s.err != nil && len(r.Written)+len(left) == 0 && !changed(s.err) {
		for _, k := range s.places.Places { // the exchange did not come to look
			left = append(left, k.Origin.String())
		}
	}
	for _, place := range r.Written {
		b.point("New key in " + place)
	}
	for _, place := range left {
		if s.err != nil && len(r.Written) == 0 {
			b.point("Old key in " + place)
		} else {
			b.warn("Old key still in " + place)
		}
	}
	for _, file := range r.Unread {
		b.warn("Not looked through: " + plain.Text(file))
	}
	b.unasked(r.Unasked)
	if s.forgotten != nil {
		_, fresh := s.ids()
		b.warn(fmt.Sprintf("The key of new token %d could not be taken off this program's list of new tokens: ", fresh) + plain.Text(s.forgotten.Error()))
	} else if s.kept {
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
	old, _ := s.ids()
	r := s.rotated
	place := "The new key is in place"
	if len(r.Written) == 0 {
		place = "The new key stands in no file yet"
	}
	switch {
	case s.err != nil && len(r.Written) > 0:
		b.say(theme.Danger, fmt.Sprintf("Rotated half-way. Old token %d was not touched.", old))
		s.tellError(b)
	case errors.Is(s.err, ovhapi.ErrNowhere):
		b.say(theme.Danger, fmt.Sprintf("Not rotated. The new key stands nowhere on this machine, so old token %d was not touched.", old))
	case s.err != nil:
		b.say(theme.Danger, fmt.Sprintf("Not rotated. Old token %d was not touched, and its key stands where it stood.", old))
		s.tellError(b)
	case r.Revoked:
		b.say(theme.Good, fmt.Sprintf("Rotated. Old token %d is revoked.", old))
	case r.Ended:
		b.say(theme.Good, fmt.Sprintf("Rotated. Old token %d no longer works.", old))
		b.say(theme.Text, "It stays listed as expired: nobody here may revoke it, or it had expired by itself.")
	case r.Unsure:
		b.say(theme.Caution, fmt.Sprintf("%s. Whether old token %d still works could not be asked.", place, old))
	default:
		b.say(theme.Caution, fmt.Sprintf("%s, and old token %d still works.", place, old))
	}
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
	if changed, ok := errors.AsType[*config.PlanChangedError](s.err); ok {
		b.say(theme.Text, "A file has changed since the plan was made. "+sentence(changed.Error()))
		return
	}
	b.advise(ovhapi.Advise(s.err))
}

// changed reports whether the files are not what they were when the plan was
// made.
func changed(err error) bool {
	_, ok := errors.AsType[*config.PlanChangedError](err)
	return ok
}

// tellNext says what can be done about what is left.
func (s *exchange) tellNext(b *lines) {
	_, fresh := s.ids()
	var next []string
	switch {
	case changed(s.err):
		next = append(next, "Mend the file, then t tries again. Or leave: w in the list goes on with the new token, from what the files say then.")
	case errors.Is(s.err, ovhapi.ErrOtherAccount):
		next = append(next, fmt.Sprintf("R in the list asks anew; log in as the old token's account. Token %d is the other account's: it can be revoked there, and w, then F, forgets its key here.", fresh))
	case errors.Is(s.err, ovhapi.ErrNoSuchKey), errors.Is(s.err, ovhapi.ErrKeyNotValid):
		next = append(next, "The new token works no more. R in the list asks anew; w, then F, forgets its key.")
	case hopeless(s.err):
		next = append(next, fmt.Sprintf("R in the list asks anew. Token %d is of no use for this: d revokes it.", fresh))
	case errors.Is(s.err, ovhapi.ErrNowhere):
		next = append(next, "W keeps the new key where it is used, then t revokes the old token.")
	case s.err != nil && s.done.Err == nil:
		next = append(next, "t tries again. Or leave: w in the list goes on with the new token.")
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
	case errors.Is(r.Kept, ovhapi.ErrUnread), errors.Is(r.Kept, ovhapi.ErrUnasked):
		return mend(old, errors.Is(r.Kept, ovhapi.ErrUnread)) + " t tries again; later, w in the list does."
	case errors.Is(r.Kept, ovhapi.ErrStandsApart):
		return fmt.Sprintf("The key that the new one has replaced was another token's. w in the list goes on; or revoke token %d with d.", old)
	case r.Unsure && s.rotation.Old != nil && s.rotation.OldID == 0:
		return fmt.Sprintf("Token %d is in the list of its account, where d revokes it, unless it has gone. w in the list, then F, takes the new key off the list of new tokens.", old)
	}
	b.blank()
	b.say(theme.Caution, "The old token could not be revoked:")
	b.advise(ovhapi.Advise(r.Kept))
	return fmt.Sprintf("t tries again; later, w in the list does. Or revoke token %d from the list of its account.", old)
}
