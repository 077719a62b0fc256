package audit_test

import (
	"fmt"
	"testing"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/audit"
)

// account makes 10,000 tokens as accounts have them: four in ten left by logins, the rest
// of tools, of which one in three has rules of its own.
func account() []ovhapi.Token {
	tokens := make([]ovhapi.Token, 10_000)
	for i := range tokens {
		id := int64(i + 1)
		switch {
		case i%10 < 4:
			tokens[i] = harmless(id, app(7, ovhapi.AppForeign, "OVH API console"), may("GET /*", "POST /*", "PUT /*", "DELETE /*"), from(), ends(nil))
		case i%3 == 0:
			tokens[i] = harmless(id, app(int64(100+i/40), ovhapi.AppOwned, "tool"), may(
				fmt.Sprintf("GET /domain/zone/%d.example/*", i), fmt.Sprintf("POST /domain/zone/%d.example/*", i), "GET /me"))
		default:
			tokens[i] = harmless(id, app(int64(100+i/40), ovhapi.AppOwned, "tool"), may("GET /cloud/*", "POST /cloud/*", "GET /me"), used(nil))
		}
	}
	return tokens
}

func BenchmarkAudit10000(b *testing.B) {
	tokens := account()
	for b.Loop() {
		audit.Of(tokens, now, audit.Thresholds{})
	}
}

func BenchmarkPutSlice(b *testing.B) {
	tokens := account()
	a := audit.Of(tokens, now, audit.Thresholds{})
	for b.Loop() {
		a.Put(tokens[5_000:5_050]...)
	}
}

func BenchmarkAdvance10000(b *testing.B) {
	a := audit.Of(account(), now, audit.Thresholds{})
	for b.Loop() {
		a.Advance(now)
	}
}

func BenchmarkHas10000(b *testing.B) {
	tokens := account()
	a := audit.Of(tokens, now, audit.Thresholds{})
	for b.Loop() {
		for i := range tokens {
			a.Has(tokens[i].ID, audit.Dormant)
		}
	}
}

func BenchmarkSweep10000(b *testing.B) {
	a := audit.Of(account(), now, audit.Thresholds{})
	for b.Loop() {
		a.Sweep(every(), audit.Spare{})
	}
}
