package builder

import (
	"slices"
	"strings"
	"testing"
)

func TestAddresses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typed string
		want  []string
		wrong int
		says  string
	}{
		{"", nil, 0, ""},
		{"any", nil, 0, ""},
		{"203.0.113.4", []string{"203.0.113.4/32"}, 0, ""},
		{"203.0.113.4, 198.51.100.0/24 2001:db8::/32", []string{"203.0.113.4/32", "198.51.100.0/24", "2001:db8::/32"}, 0, ""},
		{"203.0.113.4,203.0.113.4/32;", []string{"203.0.113.4/32"}, 0, ""},
		{"0.0.0.0/0", nil, 0, "nothing is restricted"},
		{"198.51.100.0/24, 0.0.0.0/0", nil, 0, "nothing is restricted"},
		{"::/0", []string{"::/0"}, 0, "every IPv6 address"},
		{"203.0.113.4/24", nil, 1, "host bits set; the block is 203.0.113.0/24, the one address 203.0.113.4"},
		{"203.0.113.400", nil, 1, "write it like 203.0.113.4"},
		{"10.0.0.0/33, home", nil, 2, `"home" is not an address`},
	} {
		a := readAddresses(c.typed)
		said := ""
		for _, n := range a.notes {
			said += n.Text + " "
		}
		if !slices.Equal(a.blocks, c.want) || a.wrong != c.wrong || !strings.Contains(said, c.says) {
			t.Errorf("%q: blocks %v, %d wrong, says %q", c.typed, a.blocks, a.wrong, said)
		}
	}
}

func TestWrongAddressesStayAndAreExplained(t *testing.T) {
	t.Parallel()
	b := open("GET /me", 80, 19)
	b.press("tab")
	b.write("203.0.113.4/24, nowhere")
	b.wantText(t, "has host bits set; the block is 203.0.113.0/24", `"nowhere" is not an address or block`)
	b.press("shift+tab")
	b.wantText(t, "203.0.113.4/24, nowhere", "has host bits set", "Works from not clear yet: 2 of the addresses are wrong.")
	b.press("ctrl+s")
	b.wantSaid(t, "2 of the addresses are wrong")
	b.press("ctrl+u")
	b.write("203.0.113.0/24")
	b.press("ctrl+s")
	b.wantText(t, "Works from 203.0.113.0/24", "enter sends it")
	b.press("esc", "u")
	b.wantText(t, "203.0.113.4/24, nowhere")
}

func FuzzAddresses(f *testing.F) {
	for _, seed := range []string{"", "any", "10.0.0.1", "10.0.0.0/8, ::1", "0.0.0.0/0", "a,b;c d", "::ffff:1.2.3.4/0"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a := readAddresses(text)
		again := readAddresses(strings.Join(a.blocks, ", "))
		if a.wrong == 0 && len(a.blocks) > 0 && (again.wrong != 0 || !slices.Equal(a.blocks, again.blocks)) {
			t.Errorf("%q: %v is read back as %v", text, a.blocks, again.blocks)
		}
		if a.wrong > len(a.notes) {
			t.Errorf("%q: %d wrong, %d explained", text, a.wrong, len(a.notes))
		}
	})
}

// TestEnterStaysWithAWrongAddress types on after enter, as people do who have not
// seen the error yet: nothing of it may reach the rules.
func TestEnterStaysWithAWrongAddress(t *testing.T) {
	t.Parallel()
	for _, leave := range []string{"tab", "shift+tab"} {
		b := open("GET /me", 80, 19)
		b.press("i")
		b.write("198.51.100.0/99")
		b.press("enter")
		b.wantSaid(t, "One of the addresses is wrong. esc brings back what stood here before.")
		b.press("2", "4")
		if !b.Typing() || b.doc.addresses != "198.51.100.0/9924" {
			t.Errorf("enter left the field, which holds %q", b.doc.addresses)
		}
		b.wantRules(t, "GET /me")
		b.press(leave)
		if b.Typing() {
			t.Errorf("%s does not leave the field", leave)
		}
		if leave == "tab" {
			b.press("tab", "tab") // past the operations, which stand in place of the form
		}
		b.wantText(t, "198.51.100.0/9924", "is not an address")
	}
	b := open("GET /me")
	b.press("i")
	b.write("198.51.100.0/99")
	b.press("esc")
	if b.Typing() || b.doc.addresses != "" {
		t.Errorf("esc keeps %q", b.doc.addresses)
	}
	b.press("u")
	b.wantSaid(t, "nothing to undo")
	b.press("i")
	b.write("198.51.100.0/24")
	b.press("enter")
	if b.Typing() || len(b.allowed.blocks) != 1 {
		t.Error("enter does not take what is right")
	}
}
