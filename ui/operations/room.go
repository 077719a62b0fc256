package operations

// room is how the lines are shared out, and the columns of a row.
type room struct {
	head   int // title, search line, note: the list begins below
	search int // the line of the search, or none
	list   int
	detail int // what is said about the row under the cursor, below a thin line
	noted  bool

	method, path, words int // widths; words is 0 where descriptions have no room
}

// The columns of a row: cursor and selection as in every list, the mark of what
// is reached, the method.
const (
	gutter       = 5
	markWidth    = 2
	longMethod   = 7 // "DELETE "
	shortMethod  = 5 // "DEL  "
	longFrom     = 64
	wordsFrom    = 100
	edge         = 1
	searchMargin = 3 // " / "
)

// SetSize gives the pane its room in cells.
func (p *Pane) SetSize(width, height int) {
	p.width, p.height = max(width, 0), max(height, 0)
	p.settle()
}

// settle shares the room out and keeps the cursor in sight.
func (p *Pane) settle() {
	p.measure()
	s := &p.spots[p.mode()]
	s.at = max(min(s.at, len(p.rows)-1), 0)
	if p.room.list > 0 {
		near := min(2, (p.room.list-1)/2)
		s.top = min(s.top, s.at-near)
		s.top = max(s.top, s.at-p.room.list+1+near)
	}
	s.top = max(min(s.top, len(p.rows)-p.room.list), 0)
}

func (p *Pane) measure() {
	r := &p.room
	*r = room{search: none}
	switch {
	case p.height >= 5:
		r.head, r.search = 2, 1
	case p.height >= 2:
		r.head = 1
		if p.Typing() || p.mode() == searching {
			r.search = 0
		}
	}
	if p.mode() == covering {
		r.search = none
	}
	if r.noted = p.note != "" && p.index != nil && p.height >= 14; r.noted {
		r.head++
	}
	rest := p.height - r.head
	if rest >= 7 && p.index != nil {
		r.detail = max(min(rest/4, 7), 2)
		rest -= r.detail + 1
	}
	r.list = rest
	p.columns()
	p.field.SetWidth(max(p.width-searchMargin-edge-len(p.picks())-1, 1))
}

func (p *Pane) columns() {
	r := &p.room
	r.method = shortMethod
	if p.width >= longFrom {
		r.method = longMethod
	}
	r.path = max(p.width-gutter-markWidth-r.method-edge, 1)
	if p.width >= wordsFrom {
		r.words = r.path*2/5 - 2
		r.path -= r.words + 2
	}
}
