package builder

import "testing"

// The set that was chosen goes along with the draft, whatever becomes of its
// rules: the tool that it is for stays the same.
func TestChosenSetIsNamedInTheDraft(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		start, want string
		keys        []string
	}{
		"as it is":          {keys: []string{"enter"}, want: "me-read-only"},
		"with another rule": {keys: []string{"enter", "+", "/vps", "enter"}, want: "me-read-only"},
		"chosen anew":       {keys: []string{"enter", "P", "down", "enter"}, want: "domain-ip-rw"},
		"own rules":         {start: "GET /vps"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := open(test.start)
			for _, k := range test.keys {
				if k[0] == '/' {
					b.write(k)
					continue
				}
				b.press(k)
			}
			b.press("ctrl+s", "enter")
			if len(b.sent) != 1 || b.sent[0].Preset != test.want {
				t.Errorf("sent %+v, want the set %q", b.sent, test.want)
			}
		})
	}
}
