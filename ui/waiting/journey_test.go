package waiting_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui/uitest"
	"ovh-tokens/ui/waiting"
)

// everySwitch runs a test under every way the API is known or said to answer,
// in both sizes.
func everySwitch(t *testing.T, test func(*testing.T, ovhsim.Options, uitest.Option)) {
	t.Helper()
	policies := []ovhsim.Redirection{ovhsim.RedirectionAccepted, ovhsim.RedirectionLoopbackRefused, ovhsim.RedirectionRequired}
	for size, option := range sizes {
		for i := range 4 * len(policies) {
			o := ovhsim.Options{PendingReads: i&1 != 0, OldErrors: i&2 != 0, Redirection: policies[i/4]}
			t.Run(fmt.Sprintf("%s reads=%v old=%v redirection=%d", size, o.PendingReads, o.OldErrors, o.Redirection), func(t *testing.T) {
				t.Parallel()
				test(t, o, option)
			})
		}
	}
}

func TestTokenIsAskedForValidatedAndShown(t *testing.T) {
	t.Parallel()
	everySwitch(t, func(t *testing.T, o ovhsim.Options, size uitest.Option) {
		s := start(t, o, size)
		s.WaitFor("Log in on the page that opened")
		s.Says("The page proposes one day.", "The key is safe on this machine; you may close this and come back later.")
		p := s.pending()
		if got := <-s.opened; got != p.ValidationURL {
			t.Errorf("the browser was sent to %q, want %q", got, p.ValidationURL)
		}
		if bare := strings.Join(strings.Fields(s.Screen()), ""); !strings.Contains(bare, p.ValidationURL) {
			t.Errorf("the link is not whole on the screen:\n%s", s.Screen())
		}
		s.authorize(ovhsim.ThirtyDays)
		s.WaitFor("Validated by " + ovhsim.Owner + ".")
		id := s.credential(p.ConsumerKey).ID
		s.Says("Valid for 30 days, until", "Both rules were granted.", "any address, as asked", fmt.Sprint(id),
			s.sim.Keys().ApplicationKey, ovhapi.Mask+" 32 characters", "Copy it now or later")
		s.wantStored(1)
		s.wantSecret(p.ConsumerKey)
		s.Press("esc")
		s.WaitFor(fmt.Sprintf("the list, with the new token %d", id))
		s.wantStored(1)
		s.wantSecret(p.ConsumerKey)
	})
}

func TestLinkIsWholeAtAnyWidth(t *testing.T) {
	t.Parallel()
	s := start(t, ovhsim.Options{})
	url := s.pending().ValidationURL
	for _, width := range []int{40, 57, 80, 100, 140} {
		s.Resize(width, 40)
		first := 0
		lines := strings.Split(s.Screen(), "\n")
		for !strings.Contains(lines[first], "http") {
			first++
		}
		var got strings.Builder
		for _, line := range lines[first:] {
			if got.Len() >= len(strings.TrimSpace(url)) {
				break
			}
			if got.Len() > 0 && strings.HasPrefix(line, " ") {
				t.Errorf("at %d columns a blank stands within the link: %q", width, line)
			}
			got.WriteString(strings.TrimSpace(line))
		}
		if broken := len(url) > width-3; broken && len(lines[first]) != width {
			t.Errorf("at %d columns the link is broken before the end of the line, where a terminal joins it: %q", width, lines[first])
		}
		if got.String() != url {
			t.Errorf("at %d columns the link reads %q, want %q", width, got.String(), url)
		}
	}
}

func TestTimePassesOnTheScreen(t *testing.T) {
	t.Parallel()
	s := start(t, ovhsim.Options{})
	s.WaitFor("asked 0:00 ago, still waiting")
	s.clock.Advance(42 * time.Second)
	s.WaitFor("asked 0:42 ago, still waiting")
	s.clock.Advance(time.Second)
	s.WaitFor("asked 0:43 ago, still waiting")
	if strings.Contains(s.Text(), "may have expired") {
		t.Error("the page is said to have expired at once")
	}
	s.clock.Advance(10 * time.Minute)
	s.Says("The page may have expired by now; n asks for a new one.")
	first := s.pending().ID
	s.Press("n")
	s.WaitFor("asked 0:00 ago")
	s.wantStored(2) // the old one may still be validated
	if list, _ := s.keeper.Pending(); list[0].ID != first || list[0].ID == list[1].ID {
		t.Error("asking anew did not make a second request")
	}
}

func TestRefusalIsToldOrSuspected(t *testing.T) {
	t.Parallel()
	t.Run("told", func(t *testing.T) {
		t.Parallel()
		s := start(t, ovhsim.Options{PendingReads: true})
		if err := s.sim.Refuse(s.pending().ValidationURL); err != nil {
			t.Fatal(err)
		}
		s.Says("The request was refused on the page. Nothing was granted. Its key was removed from this machine.")
		s.wantStored(0)
		s.Press("n")
		s.WaitFor("still waiting")
		s.wantStored(1)
	})
	t.Run("found in the list", func(t *testing.T) {
		t.Parallel()
		s := start(t, ovhsim.Options{})
		if err := s.sim.Refuse(s.pending().ValidationURL); err != nil {
			t.Fatal(err)
		}
		// Another request may have been refused: the key is worth keeping.
		s.Says("The request was probably refused on the page: the account lists a refused token like it. Nothing was granted.")
		s.Says("Its key stays on this machine, in the list of new tokens (w), until F forgets it.")
		s.wantStored(1)
		s.Press("F")
		s.Says("Forget the consumer key on this machine?")
		s.wantStored(1)
		s.Press("y")
		s.Says("Its key was removed from this machine.")
		s.wantStored(0)
	})
	t.Run("suspected", func(t *testing.T) {
		t.Parallel()
		s := start(t, ovhsim.Options{})
		// The token in use may not list the account's tokens, which would tell.
		s.sim.Fail(ovhsim.Fault{
			Method: "GET", Path: "/me/api/credential", Times: -1, Status: 403,
			Body: `{"class":"Client::Forbidden","message":"This call has not been granted"}`,
		})
		p := s.pending()
		redirection := s.credential(p.ConsumerKey).Redirection
		if err := s.sim.Refuse(p.ValidationURL); err != nil {
			t.Fatal(err)
		}
		visit(t, redirection)
		s.Says("The page sent you back, but the token is not valid: it was probably refused. esc leaves it pending, n asks for a new one.")
		s.wantStored(1)
		s.Press("esc")
		s.WaitFor("the list")
		s.wantStored(1)
	})
}

func TestBrowserComingBackShowsTheTokenAtOnce(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{})
	s.env.Poll = time.Hour
	s.run(waiting.New(s.env, readOnly))
	s.WaitFor("still waiting")
	redirection := s.credential(s.pending().ConsumerKey).Redirection
	s.authorize(ovhsim.Unlimited)
	visit(t, redirection)
	s.WaitFor("Validated by " + ovhsim.Owner)
	s.Says("Valid without limit, until it is revoked.")
}

func TestRequestThatIsOver(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		reads  bool
		end    func(*ovhsim.Server, int64)
		want   string
		stored int // that OVH does not know a key is no proof: it stays
	}{
		"expired": {true, (*ovhsim.Server).Expire, "The request has expired: nobody authorized it in time. Nothing was granted. Its key was removed from this machine.", 0},
		"gone":    {false, (*ovhsim.Server).Remove, "OVH no longer knows the request: nobody authorized it in time, or it was removed. Nothing was granted. Its key stays on this machine, in the list of new tokens (w), until F forgets it.", 1},
	}
	for name, test := range tests {
		for _, old := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s old=%v", name, old), func(t *testing.T) {
				t.Parallel()
				s := start(t, ovhsim.Options{PendingReads: test.reads, OldErrors: old})
				test.end(s.sim, s.credential(s.pending().ConsumerKey).ID)
				s.Says(test.want)
				s.Says("n asks again with the same rules.")
				s.wantStored(test.stored)
			})
		}
	}
}

func TestKeyThatCannotBeRemovedIsSaid(t *testing.T) {
	t.Parallel()
	s := start(t, ovhsim.Options{PendingReads: true})
	s.keeper.set(nil, errors.New("remove pending/x.json: permission denied"))
	if err := s.sim.Refuse(s.pending().ValidationURL); err != nil {
		t.Fatal(err)
	}
	s.Says("The key could not be removed from this machine. remove pending/x.json: permission denied F tries again.")
	s.keeper.set(nil, nil)
	s.Press("F")
	s.Says("Its key was removed from this machine.")
	s.wantStored(0)
}

func TestNetworkIsLostAndComesBack(t *testing.T) {
	t.Parallel()
	s := start(t, ovhsim.Options{})
	s.sim.Fail(ovhsim.Fault{Path: "/auth/currentCredential", Times: -1, Drop: true})
	s.WaitFor("No answer from OVH for 0:00.")
	s.clock.Advance(20 * time.Second)
	s.WaitFor("No answer from OVH for 0:20.")
	s.Says("Still trying.")
	s.sim.ClearFaults()
	s.WaitGone("No answer from OVH")
	s.authorize(ovhsim.OneHour)
	s.Says("Valid for one hour only, until")
}

func TestTroubleThatIsNotTheNetwork(t *testing.T) {
	t.Parallel()
	s := start(t, ovhsim.Options{})
	s.sim.Fail(ovhsim.Fault{Path: "/auth/currentCredential", Times: -1, Status: 503})
	s.Says("OVH's service is not available. It has been so for 0:00.")
	s.WaitFor("OVH query")
}

func TestApplicationKeyBecomesUnknown(t *testing.T) {
	t.Parallel()
	s := start(t, ovhsim.Options{})
	s.sim.RemoveApplication(s.sim.OwnApplication())
	s.Says("This endpoint does not know the application key.")
	s.Says("r looks again.")
	s.wantStored(1)
}

func TestAskingFails(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{})
	s.sim.Fail(ovhsim.Fault{Method: "POST", Path: "/auth/credential", Status: 503})
	s.run(waiting.New(s.env, readOnly))
	s.Says("OVH's service is not available.")
	s.Says("No token was made. r tries again, esc goes back.", "OVH query")
	s.wantStored(0)
	s.Press("r")
	s.WaitFor("still waiting")
	s.wantStored(1)
}

func TestStopping(t *testing.T) {
	t.Parallel()
	t.Run("asking", func(t *testing.T) {
		t.Parallel()
		s := prepare(t, ovhsim.Options{Latency: time.Hour})
		s.run(waiting.New(s.env, readOnly))
		s.WaitFor("Asking OVH for a token…")
		s.Press("ctrl+c")
		s.Says("Stopped. No key arrived. A request may be left at OVH; nobody can use it.")
	})
	t.Run("waiting", func(t *testing.T) {
		t.Parallel()
		s := start(t, ovhsim.Options{})
		s.Press("ctrl+c")
		s.Says("Stopped looking; asked 0:00 ago.")
		s.wantStored(1)
		s.authorize(ovhsim.ThirtyDays)
		s.Press("r")
		s.WaitFor("Validated by")
	})
}

func TestLeavingStopsTheWait(t *testing.T) {
	t.Parallel()
	for _, leave := range []string{"esc", "q"} {
		s := start(t, ovhsim.Options{}, uitest.Size(80, 24))
		s.Press(leave)
		s.WaitFor("the list")
		p := s.pending()
		if p.State != ovhapi.RequestWaiting {
			t.Errorf("after %s the request is %s, want waiting", leave, p.State)
		}
		s.authorize(ovhsim.OneDay)
		if got := s.pending().State; got != ovhapi.RequestWaiting {
			t.Errorf("after %s somebody still looks: the request became %s", leave, got)
		}
	}
}
