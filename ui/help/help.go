// Package help shows every key of a screen.
package help

import (
	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ui/key"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/text"
	"ovh-tokens/ui/theme"
)

// Screen lists bindings, scrolled when they do not fit.
type Screen struct{ *text.Screen }

// New shows the bindings of the screen called title, then those that hold
// everywhere.
func New(env *shell.Env, title string, own, everywhere []key.Binding) *Screen {
	own, everywhere = key.Explained(own), key.Explained(everywhere)
	return &Screen{text.New(env, "Keys · "+title, func(width int) []string {
		column := max(labelWidth(own), labelWidth(everywhere))
		all := append([]string{""}, lines(env.Theme, own, column, width)...)
		all = append(all, "", "  "+env.Theme.Paint(theme.Strong, "Everywhere"), "")
		return append(all, lines(env.Theme, everywhere, column, width)...)
	})}
}

// readable is the widest line that is still read with ease.
const readable = 100

// lines explains bindings, with their keys in a column of its own.
func lines(t *theme.Theme, bindings []key.Binding, column, width int) []string {
	var out []string
	room := max(min(width, readable)-column-5, 10)
	for _, b := range bindings {
		role, words := theme.Text, b.Long
		if b.Dangerous {
			words += " (changes the account)"
		}
		if why := b.Why(); why != "" {
			role, words = theme.Subtle, words+" — not now: "+why
		}
		for i, line := range layout.Wrap(words, room) {
			label := ""
			if i == 0 {
				label = t.Paint(theme.Accent, b.Labels())
			}
			out = append(out, "  "+layout.Pad(label, column)+"  "+t.Paint(role, line))
		}
	}
	return out
}

func labelWidth(bindings []key.Binding) int {
	width := 0
	for _, b := range bindings {
		width = max(width, ansi.StringWidth(b.Labels()))
	}
	return width
}
