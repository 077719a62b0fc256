package builder

import (
	"errors"
	"slices"

	"ovh-tokens/ovhapi/rule"
)

// row is one line of the table: a path, right or wrong as typed, and its
// methods.
type row struct {
	id      int
	path    string
	methods []rule.Method // in reading order; replaced, never changed in place
	held    string        // the path as a rule holds it, "" when it is wrong
	fault   string        // what is wrong with the path, "" for nothing
	mended  string        // the path without the fault, "" when nobody can know
}

// withPath returns the row with another path, checked.
func (r row) withPath(path string) row {
	held, err := rule.ParsePath(path)
	r.path, r.held, r.fault, r.mended = path, held, "", ""
	if err != nil {
		r.fault = err.Error()
		if syntax, ok := errors.AsType[*rule.SyntaxError](err); ok {
			r.fault, r.mended = syntax.Reason, syntax.Suggestion
		}
	}
	return r
}

// typed returns the methods that stand before the path in what was typed.
func (r row) typed() []rule.Method {
	methods, _ := rule.Leading(r.path)
	return methods
}

// right is the row as its repair makes it. Methods that were typed take the place
// of those that were on: what was typed is a whole rule.
func (r row) right() row {
	methods := r.typed()
	if len(methods) > 0 {
		r.methods = nil
	}
	for _, m := range methods {
		r = r.with(m, true)
	}
	return r.withPath(r.mended)
}

// has reports whether the row holds a method.
func (r row) has(m rule.Method) bool { return slices.Contains(r.methods, m) }

// with returns the row with a method on or off.
func (r row) with(m rule.Method, on bool) row {
	var methods []rule.Method
	for _, known := range rule.Methods() {
		if known != m && r.has(known) || known == m && on {
			methods = append(methods, known)
		}
	}
	r.methods = methods
	return r
}

// level names the access level that the methods make up.
func (r row) level() (rule.Level, bool) {
	for _, l := range rule.Levels() {
		if slices.Equal(l.Methods(), r.methods) {
			return l, true
		}
	}
	return 0, false
}

// same reports whether two rows hold the same, typed in the same way.
func (r row) same(other row) bool {
	return r.path == other.path && slices.Equal(r.methods, other.methods)
}

// problem says why the row can't be sent, or "".
func (r row) problem() string {
	switch {
	case r.fault != "":
		return r.fault
	case len(r.methods) == 0:
		return "no method is on, so the row grants nothing"
	}
	return ""
}

// document is what is being edited. It is a value: an edit makes a new one and
// leaves the old one as it was, which is what undo goes back to.
type document struct {
	rows      []row
	addresses string  // as typed
	origin    *origin // the set it was made from, nil for none; edits leave it

	// sets are those that rules were taken from, the origin among them. It is
	// replaced, never changed in place.
	sets []*origin
}

// from returns the document made from a set.
func (d document) from(o *origin) document {
	d.origin, d.sets = o, []*origin{o}
	return d
}

// with returns the document with rules of one more set in it.
func (d document) with(o *origin) document {
	d.sets = append(slices.Clone(d.sets), o)
	return d
}

// expects reports whether a set means a rule to be as a finding says.
func (d document) expects(f rule.Finding) bool {
	return slices.ContainsFunc(d.sets, func(o *origin) bool {
		return slices.Contains(o.preset.Expects, f.Code) && slices.Contains(o.rules, f.Rule)
	})
}

// index returns the place of a row, or -1.
func (d document) index(id int) int {
	return slices.IndexFunc(d.rows, func(r row) bool { return r.id == id })
}

// at returns the place of a path, or -1.
func (d document) at(path string) int {
	return slices.IndexFunc(d.rows, func(r row) bool { return r.path == path })
}

// replace returns the document with another row in a place.
func (d document) replace(i int, r row) document {
	d.rows = slices.Clone(d.rows)
	d.rows[i] = r
	return d
}

// insert returns the document with one more row before a place.
func (d document) insert(i int, r row) document {
	d.rows = slices.Insert(slices.Clone(d.rows), i, r)
	return d
}

// remove returns the document without the row in a place.
func (d document) remove(i int) document {
	d.rows = slices.Delete(slices.Clone(d.rows), i, i+1)
	return d
}

// set is what the rows ask for; a row with a wrong path is left out.
func (d document) set() rule.Set {
	var rows []rule.Row
	for _, r := range d.rows {
		if r.fault == "" {
			rows = append(rows, rule.Row{Path: r.held, Methods: r.methods})
		}
	}
	return rule.FromRows(rows)
}

// problems counts the rows that can't be sent and returns the first of them.
func (d document) problems() (first row, count int) {
	for _, r := range d.rows {
		if r.problem() == "" {
			continue
		}
		if count == 0 {
			first = r
		}
		count++
	}
	return first, count
}

// same reports whether two documents ask for the same, typed in the same way.
func (d document) same(other document) bool {
	return d.addresses == other.addresses && slices.EqualFunc(d.rows, other.rows, row.same)
}

// presetID is the id of the set it was made from, or "".
func (d document) presetID() string {
	if d.origin == nil {
		return ""
	}
	return d.origin.preset.ID
}

// exactly reports whether two documents are the same in every row's identity
// too.
func (d document) exactly(other document) bool {
	return d.origin == other.origin && slices.Equal(d.sets, other.sets) && d.same(other) && slices.EqualFunc(d.rows, other.rows, func(a, b row) bool { return a.id == b.id })
}

// patched reports whether any row holds PATCH, which has its column only then.
func (d document) patched() bool {
	return slices.ContainsFunc(d.rows, func(r row) bool { return r.has(rule.Patch) })
}

// merge adds rules, each to the row of its path, and reports how many were new.
// Rows are numbered by next.
func (d document) merge(set rule.Set, next func() int) (document, int) {
	d.rows = slices.Clone(d.rows)
	places := make(map[string]int, len(d.rows))
	for i, r := range d.rows {
		places[r.path] = i
	}
	added := 0
	for _, r := range set {
		i, there := places[r.Path]
		if !there {
			i = len(d.rows)
			places[r.Path] = i
			d.rows = append(d.rows, row{id: next()}.withPath(r.Path))
		}
		if !d.rows[i].has(r.Method) {
			d.rows[i] = d.rows[i].with(r.Method, true)
			added++
		}
	}
	return d, added
}
