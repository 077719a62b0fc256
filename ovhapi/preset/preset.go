// Package preset holds rule sets that known tools need: what they are for, what
// to know before asking for them, and their rules, which may have parameters.
// They are texts in a form that people read, write and share; see Parse.
package preset

import (
	"maps"
	"slices"

	"ovh-tokens/ovhapi/rule"
)

// Preset is one rule set under a name.
type Preset struct {
	// ID is the name that commands and files use. It never changes.
	ID string
	// Title names the preset on screen.
	Title string
	// Group is where it stands among the others; see Groups.
	Group Group
	// Tools are the programs that it is made for.
	Tools []string
	// Purpose says what a token with it is good for.
	Purpose string
	// Warning says what such a token can do that may not be expected, Remark what
	// the tool needs besides. Both may be empty.
	Warning, Remark string
	// Source says where the rules come from, Date when that was read: a year and
	// a month, such as 2026-11.
	Source, Date string
	// Expects are the findings of rule.Set.Lint that are meant to be: the tool
	// wants its rules so. Those that need routes come up where the operations are
	// known (rule.Code.NeedsRoutes).
	Expects []rule.Code
	// Rules are what the token may do, in the order in which they are shown. A
	// part of a path such as {zone} is a parameter, which Fill replaces.
	Rules rule.Set
	// Notes say something about single rules, as they stand in Rules.
	Notes map[rule.Rule]string
	// Actions are what OVH's IAM calls the operations that single rules reach,
	// for a service account instead of a token (iamActions of OVH's schemas of
	// 2026-04). A rule that reaches more than can be listed has none.
	Actions map[rule.Rule][]string
	// Own marks what a user keeps in a file. It is no part of the text form.
	Own bool
}

// List is presets in the order in which they are shown.
type List []Preset

// Find returns the preset with an id.
func (l List) Find(id string) (Preset, bool) {
	at := slices.IndexFunc(l, func(p Preset) bool { return p.ID == id })
	if at < 0 {
		return Preset{}, false
	}
	return l[at], true
}

// clone shares nothing with p.
func (p Preset) clone() Preset {
	p.Tools, p.Expects, p.Rules = slices.Clone(p.Tools), slices.Clone(p.Expects), slices.Clone(p.Rules)
	p.Notes, p.Actions = maps.Clone(p.Notes), maps.Clone(p.Actions)
	for r, actions := range p.Actions {
		p.Actions[r] = slices.Clone(actions)
	}
	return p
}
