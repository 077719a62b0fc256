package token

import (
	"slices"
	"strings"

	"ovh-tokens/ovhapi/audit"
	"ovh-tokens/ui/findings"
	"ovh-tokens/ui/layout"
)

// Told is what there is to find about a token.
type Told struct {
	Findings []audit.Finding
	Ways     Ways
}

// Ways are the keys with which a screen does what is advised; "" where it can't be
// done.
type Ways struct{ Replace, Restrict, Revoke string }

func (t Told) has(c audit.Code) bool {
	return slices.ContainsFunc(t.Findings, func(f audit.Finding) bool { return f.Code == c })
}

// advice names the key for it, where one key is all that it takes.
func (w Ways) advice(text string) string {
	verb, _, _ := strings.Cut(text, " ")
	key := map[string]string{"Replace": w.Replace, "Restrict": w.Restrict, "Revoke": w.Revoke}[verb]
	if key == "" {
		return text
	}
	return strings.TrimSuffix(text, ".") + ": " + key + "."
}

// findings tells each of them with what to do about it.
func (d *describer) findings() {
	if len(d.told.Findings) == 0 {
		return
	}
	d.heading(layout.Count(len(d.told.Findings), "finding"))
	for _, f := range d.told.Findings {
		sign, role := findings.Sign(f.Severity)
		lines := layout.Wrap(f.Message+" "+d.told.Ways.advice(f.Advice), max(d.width-2, 8))
		d.add(d.theme.Paint(role, sign) + " " + lines[0])
		for _, line := range lines[1:] {
			d.add("  " + line)
		}
	}
}

// told is what there is to find, with the keys of the screen.
func (s *Screen) told() Told {
	ways := Ways{Replace: "n", Restrict: "i", Revoke: "d"}
	if s.token.Current {
		ways.Revoke = ""
	}
	if s.env.ReadOnly {
		ways = Ways{}
	}
	return Told{s.actions.Found, ways}
}
