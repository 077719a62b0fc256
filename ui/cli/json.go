package cli

import (
	"encoding/json"
	"fmt"
)

// printJSON writes the one value of --json to stdout.
func (c *console) printJSON(value any) error {
	e := json.NewEncoder(c.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(value); err != nil {
		return fmt.Errorf("writing the answer as JSON: %w", err)
	}
	return nil
}
