package rotate

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
)

// connector makes a client for a profile.
type connector func(config.Profile) (*ovhapi.Client, error)

// findings is what is known of the old key before anything is changed.
type findings struct {
	profile config.Profile
	client  *ovhapi.Client    // speaks with the old key; nil when it was not found
	old     ovhapi.Credential // what the old key is, unless it is dead
	account string
	dead    error       // why the key works no more, or nil
	fate    ovhapi.Fate // of the old token, where its key was not asked

	look     config.KeyReplacer // where keys are looked for, and written
	places   []config.FoundKey  // where it stands
	fresh    []config.FoundKey  // where the new one stands already
	problems []config.Problem
	unread   []string            // what may hold the old key and could not be read
	unasked  []ovhapi.UnaskedKey // any of them may be the old key
	err      error
}

var errIncomplete = errors.New("the profile is not complete")

// find looks where the key of a profile stands and what it may do. Without a
// client it makes one.
func find(ctx context.Context, p config.Profile, client *ovhapi.Client, connect connector, look config.KeyReplacer) findings {
	f := findings{profile: p, client: client, look: look}
	if f.client == nil {
		if f.client, f.err = connect.to(p); f.err != nil {
			return f
		}
	}
	if f.old, f.err = f.client.CurrentCredential(ctx); f.err != nil {
		return f
	}
	details, err := f.client.Details(ctx)
	if err != nil {
		f.err = fmt.Errorf("asking whose the token is: %w", err)
		return f
	}
	f.account = details.Account
	f.locate(ovhapi.Secret{})
	f.look = look.Seen(p.ConsumerKey.Secret)
	_, f.unread = f.look.Held(f.client.Endpoint(), f.client.ApplicationKey(), p.ConsumerKey.Secret)
	return f
}

func (connect connector) to(p config.Profile) (*ovhapi.Client, error) {
	if !p.Complete() || connect == nil {
		return nil, errIncomplete
	}
	return connect(p)
}

// locate looks where the old key stands, and the new one.
func (f *findings) locate(fresh ovhapi.Secret) {
	var all []config.FoundKey
	all, f.problems = f.look.Find(f.profile.ConsumerKey.Secret, fresh)
	for _, k := range all {
		switch {
		case k.Key != "consumer_key" || k.Shadowed || k.Value.Empty():
		case k.Value == f.profile.ConsumerKey.Secret:
			f.places = append(f.places, k)
		case k.Value == fresh:
			f.fresh = append(f.fresh, k)
		}
	}
}

// files are those to look through when the rotation goes on later, maybe from
// another folder and with other options.
func (f *findings) files() []string {
	list := slices.Clone(f.look.Files)
	for _, k := range f.places {
		if k.Origin.File != "" && !slices.Contains(list, k.Origin.File) {
			list = append(list, k.Origin.File)
		}
	}
	return list
}

// findAgain looks for the key that a stored request is to replace. It is known by
// its token, so every key of this machine is asked what it is.
func findAgain(ctx context.Context, r *ovhapi.Request, look config.KeyReplacer) findings {
	f := findings{account: r.Replaces.Account, look: look}
	keys, unread := look.Held(r.Client().Endpoint(), r.ApplicationKey, r.ConsumerKey)
	found := r.Recognise(ctx, keys)
	if f.err = ctx.Err(); f.err != nil {
		return f
	}
	f.unread = unread
	if key := found.Old.Key; !key.Empty() {
		f.take(r, key)
		f.old = found.Token
	} else {
		f.unasked = found.Unasked
		f.fate, _, _ = r.OldFate(ctx) // that it is not known is what matters
		f.takeDead(r, found.Dead)
	}
	f.locate(r.ConsumerKey)
	return f
}

// takeDead takes the key of the remembered profile for the old one where it works
// no more, unless the old token is known to work, or some other key may be its.
func (f *findings) takeDead(r *ovhapi.Request, dead []ovhapi.UnaskedKey) {
	if f.fate == ovhapi.FateWorks || f.fate == ovhapi.FateUnknown && len(f.unasked) > 0 {
		return
	}
	for _, k := range dead {
		if p := f.holder(k.Key); p.Name == r.Replaces.Profile && p.Name != "" {
			f.take(r, k.Key)
			f.dead, f.unasked = k.Err, nil
			return
		}
	}
}

// take makes a key the one that is replaced. What it is, is known: not what
// stands beside it tells whose it is.
func (f *findings) take(r *ovhapi.Request, key ovhapi.Secret) {
	f.profile = f.holder(key)
	f.profile.ConsumerKey.Secret = key
	f.profile.Endpoint = r.Client().Endpoint()
	if name := r.Replaces.Profile; name != "" {
		f.profile.Name = name
	}
	f.client = r.Client().WithConsumerKey(key)
}

// holder is the profile of this machine with a key.
func (f *findings) holder(key ovhapi.Secret) config.Profile {
	held, _ := config.Holdings(f.look.Sources, f.look.Files...) // what could not be read is told by locate
	for _, h := range held {
		if h.Key == key {
			return h.Profile
		}
	}
	return config.Profile{}
}

// over reports whether the account says that the old token works no more.
func (f *findings) over() bool { return f.fate == ovhapi.FateGone || f.fate == ovhapi.FateEnded }

// doubt says why the old token cannot be taken out of use for now, or "".
func (f *findings) doubt() string {
	switch {
	case f.over():
		return ""
	case len(f.unread) > 0:
		return "A file that may hold the old key was not looked through; r looks again."
	case len(f.unasked) > 0:
		return "Not every key of this machine could be asked what it is; r looks again."
	}
	return ""
}
