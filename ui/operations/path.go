package operations

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ui/layout"
)

// elided stands for the segments that were left out.
const elided = "/…"

// segments cuts a path before each slash.
func segments(path string) []string {
	var list []string
	for path != "" {
		end := strings.IndexByte(path[1:], '/') + 1
		if end == 0 {
			return append(list, path)
		}
		list, path = append(list, path[:end]), path[end:]
	}
	return list
}

// cutPath shortens a path to width cells. Parameters go first, from the left, as
// a whole each, since it is words that tell paths apart; then segments of the
// middle. The last segment goes last; what can't be shown at all is an ellipsis.
func cutPath(path string, width int) string {
	used := ansi.StringWidth(path)
	if used <= width {
		return path
	}
	parts := segments(path)
	end := len(parts) - 1
	for i, part := range parts[:end] {
		if strings.Contains(part, "{") {
			parts[i] = elided
			if used -= ansi.StringWidth(part) - len([]rune(elided)); used <= width {
				return strings.Join(parts, "")
			}
		}
	}
	last := parts[end]
	switch {
	case ansi.StringWidth(elided+last) <= width:
		return cutMiddle(parts, width)
	case strings.Contains(last, "{"):
		return layout.Cut(elided, width)
	}
	return layout.Cut("…"+last, width)
}

// cutMiddle keeps as many segments at both ends as there is room for, the last at
// least.
func cutMiddle(parts []string, width int) string {
	first, end := 0, len(parts)-1
	head, tail := "", parts[end]
	fits := func(more string) bool { return ansi.StringWidth(head+elided+tail+more) <= width }
	for moved := true; moved && first < end; {
		moved = false
		if fits(parts[first]) {
			head += parts[first]
			first++
			moved = true
		}
		if first < end && fits(parts[end-1]) {
			end--
			tail = parts[end] + tail
			moved = true
		}
	}
	return strings.TrimSuffix(head, elided) + elided + strings.TrimPrefix(tail, elided)
}

// wrapPath breaks a path into lines of at most width cells, before slashes where
// possible. The first line leaves as many cells free as lead says.
func wrapPath(path string, lead, width int) []string {
	var lines []string
	line, room := "", width-lead
	for _, part := range segments(path) {
		if line != "" && ansi.StringWidth(line+part) > room {
			lines = append(lines, line)
			line, room = "", width
		}
		line += part
		for ansi.StringWidth(line) > room {
			cut := ansi.Truncate(line, max(room, 1), "")
			if cut == "" { // not even one wide character
				return append(lines, "…")
			}
			lines = append(lines, cut)
			line, room = line[len(cut):], width
		}
	}
	return append(lines, line)
}
