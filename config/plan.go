package config

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/pattern"
	"ovh-tokens/ovhapi/plain"
)

// Plan is a change of a file that was worked out and not made yet. What Save
// writes is what the Hunks show.
type Plan struct {
	// Path is the file that will be written. Where the file that was named is
	// a link, this is where it leads.
	Path string
	// New is set when the file does not exist yet.
	New bool
	// Hunks are the places that change, from top to bottom.
	Hunks []Hunk

	body *body
}

// body is what a Plan is about. It holds secrets, so it stands behind a pointer,
// which is all that fmt would print of it.
type body struct {
	named         string // the file as it was named
	before, after []byte
}

// Hunk is one place in a file that changes. Secrets in it are masked.
type Hunk struct {
	// Line is where the first line stands before the change, or would stand,
	// counted from 1.
	Line int
	// Before are the lines that go, After those that come, without line ends.
	Before, After []string
}

// NewPlan works out what changes do to a file, which may not exist yet. It
// writes nothing. An error says why they can't be made: the file can't be read
// or written, can't be edited safely, or a value can't be written in an
// ovh.conf.
func NewPlan(path string, changes []Change) (*Plan, error) {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	now, err := examine(path)
	if err != nil {
		return nil, err
	}
	d, err := edited(now.data, changes)
	if err != nil {
		return nil, fmt.Errorf("edit %s: %w", path, err)
	}
	return &Plan{
		Path: now.path, New: now.info == nil, Hunks: d.hunks(),
		body: &body{named: path, before: now.data, after: d.bytes()},
	}, nil
}

// Empty reports whether the file says already what it should; Save then writes
// nothing.
func (p *Plan) Empty() bool { return bytes.Equal(p.body.before, p.body.after) }

// Format writes the path and the number of changes whatever the verb.
func (p Plan) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, fmt.Sprintf("plan for %s: %d places change", plain.Text(p.Path), len(p.Hunks)))
}

// hunks collects the lines that are not what they were.
func (d *document) hunks() []Hunk {
	oldMasks, newMasks := maskLines(d.before), maskLines(d.lines())
	var list []Hunk
	h, old := Hunk{}, 1 // old is the number of the next old line
	flush := func() {
		if len(h.Before)+len(h.After) > 0 {
			list = append(list, h)
		}
	}
	upTo := func(line int) {
		for ; old < line; old++ {
			h.Before = append(h.Before, oldMasks[old-1])
		}
	}
	h.Line = old
	for i, r := range d.rows {
		if r.was == 0 {
			h.After = append(h.After, newMasks[i])
			continue
		}
		upTo(r.was)
		flush()
		old = r.was + 1
		h = Hunk{Line: old}
	}
	upTo(len(d.before) + 1)
	flush()
	return list
}

// lines are the texts of the rows.
func (d *document) lines() []string {
	list := make([]string, len(d.rows))
	for i, r := range d.rows {
		list[i] = r.text
	}
	return list
}

// maskLines makes lines fit to be shown: without line ends, secrets and runes
// that a terminal would act on.
func maskLines(lines []string) []string {
	shown := make([]string, len(lines))
	for i, line := range lines {
		shown[i] = maskLine(line)
	}
	for _, e := range scan(strings.Join(lines, "")) {
		if e.header || e.fault != sound || !slices.Contains(credentialKeys[1:], e.key) {
			continue
		}
		shown[e.line-1] = maskValue(lines[e.line-1])
		for i := e.line; i < e.last; i++ {
			if !isBlank(lines[i]) {
				shown[i] = ovhapi.Mask
			}
		}
	}
	return shown
}

// maskValue hides the value of a key, and what stands behind it.
func maskValue(line string) string {
	p := anatomy(line)
	if p.value == "" && p.comment == "" {
		return maskLine(line)
	}
	comment := ""
	if p.comment != "" {
		comment = " " + maskLine(p.comment)
	}
	if p.value != "" {
		p.value = ovhapi.Mask
	}
	return visible(p.indent + p.name + p.left + p.delimiter + p.right + p.value + comment)
}

var (
	// application keys may be shown: they are names rather than secrets.
	applicationLine = pattern.New(`^\s*application_key\s*[=:]\s*\w{0,16}\s*$`)
	longRun         = pattern.New(`[0-9A-Za-z]{16,}`)
)

// maskLine hides whatever may be a key.
func maskLine(line string) string {
	line = strings.TrimSuffix(line, lineEnd(line))
	if !applicationLine.MatchString(line) {
		line = longRun.ReplaceAllStringFunc(line, func(run string) string {
			if looksSecret(run) {
				return ovhapi.Mask
			}
			return run
		})
	}
	return visible(line)
}

// visible is plain.Text for a line of a file, whose blanks are kept.
func visible(line string) string {
	words := strings.Split(strings.ReplaceAll(line, "\t", "    "), " ")
	for i, w := range words {
		words[i] = plain.Text(w)
	}
	return strings.TrimRight(strings.Join(words, " "), " ")
}
