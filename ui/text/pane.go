// Package text shows lines that may be more than fit: a pane to scroll in, and
// a screen that is nothing but that.
package text

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ui/key"
)

// Pane holds lines and shows those that fit.
type Pane struct {
	lines       []string
	height, top int
}

// SetLines replaces the lines; the pane stays scrolled as far as it can.
func (p *Pane) SetLines(lines []string) {
	p.lines = lines
	p.Scroll(0)
}

// SetHeight says how many lines fit.
func (p *Pane) SetHeight(height int) {
	p.height = height
	p.Scroll(0)
}

// Scroll moves down by n lines, up when n is negative, as far as there are any.
func (p *Pane) Scroll(n int) {
	p.top = max(min(p.top+n, len(p.lines)-p.height), 0)
}

// Top is how many lines are hidden above.
func (p *Pane) Top() int { return p.top }

// Below is how many lines are hidden below.
func (p *Pane) Below() int { return max(len(p.lines)-p.top-p.height, 0) }

// Longer reports whether there are more lines than fit.
func (p *Pane) Longer() bool { return len(p.lines) > p.height }

// More says how much is hidden below, or nothing.
func (p *Pane) More() string {
	switch n := p.Below(); n {
	case 0:
		return ""
	case 1:
		return "1 more line below ↓"
	default:
		return fmt.Sprintf("%d more lines below ↓", n)
	}
}

// View is the lines that fit.
func (p *Pane) View() string {
	return strings.Join(p.lines[p.top:min(p.top+max(p.height, 0), len(p.lines))], "\n")
}

// Keys scroll. While there is something to scroll they stand in the footer, with
// the rank given.
func (p *Pane) Keys(rank int) []key.Binding {
	by := func(n func() int) func() tea.Cmd {
		return func() tea.Cmd {
			p.Scroll(n())
			return nil
		}
	}
	lines := func(n int) func() int { return func() int { return n } }
	page := func(sign int) func() int { return func() int { return sign * max(p.height-1, 1) } }
	all := func(sign int) func() int { return func() int { return sign * len(p.lines) } }
	if !p.Longer() {
		rank = 0
	}
	return []key.Binding{
		{Keys: []string{"down", "j"}, Label: "↑ ↓", Short: "scroll", Long: "scroll down", Footer: rank, Do: by(lines(1))},
		{Keys: []string{"up", "k"}, Long: "scroll up", Do: by(lines(-1))},
		{Keys: []string{"pgdown"}, Long: "next page", Do: by(page(1))},
		{Keys: []string{"pgup"}, Long: "previous page", Do: by(page(-1))},
		{Keys: []string{"g", "home"}, Long: "top", Do: by(all(-1))},
		{Keys: []string{"G", "end"}, Long: "bottom", Do: by(all(1))},
	}
}
