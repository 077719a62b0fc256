package doctor

import (
	"context"
	"slices"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/rule"
)

// witness is what another working token of this machine says of the application in
// use. It may be one of another account, which does not list the application.
type witness struct {
	profile     string
	name        string // of the profile, in a sentence
	application ovhapi.Application
	tokens      []ovhapi.Credential
}

// mostHeard bounds how many tokens of the application are described.
const mostHeard = 20

// witness asks the first other profile of the same endpoint that may list tokens
// and whose account owns the application; nil when there is none.
func (e *exam) witness(ctx context.Context) *witness {
	for _, p := range e.Machine.Profiles {
		if p.Endpoint.URL != e.active.Endpoint.URL || !p.Complete() || p.ConsumerKey.Secret == e.active.ConsumerKey.Secret {
			continue
		}
		if w := e.hear(ctx, p); w != nil {
			return w
		}
	}
	return nil
}

// hear asks one profile; nil when it can't tell.
func (e *exam) hear(ctx context.Context, p config.Profile) *witness {
	client, err := e.Connect(p)
	if err != nil {
		return nil
	}
	own, err := client.CurrentCredential(ctx)
	if err != nil || !mayLook(own.Rules) {
		return nil
	}
	owned, err := client.OwnApplications(ctx)
	at := slices.IndexFunc(owned, func(a ovhapi.Application) bool { return a.Key == e.active.ApplicationKey.Text })
	if err != nil || at < 0 {
		return nil
	}
	w := &witness{profile: p.Name, name: "the profile " + plain.Text(p.Name), application: owned[at]}
	ids, err := client.CredentialsOf(ctx, w.application.ID)
	if err != nil || len(ids) > mostHeard {
		return w
	}
	for _, id := range ids {
		if c, err := client.Credential(ctx, id); err == nil && id != own.ID {
			w.tokens = append(w.tokens, c)
		}
	}
	return w
}

// mayLook reports whether a token may list tokens and applications.
func mayLook(rules rule.Set) bool {
	for _, path := range []string{"/me/api/credential", "/me/api/credential/1", "/me/api/application", "/me/api/application/1"} {
		if _, may := rules.Allows(rule.Get, path); !may {
			return false
		}
	}
	return true
}

// status is the one status that all tokens of the application have which are not
// validated.
func (w *witness) status() (ovhapi.Status, bool) {
	var one ovhapi.Status
	for _, c := range w.tokens {
		switch {
		case c.Status == ovhapi.StatusValidated:
		case one != "" && c.Status != one:
			return "", false
		default:
			one = c.Status
		}
	}
	return one, one != ""
}
