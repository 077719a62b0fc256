package sign

import (
	"strings"

	"ovh-tokens/ui/theme"
)

// Bar fills width cells in proportion: part is from 0 to 1. Its shapes read
// without colour.
func Bar(t *theme.Theme, part float64, width int) string {
	full := max(min(int(part*float64(width)+0.5), width), 0)
	return t.Paint(theme.Accent, strings.Repeat("━", full)) + t.Paint(theme.Rule, strings.Repeat("─", max(width-full, 0)))
}
