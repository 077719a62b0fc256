package builder

import (
	"strings"
	"testing"
)

// What comes next is a page where a browser can be opened, else its link.
func TestConfirmationSaysWhatComesNext(t *testing.T) {
	t.Parallel()
	for want, open := range map[string]func(string) error{
		"OVH's page opens next.":             func(string) error { return nil },
		"The link to OVH's page comes next.": nil,
	} {
		b := openBuilder(open)
		var text []string
		for _, l := range b.confirmLines(100) {
			text = append(text, l.text)
		}
		if all := strings.Join(text, "\n"); !strings.Contains(all, want) {
			t.Errorf("%q is not said:\n%s", want, all)
		}
	}
}

// openBuilder is a screen with one rule, where pages are opened like this.
func openBuilder(page func(string) error) *bench {
	b := open("GET /me", 100, 40)
	b.env.Open = page
	return b
}
