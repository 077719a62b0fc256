package rule

import (
	"slices"
	"strings"
)

// extent tells how much of a path a subject takes in.
type extent int

const (
	exact extent = iota // "/x", or a pattern with its star elsewhere than at the end
	below               // "/x/*" alone
	tree                // "/x" and "/x/*"
)

// subject is a path a set speaks of, with what it may do there. "/x" and "/x/*"
// are one subject.
type subject struct {
	path   string // without the "/*" at its end; "" is the whole API
	extent extent
	power  power
}

// subjects returns what a set speaks of, in the order of its paths.
func (s Set) subjects() []subject {
	set := s.Normalise()
	var list []subject
	at := make(map[string]int)
	for _, row := range Rows(set) {
		base, isBelow := strings.CutSuffix(row.Path, whole)
		if row.Path == "*" {
			base, isBelow = "", true
		}
		i, seen := at[base]
		switch {
		case !seen:
			i = len(list)
			at[base] = i
			list = append(list, subject{path: base})
			if isBelow {
				list[i].extent = below
			}
		case isBelow || list[i].extent == below:
			list[i].extent = tree
		}
		for _, m := range row.Methods {
			list[i].power.add(m)
		}
	}
	all := newCoverer(set)
	for i := range list {
		list[i].power.inherit(all, list[i])
	}
	return list
}

// patterns lists the rules' paths that make up the subject.
func (s subject) patterns() []string {
	switch s.extent {
	case below:
		return []string{s.path + whole}
	case tree:
		return []string{s.path, s.path + whole}
	case exact:
	}
	return []string{s.path}
}

// all reports whether the subject is the whole API.
func (s subject) all() bool { return s.path == "" && s.extent != exact }

// power is what may be done at a path, in the ways that matter to people. Who may
// only change what is there can neither create anything nor have anything done.
type power struct{ read, create, change, remove bool }

// writes reports whether anything may be made different, short of deleting.
func (p power) writes() bool { return p.create || p.change }

func (p *power) add(m Method) {
	switch m {
	case Get:
		p.read = true
	case Delete:
		p.remove = true
	case Put, Patch:
		p.change = true
	case Post:
		p.create = true
	default:
		p.create = true // a method yet unknown is taken for the worse
	}
}

// inherit adds what a wider rule of the set grants at the subject as well, which
// Normalise keeps under the wider path only.
func (p *power) inherit(set coverer, s subject) {
	for _, m := range Methods() {
		if !slices.ContainsFunc(s.patterns(), func(path string) bool { return !set.covers(Rule{m, path}) }) {
			p.add(m)
		}
	}
}

// with returns what either may do.
func (p power) with(other power) power {
	return power{p.read || other.read, p.create || other.create, p.change || other.change, p.remove || other.remove}
}

// strength orders powers: deleting over writing over reading.
func (p power) strength() int {
	n := 0
	for i, has := range []bool{p.read, p.change, p.create, p.remove} {
		if has {
			n |= 1 << i
		}
	}
	return n
}

// word names the power in a column.
func (p power) word() string {
	switch p {
	case power{true, true, p.change, true}:
		return "rw"
	case power{true, true, p.change, false}:
		return "rw, no delete"
	case power{true, false, true, true}:
		return "rw, no create"
	}
	return strings.Join(p.verbs(), ", ")
}

// verbs says what may be done, one word for each way.
func (p power) verbs() []string {
	var verbs []string
	if p.read {
		verbs = append(verbs, "read")
	}
	switch {
	case p.create:
		verbs = append(verbs, "write")
	case p.change:
		verbs = append(verbs, "change")
	}
	if p.remove {
		verbs = append(verbs, "delete")
	}
	return verbs
}

// lacks says what may not be done by whoever may write.
func (p power) lacks() []string {
	if !p.writes() {
		return nil
	}
	var list []string
	if !p.read {
		list = append(list, "reading")
	}
	if !p.create {
		list = append(list, "creating")
	}
	if !p.remove {
		list = append(list, "deleting")
	}
	return list
}
