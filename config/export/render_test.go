package export

import (
	"errors"
	"strings"
	"testing"

	"ovh-tokens/ovhapi"
)

// TestMissing holds that everything missing is said at once, in words.
func TestMissing(t *testing.T) {
	t.Parallel()
	eu := endpointNamed(t, "ovh-eu")
	for _, tt := range []struct {
		id   string
		keys Keys
		want string
	}{
		{"ovh-conf", Keys{}, "the endpoint"},
		{"ovh-conf", Keys{Endpoint: eu}, "the application key, the application secret, the consumer key"},
		{"ovh-conf", application(eu, "a", "b", ""), "missing the consumer key"},
		{"env-oauth2", account(eu, "a", ""), "missing the client secret"},
		{"cluster-autoscaler", application(eu, "a", "b", "c"), "the Public Cloud project id (project), the Kubernetes cluster id (kube)"},
		{"ddns-updater", application(eu, "a", "b", "c"), "missing the DNS zone (zone)"},
		{"nextcloud-2fa", application(eu, "a", "b", "c"), "the SMS account (sms), the SMS sender (sender)"},
		{"createtoken-link", Keys{Endpoint: eu}, "the access rules, one a line (rules)"},
	} {
		format, _ := ByID(tt.id)
		_, err := format.Render(tt.keys, nil)
		var missing *MissingError
		if !errors.As(err, &missing) || !strings.HasSuffix(err.Error(), tt.want) {
			t.Errorf("%s: %v, not %s", tt.id, err, tt.want)
		}
	}
}

// TestKindOfKeys holds what is said when the tool takes another kind of keys,
// and which of two kinds is written.
func TestKindOfKeys(t *testing.T) {
	t.Parallel()
	eu := endpointNamed(t, "ovh-eu")
	both := application(eu, "theKey", "theSecret", "theConsumer")
	both.ClientID, both.ClientSecret = "theClient", ovhapi.NewSecret("theClientSecret")
	for _, f := range Formats() {
		text, err := f.Render(both, sampleParameters())
		if err != nil {
			t.Fatal(err)
		}
		hasKey, hasClient := strings.Contains(text.Reveal(), "theSecret"), strings.Contains(text.Reveal(), "theClient")
		if hasKey && hasClient || hasClient && f.TakesApplication() {
			t.Errorf("%s mixes two kinds of keys:\n%s", f.ID, text.Reveal())
		}
		if got := strings.Join(f.Warnings(both), "\n"); !f.keyless && !strings.Contains(got, "no tool takes both") {
			t.Errorf("%s does not warn of two kinds of keys: %s", f.ID, got)
		}
		var method *MethodError
		if _, err := f.Render(account(eu, "id", "secret"), sampleParameters()); !f.keyless && errors.As(err, &method) == f.TakesAccount() {
			t.Errorf("%s with a service account: %v", f.ID, err)
		}
		if _, err := f.Render(application(eu, "a", "b", "c"), sampleParameters()); !f.keyless && errors.As(err, &method) == f.TakesApplication() {
			t.Errorf("%s with an application: %v", f.ID, err)
		}
	}
	conf, _ := ByID("ovh-conf")
	if got := strings.Join(conf.Warnings(account(eu, "id", "secret")), "\n"); !strings.Contains(got, "cannot be used with these keys") {
		t.Errorf("no warning of a service account: %q", got)
	}
}

// TestOptionalParts holds what parameters add and leave out.
func TestOptionalParts(t *testing.T) {
	t.Parallel()
	eu, ca := endpointNamed(t, "ovh-eu"), endpointNamed(t, "ovh-ca")
	for _, tt := range []struct {
		id         string
		endpoint   ovhapi.Endpoint
		parameters map[string]string
		with, out  string
	}{
		{"ovhcloud-cli", eu, nil, "consumer_key=c\n", "ovh-cli"},
		{"ovhcloud-cli", eu, map[string]string{"project": "p"}, "\n\n[ovh-cli]\ndefault_cloud_project=p\n", "<"},
		{"external-dns", eu, nil, "--ovh-endpoint=ovh-eu\n", "domain-filter"},
		{"external-dns", ca, map[string]string{"zone": "example.com"}, "--ovh-endpoint=ovh-ca --domain-filter=example.com\n", "<"},
		{"ddns-updater", eu, map[string]string{"zone": "example.com"}, `"domain": "example.com"`, "@"},
		{"ddns-updater", eu, map[string]string{"zone": "example.com", "host": "home"}, `"domain": "home.example.com"`, "@"},
		{"libcloud", eu, map[string]string{"project": "p"}, "'c')", "region"},
		{"libcloud", ca, map[string]string{"project": "p"}, "'c', region='ca')", "<"},
		{"symfony", eu, map[string]string{"sms": "sms-1", "sender": "a b&c"}, "&sender=a%20b%26c\n", "<"},
		{"symfony", eu, map[string]string{"sms": "sms-1"}, "service_name=sms-1\n", "sender"},
		{"k8s-secret", eu, nil, `name: "ovh-credentials"`, "<"},
		{"createtoken-link", eu, map[string]string{"rules": "GET /a?b#c d%e&f\nDELETE /x/*"}, "createToken?GET=/a", "d%e"},
	} {
		format, _ := ByID(tt.id)
		text, err := format.Render(application(tt.endpoint, "a", "b", "c"), tt.parameters)
		if tt.id == "createtoken-link" && err != nil {
			continue // the rule parser may refuse such a path, which is as good
		}
		if err != nil || !strings.Contains(text.Reveal(), tt.with) || strings.Contains(text.Reveal(), tt.out) {
			t.Errorf("%s: %v\n%s", tt.id, err, text.Reveal())
		}
	}
}

// TestCreateTokenLink reads the rules of a link back.
func TestCreateTokenLink(t *testing.T) {
	t.Parallel()
	format, _ := ByID("createtoken-link")
	text, err := format.Render(Keys{Endpoint: endpointNamed(t, "ovh-us")}, map[string]string{"rules": "GET /me\nGET /domain/zone/é+b/*\nPUT /ip/192.0.2.0%2F28/*"})
	if err != nil {
		t.Fatal(err)
	}
	found := readLink(t, text.Reveal())
	if found["page"] != "https://api.us.ovhcloud.com/createToken/" || found["GET"] != "/me /domain/zone/é+b/*" || found["PUT"] != "/ip/192.0.2.0%2F28/*" {
		t.Errorf("%v from %s", found, text.Reveal())
	}
	if _, err := format.Render(Keys{Endpoint: endpointNamed(t, "ovh-us")}, map[string]string{"rules": "nonsense"}); err == nil {
		t.Error("takes nonsense for rules")
	}
}
