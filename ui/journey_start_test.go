package ui_test

import (
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/uitest"
)

func TestListIsThereAtOnceAndFills(t *testing.T) {
	t.Parallel()
	underEveryWay(t, func(t *testing.T, o ovhsim.Options, size uitest.Option) {
		o.Latency = 200 * time.Millisecond
		s := prepare(t, o).start(size)
		s.Says("Tokens for OVH", "ovh-ca", "Reading the account…")
		s.sim.Set(func(o *ovhsim.Options) { o.Latency = 0 })
		s.loaded()
		if got := s.at(0); !strings.HasSuffix(got, ovhsim.Owner+" · ovh-ca") {
			t.Errorf("the title does not say whose account this is: %q", got)
		}
		s.Says("61 tokens 18 expired 19 reach everything 3 dead")
		if got := s.current(); !strings.Contains(got, "in use") {
			t.Errorf("the cursor is not on the token used last, which is our own: %q", got)
		}
		x, y, shown := s.Cursor()
		if line := s.at(y); !shown || x != 1 || !strings.Contains(line, "›") {
			t.Errorf("the terminal's cursor is at %d,%d (shown: %v), not on the row: %q", x, y, shown, line)
		}
	})
}

// trouble is what can be wrong at the start, and what mends it.
var trouble = map[string]struct {
	breaks func(*stand)
	says   []string
	mend   func(*stand)
}{
	"not granted": {
		func(s *stand) {
			token := s.sim.Add(ovhsim.Credential{Rules: rule.Set{{Method: rule.Get, Path: "/me"}}})
			keys, _ := s.sim.KeysOf(token.ID)
			s.env.Client = s.client(keys)
		},
		[]string{"The token in use may not do this.", "Its rules do not cover GET /me/api/credential.", "also has the rule GET /me/api/credential", "OVH query FR.ws-"},
		nil,
	},
	"key not valid": {
		func(s *stand) { s.sim.Expire(s.sim.Own()) },
		[]string{"OVH says the consumer key is not valid.", "has expired", "Ask for a new one"},
		nil,
	},
	"key revoked": {
		func(s *stand) { s.sim.Remove(s.sim.Own()) },
		[]string{"OVH does not know the consumer key.", "It was revoked, mistyped, or belongs to another endpoint."},
		nil,
	},
	"offline": {
		func(s *stand) { s.sim.Fail(ovhsim.Fault{Times: -1, Drop: true}) },
		[]string{"No answer from OVH.", "Check the network and try again."},
		func(s *stand) { s.sim.ClearFaults() },
	},
	"not JSON": {
		func(s *stand) {
			s.sim.Fail(ovhsim.Fault{Path: "/me/api/credential", Times: -1, Status: 200, Body: "<html>Welcome to the hotel</html>"})
		},
		[]string{"The answer is not what OVH's API is documented to send.", "the answer is a web page", "whether a proxy stands between"},
		func(s *stand) { s.sim.ClearFaults() },
	},
	"other JSON": {
		func(s *stand) {
			s.sim.Fail(ovhsim.Fault{Path: "/me/api/credential", Times: -1, Status: 200, Body: `{"ids":[1]}`})
		},
		[]string{"The answer is not what OVH's API is documented to send.", "Check the endpoint"},
		func(s *stand) { s.sim.ClearFaults() },
	},
	"down": {
		func(s *stand) { s.sim.Fail(ovhsim.Fault{Times: -1, Status: 503}) },
		[]string{"OVH's service is not available.", "Try again later."},
		func(s *stand) { s.sim.ClearFaults() },
	},
}

func TestTroubleAtTheStartIsPutIntoWords(t *testing.T) {
	t.Parallel()
	for name, what := range trouble {
		for _, size := range sizes {
			t.Run(name+" "+size.name, func(t *testing.T) {
				t.Parallel()
				s := prepare(t, ovhsim.Options{})
				s.env.Origin = "Consumer key from ~/.ovh.conf line 5."
				what.breaks(s)
				s.start(uitest.Size(size.width, size.height))
				s.Says(what.says[0])
				s.Says(what.says...)
				s.Says("r tries again", "Consumer key from ~/.ovh.conf line 5.")
				if what.mend == nil {
					return
				}
				what.mend(s)
				s.Press("r")
				s.WaitFor("61 tokens")
				s.Lacks(what.says[0])
			})
		}
	}
}

func TestServerThatIsGoneIsSaid(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{})
	_ = s.sim.Close()
	s.start()
	s.Says("No answer from OVH.")
	s.Says("connection refused", "r tries again")
}

func TestTroubleLaterKeepsTheRows(t *testing.T) {
	t.Parallel()
	s := account(t, ovhsim.Options{})
	s.sim.Fail(ovhsim.Fault{Times: -1, Drop: true})
	s.Press("r")
	s.WaitFor("not up to date")
	s.Says("61 tokens")
	s.Press("X")
	s.Says("The list is not up to date; r reads it again.")
	s.sim.ClearFaults()
	s.Press("r")
	s.WaitGone("not up to date")
}

func TestPartsThatCannotBeReadAreListed(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := prepare(t, ovhsim.Options{NoBatch: true, NoExpansion: true})
		s.sim.Fail(ovhsim.Fault{Method: "GET", Path: "/me/api/application", Times: -1, Status: 403, Body: `{"message":"This call has not been granted"}`})
		s.sim.Fail(ovhsim.Fault{Method: "GET", Path: "/auth/currentCredential", Times: -1, Status: 500})
		s.start(size)
		s.loaded()
		s.WaitFor("2 unread, N")
		s.Press("N")
		s.WaitFor("What could not be read")
		s.Says("Could not read the token in use.", "GET /me/api/application", "Everything else is in the list.")
		s.Press("esc")
		s.WaitFor("61 tokens")
	})
}

func TestStoppingTheStart(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{Latency: time.Hour}).start()
	s.WaitFor("Reading the account…")
	s.Press("ctrl+c")
	s.WaitGone("Reading")
	s.Says("Stopped.", "r tries again")
	s.sim.Set(func(o *ovhsim.Options) { o.Latency = 0 })
	s.Press("r")
	s.loaded()
	s.Says("61 tokens")
}

func TestLargeAccountIsUsableWhileItLoads(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{Tokens: ovhsim.MaxTokens, NoExpansion: true})
	s.start()
	s.WaitFor(" of 10,000 tokens")
	s.WaitFor(" › ")
	s.Press("s", "s", "s") // by id, so that rows arrive above the cursor and below
	s.Press("/")
	s.Type("terraform")
	s.WaitFor("shown")
	s.Press("esc", "down", "down", "down")
	here := id(s.current())
	s.loaded()
	s.Says("10,000 tokens")
	if got := id(s.current()); got == "" || got != here {
		t.Errorf("the cursor went from token %s to %s while rows arrived", here, got)
	}
}

// id is the token's number in a line of the list.
func id(line string) string {
	for word := range strings.FieldsSeq(line) {
		if len(word) == 9 && strings.Trim(word, "0123456789") == "" {
			return word
		}
	}
	return ""
}
