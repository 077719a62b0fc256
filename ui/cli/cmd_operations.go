package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/theme"
)

// operationRow is one call of the API in the answer of --json.
type operationRow struct {
	Method      rule.Method    `json:"method"`
	Path        string         `json:"path"`
	Status      catalog.Status `json:"status"`
	Description string         `json:"description"`
	Section     string         `json:"section"`
	NeedsKey    bool           `json:"needsKey"`
	Replacement string         `json:"replacement"` // what OVH names instead of a deprecated one
	Actions     []string       `json:"iamActions"`
}

func newOperations(s *session) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "operations [TEXT]",
		Short: "List the operations of the API, or search them by path or purpose",
		Long: `List the operations of the endpoint's API, or those that a text is about, the
closest first: words of the path or of what the call is good for ("reverse
dns"), a method in capitals, or the path of a call or rule.

The list is read from the endpoint, for which no key is needed, and stored for a
week.`,
		Example: `  ovh-tokens operations reverse dns
  ovh-tokens operations DELETE /domain/zone
  ovh-tokens operations --endpoint ovh-us --json | jq length`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runOperations(cmd.Context(), s, strings.Join(args, " "))
		},
	}
	s.flags.withJSON(cmd)
	return cmd
}

func runOperations(ctx context.Context, s *session, text string) error {
	list, err := s.operations(ctx)
	if err != nil {
		return s.failed("reading the list of operations", err)
	}
	found := list.Search(text)
	if s.flags.json {
		rows := make([]operationRow, len(found))
		for i, place := range found {
			op := list.At(place)
			rows[i] = operationRow{
				op.Method, op.Path, op.Status, op.Description, op.Section, !op.NoAuth, op.Replacement, append([]string{}, op.Actions...),
			}
		}
		return s.printJSON(rows)
	}
	if len(found) == 0 {
		s.say("None of the %s is about %q.", layout.Count(list.Len(), "operation"), plain.Text(text))
		return nil
	}
	rows := make([][]cell, len(found))
	for i, place := range found {
		op := list.At(place)
		status := ""
		if op.Status != catalog.Production {
			status = strings.ToLower(string(op.Status))
		}
		rows[i] = []cell{
			{text: string(op.Method)},
			{text: plain.Text(op.Path), role: theme.Strong},
			{text: plain.Text(status), role: theme.Caution},
			{text: plain.Text(op.Description), role: theme.Subtle},
		}
	}
	return s.table([]column{{title: "Method"}, {title: "Path"}, {title: "Status", leaves: 1}, {title: "Description", least: 16, leaves: 2}}, rows)
}
