package table_test

import (
	"cmp"
	"fmt"
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
	cursor   int64 // 0 when there is none
	hiding   bool  // the cursor waits for its row to be shown again
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

func (m *model) shown() []int64 {
	return slices.DeleteFunc(m.order(), func(id int64) bool { return !m.isShown(id) })
}

// settle moves a cursor whose row is not shown; before is the order until now.
func (m *model) settle(before []int64) {
	shown := m.shown()
	m.hiding = len(shown) == 0
	if m.hiding {
		if _, ok := m.rows[m.cursor]; !ok {
			m.cursor = 0
		}
		return
	}
	if m.isShown(m.cursor) {
		return
	}
	at := slices.Index(before, m.cursor)
	m.cursor = shown[0]
	if at < 0 {
		return
	}
	for _, id := range append(slices.Clone(before[at:]), reversed(before[:at])...) {
		if m.isShown(id) {
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
	shown := m.shown()
	from, to := slices.Index(shown, m.anchor), slices.Index(shown, m.cursor)
	if from < 0 {
		m.endRange()
		return
	}
	m.ranged = map[int64]bool{}
	for _, id := range shown[min(from, to) : max(from, to)+1] {
		if m.may(m.rows[id]) && !m.selected[id] {
			m.ranged[id] = true
		}
	}
}

func (m *model) moveBy(n int) {
	shown := m.shown()
	if len(shown) > 0 {
		at := slices.Index(shown, m.cursor)
		m.moveTo(shown[min(max(at+n, 0), len(shown)-1)])
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
	if _, ok := m.rows[m.anchor]; m.ranging && !ok {
		m.endRange()
	}
}

func (m *model) taken() string {
	var shown, hidden []string
	for _, id := range m.order() {
		switch {
		case !m.selected[id] && !m.ranged[id]:
		case m.isShown(id):
			shown = append(shown, fmt.Sprint(id))
		default:
			hidden = append(hidden, fmt.Sprint(id))
		}
	}
	return strings.Join(append(shown, hidden...), " ")
}

// step does one thing to both, as three bytes say.
func step(tab *table.Table[item], m *model, do, x, y byte) {
	before := m.order()
	switch do % 16 {
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
	case 8, 9:
		tab.MoveBy(int(x)/8 - 16)
		m.moveBy(int(x)/8 - 16)
	case 10:
		if id := int64(x%32) + 1; tab.SetCursor(id) {
			m.moveTo(id)
		}
	default:
		mark(tab, m, do, x)
	}
}

// mark does one thing to both selections.
func mark(tab *table.Table[item], m *model, do, x byte) {
	current := len(m.shown()) > 0
	switch do % 16 {
	case 11, 12:
		tab.ToggleSelect()
		switch {
		case m.ranging:
			m.endRange()
		case current:
			if m.selected[m.cursor] {
				delete(m.selected, m.cursor)
			} else if m.may(m.rows[m.cursor]) {
				m.selected[m.cursor] = true
			}
			m.moveBy(1)
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
	want := m.cursor
	if m.hiding || len(m.rows) == 0 {
		want = -1
	}
	wantCursor(t, tab, want)
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
			keep: all, may: all,
		}
		for i := 0; i+2 < min(len(program), 900); i += 3 {
			step(tab, m, program[i], program[i+1], program[i+2])
			check(t, tab, m)
			if t.Failed() {
				t.Fatalf("after step %d: %d %d %d", i/3, program[i]%16, program[i+1], program[i+2])
			}
		}
	})
}
