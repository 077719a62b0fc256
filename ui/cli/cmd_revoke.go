package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/token"
	"ovh-tokens/ui/when"
)

// revokeOptions are the tokens to revoke.
type revokeOptions struct {
	*session
	texts []string
	self  bool
}

func newRevoke(s *session) *cobra.Command {
	o := &revokeOptions{session: s}
	cmd := &cobra.Command{
		Use:   "revoke ID...",
		Short: "Revoke tokens",
		Long: `Revoke tokens by their ids. Whatever uses them stops working at once.

Each token gets a result of its own, and one that fails does not keep the
others from going. A receipt says what was revoked.

The token in use is left alone unless --self says so; it then goes last, and
only if nothing else has failed. Without the right to delete itself it is ended
by POST /auth/logout, which needs no right: it works no more, and stays listed
as expired.`,
		Example: `  ovh-tokens revoke 498601349
  ovh-tokens revoke 498601349 498601350 --dry-run
  ovh-tokens list --finding dead --json | jq '.[].credentialId' | xargs -r ovh-tokens revoke --yes
  ovh-tokens revoke --self`,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.texts = args
			return o.run(cmd.Context())
		},
	}
	cmd.ValidArgsFunction = s.completeTokens(anyNumber)
	cmd.Flags().BoolVar(&o.self, "self", false, "revoke the token in use too; alone it needs no id")
	s.flags.withDryRun(cmd)
	s.flags.withYes(cmd)
	s.flags.withJSON(cmd)
	return changing(cmd)
}

func (o *revokeOptions) run(ctx context.Context) error {
	ids, err := o.parseIDs("list", o.texts)
	if err != nil {
		return err
	}
	if len(ids) == 0 && !o.self {
		return usageError("revoke needs the id of a token, or --self for the token in use.")
	}
	c, err := o.client()
	if err != nil {
		return err
	}
	some, err := c.Some(ctx, ids...)
	if err != nil {
		return o.failed("reading the tokens", err)
	}
	w, err := o.work(ctx, ids, some)
	if err != nil {
		return err
	}
	if o.flags.dryRun {
		w.warnOfKeysHere(ctx, c)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return w.dry()
	}
	if going := w.going(); len(going) > 0 {
		if o.asking() {
			w.describeGoing(going, c.ServerNow())
			w.warnOfKeysHere(ctx, c)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := o.confirm("Revoke " + layout.Count(len(going), "token") + "?"); err != nil {
			return err
		}
	}
	return w.run(ctx)
}

// revokeWork is what a revocation comes to.
type revokeWork struct {
	*revokeOptions
	plan ovhapi.Plan
	self *ovhapi.Retirement // of the token in use, nil when that stays
	some ovhapi.Some
	ids  []int64
}

// work sorts the tokens that were named.
func (o *revokeOptions) work(ctx context.Context, ids []int64, some ovhapi.Some) (*revokeWork, error) {
	w := &revokeWork{revokeOptions: o, plan: ovhapi.PlanRevoke(some.Tokens), some: some, ids: ids}
	if !o.self {
		return w, nil
	}
	w.plan.Skipped = nil // only the token in use, which goes by itself
	c, err := o.client()
	if err != nil {
		return nil, err
	}
	self, err := ovhapi.PlanRetirement(ctx, c, nil)
	if err != nil {
		return nil, o.failed("asking which token is in use", err)
	}
	w.self = &self
	return w, nil
}

// dry says what would happen.
func (w *revokeWork) dry() error {
	what := would{Would: []int64{}, Skipped: []skipped{}}
	var b strings.Builder
	for _, t := range w.going() {
		what.Would = append(what.Would, t.ID)
		fmt.Fprintf(&b, "would revoke  %-11d%s\n", t.ID, t.Name())
	}
	for _, skip := range w.plan.Skipped {
		what.Skipped = append(what.Skipped, skipped{skip.Token.ID, skip.Reason})
	}
	for _, id := range w.absent() {
		what.Skipped = append(what.Skipped, skipped{id, ovhapi.Advise(w.missing(id)).String()})
	}
	for _, skip := range what.Skipped {
		fmt.Fprintf(&b, "would keep    %-11d%s\n", skip.ID, skip.Reason)
	}
	if w.flags.json {
		return w.printJSON(what)
	}
	if w.self != nil && w.self.OnlyEnds {
		b.WriteString("The token in use may not delete itself: it would be ended, and stay listed as expired.\n")
	}
	return w.print(b.String())
}

// going are the tokens that are to go, the one in use last.
func (w *revokeWork) going() []ovhapi.Token {
	list := slices.Clone(w.plan.Tokens)
	if w.self != nil {
		list = append(list, w.self.Token)
	}
	return list
}

// absent are the ids that the API does not describe, in the order given.
func (w *revokeWork) absent() []int64 {
	return slices.DeleteFunc(slices.Clone(w.ids), func(id int64) bool { return w.some.Absent[id] == nil })
}

// errNotListed is told of an id that is no token of the account.
var errNotListed = errors.New("the account lists no such token: it may have gone already, or be mistyped")

// missing is why a token is absent.
func (w *revokeWork) missing(id int64) error {
	if err := w.some.Absent[id]; !errors.Is(err, ovhapi.ErrNotFound) {
		return err
	}
	return errNotListed
}

// describeGoing names every token before it goes.
func (w *revokeWork) describeGoing(going []ovhapi.Token, now time.Time) {
	for _, t := range going {
		status, _ := token.Status(t, now)
		w.line(fmt.Sprintf("  %-11d%s %s %s %s", t.ID, layout.Pad(t.Name(), 24), layout.Pad(status, 8), layout.Pad(when.Relative(t.LastUse, now), 10), t.Rules.Short()))
	}
	live, unread := ovhapi.Plan{Tokens: going}.Weight(now)
	for _, line := range ovhapi.Consequence(len(going), live, unread) {
		w.say("%s", line)
	}
	for _, skip := range w.plan.Skipped {
		w.say("Left alone: %d, %s.", skip.Token.ID, skip.Reason)
	}
	for _, id := range w.absent() {
		w.say("Left alone: %d, %s", id, adviceLine(w.missing(id)))
	}
	if w.self == nil {
		return
	}
	w.say("Token %d is the one in use: this program and whatever else has its key is locked out.", w.self.Token.ID)
	if w.self.OnlyEnds {
		w.say("It may not delete itself, so it is ended only, and stays listed as expired.")
	}
}

// run revokes, tells, and says how it ends.
func (w *revokeWork) run(ctx context.Context) error {
	r, err := w.revoking(w.some.Account)
	if err != nil {
		return err
	}
	for _, id := range w.absent() {
		r.out.fail(id, "", w.missing(id))
	}
	stopped := r.plan(ctx, w.plan)
	if w.self != nil {
		w.endSelf(ctx, r)
	}
	if err := w.tell(r.out); err != nil {
		return err
	}
	if ctx.Err() != nil {
		return context.Canceled
	}
	return w.verdict(r.out, len(w.plan.Skipped), stopped, w.retry(r.out))
}

// retry is the command that tries what failed once more.
func (w *revokeWork) retry(out *revoked) string {
	args := []string{"revoke"}
	for _, f := range out.Failed {
		if w.some.Absent[f.ID] == nil {
			args = append(args, strconv.FormatInt(f.ID, 10))
		}
	}
	switch {
	case len(args) > 1 && w.flags.yes:
		return w.paste(append(args, "--yes")...)
	case len(args) > 1:
		return w.paste(args...)
	case len(out.Failed) == 0 && slices.ContainsFunc(out.Skipped, func(s skipped) bool { return s.Reason == ovhapi.SkipCurrent }):
		return w.paste("revoke", "--self") // which asks: nobody ends the token in use by pasting a line
	}
	return w.paste("list")
}

// endSelf ends the token in use, unless another one is left that it may still be
// needed for.
func (w *revokeWork) endSelf(ctx context.Context, r *revoking) {
	own := w.self.Token
	if ctx.Err() != nil || len(r.out.Failed)+r.out.untried > 0 {
		r.out.skip(own.ID, "the token in use stays while others are left that it may be needed for")
		return
	}
	done, err := w.self.Run(ctx, r.receipt)
	switch {
	case err != nil:
		r.out.fail(own.ID, own.Name(), err)
	case done.Revoked:
		r.out.gone(own, false)
	default:
		r.out.end(own)
	}
	if done.Receipt != "" {
		r.out.Receipt = &done.Receipt
	}
	if done.ReceiptErr != nil {
		r.say("No receipt could be written: %v", done.ReceiptErr)
	}
	if err == nil {
		r.forget()
		w.left(done)
	}
}

// left says what is left of the token in use.
func (w *revokeWork) left(done ovhapi.Retired) {
	if !done.Revoked {
		w.say("Token %d is ended and stays listed as expired: ovh-tokens clean with another token of the account takes it off the list.", w.self.Token.ID)
	}
	m, err := w.machine()
	if err != nil {
		return
	}
	from, err := w.sources()
	if err != nil {
		return
	}
	held := holding(from, m.Active.ConsumerKey.Secret)
	if len(held) > 0 {
		w.say("Its key still stands in %s, where it is of no use any more.", strings.Join(held, ", "))
	}
	w.say("Calls from here fail until another key stands there. To set one up with the program, in a terminal:")
	w.line("  next: " + w.paste())
}

// holding names the places in which a consumer key stands.
func holding(from config.Sources, key ovhapi.Secret) []string {
	var places []string
	found, _ := config.KeyReplacer{Sources: from}.Find(key)
	for _, k := range found {
		if k.Value == key && !key.Empty() {
			places = append(places, k.Origin.String())
		}
	}
	return places
}
