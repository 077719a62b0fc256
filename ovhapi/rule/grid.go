package rule

import "slices"

// Row is one line of a set shown as a table: a path and its methods.
type Row struct {
	Path    string
	Methods []Method // in reading order, none twice
}

// Rows returns a set as a table, one row a path in the order of first sight.
// Paths that differ only in a trailing slash or a star stay apart, as they do
// for OVH.
func Rows(s Set) []Row {
	var rows []Row
	at := make(map[string]int, len(s))
	for _, r := range s {
		i, seen := at[r.Path]
		if !seen {
			i = len(rows)
			at[r.Path] = i
			rows = append(rows, Row{Path: r.Path})
		}
		if !slices.Contains(rows[i].Methods, r.Method) {
			rows[i].Methods = append(rows[i].Methods, r.Method)
		}
	}
	for i := range rows {
		slices.SortFunc(rows[i].Methods, compareMethods)
	}
	return rows
}

// FromRows is the way back: row by row, method by method, no rule twice. A row
// without methods grants nothing and leaves no rule.
func FromRows(rows []Row) Set {
	var set Set
	seen := make(map[Rule]bool)
	for _, row := range rows {
		for _, method := range row.Methods {
			if r := (Rule{method, row.Path}); !seen[r] {
				seen[r] = true
				set = append(set, r)
			}
		}
	}
	return set
}
