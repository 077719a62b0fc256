package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ovh-tokens/config"
	"ovh-tokens/config/rotation"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ui/verdict"
)

// rotateOptions are whose key is replaced.
type rotateOptions struct {
	*session
	name    string   // of the profile; "" for the one in use
	more    []string // files to look through beside the usual ones
	without []string // files that need not be looked through
	known   []string // all that would be
	timeout time.Duration

	profile config.Profile
	keeper  config.Store
	look    config.KeyReplacer
}

func newRotate(s *session) *cobra.Command {
	o := &rotateOptions{session: s}
	cmd := &cobra.Command{
		Use:   "rotate [PROFILE]",
		Short: "Replace the key of a profile by a new one with the same rights",
		Long: `Ask for a new token with the rules and addresses of the one in use, wait until
somebody validates it on OVH's page, check it, write its key wherever the old
one stands on this machine, read the files back, and revoke the old token last.
If anything before fails, the old token keeps working. One that ends before the
old one would, such as after the day that the page proposes, is not put in its
place unless somebody at a terminal says so: --yes does not.

The address of the page goes to stderr. A rotation that was interrupted, or
left something undone, is taken up where it stopped by running the same
command again: no second token is asked for.

A file that was named with --file is looked through by later rotations too.
While one of them is away, or some file cannot be read that may hold the old
key, the old token keeps working: bring the file back and run the command
again, or add --without FILE where nothing needs the old key any more.`,
		Example: `  ovh-tokens rotate --dry-run
  ovh-tokens rotate prod
  ovh-tokens rotate prod --file /srv/lego/lego.env --yes`,
		Args: between(0, 1, "the name of one profile"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				o.name = args[0]
			}
			return o.run(cmd.Context())
		},
	}
	cmd.ValidArgsFunction = s.completeProfiles(1)
	f := cmd.Flags()
	f.StringArrayVar(&o.more, "file", nil, "another `file` that holds the key, of any format; may be given again")
	f.StringArrayVar(&o.without, "without", nil, "go without this `file`, which cannot be looked through, and look through it no more; may be given again")
	f.DurationVar(&o.timeout, "timeout", usualTimeout, "how long to wait for the validation; 0 is without limit")
	s.flags.withDryRun(cmd)
	s.flags.withYes(cmd)
	s.flags.withJSON(cmd)
	return changing(cmd)
}

func (o *rotateOptions) run(ctx context.Context) error {
	if err := o.open(); err != nil {
		return err
	}
	asks, err := o.connect(o.profile)
	if err != nil {
		return o.failed("using the keys of "+o.called(), err)
	}
	plan := rotation.Find(ctx, o.profile, asks, nil, o.look)
	if ctx.Err() != nil {
		return context.Canceled
	}
	stored, err := o.keeper.Pending()
	if err != nil {
		o.say("Not all stored requests could be read: %v", err)
	}
	begun, is := plan.Unfinished(stored, asks)
	if err := o.checkWithout(begun); err != nil {
		return err
	}
	if is {
		return o.goOn(ctx, asks, begun)
	}
	if plan.Err != nil {
		return o.failed("asking what the key of "+o.called()+" is", plan.Err)
	}
	if plan.Writable() == 0 {
		return &failure{
			what: "the key of " + o.called() + " was not rotated", why: "it stands in no file that can be written. Ask for a new token and put its key where the old one is set.",
			next: o.pasteThere("request", "--like", fmt.Sprint(plan.Old.ID), "--export", "env"), code: exitFailed,
		}
	}
	if o.flags.dryRun {
		return o.dry(&plan)
	}
	o.say("%s", strings.Join(o.planLines(&plan), "\n"))
	if err := o.confirm(fmt.Sprintf("Replace the key of token %d?", plan.Old.ID)); err != nil {
		return err
	}
	if err := o.askWithout(&plan); err != nil {
		return err
	}
	o.strike()
	return o.begin(ctx, &plan)
}

// called is the profile as people call it.
func (o *rotateOptions) called() string {
	if o.profile.Name == "" {
		return "the profile in use"
	}
	return plain.Text(o.profile.Name)
}

// open finds the profile and the places to look through.
func (o *rotateOptions) open() error {
	m, err := o.machine()
	if err != nil {
		return err
	}
	o.profile = m.Active
	if o.name != "" {
		var there bool
		if o.profile, there = m.Profile(o.name); !there {
			return &failure{what: fmt.Sprintf("there is no profile %q", o.name), why: "ovh-tokens profiles lists them.", next: o.paste("profiles"), code: exitUsage}
		}
	} else if _, err := o.client(); err != nil {
		return err // says which keys are missing, and where they were looked for
	}
	if lacks := o.profile.Missing(); len(lacks) > 0 {
		f := &failure{what: "the key of " + o.called() + " cannot be asked for anew", why: listed(lacks) + " missing.", next: o.paste("profiles"), code: exitUnauthorised}
		f.blame(m.Ignored(o.profile))
		return f
	}
	if o.keeper, err = o.session.keeper(); err != nil {
		return err
	}
	if o.look.Sources, err = o.sources(); err != nil {
		return err
	}
	if o.look.Files, err = o.keeper.NamedFiles(); err != nil {
		o.say("The list of files with keys could not be read: %v", err)
	}
	if file := o.profile.ConsumerKey.Origin.File; file != "" {
		o.look.Files = append(o.look.Files, file)
	}
	return o.nameFiles()
}

// begin asks for the new token and goes through with it.
func (o *rotateOptions) begin(ctx context.Context, plan *rotation.Plan) error {
	o.remember(plan)
	open := o.browser()
	var landing *ovhapi.Landing
	if open != nil {
		landing, _ = ovhapi.NewLanding(ctx) // without one the wait takes a little longer
	}
	// Its key exists in one answer only, so that is waited for whatever happens.
	r, err := plan.Client.Request(context.WithoutCancel(ctx), plan.Draft(o.profile.Name), o.keeper, landing)
	if err != nil {
		return o.failed("asking for a new token", err)
	}
	if r.KeepErr != nil {
		o.say("The new key could not be stored and lives in this process only: %v", r.KeepErr)
	}
	v, err := o.await(ctx, r, open)
	if err != nil {
		return err
	}
	return o.exchange(ctx, plan, r, v)
}

// goOn takes up a rotation that was begun before.
func (o *rotateOptions) goOn(ctx context.Context, asks *ovhapi.Client, begun ovhapi.PendingRequest) error {
	begun, struck := rotation.Struck(begun, o.without...)
	for _, path := range begun.Replaces.Files {
		if !slices.Contains(o.look.Files, path) {
			o.look.Files = append(o.look.Files, path)
		}
	}
	o.say("A rotation was begun on %s; going on with it.", begun.Created.Format("2 January 2006 15:04"))
	r, err := asks.Resume(begun, o.keeper)
	if err != nil {
		return o.failed("taking up the rotation", err)
	}
	if o.flags.dryRun && begun.State == ovhapi.RequestWaiting {
		return o.dryWaiting(begun)
	}
	v, err := o.await(ctx, r, nil)
	if err != nil {
		return err
	}
	plan := rotation.Again(ctx, r, v.Credential.ID, o.look)
	if plan.Err != nil {
		return o.failed("looking for the old key", plan.Err)
	}
	if err := o.askWithout(&plan); err != nil {
		return err
	}
	switch {
	case plan.Client == nil && (len(plan.Fresh) == 0 || plan.Doubt() != ""):
		return o.stuck(&plan)
	case o.flags.dryRun:
		return o.dry(&plan)
	}
	o.say("%s", strings.Join(o.planLines(&plan), "\n"))
	if err := o.confirm("Go on with it?"); err != nil {
		return err
	}
	o.strike()
	if struck {
		if err := o.keeper.Keep(r.PendingRequest); err != nil {
			o.say("That a file is looked through no more could not be stored: %v", err)
		}
	}
	return o.exchange(ctx, &plan, r, v)
}

// stuck says why a rotation can't be brought to its end now.
func (o *rotateOptions) stuck(plan *rotation.Plan) error {
	f := &failure{what: "the rotation was not brought to its end", why: plan.Matter(), next: o.paste("resume", plan.Request.ID), code: exitFailed}
	for _, file := range plan.Unread {
		f.lines = append(f.lines, "not looked through: "+plain.Text(file.Shown))
	}
	for _, k := range plan.Unasked {
		f.lines = append(f.lines, "not asked: the key in "+strings.Join(k.Places, ", ")+". "+ovhapi.Advise(k.Err).What)
	}
	if plan.Doubt() != "" {
		f.why += " " + plan.Doubt()
		if len(plan.Unread) > 0 {
			f.why += " " + goesWithout
		}
		f.next = o.again()
	}
	return f
}

// await waits for the validation and verifies the new token. open, if it is not nil,
// shows the page in a browser.
func (o *rotateOptions) await(ctx context.Context, r *ovhapi.Request, open func(string) error) (ovhapi.Verified, error) {
	defer r.Close()
	if r.State == ovhapi.RequestValidated {
		return o.verify(ctx, r)
	}
	if ctx.Err() == nil {
		o.showPage(r.ValidationURL, r.Client().Endpoint(), open)
	}
	state, err := o.watch(ctx, r, o.timeout)
	switch {
	case errors.Is(err, context.Canceled):
		o.say("Stopped waiting. Nothing was changed, and the request stays stored on this machine.")
		o.line("  next: " + o.goesOn())
		return ovhapi.Verified{}, err
	case errors.Is(err, errNotInTime):
		return ovhapi.Verified{}, &failure{what: "nobody validated the new token in time", why: "nothing was changed, and the request stays stored.", next: o.goesOn(), code: exitFailed}
	case err != nil:
		return ovhapi.Verified{}, o.failed("waiting for the validation", err)
	case state != ovhapi.RequestValidated:
		return ovhapi.Verified{}, o.cameToNothing(r, state)
	}
	return o.verify(ctx, r)
}

// verify asks the new token what was granted.
func (o *rotateOptions) verify(ctx context.Context, r *ovhapi.Request) (ovhapi.Verified, error) {
	v, err := r.Verify(ctx)
	if err != nil {
		f := o.failed("checking the new token", err)
		if known, is := errors.AsType[*failure](f); is {
			known.next = o.goesOn()
			if errors.Is(err, ovhapi.ErrNoSuchKey) || errors.Is(err, ovhapi.ErrKeyNotValid) {
				known.next = o.paste("pending", "--forget", r.ID)
			}
		}
		return v, f
	}
	o.say("Validated by %s: token %d. %s", v.Account, v.Credential.ID, verdict.Validity(v).Text)
	return v, nil
}

// cameToNothing ends without a new token. A key that will never work is not kept.
func (o *rotateOptions) cameToNothing(r *ovhapi.Request, state ovhapi.RequestState) error {
	f := &failure{what: "the new token is " + ended(state), why: "nothing was changed, and the old one keeps working.", next: o.goesOn(), code: exitFailed}
	if !state.CameToNothing() {
		f.lines = append(f.lines, "Its key stays on this machine until it is forgotten.")
		f.next = o.paste("pending", "--forget", r.ID)
		return f
	}
	if err := r.Forget(); err != nil {
		f.lines = append(f.lines, "Its key could not be removed from this machine: "+plain.Text(err.Error()))
	}
	return f
}

// ended says what became of a request that can't be validated any more.
func ended(s ovhapi.RequestState) string {
	if s == ovhapi.RequestGone {
		return "not known to OVH any more"
	}
	return string(s)
}

// goesOn is the command that goes on with the rotation, as it can be pasted.
func (o *rotateOptions) goesOn(more ...string) string {
	args := []string{"rotate"}
	if o.name != "" {
		args = append(args, o.name)
	}
	return o.paste(append(args, more...)...)
}

// pasteThere is a command about the account whose key is rotated.
func (o *rotateOptions) pasteThere(args ...string) string {
	was := o.flags.profile
	defer func() { o.flags.profile = was }()
	if o.name != "" {
		o.flags.profile = o.name
	}
	return o.paste(args...)
}

// exchange lets the new key take the place of the old one. Nothing stops it
// half-way.
func (o *rotateOptions) exchange(ctx context.Context, plan *rotation.Plan, r *ovhapi.Request, v ovhapi.Verified) error {
	if err := o.takesShorter(ctx, plan, r, v); err != nil {
		return err
	}
	outcome := plan.Exchange(r, v, o.keeper).Run(context.WithoutCancel(ctx))
	return o.told(r, v, outcome)
}
