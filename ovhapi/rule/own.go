package rule

import (
	"slices"
	"strings"
)

// ownSet is a set that this program asks for itself, by what it is for; brief is
// for where there is little room, or "".
type ownSet struct {
	name, brief string
	set         Set
}

// ownSets lists them. The routes are those of schema me.json; GET /me, which
// tells whose account it is, is optional and left out.
func ownSets() []ownSet {
	look := append(ForLevel(ReadOnly, true, "/me/api/credential"), ForLevel(ReadOnly, true, "/me/api/application")...)
	manage := append(slices.Clone(look), Rule{Delete, "/me/api/credential/*"}, Rule{Delete, "/me/api/application/*"})
	return []ownSet{
		{"read tokens", "", look},
		{"manage tokens", "", manage},
		{"manage tokens and addresses", "tokens and IPs", append(slices.Clone(manage), Rule{Put, "/me/api/credential/*"})},
	}
}

// ownNames names a set that is one of the program's own, however it is written,
// the shortest name last; there are none for any other set.
func (s Set) ownNames() []string {
	var rest Set
	for _, r := range s {
		if r == (Rule{Get, "/me"}) {
			continue
		}
		if !strings.HasPrefix(r.Path, "/me/api/") {
			return nil
		}
		rest = append(rest, r)
	}
	for _, own := range ownSets() {
		if missing, extra := Diff(own.set, rest); len(missing) == 0 && len(extra) == 0 {
			return slices.DeleteFunc([]string{own.name, own.brief}, func(name string) bool { return name == "" })
		}
	}
	return nil
}
