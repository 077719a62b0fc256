package cli

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/report"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/token"
)

func newShow(s *session) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "show ID",
		Short: "Explain one token: rules, addresses, dates, application, findings",
		Long: `Explain one token: what its rules allow in words and one by one, from where it
works and until when, its application, and what is risky about it with what to
do about that. A consumer key is never shown: the API tells it once only.`,
		Example: `  ovh-tokens show 498548549
  ovh-tokens show 498548549 --json
  ovh-tokens show 498548549 --json | jq -r '.rules[] | "\(.method) \(.path)"'`,
		Args:              between(1, 1, "the id of one token"),
		ValidArgsFunction: s.completeTokens(1),
		RunE:              func(cmd *cobra.Command, args []string) error { return runShow(cmd.Context(), s, args[0]) },
	}
	s.flags.withJSON(cmd)
	return cmd
}

func runShow(ctx context.Context, s *session, text string) error {
	id, err := s.parseID("list", text)
	if err != nil {
		return err
	}
	// The whole account is read, since a token's twins are among the others.
	inv, err := s.inventory(ctx)
	if err != nil {
		return err
	}
	t, ok := inv.token(id)
	if !ok {
		return s.noToken(id, inv)
	}
	if s.flags.json {
		return report.JSONRow(s.out, report.Of(t, inv.audit))
	}
	home, err := s.home(t)
	if err != nil {
		return err
	}
	th, width := s.theme, min(s.outWidth-1, readable)
	if th == nil || s.outWidth == 0 {
		th = &theme.Theme{} // paints nothing
	}
	if s.outWidth == 0 {
		width = unlimited
	}
	lines := token.Describe(th, t, home, token.Told{Findings: inv.audit.Findings(id)}, inv.now, width)
	return s.print(strings.Join(lines, "\n") + "\n")
}

const (
	// readable is how long a line of prose may get on a wide terminal.
	readable = 100
	// unlimited is the width of what is not on a terminal: nothing is cut there.
	unlimited = 10_000
)

// noToken says that the account has no such token.
func (s *session) noToken(id int64, inv *inventory) error {
	return &failure{
		what: fmt.Sprintf("there is no token %d", id), why: cmp.Or(inv.account, "this account") + " does not list it. It may have been revoked.",
		next: s.paste("list"), code: exitFailed,
	}
}

// home says where the key of the token in use stands.
func (s *session) home(t ovhapi.Token) (token.Home, error) {
	if !t.Current {
		return token.Home{}, nil
	}
	m, err := s.machine()
	if err != nil {
		return token.Home{}, err
	}
	return token.Home{Places: []string{m.Active.ConsumerKey.Origin.String()}}, nil
}
