package catalog

import (
	"slices"
	"strings"
)

// Likelier offers a path for one that meets routes only since a parameter takes any
// word: "/domain/zone/*" for "/domain/zones/*", which would be a domain called
// "zones". It offers nothing for what is no word of letters, such as the names of
// domains, nor behind a star, where Nearest does.
func (c *Catalog) Likelier(path string) string {
	segments := strings.Split(path, "/")
	at := []*node{c.root}
	for i := 1; i < len(segments) && !strings.HasPrefix(segments[i], "*"); i++ {
		var next []*node
		for _, n := range at {
			next = append(next, n.below(segments[i])...)
		}
		word := strings.TrimSuffix(segments[i], "*")
		if named := slices.ContainsFunc(next, func(n *node) bool { return n.tokens == "" }); !named && isWord(word) {
			if meant := c.sibling(at, segments, i); meant != "" {
				return meant
			}
		}
		if strings.Contains(segments[i], "*") {
			break
		}
		at = next
	}
	return ""
}

// sibling is the path with segment i replaced by the name below some nodes that is
// most like it, if that meets a route.
func (c *Catalog) sibling(at []*node, segments []string, i int) string {
	best, cost := "", costLetter+1
	for _, n := range at {
		if len(n.params) == 0 {
			continue
		}
		for name, child := range n.literal {
			if child.tokens != "" {
				continue
			}
			if k := segmentCost(segments[i], name); k < cost || k == cost && name < best {
				best, cost = name, k
			}
		}
	}
	if best == "" {
		return ""
	}
	mended := slices.Clone(segments)
	mended[i] = best
	if strings.HasSuffix(segments[i], "*") {
		if strings.HasPrefix(best, strings.TrimSuffix(segments[i], "*")) {
			return "" // the star completes the word
		}
		mended[i] += "*"
	}
	path, found := strings.Join(mended, "/"), false
	c.meet(path, "", func(int) { found = true })
	if !found {
		return ""
	}
	return path
}
