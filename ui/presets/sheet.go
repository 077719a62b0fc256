package presets

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/sign"
	"ovh-tokens/ui/theme"
)

// The signs before what is to be known of a set.
const (
	signDanger = sign.Danger + " "
	signPlain  = sign.Plain + " "
)

// measure is how wide a line of text may grow before it is tiring to read.
const measure = 100

// sheet collects lines of at most a width.
type sheet struct {
	theme *theme.Theme
	width int
	lines []string
}

func (b *sheet) blank() {
	if n := len(b.lines); n > 0 && b.lines[n-1] != "" {
		b.lines = append(b.lines, "")
	}
}

// say writes a paragraph.
func (b *sheet) say(role theme.Role, text string) { b.hang(role, "", text) }

// hang writes a paragraph behind a sign; without a text, nothing.
func (b *sheet) hang(role theme.Role, sign, text string) {
	in := ansi.StringWidth(sign)
	if text == "" {
		return
	}
	for _, part := range layout.Wrap(text, max(min(b.width, measure)-in, 8)) {
		b.lines = append(b.lines, b.theme.Paint(role, sign+part))
		sign = strings.Repeat(" ", in)
	}
}

// head writes what the lines below it are.
func (b *sheet) head(text string) {
	b.blank()
	b.say(theme.Strong, text)
}

// warning says what such a token can do that may not be expected.
func (b *sheet) warning(p *preset.Preset) {
	b.hang(theme.Caution, signDanger, plain.Text(p.Warning))
}

// remark says what the tool needs besides.
func (b *sheet) remark(p *preset.Preset) {
	b.hang(theme.Text, signPlain, plain.Text(p.Remark))
}

// origin tells where the rules come from, and the name that commands use.
func (b *sheet) origin(p *preset.Preset) {
	b.blank()
	said := p.ID
	if p.Source != "" {
		said += " · " + p.Source
	}
	if p.Date != "" {
		said += " · " + p.Date
	}
	b.say(theme.Subtle, plain.Text(said))
}

// may says what a token could do.
func (b *sheet) may(sentences []rule.Sentence) {
	b.head("What a token with it may do")
	for _, s := range sentences {
		mark, role := sign.Of(s.Risk)
		b.hang(role, mark+" ", plain.Text(s.Text))
	}
}

// sentences say what a set allows whose parameters may still be open. Those stand
// there under a name for the time being, since no call has braces in it.
func sentences(set rule.Set) []rule.Sentence {
	const before, after = "openbrace-", "-shutbrace"
	named := make(rule.Set, len(set))
	for i, r := range set {
		parts := strings.Split(r.Path, "/")
		for j, part := range parts {
			if name, opens := strings.CutPrefix(part, "{"); opens && strings.HasSuffix(name, "}") {
				parts[j] = before + strings.TrimSuffix(name, "}") + after
			}
		}
		named[i] = rule.Rule{Method: r.Method, Path: strings.Join(parts, "/")}
	}
	said := named.Sentences()
	back := strings.NewReplacer(before, "{", after, "}")
	for i := range said {
		said[i].Text = back.Replace(said[i].Text)
	}
	return said
}

// rules writes a set as a table of methods, paths and what is said of them.
func (b *sheet) rules(set rule.Set, note func(rule.Rule) string) {
	rows := rule.Rows(set)
	methods := make([]string, len(rows))
	first, second := 0, 0
	for i, r := range rows {
		words := make([]string, len(r.Methods))
		for j, m := range r.Methods {
			words[j] = string(m)
		}
		methods[i] = strings.Join(words, " ")
		first, second = max(first, len(methods[i])), max(second, ansi.StringWidth(r.Path))
	}
	room := max(b.width-first-2, 12)
	second = min(second, room*2/3)
	blank := strings.Repeat(" ", first+2)
	for i, r := range rows {
		said := plain.Text(strings.Join(notes(r, note), "; "))
		lead := b.theme.Paint(theme.Subtle, layout.Pad(methods[i], first)+"  ")
		// Behind the path, in one column with the others where there is room.
		if column := min(second, room-2-ansi.StringWidth(said)); said != "" && ansi.StringWidth(r.Path) <= column {
			b.lines = append(b.lines, lead+layout.Pad(plain.Text(r.Path), column+2)+b.theme.Paint(theme.Subtle, said))
			continue
		}
		for _, part := range layout.Wrap(plain.Text(r.Path), room) {
			b.lines = append(b.lines, lead+part)
			lead = blank
		}
		if said == "" {
			continue
		}
		for _, part := range layout.Wrap(said, max(room-2, 8)) {
			b.lines = append(b.lines, blank+"  "+b.theme.Paint(theme.Subtle, part))
		}
	}
}

// notes are what is said about the rules of a row, none twice.
func notes(r rule.Row, note func(rule.Rule) string) []string {
	var list []string
	seen := map[string]bool{"": true}
	for _, m := range r.Methods {
		if text := note(rule.Rule{Method: m, Path: r.Path}); !seen[text] {
			seen[text] = true
			list = append(list, text)
		}
	}
	return list
}
