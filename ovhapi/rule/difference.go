package rule

import "strings"

// Difference says in words what changes from one set to another: first what is
// added, with its risks, then what is taken away. Equal rights written in other
// ways bring nothing.
func Difference(from, to Set) (added, removed []Sentence) {
	gone, fresh := Diff(from, to)
	for _, r := range fresh {
		added = append(added, Sentence{phraseRule(r), riskOf(r)})
	}
	for _, r := range gone {
		removed = append(removed, Sentence{phraseRule(r), RiskNone})
	}
	return added, removed
}

// phraseRule writes a rule for a list of changes.
func phraseRule(r Rule) string { return shown(r.String()) }

// riskOf is the worst that a rule allows.
func riskOf(r Rule) Risk {
	worst := RiskNone
	for _, s := range (Set{r}).Sentences() {
		worst = max(worst, s.Risk)
	}
	return worst
}

// Text writes the set as ParseMany reads it: a line for each path with its
// methods, "GET POST /me".
func (s Set) Text() string {
	var b strings.Builder
	for _, row := range Rows(s) {
		for _, m := range row.Methods {
			b.WriteString(string(m))
			b.WriteByte(' ')
		}
		b.WriteString(row.Path)
		b.WriteByte('\n')
	}
	return b.String()
}
