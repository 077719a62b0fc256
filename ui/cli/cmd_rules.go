package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"ovh-tokens/config/ruleset"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/rule"
)

// rulesOptions are what `rules` is told.
type rulesOptions struct {
	*session
	rules ruleFlags
	as    string
}

// rulesAnswer is the answer of --json.
type rulesAnswer struct {
	Rules    rule.Set     `json:"rules"`
	Findings []findingRow `json:"findings"`
}

// findingRow is one thing that lint finds.
type findingRow struct {
	Code     rule.Code `json:"code"`
	Severity string    `json:"severity"` // error, warning or note
	Rule     rule.Rule `json:"rule"`
	Message  string    `json:"message"`
	Repair   *string   `json:"repair"` // null: nobody can know
}

func newRules(s *session) *cobra.Command {
	o := &rulesOptions{session: s}
	cmd := &cobra.Command{
		Use:   "rules (--preset NAME | --rule RULE | --rules FILE | --token ID)",
		Short: "Check a set of rules and write it in another form",
		Long: `Write a set of rules normalised: without doubles and without what another rule
covers, in the order of the paths. Several sources make one set.

What is wrong or odd about the rules goes to stderr, with what would mend it. An
error, a rule that grants nothing though it was meant to, ends with code 5.`,
		Example: `  ovh-tokens rules --preset lego --set zone=example.com
  ovh-tokens rules --rules rules.txt --as json > body.json
  ovh-tokens rules --token 498601349 --as createtoken
  curl -s https://example.com/rules | ovh-tokens rules --rules - --json | jq .findings`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.rules.register(cmd, s, "token")
	cmd.Flags().StringVar(&o.as, "as", "text", "the `form`: text, json (the body of POST /auth/credential) or createtoken (a link)")
	completeFlag(cmd, "as", s.completeWords(anyNumber,
		word{"text", "a line for each path"}, word{"json", "the body of POST /auth/credential"}, word{"createtoken", "a link"}))
	s.flags.withJSON(cmd)
	return cmd
}

func (o *rulesOptions) run(ctx context.Context) error {
	switch o.as {
	case "text", "json", "createtoken":
	default:
		return usageError("--as is text, json or createtoken, not %q.", o.as)
	}
	set, err := o.session.rules(ctx, &o.rules)
	if err != nil {
		return err
	}
	found := o.lint(ctx, set)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	code := exitDone
	answered := rulesAnswer{set.Rules.Normalise(), []findingRow{}}
	for _, f := range found {
		if f.Severity == rule.Error {
			code = exitNo
		}
		row := findingRow{Code: f.Code, Severity: f.Severity.String(), Rule: f.Rule, Message: f.Message}
		if f.Repair != nil {
			row.Repair = &f.Repair.Text
		}
		answered.Findings = append(answered.Findings, row)
	}
	if o.flags.json {
		err = o.printJSON(answered)
	} else {
		o.tellFindings(found)
		err = o.write(answered.Rules)
	}
	if err != nil {
		return err
	}
	return answer(code)
}

// write prints the rules in the form asked for.
func (o *rulesOptions) write(set rule.Set) error {
	switch o.as {
	case "json":
		return o.print(set.JSON())
	case "createtoken":
		e, err := o.endpoint()
		if err != nil {
			return err
		}
		return o.print(e.CreateTokenURL(set) + "\n")
	}
	return o.print(set.Text())
}

// lint finds what is wrong or odd about a set, with the operations where they are
// known.
func (s *session) lint(ctx context.Context, set ruleset.Set) []rule.Finding {
	if list := s.known(ctx); list != nil {
		return set.Lint(list)
	}
	return set.Lint(nil)
}

// tellFindings says on stderr what lint found, a line each.
func (s *session) tellFindings(found []rule.Finding) {
	for _, f := range found {
		s.say("%s", findingLine(f))
	}
}

// findingLine is a finding in one line: what it is about, what is the matter, what
// mends it.
func findingLine(f rule.Finding) string {
	line := fmt.Sprintf("%s: %s: %s", f.Severity, plain.Text(f.Rule.String()), plain.Text(f.Message))
	if f.Repair != nil {
		line += " " + plain.Sentence("to mend it, "+plain.Text(f.Repair.Text))
	}
	return line
}
