package ui_test

import (
	"testing"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui"
	"ovh-tokens/ui/setup"
	"ovh-tokens/ui/tokens"
	"ovh-tokens/ui/uitest"
)

// listed shows the list of an account whose keys stand in ~/.ovh.conf.
func listed(t *testing.T, size uitest.Option, ail ...func(*stand)) *stand {
	t.Helper()
	s := machine(t, "")
	s.write(conf(s.sim.Endpoint(), s.sim.Keys()))
	m, client, err := s.env.Look()
	if err != nil {
		t.Fatal(err)
	}
	s.env.Use(m, client)
	for _, how := range ail {
		how(s)
	}
	s.Terminal = uitest.Run(t, ui.New(s.env, tokens.New(s.env), ui.Options{}), size)
	return s
}

// conf is an ovh.conf for one account.
func conf(url string, k ovhsim.Keys) string {
	return "[default]\nendpoint=" + url + "\n[" + url + "]\napplication_key=" + k.ApplicationKey + "\napplication_secret=" + k.ApplicationSecret +
		"\nconsumer_key=" + k.ConsumerKey + "\n"
}

func TestDoctorFindsNothing(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := listed(t, size)
		s.loaded()
		s.Press("D")
		s.WaitFor("Nothing is wrong here.")
		s.Says("Doctor", "passed", "pass files ~/.ovh.conf was read", "tab type an error", "esc back")
		s.Press("G")
		s.Says("pass token Token", "works for zz12345-ovh", "pass iam")
		s.Press("y")
		s.Says("There is no command to copy.")
		s.Press("esc")
		s.WaitFor("61 tokens")
	})
}

func TestDoctorNamesCauseAndCommand(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := listed(t, size, func(s *stand) { s.sim.Remove(s.sim.Own()) })
		s.WaitFor("D finds out why")
		s.Press("D")
		s.WaitFor("Not sure which of these it is, the likeliest first:")
		s.Says("- The token was revoked.", "- The consumer key is mistyped.", "next ovh-tokens request --preset token-manager", "Here: n in the list", "1 failed")
		s.Press("y")
		s.Says("the command.")
		s.Copies("ovh-tokens request --preset token-manager")
	})
}

// TestDoctorExplainsAPastedError pastes what Terraform prints, which has the checks
// made anew, then types another one.
func TestDoctorExplainsAPastedError(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := listed(t, size)
		s.loaded()
		s.Press("D")
		s.WaitFor("Nothing is wrong here.")
		s.Paste("│ Error: calling Post /domain/zone/example.com/record:\n│ OVHcloud API error (status code 403): Client::Forbidden: \"This call has not\n│ been granted\"\n")
		s.WaitFor("has no rule for POST /domain/zone/example.com/record.")
		s.Says("next ovh-tokens request --like ", "--rule 'POST /domain/zone/example.com/record'", `It says "This call has not been granted"`, "written by Terraform")
		s.Press("tab")
		s.Type("Query out of time")
		s.Says("enter explain it")
		s.Press("enter")
		s.WaitFor("Most likely")
		s.Says("The clock of the machine is off.", "NTP")
		s.Lacks("Terraform")
		s.Press("tab", "esc")
		s.Says("tab type an error")
	})
}

// TestDoctorShowsChecksAsTheyCome holds the API back: what is known of the machine
// stands there already, ctrl+c ends the wait, and r looks again.
func TestDoctorShowsChecksAsTheyCome(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := listed(t, size)
		s.loaded()
		s.gate.hold("GET")
		s.Press("D")
		s.WaitFor("The keys have the usual lengths")
		s.Says("Looking at this machine and asking OVH…")
		s.Press("ctrl+c")
		s.WaitFor("Stopped; r looks again.")
		s.gate.open()
		s.Press("r")
		s.WaitFor("Nothing is wrong here.")
	})
}

func TestDoctorWithoutKeys(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		m := machine(t, "[default]\nendpoint=ovh-uk\n")
		m.explain(size)
		m.WaitFor("ovh-uk")
		m.Press("D")
		m.WaitFor(`The endpoint "ovh-uk" is not known.`)
		m.Says("next ${EDITOR:-vi} ", "fail keys Missing: application_key")
		m.Press("esc")
		m.WaitFor("Looked in, in this order")
	})
}

// TestDoctorFromTheSetUp explains an error on a machine without any key.
func TestDoctorFromTheSetUp(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		m := machine(t, "")
		found, _, _ := m.env.Look()
		first := setup.New(m.env, found, setup.Options{})
		m.Terminal = uitest.Run(t, ui.New(m.env, first, ui.Options{}), size)
		m.WaitFor("ovh-eu")
		m.Press("D")
		m.WaitFor("This machine's configuration lacks application_key")
		m.Paste(`ovh.exceptions.InvalidCredential: This credential is not valid`)
		m.WaitFor("Nobody has validated the token")
		m.Says(`It says "This credential is not valid"; written by python-ovh.`)
		m.Lacks("Here: n in the list")
		m.Press("esc")
		m.WaitFor("ovh-eu")
	})
}

// TestDoctorSendsNoBodyReadOnly explains a refused signature where nothing may be
// changed.
func TestDoctorSendsNoBodyReadOnly(t *testing.T) {
	t.Parallel()
	s := listed(t, uitest.Size(100, 40), func(s *stand) { s.env.ReadOnly = true })
	s.loaded()
	s.Press("D")
	s.WaitFor("Nothing is wrong here.")
	s.Paste(`Error 400: "Invalid signature"`)
	s.WaitFor("Whether bodies of calls arrive")
	for _, c := range s.sim.Calls() {
		if c.Method != "GET" {
			t.Errorf("%s %s was called", c.Method, c.Path)
		}
	}
}
