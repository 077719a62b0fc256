package tokens

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/confirm"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/revoking"
)

const confirmHeader = "Id          Application           Status    Used       Access"

// accountWidth is the room for the names of the accounts in a question, 0 where
// the list has but one.
func (s *Screen) accountWidth(runs []revoking.Run) int {
	width := 0
	for _, r := range runs {
		width = max(width, min(ansi.StringWidth(r.Env.Name()), 30))
	}
	if !s.together() {
		return 0
	}
	return max(width, len("Account"))
}

// question asks before the tokens of plans go, of which none is empty.
func (s *Screen) question(runs []revoking.Run) confirm.Question {
	n, others := 0, false
	var shares []string
	for _, r := range runs {
		n += len(r.Plan.Tokens)
		others = others || r.Plan.Action == ovhapi.ActionOthers
		shares = append(shares, layout.Number(len(r.Plan.Tokens))+" in "+r.Env.Name())
	}
	q := confirm.Question{
		Title: "Revoke " + tokensWord(n), Ask: "Revoke " + tokensWord(n) + "?", Header: confirmHeader,
		Items: s.items(runs), Warning: s.consequence(runs), Yes: "revoke", No: "keep", Then: runMsg{runs},
	}
	if s.together() {
		q.Header = layout.Pad("Account", s.accountWidth(runs)) + " " + confirmHeader
		q.Where = s.Where()
		q.Ask = "Revoke " + tokensWord(n) + ": " + strings.Join(shares, ", ") + "?"
		if len(runs) == 1 {
			q.Ask = "Revoke " + tokensWord(n) + " in " + runs[0].Env.Name() + "?"
		}
	}
	if n > wide {
		q.Typed = strconv.Itoa(n)
	}
	if others {
		q.Title, q.Ask = "Revoke every live token except this one", fmt.Sprintf("Revoke all %s?", tokensWord(n))
		q.Typed = "revoke " + strconv.Itoa(n)
	}
	return q
}

// consequence says what is lost with the tokens of plans.
func (s *Screen) consequence(runs []revoking.Run) string {
	n, live, unread := 0, 0, 0
	for _, r := range runs {
		works, may := r.Plan.Weight(r.Env.Client.ServerNow())
		n, live, unread = n+len(r.Plan.Tokens), live+works, unread+may
	}
	parts := ovhapi.Consequence(n, live, unread)
	if here := s.stands(runs); here != "" {
		parts = append(parts, here)
	}
	action := runs[0].Plan.Action
	if hidden := s.table.SelectedHidden(); hidden > 0 && action == ovhapi.ActionRevoke && n > 1 {
		first := ", named first,"
		if len(runs) > 1 {
			first = ", named first in each account,"
		}
		parts = append(parts, fmt.Sprintf("%d of them%s are hidden by the filter.", hidden, first))
	}
	switch n := s.emptied(runs); n {
	case 0:
	case 1:
		parts = append(parts, "1 set of rules would have no token left; C keeps one.")
	default:
		parts = append(parts, fmt.Sprintf("%d sets of rules would have no token left; C keeps one of each.", n))
	}
	if action == ovhapi.ActionOthers {
		parts = append(parts, "Sessions of the API console and of OVH's mobile app are among them.")
	}
	var alone []ovhapi.Skip
	for _, r := range runs {
		alone = append(alone, r.Plan.Skipped...)
	}
	return strings.Join(append(parts, ovhapi.LeftAlone(alone)...), " ")
}

// emptied counts the sets of rules that no token would be left with.
func (s *Screen) emptied(runs []revoking.Run) int {
	n := 0
	for _, r := range runs {
		f := s.sourceOf(r.Env)
		if f == nil || r.Plan.Action == ovhapi.ActionOthers { // which says that all of them go
			continue
		}
		ids := make([]int64, len(r.Plan.Tokens))
		for i, t := range r.Plan.Tokens {
			ids[i] = t.ID
		}
		n += s.auditor(f).Emptied(ids...)
	}
	return n
}

// mostPlaces is how many places a question names.
const mostPlaces = 3

// stands says which tokens of plans have their key in this machine's files, as
// far as is known.
func (s *Screen) stands(runs []revoking.Run) string {
	here, n := 0, 0
	var places []string
	for _, r := range runs {
		n += len(r.Plan.Tokens)
		for _, t := range r.Plan.Tokens {
			if at := r.Env.Places(t); len(at) > 0 {
				here++
				places = append(places, at...)
			}
		}
	}
	if here == 0 {
		return ""
	}
	if more := len(places) - mostPlaces; more > 0 {
		places = append(slices.Clone(places[:mostPlaces]), fmt.Sprintf("%d more", more))
	}
	where := strings.Join(places, ", ")
	switch {
	case n == 1:
		return "Its key stands on this machine: " + where + "."
	case here == 1:
		return "1 of them stands in files of this machine: " + where + "."
	}
	return fmt.Sprintf("%d of them stand in files of this machine: %s.", here, where)
}
