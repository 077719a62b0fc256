package export

import (
	"slices"
	"strings"
	"testing"
)

// TestFormatsAreComplete holds what every format must say, and that templates
// name only values that exist.
func TestFormatsAreComplete(t *testing.T) {
	t.Parallel()
	ids := map[string]bool{}
	for _, f := range Formats() {
		if ids[f.ID] {
			t.Errorf("%s comes twice", f.ID)
		}
		ids[f.ID] = true
		if f.Tool == "" || f.Where == "" || f.Source == "" || f.Kind == "" || !slices.Contains(Groups(), f.Group) {
			t.Errorf("%s is incomplete", f.ID)
		}
		if (f.Path == "") != (f.Mode == 0) || f.Mode&0o077 != 0 {
			t.Errorf("%s: path %q with mode %o", f.ID, f.Path, f.Mode)
		}
		for _, s := range slices.Concat(f.Notes, f.Warnings(Keys{})) {
			if strings.ContainsRune(s, '\n') || !strings.HasSuffix(s, ".") {
				t.Errorf("%s: no sentence: %q", f.ID, s)
			}
		}
		for _, text := range []string{f.keys, f.account} {
			f.checkPlaceholders(t, text)
		}
	}
	if len(ids) != 58 {
		t.Errorf("%d formats", len(ids))
	}
}

// checkPlaceholders looks at every placeholder and condition of a template.
func (f Format) checkPlaceholders(t *testing.T, text string) {
	t.Helper()
	lines, err := parseTemplate(text)
	if err != nil {
		t.Errorf("%s: %v", f.ID, err)
	}
	known := []string{valueEndpoint, valueKey, valueSecret, valueConsumer, valueClient, valueClientSecret}
	for _, p := range f.Parameters {
		known = append(known, p.Name)
		if p.Name == "zone" {
			known = append(known, valueHost)
		}
	}
	for _, l := range lines {
		if l.when != "" && !slices.Contains(known, l.when) {
			t.Errorf("%s: condition on %s", f.ID, l.when)
		}
		for _, p := range l.pieces {
			if p.syntax != "" && !slices.Contains(known, p.value) {
				t.Errorf("%s: placeholder for %s", f.ID, p.value)
			}
			if (p.syntax == "page" || p.syntax == "host") && p.value != valueEndpoint {
				t.Errorf("%s: %s stands there unquoted", f.ID, p.value)
			}
		}
	}
}

// TestFind looks formats up as a person would.
func TestFind(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"traefik":    "lego lego-files",
		"lego":       "lego lego-files env caddyfile caddy-json",
		" Terraform": "terraform terraform-oauth2",
		"terra":      "terraform terraform-oauth2",
		"opentofu":   "terraform env",
		"swag":       "certbot",
		"n8n":        "n8n",
		"json":       "json",
		"nonsense":   "",
	} {
		var got []string
		for _, f := range Find(query) {
			got = append(got, f.ID)
		}
		wanted := strings.Fields(want)
		if len(wanted) == 0 && len(got) > 0 || len(wanted) > 0 && (len(got) == 0 || got[0] != wanted[0]) {
			t.Errorf("%q finds %v", query, got)
		}
		for _, id := range wanted[:min(len(wanted), 2)] {
			if !slices.Contains(got, id) {
				t.Errorf("%q does not find %s: %v", query, id, got)
			}
		}
	}
	if len(Find("")) != len(Formats()) {
		t.Error("an empty query does not find all")
	}
	if _, ok := ByID("traefik"); ok {
		t.Error("traefik is no id")
	}
}

// TestForPreset suggests the tools that a rule set is made for.
func TestForPreset(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]string{"lego": "lego", "terraform-ip": "terraform", "acme-sh": "proxmox", "dnscontrol-dns": "dnscontrol", "n8n": "n8n"} {
		if !slices.ContainsFunc(ForPreset(id), func(f Format) bool { return f.ID == want }) {
			t.Errorf("%s does not suggest %s", id, want)
		}
	}
	if got := ForPreset("no such preset"); len(got) > 0 {
		t.Errorf("suggests %v", got)
	}
}

// TestTemplateFaults holds that a placeholder without a syntax is none.
func TestTemplateFaults(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"<ak>", "<nosuch ak>", "<yaml ak", "<?zone", "a < b\n"} {
		if lines, err := parseTemplate(text); err == nil {
			t.Errorf("%q is taken: %+v", text, lines)
		}
	}
}
