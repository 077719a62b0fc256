package ui_test

import (
	"slices"
	"testing"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

// Who removes the last profile of an application is told of the new tokens under it
// that nothing could go on with any more.
func TestRemovalCountsWhatCouldNotBeGoneOnWith(t *testing.T) {
	t.Parallel()
	const one, two = "1 new token (w in the list) was asked for under its application", "2 new tokens (w in the list) were asked for under its application"
	waiting := ovhapi.PendingRequest{State: ovhapi.RequestWaiting}
	validated := ovhapi.PendingRequest{State: ovhapi.RequestValidated}
	own := ovhapi.PendingRequest{State: ovhapi.RequestWaiting, ApplicationSecret: ovhapi.NewSecret("the set-up's")}
	for name, test := range map[string]struct {
		stored []ovhapi.PendingRequest
		beside bool // another profile has the application, too
		says   string
	}{
		"one":                        {[]ovhapi.PendingRequest{waiting}, false, one},
		"two":                        {[]ovhapi.PendingRequest{waiting, validated}, false, two},
		"one with its own secret":    {[]ovhapi.PendingRequest{waiting, own}, false, one},
		"refused":                    {[]ovhapi.PendingRequest{{State: ovhapi.RequestRefused}}, false, ""},
		"another profile goes on":    {[]ovhapi.PendingRequest{waiting}, true, ""},
		"nothing was asked for here": {nil, false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, _ := accounts(t)
			keys, _ := s.anotherApplication()
			if test.beside {
				s.another("beside", keys)
			}
			for i, r := range test.stored {
				p := s.stored(string(rune('a'+i)), "/vps", ovhsim.Credential{ID: 1, ConsumerKey: "key"}, r.State)
				p.Endpoint, p.ApplicationKey, p.ApplicationSecret = s.sim.Endpoint(), keys.ApplicationKey, r.ApplicationSecret
				if err := s.keeper.Keep(p); err != nil {
					t.Fatal(err)
				}
			}
			s.removing(keys)
			if test.says != "" {
				s.Says(test.says, "which no other profile here has.")
			}
			for _, other := range slices.DeleteFunc([]string{one, two}, func(text string) bool { return text == test.says }) {
				s.Lacks(other)
			}
		})
	}
}
