package builder

// wide is from where on the operations and the summary stand beside the rules,
// and tall from where on more than one part is drawn.
const (
	wide = 116
	tall = 10
)

// plan is how many lines and columns each part has; a part with none is not
// drawn.
type plan struct {
	left, summaryWidth int // the parts below each other, and those beside them
	reach, levels      int // columns of the table

	main, operations, addresses, pasted, summary int

	gap    int // blank lines between the parts
	beside bool
}

// measure fixes the widths, which what is wrapped depends on.
func (s *Screen) measure() {
	r := &s.room
	r.beside = s.width >= wide && s.height >= tall
	r.left, r.summaryWidth = s.width, s.width
	if r.beside {
		r.summaryWidth = min(s.width*2/5, 72)
		r.left = s.width - r.summaryWidth - betweenWidth
	}
	r.reach, r.levels = s.columnsFor(r.left)
	s.addresses.SetWidth(r.left - 2)
	s.path.SetWidth(s.pathWidth())
}

// settle shares the lines out, keeps what the cursor is on in sight, and has the
// pane show what the row under it reaches.
func (s *Screen) settle() {
	r := &s.room
	r.main, r.operations, r.addresses, r.pasted, r.summary, r.gap = 0, 0, 0, 0, 0, 0
	switch {
	case s.height < tall:
		s.single()
	case r.beside:
		s.shareColumns()
	default:
		s.stack()
	}
	if s.pasted != nil {
		s.pasted.top = max(min(s.pasted.top, len(s.pasted.lines)-r.pasted+1), 0)
	}
	s.summary.settle(r.summary - 1)
	s.confirm.settle(s.height - 2)
	s.pane.SetFocused(s.part == partOperations)
	s.pane.SetSize(r.summaryWidth, r.operations)
	s.showReach()
	s.follow()
}

// single gives a small screen to the part that has the focus.
func (s *Screen) single() {
	r := &s.room
	switch s.part {
	case partOperations:
		r.operations = s.height
	case partAddresses:
		r.addresses = s.height
	case partPasted:
		r.pasted = s.height
	case partSummary:
		r.summary = s.height
	case partRules:
		r.main = s.height
	}
}

// shareColumns lets operations and summary stand beside the rest. The summary
// gets what it needs up to a half, since what is dangerous stands there.
func (s *Screen) shareColumns() {
	r := &s.room
	r.main = min(s.gridHeight(), s.shareForm())
	r.operations = max(s.height-len(s.summary.lines)-2, s.height/2)
	if s.known.catalog == nil {
		const said = 7 // why there is none
		r.operations = min(r.operations, said)
	}
	r.summary = s.height - r.operations - 1
}

// shareForm gives addresses and report what they need, and returns what is left.
func (s *Screen) shareForm() int {
	r := &s.room
	if s.height >= 14 {
		r.gap = 1
	}
	limit := max(s.height/3, 1)
	if s.part == partAddresses {
		limit = max(s.height/2, 1)
	}
	r.addresses = min(s.addresses.Height(), limit)
	rest := s.height - r.addresses - r.gap
	if s.pasted != nil {
		limit = max(rest/3, 3)
		if s.part == partPasted {
			limit = max(rest/2, 3)
		}
		r.pasted = min(len(s.pasted.lines)+1, limit)
		rest -= r.pasted + r.gap
	}
	return rest
}

// stack gives every part what it needs, and where that is too much the most to
// the one that has the focus. The operations stand in place of the rules, with
// what the token may do below, where it is seen to grow.
func (s *Screen) stack() {
	r := &s.room
	if s.part == partOperations {
		const least = 4
		r.gap = 1
		r.summary = min(len(s.summary.lines)+1, least)
		r.operations = s.height - r.summary - r.gap
		return
	}
	rest := s.shareForm() - r.gap
	want, need := len(s.summary.lines)+1, s.gridHeight()
	if want+need <= rest {
		r.main, r.summary = need, want
		return
	}
	if s.part == partSummary {
		r.main = min(need, max(rest/4, 4))
	} else {
		// Two lines of the summary are its title and the worst of the danger.
		least := min(s.leastHeight(), rest-2)
		r.main = min(need, max(rest-min(want, 6), rest/2, least))
	}
	r.summary = min(want, rest-r.main)
}
