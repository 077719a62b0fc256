package waiting

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
)

// Done is the new token for whoever takes over from this screen.
type Done struct {
	// From is the screen that hands over, for a ReplaceMsg.
	From int64
	// Request holds the key.
	Request *ovhapi.Request
	// Verified is what was granted, empty when Err is set.
	Verified ovhapi.Verified
	// Err is why nothing can be told of the token: the signature was refused,
	// since the application secret is wrong. The key is none the worse for it.
	Err error
	// KeepErr is why the key is not stored on this machine, so that it lives in this
	// process only, or nil.
	KeepErr error
}

// Then has next take over once the user has seen what was granted, or as soon as
// the application secret turns out to be wrong. It is called within Update.
func (s *Screen) Then(next func(Done) tea.Cmd) *Screen {
	s.then = next
	return s
}

// wrongSecret reports whether an error is for somebody else to mend.
func (s *Screen) wrongSecret(err error) bool {
	return s.then != nil && errors.Is(err, ovhapi.ErrSignature)
}

// handOver ends this screen's part.
func (s *Screen) handOver(err error) tea.Cmd {
	s.halt()
	s.reveal.hide()
	return s.then(Done{From: s.ID(), Request: s.request, Verified: s.result, Err: err, KeepErr: s.key.err})
}
