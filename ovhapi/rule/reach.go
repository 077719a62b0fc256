package rule

import "slices"

// AccessRisks says what of a set can change who gets into the account, and from
// where: new users, tokens and policies, its mail and password, the addresses that
// tokens work from. The worst first, as Sentences has them.
func (s Set) AccessRisks() []Sentence { return s.risks(accessHazards()) }

// MoneyRisks says what of a set can spend the account's money or change its means
// of payment.
func (s Set) MoneyRisks() []Sentence { return s.risks(moneyHazards()) }

func (s Set) risks(of []hazard) []Sentence {
	var list []Sentence
	for _, h := range of {
		if h.possible(s) {
			list = append(list, Sentence{h.text, h.risk})
		}
	}
	return list
}

// Reaches reports whether the set lets some call of a route pass. In route, "{}"
// stands for one part of a path, and "*" for whatever follows.
func (s Set) Reaches(m Method, route string) bool {
	return slices.ContainsFunc(s, func(r Rule) bool { return !r.idle() && r.Method == m && reaches(r.Path, route) })
}
