package cli

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/audit"
	"ovh-tokens/ovhapi/report"
	"ovh-tokens/ui/findings"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/token"
	"ovh-tokens/ui/when"
)

// listOptions are what the list is asked for: of one kind of condition any has to
// hold, and of each kind one.
type listOptions struct {
	*session
	statuses, apps, findings []string
	csv, bareIDs             bool

	states []string
	ids    []int64
	codes  []audit.Code
}

func newList(s *session) *cobra.Command {
	o := &listOptions{session: s}
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the tokens of the account",
		Long: `List the tokens of the account, the last used first, with what each may do,
until when it works and what is risky about it.

Conditions of the same kind widen the list, conditions of different kinds
narrow it. A status is one of the list's own words (in-use, live, pending, dead,
refused, expired) or the API's (validated, pendingValidation); the token in use
is not among the live ones. ovh-tokens show explains the findings of a token.`,
		Example: `  ovh-tokens list
  ovh-tokens list --status live --finding never-expires --finding dormant
  ovh-tokens list --app 120034 --json
  ovh-tokens list --csv > tokens.csv
  ovh-tokens list --finding dormant --ids | xargs -r ovh-tokens revoke --yes
  ovh-tokens list --json | jq '.[] | select(.lastUse == null).credentialId'`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	f := cmd.Flags()
	f.StringArrayVar(&o.statuses, "status", nil, "only tokens of this `status`; may be given again")
	f.StringArrayVar(&o.apps, "app", nil, "only tokens of the application with this `id`; may be given again")
	f.StringArrayVar(&o.findings, "finding", nil, "only tokens with this `code` of a finding; may be given again")
	f.BoolVar(&o.csv, "csv", false, "print a table for spreadsheets, with formulas made harmless")
	f.BoolVar(&o.bareIDs, "ids", false, "print the ids alone, one a line, for other commands")
	s.flags.withJSON(cmd)
	var statuses []word
	for _, state := range ovhapi.States() {
		statuses = append(statuses, word{text: stateFlag(state)})
	}
	completeFlag(cmd, "status", s.completeWords(anyNumber, statuses...))
	completeFlag(cmd, "app", s.completeApps(anyNumber))
	completeFlag(cmd, "finding", s.completeFindings())
	return cmd
}

func (o *listOptions) run(ctx context.Context) error {
	if err := o.conditions(); err != nil {
		return err
	}
	inv, err := o.inventory(ctx)
	if err != nil {
		return err
	}
	if err := o.write(inv); err != nil {
		return err
	}
	return o.whole(inv)
}

// write prints what is meant, in the form that is asked for.
func (o *listOptions) write(inv *inventory) error {
	chosen := slices.DeleteFunc(slices.Clone(inv.tokens), func(t ovhapi.Token) bool { return !o.keeps(inv, t) })
	switch {
	case o.flags.json:
		return report.JSON(o.out, inv.rows(chosen))
	case o.csv:
		return report.CSV(o.out, inv.rows(chosen))
	case o.bareIDs:
		var b strings.Builder
		for _, t := range chosen {
			b.WriteString(strconv.FormatInt(t.ID, 10) + "\n")
		}
		return o.print(b.String())
	}
	if len(chosen) == 0 {
		if len(inv.tokens) == 0 {
			o.say("The account has no tokens.")
		} else {
			o.say("None of the %s is meant.", layout.Count(len(inv.tokens), "token"))
		}
		return nil
	}
	if err := o.table(listColumns, inv.cells(chosen, o.outWidth > 0 && o.outWidth < roomy)); err != nil {
		return err
	}
	if o.outWidth > 0 {
		o.say("%s", inv.summary(chosen))
	}
	return nil
}

// conditions reads the flags.
func (o *listOptions) conditions() error {
	if o.csv && o.flags.json || o.bareIDs && (o.csv || o.flags.json) {
		return usageError("--json, --csv and --ids are forms of the same: give one of them.")
	}
	var known []string
	for _, state := range ovhapi.States() {
		known = append(known, stateFlag(state))
	}
	known = append(known, strings.ToLower(string(ovhapi.StatusValidated)), strings.ToLower(string(ovhapi.StatusPending)))
	for _, text := range o.statuses {
		word := strings.ReplaceAll(strings.ToLower(text), " ", "-")
		if !slices.Contains(known, word) {
			return usageError("there is no status %q; there are %s.", text, strings.Join(known, ", "))
		}
		o.states = append(o.states, word)
	}
	var err error
	if o.ids, err = o.parseIDs("apps", o.apps); err != nil {
		return err
	}
	for _, text := range o.findings {
		code, err := audit.ParseCode(text)
		if err != nil {
			return usageError("%v.", err)
		}
		o.codes = append(o.codes, code)
	}
	return nil
}

// stateFlag is a state as a word of the command line.
func stateFlag(state ovhapi.State) string { return strings.ReplaceAll(string(state), " ", "-") }

// keeps reports whether a token meets the conditions.
func (o *listOptions) keeps(inv *inventory, t ovhapi.Token) bool {
	is := func(word string) bool {
		return word == stateFlag(t.State(inv.now)) || word == strings.ToLower(string(t.Status))
	}
	found := func(c audit.Code) bool { return inv.audit.Has(t.ID, c) }
	return (len(o.states) == 0 || slices.ContainsFunc(o.states, is)) &&
		(len(o.ids) == 0 || slices.Contains(o.ids, t.ApplicationID)) &&
		(len(o.codes) == 0 || slices.ContainsFunc(o.codes, found))
}

// listColumns are those of the list, which a narrow terminal shows in part.
var listColumns = []column{
	{title: "Id", right: true},
	{title: "Application", least: 15},
	{title: "Access", least: 12},
	{title: "Status"},
	{title: "Expires", right: true, leaves: 1},
	{title: "Used", right: true, leaves: 3},
	{title: "Findings", least: 10, leaves: 2},
}

// roomy is the width from which a list has room for whole words.
const roomy = 100

// cells make rows of tokens. Tight ones leave out of a time what its heading says.
func (inv *inventory) cells(tokens []ovhapi.Token, tight bool) [][]cell {
	rows := make([][]cell, len(tokens))
	for i, t := range tokens {
		status, role := token.Status(t, inv.now)
		used := when.Relative(t.LastUse, inv.now)
		if tight {
			used = strings.TrimSuffix(used, " ago")
		}
		rows[i] = []cell{
			{text: strconv.FormatInt(t.ID, 10)},
			{text: t.Name()},
			{text: t.Rules.Short(), fit: t.Rules.ShortFit},
			{text: status, role: role},
			{text: when.Relative(t.Expiration, inv.now)},
			{text: used},
			inv.found(t),
		}
		if t.Unread {
			rows[i] = []cell{rows[i][0], {text: t.Name(), role: theme.Subtle}, {}, {}, {}, {}, {}}
		}
	}
	return rows
}

// found names what there is to find about a token, the gravest first, in codes
// that --finding takes.
func (inv *inventory) found(t ovhapi.Token) cell {
	all := inv.audit.Findings(t.ID)
	if len(all) == 0 {
		return cell{}
	}
	var codes []string
	for _, f := range all {
		codes = append(codes, string(f.Code))
	}
	_, role := findings.Sign(all[0].Severity)
	return cell{text: strings.Join(codes, " "), role: role, fit: func(width int) string { return fitCodes(all, codes, width) }}
}

// wordy is the width from which findings stand there as their codes; below it all of
// them are told in short words, so that the rows are alike.
const wordy = 20

// fitCodes names as many findings as there is room for and counts the others.
func fitCodes(all []audit.Finding, codes []string, width int) string {
	for n := len(codes); n > 0 && width >= wordy; n-- {
		text := strings.Join(codes[:n], " ")
		if n < len(codes) {
			text += fmt.Sprintf(" +%d", len(codes)-n)
		}
		if len(text) <= width {
			return text
		}
	}
	short, _ := findings.Words(all[0].Code)
	if len(codes) > 1 {
		short += fmt.Sprintf(" +%d", len(codes)-1)
	}
	return short
}

// summary counts tokens by their states.
func (inv *inventory) summary(tokens []ovhapi.Token) string {
	count := map[ovhapi.State]int{}
	for _, t := range tokens {
		count[t.State(inv.now)]++
	}
	var parts []string
	for _, state := range ovhapi.States() {
		if n := count[state]; n > 0 {
			parts = append(parts, layout.Number(n)+" "+string(state))
		}
	}
	return layout.Count(len(tokens), "token") + ": " + strings.Join(parts, ", ")
}
