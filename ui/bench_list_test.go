package ui_test

import (
	"context"
	"runtime"
	"slices"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/tokens"
)

// runner drives the whole model without a terminal, one message after the other,
// and takes the time that the model itself needs: every message costs an Update and
// a View, as in the running program.
type runner struct {
	model tea.Model
	spent time.Duration
	drawn int
}

// largest is the list of an account of 10,000 tokens at 140×50, all of them read.
func largest(b *testing.B) *runner {
	b.Helper()
	sim := ovhsim.New(ovhsim.Options{Tokens: ovhsim.MaxTokens})
	if err := sim.Listen(b.Context(), "127.0.0.1:0"); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = sim.Close() })
	return listOf(b, sim)
}

// listOf reads the account of a simulated API.
func listOf(b *testing.B, sim *ovhsim.Server) *runner {
	b.Helper()
	keys := sim.Keys()
	client, err := ovhapi.NewClient(ovhapi.Options{
		Endpoint:       ovhapi.Endpoint{Name: "ovh-ca", URL: sim.Endpoint()},
		ApplicationKey: keys.ApplicationKey, ApplicationSecret: ovhapi.NewSecret(keys.ApplicationSecret),
		ConsumerKey: ovhapi.NewSecret(keys.ConsumerKey),
		Pause:       func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	})
	if err != nil {
		b.Fatal(err)
	}
	env := &shell.Env{Client: client, Keeper: config.NewMemoryState(), Clock: shell.SystemClock{}, Place: "ovh-ca"}
	r := &runner{model: ui.New(env, tokens.New(env), ui.Options{})}
	r.send(tea.WindowSizeMsg{Width: 140, Height: 50})
	r.follow(r.model.Init())
	return r
}

// send hands one message over and draws.
func (r *runner) send(msg tea.Msg) tea.Cmd {
	begun := time.Now()
	var cmd tea.Cmd
	r.model, cmd = r.model.Update(msg)
	r.drawn += len(r.model.View().Content)
	r.spent += time.Since(begun)
	return cmd
}

// follow runs commands until nothing is left to do. Their own time does not count.
func (r *runner) follow(cmd tea.Cmd) {
	for queue := []tea.Cmd{cmd}; len(queue) > 0; queue = queue[1:] {
		if queue[0] == nil {
			continue
		}
		switch msg := queue[0]().(type) {
		case nil:
		case tea.BatchMsg:
			queue = append(queue, msg...)
		default:
			queue = append(queue, r.send(msg))
		}
	}
}

func (r *runner) press(code rune, text string) {
	r.send(tea.KeyPressMsg{Code: code, Text: text})
}

// BenchmarkListKey moves the cursor in the list of 10,000 tokens, plain and grouped.
func BenchmarkListKey(b *testing.B) {
	for _, layout := range []string{"plain", "grouped"} {
		b.Run(layout, func(b *testing.B) {
			r := largest(b)
			if layout == "grouped" {
				r.press('z', "z")
			}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if i/100%2 == 0 {
					r.press(tea.KeyDown, "")
				} else {
					r.press(tea.KeyUp, "")
				}
			}
		})
	}
}

// BenchmarkListFilter types one filter after the other into it; a keystroke is one
// operation. worst-ms is what the costliest letter of the text takes: the median of
// its turns, so that it needs some thousand operations.
func BenchmarkListFilter(b *testing.B) {
	for name, text := range map[string]string{
		"words": "terraform prod", "fields": "status:live unused:>180d !app:console", "call": "can:'DELETE /domain/zone/x'",
		"finding": "finding:never-used", "address": "ip:203.0.113.4",
	} {
		b.Run(name, func(b *testing.B) {
			r := largest(b)
			r.press('/', "/")
			at := 0
			took := make([][]time.Duration, len(text))
			b.ReportAllocs()
			for b.Loop() {
				if at == len(text) {
					b.StopTimer()
					r.press(tea.KeyEscape, "")
					r.press('/', "/")
					at = 0
					b.StartTimer()
				}
				before := r.spent
				r.press(rune(text[at]), text[at:at+1])
				took[at] = append(took[at], r.spent-before)
				at++
			}
			b.ReportMetric(worst(took).Seconds()*1000, "worst-ms")
		})
	}
}

// worst is the largest of the medians.
func worst(took [][]time.Duration) time.Duration {
	var most time.Duration
	for _, turns := range took {
		if len(turns) > 0 {
			slices.Sort(turns)
			most = max(most, turns[len(turns)/2])
		}
	}
	return most
}

// BenchmarkListSort sorts it by one column after the other.
func BenchmarkListSort(b *testing.B) {
	r := largest(b)
	for b.Loop() {
		r.press('s', "s")
	}
}

// BenchmarkListDelivery reads it from nothing. The figure that counts is the time
// that the model needs for all rows; the rest is the simulated API's.
func BenchmarkListDelivery(b *testing.B) {
	var spent time.Duration
	sim := ovhsim.New(ovhsim.Options{Tokens: ovhsim.MaxTokens})
	if err := sim.Listen(b.Context(), "127.0.0.1:0"); err != nil {
		b.Fatal(err)
	}
	defer func() { _ = sim.Close() }()
	for b.Loop() {
		spent += listOf(b, sim).spent
	}
	b.ReportMetric(float64(spent.Milliseconds())/float64(b.N), "ui-ms/op")
}

// BenchmarkListMemory tells how much more is on the heap, after it was collected,
// with 10,000 tokens in the list than with none; the simulated API is there in both
// measurements.
func BenchmarkListMemory(b *testing.B) {
	sim := ovhsim.New(ovhsim.Options{Tokens: ovhsim.MaxTokens})
	if err := sim.Listen(b.Context(), "127.0.0.1:0"); err != nil {
		b.Fatal(err)
	}
	defer func() { _ = sim.Close() }()
	listOf(b, sim) // what the server and its client keep between calls is there from now on
	var held, empty uint64
	for b.Loop() {
		sim.ResetCalls()
		empty = heap()
		r := listOf(b, sim)
		sim.ResetCalls()
		held = heap() - empty
		runtime.KeepAlive(r)
	}
	b.ReportMetric(float64(held)/1e6, "MB-held")
}

// heap is what is reachable.
func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
