package ovhapi

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Weight counts the plan's tokens that work at the server's time now, and those that
// may, since they could not be read.
func (p Plan) Weight(now time.Time) (live, unread int) {
	for _, t := range p.Tokens {
		if t.Works(now) {
			live++
		}
		if t.Unread {
			unread++
		}
	}
	return live, unread
}

// Consequence says in sentences what works no more once n tokens are gone, of which
// so many work and so many could not be read; nothing when none of them works.
func Consequence(n, live, unread int) []string {
	var parts []string
	switch {
	case unread == 1 && n == 1:
		parts = append(parts, "It could not be read: it may be in use.")
	case unread > 0:
		parts = append(parts, fmt.Sprintf("%d of them could not be read: they may be in use.", unread))
	}
	switch {
	case live == n && live == 1:
		parts = append(parts, "It works now; whatever uses it stops working at once.")
	case live == n && live > 0:
		parts = append(parts, fmt.Sprintf("All %d work now; whatever uses them stops working at once.", live))
	case live == 1:
		parts = append(parts, "1 of them works now; whatever uses it stops working at once.")
	case live > 0:
		parts = append(parts, fmt.Sprintf("%d of them work now; whatever uses those stops working at once.", live))
	}
	return parts
}

// What a sentence about tokens that stay has room for.
const (
	mostNamed   = 3 // of one reason; more are counted
	mostReasons = 3 // the tokens of all others are counted together
)

// LeftAlone says in sentences which tokens of a plan stay, and why: one for each
// reason, with the tokens themselves where they are few. The reasons found last come
// first, since those are news.
func LeftAlone(skips []Skip) []string {
	var reasons []string
	ids := map[string][]string{}
	for _, s := range slices.Backward(skips) {
		if ids[s.Reason] == nil {
			reasons = append(reasons, s.Reason)
		}
		ids[s.Reason] = append(ids[s.Reason], strconv.FormatInt(s.Token.ID, 10))
	}
	var sentences []string
	rest := 0
	for i, reason := range reasons {
		named := ids[reason]
		slices.Reverse(named)
		switch {
		case i >= mostReasons:
			rest += len(named)
		case len(named) == 1:
			sentences = append(sentences, "Left alone: "+named[0]+", "+reason+".")
		case len(named) <= mostNamed:
			sentences = append(sentences, "Left alone: "+strings.Join(named, ", ")+" ("+reason+").")
		default:
			sentences = append(sentences, fmt.Sprintf("Left alone: %d tokens (%s).", len(named), reason))
		}
	}
	if rest > 0 {
		sentences = append(sentences, fmt.Sprintf("Left alone for other reasons: %d.", rest))
	}
	return sentences
}
