package judge

import (
	"cmp"
	"slices"
	"strings"

	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/rule"
)

// Verdict is what is known of one call as it was named: with its method, or with
// every method that it may have had.
type Verdict struct {
	Call rule.Call
	// Sure is set when it is known which method is meant.
	Sure bool
	// Methods are those that the route has; none where it is not known.
	Methods []rule.Method
	// Nearest is what may have been meant, where no route is met.
	Nearest string
	// Wider is the call for any number, where it holds one, and Bare the call
	// without its last slash, where only that is documented.
	Wider, Bare rule.Call
	// Answers has one for each method; at least one.
	Answers []Answer
}

// Judge holds calls against rules and, where they are known, the operations of an
// endpoint. It is for one goroutine.
type Judge struct {
	list   *catalog.Catalog
	nearby map[string]string
}

// New makes a judge; list may be nil.
func New(list *catalog.Catalog) *Judge { return &Judge{list, map[string]string{}} }

// Judge explains one call. chosen is the method of a call that does not tell its
// own; empty leaves it open.
func (j *Judge) Judge(rules rule.Set, c rule.Call, chosen rule.Method) Verdict {
	v := Verdict{Call: c}
	if j.list != nil {
		v.Methods = j.list.Methods(c.Path)
		if short, slash := strings.CutSuffix(c.Path, "/"); slash && len(v.Methods) == 0 {
			if v.Methods = j.list.Methods(short); len(v.Methods) > 0 {
				v.Bare = rule.Call{Method: c.Method, Path: short}
			}
		}
	}
	methods := []rule.Method{c.Method}
	if c.Method == "" {
		methods = v.open()
		if slices.Contains(methods, chosen) {
			methods = []rule.Method{chosen}
		}
	}
	v.Sure = len(methods) == 1
	for _, m := range methods {
		v.Answers = append(v.Answers, j.answer(rules, rule.Call{Method: m, Path: c.Path}, v.Bare.Path))
	}
	if j.list != nil && len(v.Methods) == 0 && !v.Answers[0].Free {
		v.Nearest = j.nearest(c.Path)
	}
	if wider, ok := c.AnyNumber(); ok && v.Nearest == "" {
		v.Wider = wider
	}
	return v
}

// open are the methods that a call without one may have.
func (v Verdict) open() []rule.Method {
	if len(v.Methods) == 0 {
		return rule.ReadWrite.Methods()
	}
	return v.Methods
}

// answer explains a call and looks it up, where there is something to look in, by
// its path or the other one that it is documented under.
func (j *Judge) answer(rules rule.Set, c rule.Call, under string) Answer {
	if j.list == nil {
		return Rules(rules, c)
	}
	a := among(rules, c, j.list)
	a.Open = true
	for _, place := range j.list.Routes(cmp.Or(under, c.Path)) {
		if op := j.list.At(place); op.Method == c.Method {
			a.Ops = append(a.Ops, op)
			a.Open = a.Open && op.NoAuth
		}
	}
	a.Open = a.Open && len(a.Ops) > 0
	a.Absent = len(a.Ops) == 0 && !a.Free
	return a
}

// nearest is the known path most like one that meets no route. It is remembered,
// since the whole list is gone through for it.
func (j *Judge) nearest(path string) string {
	if near, known := j.nearby[path]; known {
		return near
	}
	near := ""
	if block := rule.EncodeNetworks(path); block != path && len(j.list.Methods(block)) > 0 {
		near = block
	} else if found := j.list.Nearest(path, 1); len(found) > 0 {
		near = found[0]
	}
	j.nearby[path] = near
	return near
}

// Verdicts are those of all calls that were asked about at once.
type Verdicts []Verdict

// Lacking are the smallest rules that would let pass what does not, of the calls
// whose method is known.
func (l Verdicts) Lacking() rule.Set {
	var set rule.Set
	for _, v := range l {
		for _, a := range v.Answers {
			if v.Sure && a.Lacks() && !slices.Contains(set, a.Smallest) {
				set = append(set, a.Smallest)
			}
		}
	}
	return set
}

// Open lists the methods that calls may have whose method is not known; none when
// that is known of all.
func (l Verdicts) Open() []rule.Method {
	var list []rule.Method
	for _, v := range l {
		if v.Call.Method != "" || len(v.open()) < 2 {
			continue
		}
		for _, m := range v.open() {
			if !slices.Contains(list, m) {
				list = append(list, m)
			}
		}
	}
	return list
}

// Count tells how many of the calls would pass and how many more may, the methods
// of one that does not tell its own counted as calls.
func (l Verdicts) Count() (pass, may, all int) {
	for _, v := range l {
		for _, a := range v.Answers {
			all++
			switch {
			case a.Passes():
				pass++
			case a.May():
				may++
			}
		}
	}
	return pass, may, all
}
