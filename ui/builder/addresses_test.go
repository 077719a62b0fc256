package builder

import "testing"

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
	if b.Typing() || len(b.allowed.Blocks) != 1 {
		t.Error("enter does not take what is right")
	}
}
