package ovhapi

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// ActionSweep is a clean-up of tokens that may still work, chosen for reasons of
// which each is looked at again before its token goes.
const ActionSweep Action = "sweep"

// Premise is what must still be so when the turn of a token comes in a sweep. Of
// every token but one that is over it is asked for once more, and it stays when it
// was used, validated or changed since the plan was made.
type Premise struct {
	// Over says that the token goes because it has expired, which the server's
	// time decides.
	Over bool
	// Instead, if any, is a token that can do the same and stays: it must be there,
	// work, and not have been changed.
	Instead *Token
	// Reason says in one sentence why the token goes, for the receipt; it may be
	// empty.
	Reason string
}

// Why a token stays that a sweep was to take.
const (
	SkipUsed      = "was used since the plan was made"
	SkipValidated = "was validated since the plan was made"
	SkipChanged   = "was changed since the plan was made"
	SkipUnchecked = "could not be looked at again, so it may have been used since"
	SkipAlone     = "the token that was to stay in its place is gone, works no more or was changed"
	SkipUnfounded = "nothing says why it may go"
)

// Swept is a token that a sweep takes, and what has to be so.
type Swept struct {
	Token   Token
	Premise Premise
}

// PlanSweep takes these tokens, but never the one in use, one that could not be
// read, or one whose place is to be taken by another that goes as well.
//
// A plan is best made anew from the account after a run that was stopped: what is
// gone is not in it. To go on with the old one is safe too, since every token is
// looked at again; see Only.
func PlanSweep(tokens []Swept, skipped ...Skip) Plan {
	p := Plan{Action: ActionSweep, Premises: map[int64]Premise{}}
	for _, s := range tokens {
		p.Premises[s.Token.ID] = s.Premise
	}
	for _, s := range tokens {
		reason := ""
		switch {
		case s.Token.Current:
			reason = SkipCurrent
		case s.Token.Unread:
			reason = SkipUnread
		case s.Premise.Instead != nil:
			if _, goes := p.Premises[s.Premise.Instead.ID]; goes {
				reason = SkipAlone
			}
		}
		if reason != "" {
			p.Skipped = append(p.Skipped, Skip{s.Token, reason})
			continue
		}
		p.Tokens = append(p.Tokens, s.Token)
	}
	p.Skipped = append(p.Skipped, skipped...)
	return p
}

// Only is the part of a plan that is about these tokens, such as those that failed
// and are tried again. What has to be so for each stays with it, and of a sweep what
// was chosen and taken out, which the receipt tells to whoever goes on later.
func (p Plan) Only(tokens []Token) Plan {
	only := Plan{Action: p.Action, Tokens: tokens, Premises: p.Premises, Choice: p.Choice}
	if p.Action == ActionSweep {
		only.Skipped = p.Skipped
	}
	return only
}

// sweep revokes the plan's tokens a chunk at a time, each looked at again right
// before: no token goes on what is older than the revocation of fifty.
func (r *Revocation) sweep(ctx context.Context) (left []Token, err error) {
	left = r.plan.Tokens
	for len(left) > 0 && err == nil {
		chunk := left[:min(batchSize, len(left))]
		rest := left[len(chunk):]
		fit, spared, failed := r.lookAgain(ctx, chunk)
		if failed != nil {
			return left, failed
		}
		if len(spared) > 0 {
			gone := func(t Token) bool {
				return slices.ContainsFunc(spared, func(s Skip) bool { return s.Token.ID == t.ID })
			}
			r.spare(slices.DeleteFunc(slices.Clone(r.plan.Tokens), gone), spared...)
		}
		fit, err = r.all(ctx, fit)
		left = slices.Concat(fit, rest)
	}
	return left, err
}

// lookAgain divides tokens into those of which everything is still so, and the
// others.
func (r *Revocation) lookAgain(ctx context.Context, chunk []Token) (fit []Token, spared []Skip, err error) {
	now := r.client.ServerNow()
	seen, err := r.freshen(ctx, chunk)
	if err != nil {
		return nil, nil, err
	}
	for _, t := range chunk {
		premise, founded := r.plan.Premises[t.ID]
		reason := SkipUnfounded
		if founded {
			reason = seen.against(t, premise, now)
		}
		if reason == "" {
			fit = append(fit, t)
		} else {
			spared = append(spared, Skip{t, reason})
		}
	}
	return fit, spared, nil
}

// freshly is what the API says now of some tokens: of each a description, or why
// there is none.
type freshly struct {
	found  map[int64]Credential
	absent map[int64]error
}

// freshen asks for what has to be looked at again. The error ends the run.
func (r *Revocation) freshen(ctx context.Context, chunk []Token) (freshly, error) {
	wanted := map[int64]bool{}
	var ids []int64
	want := func(id int64) {
		if !wanted[id] {
			wanted[id] = true
			ids = append(ids, id)
		}
	}
	for _, t := range chunk {
		premise := r.plan.Premises[t.ID]
		if !premise.Over {
			want(t.ID)
		}
		if premise.Instead != nil {
			want(premise.Instead.ID)
		}
	}
	var mu sync.Mutex
	seen := freshly{map[int64]Credential{}, map[int64]error{}}
	absent, _ := fetch(ctx, r.client, listRoute, ids, func(page []wireCredential) {
		mu.Lock()
		defer mu.Unlock()
		for _, wire := range page {
			if c, err := wire.credential(); err == nil {
				seen.found[c.ID] = c
			}
		}
	})
	if ctx.Err() != nil {
		return seen, errStopped
	}
	for _, a := range absent {
		if hopeless(a.err) || unanswered(a.err) {
			return seen, fmt.Errorf("stopped, since tokens could not be looked at again before they go: %w", a.err)
		}
		seen.absent[a.id] = a.err
	}
	return seen, nil
}

// against says why a token must stay, or "".
func (f freshly) against(t Token, p Premise, now time.Time) string {
	if p.Over {
		if !t.Expired(now) {
			return SkipNotOver
		}
		return ""
	}
	if reason := f.changed(t, now); reason != "" {
		return reason
	}
	if p.Instead == nil {
		return ""
	}
	c, found := f.found[p.Instead.ID]
	if !found || !c.Live(now) || !slices.Equal(c.AllowedIPs, p.Instead.AllowedIPs) {
		return SkipAlone
	}
	return ""
}

// changed says how a token differs from what it was. One that is gone, or has
// expired meanwhile, is none to keep.
func (f freshly) changed(t Token, now time.Time) string {
	c, found := f.found[t.ID]
	switch {
	case !found && errors.Is(f.absent[t.ID], ErrNotFound):
		return ""
	case !found:
		return SkipUnchecked
	case c.Expired(now):
		return ""
	case c.Status == StatusValidated && t.Status != StatusValidated:
		return SkipValidated
	case c.LastUse != nil && (t.LastUse == nil || c.LastUse.After(*t.LastUse)):
		return SkipUsed
	case c.Status != t.Status, !slices.Equal(c.AllowedIPs, t.AllowedIPs):
		return SkipChanged
	}
	return ""
}
