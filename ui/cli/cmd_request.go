package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ovh-tokens/config"
	"ovh-tokens/config/export"
	"ovh-tokens/config/keeping"
	"ovh-tokens/config/ruleset"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/addresses"
	"ovh-tokens/ui/layout"
)

// usualTimeout is how long a validation is waited for. OVH's pages last minutes to
// hours; what is not answered in this time is gone on with by `resume`.
const usualTimeout = 10 * time.Minute

// requestOptions are what `request` is told.
type requestOptions struct {
	*session
	rules   ruleFlags
	keep    keepFlags
	ips     []string
	noWait  bool
	timeout time.Duration
}

func newRequest(s *session) *cobra.Command {
	o := &requestOptions{session: s}
	cmd := &cobra.Command{
		Use:   "request (--preset NAME | --rule RULE | --rules FILE | --like ID)",
		Short: "Ask for a new token, until it is validated, verified and kept",
		Long: `Ask for a new token of the profile's application. Somebody has to validate it
on OVH's page; this command shows the link, opens it in the browser, waits, and
then verifies what was really granted.

The key is stored on this machine (mode 0600) from the moment OVH answers until
it stands in a file, so that nothing is lost when the wait ends: ctrl+c, a
timeout, a crash. ovh-tokens resume goes on.

--save writes it into ovh.conf, --export prints the keys on stdout as a tool
takes them, with everything else on stderr. Rules with an error are refused,
and a token that is not as it was asked for is put nowhere, unless --force says
otherwise.`,
		Example: `  ovh-tokens request --preset lego --set zone=example.com --save=lego
  ovh-tokens request --rule 'GET /me' --rule 'GET /me/bill*' --allow-ip 203.0.113.4
  ovh-tokens request --like 498601349 --save=next
  (umask 077; ovh-tokens request --preset lego --set zone=example.com --export lego > lego.env)

  # a script hands the link to a person, and goes on later
  ovh-tokens request --preset dns01-zone --set zone=example.com --no-wait --json > request.json
  jq -r .validationUrl request.json | mail -s 'please validate' admin@example.com
  ovh-tokens resume "$(jq -r .requestId request.json)" --timeout 12h --save=certbot`,
		Args: glued(noArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			o.keep.saves = cmd.Flags().Changed("save")
			return o.run(cmd.Context())
		},
	}
	o.rules.register(cmd, s, "like")
	o.keep.register(cmd, s)
	f := cmd.Flags()
	f.StringArrayVar(&o.ips, "allow-ip", nil, "work only from this address or `block`; may be given again; any with --like for anywhere")
	completeFlag(cmd, "allow-ip", s.completeWords(anyNumber, word{"any", "anywhere"}))
	f.BoolVar(&o.noWait, "no-wait", false, "end once the link is there; nothing is opened")
	f.DurationVar(&o.timeout, "timeout", usualTimeout, "how long to wait for the validation; 0 is without limit")
	s.flags.withJSON(cmd)
	return changing(cmd)
}

func (o *requestOptions) run(ctx context.Context) error {
	if err := o.check(); err != nil {
		return err
	}
	blocks, err := readBlocks(o.ips)
	if err != nil {
		return err
	}
	if err := o.divide(); err != nil {
		return err
	}
	set, err := o.session.rules(ctx, &o.rules)
	if err != nil {
		return err
	}
	c, m, err := o.applicant()
	if err != nil {
		return err
	}
	if err := o.sound(ctx, set); err != nil {
		return err
	}
	key := keeping.Key{Profile: m.Active, ConsumerKey: standIn, Rules: set.Rules, Preset: set.Preset.ID}
	to, err := o.destination(&o.keep, key)
	if err != nil {
		return err
	}
	o.warnOfUnseen(blocks)
	draft := ovhapi.Draft{Rules: set.Rules, AllowedIPs: blocks, Preset: set.Preset.ID}
	if len(o.ips) == 0 && set.Token.Restricted() {
		draft.AllowedIPs = set.Token.AllowedIPs
		o.say("It works from the same addresses as token %d: %s. --allow-ip any lifts that.", set.Token.ID, strings.Join(set.Token.AllowedIPs, ", "))
	}
	return o.ask(ctx, c, draft, to)
}

// check refuses flags that do not go together.
func (o *requestOptions) check() error {
	switch {
	case o.flags.json && o.keep.form != "":
		return usageError("--export prints the keys on stdout, where --json prints its value: leave one out, or use ovh-tokens resume ID --export.")
	case o.timeout < 0:
		return usageError("--timeout is how long to wait, such as 10m, and can't be negative.")
	}
	return nil
}

// readBlocks reads --allow-ip; none is everywhere.
func readBlocks(texts []string) ([]string, error) {
	typed := addresses.Read(strings.Join(texts, ","))
	if typed.Wrong > 0 {
		var notes []string
		for _, n := range typed.Notes {
			notes = append(notes, n.Text)
		}
		return nil, usageError("--allow-ip: %s", strings.Join(notes, " "))
	}
	return typed.Blocks, nil
}

// divide gives the form of --export those values of --set that are its own; what
// the rule set is told too goes to both, such as a zone.
func (o *requestOptions) divide() error {
	if o.keep.form == "" {
		return nil
	}
	f, err := o.format(o.keep.form)
	if err != nil {
		return err
	}
	set, err := ruleset.FindPreset(o.presets(), o.rules.choice.Preset)
	o.rules.choice.Values = slices.DeleteFunc(o.rules.choice.Values, func(text string) bool {
		name, _, _ := strings.Cut(text, "=")
		if !hasParameter(f, name) {
			return false
		}
		o.keep.values = append(o.keep.values, text)
		return err != nil || !strings.Contains(" "+strings.ReplaceAll(asked(set), ",", "")+" ", " "+name+" ")
	})
	return o.fits(f)
}

// fits refuses a form that takes no consumer key before one is asked for.
func (o *requestOptions) fits(f export.Format) error {
	if !f.TakesApplication() {
		return &failure{what: "a new token is of no use for " + f.Tool, why: "it takes no consumer key.", next: o.paste("export", "--list"), code: exitUsage}
	}
	return nil
}

// applicant is the client that asks for new tokens. An application is enough for
// that: a consumer key is what is asked for.
func (s *session) applicant() (*ovhapi.Client, *config.Machine, error) {
	m, err := s.machine()
	if err != nil {
		return nil, nil, err
	}
	p := m.Active
	if p.Complete() {
		c, err := s.client()
		return c, m, err
	}
	if p.Endpoint.URL == "" || p.ApplicationKey.Text == "" || p.ApplicationSecret.Secret.Empty() {
		return nil, nil, s.noKeys(m)
	}
	c, err := s.connect(p)
	return c, m, err
}

// sound refuses rules with an error and warns of what else is doubtful.
func (o *requestOptions) sound(ctx context.Context, set ruleset.Set) error {
	found := o.lint(ctx, set)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	errs := 0
	for _, f := range found {
		if f.Severity == rule.Error {
			errs++
		}
		if f.Severity != rule.Note {
			o.say("%s", findingLine(f))
		}
	}
	if errs == 0 || o.keep.force {
		return nil
	}
	return &failure{
		what: "nothing was asked for", why: layout.Count(errs, "error") + " in the rules, as said above. --force asks all the same.", code: exitUsage,
	}
}

// ask asks for the token and follows it. An answer that is on its way is waited for
// even when the command is interrupted: the key stands in it alone.
func (o *requestOptions) ask(ctx context.Context, c *ovhapi.Client, draft ovhapi.Draft, to *destination) error {
	keeper, err := o.keeper()
	if err != nil {
		return err
	}
	open := o.browser()
	var landing *ovhapi.Landing
	if open != nil && !o.noWait {
		landing, _ = ovhapi.NewLanding(ctx) // without one the wait takes a little longer
	} else {
		open = nil
	}
	r, err := c.Request(context.WithoutCancel(ctx), draft, keeper, landing)
	if err != nil {
		return o.failed("asking for a new token", err)
	}
	defer r.Close()
	p := o.pursue(r, c, keeper, to, o.timeout)
	o.say("Asked %s for a token: %s.", c.Endpoint().Short(), draft.Rules.Short())
	if r.KeepErr != nil {
		o.say("The key could not be stored on this machine, so it is lost when this command ends: %s", ovhapi.Advise(r.KeepErr).What)
	}
	if ctx.Err() != nil {
		return p.leave("Stopped. The key stays stored on this machine.", context.Canceled)
	}
	o.showPage(r.ValidationURL, c.Endpoint(), open)
	if o.noWait {
		return p.leave("Nobody waits for it here; its key stays stored on this machine.", nil)
	}
	p.inUse = o.accountInUse(ctx, c)
	return p.follow(ctx)
}

// accountInUse names the account that the client works on, "" where it works on
// none yet.
func (s *session) accountInUse(ctx context.Context, c *ovhapi.Client) string {
	if m, err := s.machine(); err != nil || !m.Active.Complete() {
		return ""
	}
	d, err := c.Details(ctx)
	if err != nil {
		return ""
	}
	return fmt.Sprint(d.Account)
}
