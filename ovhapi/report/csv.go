package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"ovh-tokens/ovhapi/rule"
)

// columns are the cells of a row by their headings. Codes and addresses are
// separated by blanks, rules by semicolons.
var columns = []struct {
	heading string
	cell    func(Row) string
}{
	{"credentialId", func(r Row) string { return strconv.FormatInt(r.ID, 10) }},
	{"applicationId", func(r Row) string { return number(r.ApplicationID) }},
	{"application", func(r Row) string { return r.Application.Name }},
	{"description", func(r Row) string { return r.Application.Description }},
	{"applicationStatus", func(r Row) string { return r.Application.Status }},
	{"applicationKey", func(r Row) string { return r.Application.Key }},
	{"owned", func(r Row) string { return known(r.Application.Owned) }},
	{"deleted", func(r Row) string { return known(r.Application.Deleted) }},
	{"status", func(r Row) string { return string(r.Status) }},
	{"creation", func(r Row) string { return date(r.Creation) }},
	{"expiration", func(r Row) string { return date(r.Expiration) }},
	{"lastUse", func(r Row) string { return date(r.LastUse) }},
	{"rules", func(r Row) string { return rules(r.Rules) }},
	{"allowedIPs", func(r Row) string { return strings.Join(r.AllowedIPs, " ") }},
	{"ovhSupport", func(r Row) string { return strconv.FormatBool(r.Support) }},
	{"current", func(r Row) string { return strconv.FormatBool(r.Current) }},
	{"dead", func(r Row) string { return strconv.FormatBool(r.Dead) }},
	{"findings", findings},
	{"account", func(r Row) string { return r.Account }},
}

// CSV writes rows for a spreadsheet: a line of headings and a line for each
// token, separated by commas, in UTF-8. Cells that a spreadsheet would take for a
// formula are made text; see Defuse.
func CSV(w io.Writer, rows []Row) error {
	out := csv.NewWriter(w)
	line := make([]string, len(columns))
	for i, c := range columns {
		line[i] = c.heading
	}
	_ = out.Write(line) // the writer keeps its error until it is asked for
	for _, r := range rows {
		for i, c := range columns {
			line[i] = Defuse(c.cell(r))
		}
		_ = out.Write(line)
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("writing the report as CSV: %w", err)
	}
	return nil
}

// number leaves out what is not known.
func number(id int64) string {
	if id == 0 {
		return ""
	}
	return strconv.FormatInt(id, 10)
}

func known(is *bool) string {
	if is == nil {
		return ""
	}
	return strconv.FormatBool(*is)
}

func date(at *time.Time) string {
	if at == nil {
		return ""
	}
	return at.Format(time.RFC3339)
}

// rules joins a set for reading, a path with all its methods.
func rules(s rule.Set) string {
	rows := rule.Rows(s)
	parts := make([]string, len(rows))
	for i, row := range rows {
		methods := make([]string, len(row.Methods))
		for j, m := range row.Methods {
			methods[j] = string(m)
		}
		parts[i] = strings.Join(methods, ",") + " " + row.Path
	}
	return strings.Join(parts, "; ")
}

// findings joins codes; what could not be judged says so.
func findings(r Row) string {
	if r.Findings == nil {
		return "not judged"
	}
	codes := make([]string, len(r.Findings))
	for i, c := range r.Findings {
		codes[i] = string(c)
	}
	return strings.Join(codes, " ")
}
