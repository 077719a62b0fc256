package explain

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/rule"
)

// answer is what is known of one call with one method.
type answer struct {
	rule.Explanation
	ops    []catalog.Operation // what the call does; none where that is not known
	absent bool                // the endpoint has no such operation
	open   bool                // OVH lists the call as open to everybody
	doubt  bool                // it is not sure that the rule lets the call pass
}

// passes reports whether the rules, or that none is needed, surely let the call
// pass.
func (a answer) passes() bool { return !a.absent && a.Allowed && !a.doubt }

// may reports whether the call passes or not by what is not documented, such as
// what a signed call gets without a rule where OVH asks for no key.
func (a answer) may() bool { return !a.absent && !a.passes() && (a.Allowed || a.open) }

// lacks reports whether a rule would help, or make sure.
func (a answer) lacks() bool { return !a.absent && !a.passes() }

// judged is what the rules let pass. Whether OVH compares a percent-encoded path
// as it is sent or decoded is not documented: a rule that lets only one of the two
// pass leaves the call in doubt, and the smallest rule lets both.
func judged(rules rule.Set, c rule.Call) answer {
	a := answer{Explanation: rules.Explain(c)}
	decoded, err := url.PathUnescape(c.Path)
	if err != nil || decoded == c.Path || a.Free {
		return a
	}
	a.Smallest = rule.Rule{Method: c.Method, Path: unencoded(c.Path)}
	a.Allowed, a.doubt = false, false
	for _, r := range rules {
		sent, other := r.Allows(c.Method, c.Path), r.Allows(c.Method, decoded)
		switch {
		case sent && other:
			a.Allowed, a.doubt, a.By = true, false, r
			return a
		case (sent || other) && !a.Allowed:
			a.Allowed, a.doubt, a.By = true, true, r
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

// block is what is known of one call as it was named: with its method, or with
// every method that it may have had.
type block struct {
	call    rule.Call
	sure    bool          // which method is meant is known
	methods []rule.Method // that the route has; none where it is not known
	nearest string        // what may have been meant, where no route is met
	wider   rule.Call     // the call for any number, where it holds one
	bare    rule.Call     // the call without its last slash, where only that is documented
	answers []answer
}

// judge explains one call. chosen is the method of a call that does not tell its
// own; empty leaves it open.
func (s *Screen) judge(c rule.Call, chosen rule.Method) block {
	b := block{call: c}
	list := s.of.Catalog
	if list != nil {
		b.methods = list.Methods(c.Path)
		if short, slash := strings.CutSuffix(c.Path, "/"); slash && len(b.methods) == 0 {
			if b.methods = list.Methods(short); len(b.methods) > 0 {
				b.bare = rule.Call{Method: c.Method, Path: short}
			}
		}
	}
	methods := []rule.Method{c.Method}
	if c.Method == "" {
		methods = b.methods
		if len(methods) == 0 {
			methods = rule.ReadWrite.Methods()
		}
		if slices.Contains(methods, chosen) {
			methods = []rule.Method{chosen}
		}
	}
	b.sure = len(methods) == 1
	for _, m := range methods {
		b.answers = append(b.answers, s.answer(rule.Call{Method: m, Path: c.Path}, b.bare.Path))
	}
	if list != nil && len(b.methods) == 0 && !b.answers[0].Free {
		b.nearest = s.nearest(c.Path)
	}
	if wider, ok := c.AnyNumber(); ok && b.nearest == "" {
		b.wider = wider
	}
	return b
}

// answer explains a call and looks it up, where there is something to look in, by
// its path or the other one that it is documented under.
func (s *Screen) answer(c rule.Call, under string) answer {
	a := judged(s.of.Rules, c)
	if s.of.Catalog == nil {
		return a
	}
	a.open = true
	for _, place := range s.of.Catalog.Routes(cmp.Or(under, c.Path)) {
		if op := s.of.Catalog.At(place); op.Method == c.Method {
			a.ops = append(a.ops, op)
			a.open = a.open && op.NoAuth
		}
	}
	a.open = a.open && len(a.ops) > 0
	a.absent = len(a.ops) == 0 && !a.Free
	return a
}

// nearest is the known path most like one that meets no route. It is remembered,
// since the whole list is gone through for it.
func (s *Screen) nearest(path string) string {
	if near, known := s.nearby[path]; known {
		return near
	}
	near := ""
	if block := encoded(path); block != path && len(s.of.Catalog.Methods(block)) > 0 {
		near = block
	} else if found := s.of.Catalog.Nearest(path, 1); len(found) > 0 {
		near = found[0]
	}
	s.nearby[path] = near
	return near
}

// network is a block of addresses whose slash stands in a path as it is.
var network = regexp.MustCompile(`/([0-9]+(?:\.[0-9]+){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:]+)/([0-9]{1,3})(/|$)`)

// encoded writes the slash of a block of addresses as calls have to.
func encoded(path string) string { return network.ReplaceAllString(path, "/$1%2F$2$3") }

// lacking are the smallest rules that would let pass what does not, of the calls
// whose method is known.
func (s *Screen) lacking() rule.Set {
	var set rule.Set
	for _, b := range s.blocks {
		for _, a := range b.answers {
			if b.sure && a.lacks() && !slices.Contains(set, a.Smallest) {
				set = append(set, a.Smallest)
			}
		}
	}
	return set
}

// open reports whether the method of some call that a rule may be missing for is
// not known, and lists the methods it may have.
func (s *Screen) open() []rule.Method {
	var list []rule.Method
	for _, b := range s.blocks {
		if b.call.Method != "" {
			continue
		}
		methods := b.methods
		if len(methods) == 0 {
			methods = rule.ReadWrite.Methods()
		}
		if len(methods) < 2 {
			continue
		}
		for _, m := range methods {
			if !slices.Contains(list, m) {
				list = append(list, m)
			}
		}
	}
	return list
}

// count tells how many of the calls would pass and how many more may, the methods
// of one that does not tell its own counted as calls.
func (s *Screen) count() (pass, may, all int) {
	for _, b := range s.blocks {
		for _, a := range b.answers {
			all++
			switch {
			case a.passes():
				pass++
			case a.may():
				may++
			}
		}
	}
	return pass, may, all
}

// wider returns the rules with those that are missing behind them.
func (s *Screen) wider() rule.Set {
	set := slices.Clone(s.of.Rules)
	for _, r := range s.lacking() {
		if a := judged(set, rule.Call(r)); !a.Allowed || a.doubt {
			set = append(set, r)
		}
	}
	return set
}

// byAdded reports whether a call passes by a rule that was added here.
func (s *Screen) byAdded() bool {
	return slices.ContainsFunc(s.blocks, func(b block) bool {
		return slices.ContainsFunc(b.answers, func(a answer) bool { return a.passes() && slices.Contains(s.added, a.By) })
	})
}
