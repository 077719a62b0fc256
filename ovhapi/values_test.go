package ovhapi_test

import (
	"errors"
	"net/http"
	"slices"
	"testing"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

func TestValues(t *testing.T) {
	t.Parallel()
	for body, want := range map[string][]string{
		`["example.com","example.org"]`: {"example.com", "example.org"},
		`[12,498601349]`:                {"12", "498601349"},
		`[]`:                            {},
		`["ok","bad\u001b[31m","two\u2028lines",""]`: {"ok"},
	} {
		c := cannedClient(t, canned(http.StatusOK, body))
		got, err := c.Values(t.Context(), "/domain/zone")
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %q, %v; want %q", body, got, err, want)
		}
	}
	for _, body := range []string{`{"a":1}`, `[{"a":1}]`, `[["x"]]`, `"x"`, `null`, `[1.5e400,{}]`} {
		if got, err := cannedClient(t, canned(http.StatusOK, body)).Values(t.Context(), "/domain/zone"); !errors.Is(err, ovhapi.ErrBadAnswer) {
			t.Errorf("%s: %q, %v", body, got, err)
		}
	}
}

func TestValuesOfTheAccount(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	may, _ := w.with(t, "GET /domain/zone")
	if zones, err := may.Values(t.Context(), "/domain/zone"); err != nil || len(zones) == 0 {
		t.Errorf("it lists %q: %v", zones, err)
	}
	mayNot, _ := w.with(t, "GET /me")
	if _, err := mayNot.Values(t.Context(), "/domain/zone"); !errors.Is(err, ovhapi.ErrNotGranted) {
		t.Errorf("without the rule: %v", err)
	}
}
