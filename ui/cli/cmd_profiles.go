package cli

import (
	"context"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ui/standing"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/when"
)

// profileRow is one account of this machine for --json.
type profileRow struct {
	Name     string `json:"name"`
	Endpoint string `json:"endpoint"`
	Default  bool   `json:"default"`
	// Origin is where the consumer key stands, or where the profile is named when
	// it has none.
	Origin string `json:"origin"`
	// Works is null when that could not be found out, as where the endpoint did not
	// answer.
	Works *bool `json:"works"`
	// State says in a word what the keys are, Account whose, both "" when that is
	// not known.
	State   string `json:"state"`
	Account string `json:"account"`
}

func newProfiles(s *session) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "profiles",
		Short: "List the accounts on this machine, and whether their keys work",
		Long: `List the accounts of this machine: sections [profile:NAME] of ovh.conf, endpoint
sections that hold keys, and OVH_* variables. Each is asked, with its own keys,
whether they work.`,
		Example: `  ovh-tokens profiles
  ovh-tokens profiles --json | jq -r '.[] | select(.works | not) | .name'
  ovh-tokens profiles use prod`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runProfiles(cmd.Context(), s) },
	}
	s.flags.withJSON(cmd)
	cmd.AddCommand(newProfilesUse(s))
	return cmd
}

// patience is how long the keys of a profile may take to say what they are.
const patience = 15 * time.Second

func runProfiles(ctx context.Context, s *session) error {
	m, err := s.machineAsItIs()
	if err != nil {
		return err
	}
	answers := s.askAll(ctx, m.Profiles)
	if err := ctx.Err(); err != nil {
		return err
	}
	now := time.Now()
	if s.flags.json {
		rows := make([]profileRow, len(m.Profiles))
		for i, p := range m.Profiles {
			rows[i] = profileJSON(p, answers[i], now)
			rows[i].Default = p.Name == m.Default
		}
		return s.printJSON(rows)
	}
	if len(m.Profiles) == 0 {
		s.say("There is no account on this machine yet. %s sets one up with you, in a terminal.", s.paste())
		return nil
	}
	columns := []column{
		{title: "Profile", least: 12},
		{title: "Endpoint", least: 12},
		{title: "Account", least: 10},
		{title: "Key"},
		{title: "Expires", right: true},
		{title: "From", least: 14, leaves: 1},
	}
	rows := make([][]cell, len(m.Profiles))
	for i, p := range m.Profiles {
		a := answers[i]
		state := a.State(now)
		name := plain.Text(p.Name)
		if p.Name == m.Default {
			name += " (default)"
		}
		expires := ""
		if a.Token.ID != 0 {
			expires = when.Relative(a.Token.Expiration, now)
		}
		rows[i] = []cell{
			{text: name, role: theme.Strong},
			{text: p.Endpoint.Short()},
			{text: a.Account},
			{text: state.Word(), role: state.Role()},
			{text: expires},
			{text: originOf(p), role: theme.Subtle},
		}
	}
	return s.table(columns, rows)
}

// machineAsItIs is what this machine says even when the profile that is asked for
// can't be used: the others are to be seen all the same.
func (s *session) machineAsItIs() (*config.Machine, error) {
	from, err := s.sources()
	if err != nil {
		return nil, err
	}
	m, err := config.Load(from)
	if err != nil && (s.flags.config != "" || s.flags.profile != "" || s.flags.endpoint != "") {
		return nil, s.failed("reading the configuration", err)
	}
	return m, nil
}

// askAll asks the keys of all profiles what they are, at once.
func (s *session) askAll(ctx context.Context, profiles []config.Profile) []standing.Answer {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	telling := s.reading("Asking which keys work")
	defer telling.end()
	telling.at(0, 0)
	answers := make([]standing.Answer, len(profiles))
	var wait sync.WaitGroup
	for i, p := range profiles {
		wait.Go(func() { answers[i] = standing.Ask(ctx, p, nil, s.connect) })
	}
	wait.Wait()
	return answers
}

// originOf is where the key of a profile stands.
func originOf(p config.Profile) string {
	if p.ConsumerKey.Secret.Empty() {
		return p.EndpointOrigin.String()
	}
	return p.ConsumerKey.Origin.String()
}

func profileJSON(p config.Profile, a standing.Answer, now time.Time) profileRow {
	state := a.State(now)
	row := profileRow{Name: plain.Text(p.Name), Endpoint: p.Endpoint.Name, Origin: originOf(p), State: state.Word(), Account: a.Account}
	works := state == standing.Works
	if state != standing.NoAnswer && state != standing.NotTold && state != standing.Stopped {
		row.Works = &works
	}
	return row
}

func newProfilesUse(s *session) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "use NAME",
		Short: "Make an account the one that is taken when none is named",
		Long: `Make an account the default one, by a line of [default] in ovh.conf: profile=
for a [profile:NAME], which ovhcloud-cli reads too, endpoint= for an endpoint
section, which all of OVH's libraries read. Every other line stays as it is.`,
		Example: `  ovh-tokens profiles use prod
  ovh-tokens profiles use ovh-ca --dry-run`,
		Args:              between(1, 1, "the name of one profile"),
		ValidArgsFunction: s.completeProfiles(1),
		RunE:              func(_ *cobra.Command, args []string) error { return runProfilesUse(s, args[0]) },
	}
	s.flags.withDryRun(cmd)
	return cmd
}

func runProfilesUse(s *session, name string) error {
	m, err := s.machineAsItIs()
	if err != nil {
		return err
	}
	p, ok := m.Profile(name)
	if !ok {
		return s.noProfile(m, name)
	}
	target, ok := m.DefaultTarget(p)
	if !ok {
		return &failure{what: "choosing " + plain.Text(name), why: "no file can be written for that: " + originOf(p) + " is where it stands.", next: s.paste("export", "--profile", name), code: exitFailed}
	}
	if target.Plan.Empty() {
		s.say("%s is the default already.", plain.Text(name))
		return nil
	}
	if s.flags.dryRun {
		return s.print(plain.Text(target.File.Shown) + "\n" + hunks(target.Plan))
	}
	if err := target.Plan.Save(); err != nil {
		return &failure{what: "choosing " + plain.Text(name), why: err.Error(), next: s.paste("profiles"), code: exitFailed, cause: err}
	}
	s.say("%s is the default now, by %s.", plain.Text(name), plain.Text(target.File.Shown))
	for _, o := range target.Overrides {
		s.say("%s", o)
	}
	return nil
}

// hunks shows what a plan changes, secrets masked.
func hunks(p *config.Plan) string {
	var b strings.Builder
	for _, h := range p.Hunks {
		for _, line := range h.Before {
			b.WriteString("- " + line + "\n")
		}
		for _, line := range h.After {
			b.WriteString("+ " + line + "\n")
		}
	}
	return b.String()
}

// noProfile names the profiles that there are.
func (s *session) noProfile(m *config.Machine, name string) error {
	var names []string
	for _, p := range m.Profiles {
		names = append(names, plain.Text(p.Name))
	}
	why := "there is no account on this machine yet."
	if len(names) > 0 {
		why = "the profiles are " + strings.Join(names, ", ") + "."
	}
	return &failure{what: "there is no profile " + plain.Text(name), why: why, next: s.paste("profiles"), code: exitUsage}
}
