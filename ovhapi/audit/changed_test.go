package audit_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"ovh-tokens/ovhapi/audit"
)

// Whoever follows the changes knows all findings, whatever is put, dropped or
// judged later.
func TestChangedNamesEveryTokenWithOtherFindings(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(5, 6))
	for range 50 {
		a := audit.New(now, audit.Thresholds{})
		known, at := map[int64][]audit.Code{}, now
		for range 60 {
			switch id := random.Int64N(20); random.IntN(8) {
			case 0:
				at = at.Add(20 * day)
				a.Advance(at)
			case 1, 2:
				a.Drop(id)
			default:
				a.Put(chance(random, 12).token(id))
			}
			for _, id := range a.Changed() {
				known[id] = a.Codes(id)
			}
			for id := range int64(20) {
				if !slices.Equal(known[id], a.Codes(id)) {
					t.Fatalf("token %d is known to have %v and has %v", id, known[id], a.Codes(id))
				}
			}
			if len(a.Changed()) > 0 {
				t.Fatal("a change is told twice")
			}
		}
	}
}

// The gravest is the first of all findings.
func TestGravestIsTheFirstFinding(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(7, 8))
	tokens := chance(random, 6000).tokens(300)
	a := audit.Of(tokens, now, audit.Thresholds{})
	for _, token := range tokens {
		code, severity, found := a.Gravest(token.ID)
		all := a.Findings(token.ID)
		if found != (len(all) > 0) || found && (all[0].Code != code || all[0].Severity != severity) {
			t.Errorf("the gravest about %d is %q, %v; all are %+v", token.ID, code, severity, all)
		}
	}
}

// chance makes choices by chance.
func chance(random *rand.Rand, n int) *choices {
	c := &choices{left: make([]byte, n)}
	for i := range c.left {
		c.left[i] = byte(random.UintN(256))
	}
	return c
}
