package audit

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"ovh-tokens/ovhapi"
)

// family names the tokens that can stand for each other: those of one application
// that may do the same from the same addresses.
func family(t *ovhapi.Token, r *rights) string {
	return strconv.FormatInt(t.ApplicationID, 10) + "\n" + addresses(t) + "\n" + r.normal
}

// addresses writes where a token works from so that equal texts mean equal
// addresses: "" is anywhere, and a bare address is the block of it alone, since
// the API sends both.
func addresses(t *ovhapi.Token) string {
	if !t.Restricted() {
		return ""
	}
	blocks := make([]string, len(t.AllowedIPs))
	for i, text := range t.AllowedIPs {
		blocks[i] = block(text)
	}
	slices.Sort(blocks)
	return strings.Join(slices.Compact(blocks), ",")
}

func block(text string) string {
	if p, err := netip.ParsePrefix(text); err == nil {
		return p.Masked().String()
	}
	if a, err := netip.ParseAddr(text); err == nil {
		return netip.PrefixFrom(a, a.BitLen()).String()
	}
	return text
}

// remaining are the members of a family that stay when some tokens go.
func remaining(members map[int64]*entry, goes map[int64]bool) []*entry {
	var left []*entry
	for id, e := range members {
		if !goes[id] {
			left = append(left, e)
		}
	}
	return left
}

// Emptied counts the families of twins of which no token would be left when these
// go: whoever picks doubled tokens wants to keep one of each. Sweep never does so for
// their being twins.
func (a *Auditor) Emptied(ids ...int64) int {
	goes := make(map[int64]bool, len(ids))
	for _, id := range ids {
		goes[id] = true
	}
	n := 0
	for _, members := range a.families {
		if len(members) > 1 && len(remaining(members, goes)) == 0 {
			n++
		}
	}
	return n
}
