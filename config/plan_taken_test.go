package config

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What a plan takes away is what would be lost: nothing that stays or that was
// without effect.
func TestPlanTellsWhichKeysItTakesAway(t *testing.T) {
	t.Parallel()
	set := func(key, value string) []Change { return []Change{{Section: "s", Key: key, Value: value}} }
	for name, row := range map[string]struct {
		text    string
		changes []Change
		want    string
	}{
		"another value":      {"[s]\nconsumer_key=old\n", set("consumer_key", "new"), "2 consumer_key old"},
		"the same value":     {"[s]\nconsumer_key=old\n", set("consumer_key", "old"), ""},
		"none before":        {"[s]\nconsumer_key=\n", set("consumer_key", "new"), ""},
		"no such line":       {"[s]\n", set("consumer_key", "new"), ""},
		"no file":            {"", set("consumer_key", "new"), ""},
		"of another section": {"[t]\nconsumer_key=old\n", set("consumer_key", "new"), ""},
		"no key":             {"[s]\nendpoint=ovh-eu\n", set("endpoint", "ovh-ca"), ""},
		"behind a mark":      {"\uFEFF[s]\r\nclient_secret : old\r\n", set("client_secret", "new"), "2 client_secret old"},
		"one without effect": {"[s]\nconsumer_key=first\nconsumer_key=old\n", set("consumer_key", "new"), "3 consumer_key old"},
		"the whole section":  {"[s]\napplication_key=a\nclient_id=c\n[t]\nconsumer_key=k\n", []Change{{Section: "s", Remove: true}}, "2 application_key a, 3 client_id c"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "ovh.conf")
			if row.text != "" {
				if err := os.WriteFile(path, []byte(row.text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			plan, err := NewPlan(path, row.changes)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, k := range plan.Taken() {
				got = append(got, fmt.Sprintf("%d %s %s", k.Origin.Line, k.Key, k.Value.Reveal()))
			}
			if strings.Join(got, ", ") != row.want {
				t.Errorf("it takes %q, want %q", got, row.want)
			}
		})
	}
}
