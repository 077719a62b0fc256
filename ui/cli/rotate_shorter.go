package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"ovh-tokens/config/rotation"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/when"
)

// errShorter is why a token is not put in the place of one that lasts longer. The page
// proposes one day (https://eu.api.ovh.com/auth/), which is quickly taken by mistake.
var errShorter = errors.New("the new token ends before the old one would")

// shorter says in a sentence that the new token ends before the old one, "" where it
// does not, or where nobody works with the old one any more.
func shorter(plan *rotation.Plan, v ovhapi.Verified) string {
	ends, old := v.Credential.Expiration, plan.Old.Expiration
	switch {
	case plan.Client == nil, plan.Dead != nil, plan.Old.ID == 0, len(plan.Fresh) > 0:
		return "" // or writing the new key was agreed to before
	case ends == nil, old != nil && !ends.Before(*old):
		return ""
	case old == nil:
		return fmt.Sprintf("New token %d works until %s only, old token %d without limit.", v.Credential.ID, when.Exact(ends), plan.Old.ID)
	}
	return fmt.Sprintf("New token %d works until %s only, old token %d until %s.", v.Credential.ID, when.Exact(ends), plan.Old.ID, when.Exact(old))
}

// takesShorter lets somebody decide whether a token that ends sooner will do. A --yes
// was given before anybody knew, so it is none to that; the error is how the command
// ends.
func (o *rotateOptions) takesShorter(ctx context.Context, plan *rotation.Plan, r *ovhapi.Request, v ovhapi.Verified) error {
	found := shorter(plan, v)
	if found == "" {
		return nil
	}
	if ctx.Err() != nil {
		o.say("Stopped. Nothing was changed, and the request stays stored on this machine.")
		o.line("  next: " + o.goesOn())
		return context.Canceled
	}
	if !o.asking() {
		out := rotation.Outcome{Err: fmt.Errorf("%w. %s", errShorter, found), Old: plan.Old.ID, Fresh: v.Credential.ID, Stored: true}
		for _, k := range plan.Places {
			out.Left = append(out.Left, k.Origin.String())
		}
		return o.told(r, v, out)
	}
	o.say("%s", found)
	err := agreed(o.ask("Let it take the place of the old one all the same?"))
	if declined, is := errors.AsType[*failure](err); is {
		declined.why = strings.TrimSuffix(declined.why, ".") + ", and the new key stays stored. " + anew(v.Credential.ID)
		declined.next = o.giveUp(v.Credential.ID)
	}
	return err
}

// anew says how to come to a token of another validity.
func anew(fresh int64) string {
	return fmt.Sprintf("Once token %d is revoked, rotate asks anew: choose another validity on the page.", fresh)
}
