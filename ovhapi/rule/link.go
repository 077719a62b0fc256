package rule

import (
	"errors"
	"net/url"
	"slices"
	"strings"

	"ovh-tokens/ovhapi/pattern"
)

var (
	linkStart = pattern.New(`(?i)https?://|\b[a-z0-9.-]+/[a-z0-9./]*createToken|(?:^|[\s,;])\??(?:get|post|put|delete|patch)=`)
	ruleParam = pattern.New(`(?i)(^|[?&;\s])(get|post|put|delete|patch)=`)
	// nextLink is where another link begins without a blank before it.
	nextLink = pattern.New(`(?i)[,;|]+https?://`)
	// oldParam begins a parameter behind a semicolon, which a query may have in
	// place of an ampersand (HTML 4.01, B.2.2).
	oldParam = pattern.New(`(?i);(get|post|put|delete|patch)=`)
	// ruleLike is what prose around a link holds when there is a rule in it.
	ruleLike = pattern.New(`\b(?:GET|POST|PUT|DELETE|PATCH)\b|(?i:\b(?:get|post|put|delete|patch)\s+\S*/)|(?:^|[\s,;])/[A-Za-z*]`)
)

// link is a createToken link in a line, whatever its host. OVH's links give each
// rule as METHOD=path (README of go-ovh and of python-ovh). The query alone is
// taken as well.
type link struct {
	start, end int
	query      string
	bare       bool // it is the query alone
}

// links finds the createToken links of a line. Other addresses are none.
func links(line string) []link {
	var found []link
	for from := 0; from < len(line); {
		at := linkStart.FindStringIndex(line[from:])
		if at == nil {
			break
		}
		start := from + at[0]
		bare := line[from+at[1]-1] == '='
		if bare && strings.ContainsRune(" \t,;", rune(line[start])) {
			start++
		}
		text := line[start:]
		// What encloses a link in prose or markup is no part of it.
		if end := strings.IndexAny(text, " \t<>\"'`)"); end >= 0 {
			text = text[:end]
		}
		if next := nextLink.FindStringIndex(text); next != nil {
			text = text[:next[0]]
		}
		query := strings.TrimPrefix(text, "?")
		if !bare {
			_, query, _ = strings.Cut(text, "?")
		}
		from = max(start+len(text), from+at[1])
		if bare || strings.Contains(strings.ToLower(text), "createtoken") || ruleParam.MatchString("?"+query) {
			found = append(found, link{start, from, query, bare})
		}
	}
	return found
}

// fullLine is from which length on a line is taken to have been broken for want of
// room: terminals are 80 cells wide and more.
const fullLine = 70

// unwrap joins the lines that a terminal breaks a createToken link into, and
// counts those behind the first. A line goes on with the link when the link reaches
// to the end of the line before it, and it is one word that is no rule and no link
// of its own.
func unwrap(lines []string) (joined string, more int) {
	joined = strings.TrimRight(lines[0], " \t")
	found := links(joined)
	if len(found) == 0 || found[len(found)-1].bare || found[len(found)-1].end < len(joined) {
		return lines[0], 0
	}
	for i, line := range lines[1:] {
		next := strings.TrimSpace(line)
		if strings.HasPrefix(next, "/") && len(strings.TrimRight(lines[i], " \t")) < fullLine {
			break // a path of its own, rather than the rest of one
		}
		if next == "" || strings.ContainsAny(next, " \t\"'|") || strings.Contains(next, "://") ||
			ruleParam.MatchString("?"+next[:min(len(next), 8)]) && !strings.HasSuffix(joined, "&") && next[0] != '&' {
			break
		}
		joined += next
		more++
	}
	if more == 0 {
		return lines[0], 0
	}
	return joined, more
}

// cutOff reports whether the last parameter of a query is the beginning of a rule.
func cutOff(name string, valued bool) bool {
	word := strings.ToUpper(strings.TrimSpace(name))
	return !valued && word != "" && slices.ContainsFunc(Methods(), func(m Method) bool { return strings.HasPrefix(string(m), word) })
}

// readLinks takes the links of a line and the rules that stand around them, and
// reports whether there is a link.
func (c *collector) readLinks(number int, line string) bool {
	last, list := 0, links(line)
	ends := ",;"
	if len(list) > 0 && strings.TrimSpace(line) != line[list[0].start:list[0].end] {
		ends = ",;." // a path may end in a full stop, but here a sentence does
	}
	for _, l := range list {
		c.readAround(number, line[last:l.start], l.bare)
		c.readLink(number, line[l.start:l.end], strings.TrimRight(l.query, ends))
		last = l.end
	}
	if len(list) > 0 {
		c.readAround(number, line[last:], list[len(list)-1].bare)
	}
	return len(list) > 0
}

// readAround takes the rules that stand beside a link. Prose there is decoration,
// but not beside a query alone: there it may be the end of a path.
func (c *collector) readAround(number int, text string, bare bool) {
	piece := strings.Trim(undecorate(strings.TrimLeft(text, ",;&) \t")), ",;:&()[] \t")
	if piece != "" && (bare || ruleLike.MatchString(piece)) {
		c.readPieces(number, piece)
	}
}

// readLink takes the rules of one link and leaves its other parameters alone.
func (c *collector) readLink(number int, line, query string) {
	query, _, _ = strings.Cut(strings.ReplaceAll(query, "&amp;", "&"), "#")
	query = oldParam.ReplaceAllString(query, "&$1=")
	found := false
	for pair := range strings.SplitSeq(query, "&") {
		name, value, valued := strings.Cut(pair, "=")
		if cutOff(name, valued) {
			c.fail(number, UnitLine, pair, errors.New("the link ends in the middle of a rule: copy the whole of it"))
			continue
		}
		method := Method(strings.ToUpper(strings.TrimSpace(name)))
		if !slices.Contains(Methods(), method) {
			continue
		}
		found = true
		text, err := url.QueryUnescape(value)
		if err != nil {
			c.fail(number, UnitLine, pair, syntaxError(pair, "the percent-encoding is broken", ""))
			continue
		}
		piece := string(method) + " " + text
		path, err := pathOf(piece, method, text)
		if err != nil {
			c.fail(number, UnitLine, piece, err)
			continue
		}
		c.add(Rule{method, path})
	}
	if !found {
		c.fail(number, UnitLine, line, errors.New("the link holds no rules, such as GET=/me"))
	}
}
