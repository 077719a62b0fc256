package rule

import "strings"

// readRow takes a row of a table in Markdown that has the methods in a column and
// the path in another, or both in one; what else stands there says why. It reports
// whether the line was such a row: any other is read as a line.
func (c *collector) readRow(number int, line string) bool {
	cells, ok := strings.CutPrefix(strings.TrimSpace(line), "|")
	if !ok {
		return false
	}
	method, path, both := "", "", ""
	for cell := range strings.SplitSeq(cells, "|") {
		cell = strings.Trim(cell, " \t`\"'")
		methods, rest, err := splitLine(cell)
		switch {
		case err == nil && rest == "" && len(methods) > 0:
			method += " " + cell
		case err == nil && strings.ContainsAny(rest, "/*"):
			both += " " + cell
		case strings.HasPrefix(cell, "/") || cell == "*":
			path += " " + cell
		}
	}
	switch {
	case method != "" && path != "" && both == "":
		c.readPieces(number, strings.TrimSpace(method+path))
	case both != "" && method == "" && path == "":
		c.readPieces(number, strings.TrimSpace(both))
	default:
		return false
	}
	return true
}
