package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"ovh-tokens/config/keeping"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/when"
)

// pendingOptions are what `pending` is told.
type pendingOptions struct {
	*session
	forget string
}

// pendingRow is one stored request in the answer of --json.
type pendingRow struct {
	RequestID     string              `json:"requestId"`
	Endpoint      string              `json:"endpoint"`
	Created       time.Time           `json:"created"`
	ValidationURL string              `json:"validationUrl"`
	Rules         rule.Set            `json:"rules"`
	State         ovhapi.RequestState `json:"state"`
	CredentialID  *int64              `json:"credentialId"` // null until it is known
	Replaces      *int64              `json:"replaces"`     // null: it takes no other token's place
}

func newPending(s *session) *cobra.Command {
	o := &pendingOptions{session: s}
	cmd := &cobra.Command{
		Use:   "pending",
		Short: "List the requests for tokens that were not validated or taken yet",
		Long: `List the requests whose keys are stored on this machine: those that nobody has
validated yet, and those whose key was not taken. OVH is asked how each stands
where this machine has the keys of its application. A request that was refused
or has expired is listed once more; its key will never work and is removed.

--forget removes the key of a request for good; OVH never shows it again.`,
		Example: `  ovh-tokens pending
  ovh-tokens pending --json | jq -r '.[] | select(.state == "waiting") | .validationUrl'
  ovh-tokens pending --forget k3v9q2xa --yes`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	cmd.Flags().StringVar(&o.forget, "forget", "", "remove the key of the request with this `id` from this machine, after a question")
	completeFlag(cmd, "forget", s.completePending(anyNumber))
	s.flags.withYes(cmd)
	s.flags.withJSON(cmd)
	return cmd
}

func (o *pendingOptions) run(ctx context.Context) error {
	keeper, err := o.keeper()
	if err != nil {
		return err
	}
	list, err := o.requests()
	if err != nil {
		return err
	}
	if o.forget != "" {
		return o.remove(list, keeper)
	}
	list = o.look(ctx, list, keeper)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if o.flags.json {
		rows := make([]pendingRow, len(list))
		for i, p := range list {
			rows[i] = pendingRowOf(p)
		}
		return o.printJSON(rows)
	}
	if len(list) == 0 {
		o.say("No new token is waiting.")
		return nil
	}
	now := time.Now()
	rows := make([][]cell, len(list))
	for i, p := range list {
		rows[i] = []cell{
			{text: p.ID, role: theme.Strong},
			{text: stateWords[p.State]},
			{text: when.Relative(&p.Created, now)},
			{text: plain.Text(p.Endpoint), role: theme.Subtle},
			{text: p.Rules.Short(), fit: p.Rules.ShortFit},
		}
	}
	columns := []column{{title: "Id"}, {title: "State"}, {title: "Asked", right: true, leaves: 1}, {title: "Endpoint", least: 10, leaves: 2}, {title: "Access", least: 14}}
	if err := o.table(columns, rows); err != nil {
		return err
	}
	o.say("To go on with one: %s ID", o.paste("resume"))
	return nil
}

// stateWords say how far a request is.
var stateWords = map[ovhapi.RequestState]string{
	ovhapi.RequestWaiting: "waits for validation", ovhapi.RequestValidated: "validated, not taken yet",
	ovhapi.RequestRefused: "refused", ovhapi.RequestExpired: "expired", ovhapi.RequestGone: "not known to OVH",
	ovhapi.RequestDenied: "probably refused",
}

func pendingRowOf(p ovhapi.PendingRequest) pendingRow {
	row := pendingRow{
		RequestID: p.ID, Endpoint: p.Endpoint, Created: p.Created, ValidationURL: p.ValidationURL,
		Rules: append(rule.Set{}, p.Rules...), State: p.State,
	}
	if p.CredentialID != 0 {
		row.CredentialID = &p.CredentialID
	}
	if p.Replaces != nil {
		row.Replaces = &p.Replaces.CredentialID
	}
	return row
}

// requests are those that are stored. What can't be read is said; the others are
// there all the same.
func (s *session) requests() ([]ovhapi.PendingRequest, error) {
	keeper, err := s.keeper()
	if err != nil {
		return nil, err
	}
	list, err := keeper.Pending()
	if err != nil {
		if len(list) == 0 {
			return nil, &failure{what: "reading the stored requests", why: plainLines(err.Error()), next: "ls -l " + plain.ShellWord(stateFolder("pending")), code: exitFailed, cause: err}
		}
		s.say("Not every stored request could be read: %s", plainLines(err.Error()))
	}
	return list, nil
}

// owners find the applications of requests among the profiles of this machine.
func (s *session) owners() keeping.Owners {
	o := keeping.Owners{Connect: s.connect}
	if m, err := s.machine(); err == nil {
		o.Profiles = append(o.Profiles, m.Active)
		o.Profiles = append(o.Profiles, m.Profiles...)
	}
	return o
}

// lookPatience bounds how long is waited for OVH's word on the requests.
const lookPatience = 20 * time.Second

// look asks how the requests stand. Those that came to nothing are removed with
// their keys, which will never work.
func (o *pendingOptions) look(ctx context.Context, list []ovhapi.PendingRequest, keeper ovhapi.PendingKeeper) []ovhapi.PendingRequest {
	if len(list) == 0 {
		return list
	}
	telling := o.reading("Looking whether they were validated")
	telling.at(0, 0)
	defer telling.end()
	ctx, cancel := context.WithTimeout(ctx, lookPatience)
	defer cancel()
	told := true
	for i, looked := range ovhapi.LookAtAll(ctx, list, o.owners().Of, keeper, o.poll) {
		switch {
		case looked.Trouble != nil:
			if told {
				o.say("How some of them stand could not be asked. %s", ovhapi.Advise(looked.Trouble))
			}
			told = false
		case looked.State == "":
			o.say("How %s stands could not be asked: no complete profile of this machine holds its application.", list[i].ID)
		default:
			list[i].State = looked.State
		}
		if !looked.State.CameToNothing() {
			continue
		}
		if err := keeper.Forget(list[i].ID); err != nil {
			o.say("The key of %s is still on this machine: %s.", list[i].ID, keeping.Why(err))
		} else {
			o.say("%s was %s; its key was removed from this machine.", list[i].ID, looked.State)
		}
	}
	return list
}

// remove forgets one request, after a question.
func (o *pendingOptions) remove(list []ovhapi.PendingRequest, keeper ovhapi.PendingKeeper) error {
	for _, p := range list {
		if p.ID != o.forget {
			continue
		}
		question := "Forget the key of request " + p.ID + " (" + p.Rules.Short() + ")? It exists nowhere else unless you copied it."
		if m, err := o.machine(); err == nil {
			if at, there := m.Holding(p.ConsumerKey); there {
				question = "Forget this copy of the key of request " + p.ID + "? It stands in " + at.ConsumerKey.Origin.String() + " as well."
			}
		}
		if err := o.confirm(question); err != nil {
			return err
		}
		if err := keeper.Forget(p.ID); err != nil {
			return &failure{what: "the key is still on this machine", why: keeping.Why(err), next: "ls -l " + plain.ShellWord(stateFolder("pending")), code: exitFailed, cause: err}
		}
		o.say("Request %s was forgotten: its key was removed from this machine.", p.ID)
		if o.flags.json {
			return o.printJSON([]pendingRow{pendingRowOf(p)})
		}
		return nil
	}
	return &failure{
		what: "there is no request " + echo(o.forget) + " on this machine", why: layout.Count(len(list), "request") + " stored.", next: o.paste("pending"), code: exitUsage,
	}
}
