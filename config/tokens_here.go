package config

import (
	"context"
	"errors"

	"ovh-tokens/ovhapi"
)

// TokensHere is which tokens of an endpoint the consumer keys of this machine are.
type TokensHere struct {
	// Places are where the key of each stands.
	Places map[int64]string
	// Unasked are keys that gave no answer that tells, Unread the files that may hold
	// more of them: those that can't be read, and those that the user named once and
	// that are not there. Any of these may be some token's.
	Unasked []ovhapi.UnaskedKey
	Unread  []string
}

// Whole reports whether every key of this machine is accounted for.
func (h TokensHere) Whole() bool { return len(h.Unasked)+len(h.Unread) == 0 }

// TokensHere asks the consumer keys of this machine which tokens of an endpoint
// they are. Keys that stand beside another endpoint are not asked, and one that
// works no more is no token's.
func (r KeyReplacer) TokensHere(ctx context.Context, e ovhapi.Endpoint, connect func(Profile) (*ovhapi.Client, error)) TokensHere {
	here := TokensHere{Places: map[int64]string{}}
	f := look(r.Sources, r.Files)
	for i, src := range f.all {
		if src.Exists && !src.Readable || !src.Exists && i >= len(f.machine) {
			here.Unread = append(here.Unread, src.problem(0, "", "").Where())
		}
	}
	held, _ := f.holdings()
	for _, h := range held {
		if h.Profile.Endpoint.URL != "" && h.Profile.Endpoint.URL != e.URL {
			continue
		}
		id, err := h.ask(ctx, connect)
		switch {
		case err == nil:
			here.Places[id] = h.Places[0].Origin.String()
		case errors.Is(err, ovhapi.ErrNoSuchKey), errors.Is(err, ovhapi.ErrKeyNotValid), errors.Is(err, ovhapi.ErrUnknownApp):
		default:
			key := ovhapi.HeldKey{Key: h.Key}
			for _, p := range h.Places {
				key.Places = append(key.Places, p.Origin.String())
			}
			here.Unasked = append(here.Unasked, ovhapi.UnaskedKey{HeldKey: key, Err: err})
		}
	}
	return here
}

var errNothingToAsk = errors.New("what is needed to ask it does not stand beside it")

// ask asks a key which token it is.
func (h Holding) ask(ctx context.Context, connect func(Profile) (*ovhapi.Client, error)) (int64, error) {
	if !h.Profile.Complete() {
		return 0, errNothingToAsk
	}
	client, err := connect(h.Profile)
	if err != nil {
		return 0, err
	}
	is, err := client.CurrentCredential(ctx)
	return is.ID, err
}
