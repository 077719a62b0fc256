package doctor_test

import (
	"strings"
	"testing"
	"time"

	"ovh-tokens/config/doctor"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/diagnosis"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ovhapi/rule"
)

// looks are the rules with which tokens can be listed.
var looks = []string{"GET /me/api/credential", "GET /me/api/credential/*", "GET /me/api/application", "GET /me/api/application/*"}

// TestEveryCauseIsNamed plays every way in which calls fail, with error bodies of
// both generations, and has the cause found by looking at the machine and asking
// the API.
func TestEveryCauseIsNamed(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		options ovhsim.Options
		ail     func(p *patient)
		causes  string
		// proof stands in the check that fails, next in the command.
		check, proof, next string
	}{
		"nothing": {ail: func(*patient) {}, check: "token", proof: "works for " + ovhsim.Owner},
		"rule missing": {
			ail: func(p *patient) {
				p.use(ovhsim.Credential{Rules: grants("GET /domain/zone/*")})
				p.opt.Needs, _ = preset.All().Find("lego")
			},
			causes: names(diagnosis.RuleMissing), check: "rules", proof: "POST /domain/zone/*/record", next: "--rule 'POST /domain/zone/*/record'",
		},
		"rule missing for a call": {
			ail: func(p *patient) {
				p.use(ovhsim.Credential{Rules: grants(append(looks, "POST /domain/zone/example.com/record")...)})
				p.opt.Text = `calling Post /domain/zone/example.com/refresh: OVHcloud API error (status code 403): "This call has not been granted"`
			},
			causes: names(diagnosis.RuleMissing), check: "rules", proof: "no rule for POST /domain/zone/example.com/refresh", next: "request --like ",
		},
		"a slash too many": {
			ail: func(p *patient) {
				p.use(ovhsim.Credential{Rules: grants("PUT /domain/zone/*/record/", "GET /domain/zone")})
				p.opt.Text = `{"class":"Client::Forbidden","message":"This call has not been granted"} on PUT /domain/zone/example.com/record`
			},
			causes: names(diagnosis.RuleMistyped), check: "rules", proof: "comes close", next: "PUT /domain/zone/example.com/record",
		},
		"a star that does not cover the path itself": {
			ail: func(p *patient) {
				p.use(ovhsim.Credential{Rules: grants(append(looks, "GET /sms/*")...)})
				p.opt.Text = `GET /sms: 403 This call has not been granted`
			},
			causes: names(diagnosis.RuleMistyped), check: "rules", proof: "what lies below the path", next: "--rule 'GET /sms'",
		},
		"empty path rule": {
			ail:    func(p *patient) { p.use(ovhsim.Credential{Rules: rule.Set{{Method: rule.Get}, {Method: rule.Put}}}) },
			causes: names(diagnosis.NoRules), check: "rules", proof: "no rule that matches", next: "request --preset token-manager",
		},
		"IAM": {
			options: ovhsim.Options{IAMDenied: grants("GET /me/api/application")}, ail: func(*patient) {},
			causes: names(diagnosis.IAMPolicy), check: "iam", proof: "account:apiovh:me/api/application/get", next: "whoami",
		},
		"application blocked, and nobody to ask": {
			ail:    func(p *patient) { p.sim.Block(p.sim.OwnApplication()) },
			causes: unsure(diagnosis.ApplicationBlocked, diagnosis.Address), check: "token", proof: "not even the call that needs no rule", next: "profiles",
		},
		"application blocked": {
			ail: func(p *patient) {
				app := p.sim.AddApplication(ovhsim.Application{Name: "tool", Status: "blocked"})
				p.use(ovhsim.Credential{ApplicationID: app.ID, Rules: grants("GET /me")})
				p.beside("manager", p.sim.Keys())
			},
			causes: names(diagnosis.ApplicationBlocked), check: "token", proof: "is blocked, says the account's list", next: "--profile manager apps",
		},
		"address": {
			ail: func(p *patient) {
				p.opt.Flags = []string{"--config", "a file", "--profile", "tool", "--endpoint", "ovh-eu"}
				app := p.sim.AddApplication(ovhsim.Application{Name: "tool"})
				p.use(ovhsim.Credential{ApplicationID: app.ID, Rules: grants("GET /me"), AllowedIPs: []string{"203.0.113.4/32"}})
				p.beside("manager", p.sim.Keys())
			},
			causes: names(diagnosis.Address), check: "addresses", proof: "203.0.113.4/32", next: "ovh-tokens --profile manager --config 'a file' show ",
		},
		"address, and nobody to ask": {
			ail:    func(p *patient) { p.sim.Restrict(p.sim.Own(), "203.0.113.4/32") },
			causes: unsure(diagnosis.ApplicationBlocked, diagnosis.Address), check: "token", proof: "other addresses", next: "profiles",
		},
		"pending": {
			options: ovhsim.Options{PendingReads: true}, ail: func(p *patient) { p.use(ovhsim.Credential{Status: ovhsim.Pending, Rules: grants("GET /me")}) },
			causes: names(diagnosis.NotValidated), check: "token", proof: "Nobody has validated", next: "pending",
		},
		"pending, of a request of this machine": {
			ail: func(p *patient) {
				p.use(ovhsim.Credential{Status: ovhsim.Pending, Rules: grants("GET /me")})
				p.opt.Pending = []ovhapi.PendingRequest{{ID: "abc", ConsumerKey: ovhapi.NewSecret(p.keys.ConsumerKey), State: ovhapi.RequestWaiting}}
			},
			causes: names(diagnosis.NotValidated), check: "token", proof: "request abc", next: "resume abc",
		},
		"refused": {
			options: ovhsim.Options{PendingReads: true}, ail: func(p *patient) { p.use(ovhsim.Credential{Status: ovhsim.Refused, Rules: grants("GET /me")}) },
			causes: names(diagnosis.Refused), check: "token", proof: "was refused", next: "request --rule 'GET /me'",
		},
		"expired": {
			options: ovhsim.Options{PendingReads: true}, ail: func(p *patient) {
				p.use(ovhsim.Credential{Rules: grants("GET /me"), Expiration: time.Now().Add(-49 * time.Hour)})
			},
			causes: names(diagnosis.Expired), check: "token", proof: "2 days ago", next: "request --rule 'GET /me'",
		},
		"expired, as the account's list tells": {
			ail: func(p *patient) {
				app := p.sim.AddApplication(ovhsim.Application{Name: "tool"})
				p.use(ovhsim.Credential{ApplicationID: app.ID, Rules: grants("GET /me"), Expiration: time.Now().Add(-time.Hour)})
				p.beside("manager", p.sim.Keys())
			},
			causes: names(diagnosis.Expired), check: "token", proof: "the account's list", next: "request --preset token-manager",
		},
		"expired or refused, as the account's list tells": {
			ail: func(p *patient) {
				app := p.sim.AddApplication(ovhsim.Application{Name: "tool"})
				p.sim.Add(ovhsim.Credential{ApplicationID: app.ID, Rules: grants("GET /me"), Status: ovhsim.Refused})
				p.use(ovhsim.Credential{ApplicationID: app.ID, Rules: grants("GET /me"), Expiration: time.Now().Add(-time.Hour)})
				p.beside("manager", p.sim.Keys())
			},
			causes: unsure(diagnosis.NotValidated, diagnosis.Refused, diagnosis.Expired), check: "token", proof: "the answer is the same", next: "request --preset token-manager",
		},
		"pending, refused or expired": {
			ail:    func(p *patient) { p.sim.Expire(p.sim.Own()) },
			causes: unsure(diagnosis.NotValidated, diagnosis.Refused, diagnosis.Expired), check: "token", proof: "the answer is the same", next: "request --preset token-manager",
		},
		"revoked or mistyped": {
			ail:    func(p *patient) { p.sim.Remove(p.sim.Own()) },
			causes: unsure(diagnosis.Revoked, diagnosis.KeyMistyped), check: "token", proof: "revoked, or is mistyped", next: "request --preset token-manager",
		},
		"consumer key with a piece missing": {
			ail:    func(p *patient) { p.keys.ConsumerKey = p.keys.ConsumerKey[1:] },
			causes: names(diagnosis.KeyMistyped), check: "format", proof: "31 characters", next: "ovh.conf",
		},
		"application key mistyped or deleted": {
			ail:    func(p *patient) { p.keys.ApplicationKey = strings.Repeat("0", 16) },
			causes: unsure(diagnosis.ApplicationMistyped, diagnosis.ApplicationDeleted), check: "application", proof: "No endpoint knows", next: "ovh.conf",
		},
		"application deleted": {
			ail:    func(p *patient) { p.sim.RemoveApplication(p.sim.OwnApplication()) },
			causes: unsure(diagnosis.ApplicationMistyped, diagnosis.ApplicationDeleted), check: "application", proof: "the application was deleted", next: "ovh.conf",
		},
		"other endpoint": {
			ail: func(p *patient) {
				other := serve(p.t, ovhsim.Options{EndpointName: "ovh-us"})
				p.keys = other.Keys()
				p.opt.Endpoints = []ovhapi.Endpoint{{Name: "ovh-us", URL: other.Endpoint()}}
			},
			causes: names(diagnosis.OtherEndpoint), check: "application", proof: "ovh-us does", next: "ovh.conf",
		},
		"secret mistyped": {
			ail:    func(p *patient) { p.keys.ApplicationSecret = strings.Repeat("a", 32) },
			causes: names(diagnosis.SecretMistyped), check: "token", proof: "not that of application_key", next: "ovh.conf",
		},
		"secret mistyped, at an endpoint that does not tell": {
			options: ovhsim.Options{KeyFirst: true}, ail: func(p *patient) { p.keys.ApplicationSecret = strings.Repeat("a", 32) },
			causes: unsure(diagnosis.SecretMistyped, diagnosis.OtherApplication), check: "token", proof: "the secret is wrong, or", next: "ovh.conf",
		},
		"swapped": {
			ail: func(p *patient) {
				p.keys.ApplicationSecret, p.keys.ConsumerKey = p.keys.ConsumerKey, p.keys.ApplicationSecret
			},
			causes: names(diagnosis.Swapped), check: "token", proof: "exchanged OVH accepts", next: "ovh.conf",
		},
		"of another application": {
			ail: func(p *patient) {
				app := p.sim.AddApplication(ovhsim.Application{Name: "tool"})
				p.keys.ApplicationKey, p.keys.ApplicationSecret = app.Key, app.Secret
			},
			causes: names(diagnosis.OtherApplication), check: "token", proof: "belong together", next: "request",
		},
		"of the application of another profile": {
			ail: func(p *patient) {
				app := p.sim.AddApplication(ovhsim.Application{Name: "tool"})
				p.beside("mine", p.sim.Keys())
				p.keys.ApplicationKey, p.keys.ApplicationSecret = app.Key, app.Secret
			},
			causes: names(diagnosis.OtherApplication), check: "token", proof: "the profile mine", next: "ovh.conf",
		},
		"secret of a variable in the place of the right one": {
			ail:    func(p *patient) { p.env["OVH_APPLICATION_SECRET"] = strings.Repeat("a", 32) },
			causes: names(diagnosis.SecretMistyped), check: "token", proof: "that of OVH_APPLICATION_SECRET is another one", next: "unset OVH_APPLICATION_SECRET",
		},
		"base64": {
			ail:    func(p *patient) { p.keys.ApplicationSecret = encoded(p.keys.ApplicationSecret + "\n") },
			causes: names(diagnosis.StrayCharacter), check: "token", proof: "not written right", next: "ovh.conf",
		},
		"body rewritten": {
			options: ovhsim.Options{Rewritten: true}, ail: func(p *patient) {
				p.opt.Text = `PUT /domain/zone/example.com/record/1: Error 400: "Invalid signature"`
			},
			causes: names(diagnosis.BodyRewritten), check: "body", proof: "changes bodies", next: "env | grep",
		},
		"clock": {
			options: ovhsim.Options{ClockSkew: 8 * time.Minute}, ail: func(*patient) {},
			causes: names(diagnosis.Clock), check: "clock", proof: "480 s behind OVH's", next: "timedatectl set-ntp true",
		},
		"clock, as a tool met it": {
			options: ovhsim.Options{ClockSkew: -90 * time.Second}, ail: func(p *patient) {
				p.opt.Text = `{"errorCode":"QUERY_TIME_OUT","httpCode":"400 Bad Request","message":"Query out of time"}`
			},
			causes: names(diagnosis.Clock), check: "clock", proof: "90 s ahead of OVH's", next: "timedatectl set-ntp true",
		},
		"too many calls": {
			options: ovhsim.Options{RateLimit: 1}, ail: func(*patient) {},
			causes: names(diagnosis.TooManyCalls), check: "limit", proof: "60 calls a minute", next: "sleep 60",
		},
		"no such route": {
			ail: func(p *patient) {
				p.opt.Text = `OVHcloud API error (status code 404): Client::NotFound: "Got an invalid (or empty) URL" for GET /domain/zones/list`
			},
			causes: names(diagnosis.RouteAbsent), check: "route", proof: "has no call /domain/zones/list", next: "operations /domain/zones/list",
		},
		"OVH is down": {
			ail:    func(p *patient) { p.sim.Fail(ovhsim.Fault{Status: 503, Times: -1}) },
			causes: names(diagnosis.OVHDown), check: "endpoint", proof: "not available", next: "curl -v",
		},
		"keys missing": {
			ail:    func(p *patient) { p.keys.ConsumerKey = "" },
			causes: names(diagnosis.KeyAbsent), check: "keys", proof: "consumer_key", next: "ovh-tokens",
		},
	} {
		examine := func(t *testing.T, oldErrors bool) {
			t.Parallel()
			options := test.options
			options.OldErrors = oldErrors
			p := newPatient(t, options)
			test.ail(p)
			r := p.examine()
			if got := causes(r); got != test.causes {
				t.Errorf("the causes are %q, want %q\n%s", got, test.causes, dump(r))
			}
			if said := checks(r, test.check); !strings.Contains(said, test.proof) {
				t.Errorf("the check %q says %q, want %q\n%s", test.check, said, test.proof, dump(r))
			}
			if !strings.Contains(r.Next, test.next) || (r.Next == "") != (test.next == "") {
				t.Errorf("next is %q, want %q\n%s", r.Next, test.next, dump(r))
			}
			if r.Found() != (test.causes != "") {
				t.Errorf("something was found: %v\n%s", r.Found(), dump(r))
			}
			ends(t, r)
		}
		t.Run(name, func(t *testing.T) { examine(t, false) })
		t.Run(name+", in bodies of before 2022", func(t *testing.T) { examine(t, true) })
	}
}

// ends holds what each report has to be: sentences, and one command.
func ends(t *testing.T, r doctor.Report) {
	t.Helper()
	for _, c := range r.Checks {
		if !strings.HasSuffix(c.Message, ".") || c.Fix != "" && !strings.HasPrefix(c.Fix, "Run: ") && !strings.HasSuffix(c.Fix, ".") && !strings.HasSuffix(c.Fix, "?") {
			t.Errorf("%q is no sentence, or %q", c.Message, c.Fix)
		}
	}
	if strings.Contains(r.Next, "\n") || r.Head() == "" {
		t.Errorf("next is %q, the head %q", r.Next, r.Head())
	}
	if sure := len(r.Causes) > 0 && r.Causes[0].Sure; strings.Contains(r.Head(), "Not sure") == sure && len(r.Causes) > 1 {
		t.Errorf("the head is %q of %q", r.Head(), causes(r))
	}
}
