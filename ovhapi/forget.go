package ovhapi

import (
	"errors"
	"slices"
)

// ForgetRevoked removes the stored keys of tokens that are gone at an endpoint,
// since they are good for nothing. It returns the requests that are left, as far as
// they can be read; the error is why some key is still on this machine.
func ForgetRevoked(keeper PendingKeeper, e Endpoint, gone []int64) (left []PendingRequest, err error) {
	list, _ := keeper.Pending() // what can be read counts; whoever lists them tells the rest
	left = slices.DeleteFunc(list, func(p PendingRequest) bool {
		// The same number is another token elsewhere.
		at, unknown := ParseEndpoint(p.Endpoint)
		same := p.Endpoint == e.Name || unknown == nil && at.URL == e.URL
		if !same || !slices.Contains(gone, p.CredentialID) {
			return false
		}
		failed := keeper.Forget(p.ID)
		err = errors.Join(err, failed)
		return failed == nil
	})
	return left, err
}
