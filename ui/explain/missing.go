package explain

import (
	"slices"

	"ovh-tokens/ovhapi/judge"
	"ovh-tokens/ovhapi/rule"
)

// lacking are the smallest rules that would let pass what does not, of the calls
// whose method is known.
func (s *Screen) lacking() rule.Set { return s.verdicts.Lacking() }

// wider returns the rules with those that are missing behind them.
func (s *Screen) wider() rule.Set { return judge.Wider(s.of.Rules, s.lacking()) }

// byAdded reports whether a call passes by a rule that was added here.
func (s *Screen) byAdded() bool {
	return slices.ContainsFunc(s.verdicts, func(v judge.Verdict) bool {
		return slices.ContainsFunc(v.Answers, func(a judge.Answer) bool { return a.Passes() && slices.Contains(s.added, a.By) })
	})
}
