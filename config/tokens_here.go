package config

import (
	"context"
	"errors"

	"ovh-tokens/ovhapi"
)

// TokensHere asks the consumer keys of this machine which tokens of an endpoint
// they are, and returns where the key of each stands. Keys that stand beside another
// endpoint are not asked, and one that works no more is no token's. Unasked are
// those that gave no answer that tells: any of them may be some token's.
func (r KeyReplacer) TokensHere(ctx context.Context, e ovhapi.Endpoint, connect func(Profile) (*ovhapi.Client, error)) (here map[int64]string, unasked []ovhapi.UnaskedKey) {
	here = map[int64]string{}
	held, _ := Holdings(r.Sources, r.Files...) // what can't be read is told where keys are looked at
	for _, h := range held {
		if h.Profile.Endpoint.URL != "" && h.Profile.Endpoint.URL != e.URL {
			continue
		}
		id, err := h.ask(ctx, connect)
		switch {
		case err == nil:
			here[id] = h.Places[0].Origin.String()
		case errors.Is(err, ovhapi.ErrNoSuchKey), errors.Is(err, ovhapi.ErrKeyNotValid), errors.Is(err, ovhapi.ErrUnknownApp):
		default:
			key := ovhapi.HeldKey{Key: h.Key}
			for _, p := range h.Places {
				key.Places = append(key.Places, p.Origin.String())
			}
			unasked = append(unasked, ovhapi.UnaskedKey{HeldKey: key, Err: err})
		}
	}
	return here, unasked
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
