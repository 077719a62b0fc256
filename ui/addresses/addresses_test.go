package addresses_test

import (
	"slices"
	"strings"
	"testing"

	"ovh-tokens/ui/addresses"
)

func TestTypedAddressesAreRead(t *testing.T) {
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
		{"203.0.113.4,203.0.113.4/32;", []string{"203.0.113.4/32"}, 0, "203.0.113.4/32 is in the list more than once"},
		{" ANY,", nil, 0, ""},
		{"any, 203.0.113.4", []string{"203.0.113.4/32"}, 1, "it stands alone"},
		{"0.0.0.0/0", nil, 0, "nothing is restricted"},
		{"198.51.100.0/24, 0.0.0.0/0", nil, 0, "nothing is restricted"},
		{"::/0", []string{"::/0"}, 0, "every IPv6 address"},
		{"203.0.113.4/24", nil, 1, "host bits set; the block is 203.0.113.0/24, the one address 203.0.113.4"},
		{"203.0.113.400", nil, 1, "write it like 203.0.113.4"},
		{"10.0.0.0/33, home", nil, 2, `"home" is not an address`},
	} {
		a := addresses.Read(c.typed)
		said := ""
		for _, n := range a.Notes {
			said += n.Text + " "
		}
		if !slices.Equal(a.Blocks, c.want) || a.Wrong != c.wrong || !strings.Contains(said, c.says) {
			t.Errorf("%q: blocks %v, %d wrong, says %q", c.typed, a.Blocks, a.Wrong, said)
		}
	}
}

func FuzzAddresses(f *testing.F) {
	for _, seed := range []string{"", "any", "10.0.0.1", "10.0.0.0/8, ::1", "0.0.0.0/0", "a,b;c d", "::ffff:1.2.3.4/0"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a := addresses.Read(text)
		again := addresses.Read(strings.Join(a.Blocks, ", "))
		if a.Wrong == 0 && len(a.Blocks) > 0 && (again.Wrong != 0 || !slices.Equal(a.Blocks, again.Blocks)) {
			t.Errorf("%q: %v is read back as %v", text, a.Blocks, again.Blocks)
		}
		if a.Wrong > len(a.Notes) {
			t.Errorf("%q: %d wrong, %d explained", text, a.Wrong, len(a.Notes))
		}
		if a.Any && (a.Wrong > 0 || len(a.Blocks) > 0) || a.Empty && len(a.Notes) > 0 {
			t.Errorf("%q is %+v", text, a)
		}
	})
}
