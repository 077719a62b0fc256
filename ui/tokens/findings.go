package tokens

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi/audit"
	"ovh-tokens/ui/findings"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/table"
	"ovh-tokens/ui/token"
)

// auditor judges the tokens of an account. It begins with the first of them, when
// the server's time is known.
func (s *Screen) auditor(f *source) *audit.Auditor {
	if f.audit == nil {
		f.audit = audit.New(f.now(), s.limits)
	}
	return f.audit
}

// found notes what there is to find about the row.
func (r *row) found(a *audit.Auditor) {
	r.codes = a.Codes(r.ID)
	r.worst, r.weight, _ = a.Gravest(r.ID)
}

// drop takes tokens out of the list and of what is judged.
func (s *Screen) drop(f *source, ids ...int64) {
	s.table.Remove(f.keys(ids)...)
	s.auditor(f).Drop(ids...)
}

// followFindings brings into the rows what was found about them because of others:
// a token has a twin, or has it no more.
func (s *Screen) followFindings() {
	var changed []row
	for _, f := range s.own() {
		for _, id := range s.auditor(f).Changed() {
			r, ok := s.table.Row(f.key(id))
			if ok && !slices.Equal(r.codes, f.audit.Codes(id)) {
				r.found(f.audit)
				changed = append(changed, r)
			}
		}
	}
	s.table.Upsert(changed)
}

// setLimits judges by the user's own limits.
func (s *Screen) setLimits(limits audit.Thresholds) {
	if limits == s.limits {
		return
	}
	s.limits = limits
	for _, f := range s.own() {
		if f.audit == nil {
			continue
		}
		f.audit = audit.New(f.now(), limits)
		s.renamed(f)
	}
	s.recount()
}

// judged reports whether there is anything to say about what was found: an unread
// token is not clean.
func judged(r *row) bool { return !r.Unread }

// foundCode takes how the code of a finding begins, or one of the words that it is
// called in the column.
func foundCode(text string) matcher {
	text = strings.ReplaceAll(text, " ", "-")
	begin := func(word string) bool {
		return strings.HasPrefix(strings.ReplaceAll(strings.ToLower(word), " ", "-"), text)
	}
	begins := func(c audit.Code) bool {
		short, long := findings.Words(c)
		return begin(string(c)) || begin(short) || begin(long)
	}
	if !slices.ContainsFunc(audit.Codes(), func(k audit.Kind) bool { return begins(k.Code) }) {
		return nil
	}
	return func(r *row, _ time.Time) bool { return slices.ContainsFunc(r.codes, begins) }
}

// roomy is the width from which the column has room for signs, so that they stand
// in every row or in none.
const roomy = 14

// findingsCell names the gravest finding and counts the others.
func findingsCell(r row, width int) table.Cell {
	if r.worst == "" {
		return table.Cell{}
	}
	short, long := findings.Words(r.worst)
	sign, role := findings.Sign(r.weight)
	more := len(r.codes) - 1
	text := sign + " " + long
	if more > 0 {
		text += fmt.Sprintf(" +%d", more)
	}
	if width < roomy || len([]rune(text)) > width {
		text = short
		if more > 0 {
			text += "+"
		}
	}
	return table.Cell{Text: text, Role: role}
}

// rank orders findings by how grave they are; none comes last.
func (r row) rank() int {
	at := slices.IndexFunc(kinds, func(k audit.Kind) bool { return k.Code == r.worst })
	if at < 0 {
		return len(kinds) * int(audit.High+1)
	}
	return at + len(kinds)*int(audit.High-r.weight)
}

var kinds = audit.Codes()

func compareFindings(a, b row) int {
	return cmp.Or(cmp.Compare(a.rank(), b.rank()), cmp.Compare(len(b.codes), len(a.codes)))
}

// advice is what there is to find about a row, for who looks at it alone.
func (r row) advice() []audit.Finding { return r.of.audit.Findings(r.ID) }

// findingKeys open the counts of what was found.
func (s *Screen) findingKeys() []key.Binding {
	return []key.Binding{{
		Keys: []string{"!"}, Short: "findings", Long: "findings: what is risky or untidy about the tokens, and how many it is true of",
		Footer: 9, Do: s.openFindings, Disabled: s.unlessCounting,
	}}
}

// openFindings counts what was found, in all accounts of the list.
func (s *Screen) openFindings() tea.Cmd {
	return s.Push(findings.New(s.env, findings.List{
		Where: s.Where,
		Counts: func() map[audit.Code]int {
			sum := map[audit.Code]int{}
			for _, f := range s.own() {
				for code, n := range s.auditor(f).Counts() {
					sum[code] += n
				}
			}
			return sum
		},
		Tokens:  func() (found, all int) { return s.counts.found, s.counts.tokens },
		Reading: s.reading,
		Limits:  s.limits,
		Show:    s.setFilter,
	}))
}

// told is what the panel says about a row, with the keys of the list.
func (s *Screen) told(r row) token.Told {
	ways := token.Ways{Replace: "R", Restrict: "i", Revoke: "d"}
	if r.Current {
		ways.Revoke = ""
	}
	if s.env.ReadOnly {
		ways = token.Ways{}
	}
	return token.Told{Findings: r.advice(), Ways: ways}
}
