package builder

import (
	"testing"

	"ovh-tokens/ovhapi/rule"
)

// The set that was chosen goes along with the draft, whatever becomes of its
// rules: the tool that it is for stays the same.
func TestChosenSetIsNamedInTheDraft(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		begin func() *bench
		want  string
	}{
		"as it is": {func() *bench { return begun("me-read-only") }, "me-read-only"},
		"with another rule": {func() *bench {
			b := begun("me-read-only")
			b.press("+")
			b.write("/vps")
			b.press("enter")
			return b
		}, "me-read-only"},
		"chosen anew": {func() *bench {
			b := begun("me-read-only")
			b.run(b.replaceBy(ready("domain-ip-rw")))
			return b
		}, "domain-ip-rw"},
		"undone": {func() *bench {
			b := begun("me-read-only")
			b.run(b.replaceBy(ready("domain-ip-rw")))
			b.press("u")
			return b
		}, "me-read-only"},
		"of a token": {func() *bench {
			return openStart(Start{Rules: rule.Set{{Method: rule.Get, Path: "/vps"}}, Preset: "vps-operate"})
		}, "vps-operate"},
		"own rules": {func() *bench { return open("GET /vps") }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := test.begin()
			b.press("ctrl+s", "enter")
			if len(b.sent) != 1 || b.sent[0].Preset != test.want {
				t.Errorf("sent %+v, want the set %q", b.sent, test.want)
			}
		})
	}
}
