package audit

import (
	"fmt"
	"slices"
	"strings"
)

// Code names a kind of finding, for filters and scripts. It never changes.
type Code string

// The findings there are, the gravest first.
const (
	Everything     Code = "everything"
	Access         Code = "access"
	Billing        Code = "billing"
	WiderThanNeed  Code = "wider-than-needed"
	ExpiresSoon    Code = "expires-soon"
	AnyAddress     Code = "any-address"
	NeverExpires   Code = "never-expires"
	Support        Code = "support"
	Dormant        Code = "dormant"
	NeverUsed      Code = "never-used"
	Twin           Code = "twin"
	NeverValidated Code = "never-validated"
	Dead           Code = "dead"
)

// Kind is a code with what it means.
type Kind struct {
	Code Code
	// Meaning fits on a line behind the code, without a capital or a stop.
	Meaning string
}

// kinds is in the order in which findings of equal severity stand.
var kinds = []Kind{
	{Everything, "its rules reach the whole account"},
	{Access, "it can change who gets into the account, and from where"},
	{Billing, "it reaches bills, orders or means of payment"},
	{WiderThanNeed, "the token in use may do more than this program needs"},
	{ExpiresSoon, "it expires within days"},
	{AnyAddress, "it works from any address"},
	{NeverExpires, "it has no end"},
	{Support, "OVH's support made it"},
	{Dormant, "it has not been used for months"},
	{NeverUsed, "it has not been used since it was made weeks ago"},
	{Twin, "another live token has the same application, rules and addresses"},
	{NeverValidated, "it was asked for days ago and nobody validated it"},
	{Dead, "its application is gone: it is listed as validated and works no more"},
}

// Codes lists every kind of finding, the gravest first, with the user's own limits
// in what they mean.
func (t Thresholds) Codes() []Kind {
	t = t.orDefaults()
	list := Codes()
	for i := range list {
		switch list[i].Code {
		case ExpiresSoon:
			list[i].Meaning = "it expires within " + span(t.Soon)
		case Dormant:
			list[i].Meaning = "it has not been used for " + span(t.Dormant)
		case NeverUsed:
			list[i].Meaning = "it was made over " + span(t.Unused) + " ago and never used"
		case Everything, Access, Billing, WiderThanNeed, AnyAddress, NeverExpires, Support, Twin, NeverValidated, Dead:
		}
	}
	return list
}

// Codes lists every kind of finding, the gravest first.
func Codes() []Kind { return slices.Clone(kinds) }

// ParseCode reads a code as people type it. The error names all there are.
func ParseCode(text string) (Code, error) {
	code := Code(strings.ToLower(strings.TrimSpace(text)))
	if _, known := places[code]; known {
		return code, nil
	}
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = string(k.Code)
	}
	return "", fmt.Errorf("there is no finding %q; there are %s", text, strings.Join(names, ", "))
}

// places tells where a code stands among kinds.
var places = func() map[Code]int {
	at := make(map[Code]int, len(kinds))
	for i, k := range kinds {
		at[k.Code] = i
	}
	return at
}()

// Severity tells how much a finding matters.
type Severity int

// The severities: high is for what hands over the account or its money to whoever
// holds the token, medium for what makes that more likely or will break something,
// low for what is untidy.
const (
	Low Severity = iota + 1
	Medium
	High
)

// String is the severity in a word.
func (s Severity) String() string {
	switch s {
	case High:
		return "high"
	case Medium:
		return "medium"
	case Low:
		return "low"
	}
	return "none"
}

// marks is a set of codes, one bit each by its place among kinds.
type marks uint32

// bit is the set of one code, empty for one that is not known.
func bit(c Code) marks {
	at, known := places[c]
	if !known {
		return 0
	}
	return 1 << at
}

// The bits of the codes, looked up once.
var (
	bitEverything     = bit(Everything)
	bitAccess         = bit(Access)
	bitBilling        = bit(Billing)
	bitWiderThanNeed  = bit(WiderThanNeed)
	bitExpiresSoon    = bit(ExpiresSoon)
	bitAnyAddress     = bit(AnyAddress)
	bitNeverExpires   = bit(NeverExpires)
	bitSupport        = bit(Support)
	bitDormant        = bit(Dormant)
	bitNeverUsed      = bit(NeverUsed)
	bitTwin           = bit(Twin)
	bitNeverValidated = bit(NeverValidated)
	bitDead           = bit(Dead)
)

// with adds what is true.
func (m marks) with(more marks, is bool) marks {
	if is {
		m |= more
	}
	return m
}

// codes lists the set in the order of kinds.
func (m marks) codes() []Code {
	var list []Code
	for i, k := range kinds {
		if m&(1<<i) != 0 {
			list = append(list, k.Code)
		}
	}
	return list
}
