package ovhapi

import (
	"slices"
	"time"
)

// Action names what a run of revocations is for; receipts carry it.
type Action string

// The runs there are.
const (
	ActionRevoke Action = "revoke"
	ActionClean  Action = "clean"
	ActionOthers Action = "revoke-others"
)

// Plan is which tokens are to go, and which of those asked for are left alone.
type Plan struct {
	Action  Action
	Tokens  []Token
	Skipped []Skip
	// Premises are what has to be so for each token of a sweep, by its id.
	Premises map[int64]Premise
	// Choice is what a sweep was asked for, for the receipt; empty for other runs.
	Choice string
}

// Skip is a token left alone and why.
type Skip struct {
	Token  Token
	Reason string
}

// SkipCurrent is why the token in use never goes with others.
const SkipCurrent = "the token in use"

// SkipUnread is why a token that could not be described does not go with others.
const SkipUnread = "could not be read, so it may be anything"

// SkipNotOver is why a token stays that was planned as expired.
const SkipNotOver = "has not expired by the server's time"

// PlanRevoke takes exactly the tokens given, the one in use excepted.
func PlanRevoke(tokens []Token) Plan {
	return plan(ActionRevoke, tokens, func(Token) bool { return true })
}

// PlanClean takes the tokens that are over by their status or by the server's
// time now: never the one in use, never a live one.
func PlanClean(all []Token, now time.Time) Plan {
	p := plan(ActionClean, all, func(t Token) bool { return t.Expired(now) })
	slices.SortFunc(p.Tokens, func(a, b Token) int { return a.Creation.Compare(b.Creation) })
	return p
}

// PlanOthers takes every token listed as validated and not expired, except the
// one in use.
//
// Tokens that could not be described are left alone, and listed as such.
func PlanOthers(all []Token, now time.Time) Plan {
	p := plan(ActionOthers, all, func(t Token) bool { return t.Live(now) })
	for _, t := range all {
		if t.Unread && !t.Current {
			p.Skipped = append(p.Skipped, Skip{t, SkipUnread})
		}
	}
	return p
}

// current splits a clean-up's tokens by the server's time now: those that are
// over, and those that are not.
func (p Plan) current(now time.Time) (over []Token, spared []Skip) {
	for _, t := range p.Tokens {
		if t.Expired(now) {
			over = append(over, t)
		} else {
			spared = append(spared, Skip{t, SkipNotOver})
		}
	}
	return over, spared
}

func plan(action Action, tokens []Token, take func(Token) bool) Plan {
	p := Plan{Action: action}
	for _, t := range tokens {
		switch {
		case !take(t):
		case t.Current:
			p.Skipped = append(p.Skipped, Skip{t, SkipCurrent})
		default:
			p.Tokens = append(p.Tokens, t)
		}
	}
	return p
}
