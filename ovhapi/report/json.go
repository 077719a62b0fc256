package report

import (
	"encoding/json"
	"fmt"
	"io"
)

// JSON writes rows as one array.
func JSON(w io.Writer, rows []Row) error {
	if rows == nil {
		rows = []Row{}
	}
	return write(w, rows)
}

// JSONRow writes one row as an object.
func JSONRow(w io.Writer, row Row) error { return write(w, row) }

func write(w io.Writer, value any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(value); err != nil {
		return fmt.Errorf("writing the report as JSON: %w", err)
	}
	return nil
}
