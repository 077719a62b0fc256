package catalog

import (
	"strings"

	"ovh-tokens/ovhapi/rule"
)

// node is a segment of the routes' tree. Since operations are sorted by
// segments, those at and below a node stand side by side.
type node struct {
	first, end int // the operations at and below: first <= i < end
	own        int // of those the ones of the path itself come first: i < own
	literal    map[string]*node
	params     []*node // segments that hold a parameter
	tokens     string  // of such a segment
}

// grow makes the tree of sorted operations.
func grow(ops []Operation) *node {
	root := &node{literal: map[string]*node{}, end: len(ops)}
	for i, op := range ops {
		at := root
		for segment := range strings.SplitSeq(strings.TrimPrefix(op.Path, "/"), "/") {
			at = at.child(segment, i)
			at.end = i + 1
		}
		at.own = i + 1
	}
	return root
}

// child returns the node of a segment; a new one begins with operation i.
func (n *node) child(segment string, i int) *node {
	if known := n.literal[segment]; known != nil {
		return known
	}
	fresh := &node{first: i, own: i, end: i, literal: map[string]*node{}}
	n.literal[segment] = fresh
	if strings.Contains(segment, "{") {
		fresh.tokens = rule.Tokens(segment)
		n.params = append(n.params, fresh)
	}
	return fresh
}

// below lists the nodes that a segment without a star leads to. A name of the API
// goes before a parameter: /domain/zone is no domain called "zone".
func (n *node) below(segment string) []*node {
	if exact := n.literal[segment]; exact != nil && exact.tokens == "" {
		return []*node{exact}
	}
	var list []*node
	for _, p := range n.params {
		if meetsSegment(segment, p.tokens) {
			list = append(list, p)
		}
	}
	return list
}
