package rotation_test

import (
	"errors"
	"fmt"
	"testing"

	"ovh-tokens/config"
	"ovh-tokens/config/rotation"
	"ovh-tokens/ovhapi"
)

// What is told of a rotation never claims more than was done.
func TestOutcomesInWords(t *testing.T) {
	t.Parallel()
	written := []string{"~/.ovh.conf:4"}
	for _, row := range []struct {
		outcome          rotation.Outcome
		says             string
		undone, hopeless bool
	}{
		{rotation.Outcome{Rotated: ovhapi.Rotated{Written: written, Ended: true, Revoked: true}}, "Rotated. Old token 7 is revoked.", false, false},
		{rotation.Outcome{Rotated: ovhapi.Rotated{Written: written, Ended: true}}, "Rotated. Old token 7 no longer works. It stays listed as expired: nobody here may revoke it, or it had expired by itself.", false, false},
		{rotation.Outcome{Rotated: ovhapi.Rotated{Written: written, Kept: ovhapi.ErrStillHeld}}, "The new key is in place, and old token 7 still works.", true, false},
		{rotation.Outcome{Rotated: ovhapi.Rotated{Kept: ovhapi.ErrStillHeld}}, "The new key stands in no file yet, and old token 7 still works.", true, false},
		{rotation.Outcome{Rotated: ovhapi.Rotated{Written: written, Kept: ovhapi.ErrNotGranted, Unsure: true}}, "The new key is in place. Whether old token 7 still works could not be asked.", true, false},
		{rotation.Outcome{Rotated: ovhapi.Rotated{Written: written}, Err: errors.New("disk full")}, "Rotated half-way. Old token 7 was not touched.", true, false},
		{rotation.Outcome{Err: ovhapi.ErrNowhere}, "Not rotated. The new key stands nowhere on this machine, so old token 7 was not touched.", true, false},
		{rotation.Outcome{Err: fmt.Errorf("checking: %w", ovhapi.ErrLessGranted)}, "Not rotated. Old token 7 was not touched, and its key stands where it stood.", false, true},
		{rotation.Outcome{Err: &config.PlanChangedError{}}, "Not rotated. Old token 7 was not touched, and its key stands where it stood.", true, false},
	} {
		o := row.outcome
		o.Old = 7
		if o.String() != row.says || o.Undone() != row.undone || o.Hopeless() != row.hopeless {
			t.Errorf("%+v says %q, undone %v, hopeless %v", row.outcome, o, o.Undone(), o.Hopeless())
		}
		if _, changed := errors.AsType[*config.PlanChangedError](o.Err); changed != o.Changed() {
			t.Errorf("changed is %v for %v", o.Changed(), o.Err)
		}
	}
}
