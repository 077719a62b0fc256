package builder

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/theme"
)

// written is what the repair of a path writes, with the methods that were typed
// before it.
func (r row) written() string {
	var words []string
	for _, m := range r.typed() {
		words = append(words, string(m))
	}
	return strings.Join(append(words, r.mended), " ")
}

// wider says that the repair puts a star where a name was meant: it stands for
// every value, and whatever follows it.
func (r row) wider() string {
	if strings.Count(r.mended, "*") <= strings.Count(r.path, "*") {
		return ""
	}
	return ", where * is any value and what is below it"
}

// notes are what is said under a row. What a key does about it is said under the
// cursor alone.
func (s *Screen) notes(r row, here bool) []form.Note {
	typing := here && s.editing
	switch {
	case typing && r.path == "":
		return []form.Note{{Text: "such as /me, /me/* for all below it, or /domain/zone/example.com/record", Role: theme.Subtle}}
	case r.fault != "" && here && r.mended != "":
		return []form.Note{form.Wrong(r.fault), does(keyMend, "writes "+r.written()+r.wider())}
	case r.fault != "" && r.mended != "":
		return []form.Note{form.Wrong(r.fault), {Text: "write " + r.written(), Role: theme.Subtle}}
	case r.fault != "":
		return []form.Note{form.Wrong(r.fault)}
	case len(r.methods) == 0:
		return []form.Note{form.Wrong(r.problem() + "; 1 to 4 turn one on")}
	}
	return s.remarkNotes(s.remarks[r.id], here, typing)
}

// remarkNotes say what lint found about a row. A path that is being typed and is
// no route yet may become one.
func (s *Screen) remarkNotes(remarks []remark, here, typing bool) []form.Note {
	var notes []form.Note
	offered := map[string]bool{} // the keys that do something already
	for _, m := range remarks {
		if !here && m.severity == rule.Note {
			continue // worth knowing, not worth a line of every row
		}
		note := form.Note{Text: m.text, Role: m.role()}
		if typing && m.code == rule.CodeUnknownRoute {
			note.Role = theme.Subtle
		}
		notes = append(notes, note)
		pressed := keyMend
		if m.widens {
			pressed = keyWiden
		}
		if here && m.repair != "" && !offered[pressed] {
			notes = append(notes, does(pressed, m.does()))
			offered[pressed] = true
		}
	}
	return notes
}

// does says what a key does.
func does(pressed, what string) form.Note {
	return form.Note{Text: pressed + " " + what, Role: theme.Accent}
}

// noteMargin is the room that the mark before a note takes, and how far notes that
// do not fit under the path stand from the edge.
const noteMargin = 3

// noteLines draws what is said under a row: below the path where it fits.
func (s *Screen) noteLines(r row, here bool, t *theme.Theme) []string {
	notes := s.notes(r, here)
	if len(notes) == 0 {
		return nil
	}
	margin := s.pathColumn()
	for _, n := range notes {
		if ansi.StringWidth(n.Text)+noteMargin > s.room.left-margin {
			margin = min(margin, gutterWidth+noteMargin)
		}
	}
	var lines []string
	for _, n := range notes {
		for _, text := range n.Lines(t, s.room.left-margin-1) {
			lines = append(lines, strings.Repeat(" ", margin)+text)
		}
	}
	return lines
}
