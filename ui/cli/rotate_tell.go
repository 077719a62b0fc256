package cli

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"ovh-tokens/config"
	"ovh-tokens/config/rotation"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/rule"
)

// rotated is the answer of the command.
type rotated struct {
	RequestID string              `json:"requestId"`
	State     ovhapi.RequestState `json:"state"`
	// CredentialID is the new token, Replaces the old one.
	CredentialID int64      `json:"credentialId"`
	Replaces     int64      `json:"replaces"`
	Expiration   *time.Time `json:"expiration"` // null: never
	Rules        rule.Set   `json:"rules"`
	// SavedTo are the places that hold the new key, Left those that hold the old one
	// still.
	SavedTo []string `json:"savedTo"`
	Left    []string `json:"left"`
	// Ended is true when the old token works no more, Revoked when it is gone.
	Ended   bool    `json:"ended"`
	Revoked bool    `json:"revoked"`
	Receipt *string `json:"receipt"`
	// NextStep is the command that does what was left undone, null when nothing was.
	NextStep *string `json:"next_step"`
}

// wouldRotate is what would happen.
type wouldRotate struct {
	Would   []int64     `json:"would"`
	Skipped []skipped   `json:"skipped"`
	Places  []string    `json:"places"`
	Rules   rule.Set    `json:"rules"`
	Steps   []string    `json:"steps"`
	Begun   *rotateLink `json:"begun"` // a request that was made already, or null
}

type rotateLink struct {
	RequestID     string `json:"requestId"`
	ValidationURL string `json:"validationUrl"`
}

// planLines say what a plan comes to.
func (o *rotateOptions) planLines(plan *rotation.Plan) []string {
	lines := []string{plan.Matter(), "Its key stands in"}
	before, _ := o.keeper.NamedFiles() // that it could not be read was said
	for _, p := range plan.Stands(func(file string) bool { return slices.Contains(before, file) }) {
		lines = append(lines, "  "+p.Text)
	}
	if plan.Client == nil {
		return append(lines, fmt.Sprintf("What is left: token %d is taken out of use.", plan.Request.Replaces.CredentialID))
	}
	lines = append(lines, "What happens")
	for i, step := range plan.Steps() {
		lines = append(lines, fmt.Sprintf("  %d  %s", i+1, step))
	}
	if len(plan.Unread) > 0 {
		lines = append(lines, goesWithout)
	}
	if plan.Dead == nil {
		lines = append(lines, "Copies of the old key in other files or on other machines stop working when it is revoked: --file names one. Services that read these files may need a reload.")
	}
	return lines
}

// dry says what would happen.
func (o *rotateOptions) dry(plan *rotation.Plan) error {
	if !o.flags.json {
		return o.print(strings.Join(o.planLines(plan), "\n") + "\n")
	}
	what := wouldRotate{Would: []int64{}, Skipped: []skipped{}, Places: []string{}, Rules: append(rule.Set{}, plan.Old.Rules...), Steps: plan.Steps()}
	old := plan.Old.ID
	if plan.Request != nil {
		old = plan.Request.Replaces.CredentialID
		what.Begun = &rotateLink{plan.Request.ID, plan.Request.ValidationURL}
	}
	what.Would = append(what.Would, old)
	for _, k := range plan.Places {
		what.Places = append(what.Places, k.Origin.String())
	}
	return o.printJSON(what)
}

// dryWaiting says that a rotation that was begun waits for its validation.
func (o *rotateOptions) dryWaiting(begun ovhapi.PendingRequest) error {
	if o.flags.json {
		return o.printJSON(wouldRotate{
			Would: []int64{begun.Replaces.CredentialID}, Skipped: []skipped{}, Places: []string{}, Rules: append(rule.Set{}, begun.Rules...),
			Steps: []string{}, Begun: &rotateLink{begun.ID, begun.ValidationURL},
		})
	}
	return o.print(fmt.Sprintf("Token %d is to give way to a new one, which was asked for already and waits for its validation on\n  %s\n", begun.Replaces.CredentialID, begun.ValidationURL))
}

// told says how far the exchange came, where things stand, and what is next.
func (o *rotateOptions) told(r *ovhapi.Request, v ovhapi.Verified, out rotation.Outcome) error {
	answer := rotated{
		RequestID: r.ID, State: ovhapi.RequestValidated, CredentialID: out.Fresh, Replaces: out.Old, Expiration: v.Credential.Expiration,
		Rules: append(rule.Set{}, v.Credential.Rules...), SavedTo: append([]string{}, out.Written...), Left: append([]string{}, out.Left...),
		Ended: out.Ended, Revoked: out.Revoked,
	}
	if out.Receipt != "" {
		answer.Receipt = &out.Receipt
	}
	end := o.verdictOf(r.ID, out)
	if end != nil && end.next != "" {
		answer.NextStep = &end.next
	}
	if o.flags.json {
		if err := o.printJSON(answer); err != nil {
			return err
		}
	} else if err := o.print(strings.Join(o.outcomeLines(r.ID, out), "\n") + "\n"); err != nil {
		return err
	}
	if out.ReceiptErr != nil {
		o.say("No receipt could be written: %v", out.ReceiptErr)
	}
	if out.Receipt != "" {
		o.say("Receipt: %s", out.Receipt)
	}
	if end == nil {
		return nil
	}
	return end
}

// outcomeLines say where things stand.
func (o *rotateOptions) outcomeLines(request string, out rotation.Outcome) []string {
	lines := []string{out.String()}
	for _, place := range out.Written {
		lines = append(lines, "new key in  "+place)
	}
	for _, place := range out.Left {
		lines = append(lines, "old key in  "+place)
	}
	for _, file := range out.Unread {
		lines = append(lines, "not looked through: "+plain.Text(file))
	}
	for _, k := range out.Unasked {
		lines = append(lines, "not asked: the key in "+strings.Join(k.Places, ", "))
	}
	switch {
	case out.Forgotten != nil:
		lines = append(lines, fmt.Sprintf("The key of new token %d could not be taken off the stored requests: %s", out.Fresh, plain.Text(out.Forgotten.Error())))
	case out.KeepErr != nil && len(out.Written) == 0:
		lines = append(lines, fmt.Sprintf("The key of new token %d could not be stored on this machine and is lost: %s Revoke that token.", out.Fresh, plain.Sentence(ovhapi.Advise(out.KeepErr).What)))
	case out.KeepErr != nil:
		lines = append(lines, fmt.Sprintf("The key of new token %d is not among the stored requests: it could not be stored. %s", out.Fresh, plain.Sentence(ovhapi.Advise(out.KeepErr).What)))
	case out.Unfiled:
		lines = append(
			lines, fmt.Sprintf("The new key stands in no file, so the key of new token %d stays among the stored requests.", out.Fresh),
			"to have it:    "+o.paste("resume", request), "to forget it:  "+o.paste("pending", "--forget", request),
		)
	case out.Stored:
		lines = append(lines, fmt.Sprintf("The key of new token %d is among the stored requests: ovh-tokens pending", out.Fresh))
	}
	return lines
}

// verdictOf is how the command ends for a request, nil when everything was done.
func (o *rotateOptions) verdictOf(request string, out rotation.Outcome) *failure {
	f := &failure{what: "the rotation is not done", next: o.goesOn(), code: exitPartly, cause: out.Err}
	switch {
	case out.Err == nil && out.Kept == nil:
		return nil
	case out.Err != nil && len(out.Written) == 0:
		f.what, f.code = "not rotated", codeOf(out.Err)
	case out.Err == nil:
		f.cause = out.Kept
	}
	if errors.Is(out.Kept, ovhapi.ErrUnread) && slices.Equal(out.Unread, []string{o.look.Sources.SystemFile}) {
		f.next = o.goesOn("--without", o.look.Sources.SystemFile) // bringing it back is not the matter
	}
	f.query = ovhapi.QueryID(f.cause)
	f.why = why(f.cause)
	// Another try would take up the same token, so what gives it up comes first.
	switch {
	case errors.Is(out.Err, ovhapi.ErrOtherAccount):
		f.why = "the new token belongs to another account than the old one. It can be revoked there; once its key is forgotten here, rotate asks anew: log in as the account of the old token."
		f.next = o.paste("pending", "--forget", request)
	case errors.Is(out.Err, errShorter):
		f.why = strings.TrimSuffix(out.Err.Error(), ".") + ". " + anew(out.Fresh)
		f.next = o.giveUp(out.Fresh)
		f.lines = append(f.lines, "To take it all the same, run it at a terminal without --yes: "+o.goesOn())
	case errors.Is(out.Err, ovhapi.ErrLessGranted), errors.Is(out.Err, ovhapi.ErrOtherAddresses):
		f.why += fmt.Sprintf(" Token %d is of no use for this: once it is revoked, rotate asks anew.", out.Fresh)
		f.next = o.giveUp(out.Fresh)
	case out.Hopeless():
		f.why += " The new token works no more: once its key is forgotten, rotate asks anew."
		f.next = o.paste("pending", "--forget", request)
	}
	return f
}

// giveUp is the command that takes a new token out of use, as it can be pasted.
func (o *rotateOptions) giveUp(fresh int64) string {
	return o.pasteThere("revoke", strconv.FormatInt(fresh, 10))
}

// why puts the end of a rotation into words.
func why(err error) string {
	switch {
	case errors.Is(err, ovhapi.ErrStillHeld):
		return "the old key still stands in places that could not be changed. Take it out of there, then the old token is revoked."
	case errors.Is(err, ovhapi.ErrUnread):
		return "what may hold the old key was not looked through. " + goesWithout
	case errors.Is(err, ovhapi.ErrUnasked):
		return "keys of this machine could not be asked whether they are the old one. Try again later, or revoke the old token by hand once nothing needs it."
	}
	if changed, is := errors.AsType[*config.PlanChangedError](err); is {
		return "a file has changed since the plan was made. " + changed.Error()
	}
	return adviceLine(err)
}
