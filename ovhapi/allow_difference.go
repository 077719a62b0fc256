package ovhapi

import (
	"slices"
	"time"
)

// Change says what becomes of an address block.
type Change int

// What a change of addresses does to a block.
const (
	Stays Change = iota
	Comes
	Goes
)

// BlockChange is one line of a difference. The block is "any address" where nothing
// is restricted.
type BlockChange struct {
	Change Change
	Block  string
}

// String is the line with its sign.
func (c BlockChange) String() string {
	sign := " "
	switch c.Change {
	case Comes:
		sign = "+"
	case Goes:
		sign = "−"
	case Stays:
	}
	return sign + " " + c.Block
}

// Difference is what a change does to the list, block by block: what comes, then
// what goes, then what stays.
func (r Restriction) Difference(from Restriction) []BlockChange {
	before, after := from.Lines(), r.Lines()
	var list []BlockChange
	for _, block := range after {
		if !slices.Contains(before, block) {
			list = append(list, BlockChange{Comes, block})
		}
	}
	for _, block := range before {
		if !slices.Contains(after, block) {
			list = append(list, BlockChange{Goes, block})
		}
	}
	for _, block := range after {
		if slices.Contains(before, block) {
			list = append(list, BlockChange{Stays, block})
		}
	}
	return list
}

// Lines are the blocks of a restriction; no restriction is one line, too.
func (r Restriction) Lines() []string {
	if r.anywhere {
		return []string{r.String()}
	}
	return r.Blocks()
}

// NoAddress says in a sentence why a token works from no address at the server's
// time now whatever its list says, or "".
func (t Token) NoAddress(now time.Time) string {
	switch {
	case t.Expired(now):
		return "This token has expired: it works from no address any more."
	case t.Status == StatusRefused:
		return "This token was refused on OVH's page: it works from no address."
	case t.Dead():
		return "The application of this token was deleted: it works from no address any more."
	}
	return ""
}
