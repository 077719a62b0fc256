package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/roster"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/when"
)

// appRow is one application for --json.
type appRow struct {
	ID          int64  `json:"applicationId"`
	Name        string `json:"name"`
	Description string `json:"description"`
	Status      string `json:"status"`
	Key         string `json:"applicationKey"`
	// Owned and Deleted are null when they are not known.
	Owned   *bool `json:"owned"`
	Deleted *bool `json:"deleted"`
	// Tokens counts those that the application holds, whatever their status.
	Tokens int `json:"tokens"`
}

func newApps(s *session) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "apps",
		Short: "List the applications, those without a token included",
		Long: `List the applications that the account owns or holds a token of, with how many
of their tokens work. Those of others, such as OVH's own console, are seen
through their tokens.`,
		Example: `  ovh-tokens apps
  ovh-tokens apps --json | jq '.[] | select(.owned and .tokens == 0)'`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runApps(cmd.Context(), s) },
	}
	s.flags.withJSON(cmd)
	cmd.AddCommand(newAppsDelete(s))
	return cmd
}

func runApps(ctx context.Context, s *session) error {
	entries, inv, err := s.applications(ctx)
	if err != nil {
		return err
	}
	if s.flags.json {
		rows := make([]appRow, len(entries))
		for i, e := range entries {
			rows[i] = appJSON(e)
		}
		return s.printJSON(rows)
	}
	if len(entries) == 0 {
		s.say("The account has no applications.")
		return nil
	}
	columns := []column{
		{title: "Id", right: true},
		{title: "Name", least: 16},
		{title: "Whose"},
		{title: "Tokens", right: true},
		{title: "Used", right: true, leaves: 2},
		{title: "Key", leaves: 1},
		{title: "Description", least: 12, leaves: 3},
	}
	rows := make([][]cell, len(entries))
	for i, e := range entries {
		role, held := theme.Text, "none"
		if e.Whose == roster.Deleted || e.Whose == roster.Unknown {
			role = theme.Subtle
		}
		if len(e.Tokens) > 0 {
			held = fmt.Sprintf("%d of %d", e.Live, len(e.Tokens))
		}
		used := cell{text: when.Relative(e.Used, inv.now)}
		if len(e.Tokens) == 0 {
			used = cell{}
		}
		rows[i] = []cell{
			{text: strconv.FormatInt(e.ID, 10), role: role},
			{text: e.Title(), role: role},
			{text: e.Whose.String(), role: role},
			{text: held},
			used,
			{text: e.Key, role: theme.Subtle},
			{text: e.Description, role: theme.Subtle},
		}
	}
	if err := s.table(columns, rows); err != nil {
		return err
	}
	if s.outWidth > 0 {
		bare := 0
		for _, e := range entries {
			if len(e.Tokens) == 0 {
				bare++
			}
		}
		s.say("%s, %s without a token. Tokens: how many work, of all.", layout.Count(len(entries), "application"), layout.Number(bare))
	}
	return nil
}

// applications are those of the account by their names, together with the
// inventory that their tokens come from.
func (s *session) applications(ctx context.Context) ([]roster.Entry, *inventory, error) {
	c, err := s.client()
	if err != nil {
		return nil, nil, err
	}
	inv, err := s.inventory(ctx)
	if err != nil {
		return nil, nil, err
	}
	list, err := c.OwnApplications(ctx)
	if err != nil {
		if list == nil {
			return nil, nil, s.failed("listing the applications", err)
		}
		s.say("Not every application could be described. %s", ovhapi.Advise(err))
	}
	entries := roster.Of(roster.Own{Known: true, List: list}, inv.tokens, c.ApplicationKey(), inv.now)
	slices.SortStableFunc(entries, func(a, b roster.Entry) int {
		return cmp.Compare(strings.ToLower(a.Title()), strings.ToLower(b.Title()))
	})
	return entries, inv, nil
}

// appJSON describes an application for scripts.
func appJSON(e roster.Entry) appRow {
	row := appRow{ID: e.ID, Name: e.Name, Description: e.Description, Status: e.Status, Key: e.Key, Tokens: len(e.Tokens)}
	is := func(v bool) *bool { return &v }
	switch e.Whose {
	case roster.Yours, roster.Ours:
		row.Owned, row.Deleted = is(true), is(false)
	case roster.Others:
		row.Owned, row.Deleted = is(false), is(false)
	case roster.Deleted:
		row.Deleted = is(true) // whose it was can't be told any more
	case roster.Unknown:
	}
	return row
}
