package doctor_test

import (
	"strings"
	"testing"

	"ovh-tokens/config/doctor"
	"ovh-tokens/ovhapi/diagnosis"
	"ovh-tokens/ovhapi/ovhsim"
)

// TestPastedErrorWithoutKeys explains errors on a machine that has no keys at all:
// what the text alone proves, and what it leaves open.
func TestPastedErrorWithoutKeys(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct{ causes, next string }{
		`Error 403: "This credential is not valid"`: {
			unsure(diagnosis.NotValidated, diagnosis.Refused, diagnosis.Expired, diagnosis.Revoked), "ovh-tokens request --preset token-manager",
		},
		`ovh: error when call api to add record (/domain/zone/example.com/record): Error 403: "This credential does not exist"`: {
			unsure(diagnosis.Revoked, diagnosis.KeyMistyped, diagnosis.OtherEndpoint), "ovh-tokens request --preset lego",
		},
		`POST /domain/zone/example.com/record: 403 This call has not been granted`: {
			unsure(diagnosis.RuleMissing, diagnosis.RuleMistyped, diagnosis.IAMPolicy, diagnosis.ApplicationBlocked, diagnosis.Address),
			"ovh-tokens request --rule 'POST /domain/zone/example.com/record'",
		},
		`ovh: error when call api to add record (/domain/zone/de/record): OVHcloud API error (status code 403): "This call has not been granted"`: {
			names(diagnosis.ZoneMisread), "cat /etc/resolv.conf",
		},
		`can't use multiple authentication methods: application_key/application_secret, access_token`: {names(diagnosis.TwoMethods), "env | grep -o '^OVH_[A-Z_]*'"},
		`HTTP 429 Too Many Requests`: {names(diagnosis.TooManyCalls), "sleep 60 && ovh-tokens doctor"},
		`OVHcloud API error (status code 403): "User not granted for this request (missing IAM permissions: vps:apiovh:reboot)"`: {
			names(diagnosis.IAMPolicy), "ovh-tokens whoami",
		},
		`Query out of time`: {unsure(diagnosis.Clock), "sudo timedatectl set-ntp true"},
		`ovh: some credentials information are missing: OVH_CONSUMER_KEY`: {names(diagnosis.KeyAbsent), "ovh-tokens export --list"},
		`Error 400: "Invalid signature"`:                                  {unsure(diagnosis.WrongSignature.Causes()...), "ovh-tokens whoami"},
		`dial tcp: lookup eu.api.ovh.com: no such host`:                   {unsure(diagnosis.Offline.Causes()...), "curl -v https://eu.api.ovh.com/1.0/auth/time"},
		`it is broken`: {names(diagnosis.KeyAbsent), "ovh-tokens"},
	} {
		p := newPatient(t, ovhsim.Options{})
		p.opt.Text = text
		r := p.look()
		if causes(r) != want.causes || r.Next != want.next {
			t.Errorf("%s: causes %q, next %q; want %q, %q\n%s", text, causes(r), r.Next, want.causes, want.next, dump(r))
		}
		if r.Checks[0].Name != "text" || len(p.sim.Calls()) > 0 {
			t.Errorf("%s: %d calls, %s", text, len(p.sim.Calls()), dump(r))
		}
		ends(t, r)
	}
}

// TestPastedErrorOfAnotherKey has the key of this machine work, so that it can't be
// the one that the text is about.
func TestPastedErrorOfAnotherKey(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`Error 403: "This credential is not valid"`:                           unsure(diagnosis.OtherKey),
		`Error 403: "This credential does not exist"`:                         unsure(diagnosis.OtherKey),
		`Error 403: "This application key is invalid"`:                        unsure(diagnosis.OtherKey),
		`Error 400: "Invalid signature"`:                                      unsure(diagnosis.OtherKey),
		`Query out of time`:                                                   unsure(diagnosis.Clock),
		`GET /me/api/credential: Error 403: "This call has not been granted"`: unsure(diagnosis.OtherKey),
	} {
		p := newPatient(t, ovhsim.Options{})
		p.opt.Text = text
		r := p.examine()
		if causes(r) != want || strings.Contains(want, string(diagnosis.OtherKey)) != (r.Next == "ovh-tokens whoami") || strings.Contains(want, string(diagnosis.OtherKey)) != strings.Contains(r.Checks[0].Fix, "--config FILE") {
			t.Errorf("%s: causes %q, next %q; want %q\n%s", text, causes(r), r.Next, want, dump(r))
		}
		ends(t, r)
	}
}

// TestPastedErrorThatTellsNothing is no proof that all is well.
func TestPastedErrorThatTellsNothing(t *testing.T) {
	t.Parallel()
	p := newPatient(t, ovhsim.Options{})
	p.opt.Text = "zzz unknown"
	if r := p.examine(); r.Head() != "Not sure: that text names no error known here." || !r.Found() || r.Next != "ovh-tokens whoami" {
		t.Errorf("%s", dump(r))
	}
	p.more = "client_id=a\n"
	if r := p.examine(); !r.Found() || !strings.HasSuffix(r.Next, "ovh.conf") {
		t.Errorf("with something to mend: %s", dump(r))
	}
	p.keys.ConsumerKey = ""
	if r := p.examine(); causes(r) != string(diagnosis.KeyAbsent) || strings.Contains(r.Head(), "Not sure") {
		t.Errorf("without a key: %s", dump(r))
	}
}

// TestAddressOfTheEndpointInUse is the one to ask when a tool got no answer.
func TestAddressOfTheEndpointInUse(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"dial tcp: lookup eu.api.ovh.com: no such host", "x509: certificate signed by unknown authority"} {
		p := newPatient(t, ovhsim.Options{})
		p.opt.Text = text
		if r := p.examine(); r.Next != "curl -v "+p.sim.Endpoint()+"/auth/time" {
			t.Errorf("%s: %s", text, dump(r))
		}
	}
}

// TestReadCallIsTried makes the call of a pasted error, when it only reads.
func TestReadCallIsTried(t *testing.T) {
	t.Parallel()
	p := newPatient(t, ovhsim.Options{IAMDenied: grants("GET /domain/zone")})
	p.use(ovhsim.Credential{Rules: grants("GET /domain/*", "DELETE /domain/*")})
	p.opt.Text = `GET /domain/zone: Error 403: "This call has not been granted"`
	if r := p.examine(); causes(r) != string(diagnosis.IAMPolicy) || !strings.Contains(checks(r, "iam"), "GET /domain/zone") {
		t.Errorf("%s", dump(r))
	}
	p.opt.Text = `DELETE /domain/zone/example.com/record/1: Error 403: "This call has not been granted"`
	if r := p.examine(); causes(r) != unsure(diagnosis.IAMPolicy, diagnosis.OtherKey) {
		t.Errorf("%s", dump(r))
	}
	for _, c := range p.sim.Calls() {
		if c.Method != "GET" {
			t.Errorf("%s %s was called", c.Method, c.Path)
		}
	}
}

func TestHeadIsNoGuess(t *testing.T) {
	t.Parallel()
	sure, open := doctor.Verdict{Sure: true, Message: "It is so."}, doctor.Verdict{Message: "It may be so."}
	for want, r := range map[string]doctor.Report{
		"Nothing is wrong here.":                                  {},
		"Not sure of any cause; what is marked is worth mending.": {Checks: []doctor.Check{{Status: doctor.Warn}}},
		"It is so.":                  {Causes: []doctor.Verdict{sure}},
		"Most likely: It may be so.": {Causes: []doctor.Verdict{open}},
		"Several things are wrong:":  {Causes: []doctor.Verdict{sure, sure}},
		"Not sure which of these it is, the likeliest first:": {Causes: []doctor.Verdict{open, open}},
	} {
		if got := r.Head(); got != want {
			t.Errorf("it is said %q, want %q", got, want)
		}
		if listed := r.Listed(); len(listed) != len(r.Causes) && len(r.Causes) != 1 {
			t.Errorf("%q lists %v", want, listed)
		}
	}
}
