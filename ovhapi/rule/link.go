package rule

import (
	"errors"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

var (
	linkStart = regexp.MustCompile(`(?i)https?://|\b[a-z0-9.-]+/[a-z0-9./]*createToken`)
	ruleParam = regexp.MustCompile(`(?i)(^|[?&;\s])(get|post|put|delete|patch)=`)
	bareQuery = regexp.MustCompile(`(?i)^\s*\??(get|post|put|delete|patch)=`)
)

// linkQuery finds a createToken link in a line, whatever its host, and returns
// its query. OVH's links give each rule as METHOD=path (README of go-ovh and of
// python-ovh). The query alone is taken as well.
func linkQuery(line string) (query string, ok bool) {
	if bareQuery.MatchString(line) {
		return strings.TrimPrefix(strings.TrimSpace(line), "?"), true
	}
	at := linkStart.FindStringIndex(line)
	if at == nil {
		return "", false
	}
	// What encloses a link in prose or markup is no part of it.
	link := line[at[0]:]
	if end := strings.IndexAny(link, " \t<>\"'`)"); end >= 0 {
		link = link[:end]
	}
	_, query, _ = strings.Cut(link, "?")
	return query, strings.Contains(strings.ToLower(link), "createtoken") || ruleParam.MatchString("?"+query)
}

// readLink takes the rules of one link and leaves its other parameters alone.
func (c *collector) readLink(number int, line, query string) {
	query, _, _ = strings.Cut(strings.ReplaceAll(query, "&amp;", "&"), "#")
	found := false
	for pair := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(pair, "=")
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
