package rule

import (
	"slices"
	"strings"
)

// Risk tells how much harm a right can do in wrong hands.
type Risk int

// The levels of risk. Caution is for what exposes secrets or disturbs services,
// danger for what costs money, ends services, or hands over more rights or the
// account itself.
const (
	RiskNone Risk = iota
	RiskCaution
	RiskDanger
)

// String names the level.
func (r Risk) String() string {
	switch r {
	case RiskDanger:
		return "danger"
	case RiskCaution:
		return "caution"
	case RiskNone:
	}
	return "none"
}

// hazard is something a token should rarely be able to do: what it is, and the
// calls that do it. The token has it when any of them can pass.
type hazard struct {
	text  string
	risk  Risk
	calls []call
}

// call is a route under some methods, written as reaches takes it: "{}" stands for
// one part of a path. A route with such a part first speaks of every service, but
// for the branches of the API in except, which have no call of the kind.
type call struct {
	methods []Method
	route   string
	except  []string
}

// may reports whether a rule lets the call pass, other than by chance:
// "/cloud/project/*/kube/*" is not about an instance that is called "kube".
func (c call) may(r Rule) bool {
	return slices.Contains(c.methods, r.Method) && !c.excepts(r.Path) && reaches(r.Path, c.route) && !byChance(r.Path, c.route)
}

// excepts reports whether a pattern stays in a branch that has no call of the kind.
func (c call) excepts(pattern string) bool {
	head, _, starred := strings.Cut(pattern, "*")
	return slices.ContainsFunc(c.except, func(branch string) bool {
		rest, in := strings.CutPrefix(head, branch)
		return in && (rest == "" && !starred || strings.HasPrefix(rest, "/"))
	})
}

// reads reports whether the hazard is in reading alone, so that reading
// everything says it already.
func (h hazard) reads() bool {
	return !slices.ContainsFunc(h.calls, func(c call) bool { return !slices.Equal(c.methods, get) })
}

// possible reports whether a set lets some call of the hazard pass.
func (h hazard) possible(s Set) bool {
	return slices.ContainsFunc(s, func(r Rule) bool {
		return !r.idle() && slices.ContainsFunc(h.calls, func(c call) bool { return c.may(r) })
	})
}
