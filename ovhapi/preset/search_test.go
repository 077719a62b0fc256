package preset

import (
	"slices"
	"strings"
	"testing"
)

func ids(list List) []string {
	out := make([]string, len(list))
	for i, p := range list {
		out[i] = p.ID
	}
	return out
}

// TestSearchFindsByTool asks as people do: by the name of what they run.
func TestSearchFindsByTool(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"traefik":        "lego",
		"Traefik":        "lego",
		"lego":           "lego",
		"certbot":        "certbot-dns-ovh",
		"proxmox":        "acme-sh",
		"acme.sh":        "acme-sh",
		"nginx proxy":    "certbot-dns-ovh",
		"home assistant": "lego",
		"cert-manager":   "cert-manager-webhook-ovh-aureq",
		"caddy":          "caddy-dns-ovh",
		"external-dns":   "external-dns",
		"opentofu":       "terraform-domain-zone-record",
		"terraform kube": "terraform-kube",
		"pulumi vrack":   "terraform-vrack",
		"order":          "terraform-order",
		"karpenter":      "karpenter",
		"prometheus sms": "exporter-sms",
		"nextcloud":      "nextcloud-2fa-sms",
		"reverse dns":    "terraform-ip",
		"posh":           "posh-acme",
		"ddns":           "ddns-updater",
		"read-only":      "token-manager-read-only",
		"/sms jobs":      "sms-send",
		"invoice":        "invoices-only",
		"without limit":  "full-access",
		"dns01-zone":     "dns01-zone",
		"ansible ip":     "ansible-synthesio-ip",
		"letsencrypt":    "dns01-zone",
		"Let's Encrypt":  "dns01-zone",
		"k8s":            "terraform-kube",
		"dyndns":         "dynhost-manage",
		"bills":          "billing-read-only",
		"invoices":       "invoices-only",
		"backups":        "hosting-database-dump",
		"ssl":            "dns01-zone",
	} {
		found := ids(Search(text))
		if len(found) == 0 || found[0] != want {
			t.Errorf("%q finds %v", text, found)
		}
	}
	for _, text := range []string{"no such tool", "lego vrack", "\x00"} {
		if found := Search(text); len(found) > 0 {
			t.Errorf("%q finds %v", text, ids(found))
		}
	}
}

func TestSearchForNothingListsAll(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", " \t"} {
		if got := ids(Search(text)); !slices.Equal(got, ids(All())) {
			t.Errorf("%q finds %v", text, got)
		}
	}
}

// TestSearchKeepsTheOrderOfEquals holds the place of the wide sets of a tool
// behind the narrow ones.
func TestSearchKeepsTheOrderOfEquals(t *testing.T) {
	t.Parallel()
	found := ids(Search("dnscontrol"))
	if want := []string{"dnscontrol-dns", "dnscontrol-registrar", "dnscontrol-documented"}; !slices.Equal(found[:3], want) {
		t.Errorf("%v", found)
	}
	list := List{{ID: "a", Title: "Mine"}, {ID: "b", Title: "Mine", Own: true}}
	if got := list.Search("mine"); len(got) != 2 || got[0].ID != "a" || !got[1].Own {
		t.Errorf("%+v", got)
	}
}

// TestTheSuggestionIsCertificates is what somebody gets who does not know.
func TestTheSuggestionIsCertificates(t *testing.T) {
	t.Parallel()
	if p := Suggested(); p.ID != "dns01-zone" || !strings.Contains(p.Purpose, "DNS-01") {
		t.Errorf("%+v", p)
	}
}

func BenchmarkSearch(b *testing.B) {
	list := All()
	for b.Loop() {
		if len(list.Search("dns zone")) == 0 {
			b.Fatal("nothing was found")
		}
	}
}
