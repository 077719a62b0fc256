// Package audit finds what is risky about the tokens of an account, and plans how
// to clean it up. It is pure: it makes no call.
package audit

import (
	"slices"
	"time"

	"ovh-tokens/ovhapi"
)

// Auditor holds the tokens of one account with what there is to find about each.
// What changes is judged alone: one token when it is put or dropped, with the one
// other whose last twin it was. It is for one goroutine.
type Auditor struct {
	limits   Thresholds
	now      time.Time
	entries  map[int64]*entry
	families map[string]map[int64]*entry // live tokens by what makes them twins
	rights   map[string]*rights          // by the rules as they were sent
	counts   []int                       // by place among kinds
	changed  []int64
	buffer   []byte
}

// entry is one token.
type entry struct {
	token  ovhapi.Token
	rights *rights
	family string // empty when the token does not work
	marks  marks
}

// New makes an auditor of an account without tokens. now is the server's time.
func New(now time.Time, limits Thresholds) *Auditor {
	return &Auditor{
		limits: limits.orDefaults(), now: now, entries: map[int64]*entry{}, families: map[string]map[int64]*entry{},
		rights: map[string]*rights{}, counts: make([]int, len(kinds)),
	}
}

// Of judges the tokens of one account at the server's time now.
func Of(tokens []ovhapi.Token, now time.Time, limits Thresholds) *Auditor {
	a := New(now, limits)
	a.Put(tokens...)
	return a
}

// Put takes tokens in, in place of those of the same ids.
func (a *Auditor) Put(tokens ...ovhapi.Token) {
	for _, t := range tokens {
		e := a.entries[t.ID]
		if e == nil {
			e = &entry{}
			a.entries[t.ID] = e
		}
		a.leave(e)
		e.token, e.rights = t, a.rightsOf(t)
		a.judge(e)
	}
}

// Drop leaves tokens out, such as revoked ones.
func (a *Auditor) Drop(ids ...int64) {
	for _, id := range ids {
		if e := a.entries[id]; e != nil {
			a.leave(e)
			a.mark(e, 0)
			delete(a.entries, id)
		}
	}
}

// Advance judges everything anew at a later time of the server.
func (a *Auditor) Advance(now time.Time) {
	a.now = now
	for _, e := range a.entries {
		if works := e.token.Works(now); works != (e.family != "") {
			a.leave(e)
		}
		a.judge(e)
	}
}

// judge marks an entry, and puts it among its family if it is not there.
func (a *Auditor) judge(e *entry) {
	m := judge(&e.token, e.rights, a.now, a.limits)
	if e.family == "" && e.token.Works(a.now) {
		a.join(e)
	}
	a.mark(e, m.with(bitTwin, e.family != "" && len(a.families[e.family]) > 1))
}

// join puts a token that works among its family; the second makes the first a
// twin.
func (a *Auditor) join(e *entry) {
	e.family = family(&e.token, e.rights)
	members := a.families[e.family]
	if members == nil {
		members = map[int64]*entry{}
		a.families[e.family] = members
	}
	if len(members) == 1 {
		for _, first := range members {
			a.mark(first, first.marks|bitTwin)
		}
	}
	members[e.token.ID] = e
}

// leave takes a token out of its family; the last that stays is no twin any more.
func (a *Auditor) leave(e *entry) {
	members := a.families[e.family]
	delete(members, e.token.ID)
	if len(members) == 1 {
		for _, last := range members {
			a.mark(last, last.marks&^bitTwin)
		}
	}
	if len(members) == 0 {
		delete(a.families, e.family)
	}
	e.family = ""
}

// mark sets what was found about a token, and counts it.
func (a *Auditor) mark(e *entry, m marks) {
	if changed := e.marks ^ m; changed != 0 {
		a.changed = append(a.changed, e.token.ID)
		for i := range kinds {
			switch bit := marks(1) << i; {
			case changed&bit == 0:
			case m&bit != 0:
				a.counts[i]++
			default:
				a.counts[i]--
			}
		}
	}
	e.marks = m
}

// rightsOf looks up what the rules of a token mean.
func (a *Auditor) rightsOf(t ovhapi.Token) *rights {
	a.buffer = appendLines(a.buffer[:0], t.Rules)
	r := a.rights[string(a.buffer)]
	if r == nil {
		r = newRights(t.Rules)
		a.rights[string(a.buffer)] = r
	}
	return r
}

// Findings lists what there is to find about a token, the gravest first.
func (a *Auditor) Findings(id int64) []Finding {
	e := a.entries[id]
	if e == nil {
		return nil
	}
	return subject{&e.token, e.rights, a.now, a.limits, a.Twins(id)}.findings(e.marks)
}

// Codes lists the codes of a token's findings in the order of Codes, nil when
// there are none. It costs little, for lists and filters.
func (a *Auditor) Codes(id int64) []Code {
	if e := a.entries[id]; e != nil {
		return e.marks.codes()
	}
	return nil
}

// Gravest is the finding about a token that matters most, and how much; false when
// there is none. It costs little, for lists.
func (a *Auditor) Gravest(id int64) (Code, Severity, bool) {
	e := a.entries[id]
	if e == nil || e.marks == 0 {
		return "", 0, false
	}
	s := subject{&e.token, e.rights, a.now, a.limits, nil}
	var gravest Code
	var severity Severity
	for _, c := range e.marks.codes() {
		if f := s.finding(c); f.Severity > severity {
			gravest, severity = c, f.Severity
		}
	}
	return gravest, severity, true
}

// Changed lists the tokens about which there is something else to find than when it
// was last asked, those that were dropped included. Putting one token can change
// what there is about another, its twin.
func (a *Auditor) Changed() []int64 {
	ids := a.changed
	a.changed = nil
	return ids
}

// Has reports whether there is such a finding about a token.
func (a *Auditor) Has(id int64, c Code) bool {
	e := a.entries[id]
	return e != nil && e.marks&bit(c) != 0
}

// Judged reports whether the token could be judged. One that could not be read has
// no findings, and is not clean for that.
func (a *Auditor) Judged(id int64) bool {
	e := a.entries[id]
	return e != nil && known(&e.token)
}

// Twins lists the live tokens of the same application that may do the same from
// the same addresses, in growing order.
func (a *Auditor) Twins(id int64) []int64 {
	e := a.entries[id]
	if e == nil || e.family == "" {
		return nil
	}
	var others []int64
	for other := range a.families[e.family] {
		if other != id {
			others = append(others, other)
		}
	}
	slices.Sort(others)
	return others
}

// Counts tells how many tokens there are with each finding; codes without any are
// left out.
func (a *Auditor) Counts() map[Code]int {
	counts := map[Code]int{}
	for i, n := range a.counts {
		if n > 0 {
			counts[kinds[i].Code] = n
		}
	}
	return counts
}
