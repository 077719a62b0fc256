// Package judge tells whether calls would pass: by which rule, or which rule they
// lack, and whether the endpoint has such an operation at all.
package judge

import (
	"net/url"
	"slices"
	"strings"

	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/rule"
)

// Answer is what is known of one call with one method.
type Answer struct {
	rule.Explanation
	// Ops are what the call does; none where that is not known.
	Ops []catalog.Operation
	// Absent is set when the endpoint has no such operation.
	Absent bool
	// Open is set when OVH lists the call as open to everybody.
	Open bool
	// Doubt is set when it is not sure that the rule lets the call pass, and Why
	// says the reason.
	Doubt bool
	Why   string
}

// Passes reports whether the rules, or that none is needed, surely let the call
// pass.
func (a Answer) Passes() bool { return !a.Absent && a.Allowed && !a.Doubt }

// May reports whether the call passes or not by what is not documented, such as
// what a signed call gets without a rule where OVH asks for no key.
func (a Answer) May() bool { return !a.Absent && !a.Passes() && (a.Allowed || a.Open) }

// Lacks reports whether a rule would help, or make sure.
func (a Answer) Lacks() bool { return !a.Absent && !a.Passes() }

// Rules tells what rules let pass, whatever operations there are. Whether OVH
// compares a percent-encoded path as it is sent or decoded is not documented: a
// rule that lets only one of the two pass leaves the call in doubt, and the smallest
// rule lets both.
func Rules(rules rule.Set, c rule.Call) Answer { return among(rules, c, nil) }

// among is Rules that tells mistyped rules by the operations, where they are known.
func among(rules rule.Set, c rule.Call, routes rule.Routes) Answer {
	a := Answer{Explanation: rules.ExplainAmong(c, routes)}
	a.Doubt, a.Why = a.Unsure, idle
	decoded, err := url.PathUnescape(c.Path)
	if err != nil || decoded == c.Path || a.Free {
		return a
	}
	a.Smallest = rule.Rule{Method: c.Method, Path: unencoded(c.Path)}
	a.Allowed, a.Doubt, a.Why = false, false, undecided
	for _, r := range rules {
		sent, other := r.AllowsSurely(c.Method, c.Path), r.AllowsSurely(c.Method, decoded)
		switch {
		case sent && other:
			a.Allowed, a.Doubt, a.By = true, false, r
			return a
		case (sent || other) && !a.Allowed:
			a.Allowed, a.Doubt, a.By = true, true, r
		case !a.Allowed && r.Allows(c.Method, c.Path):
			a.Allowed, a.Doubt, a.By, a.Why = true, true, r, idle
		}
	}
	return a
}

// unencoded is a pattern for a path with percent-encoded parts: a star stands for
// each of them.
func unencoded(path string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if strings.Contains(part, "%") {
			parts[i] = "*"
		}
	}
	return strings.Join(parts, "/")
}

// Wider returns rules with those behind them that do not let their own calls pass
// yet.
func Wider(rules, missing rule.Set) rule.Set {
	set := slices.Clone(rules)
	for _, r := range missing {
		if a := Rules(set, rule.Call(r)); !a.Allowed || a.Doubt {
			set = append(set, r)
		}
	}
	return set
}
