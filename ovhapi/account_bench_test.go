package ovhapi_test

import (
	"fmt"
	"testing"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

// benchLatency is how long every call takes at the server.
const benchLatency = 50 * time.Millisecond

// fresh serves an account over HTTP and returns a client that knows nothing of the
// endpoint yet.
func fresh(b *testing.B, o ovhsim.Options) (*ovhsim.Server, func() *ovhapi.Client) {
	b.Helper()
	o.Latency = benchLatency
	sim := ovhsim.New(o)
	if err := sim.Listen(b.Context(), "127.0.0.1:0"); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = sim.Close() })
	keys := sim.Keys()
	return sim, func() *ovhapi.Client {
		c, err := ovhapi.NewClient(ovhapi.Options{
			Endpoint: ovhapi.Endpoint{URL: sim.Endpoint()}, ApplicationKey: keys.ApplicationKey,
			ApplicationSecret: ovhapi.NewSecret(keys.ApplicationSecret), ConsumerKey: ovhapi.NewSecret(keys.ConsumerKey),
		})
		if err != nil {
			b.Fatal(err)
		}
		return c
	}
}

// BenchmarkAccount loads a whole account from launch, the comparison of clocks
// included, and tells how many times the latency that takes and when the first rows
// came.
func BenchmarkAccount(b *testing.B) {
	for _, tokens := range []int{2_000, 10_000} {
		for _, batchOnly := range []bool{false, true} {
			way := "expansion"
			if batchOnly {
				way = "batch"
			}
			b.Run(fmt.Sprintf("%d/%s", tokens, way), func(b *testing.B) {
				sim, client := fresh(b, ovhsim.Options{Tokens: tokens, NoExpansion: batchOnly})
				want := len(sim.Credentials())
				var first time.Duration
				for b.Loop() {
					first += readAll(b, client(), want)
				}
				b.ReportMetric(float64(first.Milliseconds())/float64(b.N), "ms-to-first-rows")
				b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)/benchLatency.Seconds(), "latencies")
			})
		}
	}
}

// readAll loads an account to its end and tells when its first rows came.
func readAll(b *testing.B, c *ovhapi.Client, want int) (first time.Duration) {
	b.Helper()
	begun := time.Now()
	l, u := c.Load(b.Context()), ovhapi.Update{}
	for !u.Done {
		if u = l.Next(b.Context()); first == 0 && len(u.Tokens) > 0 {
			first = time.Since(begun)
		}
	}
	if u.Err != nil || u.Loaded != want {
		b.Fatalf("%d rows of %d, %v", u.Loaded, want, u.Err)
	}
	return first
}

// BenchmarkRevocation revokes 400 tokens and compares with what eight calls in
// flight could do at best.
func BenchmarkRevocation(b *testing.B) {
	const tokens = 400
	sim, client := fresh(b, ovhsim.Options{})
	c := client()
	for b.Loop() {
		b.StopTimer()
		plan := ovhapi.PlanRevoke(world{sim: sim}.victims(tokens))
		b.StartTimer()
		r, p := c.Revoke(b.Context(), plan, "", &keeper{}), ovhapi.Progress{}
		for !p.Finished {
			p = r.Next(b.Context())
		}
		if p.Err != nil || p.Done != tokens {
			b.Fatalf("%d done, %v", p.Done, p.Err)
		}
	}
	bound := tokens / ovhapi.InFlight * benchLatency
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)/bound.Seconds(), "of-the-bound")
}
