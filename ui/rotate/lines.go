package rotate

import (
	"unicode"
	"unicode/utf8"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// lines gathers wrapped text.
type lines struct {
	env   *shell.Env
	width int
	out   []string
}

func (b *lines) blank() { b.out = append(b.out, "") }

func (b *lines) say(role theme.Role, words string) {
	if words == "" {
		return
	}
	if len(b.out) == 0 {
		b.blank()
	}
	for _, line := range layout.Wrap(words, max(min(b.width-4, 96), 10)) {
		b.out = append(b.out, "  "+b.env.Theme.Paint(role, line))
	}
}

// advise says what went wrong, why, what to do, and OVH's query id.
func (b *lines) advise(a ovhapi.Advice) {
	b.say(theme.Text, sentence(a.What))
	b.say(theme.Text, a.Why)
	b.say(theme.Text, a.Next)
	if a.QueryID != "" {
		b.say(theme.Subtle, "OVH query "+a.QueryID)
	}
}

// sentence begins a text with a capital and ends it with a stop.
func sentence(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	text = string(unicode.ToUpper(first)) + text[size:]
	if last := text[len(text)-1]; last != '.' && last != ':' {
		text += "."
	}
	return text
}
