package doctor

import (
	"context"
	"strconv"
	"strings"

	"ovh-tokens/ovhapi/diagnosis"
)

// barred is for a key whose every call is refused as not granted, even the one
// that needs no rule: its application is blocked, or it works from other addresses
// only. What OVH answers to a foreign address is not documented.
func (e *exam) barred(ctx context.Context) {
	e.ruleOut(diagnosis.RuleMissing, diagnosis.RuleMistyped, diagnosis.IAMPolicy)
	w := e.witness(ctx)
	if w == nil {
		e.fail("token", "OVH grants the key nothing, not even the call that needs no rule: its application is blocked, or it works from other addresses only.",
			"Try the key on a machine where it worked before; a token that works there is restricted to addresses. OVH's control panel shows both.", e.command("profiles"))
		return
	}
	if w.application.Status == "blocked" {
		message := "The application is blocked, says the account's list; " + w.name + " was asked."
		e.fail("token", message, diagnosis.ApplicationBlocked.Fix(), e.commandAs(w.profile, "apps"))
		e.prove(diagnosis.ApplicationBlocked, message)
		return
	}
	e.ruleOut(diagnosis.ApplicationBlocked)
	var blocks, ids []string
	for _, c := range w.tokens {
		if c.Restricted() {
			blocks = append(blocks, plainAll(c.AllowedIPs)...)
			ids = append(ids, strconv.FormatInt(c.ID, 10))
		}
	}
	next := e.commandAs(w.profile, "list")
	if len(ids) == 1 {
		next = e.commandAs(w.profile, "show", ids[0])
	}
	message := "The application is not blocked, so the token works from other addresses only."
	if len(blocks) > 0 {
		message += " Tokens of this application work from " + strings.Join(blocks, ", ") + "; " + w.name + " was asked."
	}
	e.fail("addresses", message, diagnosis.Address.Fix(), next)
	e.prove(diagnosis.Address, message)
}
