package ui_test

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui/uitest"
)

// reports is a stand that saves into a folder of its own.
func reports(t *testing.T, opts ...uitest.Option) (s *stand, folder string) {
	t.Helper()
	s, folder = prepare(t, ovhsim.Options{}), t.TempDir()
	s.env.Sources.WorkDir = folder
	s.start(opts...)
	s.loaded()
	return s, folder
}

// only is the one file of a folder, with its content.
func only(t *testing.T, folder string) (name, text string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil || len(files) != 1 {
		t.Fatalf("the folder holds %v, %v", files, err)
	}
	data, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Base(files[0]), string(data)
}

func TestTheListIsSavedForASpreadsheet(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s, folder := reports(t, size)
		s.Press("W")
		s.Says("Save a report", "61 tokens", "CSV, for spreadsheets")
		s.Press("enter")
		s.Says("Saved as ")
		name, text := only(t, folder)
		if !strings.HasPrefix(name, "ovh-tokens-20") || !strings.HasSuffix(name, ".csv") {
			t.Errorf("the file is called %s", name)
		}
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil || len(rows) != 62 {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		keys := s.sim.Keys()
		for _, secret := range []string{keys.ApplicationSecret, keys.ConsumerKey} {
			if strings.Contains(text, secret) {
				t.Error("the report holds a secret")
			}
		}
		if !strings.Contains(text, "zz12345-ovh") || !strings.Contains(text, "any-address") {
			t.Error("the report names neither the account nor findings")
		}
	})
}

func TestWhatTheFilterShowsIsSavedAsJSON(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s, folder := reports(t, size)
		s.filter("status:expired")
		s.Press("W")
		s.Says("18 tokens that the filter shows")
		s.Press("tab")
		s.Says("JSON, for scripts")
		s.Press("enter")
		s.Says("Saved as ")
		name, text := only(t, folder)
		var rows []struct {
			ID     int64  `json:"credentialId"`
			Status string `json:"status"`
		}
		if err := json.Unmarshal([]byte(text), &rows); err != nil || len(rows) != 18 || !strings.HasSuffix(name, ".json") {
			t.Fatalf("%s has %d rows, %v", name, len(rows), err)
		}
		if info, err := os.Stat(filepath.Join(folder, name)); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("others may read it: %v, %v", info.Mode(), err)
		}
		// The file is there now: it is replaced only when the user says so.
		s.Press("a", "W")
		s.Says("18 tokens that you have selected")
		s.Press("tab", "enter")
		s.Says("exists. Replace it?")
		s.Press("enter")
		s.Lacks("Replace it?")
		s.Press("enter")
		s.Says("exists. Replace it?")
		s.Press("y")
		s.Says("Saved as ", "18 selected")
	})
}

func TestAFileOfAnotherKindIsNotGuessed(t *testing.T) {
	t.Parallel()
	s, folder := reports(t)
	s.Press("W", "ctrl+u")
	s.Type("report")
	s.Press("enter")
	s.Says("The ending of the file says how it is written")
	s.Press("tab", "ctrl+u")
	s.Press("ctrl+u")
	s.Type("/proc/none/x.csv")
	s.Press("enter")
	s.Says("It was not saved")
	if files, _ := os.ReadDir(folder); len(files) > 0 {
		t.Errorf("something was written: %v", files)
	}
}
