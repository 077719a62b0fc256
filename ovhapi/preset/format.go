package preset

import (
	"strings"

	"ovh-tokens/ovhapi/plain"
)

const (
	lineWidth   = 110
	keyWidth    = len("purpose ")
	widestRule  = 60
	actionsLead = "    iam"
)

// Format writes presets as Parse reads them: what it gives back is the same,
// without what no line can hold.
func Format(presets ...Preset) string {
	var b strings.Builder
	for i, p := range presets {
		if i > 0 {
			b.WriteString("\n")
		}
		p.write(&b)
	}
	return b.String()
}

func (p Preset) write(b *strings.Builder) {
	b.WriteString("[" + p.ID + "]\n")
	group := p.Group
	if group == GroupOwn {
		group = ""
	}
	expects := make([]string, len(p.Expects))
	for i, code := range p.Expects {
		expects[i] = string(code)
	}
	for i, value := range []string{
		p.Title, string(group), strings.Join(p.Tools, ", "), p.Purpose, p.Warning, p.Remark, p.Source, p.Date, strings.Join(expects, ", "),
	} {
		writeField(b, fieldNames[i], value)
	}
	width := 0
	for _, r := range p.Rules {
		width = max(width, min(len(r.String()), widestRule))
	}
	for _, r := range p.Rules {
		line := r.String()
		if note := plain.Text(p.Notes[r]); note != "" {
			line += strings.Repeat(" ", max(width-len(line), 0)) + "  # " + note
		}
		b.WriteString(line + "\n")
		if len(p.Actions[r]) > 0 {
			b.WriteString(wrap(actionsLead, actionsLead, p.Actions[r]))
		}
	}
}

// writeField writes a field unless it is empty.
func writeField(b *strings.Builder, key, value string) {
	words := strings.Fields(plain.Text(value))
	if len(words) == 0 {
		return
	}
	lead := key + strings.Repeat(" ", keyWidth-len(key)) + "="
	b.WriteString(wrap(lead, strings.Repeat(" ", len(lead)), words))
}

// wrap sets words in lines. No line but the first begins with what would make a
// comment of it.
func wrap(first, next string, words []string) string {
	var b strings.Builder
	line := first
	for i, w := range words {
		if i > 0 && len(line)+1+len(w) > lineWidth && !strings.HasPrefix(w, "#") {
			b.WriteString(line + "\n")
			line = next
		}
		line += " " + w
	}
	b.WriteString(line + "\n")
	return b.String()
}
