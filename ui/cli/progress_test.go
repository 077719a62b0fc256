package cli

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui/theme"
)

// spotter is a stream that tells when a text was written to it.
type spotter struct {
	mu    sync.Mutex
	text  strings.Builder
	waits string
	seen  chan struct{}
}

// Write never fails.
func (s *spotter) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	was := strings.Contains(s.text.String(), s.waits)
	n, err := s.text.Write(b)
	if !was && strings.Contains(s.text.String(), s.waits) {
		close(s.seen)
	}
	return n, err
}

// TestAPauseIsToldWithoutATerminal has OVH's limit hold the list back: one plain line
// says for how long, where nothing else is told of the progress.
func TestAPauseIsToldWithoutATerminal(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	sim, conf := configured(t)
	sim.Fail(ovhsim.Fault{Method: "GET", Path: "/me/api/credential", Status: 429, Header: map[string]string{"Retry-After": "40"}})
	said := &spotter{waits: "OVH asks to wait", seen: make(chan struct{})}
	var out strings.Builder
	code := run(ctx, []string{"--config", conf, "list", "--ids"}, &console{
		in: strings.NewReader(""), out: &out, err: said,
		pause: func(ctx context.Context, _ time.Duration) error { // is over once it was told
			select {
			case <-said.seen:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		},
	})
	text := said.text.String()
	if code != exitDone || strings.Count(text, "\n") != 1 || !strings.Contains(text, "Reading tokens") || !strings.Contains(text, "OVH asks to wait, 40 s") && !strings.Contains(text, "OVH asks to wait, 39 s") {
		t.Errorf("code %d, it says %q", code, text)
	}
	if strings.Count(out.String(), "\n") != 61 {
		t.Errorf("%d ids", strings.Count(out.String(), "\n"))
	}
}

// TestThemeColoursCommandsToo holds --theme for what a command paints on a terminal.
func TestThemeColoursCommandsToo(t *testing.T) {
	t.Parallel()
	painted := map[string]string{}
	for _, name := range []string{"auto", "light", "dark"} {
		var out strings.Builder
		code := run(t.Context(), []string{"--demo", "--theme", name, "list"}, &console{
			in: strings.NewReader(""), out: &out, err: &strings.Builder{}, outWidth: 120, theme: theme.New(theme.Unknown),
		})
		if code != exitDone || !strings.Contains(out.String(), "\x1b[") {
			t.Errorf("--theme %s: code %d, %q", name, code, out.String())
		}
		painted[name] = out.String()
	}
	if painted["light"] == painted["dark"] || painted["light"] == painted["auto"] {
		t.Error("the colours are the same whatever --theme says")
	}
}
