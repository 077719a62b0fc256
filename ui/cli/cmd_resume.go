package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"ovh-tokens/config/keeping"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
)

// resumeOptions are what `resume` is told.
type resumeOptions struct {
	*session
	keep    keepFlags
	noWait  bool
	timeout time.Duration
}

func newResume(s *session) *cobra.Command {
	o := &resumeOptions{session: s}
	cmd := &cobra.Command{
		Use:   "resume [ID]",
		Short: "Go on with a request: wait for the token, verify it, keep its key",
		Long: `Go on with a request that is stored on this machine: wait until it is
validated, verify what was granted, and put its key where --save or --export
says. Without an ID it is the only request there is. ovh-tokens pending lists
them.

The application's keys have to be on this machine; which profile holds them is
found out. With --no-wait a request that was not validated yet is no error,
unless --save or --export wait for it: the code is then 5.`,
		Example: `  ovh-tokens resume
  ovh-tokens resume k3v9q2xa --save=lego
  ovh-tokens resume k3v9q2xa --no-wait --json | jq -r .state
  (umask 077; ovh-tokens resume k3v9q2xa --export certbot > ovh.ini)`,
		Args: glued(between(0, 1, "the id of one request")),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.keep.saves = cmd.Flags().Changed("save")
			return o.run(cmd.Context(), args)
		},
	}
	cmd.ValidArgsFunction = s.completePending(1)
	o.keep.register(cmd, s)
	f := cmd.Flags()
	f.StringArrayVar(&o.keep.values, "set", nil, "fill in what the form of --export needs besides: `name=value`; may be given again")
	f.BoolVar(&o.noWait, "no-wait", false, "look once whether it was validated, and wait no longer")
	f.DurationVar(&o.timeout, "timeout", usualTimeout, "how long to wait for the validation; 0 is without limit")
	s.flags.withJSON(cmd)
	return cmd
}

func (o *resumeOptions) run(ctx context.Context, args []string) error {
	switch {
	case o.flags.json && o.keep.form != "":
		return usageError("--export prints the keys on stdout, where --json prints its value: leave one out.")
	case o.timeout < 0:
		return usageError("--timeout is how long to wait, such as 10m, and can't be negative.")
	}
	keeper, err := o.keeper()
	if err != nil {
		return err
	}
	stored, err := o.stored(args)
	if err != nil {
		return err
	}
	c := o.owners().Of(stored)
	if c == nil {
		return &failure{
			what: "request " + stored.ID + " cannot be taken up here", code: exitUnauthorised, next: o.paste("profiles"),
			why: "it was asked for on " + plain.Text(stored.Endpoint) + " under application " + plain.Text(stored.ApplicationKey) +
				", and no complete profile of this machine holds that application. Its key stays stored.",
		}
	}
	r, err := c.Resume(stored, keeper)
	if err != nil {
		return o.failed("taking up request "+stored.ID, err)
	}
	m, err := o.machine()
	if err != nil {
		return err
	}
	key := keeping.Of(stored, c.Endpoint(), m, m.Active.ApplicationKey.Text == stored.ApplicationKey)
	to, err := o.destination(&o.keep, key)
	if err != nil {
		return err
	}
	p := o.pursue(r, c, keeper, to, o.timeout)
	if r.State.Undecided() && o.noWait {
		return p.glance(ctx)
	}
	if r.State.Undecided() {
		o.showPage(r.ValidationURL, c.Endpoint(), nil)
	}
	return p.follow(ctx)
}

// glance looks once, and goes on where the request is decided.
func (p *pursuit) glance(ctx context.Context) error {
	looked := ovhapi.LookAtAll(ctx, []ovhapi.PendingRequest{p.request.PendingRequest}, func(ovhapi.PendingRequest) *ovhapi.Client { return p.client }, p.keeper, p.poll)[0]
	switch {
	case ctx.Err() != nil:
		return context.Canceled
	case looked.Trouble != nil:
		return p.leave("", p.withNext(p.failed("asking whether the request was validated", looked.Trouble)))
	case looked.State == ovhapi.RequestWaiting && (p.to.place != nil || p.to.format != nil):
		// Whoever goes on with what was to be written or printed must not.
		return p.leave("", &failure{
			what: "the request was not validated yet", why: "nothing was saved or printed. Its key stays stored on this machine.", next: p.resumption(), code: exitNo,
		})
	case looked.State == ovhapi.RequestWaiting:
		return p.leave("It was not validated yet.", nil)
	}
	p.request.State = looked.State
	return p.follow(ctx)
}

// stored is the request that is named, or the only one there is.
func (o *resumeOptions) stored(args []string) (ovhapi.PendingRequest, error) {
	list, err := o.requests()
	if err != nil {
		return ovhapi.PendingRequest{}, err
	}
	if len(args) > 0 {
		for _, p := range list {
			if p.ID == args[0] {
				return p, nil
			}
		}
		return ovhapi.PendingRequest{}, &failure{
			what: "there is no request " + echo(args[0]) + " on this machine", next: o.paste("pending"), code: exitUsage,
		}
	}
	switch len(list) {
	case 0:
		return ovhapi.PendingRequest{}, &failure{what: "no request is stored on this machine", next: program + " request --help", code: exitUsage}
	case 1:
		return list[0], nil
	}
	f := &failure{what: fmt.Sprintf("%d requests are stored on this machine: name one", len(list)), code: exitUsage}
	for _, p := range list {
		f.lines = append(f.lines, p.ID+"  "+p.Created.Local().Format("2006-01-02 15:04")+"  "+p.Rules.Short())
	}
	f.next = o.paste("resume", list[len(list)-1].ID)
	return ovhapi.PendingRequest{}, f
}
