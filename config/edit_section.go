package config

import "slices"

// removeSection takes away every part of the file that stands under the
// section's name: header, keys, and the comments that belong to them.
func (d *document) removeSection(name string) {
	entries := scan(d.text())
	for i, e := range slices.Backward(entries) {
		if e.header && e.fault == sound && e.section == name {
			from, to := d.block(entries, i)
			d.rows = slices.Delete(d.rows, from, to)
		}
	}
}

// block returns the rows [from, to) of the section whose header is entry i.
func (d *document) block(entries []entry, i int) (from, to int) {
	from, to = entries[i].line-1, entries[i].last
	next := len(d.rows) // the row of the next header
	for _, e := range entries[i+1:] {
		if e.header && e.fault == sound {
			next = e.line - 1
			break
		}
		to = d.contentEnd(e)
	}
	to = d.withComments(to, next)
	first := 0 // the row after the statement before the section
	if i > 0 {
		first = entries[i-1].last
	}
	from = d.withHeading(from, first)

	end := to
	for end < len(d.rows) && isBlank(d.rows[end].text) {
		end++
	}
	switch {
	case end == len(d.rows): // nothing follows, so no blank line is needed any more
		to = end
		for from > first && isBlank(d.rows[from-1].text) {
			from--
		}
	case from == 0 || isBlank(d.rows[from-1].text):
		to = end
	}
	return from, to
}

// withComments moves the end of a section behind the comments right below its
// last key, unless they stand right above the next header as well: then they may
// belong to that one.
func (d *document) withComments(to, next int) int {
	end := to
	for end < next && isComment(d.rows[end].text) {
		end++
	}
	if end == next && next < len(d.rows) {
		return to
	}
	return end
}

// withHeading moves the beginning of a section before the comments right above
// its header, if a blank line parts them from what comes before. A comment at
// the top of the file may be about the whole file and stays.
func (d *document) withHeading(from, first int) int {
	start := from
	for start > first && isComment(d.rows[start-1].text) {
		start--
	}
	if start > first && isBlank(d.rows[start-1].text) {
		return start
	}
	return from
}
