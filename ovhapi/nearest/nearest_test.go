package nearest_test

import (
	"slices"
	"testing"

	"ovh-tokens/ovhapi/nearest"
)

func TestWords(t *testing.T) {
	t.Parallel()
	known := []string{"lego", "lego-wide", "certbot", "traefik", "external-dns", "dns01-zone", "env"}
	for typed, want := range map[string][]string{
		"treafik":  {"traefik"},
		"legoo":    {"lego"},
		"lego":     {"lego"},
		"LEGO":     {"lego"},
		"external": {"external-dns"},
		"zone":     {"dns01-zone"},
		"dotenv":   {"env"},
		"pizza":    nil,
		"":         nil,
	} {
		got := nearest.Words(typed, known, 1)
		if !slices.Equal(got, want) && len(got)+len(want) > 0 {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
	if got := nearest.Words("leg", known, 5); !slices.Equal(got, []string{"lego", "lego-wide"}) {
		t.Errorf("%q", got)
	}
}

func TestDistance(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"a", "", 1}, {"abc", "acb", 1}, {"kube", "kubo", 1}, {"record", "recodr", 1}, {"zone", "zones", 1}, {"vps", "ip", 2}} {
		if got := nearest.Distance(tc.a, tc.b); got != tc.want {
			t.Errorf("%q %q: %d, want %d", tc.a, tc.b, got, tc.want)
		}
	}
}
