package ui_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/uitest"
)

// newPair is a machine with two profiles of one account: the first is in use and
// works with a further token of these rules, the other with the account's own token,
// which may do everything. It starts the program.
func newPair(t *testing.T, rules rule.Set, opts ...uitest.Option) (s *stand, first int64) {
	t.Helper()
	k := &keyring{stand: machine(t, "")}
	k.env.Connect = func(p config.Profile) (*ovhapi.Client, error) {
		return ovhapi.NewClient(ovhapi.Options{
			Endpoint: p.Endpoint, ApplicationKey: p.ApplicationKey.Text, ApplicationSecret: p.ApplicationSecret.Secret,
			ConsumerKey: p.ConsumerKey.Secret, Transport: k.gate, Pause: k.pause,
		})
	}
	added := k.sim.Add(ovhsim.Credential{Rules: rules})
	keys, _ := k.sim.KeysOf(added.ID)
	fmt.Fprintf(&k.conf, "[default]\nprofile=terraform\nendpoint=%s\n\n", k.sim.Endpoint())
	k.profile("terraform", keys)
	k.profile("manager", k.sim.Keys())
	k.write(k.conf.String())
	m, client, err := k.env.Look()
	if err != nil || client == nil {
		t.Fatalf("the machine is not complete: %v", err)
	}
	k.env.Use(m, client)
	k.start(opts...)
	return k.stand, added.ID
}

// together puts the accounts side by side.
func (s *stand) together(tokens string) {
	s.t.Helper()
	s.Press("P")
	s.WaitFor(tokens)
	s.loaded()
}

// gone revokes the row under the cursor and checks that it was the token.
func (s *stand) gone(id int64) {
	s.t.Helper()
	s.Press("d")
	s.Says("Revoke 1 token")
	s.Press("y")
	s.WaitFor("1 token revoked")
	s.Press("enter")
	for _, c := range s.sim.Credentials() {
		if c.ID == id {
			s.t.Errorf("token %d is still there", id)
		}
	}
}

// live is a live token that no profile works with.
func (s *stand) live(not ...int64) int64 {
	s.t.Helper()
	for _, c := range s.sim.Credentials() {
		if c.Status == ovhsim.Validated && c.Expiration.IsZero() && c.ID != s.sim.Own() && len(without([]int64{c.ID}, not...)) == 1 {
			return c.ID
		}
	}
	s.t.Fatal("there is none")
	return 0
}

var (
	readsTokens = rule.Set{
		{Method: rule.Get, Path: "/me/api/credential"},
		{Method: rule.Get, Path: "/me/api/credential/*"},
		{Method: rule.Get, Path: "/me/api/application"},
		{Method: rule.Get, Path: "/me/api/application/*"},
	}
	readsDomains = rule.Set{{Method: rule.Get, Path: "/domain/*"}}
)

// The profile in use may not read its account, or may not revoke: another profile
// of the same account that may do so lends its key.
func TestAccountIsReadWithTheProfileThatCan(t *testing.T) {
	t.Parallel()
	for name, rules := range map[string]rule.Set{"cannot read": readsDomains, "cannot revoke": readsTokens} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			atBothSizes(t, func(t *testing.T, size uitest.Option) {
				s, first := newPair(t, rules, size)
				if name == "cannot read" {
					s.WaitFor("was not read")
				}
				s.together("62 tokens in 1 account")
				s.Says("by 2 profiles")
				s.Lacks("not read")
				for _, id := range []int64{first, s.sim.Own()} {
					s.filter("id:" + itoa(id))
					s.Says("1 of 62 tokens shown", "in use")
					s.Press("d")
					s.Says("This is the token in use")
					s.Press("esc")
				}
				s.Press("r")
				s.loaded()
				s.Says("62 tokens in 1 account")
				one := s.live(first)
				s.filter("id:" + itoa(one))
				s.gone(one)
				if name == "cannot read" {
					s.Press("esc")
					s.filter("finding:wider")
					s.Says("1 of 61 tokens shown") // it may read domains, which this program has no use for
					s.Press("esc", "N")
					s.Says("The profile terraform did not read the account; manager did.")
				}
			})
		})
	}
}

// The rows of an account stay when the key they were read with fails at a refresh,
// and so do cursor and selection: the other key brings what is new.
func TestAnotherProfileTakesOverWhenTheKeyFails(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s, second := accounts(t, size)
		s.together("62 tokens in 1 account")
		one := s.live(second)
		s.filter("id:" + itoa(one))
		s.Press("space", "esc")
		s.Says("1 selected")
		s.sim.Remove(s.live(second, one))
		s.sim.Expire(s.sim.Own())
		s.Press("r")
		s.WaitFor("61 tokens in 1 account")
		s.WaitGone("reading…")
		s.Says("1 selected")
		s.Lacks("not read")
		s.Press("N")
		s.Says("The profile prod did not read the account; lab did.")
	})
}

// Nothing names the account, but a token is of one account only: what either
// profile works with is in use, and no token is there twice.
func TestProfilesOfAnAccountWithoutANameAreOneAccount(t *testing.T) {
	t.Parallel()
	for name, rules := range map[string]rule.Set{"reads it": readsTokens, "cannot read it": readsDomains} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			atBothSizes(t, func(t *testing.T, size uitest.Option) {
				k := newKeyring(t)
				third := k.sim.Add(ovhsim.Credential{Rules: rules})
				keys, _ := k.sim.KeysOf(third.ID)
				k.profile("third", keys)
				k.sim.Fail(ovhsim.Fault{Path: "/auth/details", Status: 503, Times: -1})
				k.show(size)
				k.together("63 tokens in 1 account")
				for _, id := range []int64{k.second, third.ID, k.sim.Own()} {
					k.filter("id:" + itoa(id))
					k.Says("1 of 63 tokens shown", "in use")
					k.Press("g", "d")
					k.Says("This is the token in use")
					k.Press("esc")
				}
				k.filter("finding:wider") // other programs work with the other two
				k.Says("No token matches")
			})
		})
	}
}

// A page of the list that OVH has kept may show a token long after it was revoked.
func TestRevokedTokenDoesNotComeBackFromAStalePage(t *testing.T) {
	t.Parallel()
	s := account(t, ovhsim.Options{StaleExpansion: true}, uitest.Size(140, 50))
	one := s.live()
	other := s.live(one)
	stale := func(hold bool) {
		s.gate.holdIf(func(r *http.Request) bool {
			r.Header.Del("Pragma") // has the first reading's pages served again
			return hold && r.Method == http.MethodGet && strings.HasSuffix(r.URL.Path, "/me/api/credential") && r.Header.Get("X-Pagination-Mode") == ""
		})
	}
	s.filter("id:" + itoa(one))
	s.gone(one)
	s.Press("esc")
	stale(false)
	s.sim.Remove(other)
	s.Press("r")
	s.loaded()
	s.Says("59 tokens")
	stale(true)
	s.filter("id:" + itoa(other))
	s.Says("No token matches")
	s.Press("r")
	s.WaitFor("1 of 60 tokens shown") // it went elsewhere, which only the list of ids can tell
	s.Press("esc")
	s.filter("id:" + itoa(one))
	s.Says("No token matches")
	s.gate.open()
	s.WaitFor("0 of 59 tokens shown")
}
