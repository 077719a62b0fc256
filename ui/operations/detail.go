package operations

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/theme"
)

// block is something said about the row under the cursor. Where room is short,
// those with the lower rank get theirs first.
type block struct {
	rank  int
	role  theme.Role
	lines []string
}

// detailLines says in the room there is what the row under the cursor is.
func (p *Pane) detailLines() []string {
	lines := make([]string, p.room.detail)
	r, ok := p.row()
	if !ok {
		return lines
	}
	at := 0
	for _, b := range fit(p.describe(r), p.room.detail, p.textWidth()) {
		for _, text := range b.lines {
			lines[at] = "   " + p.theme.Paint(b.role, text)
			at++
		}
	}
	if !r.heading() && at > 0 { // the method in its own colour
		o := p.index.At(r.place)
		if rest, found := strings.CutPrefix(p.describePath(o)[0], string(o.Method)); found {
			lines[0] = "   " + p.theme.Paint(methodRole(o.Method), string(o.Method)) + p.theme.Paint(theme.Strong, rest)
		}
	}
	return lines
}

// textWidth is the room for texts between the margins.
func (p *Pane) textWidth() int { return max(p.width-3-edge, 1) }

// fit leaves out lines of blocks, of the highest ranks first, until all fit.
func fit(blocks []block, height, width int) []block {
	for rank := range ranks {
		for i := range blocks {
			if blocks[i].rank != rank {
				continue
			}
			if len(blocks[i].lines) > height {
				blocks[i].lines = shorten(blocks[i].lines, height, width)
			}
			height -= len(blocks[i].lines)
		}
	}
	return blocks
}

// shorten keeps the first lines; the last of them says that something is left
// out.
func shorten(lines []string, n, width int) []string {
	if n == 0 {
		return nil
	}
	lines = append([]string(nil), lines[:n]...)
	lines[n-1] = layout.Cut(lines[n-1], width-2) + " …"
	return lines
}

// The ranks of what is said.
const (
	rankPath = iota
	rankFacts
	rankWords
	rankActions
	ranks
)

func (p *Pane) describe(r row) []block {
	width := p.textWidth()
	if r.heading() {
		return p.describeSection(&p.index.sections[r.section])
	}
	o := p.index.At(r.place)
	blocks := []block{{rankPath, theme.Strong, p.describePath(o)}}
	if o.Description != "" {
		blocks = append(blocks, block{rankWords, theme.Text, layout.Wrap(o.Description, width)})
	}
	for _, f := range p.facts(r, o) {
		blocks = append(blocks, block{rankFacts, f.role, hang(f.text, width)})
	}
	if len(o.Actions) > 0 {
		blocks = append(blocks, block{rankActions, theme.Subtle, layout.Wrap("IAM "+strings.Join(o.Actions, ", "), width)})
	}
	return blocks
}

// describePath writes method and path in full.
func (p *Pane) describePath(o catalog.Operation) []string {
	lead := string(o.Method) + " "
	lines := wrapPath(o.Path, len(lead), p.textWidth())
	lines[0] = layout.Cut(lead+lines[0], p.textWidth())
	return lines
}

// hang wraps a text behind its sign.
func hang(text string, width int) []string {
	sign, rest, _ := strings.Cut(text, " ")
	margin := ansi.StringWidth(sign) + 1
	lines := layout.Wrap(rest, max(width-margin, 1))
	for i, line := range lines {
		lines[i] = strings.Repeat(" ", margin) + line
	}
	lines[0] = sign + " " + strings.TrimLeft(lines[0], " ")
	return lines
}

// fact is a remark in words, behind a sign.
type fact struct {
	role theme.Role
	text string
}

func (p *Pane) facts(r row, o catalog.Operation) []fact {
	var facts []fact
	switch o.Status {
	case catalog.Deprecated:
		text := "▲ Deprecated."
		if o.Replacement != "" {
			text = "▲ Deprecated; OVH names instead: " + o.Replacement
		}
		facts = append(facts, fact{theme.Caution, text})
	case catalog.Beta:
		facts = append(facts, fact{theme.Caution, "△ Beta: OVH may still change it."})
	case catalog.Alpha:
		facts = append(facts, fact{theme.Caution, "△ Alpha: OVH may change it or take it away."})
	case catalog.Production:
	}
	if o.NoAuth {
		facts = append(facts, fact{theme.Subtle, "· OVH lists it as open to everybody; a signed call may still need the rule."})
	}
	rules := "The rules let"
	if p.hits != nil {
		rules = "The rule lets"
	}
	switch p.reachOf(r) {
	case Wholly:
		facts = append(facts, fact{theme.Good, signWholly + rules + " it pass."})
	case Partly:
		facts = append(facts, fact{theme.Good, signPartly + rules + " it pass for some values of its parameters."})
	case Unreached:
	}
	return facts
}

func (p *Pane) describeSection(s *section) []block {
	width := p.textWidth()
	size := layout.Count(len(s.places), "operation") + ": " + readsAndWrites(s.reads, len(s.places)-s.reads) + "."
	blocks := []block{
		{rankPath, theme.Strong, layout.Wrap(title(s), width)},
		{rankWords, theme.Text, layout.Wrap(size, width)},
	}
	if s.reached > 0 {
		text := fmt.Sprintf("%sThe rules reach %s of them", signOf(s.reach()), layout.Number(s.reached))
		if some := s.reached - s.wholly; some > 0 {
			text += fmt.Sprintf(", %s for some values only", layout.Number(some))
		}
		blocks = append(blocks, block{rankFacts, theme.Good, hang(text+".", width)})
	}
	return blocks
}

// readsAndWrites counts both, as far as there are any.
func readsAndWrites(reads, writes int) string {
	switch {
	case writes == 0:
		return layout.Count(reads, "read")
	case reads == 0:
		return layout.Count(writes, "write")
	}
	return layout.Count(reads, "read") + ", " + layout.Count(writes, "write")
}
