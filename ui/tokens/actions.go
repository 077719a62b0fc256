package tokens

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

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
	"ovh-tokens/ui/token"
	"ovh-tokens/ui/waiting"
	"ovh-tokens/ui/when"
)

// wide is the size of a selection above which yes is not a key but its number.
const wide = 10

// runMsg comes back from a confirmation.
type runMsg struct{ plan ovhapi.Plan }

func (s *Screen) start(msg runMsg) tea.Cmd {
	if why := s.busyRevoking(); why != "" {
		return shell.Warn(why)
	}
	s.table.SelectNone()
	cmd := s.sheet.Start(revoking.Run{Env: s.env, Plan: msg.plan})
	s.resize()
	return cmd
}

// open shows the row under the cursor.
func (s *Screen) open() tea.Cmd {
	r, ok := s.table.Cursor()
	if !ok {
		return nil
	}
	return s.Push(token.New(s.env, r.Token, token.Actions{
		Revoke: func(from *shell.Base, t ovhapi.Token) tea.Cmd {
			return s.ask(from, ovhapi.PlanRevoke([]ovhapi.Token{t}))
		},
		Again: s.buildFrom, Holdings: s.openHoldings,
	}))
}

// build opens the rule builder.
func (s *Screen) build(from *shell.Base, start builder.Start) tea.Cmd {
	env := s.env
	return from.Push(builder.New(env, start, func(d ovhapi.Draft) shell.Screen {
		return waiting.New(env, d)
	}))
}

// buildFrom opens the rule builder on the rules of a token, or on what was made
// of them.
func (s *Screen) buildFrom(from *shell.Base, t ovhapi.Token, rules rule.Set) tea.Cmd {
	return s.build(from, builder.Start{Rules: rules, Addresses: t.AllowedIPs, From: token.Title(t)})
}

// explainCall asks whether a call would pass with the token under the cursor.
func (s *Screen) explainCall() tea.Cmd {
	r, ok := s.table.Cursor()
	if !ok {
		return nil
	}
	return s.WithOperations(s.env, func(c *catalog.Catalog) tea.Cmd {
		return s.Push(token.Explain(s.env, r.Token, c, s.buildFrom))
	})
}

func (s *Screen) openPending() tea.Cmd {
	return s.Push(pending.New(s.env))
}

// revoke asks about the selection, or about the row under the cursor.
func (s *Screen) revoke() tea.Cmd {
	return s.ask(&s.Base, ovhapi.PlanRevoke(s.chosen()))
}

// chosen is the selection, or the row under the cursor when nothing is
// selected.
func (s *Screen) chosen() []ovhapi.Token {
	selected := s.table.Selected()
	if len(selected) == 0 {
		if r, ok := s.table.Cursor(); ok {
			return []ovhapi.Token{r.Token}
		}
		return nil
	}
	// Those that the filter hides stand last; nobody has them before their eyes,
	// so they are named first.
	seen := len(selected) - s.table.SelectedHidden()
	selected = slices.Concat(selected[seen:], selected[:seen])
	tokens := make([]ovhapi.Token, len(selected))
	for i, r := range selected {
		tokens[i] = r.Token
	}
	return tokens
}

// ask names the tokens of a plan before they go, on top of the screen it is
// asked for on.
func (s *Screen) ask(from *shell.Base, p ovhapi.Plan) tea.Cmd {
	if why := s.busyRevoking(); why != "" {
		return shell.Warn(why)
	}
	if len(p.Tokens) == 0 {
		if len(p.Skipped) > 0 {
			return shell.Warn("This is the token in use: revoking it would lock this program out.")
		}
		return shell.Warn("Nothing is selected.")
	}
	n := len(p.Tokens)
	q := confirm.Question{
		Title: "Revoke " + tokensWord(n), Ask: "Revoke " + tokensWord(n) + "?",
		Header: confirmHeader, Items: s.items(p.Tokens), Warning: s.consequence(p),
		Yes: "revoke", No: "keep", Then: runMsg{p},
	}
	if n > wide {
		q.Typed = strconv.Itoa(n)
	}
	if p.Action == ovhapi.ActionOthers {
		q.Title, q.Ask = "Revoke every live token except this one", fmt.Sprintf("Revoke all %s?", tokensWord(n))
		q.Typed = "revoke " + strconv.Itoa(n)
	}
	return from.Push(confirm.New(s.env, q))
}

// consequence says what is lost with the tokens of a plan.
func (s *Screen) consequence(p ovhapi.Plan) string {
	now := s.now()
	live, unread := 0, 0
	for _, t := range p.Tokens {
		if t.Works(now) {
			live++
		}
		if t.Unread {
			unread++
		}
	}
	var parts []string
	switch {
	case unread == 1 && len(p.Tokens) == 1:
		parts = append(parts, "It could not be read: it may be in use.")
	case unread > 0:
		parts = append(parts, fmt.Sprintf("%d of them could not be read: they may be in use.", unread))
	}
	switch {
	case live == len(p.Tokens) && live == 1:
		parts = append(parts, "It works now; whatever uses it stops working at once.")
	case live == len(p.Tokens):
		parts = append(parts, fmt.Sprintf("All %d work now; whatever uses them stops working at once.", live))
	case live == 1:
		parts = append(parts, "1 of them works now; whatever uses it stops working at once.")
	case live > 0:
		parts = append(parts, fmt.Sprintf("%d of them work now; whatever uses those stops working at once.", live))
	}
	if here := s.stands(p.Tokens); here != "" {
		parts = append(parts, here)
	}
	if hidden := s.table.SelectedHidden(); hidden > 0 && p.Action == ovhapi.ActionRevoke && len(p.Tokens) > 1 {
		parts = append(parts, fmt.Sprintf("%d of them, named first, are hidden by the filter.", hidden))
	}
	if p.Action == ovhapi.ActionOthers {
		parts = append(parts, "Sessions of the API console and of OVH's mobile app are among them.")
	}
	for _, skip := range p.Skipped {
		parts = append(parts, fmt.Sprintf("Left alone: %d, %s.", skip.Token.ID, skip.Reason))
	}
	return strings.Join(parts, " ")
}

const confirmHeader = "Id          Application           Status    Used       Access"

func (s *Screen) items(tokens []ovhapi.Token) []string {
	now := s.now()
	items := make([]string, len(tokens))
	for i, t := range tokens {
		status, role := token.Status(t, now)
		items[i] = layout.Pad(strconv.FormatInt(t.ID, 10), 12) + layout.Pad(t.Name(), 21) + " " +
			layout.Pad(s.env.Theme.Paint(role, status), 10) + layout.Pad(when.Relative(t.LastUse, now), 11) + t.Rules.ShortFit(max(s.width-57, 12))
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
	p := ovhapi.PlanClean(s.all(), s.now())
	hidden := len(p.Tokens)
	for r := range s.table.ShownRows() {
		if !r.Current && r.Expired(s.now()) {
			hidden--
		}
	}
	note := ""
	if hidden > 0 {
		note = fmt.Sprintf("%d of them hidden by the filter", hidden)
	}
	cmd := s.sheet.Count(note, revoking.Run{Env: s.env, Plan: p})
	s.resize()
	return cmd
}

// others asks before every live token but this one goes.
func (s *Screen) others() tea.Cmd {
	return s.ask(&s.Base, ovhapi.PlanOthers(s.all(), s.now()))
}
