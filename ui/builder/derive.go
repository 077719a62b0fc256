package builder

import (
	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/addresses"
)

// outcome is what follows from a document and from what is known of the API. It
// is worked out when one of the two has changed, never to draw a frame.
type outcome struct {
	of       document
	by       *catalog.Catalog
	rules    rule.Set // what the document asks for
	paths    int      // of those rules
	patched  bool     // PATCH has a column
	chosen   bool     // the rules are those of the set it was made from
	coverage catalog.Coverage
	reached  map[string]int // how many operations each path reaches
	remarks  map[int][]remark
	errors   int         // remarks that say that something grants nothing
	expected []rule.Code // what a set means to be so
	futile   rule.Set    // rules that no operation of the endpoint answers to

	sentences      []rule.Sentence
	added, removed []rule.Sentence // against the token that the rules came from
}

// derive works out what follows from the document.
func (s *Screen) derive() {
	if !s.judged || s.by != s.known.catalog || !s.of.exactly(s.doc) {
		s.judge()
	}
	s.allowed = addresses.Read(s.doc.addresses)
	s.addresses.SetNotes(s.allowed.Notes...)
	s.lay()
}

// judge looks at the rules anew.
func (s *Screen) judge() {
	s.judged = true
	s.outcome = outcome{of: s.doc, by: s.known.catalog, rules: s.doc.set(), patched: s.doc.patched()}
	o := &s.outcome
	o.paths = len(rule.Rows(o.rules))
	o.chosen = s.doc.origin != nil && s.doc.origin.holds(o.rules)
	if s.from != "" {
		o.added, o.removed = rule.Difference(s.was, o.rules)
	}
	s.cover()
	s.lint()
	o.sentences = o.rules.SentencesBut(o.futile)
}

// cover counts what the rules reach, where that is known.
func (s *Screen) cover() {
	v := s.known.coverer
	if v == nil {
		return
	}
	s.coverage = v.Cover(s.rules)
	s.reached = make(map[string]int, s.paths)
	for i, r := range s.rules {
		s.reached[r.Path] += s.coverage.Rules[i]
	}
	s.marked = false
}

// lay shares the room out and writes what changes with it.
func (s *Screen) lay() {
	s.measure()
	s.heights = s.heights[:0]
	s.rowsHeight = 0
	for _, r := range s.doc.rows {
		h := 1 + len(s.noteLines(r, false, nil))
		s.heights = append(s.heights, h)
		s.rowsHeight += h
	}
	s.summary.lines = s.summaryLines(s.room.summaryWidth)
	if s.confirming {
		s.confirm.lines = s.confirmLines(s.width)
	}
	if s.pasted != nil {
		s.pasted.lay(s.room.left)
	}
	s.settle()
}
