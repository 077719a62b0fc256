package tokens

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/builder"
	"ovh-tokens/ui/confirm"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/pending"
	"ovh-tokens/ui/profiles"
	"ovh-tokens/ui/revoking"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/sweep"
	"ovh-tokens/ui/token"
	"ovh-tokens/ui/waiting"
	"ovh-tokens/ui/when"
)

// wide is the size of a selection above which yes is not a key but its number.
const wide = 10

// runMsg comes back from a confirmation.
type runMsg struct{ runs []revoking.Run }

func (s *Screen) start(msg runMsg) tea.Cmd {
	if why := s.busyRevoking(); why != "" {
		return shell.Warn(why)
	}
	runs := s.checked(msg.runs)
	if len(runs) == 0 {
		return shell.Warn("It is in use: another profile of this machine works with it.")
	}
	s.table.SelectNone()
	cmd := s.sheet.Start(runs...)
	s.resize()
	return cmd
}

// checked leaves those tokens alone of which it became known since the question was
// asked that a profile of this machine works with them.
func (s *Screen) checked(runs []revoking.Run) []revoking.Run {
	var list []revoking.Run
	for _, r := range runs {
		if f := s.sourceOf(r.Env); f != nil {
			var tokens []ovhapi.Token
			for _, t := range r.Plan.Tokens {
				if t = s.use(f, t); t.Current {
					r.Plan.Skipped = append(slices.Clone(r.Plan.Skipped), ovhapi.Skip{Token: t, Reason: ovhapi.SkipCurrent})
					continue
				}
				tokens = append(tokens, t)
			}
			r.Plan.Tokens = tokens
		}
		if len(r.Plan.Tokens) > 0 {
			list = append(list, r)
		}
	}
	return list
}

// open shows the row under the cursor; on a heading it brings the rows below out of
// sight or back.
func (s *Screen) open() tea.Cmd {
	r, ok := s.table.Cursor()
	if !ok {
		s.table.SetFolded(!s.table.Folded())
		return nil
	}
	return s.show(&s.Base, r)
}

// show opens everything about a row on top of the screen that asks.
func (s *Screen) show(from *shell.Base, r row) tea.Cmd {
	again := s.buildFrom(r.of.env)
	return from.Push(token.New(r.of.env, r.Token, token.Actions{
		Found: r.advice(),
		Revoke: func(from *shell.Base, t ovhapi.Token) tea.Cmd {
			return s.ask(from, revoking.Run{Env: r.of.env, Plan: ovhapi.PlanRevoke([]ovhapi.Token{t})})
		},
		Addresses: s.addresses(r.of),
		Again:     again, Holdings: s.openHoldings, Applications: s.showApplications(r.of),
	}))
}

// build opens the rule builder for an account.
func (s *Screen) build(env *shell.Env, from *shell.Base, start builder.Start) tea.Cmd {
	return from.Push(builder.New(env, start, func(d ovhapi.Draft) shell.Screen {
		return waiting.New(env, d)
	}))
}

// buildNew opens the rule builder for the account of the row under the cursor.
func (s *Screen) buildNew() tea.Cmd {
	return s.build(s.here().env, &s.Base, builder.Start{})
}

// buildFrom opens the rule builder on the rules of a token of an account, or on
// what was made of them.
func (s *Screen) buildFrom(env *shell.Env) func(*shell.Base, ovhapi.Token, rule.Set) tea.Cmd {
	return func(from *shell.Base, t ovhapi.Token, rules rule.Set) tea.Cmd {
		return s.build(env, from, builder.Start{Rules: rules, Addresses: t.AllowedIPs, From: token.Title(t), Was: t.Rules})
	}
}

// explainCall asks whether a call would pass with the token under the cursor.
func (s *Screen) explainCall() tea.Cmd {
	r, ok := s.table.Cursor()
	if !ok {
		return nil
	}
	return s.WithOperations(r.of.env, func(c *catalog.Catalog) tea.Cmd {
		return s.Push(token.Explain(r.of.env, r.Token, c, s.buildFrom(r.of.env)))
	})
}

func (s *Screen) openPending() tea.Cmd {
	return s.Push(pending.New(s.env))
}

// revoke asks about the selection, or about the row under the cursor.
func (s *Screen) revoke() tea.Cmd {
	return s.ask(&s.Base, s.runs(s.chosen(), ovhapi.PlanRevoke)...)
}

// runs makes a plan of each account's share of some rows.
func (s *Screen) runs(rows []row, plan func([]ovhapi.Token) ovhapi.Plan) []revoking.Run {
	var runs []revoking.Run
	for _, f := range s.own() {
		var tokens []ovhapi.Token
		for _, r := range rows {
			if r.of == f {
				tokens = append(tokens, r.Token)
			}
		}
		if len(tokens) > 0 {
			runs = append(runs, revoking.Run{Env: f.env, Plan: plan(tokens)})
		}
	}
	return runs
}

// chosen is the selection, or the row under the cursor when nothing is
// selected.
func (s *Screen) chosen() []row {
	selected := s.table.Selected()
	if len(selected) == 0 {
		if r, ok := s.table.Cursor(); ok {
			return []row{r}
		}
		return nil
	}
	// Those that the filter hides stand last; nobody has them before their eyes,
	// so they are named first.
	seen := len(selected) - s.table.SelectedHidden()
	return slices.Concat(selected[seen:], selected[:seen])
}

// ask names the tokens of plans before they go, on top of the screen it is asked
// for on.
func (s *Screen) ask(from *shell.Base, runs ...revoking.Run) tea.Cmd {
	if why := s.busyRevoking(); why != "" {
		return shell.Warn(why)
	}
	left := slices.DeleteFunc(slices.Clone(runs), func(r revoking.Run) bool { return len(r.Plan.Tokens) == 0 })
	if len(left) == 0 {
		if slices.ContainsFunc(runs, func(r revoking.Run) bool { return len(r.Plan.Skipped) > 0 }) {
			return shell.Warn("This is the token in use: revoking it would lock this program out.")
		}
		return shell.Warn("Nothing is selected.")
	}
	return from.Push(confirm.New(s.env, s.question(left)))
}

// items are the lines of a question, one for each token.
func (s *Screen) items(runs []revoking.Run) []string {
	var items []string
	for _, r := range runs {
		now, lead := r.Env.Client.ServerNow(), ""
		if s.together() {
			lead = layout.Pad(r.Env.Name(), s.accountWidth(runs)) + " "
		}
		for _, t := range r.Plan.Tokens {
			status, role := token.Status(t, now)
			items = append(items, lead+layout.Pad(strconv.FormatInt(t.ID, 10), 12)+layout.Pad(t.Name(), 21)+" "+
				layout.Pad(s.env.Theme.Paint(role, status), 10)+layout.Pad(when.Relative(t.LastUse, now), 11)+
				t.Rules.ShortFit(max(s.width-57-ansi.StringWidth(lead), 12)))
		}
	}
	return items
}

func tokensWord(n int) string {
	if n == 1 {
		return "1 token"
	}
	return layout.Number(n) + " tokens"
}

func (s *Screen) openProfiles() tea.Cmd { return s.Push(profiles.New(s.env)) }

// clean starts the countdown of X.
func (s *Screen) clean() tea.Cmd {
	var runs []revoking.Run
	expired, clocks := 0, map[*source]time.Time{}
	for _, f := range s.own() {
		clocks[f] = f.now()
		if p := ovhapi.PlanClean(s.all(f), clocks[f]); len(p.Tokens) > 0 {
			runs = append(runs, revoking.Run{Env: f.env, Plan: p})
			expired += len(p.Tokens)
		}
	}
	hidden := expired
	for r := range s.table.ShownRows() {
		if !r.Current && r.Expired(clocks[r.of]) {
			hidden--
		}
	}
	note := ""
	if hidden > 0 {
		note = fmt.Sprintf("%d of them hidden by the filter", hidden)
	}
	cmd := s.sheet.Count(note, runs...)
	s.resize()
	return cmd
}

// others asks before every live token but this one goes.
func (s *Screen) others() tea.Cmd {
	f := s.sources[0]
	return s.ask(&s.Base, revoking.Run{Env: f.env, Plan: ovhapi.PlanOthers(s.all(f), f.now())})
}

// openSweep plans a clean-up beyond what has expired, of the account of the row
// under the cursor.
func (s *Screen) openSweep() tea.Cmd {
	f := s.here()
	account := f.env.Client.Endpoint().URL + "\n" + f.name()
	if s.sweeps[account] == nil {
		s.sweeps[account] = sweep.NewChoices()
	}
	open := s.Push(sweep.New(f.env, sweep.Account{
		Tokens: s.all(f), Limits: s.limits, Choices: s.sweeps[account],
		Show: func(from *shell.Base, id int64) tea.Cmd {
			if r, ok := s.table.Row(f.key(id)); ok {
				return s.show(from, r)
			}
			return nil
		},
	}))
	if !s.together() || len(s.own()) < 2 {
		return open
	}
	return tea.Sequence(open, shell.Say("This plan is for "+f.name()+" alone; the list has "+accountsWord(len(s.own()))+"."))
}
