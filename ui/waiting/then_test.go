package waiting_test

import (
	"errors"
	"testing"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/waiting"
)

// handedOver shows a screen that hands over, and returns what it hands over.
func (s *stand) handedOver(screen *waiting.Screen) <-chan waiting.Done {
	done := make(chan waiting.Done, 1)
	s.run(screen.Then(func(d waiting.Done) tea.Cmd {
		done <- d
		return shell.Send(shell.HomeMsg{})
	}))
	return done
}

func TestVerifiedTokenIsHandedOver(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{})
	done := s.handedOver(waiting.New(s.env, readOnly))
	s.WaitFor("still waiting")
	p := s.pending()
	s.Press("n") // asked anew, it is handed over all the same
	s.WaitUntil("another request", func(string) bool {
		list, _ := s.keeper.Pending()
		return len(list) == 2
	})
	s.WaitFor("still waiting")
	list, _ := s.keeper.Pending()
	for _, other := range list {
		if other.ID != p.ID {
			p = other
		}
	}
	if err := s.sim.Authorize(p.ValidationURL, ovhsim.ThirtyDays); err != nil {
		t.Fatal(err)
	}
	s.WaitFor("Validated by " + ovhsim.Owner)
	s.Says("enter goes on to where it is kept", "enter go on")
	s.Press("enter")
	d := <-done
	if d.Err != nil || d.Request.ID != p.ID || d.Verified.Account != ovhsim.Owner {
		t.Errorf("handed over %+v of %s", d, d.Request.ID)
	}
	s.WaitFor("the list")
}

func TestWrongApplicationSecretIsHandedOverAtOnce(t *testing.T) {
	t.Parallel()
	for _, stored := range []ovhapi.RequestState{"", ovhapi.RequestWaiting, ovhapi.RequestValidated} {
		t.Run("stored "+string(stored), func(t *testing.T) {
			t.Parallel()
			s := prepare(t, ovhsim.Options{})
			keys := s.sim.Keys()
			client, err := ovhapi.NewClient(ovhapi.Options{
				Endpoint: s.env.Client.Endpoint(), ApplicationKey: keys.ApplicationKey, ApplicationSecret: ovhapi.NewSecret(keys.ConsumerKey),
			})
			if err != nil {
				t.Fatal(err)
			}
			s.env.Client = client
			screen := waiting.New(s.env, readOnly)
			if stored != "" {
				screen = waiting.Resume(s.env, ovhapi.PendingRequest{
					ID: "aaaa", Endpoint: client.Endpoint().Name, ApplicationKey: keys.ApplicationKey,
					ConsumerKey: ovhapi.NewSecret(keys.ConsumerKey), Rules: readOnly.Rules, State: stored,
				})
			}
			d := <-s.handedOver(screen)
			if !errors.Is(d.Err, ovhapi.ErrSignature) || d.Request.ConsumerKey.Empty() {
				t.Errorf("handed over %+v", d)
			}
			s.WaitFor("the list")
			if stored == "" {
				s.wantStored(1)
			}
		})
	}
}
