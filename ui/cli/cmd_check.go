package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/report"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/when"
)

// checkOptions are what the check looks at, and where it writes.
type checkOptions struct {
	*session
	within, textfile string
	own              bool

	span time.Duration
}

// checked is what the check has found, for --json.
type checked struct {
	OK bool `json:"ok"`
	// Expiring are the tokens that work and will not for long any more, the first
	// to end first.
	Expiring []report.Row `json:"expiring"`
	Current  current      `json:"current"`

	account  string
	tokens   []ovhapi.Token // of Expiring
	counted  map[ovhapi.State]int
	now      time.Time
	endpoint string
	complete bool // nothing is left that was to be looked at
	broken   bool // the token in use is known not to work
	partly   error
}

// current is the token in use. Of one that works no more little is known: what is not
// is null.
type current struct {
	CredentialID *int64         `json:"credentialId"`
	Status       *ovhapi.Status `json:"status"`
	Expiration   *time.Time     `json:"expiration"` // null: never, or not known
	Works        bool           `json:"works"`
	Error        *string        `json:"error"`   // why it does not work
	QueryID      *string        `json:"queryId"` // of that error
}

func newCheck(s *session) *cobra.Command {
	o := &checkOptions{session: s}
	cmd := &cobra.Command{
		Use:   "check",
		Short: "For cron: tokens that expire soon; does the one in use work",
		Long: `Look for tokens of the account that expire soon, and whether the token in use
still works. When all is well it says nothing and ends with code 0, so cron
stays silent too; code 5 says that something was found, code 1 and 4 that it
could not be found out.

--textfile writes metrics for the textfile collector of Prometheus'
node_exporter at every run, atomically, also when the check itself fails.`,
		Example: `  ovh-tokens check
  ovh-tokens check --within 14d --json
  ovh-tokens check --self --profile prod || systemctl start rotate-token
  ovh-tokens check --textfile /var/lib/node_exporter/textfile/ovh_tokens.prom`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	f := cmd.Flags()
	f.StringVar(&o.within, "within", "7d", "how near an expiration counts as soon; units "+when.Units)
	f.StringVar(&o.textfile, "textfile", "", "write the outcome as Prometheus metrics to this `file`")
	f.BoolVar(&o.own, "self", false, "look at the token in use alone, which takes no right")
	s.flags.withJSON(cmd)
	completeFlag(cmd, "within", s.completeWords(anyNumber, spans...))
	return cmd
}

// spans are lengths of time that --within is often given.
var spans = []word{{"1d", ""}, {"7d", ""}, {"14d", ""}, {"30d", ""}}

// span reads a flag that takes a length of time in days and more.
func span(flag, text string) (time.Duration, error) {
	d, ok := when.Parse(text)
	if !ok {
		return 0, usageError("--%s takes a length of time such as 7d, not %q; the units are %s.", flag, echo(text), when.Units)
	}
	return d, nil
}

func (o *checkOptions) run(ctx context.Context) error {
	var err error
	if o.span, err = span("within", o.within); err != nil {
		return err
	}
	found, err := o.look(ctx)
	if o.textfile != "" && !errors.Is(err, context.Canceled) {
		if err := config.WriteShared(o.textfile, found.metrics(time.Now())); err != nil {
			return &failure{what: "writing the metrics", why: reason(err), next: o.folder(o.textfile, err), code: exitFailed, cause: err}
		}
	}
	if err != nil {
		return err
	}
	if o.flags.json {
		if err := o.printJSON(found); err != nil {
			return err
		}
	} else if err := o.tell(found); err != nil {
		return err
	}
	switch {
	case found.partly != nil && len(found.tokens) == 0:
		return found.partly // whether all is well could not be found out
	case !found.OK:
		return answer(exitNo)
	}
	return nil
}

// folder is the command that goes on when a file could not be written: it makes the
// folder where that is missing, and shows it where it is there.
func (s *session) folder(file string, err error) string {
	dir := plain.ShellWord(filepath.Dir(file))
	if errors.Is(err, fs.ErrNotExist) {
		return "mkdir -p " + dir + " && " + s.again()
	}
	return "ls -ld " + dir
}

// look asks the token in use what it is, and then for all others. The result is
// never nil: with an error it holds what is known.
func (o *checkOptions) look(ctx context.Context) (*checked, error) {
	found := &checked{Expiring: []report.Row{}, counted: map[ovhapi.State]int{}}
	c, err := o.client()
	if err != nil {
		return found, err
	}
	found.endpoint = c.Endpoint().Name
	id, err := c.Identify(ctx)
	found.now, found.account = c.ServerNow(), id.Account
	switch {
	case err != nil && refused(err):
		a := ovhapi.Advise(err)
		why := a.What + " " + a.Why
		found.Current.Error = &why
		if a.QueryID != "" {
			found.Current.QueryID = &a.QueryID
		}
		found.broken, found.complete = true, o.own // the other tokens were not looked at
		return found, nil
	case err != nil:
		return found, o.failed("asking which token is in use", err)
	}
	own := id.Token
	own.Current = true
	found.Current = current{CredentialID: &own.ID, Status: &own.Status, Expiration: own.Expiration, Works: own.Live(found.now)}
	if !found.Current.Works {
		why := "It is " + string(ovhapi.Token{Credential: own.Credential}.State(found.now)) + "."
		found.Current.Error = &why
		found.broken, found.complete = true, o.own
		return found, nil
	}
	inv := newInventory([]ovhapi.Token{own}, found.now, o.preferences())
	if !o.own {
		if inv, err = o.inventory(ctx); err != nil {
			return found, err
		}
	}
	found.take(inv, o.span)
	if found.partly = o.whole(inv); found.partly != nil {
		found.OK, found.complete = false, false
	}
	return found, nil
}

// refused reports whether an error says that the key does not work, rather than
// that nothing could be found out.
func refused(err error) bool {
	return slices.ContainsFunc([]error{
		ovhapi.ErrKeyNotValid, ovhapi.ErrNoSuchKey, ovhapi.ErrUnknownApp, ovhapi.ErrSignature, ovhapi.ErrNotGranted, ovhapi.ErrIAMDenied,
	}, func(kind error) bool { return errors.Is(err, kind) })
}

// take picks the tokens that will not work for longer than within.
func (f *checked) take(inv *inventory, within time.Duration) {
	f.complete, f.now = true, inv.now
	for _, t := range inv.tokens {
		f.counted[t.State(inv.now)]++
		if t.Works(inv.now) && t.Expiration != nil && t.Expiration.Sub(inv.now) <= within {
			f.tokens = append(f.tokens, t)
		}
	}
	slices.SortFunc(f.tokens, func(a, b ovhapi.Token) int { return a.Expiration.Compare(*b.Expiration) })
	f.Expiring = inv.rows(f.tokens)
	f.OK = len(f.tokens) == 0
}

// tell says what was found; nothing when all is well.
func (o *checkOptions) tell(found *checked) error {
	if found.OK {
		return nil
	}
	if !found.Current.Works {
		return o.print(fmt.Sprintf("The token in use works no more at %s. %s\n  next: %s\n", found.endpoint, *found.Current.Error, o.paste("doctor")))
	}
	if len(found.tokens) == 0 {
		return nil // what could not be read is told as an error
	}
	verb := "expires"
	if len(found.tokens) > 1 {
		verb = "expire"
	}
	if err := o.print(fmt.Sprintf("%s of %s %s within %s.\n", layout.Count(len(found.tokens), "token"), found.account, verb, o.within)); err != nil {
		return err
	}
	rows := make([][]cell, len(found.tokens))
	for i, t := range found.tokens {
		mark := ""
		if t.Current {
			mark = "in use"
		}
		rows[i] = []cell{
			{text: strconv.FormatInt(t.ID, 10)},
			{text: t.Name(), role: theme.Strong},
			{text: when.Relative(t.Expiration, found.now), role: theme.Caution},
			{text: when.Exact(t.Expiration)},
			{text: mark, role: theme.Accent},
		}
	}
	return o.table([]column{{title: "Id", right: true}, {title: "Application", least: 14}, {title: "Ends", right: true}, {title: "At"}, {title: ""}}, rows)
}
