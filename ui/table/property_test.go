package table_test

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"ovh-tokens/ui/table"
)

// model is the table told in the plainest way: everything is worked out anew
// after every step.
type model struct {
	rows     map[int64]item
	selected map[int64]bool
	ranged   map[int64]bool
	anchor   int64
	ranging  bool
	sort     string
	reverse  bool
	keep     func(item) bool
	may      func(item) bool
	cursor   int64 // 0 when there is none; a heading is below 0
	hiding   bool  // the cursor waits for its line to be there again

	grouped, foldNew bool
	folded           map[int64]bool // by heading, for every group that there was
}

// headingOf is the line that stands above a row in a table with headings.
func headingOf(i item) int64 { return -int64(i.size%3) - 1 }

// grouping is that of the table.
var grouping = &table.Grouping[item]{
	Key: headingOf,
	Heading: func(rows iter.Seq[item]) []table.Cell {
		return []table.Cell{{Text: "these"}, {Text: ids(rows)}}
	},
}

// enroll knows the groups of all rows.
func (m *model) enroll() {
	for _, row := range m.rows {
		if _, known := m.folded[headingOf(row)]; m.grouped && !known {
			m.folded[headingOf(row)] = m.foldNew
		}
	}
}

// shown are the rows that the filter keeps, in the order of the screen.
func (m *model) shown() []int64 {
	flat := slices.DeleteFunc(m.order(), func(id int64) bool { return !m.isShown(id) })
	if !m.grouped {
		return flat
	}
	var order []int64
	groups := map[int64][]int64{}
	for _, id := range flat {
		head := headingOf(m.rows[id])
		if groups[head] == nil {
			order = append(order, head)
		}
		groups[head] = append(groups[head], id)
	}
	var rows []int64
	for _, head := range order {
		rows = append(rows, groups[head]...)
	}
	return rows
}

// lines are what one can move the cursor to.
func (m *model) lines() []int64 {
	if !m.grouped {
		return m.shown()
	}
	var lines []int64
	for _, id := range m.shown() {
		head := headingOf(m.rows[id])
		if !slices.Contains(lines, head) {
			lines = append(lines, head)
		}
		if !m.folded[head] {
			lines = append(lines, id)
		}
	}
	return lines
}

// fold folds the groups of a list or opens them; the cursor leaves its row for the
// heading.
func (m *model) fold(folded bool, heads ...int64) {
	m.endRange()
	for _, head := range heads {
		m.folded[head] = folded
	}
	if row, ok := m.rows[m.cursor]; ok && folded && !m.hiding {
		m.cursor = headingOf(row)
	}
}

// under is the heading above the cursor or at it, 0 when there is none.
func (m *model) under() int64 {
	switch row, ok := m.rows[m.cursor]; {
	case !m.grouped || m.hiding || m.cursor == 0:
		return 0
	case ok:
		return headingOf(row)
	}
	return m.cursor
}

func (m *model) order() []int64 {
	all := make([]int64, 0, len(m.rows))
	for id := range m.rows {
		all = append(all, id)
	}
	slices.SortFunc(all, func(x, y int64) int {
		a, b := m.rows[x], m.rows[y]
		order := 0
		switch m.sort {
		case "name":
			order = cmp.Compare(a.name, b.name)
		case "size":
			order = cmp.Compare(a.size, b.size)
		case "":
			order = cmp.Compare(x, y)
		}
		if m.reverse {
			order = -order
		}
		return cmp.Or(order, cmp.Compare(x, y))
	})
	return all
}

func (m *model) isShown(id int64) bool {
	row, ok := m.rows[id]
	return ok && m.keep(row)
}

// settle moves a cursor whose line is gone; before is the order until now.
func (m *model) settle(before []int64) {
	m.enroll()
	lines := m.lines()
	m.hiding = len(lines) == 0
	if m.hiding {
		if _, ok := m.rows[m.cursor]; !ok && m.cursor > 0 {
			m.cursor = 0
		}
		return
	}
	if slices.Contains(lines, m.cursor) {
		return
	}
	at := slices.Index(before, m.cursor)
	m.cursor = lines[0]
	if at < 0 {
		return
	}
	for _, id := range append(slices.Clone(before[at:]), reversed(before[:at])...) {
		if slices.Contains(lines, id) {
			m.cursor = id
			return
		}
	}
}

func reversed(list []int64) []int64 {
	list = slices.Clone(list)
	slices.Reverse(list)
	return list
}

func (m *model) endRange() {
	for id := range m.ranged {
		m.selected[id] = true
	}
	m.ranged, m.ranging = map[int64]bool{}, false
}

func (m *model) moveTo(id int64) {
	m.cursor = id
	m.extend()
}

func (m *model) extend() {
	if !m.ranging {
		return
	}
	lines := m.lines()
	from, to := slices.Index(lines, m.anchor), slices.Index(lines, m.cursor)
	if from < 0 {
		m.endRange()
		return
	}
	m.ranged = map[int64]bool{}
	for _, id := range lines[min(from, to) : max(from, to)+1] {
		if id > 0 && m.may(m.rows[id]) && !m.selected[id] {
			m.ranged[id] = true
		}
	}
}

func (m *model) moveBy(n int) {
	lines := m.lines()
	if len(lines) > 0 {
		at := slices.Index(lines, m.cursor)
		m.moveTo(lines[min(max(at+n, 0), len(lines)-1)])
	}
}

// toggle selects the row, or what is below the heading, and moves on.
func (m *model) toggle() {
	if m.cursor > 0 {
		if m.selected[m.cursor] {
			delete(m.selected, m.cursor)
		} else if m.may(m.rows[m.cursor]) {
			m.selected[m.cursor] = true
		}
		m.moveBy(1)
		return
	}
	var below []int64
	left := 0
	for _, id := range m.shown() {
		if headingOf(m.rows[id]) == m.cursor && m.may(m.rows[id]) {
			below = append(below, id)
			if !m.selected[id] {
				left++
			}
		}
	}
	for _, id := range below {
		if left > 0 {
			m.selected[id] = true
		} else {
			delete(m.selected, id)
		}
	}
	lines := m.lines()
	for _, id := range lines[slices.Index(lines, m.cursor)+1:] {
		if id < 0 {
			m.moveTo(id)
			return
		}
	}
}

// let takes from the selection what is gone or may not be selected.
func (m *model) let() {
	for _, set := range []map[int64]bool{m.selected, m.ranged} {
		for id := range set {
			if row, ok := m.rows[id]; !ok || !m.may(row) {
				delete(set, id)
			}
		}
	}
	if _, ok := m.rows[m.anchor]; m.ranging && !ok && m.anchor > 0 {
		m.endRange()
	}
}

func (m *model) taken() string {
	var shown, hidden []string
	taken := func(id int64) bool { return m.selected[id] || m.ranged[id] }
	for _, id := range m.shown() {
		if taken(id) {
			shown = append(shown, fmt.Sprint(id))
		}
	}
	for _, id := range m.order() {
		if taken(id) && !m.isShown(id) {
			hidden = append(hidden, fmt.Sprint(id))
		}
	}
	return strings.Join(append(shown, hidden...), " ")
}

// step does one thing to both, as three bytes say.
func step(tab *table.Table[item], m *model, do, x, y byte) {
	before := m.order()
	if m.grouped {
		before = m.lines()
	}
	switch do % 20 {
	case 0, 1, 2:
		batch := make([]item, 0, 4)
		for i := range x%4 + 1 {
			id := int64((y+i*7)%32) + 1
			row := item{id: id, name: string(rune('a' + (x+i)%5)), size: int((x ^ y) % 6)}
			batch = append(batch, row)
			m.rows[id] = row
		}
		tab.Upsert(batch)
		m.let()
		m.settle(before)
	case 3, 4:
		tab.Remove(int64(x%32)+1, int64(y%32)+1)
		delete(m.rows, int64(x%32)+1)
		delete(m.rows, int64(y%32)+1)
		m.let()
		m.settle(before)
	case 5, 6:
		keep := []func(item) bool{all, even, func(i item) bool { return i.size < 3 }, none}[x%4]
		m.endRange()
		m.keep = keep
		tab.SetFilter(keep)
		m.settle(before)
	case 7:
		m.endRange()
		m.sort, m.reverse = []string{"", "name", "size"}[x%3], y%2 == 0
		tab.Sort(m.sort, m.reverse)
		m.settle(before)
	case 8, 9:
		tab.MoveBy(int(x)/8 - 16)
		m.moveBy(int(x)/8 - 16)
	case 10:
		if id := int64(x%32) + 1; tab.SetCursor(id) {
			if head := headingOf(m.rows[id]); m.grouped && m.folded[head] {
				m.fold(false, head)
				m.settle(before)
			}
			m.moveTo(id)
		}
	case 16, 17, 18, 19:
		group(tab, m, do, x, before)
	default:
		mark(tab, m, do, x)
	}
}

// group does one thing to the groups of both.
func group(tab *table.Table[item], m *model, do, x byte, before []int64) {
	switch do % 20 {
	case 16:
		m.endRange()
		if m.cursor < 0 {
			head := m.cursor
			m.cursor = 0
			for _, id := range slices.Backward(m.shown()) {
				if headingOf(m.rows[id]) == head {
					m.cursor = id
				}
			}
		}
		m.grouped, m.foldNew, m.folded = x%4 > 0, false, map[int64]bool{}
		tab.SetGrouping(map[bool]*table.Grouping[item]{true: grouping}[m.grouped])
		m.settle(before)
	case 17, 18:
		tab.SetFolded(do%20 == 17)
		if head := m.under(); head != 0 && m.folded[head] != (do%20 == 17) {
			m.fold(do%20 == 17, head)
			m.settle(before)
		}
	case 19:
		tab.FoldAll()
		if !m.grouped {
			return
		}
		open := slices.ContainsFunc(m.lines(), func(id int64) bool { return id < 0 && !m.folded[id] })
		m.foldNew = open
		m.fold(open, slices.Collect(maps.Keys(m.folded))...)
		m.settle(before)
	}
}

// mark does one thing to both selections.
func mark(tab *table.Table[item], m *model, do, x byte) {
	current := len(m.shown()) > 0
	switch do % 20 {
	case 11, 12:
		tab.ToggleSelect()
		switch {
		case m.ranging:
			m.endRange()
		case current:
			m.toggle()
		}
	case 13:
		tab.StartRange()
		if m.ranging {
			m.endRange()
		} else if current {
			m.ranging, m.anchor = true, m.cursor
			m.extend()
		}
	case 14:
		switch x % 4 {
		case 0:
			tab.SelectAllShown()
			m.endRange()
			for _, id := range m.shown() {
				if m.may(m.rows[id]) {
					m.selected[id] = true
				}
			}
		case 1:
			tab.SelectNone()
			m.endRange()
			m.selected = map[int64]bool{}
		case 2:
			tab.CancelRange()
			m.ranged = map[int64]bool{}
			m.endRange()
		case 3:
			m.may = []func(item) bool{all, func(i item) bool { return i.size%5 != 0 }}[x/4%2]
			tab.SetSelectable(m.may)
			m.let()
		}
	case 15:
		tab.SetSize(int(x)%100, int(x)%15)
	}
}

func all(item) bool { return true }

// check compares what can be seen of the table with the model.
func check(t *testing.T, tab *table.Table[item], m *model) {
	t.Helper()
	wantString(t, "rows", ids(tab.Rows()), strings.Trim(fmt.Sprint(m.order()), "[]"))
	wantString(t, "shown rows", ids(tab.ShownRows()), strings.Trim(fmt.Sprint(m.shown()), "[]"))
	wantString(t, "selected", selected(tab), m.taken())
	want, below := m.cursor, ""
	if m.hiding || len(m.rows) == 0 {
		want = -1
	}
	for _, id := range m.shown() {
		if !m.hiding && m.grouped && headingOf(m.rows[id]) == m.cursor {
			want, below = -1, strings.TrimSpace(below+" "+fmt.Sprint(id))
		}
	}
	wantCursor(t, tab, want)
	if heading, on := tab.Heading(); on != (below != "") || on && ids(heading) != below {
		t.Errorf("it is on a heading: %v, want one above %q", on, below)
	}
	heads := slices.DeleteFunc(m.lines(), func(id int64) bool { return id > 0 })
	if tab.Groups() != len(heads) || tab.Grouped() != m.grouped {
		t.Errorf("there are %d headings, want %d", tab.Groups(), len(heads))
	}
	taken := len(strings.Fields(m.taken()))
	hidden := 0
	for id := range m.rows {
		if (m.selected[id] || m.ranged[id]) && !m.isShown(id) {
			hidden++
		}
	}
	if tab.SelectedCount() != taken || tab.SelectedHidden() != hidden || tab.Ranging() != m.ranging {
		t.Errorf("%d selected, %d hidden, range %v, want %d, %d, %v",
			tab.SelectedCount(), tab.SelectedHidden(), tab.Ranging(), taken, hidden, m.ranging)
	}
	lines := plain(tab)
	if line := tab.CursorLine(); line >= 0 && cells(lines[0]) > 1 && !strings.HasPrefix(lines[line], " ›") {
		t.Errorf("the cursor is not on line %d: %q", line, lines)
	}
}

// FuzzOperations checks that the cursor stays on its row and the selection
// holds whatever is done to the table, unless their rows go.
func FuzzOperations(f *testing.F) {
	for seed := range uint64(60) {
		random := rand.New(rand.NewPCG(seed, 7))
		program := make([]byte, 600)
		for i := range program {
			program[i] = byte(random.UintN(256))
		}
		f.Add(program)
	}
	f.Fuzz(func(t *testing.T, program []byte) {
		tab := newTable()
		m := &model{
			rows: map[int64]item{}, selected: map[int64]bool{}, ranged: map[int64]bool{},
			keep: all, may: all, folded: map[int64]bool{},
		}
		for i := 0; i+2 < min(len(program), 900); i += 3 {
			step(tab, m, program[i], program[i+1], program[i+2])
			check(t, tab, m)
			if t.Failed() {
				t.Fatalf("after step %d: %d %d %d", i/3, program[i]%20, program[i+1], program[i+2])
			}
		}
	})
}
