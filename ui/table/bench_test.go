package table_test

import (
	"cmp"
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"
	"testing"

	"ovh-tokens/ui/table"
	"ovh-tokens/ui/theme"
)

const many = 10_000

// manyRows returns 10,000 rows in no order, the same ones every time.
func manyRows() []item {
	random := rand.New(rand.NewPCG(1, 2))
	rows := make([]item, many)
	for i, id := range random.Perm(many) {
		rows[i] = item{id: int64(id), name: fmt.Sprintf("application %d", random.IntN(200)), size: random.IntN(1000)}
	}
	return rows
}

// wide is a table of 140×50 with eight columns, as a token list has.
func wide() *table.Table[item] {
	list := columns()
	for _, name := range []string{"access", "status", "expires", "created"} {
		list = append(list, table.Column[item]{
			Name: name, Title: name, Min: 8, Weight: 1, Priority: 1,
			Cell:    func(i item, _ int) table.Cell { return table.Cell{Text: i.name, Role: theme.Subtle} },
			Compare: func(a, b item) int { return cmp.Compare(a.name, b.name) },
		})
	}
	t := table.New(theme.New(theme.Dark), itemID, list)
	t.SetSize(140, 50)
	t.Sort("name", false)
	return t
}

func BenchmarkKey(b *testing.B) {
	tab := wide()
	tab.Upsert(manyRows())
	b.ReportAllocs()
	for b.Loop() {
		tab.Down()
		if tab.View() == "" {
			b.Fatal("nothing drawn")
		}
	}
}

// BenchmarkKeyInRange extends a range that is up to 10,000 rows long already.
func BenchmarkKeyInRange(b *testing.B) {
	tab := wide()
	tab.Upsert(manyRows())
	tab.StartRange()
	tab.Bottom()
	b.ReportAllocs()
	for b.Loop() {
		tab.Up()
		tab.View()
		tab.Down()
	}
}

// BenchmarkKeyInGroups moves in 200 groups with all their rows in sight.
func BenchmarkKeyInGroups(b *testing.B) {
	tab := wide()
	tab.Upsert(manyRows())
	tab.SetGrouping(&table.Grouping[item]{
		Key: func(i item) int64 { return i.id % 200 },
		Heading: func(rows iter.Seq[item]) []table.Cell {
			n := 0
			for range rows {
				n++
			}
			return []table.Cell{{Text: "a group"}, {Text: fmt.Sprint(n)}}
		},
	})
	b.ReportAllocs()
	for b.Loop() {
		tab.Down()
		tab.View()
	}
}

func BenchmarkView(b *testing.B) {
	tab := wide()
	tab.Upsert(manyRows())
	b.ReportAllocs()
	for b.Loop() {
		tab.View()
	}
}

func BenchmarkFilterChange(b *testing.B) {
	tab := wide()
	tab.Upsert(manyRows())
	words := []string{"1", "12", "application 7", "nothing"}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		word := words[i%len(words)]
		tab.SetFilter(func(i item) bool { return strings.Contains(i.name, word) })
		tab.View()
	}
}

func BenchmarkSort(b *testing.B) {
	tab := wide()
	tab.Upsert(manyRows())
	b.ReportAllocs()
	for b.Loop() {
		tab.NextSort()
		tab.View()
	}
}

// BenchmarkUpsertNew takes in 10,000 new rows in slices, drawing after each.
func BenchmarkUpsertNew(b *testing.B) {
	for _, size := range []int{100, 200, 500} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			rows := manyRows()
			b.ReportAllocs()
			for b.Loop() {
				upsertAll(wide(), rows, size)
			}
		})
	}
}

// BenchmarkUpsertKnown replaces 10,000 rows in slices, as a refresh does.
func BenchmarkUpsertKnown(b *testing.B) {
	rows := manyRows()
	tab := wide()
	tab.Upsert(rows)
	b.ReportAllocs()
	for b.Loop() {
		upsertAll(tab, rows, 200)
	}
}

func upsertAll(tab *table.Table[item], rows []item, size int) {
	for from := 0; from < len(rows); from += size {
		tab.Upsert(rows[from : from+size])
		tab.View()
	}
}
