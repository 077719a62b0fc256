package report_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
	"unicode"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/report"
)

func TestDefuse(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]string{
		"":                     "",
		"certbot web1":         "certbot web1",
		"a-b=c+d@e":            "a-b=c+d@e",
		"'=1":                  "'=1",
		"=1+1":                 "'=1+1",
		"+1":                   "'+1",
		"-1":                   "'-1",
		"@SUM(A1)":             "'@SUM(A1)",
		"\t=1":                 "'\t'=1",
		"\rx":                  "'\rx",
		"\uff1d1":              "'\uff1d1",
		"\uff0b1":              "'\uff0b1",
		"\uff0d1":              "'\uff0d1",
		"\uff20x":              "'\uff20x",
		"  =1":                 "  '=1",
		`"=1`:                  `"'=1`,
		"\ufeff=1":             "\ufeff'=1",
		"a;=1":                 "a;'=1",
		"a; =1;b,-2":           "a; '=1;b,'-2",
		"a\n=1":                "a\n'=1",
		"==1":                  "'==1",
		"GET,POST /x; GET /-y": "GET,POST /x; GET /-y",
	} {
		if got := report.Defuse(cell); got != want {
			t.Errorf("%q becomes %q, want %q", cell, got, want)
		}
	}
}

// runs reports whether some spreadsheet would take a cell for a formula.
func runs(cell string) bool {
	if strings.HasPrefix(cell, "\t") || strings.HasPrefix(cell, "\r") {
		return true
	}
	bare := strings.TrimLeftFunc(cell, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == '"' || r == '\ufeff' })
	for _, sign := range []string{"=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"} {
		if strings.HasPrefix(bare, sign) {
			return true
		}
	}
	return false
}

// FuzzCells writes any text and reads it with another reader: no cell runs, however
// lines are divided, every line keeps its cells, and nothing but apostrophes was
// added.
func FuzzCells(f *testing.F) {
	for _, seed := range []string{"=cmd|' /C calc'!A0", "a,b\n\"c\"", "\r\n=1", "x;\"\"=1", "\uff1d1", "日本;\t+1", "\xff=1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var out bytes.Buffer
		row := report.Row{Status: ovhapi.Status(text), AllowedIPs: []string{text}}
		row.Application.Name, row.Application.Description = text, text+text
		if err := report.CSV(&out, []report.Row{row}); err != nil {
			t.Fatal(err)
		}
		lines, err := csv.NewReader(&out).ReadAll()
		if err != nil || len(lines) != 2 {
			t.Fatalf("%d lines, %v", len(lines), err)
		}
		for _, cell := range lines[1] {
			for _, piece := range append(strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(";,\t\r\n", r) }), cell) {
				if runs(piece) {
					t.Errorf("%q runs", piece)
				}
			}
		}
		bare := func(s string) string {
			return strings.ReplaceAll(strings.ReplaceAll(string([]rune(s)), "'", ""), "\r\n", "\n")
		}
		if got := lines[1][2]; bare(got) != bare(text) {
			t.Errorf("%q is read as %q", text, got)
		}
	})
}
