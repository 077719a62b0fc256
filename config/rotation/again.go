package rotation

import (
	"context"
	"errors"
	"slices"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
)

// Again looks for the key that a stored request is to replace, which by now is
// the token fresh. It is known by its token, so every key of this machine is asked
// what it is.
func Again(ctx context.Context, r *ovhapi.Request, fresh int64, look config.KeyReplacer) Plan {
	plan := Plan{Request: r, FreshID: fresh, Account: r.Replaces.Account, Look: look}
	keys, _ := look.Held(r.Client().Endpoint(), r.ApplicationKey, r.ConsumerKey)
	found := r.Recognise(ctx, keys)
	if plan.Err = ctx.Err(); plan.Err != nil {
		return plan
	}
	plan.Unread = look.Unread(r.ConsumerKey)
	if key := found.Old.Key; !key.Empty() {
		plan.take(r, key)
		plan.Old = found.Token
	} else {
		plan.Unasked = found.Unasked
		plan.Fate, _, _ = r.OldFate(ctx) // that it is not known is what matters
		plan.takeDead(r, found.Dead)
	}
	plan.locate(r.ConsumerKey)
	return plan
}

// takeDead takes the key of the remembered profile for the old one where it works
// no more, unless the old token is known to work, or some other key may be its.
func (p *Plan) takeDead(r *ovhapi.Request, dead []ovhapi.UnaskedKey) {
	if p.Fate == ovhapi.FateWorks || p.Fate == ovhapi.FateUnknown && len(p.Unasked) > 0 {
		return
	}
	for _, k := range dead {
		if held := p.holder(k.Key); held.Name == r.Replaces.Profile && held.Name != "" {
			p.take(r, k.Key)
			p.Dead, p.Unasked = k.Err, nil
			return
		}
	}
}

// take makes a key the one that is replaced. What it is, is known: not what
// stands beside it tells whose it is.
func (p *Plan) take(r *ovhapi.Request, key ovhapi.Secret) {
	p.Profile = p.holder(key)
	p.Profile.ConsumerKey.Secret = key
	p.Profile.Endpoint = r.Client().Endpoint()
	if name := r.Replaces.Profile; name != "" {
		p.Profile.Name = name
	}
	p.Client = r.Client().WithConsumerKey(key)
}

// holder is the profile of this machine with a key.
func (p *Plan) holder(key ovhapi.Secret) config.Profile {
	held, _ := config.Holdings(p.Look.Sources, p.Look.Files...) // what could not be read is told by locate
	for _, h := range held {
		if h.Key == key {
			return h.Profile
		}
	}
	return config.Profile{}
}

// Over reports whether the account says that the old token works no more.
func (p *Plan) Over() bool { return p.Fate == ovhapi.FateGone || p.Fate == ovhapi.FateEnded }

// Filed reports whether a file holds the new key already.
func (p *Plan) Filed() bool { return slices.ContainsFunc(p.Fresh, config.FoundKey.Writable) }

// Doubt says in a sentence why the old token cannot be taken out of use for now, or
// "".
func (p *Plan) Doubt() string {
	switch {
	case p.Over():
		return ""
	case len(p.Unread) > 0:
		return "A file that may hold the old key was not looked through."
	case len(p.Unasked) > 0:
		return "Not every key of this machine could be asked what it is."
	}
	return ""
}

// Unheard reports whether a key is missing only because OVH gave no answer just
// now: that is no reason to give the old key up.
func (p *Plan) Unheard() bool {
	return slices.ContainsFunc(p.Unasked, func(k ovhapi.UnaskedKey) bool {
		return errors.Is(k.Err, ovhapi.ErrOffline) || errors.Is(k.Err, ovhapi.ErrUnavailable) || errors.Is(k.Err, ovhapi.ErrRateLimit)
	})
}
