package explain

import (
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
	open   bool                // the call needs no key
	doubt  string              // why it is not sure that the rule lets the call pass, as a sentence
}

// passes reports whether the rules, or that none is needed, surely let the call
// pass.
func (a answer) passes() bool { return !a.absent && (a.open || a.Allowed && a.doubt == "") }

// may reports whether the call passes or not by what is not documented.
func (a answer) may() bool { return !a.absent && !a.passes() && a.Allowed }

// lacks reports whether a rule would help, or make sure.
func (a answer) lacks() bool {
	return !a.absent && !a.passes() && (!a.Allowed || doubt(a.Smallest, a.Call) == "")
}

// doubt says why it is not sure that a rule lets a call pass that matches it. No
// documentation of OVH tells.
func doubt(r rule.Rule, c rule.Call) string {
	short, slash := strings.CutSuffix(c.Path, "/")
	switch {
	case slash && r.Path != c.Path && strings.HasSuffix(r.Path, "*") && !r.Allows(c.Method, short):
		return "It is not documented whether a star also stands for nothing: behind the last slash the call has no more."
	case strings.Contains(r.Path, "%"):
		return "It is not documented whether OVH compares percent-encoded paths as they are sent."
	}
	return ""
}

// judged is what the rules let pass, by the first rule that surely does.
func judged(rules rule.Set, c rule.Call) answer {
	a := answer{Explanation: rules.Explain(c)}
	if !a.Allowed || a.Free {
		return a
	}
	a.doubt = doubt(a.By, c)
	for _, r := range rules {
		if a.doubt != "" && r.Allows(c.Method, c.Path) && doubt(r, c) == "" {
			a.By, a.doubt = r, ""
		}
	}
	return a
}

// block is what is known of one call as it was named: with its method, or with
// every method that it may have had.
type block struct {
	call    rule.Call
	sure    bool          // which method is meant is known
	methods []rule.Method // that the route has; none where it is not known
	nearest string        // what may have been meant, where no route is met
	wider   rule.Call     // the call for any number, where it holds one
	answers []answer
}

// judge explains one call. chosen is the method of a call that does not tell its
// own; empty leaves it open.
func (s *Screen) judge(c rule.Call, chosen rule.Method) block {
	b := block{call: c}
	list := s.of.Catalog
	if list != nil {
		b.methods = list.Methods(c.Path)
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
		b.answers = append(b.answers, s.answer(rule.Call{Method: m, Path: c.Path}, list != nil))
	}
	if list != nil && len(b.methods) == 0 && !b.answers[0].Free {
		b.nearest = s.nearest(c.Path)
	}
	if wider, ok := c.AnyNumber(); ok && b.nearest == "" {
		b.wider = wider
	}
	return b
}

// answer explains a call and looks it up, where there is something to look in.
func (s *Screen) answer(c rule.Call, known bool) answer {
	a := judged(s.of.Rules, c)
	if !known {
		return a
	}
	a.open = true
	for _, place := range s.of.Catalog.Routes(c.Path) {
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
	if found := s.of.Catalog.Nearest(path, 1); len(found) > 0 {
		near = found[0]
	}
	s.nearby[path] = near
	return near
}

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
		if a := judged(set, rule.Call(r)); !a.Allowed || a.doubt != "" {
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
