package cli

import (
	"context"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
)

// tokensHere asks the keys of this machine which tokens they are. The error says why
// the files that the user has named are not known.
func (s *session) tokensHere(ctx context.Context, c *ovhapi.Client) (config.TokensHere, error) {
	from, err := s.sources()
	if err != nil {
		return config.TokensHere{}, err
	}
	keeper, err := s.keeper()
	if err != nil {
		return config.TokensHere{}, err
	}
	look := config.KeyReplacer{Sources: from}
	if look.Files, err = keeper.NamedFiles(); err != nil {
		return config.TokensHere{}, s.failed("reading which files hold keys", err)
	}
	return look.TokensHere(ctx, c.Endpoint(), s.connect), nil
}

// warnOfKeysHere says of each token that is to go where its key stands on this
// machine. The user has named the tokens, so that it keeps none from going, and
// neither does that it can't be told.
func (w *revokeWork) warnOfKeysHere(ctx context.Context, c *ovhapi.Client) {
	if len(w.plan.Tokens) == 0 {
		return // of the token in use it is said that its key is
	}
	here, err := w.tokensHere(ctx, c)
	for _, t := range w.plan.Tokens {
		if place := here.Places[t.ID]; place != "" {
			w.say("The key of token %d stands on this machine, in %s: what reads it there stops working.", t.ID, place)
		}
	}
	if err != nil || !here.Whole() {
		w.say("Not every key of this machine could be asked which token it is.")
	}
}
