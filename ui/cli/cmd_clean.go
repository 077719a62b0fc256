package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/audit"
	"ovh-tokens/ui/layout"
)

// cleanOptions are what goes beside expired tokens.
type cleanOptions struct {
	*session
	also    []string
	reasons map[int64]string // why each token goes
}

// unsure is why a token stays that may be one of this machine's.
const unsure = "it may work, and not every key of this machine could be asked whether it is its own"

func newClean(s *session) *cobra.Command {
	o := &cleanOptions{session: s}
	var groups []string
	words := []word{{"unused", "never-used and dormant in one"}}
	for _, k := range audit.Groups() {
		if k.Group != audit.GroupExpired {
			groups = append(groups, "    "+layout.Pad(string(k.Group), 12)+k.Meaning)
			words = append(words, word{string(k.Group), k.Meaning})
		}
	}
	cmd := &cobra.Command{
		Use:   "clean",
		Short: "Revoke every expired token, and what --also names",
		Long: `Revoke every token whose status is expired or whose expiration has passed by
the server's clock: never the token in use, never a live one. Run again it
finds nothing more to do, which is no error.

--also takes further groups of tokens, of which some may still work:

` + strings.Join(groups, "\n") + `
    ` + layout.Pad("unused", 12) + `never-used and dormant in one

A group that goes by age takes the user's own limits, or one of its own:
dormant=90d, pending=1w. Of these groups each token is looked at again right
before it goes: what was used, validated or changed meanwhile stays, and so
does what has its key on this machine. While a key of this machine can't be
asked which token it is, or a file that may hold keys can't be read, only what
is expired, refused or dead goes.`,
		Example: `  ovh-tokens clean --dry-run
  ovh-tokens clean --yes                          for cron: safe to run again and again
  ovh-tokens clean --also dead,refused,pending
  ovh-tokens clean --also unused=180d --dry-run --json`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	cmd.Flags().StringArrayVar(&o.also, "also", nil, "further `groups` to take, apart by commas; may be given again")
	completeFlag(cmd, "also", s.completeWords(anyNumber, words...))
	s.flags.withDryRun(cmd)
	s.flags.withYes(cmd)
	s.flags.withJSON(cmd)
	return changing(cmd)
}

func (o *cleanOptions) run(ctx context.Context) error {
	choice, err := audit.ParseChoice(strings.Join(o.also, ","))
	if err != nil {
		return usageError("--also: %v.", err)
	}
	inv, err := o.inventory(ctx)
	if err != nil {
		return err
	}
	plan, err := o.plan(ctx, inv, choice)
	if err != nil {
		return err
	}
	switch {
	case o.flags.dryRun:
		return o.dry(plan)
	case len(plan.Tokens) > 0:
		if o.asking() {
			o.describePlan(plan, inv)
		}
		if err := o.confirm("Revoke " + layout.Count(len(plan.Tokens), "token") + "?"); err != nil {
			return err
		}
	case !o.flags.json && len(plan.Skipped) == 0:
		o.say("Nothing to clean up.")
	}
	r, err := o.revoking(inv.account)
	if err != nil {
		return err
	}
	stopped := r.plan(ctx, plan)
	if err := o.tell(r.out); err != nil {
		return err
	}
	if ctx.Err() != nil {
		return context.Canceled
	}
	if err := o.verdict(r.out, 0, stopped, o.again()); err != nil {
		return err
	}
	return o.heldBack(r.out)
}

// heldBack ends a clean-up that left tokens alone only because it is not known
// whether their keys stand on this machine. Whoever knows better names them.
func (o *cleanOptions) heldBack(r *revoked) error {
	left := 0
	for _, s := range r.Skipped {
		if s.Reason == unsure {
			left++
		}
	}
	if left == 0 {
		return nil
	}
	f := &failure{
		what: layout.Count(left, "token") + " left alone", why: "not every key of this machine could be asked which token it is, so any of them may be in use here",
		lines: []string{"Once every key answers, run it again. ovh-tokens revoke takes tokens that you name by their ids."},
		next:  o.again(), code: exitPartly,
	}
	if len(r.Revoked)+r.already == 0 {
		f.code = exitFailed
	}
	return f
}

// plan is what goes. Without --also it is what X takes on the screen.
func (o *cleanOptions) plan(ctx context.Context, inv *inventory, choice audit.Choice) (ovhapi.Plan, error) {
	c, err := o.client()
	if err != nil {
		return ovhapi.Plan{}, err
	}
	spare, plain := audit.Spare{}, len(choice) == 1
	if !plain {
		here, err := o.here(ctx, c)
		if err != nil {
			return ovhapi.Plan{}, err
		}
		spare.Here = here.Places
		if !here.Whole() {
			spare.Unsure = unsure
		}
	}
	sweep := inv.audit.Sweep(choice, spare)
	o.reasons = map[int64]string{}
	for _, item := range sweep.Items {
		o.reasons[item.Token.ID] = item.Reason
	}
	if plain {
		return ovhapi.PlanClean(inv.tokens, c.ServerNow()), nil
	}
	return sweep.Plan(), nil
}

// here tells where the keys of tokens stand on this machine, so that none of them
// is taken from whoever uses it.
func (o *cleanOptions) here(ctx context.Context, c *ovhapi.Client) (config.TokensHere, error) {
	here, err := o.tokensHere(ctx, c)
	if err != nil {
		return here, err
	}
	for _, path := range here.Unread {
		o.say("Not looked through for keys: %s. Bring the file back, or let your user read it; K on the screen takes one off the list that nothing uses.", path)
	}
	for _, k := range here.Unasked {
		o.say("Not asked which token it is: the key in %s. %s", strings.Join(k.Places, ", "), ovhapi.Advise(k.Err))
	}
	return here, ctx.Err()
}

// dry says what would happen.
func (o *cleanOptions) dry(plan ovhapi.Plan) error {
	what := would{Would: []int64{}, Skipped: []skipped{}}
	var b strings.Builder
	for _, t := range plan.Tokens {
		what.Would = append(what.Would, t.ID)
		what.Reasons = append(what.Reasons, skipped{t.ID, o.reasons[t.ID]})
		fmt.Fprintf(&b, "would revoke  %-11d%s %s\n", t.ID, layout.Pad(t.Name(), 24), o.reasons[t.ID])
	}
	for _, skip := range plan.Skipped {
		what.Skipped = append(what.Skipped, skipped{skip.Token.ID, skip.Reason})
		fmt.Fprintf(&b, "would keep    %-11d%s %s\n", skip.Token.ID, layout.Pad(skip.Token.Name(), 24), skip.Reason)
	}
	if o.flags.json {
		return o.printJSON(what)
	}
	if len(plan.Tokens) == 0 {
		o.say("Nothing to clean up.")
	}
	return o.print(b.String())
}

// describePlan names what goes.
func (o *cleanOptions) describePlan(plan ovhapi.Plan, inv *inventory) {
	for _, t := range plan.Tokens {
		o.line(fmt.Sprintf("  %-11d%s %s", t.ID, layout.Pad(t.Name(), 24), o.reasons[t.ID]))
	}
	live, unread := plan.Weight(inv.now)
	warning := ovhapi.Consequence(len(plan.Tokens), live, unread)
	if len(warning) == 0 {
		warning = []string{"None of them works any more."}
	}
	o.say("%s", strings.Join(append(warning, "What was used or changed since stays."), " "))
}
