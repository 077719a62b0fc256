package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/theme"
)

// deletedApps is what became of the applications of one command.
type deletedApps struct {
	Deleted []int64      `json:"deleted"`
	Failed  []appFailure `json:"failed"`
	Skipped []appSkipped `json:"skipped"`
	// Receipt is the file that tells of them, null when there is none.
	Receipt *string `json:"receipt"`

	already int // of Skipped, gone before their turn came
	causes  []error
	lines   []outcomeLine
}

type appFailure struct {
	ID      int64  `json:"applicationId"`
	Error   string `json:"error"`
	QueryID string `json:"queryId"`
}

type appSkipped struct {
	ID     int64  `json:"applicationId"`
	Reason string `json:"reason"`
}

// wouldDelete is what would happen.
type wouldDelete struct {
	Would   []int64      `json:"would"`
	Skipped []appSkipped `json:"skipped"`
}

func newAppsDelete(s *session) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "delete ID...",
		Short: "Delete applications that hold no token",
		Long: `Delete applications of the account by their ids. Their keys and secrets end
with them, for good.

An application that still holds tokens is refused with their number, asked of
OVH at that moment: deleting it would end them all. The application that this
program itself works under is never deleted.`,
		Example: `  ovh-tokens apps
  ovh-tokens apps delete 120034 --dry-run
  ovh-tokens apps delete 120034 120035 --yes`,
		Args: between(1, -1, "the id of an application"),
		RunE: func(cmd *cobra.Command, args []string) error {
			ids, err := s.parseIDs("apps", args)
			if err != nil {
				return err
			}
			return (&appsDelete{session: s, ids: ids}).run(cmd.Context())
		},
	}
	cmd.ValidArgsFunction = s.completeApps(anyNumber)
	s.flags.withDryRun(cmd)
	s.flags.withYes(cmd)
	s.flags.withJSON(cmd)
	return changing(cmd)
}

type appsDelete struct {
	*session
	ids  []int64
	free []ovhapi.Application
	out  deletedApps
}

func (o *appsDelete) run(ctx context.Context) error {
	c, err := o.client()
	if err != nil {
		return err
	}
	o.out = deletedApps{Deleted: []int64{}, Failed: []appFailure{}, Skipped: []appSkipped{}}
	if err := o.sort(ctx, c); err != nil {
		return err
	}
	if o.flags.dryRun {
		return o.dry()
	}
	if len(o.free) > 0 {
		if err := o.ask(); err != nil {
			return err
		}
		if err := o.delete(ctx, c); err != nil {
			return err
		}
	}
	if err := o.tell(); err != nil {
		return err
	}
	return o.verdict(ctx)
}

// errNotOwned is told of an id that is no application of the account.
var errNotOwned = errors.New("the account owns no such application: it may have gone already, or be another one's")

// sort finds out which applications can go.
func (o *appsDelete) sort(ctx context.Context, c *ovhapi.Client) error {
	owned, err := c.OwnApplications(ctx)
	if owned == nil && err != nil {
		return o.failed("reading the applications", err)
	}
	var there []ovhapi.Application
	for _, id := range o.ids {
		at := slices.IndexFunc(owned, func(a ovhapi.Application) bool { return a.ID == id })
		switch {
		case at < 0:
			o.fail(ovhapi.Application{ID: id}, errNotOwned)
		case owned[at].Key == "":
			o.fail(owned[at], fmt.Errorf("reading it: %w", err))
		case owned[at].Key == c.ApplicationKey():
			o.skip(id, ovhapi.ErrOwnApplication.Error())
		default:
			there = append(there, owned[at])
		}
	}
	for _, h := range c.Holds(ctx, there) {
		switch {
		case h.Err != nil:
			o.fail(h.Application, h.Err)
		case h.Tokens > 0:
			o.fail(h.Application, &ovhapi.HeldError{Application: h.Application.ID, Tokens: h.Tokens})
		default:
			o.free = append(o.free, h.Application)
		}
	}
	return ctx.Err()
}

func (o *appsDelete) skip(id int64, reason string) {
	o.out.Skipped = append(o.out.Skipped, appSkipped{id, reason})
	o.out.lines = append(o.out.lines, outcomeLine{"kept", theme.Caution, id, reason})
}

func (o *appsDelete) fail(app ovhapi.Application, err error) {
	why, query := adviceLine(err), ovhapi.QueryID(err)
	o.out.Failed = append(o.out.Failed, appFailure{app.ID, why, query})
	o.out.causes = append(o.out.causes, err)
	if query != "" {
		why += " OVH query " + query
	}
	if app.Name != "" {
		why = app.Name + ": " + why
	}
	o.out.lines = append(o.out.lines, outcomeLine{"failed", theme.Danger, app.ID, why})
}

// dry says what would happen.
func (o *appsDelete) dry() error {
	what := wouldDelete{Would: []int64{}, Skipped: o.out.Skipped}
	var b strings.Builder
	for _, app := range o.free {
		what.Would = append(what.Would, app.ID)
		fmt.Fprintf(&b, "would delete  %-11d%s\n", app.ID, app.Name)
	}
	for _, f := range o.out.Failed {
		what.Skipped = append(what.Skipped, appSkipped{f.ID, f.Error})
	}
	for _, skip := range what.Skipped {
		fmt.Fprintf(&b, "would keep    %-11d%s\n", skip.ID, skip.Reason)
	}
	if o.flags.json {
		return o.printJSON(what)
	}
	return o.print(b.String())
}

// ask names every application before it goes.
func (o *appsDelete) ask() error {
	m, err := o.machine()
	if err != nil {
		return err
	}
	keeper, err := o.keeper()
	if err != nil {
		return err
	}
	waiting, _ := keeper.Pending() // what can be read is worth a word
	for _, app := range o.free {
		if !o.asking() {
			break
		}
		o.line(fmt.Sprintf("  %-11d%s %s %s", app.ID, layout.Pad(app.Name, 24), layout.Pad(app.Key, 18), app.Description))
		if at := m.ApplicationPlaces(app.Key); len(at) > 0 {
			o.say("  its key stands on this machine: %s", strings.Join(at, ", "))
		}
		if n := waitsUnder(app, waiting); n > 0 {
			o.say("  %s under it waits on this machine and can then not be validated any more", layout.Count(n, "new token"))
		}
	}
	if o.asking() {
		o.say("Keys and secrets end with them, for good.")
	}
	return o.confirm("Delete " + layout.Count(len(o.free), "application") + "?")
}

// waitsUnder counts the stored requests that were made under an application.
func waitsUnder(app ovhapi.Application, waiting []ovhapi.PendingRequest) int {
	n := 0
	for _, p := range waiting {
		if app.Key != "" && p.ApplicationKey == app.Key {
			n++
		}
	}
	return n
}

func (o *appsDelete) delete(ctx context.Context, c *ovhapi.Client) error {
	keeper, err := o.keeper()
	if err != nil {
		return err
	}
	telling := o.progress("Handled")
	done := 0
	receipt, err := c.DeleteApplications(ctx, o.free, o.account(ctx, c), keeper, func(d ovhapi.DeletedApplication) {
		done++
		telling.at(done, len(o.free))
		if d.Err != nil {
			o.fail(d.Application, d.Err)
			return
		}
		if d.Already {
			o.out.already++
			o.out.Skipped = append(o.out.Skipped, appSkipped{d.Application.ID, "it was gone already"})
			o.out.lines = append(o.out.lines, outcomeLine{"gone", theme.Good, d.Application.ID, d.Application.Name + ", before its turn came"})
			return
		}
		o.out.Deleted = append(o.out.Deleted, d.Application.ID)
		o.out.lines = append(o.out.lines, outcomeLine{"deleted", theme.Good, d.Application.ID, d.Application.Name})
	})
	telling.end()
	if receipt != "" {
		o.out.Receipt = &receipt
	}
	if err != nil {
		o.say("No receipt could be written: %v", err)
	}
	return nil
}

// tell writes one line for each application, or the one value of --json.
func (o *appsDelete) tell() error {
	if o.flags.json {
		return o.printJSON(o.out)
	}
	var b strings.Builder
	for _, l := range o.out.lines {
		b.WriteString(o.paint(l.role, layout.Pad(l.word, 9)) + fmt.Sprintf("%-11d", l.id) + l.text + "\n")
	}
	if err := o.print(b.String()); err != nil {
		return err
	}
	if o.out.Receipt != nil {
		o.say("Receipt: %s", *o.out.Receipt)
	}
	return nil
}

func (o *appsDelete) verdict(ctx context.Context) error {
	missed := len(o.out.Failed) + len(o.out.Skipped) - o.out.already
	switch {
	case ctx.Err() != nil:
		return context.Canceled
	case missed == 0:
		return nil
	}
	f := &failure{what: fmt.Sprintf("%s of %s not deleted", layout.Number(missed), layout.Count(missed+len(o.out.Deleted), "application")), code: exitPartly, next: o.paste("apps")}
	for i, cause := range o.out.causes {
		if held, is := errors.AsType[*ovhapi.HeldError](cause); is {
			f.next = o.paste("list", "--app", strconv.FormatInt(held.Application, 10))
			break
		}
		if i == 0 && codeOf(cause) == exitUnauthorised {
			f.next = o.remedy(cause)
		}
	}
	if len(o.out.Deleted) == 0 {
		f.code = exitFailed
		if len(o.out.causes) == 0 {
			f.code = exitUsage
		} else {
			f.code = codeOf(o.out.causes[0])
		}
	}
	return f
}
