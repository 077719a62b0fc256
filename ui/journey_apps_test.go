package ui_test

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/tokens"
	"ovh-tokens/ui/uitest"
)

// applications takes the tables of the applications.
func (r *tour) applications() {
	r.on(prepare(r.t, ovhsim.Options{}))
	r.run(tokens.New(r.env))
	r.loaded()
	r.Press("m")
	r.WaitFor("without a token")
	r.take("Applications")
	r.Press("/")
	r.take("Applications, while the filter is typed")
	r.Press("esc", "0", "a", "d")
	r.WaitFor("Delete 2 applications?")
	r.gate.hold("DELETE")
	r.Press("y")
	r.WaitFor("Deleting 1 of 2")
	r.take("Applications, while some are deleted")
	r.gate.open()
	r.WaitFor("2 applications deleted")
	r.take("Applications, with a result")
}

// catalogue is an account with its applications on screen.
func catalogue(t *testing.T, size uitest.Option) *stand {
	t.Helper()
	s := account(t, ovhsim.Options{}, size)
	s.applications()
	return s
}

// applications opens them and waits until they are all there.
func (s *stand) applications() {
	s.t.Helper()
	s.Press("m")
	s.WaitUntil("the applications", func(screen string) bool {
		return strings.Contains(screen, "Live tokens") && !strings.Contains(strings.ToLower(screen), "reading")
	})
	s.Settle()
}

// onApp puts the cursor on the application with a name.
func (s *stand) onApp(name string) {
	s.t.Helper()
	s.Press("g")
	for range 30 {
		if strings.Contains(s.current(), name) {
			return
		}
		s.Press("down")
	}
	s.t.Fatalf("there is no %q:\n%s", name, s.Screen())
}

// aside is what stands beside the list, or the whole of a screen that is too
// narrow for that, with every white space as one blank.
func aside(screen string) string {
	var said []string
	for line := range strings.Lines(screen) {
		if _, right, beside := strings.Cut(line, " │ "); beside {
			line = right
		}
		said = append(said, strings.Fields(line)...)
	}
	return strings.Join(said, " ")
}

// explains checks what is said about the application under the cursor, or about
// a run.
func (s *stand) explains(sentences ...string) {
	s.t.Helper()
	for _, sentence := range sentences {
		if !strings.Contains(aside(s.Screen()), sentence) {
			s.t.Errorf("%q is not said:\n%s", sentence, s.Screen())
		}
	}
}

// explained waits until it is said.
func (s *stand) explained(sentence string) {
	s.t.Helper()
	s.WaitUntil(sentence, func(screen string) bool { return strings.Contains(aside(screen), sentence) })
	s.Settle()
}

// app is the application with a name, as the API has it.
func (s *stand) app(name string) ovhsim.Application {
	s.t.Helper()
	for _, app := range s.sim.Applications() {
		if app.Name == name {
			return app
		}
	}
	s.t.Fatalf("the API has no application %q", name)
	return ovhsim.Application{}
}

func TestApplicationsAreListedWithTheirTokens(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := catalogue(t, size)
		s.Says("19 applications", "2 without a token", "1 deleted", "0 without a token")
		s.Lacks("without a token, 0")
		for name, says := range map[string][]string{
			"gitlab runner":       {"none", "Whose yours", "Holds no token: d deletes it. New tokens can still be requested under it by whoever has its secret."},
			"backup-script":       {" 1 of 3 ", "enter shows its tokens. It can be deleted once it holds none: revoke them first.", "Tokens 1 of 3 works"},
			"OVH API console":     {"12 of 13", "Whose foreign, not made by this account", "is not this account's to delete"},
			"ovh-tokens on admin": {"yours, in use", "Whose yours, and this program works with a token of it", "It can't be deleted from here: that would lock this program out."},
			"deleted application": {"0 of 3", "Whose deleted", "Its tokens are dead, whatever OVH lists them as. enter shows them; a, then d there takes them off the list."},
			"old-dyndns":          {"inactive", "Status inactive", "key " + s.app("old-dyndns").Key},
		} {
			s.onApp(name)
			s.explains(says[1:]...)
			if !strings.Contains(s.current(), says[0]) {
				t.Errorf("%q does not say %q", s.current(), says[0])
			}
		}
		s.Press("0")
		s.Says("2 of 19 applications shown", "2 without a token; a selects them", "acme.sh nas", "gitlab runner")
		s.Lacks("backup-script")
		s.Press("a")
		s.Says("2 selected")
		s.filter("git !none")
		s.Says("0 of 19 applications shown")
		s.explains(`No application matches "git !none". esc shows all.`)
		s.Press("esc", "esc")
		s.Says("19 applications", "2 selected")
		s.Press("A", "g", "y")
		s.Says("the application's number " + itoa(s.app("acme.sh nas").ID))
		s.Press("Y")
		s.Says("the application key " + s.app("acme.sh nas").Key)
		for _, app := range s.sim.Applications() {
			if s.Seen(app.Secret) {
				t.Error("a secret was shown")
			}
		}
		s.Press("esc")
		s.WaitFor("61 tokens")
	})
}

func TestApplicationLeadsToItsTokens(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		s.filter("certbot web2")
		s.Press("enter")
		s.WaitFor(" Token 4")
		s.Press("m") // its application
		s.WaitFor("Live tokens")
		if !strings.Contains(s.current(), "certbot web2") {
			t.Errorf("the cursor is on %q", s.current())
		}
		s.onApp("deleted application")
		s.Press("enter")
		s.WaitFor("3 of 61 tokens shown")
		s.Says("app:144015")
		s.Press("esc", "m")
		s.onApp("gitlab runner")
		s.Press("enter")
		s.Says("It holds no token, as far as is known: there is nothing to show.")
	})
}

func TestApplicationWithoutTokensIsDeleted(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := catalogue(t, size)
		s.onApp("gitlab runner")
		s.Press("d")
		s.WaitFor("Delete 1 application?")
		s.Says("y/N", itoa(s.app("gitlab runner").ID), s.app("gitlab runner").Key, "Its key and secret end with it, for good.")
		s.Press("enter") // the default is no
		s.WaitFor("19 applications")
		if n := s.sent(http.MethodDelete); n > 0 {
			t.Errorf("%d deletions were sent", n)
		}
		s.sim.Add(ovhsim.Credential{ApplicationID: s.app("n8n").ID}) // the list is to hear of it with the deletion
		s.Press("d")
		s.WaitFor("Delete 1 application?")
		s.Press("y")
		s.explained("1 application deleted.")
		s.explains("gitlab runner ("+itoa(s.app("gitlab runner").ID)+"): deleted", "Receipt: ~/receipts/delete-")
		s.Says("18 applications")
		if !s.app("gitlab runner").Deleted {
			t.Error("it is still there")
		}
		if kept := s.keeper.receipt(); len(kept.Applications) != 1 || kept.Applications[0].Name != "gitlab runner" || kept.Account != ovhsim.Owner {
			t.Errorf("the receipt says %+v", kept)
		}
		s.Press("esc")
		s.WaitGone("1 application deleted.")
		s.Says("Receipt: ~/receipts/delete-") // still in full, above the keys
		s.Press("esc")
		s.WaitFor("62 tokens")
		if n := s.sent(http.MethodDelete); n != 1 {
			t.Errorf("%d deletions were sent", n)
		}
	})
}

func TestApplicationIsCountedAnewBeforeItGoes(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := catalogue(t, size)
		id := s.app("gitlab runner").ID
		s.onApp("gitlab runner")
		s.explains("Holds no token")
		token := s.sim.Add(ovhsim.Credential{ApplicationID: id})
		s.Press("d")
		s.explained("gitlab runner (" + itoa(id) + "): holds 1 token. enter on it shows it; revoke it first.")
		s.explains("Nothing was deleted. 1 refused.")
		s.Press("esc")
		s.sim.Remove(token.ID)
		s.Press("d")
		s.WaitFor("Delete 1 application?")
		for range 2 { // while the question stands
			s.sim.Add(ovhsim.Credential{ApplicationID: id})
		}
		s.Press("y")
		s.explained("holds 2 tokens. enter on it shows them; revoke them first.")
		if s.app("gitlab runner").Deleted || s.sent(http.MethodDelete) > 0 {
			t.Error("it was deleted with its tokens")
		}
		if kept := s.keeper.receipt(); len(kept.Applications) != 0 || len(kept.FailedApplications) != 1 {
			t.Errorf("the receipt says %+v", kept)
		}
	})
}

func TestSeveralApplicationsGoAndOneFails(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := catalogue(t, size)
		nas := itoa(s.app("acme.sh nas").ID)
		s.Press("0", "a", "0")
		s.onApp("backup-script")
		s.Press("space")
		s.Says("3 selected")
		s.onApp("OVHcloud support")
		s.Press("space")
		s.Says("It was made by somebody else")
		s.Press("d")
		s.WaitFor("Delete 2 applications?")
		s.Says("Left alone: backup-script, which holds 3 tokens.", "acme.sh nas", "gitlab runner")
		s.sim.Fail(ovhsim.Fault{Method: http.MethodDelete, Path: "/me/api/application/" + nas, Status: http.StatusInternalServerError, Times: -1})
		s.Press("y")
		s.explained("1 application deleted. 1 refused. 1 failed.")
		s.Says("18 applications")
		s.explains("backup-script ("+itoa(s.app("backup-script").ID)+"): holds 3 tokens.", "acme.sh nas ("+nas+"): OVH's service is not available.", "): deleted")
		if s.app("acme.sh nas").Deleted || !s.app("gitlab runner").Deleted {
			t.Error("the wrong one went")
		}
		if kept := s.keeper.receipt(); len(kept.Applications) != 1 || len(kept.FailedApplications) != 1 {
			t.Errorf("the receipt says %+v", kept)
		}
	})
}

func TestApplicationsBeingDeletedCanBeStopped(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := catalogue(t, size)
		s.Press("0", "a", "d")
		s.WaitFor("Delete 2 applications?")
		s.gate.hold(http.MethodDelete)
		open := sync.OnceFunc(s.gate.open)
		t.Cleanup(open)
		s.Press("y")
		s.explained("Deleting 1 of 2: acme.sh nas")
		<-s.gate.arrived
		for _, stroke := range []string{"d", "r", "q"} {
			s.Press(stroke)
			s.Says("Applications are being deleted; ctrl+c stops that.")
		}
		s.Press("ctrl+c")
		s.WaitFor("Stopping after this one")
		open()
		s.explained("1 application deleted. 1 not tried.")
		if !s.app("acme.sh nas").Deleted || s.app("gitlab runner").Deleted {
			t.Error("the call under way was not waited for, or another one was sent")
		}
	})
}

func TestApplicationsWithoutTheRight(t *testing.T) {
	t.Parallel()
	look := []string{"/me/api/credential", "/me/api/credential/*"}
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		for _, test := range []struct {
			more []string
			says []string
		}{
			{nil, []string{"Your applications could not be listed, so those without a token are missing here.", "the rule GET /me/api/application."}},
			{[]string{"/me/api/application", "/me/api/application/*"}, []string{"2 without a token"}},
		} {
			s := prepare(t, ovhsim.Options{})
			var rules rule.Set
			for _, path := range slices.Concat(look, test.more) {
				rules = append(rules, rule.Rule{Method: rule.Get, Path: path})
			}
			added := s.sim.Add(ovhsim.Credential{Rules: rules})
			keys, _ := s.sim.KeysOf(added.ID)
			s.env.Client = s.client(keys)
			s.start(size)
			s.loaded()
			s.applications()
			s.Press("g")
			if test.more == nil {
				s.explains(test.says...)
				s.Says("not all known", "not known")
				s.Press("d")
				s.Says("Whether this account owns it is not known.")
				continue
			}
			s.Says(test.says...)
			s.onApp("gitlab runner")
			s.Press("d")
			s.Says("The token in use lacks the rule DELETE /me/api/application/*.")
			if n := s.sent(http.MethodDelete); n > 0 {
				t.Errorf("%d deletions were sent", n)
			}
		}
	})
}

func TestApplicationsWhenTheAPIFails(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		s.sim.Fail(ovhsim.Fault{Path: "/me/api/application", Status: http.StatusServiceUnavailable, Times: -1})
		s.Press("m")
		s.WaitFor("not all known")
		s.onApp("backup-script")
		s.Says("17 applications")
		s.explains("could not be listed", "OVH's service is not available.")
		s.sim.ClearFaults()
		s.Press("r")
		s.WaitFor("2 without a token")
		s.onApp("gitlab runner")
		s.sim.Fail(ovhsim.Fault{Path: "/me/api/credential", Status: http.StatusInternalServerError, Times: -1})
		s.Press("d")
		s.explained("Nothing was deleted. 1 failed.")
		s.explains("OVH's service is not available.")
		if n := s.sent(http.MethodDelete); n > 0 {
			t.Errorf("%d deletions were sent", n)
		}
	})
}

func TestApplicationsReadOnly(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := prepare(t, ovhsim.Options{})
		s.env.ReadOnly = true
		s.start(size)
		s.loaded()
		s.applications()
		s.onApp("gitlab runner")
		if strings.Contains(s.footer(), "delete") {
			t.Errorf("the footer offers it: %q", s.footer())
		}
		s.Press("d")
		s.Says("Read-only: nothing that changes the account can be done here.")
		if n := s.sent(http.MethodDelete); n > 0 {
			t.Errorf("%d deletions were sent", n)
		}
	})
}

func TestApplicationThatThisMachineWorksWithIsNamed(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		k := newKeyring(t)
		k.show(size)
		fresh := k.sim.AddApplication(ovhsim.Application{Name: "fresh one"})
		k.profile("fresh", ovhsim.Keys{ApplicationKey: fresh.Key, ApplicationSecret: fresh.Secret})
		k.write(k.conf.String())
		m, client, err := k.env.Look()
		if err != nil {
			t.Fatal(err)
		}
		k.Quit()
		k.env.Use(m, client)
		k.start(size)
		k.loaded()
		k.applications()
		k.onApp("fresh one")
		k.explains("Key is in ~/.ovh.conf line")
		k.Press("d")
		k.WaitFor("Delete 1 application?")
		k.Says("The key of fresh one stands on this machine: ~/.ovh.conf line")
	})
}

// What goes is in sight before the answer; what stays is counted, however many they
// are.
func TestQuestionShowsWhatGoes(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := catalogue(t, size)
		s.Press("a")
		s.Says("14 selected", "d delete 2")
		s.Press("d")
		s.WaitFor("Delete 2 applications?")
		s.Says("12 hold tokens and stay.", "Application key", "acme.sh nas", "gitlab runner")
		s.Lacks("Left alone", "backup-script")
		s.Press("y")
		s.explained("2 applications deleted. 12 refused.")
		s.explains("12 applications hold tokens and stay.", "gitlab runner ("+itoa(s.app("gitlab runner").ID)+"): deleted")
		s.Lacks("backup-script (")
	})
}

// The tokens of an application are shown on its behalf: esc leads back to it.
func TestEscLeadsBackToTheApplication(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := catalogue(t, size)
		s.onApp("backup-script")
		s.Press("enter")
		s.Says("3 of 61 tokens shown", "esc applications")
		s.Press("esc")
		s.WaitFor("19 applications")
		if got := s.current(); !strings.Contains(got, "backup-script") {
			t.Errorf("the cursor is on %q", got)
		}
		s.Press("enter")
		s.Says("3 of 61 tokens shown")
		s.filter("app:n8n") // behind what is there: another filter is the user's own
		s.Lacks("esc applications")
		s.Press("esc")
		s.Says("61 tokens 18 expired")
	})
}

// The list of applications says how much of it is out of sight, and each token has a
// line of its own in columns.
func TestApplicationsSayHowMuchIsOutOfSight(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := catalogue(t, size)
		s.onApp("OVH API console")
		for range 5 {
			s.Press("ctrl+down")
		}
		s.Settle()
		lines := 0
		for line := range strings.Lines(s.Screen()) {
			words := strings.Fields(aside(line))
			if n := len(words); n > 3 && words[1] == "live" && words[2] == "everything" {
				lines++
			}
		}
		if s.Says("Token Status Access Expires"); lines < 1 {
			t.Errorf("no token has a line of its own:\n%s", s.Screen())
		}
		s.Press("d")
		s.explained("this account can only revoke its tokens, which enter shows.")
	})
	s := catalogue(t, uitest.Size(80, 24))
	s.Press("g")
	s.Says("11 more ↓")
	s.Press("G")
	s.Says("11 more ↑", "more lines, ctrl+↓")
	s.Lacks("more ↓")
}
