package config

import (
	"fmt"
	"strings"
	"testing"
)

// set and drop write changes in few words.
func set(section, key, value string) Change { return Change{Section: section, Key: key, Value: value} }

func drop(section, key string) Change { return Change{Section: section, Key: key, Remove: true} }

const (
	eu   = "ovh-eu"
	work = "profile:work"
)

// Every test is held byte for byte; its name says what a user would see.
func TestEditSetsAKey(t *testing.T) {
	t.Parallel()
	to := set(eu, "consumer_key", "NEW")
	tests := []struct{ name, before, after string }{
		{"in place", "# mine\n[ovh-eu]\na=1\nconsumer_key=OLD\n\n[x]\nb = 2\n", "# mine\n[ovh-eu]\na=1\nconsumer_key=NEW\n\n[x]\nb = 2\n"},
		{"blanks around the sign", "[ovh-eu]\n  consumer_key \t=  OLD\n", "[ovh-eu]\n  consumer_key \t=  NEW\n"},
		{"colon", "[ovh-eu]\nconsumer_key: OLD\n", "[ovh-eu]\nconsumer_key: NEW\n"},
		{"no end of line", "[ovh-eu]\nconsumer_key=OLD", "[ovh-eu]\nconsumer_key=NEW"},
		{"CRLF", "[ovh-eu]\r\nconsumer_key=OLD\r\nx=1\r\n", "[ovh-eu]\r\nconsumer_key=NEW\r\nx=1\r\n"},
		{"mixed line ends", "[ovh-eu]\r\nx=1\nconsumer_key=OLD\r\ny=2\n", "[ovh-eu]\r\nx=1\nconsumer_key=NEW\r\ny=2\n"},
		{"byte order mark", "\uFEFF[ovh-eu]\nconsumer_key=OLD\n", "\uFEFF[ovh-eu]\nconsumer_key=NEW\n"},
		{"Latin-1 elsewhere", "# caf\xe9\n[ovh-eu]\nconsumer_key=OLD\n", "# caf\xe9\n[ovh-eu]\nconsumer_key=NEW\n"},
		{"empty", "[ovh-eu]\nconsumer_key=\n", "[ovh-eu]\nconsumer_key=NEW\n"},
		{"empty with blank", "[ovh-eu]\nconsumer_key =\n", "[ovh-eu]\nconsumer_key = NEW\n"},
		{"quotes are needed by nobody", "[ovh-eu]\nconsumer_key = \"OLD\"\n", "[ovh-eu]\nconsumer_key = NEW\n"},
		{"quoted name", "[ovh-eu]\n\"consumer_key\" = OLD\n", "[ovh-eu]\nconsumer_key = NEW\n"},
		{"comment behind it", "[ovh-eu]\n consumer_key = OLD ; till May\nx=1\n", "[ovh-eu]\n ; till May\n consumer_key = NEW\nx=1\n"},
		{"comment behind it, no end of line", "[ovh-eu]\nconsumer_key=OLD # x", "[ovh-eu]\n# x\nconsumer_key=NEW"},
		{"comment behind quotes", "[ovh-eu]\nconsumer_key=`OLD#1` # x\n", "[ovh-eu]\n# x\nconsumer_key=NEW\n"},
		{"a # within the value", "[ovh-eu]\nconsumer_key=OL#D\n", "[ovh-eu]\nconsumer_key=NEW\n"},
		{"several lines", "[ovh-eu]\nconsumer_key=`O\nL\nD`\nx=1\n", "[ovh-eu]\nconsumer_key=NEW\nx=1\n"},
		{"continued", "[ovh-eu]\nconsumer_key=O\\\nLD\nx=1\n", "[ovh-eu]\nconsumer_key=NEW\nx=1\n"},
		{"continued up to a blank line", "[ovh-eu]\nconsumer_key=OLD\\\n\nx=1\n", "[ovh-eu]\nconsumer_key=NEW\n\nx=1\n"},
		{"twice: the last one counts", "[ovh-eu]\nconsumer_key=A\nconsumer_key=B\nx=1\n", "[ovh-eu]\nconsumer_key=A\nconsumer_key=NEW\nx=1\n"},
		{"section twice: the last one counts", "[ovh-eu]\nconsumer_key=A\n[x]\n[ovh-eu]\nconsumer_key=B\n", "[ovh-eu]\nconsumer_key=A\n[x]\n[ovh-eu]\nconsumer_key=NEW\n"},
		{"section twice, key in the first", "[ovh-eu]\nconsumer_key=A\n[x]\n[ovh-eu]\ny=B\n", "[ovh-eu]\nconsumer_key=NEW\n[x]\n[ovh-eu]\ny=B\n"},
		{"only this section", "[ovh-ca]\nconsumer_key=A\n[ovh-eu]\nconsumer_key=B\n", "[ovh-ca]\nconsumer_key=A\n[ovh-eu]\nconsumer_key=NEW\n"},
		{"not a comment", "[ovh-eu]\n;consumer_key=A\nconsumer_key=B\n", "[ovh-eu]\n;consumer_key=A\nconsumer_key=NEW\n"},
		{"next to a line that can't be read", "[ovh-eu]\noops\nconsumer_key=B\n", "[ovh-eu]\noops\nconsumer_key=NEW\n"},
		{"both spellings there", "[ovh-eu]\nConsumer_Key=A\nconsumer_key=B\n", "[ovh-eu]\nConsumer_Key=A\nconsumer_key=NEW\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			expectEdit(t, tt.before, tt.after, to)
		})
	}
}

func TestEditAddsAKey(t *testing.T) {
	t.Parallel()
	to := set(eu, "consumer_key", "NEW")
	tests := []struct{ name, before, after string }{
		{"below the last key", "[ovh-eu]\na=1\n\n# about x\n[x]\n", "[ovh-eu]\na=1\nconsumer_key=NEW\n\n# about x\n[x]\n"},
		{"before comments", "[ovh-eu]\na=1\n# about x\n[x]\n", "[ovh-eu]\na=1\nconsumer_key=NEW\n# about x\n[x]\n"},
		{"in the section's way of writing", "[ovh-eu]\n  a : 1\n", "[ovh-eu]\n  a : 1\n  consumer_key : NEW\n"},
		{"in its column", "[ovh-eu]\napplication_key    = 1\nendpoint           = 2\n", "[ovh-eu]\napplication_key    = 1\nendpoint           = 2\nconsumer_key       = NEW\n"},
		{"no end of line", "[ovh-eu]\na=1", "[ovh-eu]\na=1\nconsumer_key=NEW"},
		{"no end of line, CRLF", "[ovh-eu]\r\na=1", "[ovh-eu]\r\na=1\r\nconsumer_key=NEW"},
		{"line end of its neighbour", "[x]\n[ovh-eu]\r\na=1\r\n[y]\n", "[x]\n[ovh-eu]\r\na=1\r\nconsumer_key=NEW\r\n[y]\n"},
		{"empty section", "[x]\nb = 1\n[ovh-eu]\n\n[y]\n", "[x]\nb = 1\n[ovh-eu]\nconsumer_key = NEW\n\n[y]\n"},
		{"empty section, indented next", "[ovh-eu]\n  [y]\n", "[ovh-eu]\n  consumer_key=NEW\n  [y]\n"},
		{"a value that would go on", "[ovh-eu]\na=1\\", "[ovh-eu]\na=1\\\n\nconsumer_key=NEW"},
		{"section twice", "[ovh-eu]\na=1\n[x]\n[ovh-eu]\n[y]\n", "[ovh-eu]\na=1\nconsumer_key=NEW\n[x]\n[ovh-eu]\n[y]\n"},
		{"below a value of several lines", "[ovh-eu]\na=`1\n2`\n[y]\n", "[ovh-eu]\na=`1\n2`\nconsumer_key=NEW\n[y]\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			expectEdit(t, tt.before, tt.after, to)
		})
	}
}

func TestEditAddsASection(t *testing.T) {
	t.Parallel()
	to := []Change{set(work, "endpoint", "ovh-ca"), set(work, "consumer_key", "NEW")}
	tests := []struct{ name, before, after string }{
		{"empty file", "", "[profile:work]\nendpoint=ovh-ca\nconsumer_key=NEW\n"},
		{"byte order mark alone", "\uFEFF", "\uFEFF[profile:work]\nendpoint=ovh-ca\nconsumer_key=NEW\n"},
		{"blank line before it", "[x]\na=1\n", "[x]\na=1\n\n[profile:work]\nendpoint=ovh-ca\nconsumer_key=NEW\n"},
		{"blank line is there", "[x]\na = 1\n\n", "[x]\na = 1\n\n[profile:work]\nendpoint = ovh-ca\nconsumer_key = NEW\n"},
		{"no end of line", "[x]\r\na=1", "[x]\r\na=1\r\n\r\n[profile:work]\r\nendpoint=ovh-ca\r\nconsumer_key=NEW"},
		{"comment at the end", "[x]\na=1\n# end\n", "[x]\na=1\n# end\n\n[profile:work]\nendpoint=ovh-ca\nconsumer_key=NEW\n"},
		{"a value that would go on", "[x]\na=1\\\n", "[x]\na=1\\\n\n[profile:work]\nendpoint=ovh-ca\nconsumer_key=NEW\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			expectEdit(t, tt.before, tt.after, to...)
		})
	}
}

func TestEditRemoves(t *testing.T) {
	t.Parallel()
	key, section := drop(work, "consumer_key"), drop(work, "")
	tests := []struct {
		name, before, after string
		change              Change
	}{
		{"a key", "[profile:work]\na=1\nconsumer_key=X\nb=2\n", "[profile:work]\na=1\nb=2\n", key},
		{"a key wherever it stands", "[profile:work]\nconsumer_key=X\n[x]\nconsumer_key=Y\n[profile:work]\nconsumer_key=`Z\nZ`\n", "[profile:work]\n[x]\nconsumer_key=Y\n[profile:work]\n", key},
		{"a key that is not there", "[profile:work]\na=1\n", "[profile:work]\na=1\n", key},
		{"a section in the middle", "[a]\nx=1\n\n[profile:work]\ny=2\nz=3\n\n[b]\n", "[a]\nx=1\n\n[b]\n", section},
		{"a section without blank lines", "[a]\nx=1\n[profile:work]\ny=2\n[b]\n", "[a]\nx=1\n[b]\n", section},
		{"a blank line only below it", "[a]\nx=1\n[profile:work]\ny=2\n\n[b]\n", "[a]\nx=1\n\n[b]\n", section},
		{"at the end", "[a]\nx=1\n\n[profile:work]\ny=2\n", "[a]\nx=1\n", section},
		{"alone", "[profile:work]\ny=2\n\n", "", section},
		{"at the top", "# all of it\n[profile:work]\ny=2\n\n[b]\n", "# all of it\n\n[b]\n", section},
		{"its comments", "[a]\n\n# work\n[profile:work]\n# key\ny=2\n; old one\n\n# about b\n[b]\n", "[a]\n\n# about b\n[b]\n", section},
		{"a comment that may be the next one's", "[a]\n\n[profile:work]\ny=2\n# about b\n[b]\n", "[a]\n\n# about b\n[b]\n", section},
		{"twice", "[profile:work]\ny=2\n[a]\n[profile:work]\nz=3\n", "[a]\n", section},
		{"lines in it that can't be read", "[a]\n[profile:work]\noops\ny=2\nmore oops\n[b]\n", "[a]\n[b]\n", section},
		{"one that is not there", "[a]\nx=1\n", "[a]\nx=1\n", section},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			expectEdit(t, tt.before, tt.after, tt.change)
		})
	}
}

// What was added can be taken away again without a trace.
func TestEditAddThenRemoveASection(t *testing.T) {
	t.Parallel()
	for _, before := range []string{"[x]\na=1\n", "# c\n[x]\na=1\n\n# end\n", ""} {
		after, err := Edit([]byte(before), []Change{set(work, "endpoint", "ovh-ca"), drop(work, "")})
		if err != nil || string(after) != before {
			t.Errorf("%q became %q, %v", before, after, err)
		}
	}
}

func expectEdit(t *testing.T, before, after string, changes ...Change) {
	t.Helper()
	got, err := Edit([]byte(before), changes)
	if err != nil || string(got) != after {
		t.Fatalf("%q\nbecame %q, %v\n  want %q", before, got, err, after)
	}
	again, err := Edit(got, changes)
	if err != nil || string(again) != after {
		t.Errorf("the second time it became %q, %v", again, err)
	}
}

func TestEditRefuses(t *testing.T) {
	t.Parallel()
	plainFile := "[ovh-eu]\na=1\n"
	value := func(v string) Change { return set(eu, "consumer_key", v) }
	tests := []struct {
		name, text, want string
		change           Change
	}{
		{"UTF-16", "\xff\xfe[\x00x\x00", "UTF-16", value("x")},
		{"binary", "a\x00=b", "binary", value("x")},
		{"large", strings.Repeat("#", maxFile+1), "larger than", value("x")},
		{"old Mac line ends", "[a]\rb=1\r", "carriage return", value("x")},
		{"letters in a Latin-1 file", "# \xe9\n", "not UTF-8", value("café")},
		{"line break", plainFile, "line break", value("secret\nx=1")},
		{"carriage return", plainFile, "line break", value("secret\r")},
		{"control rune", plainFile, "invisible", value("secret\x1b")},
		{"bidi rune", plainFile, "invisible", value("secret\u202e")},
		{"blank around", plainFile, "blank", value(" secret")},
		{"comment sign", plainFile, "# or ;", value("sec;ret")},
		{"quotes", plainFile, "quotes", value(`"secret"`)},
		{"backtick", plainFile, "quotes", value("`secret")},
		{"backslash", plainFile, "backslash", value(`secret\`)},
		{"reference", plainFile, "reference", value("%(secret)s")},
		{"no section", plainFile, "empty", set("", "a", "secret")},
		{"before any section", plainFile, "[DEFAULT]", set("DEFAULT", "a", "secret")},
		{"bracket", plainFile, "bracket", set("a]b", "a", "secret")},
		{"section of two lines", plainFile, "invisible", set("a\nb", "a", "secret")},
		{"no key", plainFile, "name of a key", set(eu, "", "secret")},
		{"odd key", plainFile, "name of a key", set(eu, "a=b", "secret")},
		{"numbered key", plainFile, "name of a key", set(eu, "-", "secret")},
		{"other case", "[ovh-eu]\nConsumer_Key=1\n", "line 2 has Consumer_Key", value("secret")},
		{"numbers that would move", "[ovh-eu]\n-=a\n-=b\n", "by hand", drop(eu, "#1")},
		{"a quote that closes one that is open", "[ovh-eu]\nx=`open\na=1\n", "by hand", value("sec`ret")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := Edit([]byte(tt.text), []Change{tt.change})
			if err == nil || got != nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got %q, %v", got, err)
			}
			if strings.Contains(err.Error(), "secret") {
				t.Errorf("the value is in the error: %v", err)
			}
		})
	}
}

func TestAChangeDoesNotPrintItsValue(t *testing.T) {
	t.Parallel()
	c := set(eu, "consumer_key", testToken)
	text := fmt.Sprintf("%v %+v %#v %s %q %x %v", c, c, c, c, &c, c, []Change{c}) + c.LogValue().String()
	if strings.Contains(text, testToken) || !strings.Contains(text, "consumer_key in [ovh-eu]") {
		t.Error(text)
	}
}
