package cli

import (
	"context"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/when"
)

// whoami is the answer of the command of that name.
type whoami struct {
	Account      string     `json:"account"`
	Endpoint     string     `json:"endpoint"`
	CredentialID int64      `json:"credentialId"`
	Expiration   *time.Time `json:"expiration"` // null: never
	// Application is what the token is called by: the name of its application.
	Application string   `json:"application"`
	Rules       rule.Set `json:"rules"`
	// Origin tells where each value comes from, by its name in ovh.conf.
	Origin origins `json:"origin"`
}

type origins struct {
	Endpoint          string `json:"endpoint"`
	ApplicationKey    string `json:"application_key"`
	ApplicationSecret string `json:"application_secret"`
	ConsumerKey       string `json:"consumer_key"`
}

func newWhoami(s *session) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "whoami",
		Short: "Show the account, the token in use, and where its values are from",
		Long: `Show whose account the keys of this machine open, which token that is, until
when it works, and from which file, variable or flag each value was taken.

It needs no right: any token that works may ask this about itself.`,
		Example: `  ovh-tokens whoami
  ovh-tokens whoami --profile prod --json
  ovh-tokens whoami --json | jq -r .account
  ovh-tokens whoami --json | jq -r '.rules[] | .method + " " + .path'`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runWhoami(cmd.Context(), s) },
	}
	s.flags.withJSON(cmd)
	return cmd
}

func runWhoami(ctx context.Context, s *session) error {
	c, err := s.client()
	if err != nil {
		return err
	}
	id, err := c.Identify(ctx)
	if err != nil {
		return s.failed("asking which token is in use", err)
	}
	m, err := s.machine()
	if err != nil {
		return err
	}
	p := m.Active
	who := whoami{
		Account: id.Account, Endpoint: c.Endpoint().Name, CredentialID: id.Token.ID, Expiration: id.Token.Expiration,
		Application: id.Token.Name(), Rules: append(rule.Set{}, id.Token.Rules...),
		Origin: origins{
			p.EndpointOrigin.String(), p.ApplicationKey.Origin.String(), p.ApplicationSecret.Origin.String(), p.ConsumerKey.Origin.String(),
		},
	}
	if s.flags.json {
		return s.printJSON(who)
	}
	endpoint := who.Endpoint
	if url := c.Endpoint().URL; url != endpoint {
		endpoint += " (" + url + ")"
	}
	account := field{"Account", who.Account, theme.Strong}
	if who.Account == "" {
		account = field{"Account", "not told", theme.Subtle}
	}
	return s.describe([]field{
		account,
		{label: "Endpoint", text: endpoint},
		{label: "Token", text: strconv.FormatInt(who.CredentialID, 10) + " of " + id.Token.Name()},
		{label: "May do", text: id.Token.Rules.Short()},
		{label: "Expires", text: when.Both(who.Expiration, c.ServerNow())},
		{label: "Endpoint from", text: who.Origin.Endpoint},
		{label: "Application key from", text: who.Origin.ApplicationKey},
		{label: "Secret from", text: who.Origin.ApplicationSecret},
		{label: "Consumer key from", text: who.Origin.ConsumerKey},
	})
}
