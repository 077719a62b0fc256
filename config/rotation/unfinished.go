package rotation

import (
	"errors"

	"ovh-tokens/ovhapi"
)

// Unfinished finds the stored request with which a rotation of the planned profile
// was begun and not brought to its end, the newest if there are several: the token
// to be replaced is the one that the profile's key is, or was before it died, or the
// profile holds the new key already. asks is a client of the profile's application.
func (p *Plan) Unfinished(stored []ovhapi.PendingRequest, asks *ovhapi.Client) (ovhapi.PendingRequest, bool) {
	var found ovhapi.PendingRequest
	dead := errors.Is(p.Err, ovhapi.ErrNoSuchKey) || errors.Is(p.Err, ovhapi.ErrKeyNotValid)
	for _, r := range stored {
		open := r.State == ovhapi.RequestWaiting || r.State == ovhapi.RequestValidated
		if r.Replaces == nil || !open || !asks.Made(r) || r.Created.Before(found.Created) {
			continue
		}
		switch {
		case r.ConsumerKey == p.Profile.ConsumerKey.Secret,
			p.Err == nil && r.Replaces.CredentialID == p.Old.ID,
			dead && r.Replaces.Profile == p.Profile.Name:
			found = r
		}
	}
	return found, found.Replaces != nil
}
