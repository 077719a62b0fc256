package diagnosis_test

import (
	"slices"
	"strings"
	"testing"

	"ovh-tokens/ovhapi/diagnosis"
)

// pasted are errors as their clients print them: from their sources and tests, and
// from public threads, with names and ids changed.
var pasted = map[string]struct {
	text    string
	symptom diagnosis.Symptom
	client  string
	call    string // the first complete one
	status  int
	queryID string
}{
	"body of today": {`{"class":"Client::Forbidden","message":"This call has not been granted"}`, diagnosis.NotGranted, "", "", 0, ""},
	"body until 2022": {
		`{"errorCode":"NOT_GRANTED_CALL","httpCode":"403 Forbidden","message":"This call has not been granted"}`,
		diagnosis.NotGranted, "", "", 403, "",
	},
	"body of IAM": {
		`{"class":"Client::Forbidden","message":"User not granted for this request","details":{"unauthorizedActionsByAuthentication":"","unauthorizedActionsByIAM":"vps:apiovh:reboot"}}`,
		diagnosis.IAMDenied, "", "", 0, "",
	},
	"go-ovh": {
		`OVHcloud API error (status code 400): Client::BadRequest: "Invalid signature" (X-OVH-Query-Id: EU.ext-3.5b30ae87.26037.1707)`,
		diagnosis.WrongSignature, "go-ovh", "", 400, "EU.ext-3.5b30ae87.26037.1707",
	},
	"go-ovh until 2022": {`Error 403: "This credential does not exist"`, diagnosis.NoSuchKey, "", "", 403, ""},
	"go-ovh names IAM actions": {
		`OVHcloud API error (status code 403): Client::Forbidden: "User not granted for this request (missing IAM permissions: account:apiovh:me/accessRestriction/ip/get, account:apiovh:me/installationTemplate/get)" (X-OVH-Query-Id: EU.ext-99.foobar)`,
		diagnosis.IAMDenied, "go-ovh", "", 403, "EU.ext-99.foobar",
	},
	"go-ovh with two methods": {
		"can't use multiple authentication methods: application_key/application_secret, client_id/client_secret",
		diagnosis.MixedMethods, "", "", 0, "",
	},
	"go-ovh without keys": {
		"missing authentication information, you need to provide one of the following: application_key/application_secret, client_id/client_secret, or access_token",
		diagnosis.KeysMissing, "", "", 0, "",
	},
	"go-ovh with a misspelt endpoint": {
		"unknown endpoint 'ovh_eu', consider checking 'Endpoints' list or using an URL", diagnosis.WrongEndpoint, "", "", 0, "",
	},
	"go-ovh offline": {"go-ovh: the OVH API is not reachable: failed to get /auth/time response", diagnosis.Offline, "go-ovh", "GET /auth/time", 0, ""},
	"python-ovh": {
		"Traceback (most recent call last):\n  File \"/usr/lib/python3/site-packages/ovh/client.py\", line 465, in call\n    raise APIError(json_result.get(\"message\"), response=result)\n" +
			"ovh.exceptions.APIError: This call has not been granted \nOVH-Query-ID: EU.ext-2.64415cf2.40437.b4d78937",
		diagnosis.NotGranted, "python-ovh", "", 0, "EU.ext-2.64415cf2.40437.b4d78937",
	},
	"python-ovh with a wrong secret":         {"ovh.exceptions.BadParametersError: Invalid signature", diagnosis.WrongSignature, "python-ovh", "", 0, ""},
	"python-ovh with an old key":             {"ovh.exceptions.InvalidCredential: This credential is not valid", diagnosis.KeyNotValid, "python-ovh", "", 0, ""},
	"python-ovh with an unknown application": {"ovh.exceptions.InvalidKey", diagnosis.UnknownApplication, "python-ovh", "", 0, ""},
	"go-ovh until 2023 with a misspelt endpoint": {
		"Unknown endpoint foo. Consider checking 'Endpoints' list of using an URL.", diagnosis.WrongEndpoint, "", "", 0, "",
	},
	"acme.sh without a key":    {"OVH consumer key is empty, Let's get one:", diagnosis.KeysMissing, "acme.sh", "", 0, ""},
	"python-ovh without a key": {"ovh.exceptions.InvalidKey: Invalid ConsumerKey 'None'", diagnosis.KeysMissing, "python-ovh", "", 0, ""},
	"python-ovh with a wrong region": {
		"ovh.exceptions.InvalidRegion: ('Unknow endpoint %s. Valid endpoints: %s', 'ovh', dict_keys(['ovh-eu']))", diagnosis.WrongEndpoint, "python-ovh", "", 0, "",
	},
	"python-ovh behind a captive page": {"ovh.exceptions.InvalidResponse: ('Failed to decode API response', JSONDecodeError())", diagnosis.BadAnswer, "python-ovh", "", 0, ""},
	"lego": {
		`acme: error presenting token: ovh: error when call api to add record (/domain/zone/example.com/record): OVHcloud API error (status code 403): Client::Forbidden: "This credential is not valid" (X-OVH-Query-Id: EU.ext-3.66b1f83a.731085.db8f)`,
		diagnosis.KeyNotValid, "lego", "", 403, "EU.ext-3.66b1f83a.731085.db8f",
	},
	"lego without keys": {"ovh: some credentials information are missing: OVH_CONSUMER_KEY", diagnosis.KeysMissing, "lego", "", 0, ""},
	"Traefik, quoted within quotes": {
		`ERR Error renewing certificate from LE error="error: one or more domains had a problem:\n[a.example.com] acme: error presenting token: ovh: error when call api to refresh zone (/domain/zone/example.com/refresh): OVHcloud API error (status code 403): \"This call has not been granted\" (X-OVH-Query-Id: EU.ext-3.66b1)" providerName=ovh.acme github.com/traefik/traefik`,
		diagnosis.NotGranted, "Traefik", "", 403, "EU.ext-3.66b1",
	},
	"certbot tells a status only": {
		"Error determining zone identifier for example.com: 403 Client Error: Forbidden for url: https://eu.api.ovh.com/1.0/domain/zone/. (Are your Application Key and Consumer Key values correct?)",
		diagnosis.Forbidden, "certbot", "", 403, "",
	},
	"certbot with a wrong secret": {
		"Error determining zone identifier for example.com: 400 Client Error: Bad Request for url: https://eu.api.ovh.com/1.0/domain/zone/. (Is your Application Secret value correct?)",
		diagnosis.BadRequest, "certbot", "", 400, "",
	},
	"certbot of before October 2023": {"Error adding TXT record: Expecting value: line 1 column 1 (char 0)", diagnosis.BadAnswer, "certbot", "", 0, ""},
	"certbot without a key":          {"Missing property in credentials configuration file /root/.ovhapi:\n * Property \"dns_ovh_consumer_key\" not found", diagnosis.KeysMissing, "certbot", "", 0, ""},
	"acme.sh":                        {"[Mon Feb  5 12:01:02 UTC 2024] The consumer key is invalid: ****\n[Mon Feb  5 12:01:02 UTC 2024] Please retry to create a new one.", diagnosis.KeyNotValid, "acme.sh", "", 0, ""},
	"acme.sh with a body": {
		`[Wed Dec 27 14:30:52 CET 2017] error {"errorCode":"NOT_CREDENTIAL","httpCode":"403 Forbidden","message":"This credential does not exist"}`,
		diagnosis.NoSuchKey, "", "", 403, "",
	},
	"acme.sh without keys":       {"You don't specify OVH application key and application secret yet.", diagnosis.KeysMissing, "acme.sh", "", 0, ""},
	"acme.sh asks for a new key": {"Unable to get validationUrl\nCan not get consumer key.", diagnosis.UnknownApplication, "", "", 0, ""},
	"Terraform": {
		`Error: OVH client seems to be misconfigured: "OVHcloud API error (status code 403): Client::Forbidden: \"This application key is invalid\" (X-OVH-Query-Id: EU.ext-1.67a2)"`,
		diagnosis.UnknownApplication, "Terraform", "", 403, "EU.ext-1.67a2",
	},
	"Terraform in its frame": {
		"╷\n│ Error: calling Post /domain/zone/example.com/record:\n│ \t OVHcloud API error (status code 403): Client::Forbidden: \"This call has not\n│ been granted\" (X-OVH-Query-Id: EU.ext-1.67a2)\n│ \n│   with ovh_domain_zone_record.www,\n│   on main.tf line 9, in resource \"ovh_domain_zone_record\" \"www\":\n╵",
		diagnosis.NotGranted, "Terraform", "POST /domain/zone/example.com/record", 403, "EU.ext-1.67a2",
	},
	"Terraform 0.10": {`Error: section "ovh-eu" does not exist`, diagnosis.KeysMissing, "", "", 0, ""},
	"php-ovh": {
		"Client error: `GET https://eu.api.ovh.com/1.0/me` resulted in a `403 Forbidden` response:\n{\"errorCode\":\"INVALID_CREDENTIAL\",\"httpCode\":\"403 Forbidden\",\"message\":\"This credential is not valid\"}",
		diagnosis.KeyNotValid, "php-ovh", "GET /me", 403, "",
	},
	"node-ovh":     {"Got error 403: 'This call has not been granted'.", diagnosis.NotGranted, "node-ovh", "", 403, ""},
	"ovh-cli":      {"Error: 403 ForbiddenNOT_CREDENTIALThis credential does not exist", diagnosis.NoSuchKey, "", "", 403, ""},
	"ddns-updater": {"ERROR cannot list records: bad HTTP status: 400 Bad Request: Invalid signature:", diagnosis.WrongSignature, "ddns-updater", "", 400, ""},
	"cert-manager": {
		`cert-manager/challenges "re-queuing item" err="OVH API call failed: GET /domain/zone/example.com/status - Error 400: \"Invalid signature\""`,
		diagnosis.WrongSignature, "cert-manager", "GET /domain/zone/example.com/status", 400, "",
	},
	"external-dns": {
		`level=error msg="Failed to do run once: soft error\nOVHcloud API error (status code 404): Client::NotFound: \"Got an invalid (or empty) URL\" (X-OVH-Query-Id: EU.ext-2.68f6)"`,
		diagnosis.NoSuchRoute, "external-dns", "", 404, "EU.ext-2.68f6",
	},
	"this program":          {"GET /me: 403 This call has not been granted (OVH query FR.ws-3.5b30.26037)", diagnosis.NotGranted, "", "GET /me", 403, "FR.ws-3.5b30.26037"},
	"old timestamp":         {`{"errorCode":"QUERY_TIME_OUT","httpCode":"400 Bad Request","message":"Query out of time"}`, diagnosis.WrongTime, "", "", 400, ""},
	"too many":              {"HTTP/1.1 429 Too Many Requests", diagnosis.RateLimited, "", "", 429, ""},
	"not signed":            {`{"class":"Client::Unauthorized","message":"You must login first"}`, diagnosis.NoLogin, "", "", 0, ""},
	"certificate":           {`Get "https://eu.api.ovh.com/1.0/auth/time": tls: failed to verify certificate: x509: certificate signed by unknown authority`, diagnosis.Untrusted, "", "GET /auth/time", 0, ""},
	"no name":               {"dial tcp: lookup eu.api.ovh.com: no such host", diagnosis.Offline, "", "", 0, ""},
	"page":                  {"Error code: Invalid token — Request-Id: EU.AUTH.WEB.1", diagnosis.LinkDead, "", "", 0, ""},
	"maintenance":           {"503 Service Unavailable", diagnosis.Unavailable, "", "", 503, ""},
	"OVH's word goes first": {"connection reset by peer\nretrying\nError 403: \"This credential is not valid\"", diagnosis.KeyNotValid, "", "", 403, ""},
	"nothing of it":         {"it does not work", diagnosis.NotTold, "", "", 0, ""},
	"a number alone":        {"port 443, 500 users", diagnosis.NotTold, "", "", 0, ""},
	"empty":                 {"", diagnosis.NotTold, "", "", 0, ""},
}

func TestErrorsOfEveryClientAreRead(t *testing.T) {
	t.Parallel()
	for name, want := range pasted {
		r := diagnosis.Read(want.text)
		if r.Symptom != want.symptom || r.Client != want.client || r.Status != want.status || r.QueryID != want.queryID {
			t.Errorf("%s: symptom %q, client %q, status %d, query %q; want %q, %q, %d, %q", name, r.Symptom, r.Client, r.Status, r.QueryID, want.symptom, want.client, want.status, want.queryID)
		}
		call := ""
		if c, complete := r.Call(); complete {
			call = c.String()
		}
		if call != want.call {
			t.Errorf("%s: the call is %q of %v, want %q", name, call, r.Calls, want.call)
		}
		if (r.Symptom == diagnosis.NotTold) != (len(r.Causes()) == 0) {
			t.Errorf("%s: %q may come from %q", name, r.Symptom, r.Causes())
		}
	}
}

// TestWhatIsQuotedStandsInTheText holds that no words are put into the mouth of a
// client.
func TestWhatIsQuotedStandsInTheText(t *testing.T) {
	t.Parallel()
	texts := []string{`{"details":{"unauthorizedActionsByIAM":"vps:apiovh:reboot"}}`, "missing IAM permissions: account:apiovh:me/get"}
	for _, p := range pasted {
		texts = append(texts, p.text)
	}
	for _, text := range texts {
		if said := diagnosis.Read(text).Said; !strings.HasPrefix(said, "status ") && !strings.Contains(strings.Join(strings.Fields(strings.ReplaceAll(text, "│", " ")), " "), said) {
			t.Errorf("%q is quoted of %q", said, text)
		}
	}
}

func TestMissingActionsAreNamed(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][]string{
		"body of IAM":              {"vps:apiovh:reboot"},
		"go-ovh names IAM actions": {"account:apiovh:me/accessRestriction/ip/get", "account:apiovh:me/installationTemplate/get"},
		"body of today":            nil,
	} {
		if got := diagnosis.Read(pasted[name].text).Actions; !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// TestZoneMisread reads what lego asks for when its resolvers hide the zone.
func TestZoneMisread(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`ovh: error when call api to add record (/domain/zone/de/record): OVHcloud API error (status code 403): "This call has not been granted"`:         "de",
		`OVH API call failed: GET /domain/zone/eu/status - OVHcloud API error (status code 404): Client::NotFound: "This service does not exist"`:         "eu",
		`ovh: error when call api to add record (/domain/zone/example.de/record): OVHcloud API error (status code 403): "This call has not been granted"`: "",
		`GET /domain/zone/: Error 403`: "",
	} {
		r := diagnosis.Read(text)
		if zone, misread := r.Zone(); zone != want || misread != (want != "") {
			t.Errorf("the zone of %q is %q, want %q", text, zone, want)
		}
		if (r.Causes()[0] == diagnosis.ZoneMisread) != (want != "") {
			t.Errorf("%q comes from %q", text, r.Causes())
		}
	}
}

// TestEveryCauseIsInWords goes through all symptoms: each has its causes, and each
// cause says what it is and what helps.
func TestEveryCauseIsInWords(t *testing.T) {
	t.Parallel()
	for _, s := range []diagnosis.Symptom{
		diagnosis.NotGranted, diagnosis.IAMDenied, diagnosis.KeyNotValid, diagnosis.NoSuchKey, diagnosis.UnknownApplication,
		diagnosis.WrongSignature, diagnosis.WrongTime, diagnosis.NoLogin, diagnosis.RateLimited, diagnosis.NoSuchRoute,
		diagnosis.NotFound, diagnosis.Unavailable, diagnosis.Offline, diagnosis.Untrusted, diagnosis.BadAnswer, diagnosis.Forbidden,
		diagnosis.BadRequest, diagnosis.LinkDead, diagnosis.MixedMethods, diagnosis.KeysMissing, diagnosis.WrongEndpoint, diagnosis.WrongFile,
	} {
		if len(s.Causes()) == 0 {
			t.Errorf("%q has no causes", s)
		}
		for _, c := range append(s.Causes(), diagnosis.ZoneMisread, diagnosis.NoRules, diagnosis.OtherKey) {
			if c.What() == "" || c.Fix() == "" {
				t.Errorf("%q of %q has no words", c, s)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, p := range pasted {
		f.Add(p.text)
	}
	f.Add("\x1b[31mOVH-Query-ID: \u202eEU.x" + string([]byte{0xff}))
	f.Fuzz(func(t *testing.T, text string) {
		r := diagnosis.Read(text)
		if again := diagnosis.Read(text); again.Symptom != r.Symptom || again.Said != r.Said {
			t.Fatal("the same text is read in two ways")
		}
		if (r.Symptom == diagnosis.NotTold) != (len(r.Causes()) == 0) || (r.Symptom == diagnosis.NotTold) != (r.Said == "") {
			t.Fatalf("%+v", r)
		}
		for _, text := range shown(r) {
			if strings.ContainsFunc(text, func(c rune) bool { return c < ' ' || c == 0x7f || c >= 0x202a && c <= 0x202e }) {
				t.Fatalf("%q is shown", text)
			}
		}
	})
}

// shown is what of a reading stands on a screen.
func shown(r diagnosis.Reading) []string {
	texts := append([]string{r.QueryID, r.Said, r.Client}, r.Actions...)
	for _, c := range r.Calls {
		texts = append(texts, c.String())
	}
	return texts
}
