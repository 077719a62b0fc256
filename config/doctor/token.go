package doctor

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/diagnosis"
	"ovh-tokens/ovhapi/plain"
)

// token asks with the key in use what it is, and goes on with what that answers.
func (e *exam) token(ctx context.Context) {
	got, err := e.client.CurrentCredential(ctx)
	if err != nil {
		e.refused(ctx, err)
		return
	}
	e.own = got
	now := e.client.ServerNow()
	switch {
	case got.Expired(now):
		e.over(diagnosis.Expired, fmt.Sprintf("Token %d has expired%s.", got.ID, ended(got, now)))
	case got.Status == ovhapi.StatusRefused:
		e.over(diagnosis.Refused, fmt.Sprintf("Token %d was refused on OVH's page.", got.ID))
	case got.Status == ovhapi.StatusPending:
		e.pending(fmt.Sprintf("Nobody has validated token %d on OVH's page.", got.ID))
	default:
		e.alive(ctx, now)
	}
}

// alive goes through what a token that works may do.
func (e *exam) alive(ctx context.Context, now time.Time) {
	e.works = true
	e.ruleOut(diagnosis.NotValidated, diagnosis.Refused, diagnosis.Expired, diagnosis.Revoked, diagnosis.KeyMistyped, diagnosis.ApplicationBlocked,
		diagnosis.SecretMistyped, diagnosis.Swapped, diagnosis.OtherApplication, diagnosis.StrayCharacter, diagnosis.Address, diagnosis.KeyAbsent)
	whose := ""
	if details, err := e.client.Details(ctx); err == nil {
		whose = " for " + details.Account
	}
	e.pass("token", fmt.Sprintf("Token %d works%s.", e.own.ID, whose))
	e.expiry(now)
	if e.own.Restricted() {
		e.pass("addresses", "It works from "+strings.Join(plainAll(e.own.AllowedIPs), ", ")+" only, and this machine is one of them.")
	} else {
		e.pass("addresses", "It works from any address.")
	}
	e.rules()
	e.reads(ctx)
	e.called(ctx)
	e.body(ctx)
}

func plainAll(texts []string) []string {
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = plain.Text(t)
	}
	return out
}

// expiry looks ahead.
func (e *exam) expiry(now time.Time) {
	end := e.own.Expiration
	switch {
	case end == nil:
		e.pass("expiry", "It never expires.")
	case end.Sub(now) < e.Soon:
		e.warn("expiry", "It expires in "+span(end.Sub(now))+".", "Replace it in time: the new token has the same rules.", e.command("rotate"))
	default:
		e.pass("expiry", "It expires in "+span(end.Sub(now))+".")
	}
}

// span names a length of time in its largest unit.
func span(d time.Duration) string {
	switch {
	case d < 2*time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h", int(d.Hours()))
	}
	return fmt.Sprintf("%d days", int(d.Hours()/24))
}

func ended(c ovhapi.Credential, now time.Time) string {
	if c.Expiration == nil || c.Expiration.After(now) {
		return ""
	}
	return ", " + span(now.Sub(*c.Expiration)) + " ago"
}

// over tells of a token that will not work again. Its rules are known.
func (e *exam) over(c diagnosis.Cause, message string) {
	e.fail("token", message, c.Fix(), e.again())
	e.prove(c, message)
}

// pending tells of a token that waits for its validation.
func (e *exam) pending(message string) {
	next := e.command("pending")
	if p, stored := e.stored(); stored {
		next = e.command("resume", p.ID)
	}
	e.fail("token", message, diagnosis.NotValidated.Fix(), next)
	e.prove(diagnosis.NotValidated, message)
}

// stored is the request on this machine that the key in use came from.
func (e *exam) stored() (ovhapi.PendingRequest, bool) {
	for _, p := range e.Pending {
		if p.ConsumerKey == e.active.ConsumerKey.Secret && !p.ConsumerKey.Empty() {
			return p, true
		}
	}
	return ovhapi.PendingRequest{}, false
}

// refused sorts why the key in use is not let in.
func (e *exam) refused(ctx context.Context, err error) {
	symptom := diagnosis.Of(err)
	e.suspect(symptom)
	switch {
	case errors.Is(err, ovhapi.ErrKeyNotValid):
		e.notValid(ctx)
	case errors.Is(err, ovhapi.ErrNoSuchKey):
		e.unknown()
	case errors.Is(err, ovhapi.ErrSignature):
		e.signature(ctx)
	case errors.Is(err, ovhapi.ErrNotGranted):
		e.barred(ctx)
	case errors.Is(err, ovhapi.ErrIAMDenied):
		e.denied(err, "/auth/currentCredential")
	case errors.Is(err, ovhapi.ErrRateLimit):
		e.tooMany(err)
	case errors.Is(err, ovhapi.ErrClock):
		message := "OVH refuses the time of the call, though this program has just asked for OVH's time: something on the way holds calls back, or the clock jumps."
		e.fail("clock", message, diagnosis.Clock.Fix(), e.setClock())
		e.prove(diagnosis.Clock, message)
	default:
		advice := ovhapi.Advise(err)
		e.fail("token", strings.TrimSpace(advice.String()), advice.Next, "")
	}
}

// notValid is for a key that OVH knows and does not let in: pending, refused and
// expired have one answer.
func (e *exam) notValid(ctx context.Context) {
	e.ruleOut(diagnosis.Revoked, diagnosis.KeyMistyped)
	if p, stored := e.stored(); stored {
		switch p.State {
		case ovhapi.RequestWaiting, ovhapi.RequestGone, ovhapi.RequestDenied:
			e.pending("OVH does not let the key in: nobody has validated it. It is request " + p.ID + " on this machine.")
			return
		case ovhapi.RequestRefused:
			e.over(diagnosis.Refused, "The key is that of request "+p.ID+" on this machine, which was refused on OVH's page.")
			return
		case ovhapi.RequestExpired:
			e.over(diagnosis.Expired, "The key is that of request "+p.ID+" on this machine, which has expired.")
			return
		case ovhapi.RequestValidated:
			e.ruleOut(diagnosis.NotValidated, diagnosis.Refused)
			e.over(diagnosis.Expired, "The key was validated once, as request "+p.ID+" on this machine, and is not valid any more: it has expired.")
			return
		}
	}
	if w := e.witness(ctx); w != nil {
		if status, one := w.status(); one {
			message := "All tokens of this application that do not work are " + string(status) + ", says the account's list; " + w.name + " was asked."
			switch status {
			case ovhapi.StatusExpired:
				e.over(diagnosis.Expired, message)
				return
			case ovhapi.StatusRefused:
				e.over(diagnosis.Refused, message)
				return
			case ovhapi.StatusPending:
				e.pending(message)
				return
			case ovhapi.StatusValidated:
			}
		}
	}
	e.fail("token", "OVH knows the consumer key and does not let it in. It was never validated, or was refused, or has expired: the answer is the same.", "Validate it if its page is still open; else request a new one.", e.command("request", "--preset", e.preset()))
}

// unknown is for a key that OVH does not know.
func (e *exam) unknown() {
	e.ruleOut(diagnosis.OtherEndpoint, diagnosis.NotValidated, diagnosis.Expired)
	at := e.active.ConsumerKey.Origin
	message := "OVH does not know the consumer key. Its application is known here, so the key was revoked, or is mistyped."
	if wrong := e.misformed(at); wrong != "" {
		e.fail("token", "OVH does not know the consumer key, and it is not written right.", wrong, e.edit(at))
		e.prove(diagnosis.KeyMistyped, wrong)
		return
	}
	e.fail("token", message, "Compare it with the one that was kept; if that is the same, request a new one. It stands in "+at.String()+".", e.command("request", "--preset", e.preset()))
}

// preset is the ready-made set that the token is meant for.
func (e *exam) preset() string {
	switch {
	case e.Needs.ID != "":
		return e.Needs.ID
	case e.text.Client != "":
		if p, found := presetOf(e.text.Client); found {
			return p
		}
	}
	return "token-manager"
}

func (e *exam) tooMany(err error) {
	advice := ovhapi.Advise(err)
	message := strings.TrimSpace(advice.What + " " + advice.Why)
	e.fail("limit", message, advice.Next, "sleep 60 && "+e.command("doctor"))
	e.suspect(diagnosis.RateLimited)
	e.prove(diagnosis.TooManyCalls, message)
}

// denied tells of a call that IAM refuses.
func (e *exam) denied(err error, path string) {
	actions := ""
	if api, ok := errors.AsType[*ovhapi.APIError](err); ok {
		for _, name := range []string{"unauthorizedActionsByAuthentication", "unauthorizedActionsByIAM"} {
			if said := api.Details[name]; said != "" {
				actions = strings.TrimPrefix(actions+", "+said, ", ")
			}
		}
	}
	message := "The account's IAM policies refuse GET " + path + ", though the token's rules allow it."
	fix := diagnosis.IAMPolicy.Fix()
	if actions != "" {
		message = "The account's IAM policies refuse " + actions + ", though the token's rules allow GET " + path + "."
		fix = "Ask the account's administrator to allow " + actions + " in a policy."
	}
	e.fail("iam", message, fix, e.command("whoami"))
	e.suspect(diagnosis.IAMDenied)
	e.prove(diagnosis.IAMPolicy, message)
	e.ruleOut(diagnosis.RuleMissing, diagnosis.RuleMistyped)
}
