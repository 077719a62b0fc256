package report_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/audit"
	"ovh-tokens/ovhapi/report"
	"ovh-tokens/ovhapi/rule"
)

var update = flag.Bool("update", false, "write the golden files anew")

var (
	now  = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	zone = time.FixedZone("", 3600)
	long = time.Date(2025, 3, 28, 8, 7, 14, 0, zone)
	soon = time.Date(2026, 11, 27, 8, 7, 14, 0, zone)
)

// tokens are one of each kind that differs in what is known of it.
func tokens() []ovhapi.Token {
	return []ovhapi.Token{
		{
			Credential: ovhapi.Credential{
				ID: 498601349, ApplicationID: 166120, Status: ovhapi.StatusValidated, Creation: long, Expiration: &soon, LastUse: &long,
				Rules:      rule.Set{{Method: rule.Get, Path: "/me"}, {Method: rule.Get, Path: "/me/api/*"}, {Method: rule.Delete, Path: "/me/api/*"}},
				AllowedIPs: []string{"192.0.2.1", "2001:db8::/32"},
			},
			Application: ovhapi.Application{ID: 166120, Key: "0123456789abcdef", Name: "ovh-tokens, here", Description: `the "manager" <1> & more`, Status: "active"},
			App:         ovhapi.AppOwned, Current: true,
		},
		{
			Credential: ovhapi.Credential{
				ID: 2, ApplicationID: 1207, Status: ovhapi.StatusValidated, Creation: long, Support: true,
				Rules: rule.Set{{Method: rule.Get, Path: "/*"}},
			},
			Application: ovhapi.Application{ID: 1207, Name: "=HYPERLINK(\"http://example.com\")", Description: "x; @SUM(1)", Status: "trusted"},
			App:         ovhapi.AppForeign,
		},
		{
			Credential:  ovhapi.Credential{ID: 3, ApplicationID: 144015, Status: ovhapi.StatusValidated, Creation: long},
			Application: ovhapi.Application{ID: 144015}, App: ovhapi.AppDeleted,
		},
		{Credential: ovhapi.Credential{ID: 4, ApplicationID: 9, Status: ovhapi.StatusExpired, Creation: long, Expiration: &long}, Application: ovhapi.Application{ID: 9}},
		{Credential: ovhapi.Credential{ID: 5}, Unread: true, App: ovhapi.AppUnknown},
	}
}

func rows() []report.Row {
	list := tokens()
	return report.Rows(list, audit.Of(list, now, audit.Thresholds{}))
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Error(diff)
	}
}

func TestReportsToTheLetter(t *testing.T) {
	t.Parallel()
	var asJSON, asCSV bytes.Buffer
	if err := errors.Join(report.JSON(&asJSON, rows()), report.CSV(&asCSV, rows())); err != nil {
		t.Fatal(err)
	}
	golden(t, "tokens.json", asJSON.Bytes())
	golden(t, "tokens.csv", asCSV.Bytes())
}

func TestJSONIsReadBackWhole(t *testing.T) {
	t.Parallel()
	var text bytes.Buffer
	if err := report.JSON(&text, rows()); err != nil {
		t.Fatal(err)
	}
	var back []report.Row
	if err := json.Unmarshal(text.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(rows(), back); diff != "" {
		t.Error(diff)
	}
	for i, row := range back {
		var one bytes.Buffer
		if err := report.JSONRow(&one, row); err != nil {
			t.Fatal(err)
		}
		var alone report.Row
		if err := json.Unmarshal(one.Bytes(), &alone); err != nil || !cmp.Equal(alone, rows()[i]) {
			t.Errorf("%v: %+v", err, alone)
		}
	}
}

func TestMembersHaveTheNamesOfTheContract(t *testing.T) {
	t.Parallel()
	var text bytes.Buffer
	if err := report.JSONRow(&text, rows()[4]); err != nil {
		t.Fatal(err)
	}
	var members map[string]any
	if err := json.Unmarshal(text.Bytes(), &members); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"credentialId": 5.0, "applicationId": 0.0, "status": "", "creation": nil, "expiration": nil, "lastUse": nil,
		"rules": []any{}, "allowedIPs": []any{}, "ovhSupport": false, "current": false, "dead": false, "findings": nil,
		"application": map[string]any{"name": "", "description": "", "status": "", "applicationKey": "", "owned": nil, "deleted": nil},
	}
	if diff := cmp.Diff(want, members); diff != "" {
		t.Error(diff)
	}
}

func TestAnEmptyAccount(t *testing.T) {
	t.Parallel()
	var asJSON, asCSV bytes.Buffer
	if err := errors.Join(report.JSON(&asJSON, nil), report.CSV(&asCSV, nil)); err != nil {
		t.Fatal(err)
	}
	if asJSON.String() != "[]\n" || strings.Count(asCSV.String(), "\n") != 1 {
		t.Errorf("%q, %q", asJSON.String(), asCSV.String())
	}
}

// TestNothingInAReportCanHoldASecret walks through the type itself: it has members
// of known kinds under known names, and none is a Secret.
func TestNothingInAReportCanHoldASecret(t *testing.T) {
	t.Parallel()
	var walk func(reflect.Type)
	walk = func(kind reflect.Type) {
		switch {
		case kind == reflect.TypeFor[ovhapi.Secret]():
			t.Errorf("%s is a secret", kind)
		case kind == reflect.TypeFor[time.Time]():
		case kind.Kind() == reflect.Pointer || kind.Kind() == reflect.Slice:
			walk(kind.Elem())
		case kind.Kind() == reflect.Struct:
			for i := range kind.NumField() {
				f := kind.Field(i)
				if name := strings.ToLower(f.Name); strings.Contains(name, "secret") || strings.Contains(name, "consumer") || f.Anonymous {
					t.Errorf("%s.%s", kind, f.Name)
				}
				walk(f.Type)
			}
		case kind.Kind() == reflect.Interface || kind.Kind() == reflect.Map:
			t.Errorf("%s can hold anything", kind)
		}
	}
	walk(reflect.TypeFor[report.Row]())
}

type fullDisk struct{}

var errFull = errors.New("disk full")

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

func TestAFailedWriteIsTold(t *testing.T) {
	t.Parallel()
	for _, err := range []error{report.JSON(fullDisk{}, rows()), report.CSV(fullDisk{}, rows())} {
		if !errors.Is(err, errFull) || !strings.HasPrefix(err.Error(), "writing the report") {
			t.Errorf("%v", err)
		}
	}
}

func TestCSVIsReadBack(t *testing.T) {
	t.Parallel()
	var text bytes.Buffer
	if err := report.CSV(&text, rows()); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(&text).ReadAll()
	if err != nil || len(lines) != 6 {
		t.Fatalf("%d lines, %v", len(lines), err)
	}
	cell := func(line int, heading string) string {
		for i, h := range lines[0] {
			if h == heading {
				return lines[line][i]
			}
		}
		t.Errorf("no column %s", heading)
		return ""
	}
	for _, row := range []struct {
		line          int
		heading, want string
	}{
		{1, "application", "ovh-tokens, here"},
		{1, "description", `the "manager" <1> & more`},
		{1, "rules", "GET /me; GET,DELETE /me/api/*"},
		{1, "allowedIPs", "192.0.2.1 2001:db8::/32"},
		{1, "expiration", "2026-11-27T08:07:14+01:00"},
		{2, "application", `'=HYPERLINK("http://example.com")`},
		{2, "description", "x; '@SUM(1)"},
		{2, "expiration", ""},
		{3, "findings", "dead"},
		{3, "owned", ""},
		{4, "findings", ""},
		{5, "findings", "not judged"},
	} {
		if got := cell(row.line, row.heading); got != row.want {
			t.Errorf("%s of line %d: %q, want %q", row.heading, row.line, got, row.want)
		}
	}
}
