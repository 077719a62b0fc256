package config

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ovh-tokens/ovhapi"
)

// found writes keys in a few words; the values are cut to what tells them apart.
func found(list []FoundKey) string {
	var b strings.Builder
	for _, k := range list {
		value := k.Value.Reveal()
		fmt.Fprintf(&b, "%s [%s] %s=%s", filepath.Base(k.Origin.String()), k.Section, k.Key, value[max(0, len(value)-6):])
		if k.Shadowed {
			b.WriteString(" shadowed")
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestFindKeys(t *testing.T) {
	t.Parallel()
	s := disk{
		work:   "[ovh-eu]\nconsumer_key=one\n;consumer_key=comment\nconsumer_key = `two`\n[profile:a]\nconsumer_key=%(x)s # note\nx=three\nendpoint=ovh-eu\n",
		home:   "\uFEFF[ovh-eu]\r\napplication_key=ak\r\napplication_secret=\"as\"\r\nconsumer_key=\r\noops\r\n[x]\r\nclient_secret=cs\r\naccess_token=a\\\r\nt\r\n",
		system: "\xff\xfe",
		env:    map[string]string{"OVH_CONSUMER_KEY": "env", "OVH_ENDPOINT": "ovh-ca"},
	}.sources(t)
	more := filepath.Join(t.TempDir(), "more.ini")
	write(t, more, "[ovh-ca]\nconsumer_key=four")
	list, problems := FindKeys(s, more, filepath.Join(s.HomeDir, ".ovh.conf"), filepath.Join(s.HomeDir, "none"))
	want := `OVH_CONSUMER_KEY [] consumer_key=env
ovh.conf line 2 [ovh-eu] consumer_key=one shadowed
ovh.conf line 4 [ovh-eu] consumer_key=two
ovh.conf line 6 [profile:a] consumer_key=three
.ovh.conf line 2 [ovh-eu] application_key=ak
.ovh.conf line 3 [ovh-eu] application_secret=as
.ovh.conf line 7 [x] client_secret=cs
.ovh.conf line 8 [x] access_token=at
more.ini line 2 [ovh-ca] consumer_key=four
`
	if got := found(list); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if len(problems) != 2 || !has(problems, s.SystemFile, []string{"UTF-16"}, false) || !has(problems, "~/none", []string{"does not exist"}, false) {
		t.Errorf("problems\n%s", lines(problems))
	}
	if text := fmt.Sprintf("%+v", list); strings.Contains(text, "three") {
		t.Error("a key prints itself")
	}
	for _, k := range list {
		if k.Writable() == (k.Shadowed || k.Origin.Variable != "") {
			t.Errorf("writable: %+v", k)
		}
	}
}

// The old key goes from every place that has an effect, and nothing else does.
func TestRotation(t *testing.T) {
	t.Parallel()
	other := "[profile:b]\nconsumer_key = other\n"
	s := disk{
		work:   "[ovh-eu]\nconsumer_key=old\n[profile:a]\nconsumer_key = old ; mine\n" + other,
		home:   "[ovh-eu]\nconsumer_key=old\nconsumer_key=other\n",
		system: "[ovh-eu]\napplication_key=old\nconsumer_key=`old`",
		env:    map[string]string{"OVH_CONSUMER_KEY": "old"},
	}.sources(t)
	named := filepath.Join(t.TempDir(), "x")
	write(t, named, "\uFEFF[ovh-eu]\r\nconsumer_key: old\r\n")
	list, problems := FindKeys(s, named)
	if len(problems) > 0 {
		t.Fatal(lines(problems))
	}
	old, fresh := ovhapi.NewSecret("old"), ovhapi.NewSecret("new")
	targets, left := Rotation(list, old, fresh)
	if got := found(left); got != "OVH_CONSUMER_KEY [] consumer_key=old\n.ovh.conf line 2 [ovh-eu] consumer_key=old shadowed\n" {
		t.Errorf("left\n%s", got)
	}
	for _, at := range targets {
		if at.Err != nil {
			t.Fatal(at.Err)
		}
		if err := at.Plan.Save(); err != nil {
			t.Fatal(err)
		}
	}
	for path, want := range map[string]string{
		filepath.Join(s.WorkDir, "ovh.conf"):  "[ovh-eu]\nconsumer_key=new\n[profile:a]\n; mine\nconsumer_key = new\n" + other,
		filepath.Join(s.HomeDir, ".ovh.conf"): "[ovh-eu]\nconsumer_key=old\nconsumer_key=other\n",
		s.SystemFile:                          "[ovh-eu]\napplication_key=old\nconsumer_key=new",
		named:                                 "\uFEFF[ovh-eu]\r\nconsumer_key: new\r\n",
	} {
		got, err := os.ReadFile(path)
		if err != nil || string(got) != want {
			t.Errorf("%s says %q, %v; want %q", path, got, err, want)
		}
	}
	list, _ = FindKeys(s, named)
	if targets, _ := Rotation(list, old, fresh); len(targets) > 0 {
		t.Errorf("still there: %s", found(list))
	}
	list, _ = FindKeys(s, named)
	for _, at := range first(Rotation(list, fresh, ovhapi.Secret{})) {
		if at.Err == nil || at.Plan != nil {
			t.Error("an empty key would be written")
		}
	}
}

func first(targets []Target, _ []FoundKey) []Target { return targets }
