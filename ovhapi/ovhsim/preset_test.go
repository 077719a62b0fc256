package ovhsim_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ovhapi/rule"
)

// Published lets a test read the catalogue as the program does.
func (c client) Published(_ context.Context, path string) ([]byte, error) {
	r := c.call("GET", path, "")
	if r.status != 200 {
		return nil, errors.New(r.body)
	}
	return []byte(r.body), r.err
}

// TestReadyMadeSetsFindTheirRoutes fills every ready-made set and asks the
// simulated API's catalogue about it. What is unknown, OVH does not have either.
func TestReadyMadeSetsFindTheirRoutes(t *testing.T) {
	t.Parallel()
	known, err := catalog.Fetch(t.Context(), manager(t), "simulated", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if known.Len() < 500 {
		t.Errorf("%d operations", known.Len())
	}
	var missing []string
	for _, p := range preset.All() {
		values := map[string][]string{}
		for _, q := range p.Parameters() {
			values[q.Name] = []string{preset.Every}
		}
		rules, err := p.Fill(values)
		if err != nil {
			t.Errorf("%s: %v", p.ID, err)
			continue
		}
		for _, f := range rules.Lint(known) {
			if slices.Contains([]rule.Code{rule.CodeUnknownRoute, rule.CodeNoSuchMethod, rule.CodeNeedsNoKey, rule.CodeDeprecated}, f.Code) {
				missing = append(missing, p.ID+" "+string(f.Code)+" "+f.Rule.String())
			}
		}
	}
	want := []string{ // the set is the wide one that go-ovh's AddRecursiveRules makes
		"domain-ip-rw no-such-method POST /domain", "domain-ip-rw no-such-method PUT /domain", "domain-ip-rw no-such-method DELETE /domain",
		"domain-ip-rw no-such-method POST /ip", "domain-ip-rw no-such-method PUT /ip", "domain-ip-rw no-such-method DELETE /ip",
	}
	if !slices.Equal(missing, want) {
		t.Errorf("rules that find no operation:\n%s", strings.Join(missing, "\n"))
	}
}
