package own

import (
	"strings"

	"ovh-tokens/ovhapi/plain"
)

// carried says what of the set that this one was made from is saved with it, and
// what is not.
func (s *Screen) carried() []string {
	if s.from.Name == "" {
		return nil
	}
	var kept []string
	for _, part := range []struct {
		is   bool
		name string
	}{
		{len(s.set.Tools) > 0, "the tools it is for"},
		{s.set.Warning != "", "its warning"},
		{s.set.Remark != "", "its remark"},
		{len(s.set.Notes) > 0, "what it says of single rules"},
	} {
		if part.is {
			kept = append(kept, part.name)
		}
	}
	var said []string
	if n := len(kept); n > 1 {
		kept = []string{strings.Join(kept[:n-1], ", "), kept[n-1]}
	}
	if len(kept) > 0 {
		said = append(said, "Saved with it from "+s.from.Name+": "+strings.Join(kept, " and ")+".")
	}
	if s.from.Filled != "" {
		said = append(said, "What was filled in stays so, and is not asked for again: "+plain.Text(s.from.Filled)+".")
	}
	return said
}
