package builder

import (
	"testing"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi/rule"
)

// TestHeadingIsSaidShorterRatherThanCut has the longest heading there is at
// several widths.
func TestHeadingIsSaidShorterRatherThanCut(t *testing.T) {
	t.Parallel()
	was := rule.Set{{Method: rule.Get, Path: "/me"}, {Method: rule.Put, Path: "/me"}}
	b := openStart(Start{Rules: append(was, rule.Rule{Method: rule.Get, Path: "/vps/*"}), Was: was, From: "token 498601349, certbot web1"}, 140, 45)
	b.use(few())
	for width, want := range map[int][2]string{
		140: {"From token 498601349, certbot web1, changed", "2 paths, 3 rules · 2 of 16 operations"},
		80:  {"From token 498601349, changed", "2 paths, 3 rules · 2 of 16 operations"},
		64:  {"From token 498601349, changed", "3 rules · 2 of 16 operations"},
		50:  {"From token 498601349, changed", "2 paths, 3 rules"},
		40:  {"From token 498601349, changed", "3 rules"},
	} {
		b.SetSize(width, 19)
		h := b.Heading()
		if got := [2]string{h.Left, ansi.Strip(h.Right)}; got != want {
			t.Errorf("at %d: %q, want %q", width, got, want)
		}
	}
}
