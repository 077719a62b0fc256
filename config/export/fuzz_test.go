package export

import (
	"slices"
	"testing"
	"unicode"

	"github.com/zclconf/go-cty/cty"
)

// fuzzed are the formats to fuzz: one for each syntax that a key can stand in.
var fuzzed = []string{
	"env", "dotenv", "exporter-wiremind", "github-actions", "posh-acme", "ovh-conf", "ovhcloud-cli", "certbot", "json", "k8s-secret",
	"ansible-community", "crossplane", "terraform", "python-ovh", "php-ovh", "node-ovh", "caddyfile", "caddy-json", "symfony", "opnsense",
}

// FuzzSyntaxes puts any text into every syntax: it is refused, or read back as
// it is.
func FuzzSyntaxes(f *testing.F) {
	for _, value := range hostile {
		f.Add(value)
	}
	f.Fuzz(func(t *testing.T, value string) {
		if value == "" {
			return
		}
		for _, v := range variants() {
			if v.account || !slices.Contains(fuzzed, v.ID) {
				continue
			}
			given := sampleParameters()
			text, err := v.render(endpointNamed(t, "ovh-ca"), value, value, value, given)
			if err != nil {
				continue
			}
			v.checkKeys(t, value, text.Reveal())
		}
	})
}

// TestEverySyntaxIsFuzzed holds the list above to the syntaxes there are.
func TestEverySyntaxIsFuzzed(t *testing.T) {
	t.Parallel()
	seen := []string{"page", "host", "query", "comment", "section"} // not for keys
	for _, v := range variants() {
		if slices.Contains(fuzzed, v.ID) {
			seen = append(seen, v.syntaxesOf(t)...)
		}
	}
	for name := range syntaxes {
		if !slices.Contains(seen, name) {
			t.Errorf("%s is not fuzzed", name)
		}
	}
}

// TestTerraformKeepsWhatIsLetIn tries every rune, alone and between letters.
func TestTerraformKeepsWhatIsLetIn(t *testing.T) {
	t.Parallel()
	for r := rune(1); r <= unicode.MaxRune; r++ {
		text := "a" + string(r) + "a" + string(r)
		if r >= 0xD800 && r <= 0xDFFF || unstable(r) {
			continue
		}
		if got := cty.StringVal(text).AsString(); got != text {
			t.Errorf("%U becomes %q", r, got)
		}
	}
}
