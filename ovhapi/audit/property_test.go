package audit_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/audit"
)

// choices makes tokens of a stream of bytes; when it is used up, of zeros.
type choices struct{ left []byte }

func (c *choices) of(n int) int {
	if len(c.left) == 0 {
		return 0
	}
	b := c.left[0]
	c.left = c.left[1:]
	return int(b) % n
}

var someRules = [][]string{
	{"GET /*"},
	{"GET /*", "POST /*", "PUT /*", "DELETE /*"},
	{"GET /me", "GET /me/api/credential/*"},
	{"GET /me/api/credential/*", "GET /me"},
	{"PUT /me/api/credential/*"},
	{"POST /order/*", "GET /me/bill"},
	nil,
}

func (c *choices) when() *time.Time {
	if c.of(4) == 0 {
		return nil
	}
	return ago(time.Duration(c.of(256)-40) * 2 * day)
}

func (c *choices) token(id int64) ovhapi.Token {
	t := harmless(id, may(someRules[c.of(len(someRules))]...), ends(c.when()), used(c.when()), made(time.Duration(c.of(256))*3*day),
		status([]ovhapi.Status{ovhapi.StatusValidated, ovhapi.StatusValidated, ovhapi.StatusExpired, ovhapi.StatusPending, ovhapi.StatusRefused, "?"}[c.of(6)]),
		from([][]string{nil, {"192.0.2.1"}, {"192.0.2.1/32"}, {"::/0"}, {"not an address"}}[c.of(5)]...))
	number := c.of(3)
	t.ApplicationID, t.App = int64(number), []ovhapi.AppState{ovhapi.AppOwned, ovhapi.AppForeign, ovhapi.AppDeleted}[number]
	switch c.of(9) {
	case 7:
		t.Support = true
	case 8:
		unread(&t)
	}
	return t
}

func (c *choices) tokens(most int) []ovhapi.Token {
	var list []ovhapi.Token
	for len(c.left) > 0 && len(list) < most {
		list = append(list, c.token(int64(len(list)+1)))
	}
	if len(list) > 0 {
		list[0].Current = true
	}
	return list
}

// same fails unless two auditors say the same about tokens.
func same(t *testing.T, a, b *audit.Auditor, tokens []ovhapi.Token) {
	t.Helper()
	for _, token := range tokens {
		if diff := cmp.Diff(a.Findings(token.ID), b.Findings(token.ID)); diff != "" {
			t.Errorf("token %d: %s", token.ID, diff)
		}
	}
	if diff := cmp.Diff(a.Counts(), b.Counts()); diff != "" {
		t.Errorf("counts: %s", diff)
	}
}

// steadily judges tokens in every way there is and fails unless the outcome is
// the same.
func steadily(t *testing.T, tokens []ovhapi.Token, r *rand.Rand) {
	t.Helper()
	whole := audit.Of(tokens, now, audit.Thresholds{})
	sane(t, whole, tokens)

	shuffled := slices.Clone(tokens)
	r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	same(t, whole, audit.Of(shuffled, now, audit.Thresholds{}), tokens)

	// Piece by piece, with what goes again and what comes in another state first,
	// from an earlier time on.
	pieces := audit.New(now.Add(-300*day), audit.Thresholds{})
	for i, token := range shuffled {
		first := token
		switch r.IntN(4) {
		case 0:
			first = harmless(token.ID, app(token.ApplicationID, ovhapi.AppOwned, ""), from())
		case 1:
			first = harmless(token.ID, unread)
		}
		pieces.Put(first)
		pieces.Put(harmless(int64(10_000+i), app(token.ApplicationID, token.App, ""), may(someRules[0]...)))
	}
	pieces.Advance(now)
	for i, token := range shuffled {
		pieces.Drop(int64(10_000 + i))
		pieces.Put(token)
	}
	same(t, whole, pieces, tokens)
}

func TestNeitherOrderNorPiecesMatter(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		data := make([]byte, 900)
		for i := range data {
			data[i] = byte(r.IntN(256))
		}
		steadily(t, (&choices{data}).tokens(60), r)
	}
}

func FuzzAudit(f *testing.F) {
	f.Add([]byte("some tokens that are made of this text, and of whatever comes to mind beside it"))
	f.Fuzz(func(t *testing.T, data []byte) {
		steadily(t, (&choices{data}).tokens(40), rand.New(rand.NewPCG(uint64(len(data)), 7)))
	})
}
