package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/judge"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/token"
)

// explainOptions are what `explain` is told.
type explainOptions struct {
	*session
	rules ruleFlags
}

// explainAnswer is the answer of --json. Of several calls the first three members
// are about all of them: allowed when all pass, and the rules of the first that has
// one.
type explainAnswer struct {
	Allowed  bool       `json:"allowed"`
	Rule     *rule.Rule `json:"rule"`
	Smallest *rule.Rule `json:"smallest"`
	// Reason says why calls are refused whatever the rules, or "".
	Reason string `json:"reason"`
	// AllowedIPs are those that the token works from; empty is anywhere.
	AllowedIPs []string    `json:"allowedIPs"`
	Calls      []callRow   `json:"calls"`
	Of         []rule.Rule `json:"rules"`
}

// callRow is one of the calls that were asked about.
type callRow struct {
	Method   rule.Method `json:"method"`
	Path     string      `json:"path"`
	Allowed  bool        `json:"allowed"`
	Rule     *rule.Rule  `json:"rule"`
	Smallest *rule.Rule  `json:"smallest"`
	// Unsure is set when it is not documented whether the call passes.
	Unsure bool `json:"unsure"`
	// Exists is null when the operations of the endpoint are not known.
	Exists *bool `json:"exists"`
	// Nearest is what may have been meant, or "".
	Nearest string `json:"nearest"`
}

func newExplain(s *session) *cobra.Command {
	o := &explainOptions{session: s}
	cmd := &cobra.Command{
		Use:   "explain (--preset NAME | --rule RULE | --rules FILE | --token ID) 'METHOD PATH'",
		Short: "Tell whether a call would pass, and by which rule or why not",
		Long: `Tell whether a call would pass by a set of rules, by which of them, and if not,
the smallest rule that would let it. Without a set the rules of the token in use
are asked.

The call is a method and a path, a URL, or the error message of the API, of a
client or of a tool, with the call in it; - reads it from what is piped in. It
ends with code 5 when the call, or one of several, would not pass.`,
		Example: `  ovh-tokens explain 'GET /me/bill'
  ovh-tokens explain --token 498601349 'DELETE /domain/zone/example.com/record/1'
  ovh-tokens explain --preset lego --set zone=example.com 'GET /domain/zone'
  lego run 2>&1 | ovh-tokens explain -
  ovh-tokens explain --rule 'GET /me/*' 'GET /me' --json | jq .smallest`,
		Args: between(1, -1, "a call, such as 'GET /me'"),
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd.Context(), strings.Join(args, " ")) },
	}
	o.rules.register(cmd, s, "token")
	s.flags.withJSON(cmd)
	return cmd
}

func (o *explainOptions) run(ctx context.Context, text string) error {
	if text == "-" {
		data, err := io.ReadAll(io.LimitReader(o.in, rule.MaxText))
		if err != nil {
			return fmt.Errorf("reading the call: %w", err)
		}
		text = string(data)
	}
	calls, err := rule.FindCalls(text)
	refusal, actions := rule.FindRefusal(text)
	elsewhere := judge.Elsewhere(refusal, actions)
	if err != nil && elsewhere == "" {
		if refusal == rule.RefusalRules {
			err = errors.New("the message says that no rule lets a call pass, but not which one; write the method and the path that the tool asked for")
		}
		return &failure{what: "nothing to explain", why: err.Error(), next: o.paste("explain", "GET /me"), code: exitUsage}
	}
	of, reason, err := o.subject(ctx)
	if err != nil {
		return err
	}
	list := o.known(ctx)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var verdicts judge.Verdicts
	for j := judge.New(list); len(verdicts) < len(calls); {
		verdicts = append(verdicts, j.Judge(of.Rules, calls[len(verdicts)], ""))
	}
	pass, _, all := verdicts.Count()
	if reason == "" {
		reason = elsewhere
	} else {
		reason = "Every call would be refused, whatever the rules: " + reason + "."
	}
	allowed := pass == all && reason == ""
	if refusal == rule.RefusalRules && allowed {
		o.say("%s", judge.OtherCause)
	}
	if o.flags.json {
		err = o.printJSON(explained(verdicts, of, allowed, reason, list != nil))
	} else {
		err = o.tell(verdicts, of, allowed, reason)
	}
	if err != nil || allowed {
		return err
	}
	return answer(exitNo)
}

// subject is the token that is asked about, or one with the rules that are named,
// and why every call with it is refused, or "".
func (o *explainOptions) subject(ctx context.Context) (of ovhapi.Credential, reason string, err error) {
	if !o.rules.choice.Empty() || o.rules.token != "" {
		set, err := o.session.rules(ctx, &o.rules)
		if err != nil || set.Token.ID == 0 {
			return ovhapi.Credential{Rules: set.Rules}, "", err
		}
		c, err := o.client()
		if err != nil {
			return of, "", err
		}
		of, reason = set.Token, token.Refused(ovhapi.Token{Credential: set.Token}, c.ServerNow())
		of.Rules = set.Rules
		return of, reason, nil
	}
	c, err := o.client()
	if err != nil {
		return of, "", err
	}
	if of, err = c.CurrentCredential(ctx); err != nil {
		return of, "", o.failed("asking for the rules of the token in use", err)
	}
	return of, "", nil
}

// explained makes the answer of --json.
func explained(verdicts judge.Verdicts, of ovhapi.Credential, allowed bool, reason string, known bool) explainAnswer {
	out := explainAnswer{Allowed: allowed, Reason: reason, Calls: []callRow{}, Of: append([]rule.Rule{}, of.Rules...), AllowedIPs: append([]string{}, of.AllowedIPs...)}
	for _, v := range verdicts {
		for _, a := range v.Answers {
			row := callRow{Method: a.Call.Method, Path: a.Call.Path, Allowed: a.Passes(), Unsure: a.May(), Nearest: v.Nearest}
			if a.Allowed && !a.Free {
				row.Rule = &a.By
			}
			if a.Lacks() {
				row.Smallest = &a.Smallest
			}
			if known {
				exists := !a.Absent
				row.Exists = &exists
			}
			if out.Rule == nil {
				out.Rule = row.Rule
			}
			if out.Smallest == nil {
				out.Smallest = row.Smallest
			}
			out.Calls = append(out.Calls, row)
		}
	}
	return out
}

// tones say how a line is shown.
var tones = map[judge.Tone]theme.Role{
	judge.Plain: theme.Text, judge.Quiet: theme.Subtle, judge.Good: theme.Good, judge.Caution: theme.Caution,
	judge.Bad: theme.Danger, judge.Offer: theme.Accent,
}

// tell writes the answer for a person.
func (o *explainOptions) tell(verdicts judge.Verdicts, of ovhapi.Credential, allowed bool, reason string) error {
	var b strings.Builder
	line := func(role theme.Role, in int, text string) {
		b.WriteString(strings.Repeat("  ", in) + o.paint(role, text) + "\n")
	}
	if reason != "" {
		line(theme.Danger, 0, plain.Text(reason))
	}
	if pass, _, all := verdicts.Count(); all > 1 {
		line(theme.Strong, 0, fmt.Sprintf("%d of %s would pass.", pass, layout.Count(all, "call")))
	}
	for _, v := range verdicts {
		for _, a := range v.Answers {
			line(theme.Strong, 0, plain.Text(a.Call.String()))
			for _, l := range append(a.Described(true), a.Lines(reason != "")...) {
				line(tones[l.Tone], 1+l.In, l.String())
			}
		}
		if said := v.Absence(o.place(), ""); said != "" {
			line(theme.Caution, 1, said)
		}
		if said := v.Slashed(); said != "" {
			line(theme.Caution, 1, said+".")
		} else if wider := v.AnyNumber(); wider != "" {
			line(theme.Subtle, 1, "For any number: "+wider)
		}
	}
	if allowed && of.Restricted() {
		line(theme.Subtle, 0, "Only from "+plain.Text(strings.Join(of.AllowedIPs, ", "))+".")
	}
	if allowed {
		line(theme.Subtle, 0, judge.Limits)
	}
	return o.print(b.String())
}

// place names the endpoint whose operations are known.
func (s *session) place() string {
	e, err := s.endpoint()
	if err != nil {
		return "the endpoint"
	}
	return plain.Text(e.Short())
}
