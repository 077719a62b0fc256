package rotate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/config/rotation"
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
	b.hang("", role, words)
}

// hang writes words behind a mark, with further lines below the first one.
func (b *lines) hang(mark string, role theme.Role, words string) {
	indent := strings.Repeat(" ", ansi.StringWidth(mark))
	for i, line := range layout.Wrap(words, max(min(b.width-4, 96)-len(indent), 10)) {
		before := indent
		if i == 0 {
			before = mark
		}
		b.out = append(b.out, "  "+b.env.Theme.Paint(role, before+line))
	}
}

// point is one of several things; warn is one that wants attention.
func (b *lines) point(words string) { b.hang("· ", theme.Text, words) }
func (b *lines) warn(words string)  { b.hang("▲ ", theme.Caution, words) }

// points lists several things.
func (b *lines) points(list []rotation.Point) {
	for _, p := range list {
		if p.Warns {
			b.warn(p.Text)
		} else {
			b.point(p.Text)
		}
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
