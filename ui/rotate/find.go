package rotate

import (
	"context"
	"errors"
	"fmt"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
)

// connector makes a client for a profile.
type connector func(config.Profile) (*ovhapi.Client, error)

// findings is what is known of the old key before anything is changed.
type findings struct {
	profile config.Profile
	client  *ovhapi.Client // speaks with the old key; nil when this machine does not hold it
	old     ovhapi.Credential
	account string
	dead    error // why the old key works no more, or nil

	places   []config.FoundKey // where it stands
	fresh    []config.FoundKey // where the new one stands already
	problems []config.Problem
	err      error
}

var errIncomplete = errors.New("the profile is not complete")

// find looks where the key of a profile stands and what it may do. Without a
// client it makes one.
func find(ctx context.Context, p config.Profile, client *ovhapi.Client, connect connector, look config.KeyReplacer) findings {
	f := findings{profile: p, client: client}
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
	f.locate(look, ovhapi.Secret{})
	return f
}

func (connect connector) to(p config.Profile) (*ovhapi.Client, error) {
	if !p.Complete() || connect == nil {
		return nil, errIncomplete
	}
	return connect(p)
}

// locate looks where the old key stands, and the new one.
func (f *findings) locate(look config.KeyReplacer, fresh ovhapi.Secret) {
	var all []config.FoundKey
	all, f.problems = look.Find(f.profile.ConsumerKey.Secret, fresh)
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

// findAgain looks for the key that a stored request is to replace: it is known by
// its token, so the keys of the same application are asked what they are.
func findAgain(ctx context.Context, r *ovhapi.Request, connect connector, look config.KeyReplacer) findings {
	var f findings
	of := r.Replaces
	held, _ := config.Holdings(look.Sources, look.Files...) // what could not be read is told by locate
	for _, h := range held {
		p := h.Profile
		if h.Key == r.ConsumerKey || !p.Complete() || p.ApplicationKey.Text != r.ApplicationKey || p.Endpoint.URL != r.Client().Endpoint().URL {
			continue
		}
		client, err := connect.to(p)
		if err != nil {
			f.err = err
			return f
		}
		old, err := client.CurrentCredential(ctx)
		gone := errors.Is(err, ovhapi.ErrNoSuchKey) || errors.Is(err, ovhapi.ErrKeyNotValid)
		switch {
		case err == nil && old.ID == of.CredentialID:
			f.profile, f.client, f.old, f.dead = p, client, old, nil
		case gone && p.Name == of.Profile && f.client == nil:
			f.profile, f.client, f.dead = p, client, err
		case err != nil && !gone:
			f.err = fmt.Errorf("asking the key in %s what it is: %w", h.Places[0].Origin, err)
			return f
		}
	}
	f.account = of.Account
	f.locate(look, r.ConsumerKey)
	return f
}
