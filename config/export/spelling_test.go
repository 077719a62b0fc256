package export

import (
	"errors"
	"strings"
	"testing"

	"ovh-tokens/ovhapi"
)

// The endpoints of this test, in the order of the columns below.
var columns = []string{
	"ovh-eu", "ovh-ca", "ovh-us", "kimsufi-eu", "kimsufi-ca", "soyoustart-eu", "soyoustart-ca",
	"https://eu.api.ovh.com/1.0", "https://api.example.net/1.0", "http://127.0.0.1:8080/1.0",
}

// What the tools write for each: the name (=), nothing that works (-), or a text.
// "u" stands for the URL itself.
var spellings = map[string]string{
	"= = = = = = = u u u":              "ovh-conf env ovhcloud-cli dotenv lego lego-files certbot-dns-multi home-assistant terraform pulumi crossplane caddyfile caddy-json cert-manager-baarde cert-manager-aureq external-dns cluster-autoscaler karpenter kubeswitch cluster-api k8s-secret docker-machine exporter-wiremind exporter-sms utask github-actions json",
	"= = = - - - - ovh-eu - -":         "ovh-conf-oauth2 env-oauth2 terraform-oauth2 cert-manager-aureq-oauth2",
	"= = = = = = = u u -":              "acme-sh proxmox opnsense pfsense php-ovh",
	"= = = = = = = ovh-eu - -":         "certbot lexicon yunohost truenas ansible-synthesio ansible-community octodns ddns-updater posh-acme exporter-ssube ovh-cost-manager nextcloud-2fa node-ovh python-ovh cloud-snapshot",
	"= = - = = = = ovh-eu - -":         "certifytheweb",
	"eu ca us = = = = u u u":           "dnscontrol",
	"= - - - - - - ovh-eu - -":         "domain-watchdog",
	"(empty) ca - - - - - (empty) - -": "libcloud",
	"eu.api.ovh.com/1.0 ca.api.ovh.com/1.0 api.us.ovhcloud.com/1.0 eu.api.kimsufi.com/1.0 ca.api.kimsufi.com/1.0 eu.api.soyoustart.com/1.0 ca.api.soyoustart.com/1.0 eu.api.ovh.com/1.0 - -":                                                                                                                                                           "n8n",
	"default ca.api.ovh.com api.us.ovhcloud.com eu.api.kimsufi.com ca.api.kimsufi.com eu.api.soyoustart.com ca.api.soyoustart.com default api.example.net -":                                                                                                                                                                                           "symfony",
	"https://auth.eu.ovhcloud.com/api/createToken https://ca.api.ovh.com/createToken/ https://api.us.ovhcloud.com/createToken/ https://eu.api.kimsufi.com/createToken/ https://ca.api.kimsufi.com/createToken/ https://eu.api.soyoustart.com/createToken/ https://ca.api.soyoustart.com/createToken/ https://auth.eu.ovhcloud.com/api/createToken - -": "createtoken-link",
}

// TestEndpointSpelling holds how each tool writes each endpoint.
func TestEndpointSpelling(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for row, ids := range spellings {
		cells := strings.Fields(row)
		for id := range strings.FieldsSeq(ids) {
			seen[id] = true
			format, found := ByID(id)
			if !found || len(cells) != len(columns) {
				t.Fatalf("%s: no such format, or %d cells", id, len(cells))
			}
			for i, name := range columns {
				format.checkSpelling(t, name, cells[i])
			}
		}
	}
	for _, f := range Formats() {
		if !seen[f.ID] {
			t.Errorf("how %s spells endpoints is not tested", f.ID)
		}
	}
}

// checkSpelling compares how a tool writes an endpoint with a cell of the table.
func (f Format) checkSpelling(t *testing.T, name, cell string) {
	t.Helper()
	e := endpointNamed(t, name)
	got, err := f.Spelling(e)
	if cell == "-" {
		var unknown *EndpointError
		if !errors.As(err, &unknown) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s on %s: %q, %v", f.ID, name, got, err)
		}
		if len(f.Warnings(Keys{Endpoint: e})) == len(f.cautions) {
			t.Errorf("%s on %s: no warning", f.ID, name)
		}
		return
	}
	want := map[string]string{"=": name, "u": name, "(empty)": ""}
	text, special := want[cell]
	if !special {
		text = cell
	}
	if err != nil || got != text {
		t.Errorf("%s on %s: %q, not %q (%v)", f.ID, name, got, text, err)
	}
}

// TestServiceAccountsOnTheirEndpoints holds that an account is written only for
// the three endpoints that have service accounts.
func TestServiceAccountsOnTheirEndpoints(t *testing.T) {
	t.Parallel()
	for _, f := range Formats() {
		if !f.TakesAccount() {
			continue
		}
		for _, e := range ovhapi.Endpoints() {
			_, err := f.Render(account(e, "id", "secret"), sampleParameters())
			if fits := strings.HasPrefix(e.Name, "ovh-"); (err == nil) != fits {
				t.Errorf("%s on %s: %v", f.ID, e.Name, err)
			}
		}
		text, err := f.Render(account(endpointNamed(t, "https://ca.api.ovh.com/1.0"), "id", "secret"), sampleParameters())
		if err != nil || strings.Contains(text.Reveal(), "https://ca.api") {
			t.Errorf("%s does not name the endpoint of a known URL: %v\n%s", f.ID, err, text)
		}
	}
}

// TestEndpointWarnings holds what is said where a tool takes an endpoint and
// then fails on it, or may.
func TestEndpointWarnings(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ id, endpoint, want string }{
		{"certbot", "ovh-us", "dns-lexicon"},
		{"yunohost", "ovh-us", "dns-lexicon"},
		{"truenas", "ovh-us", "dns-lexicon"},
		{"lexicon", "ovh-us", "dns-lexicon"},
		{"certbot", "ovh-eu", ""},
		{"acme-sh", "ovh-us", "June 2023"},
		{"ovh-conf", "https://api.example.net/1.0", "python-ovh"},
		{"ovh-conf", "kimsufi-eu", ""},
		{"pulumi", "https://api.example.net/1.0", "documentation"},
		{"lego", "ovh-us", "lego's guide"},
		{"lego", "ovh-ca", ""},
		{"cloud-snapshot", "ovh-ca", "ovh-eu only"},
		{"certifytheweb", "ovh-us", "cannot work"},
		{"python-ovh", "https://api.example.net/1.0", "cannot work"},
	} {
		format, _ := ByID(tt.id)
		got := strings.Join(format.endpointWarnings(endpointNamed(t, tt.endpoint), false), "\n")
		if (got == "") != (tt.want == "") || !strings.Contains(got, tt.want) {
			t.Errorf("%s on %s: %q", tt.id, tt.endpoint, got)
		}
	}
}
