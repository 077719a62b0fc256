// Package sign shows how much harm a right can do, with a sign beside the colour:
// danger and caution differ without colour too.
package sign

import (
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/theme"
)

// The signs before what a token may do, each one cell wide.
const (
	Danger  = "▲"
	Caution = "△"
	Plain   = "·"
)

// Of returns the sign for a risk and the role to paint it in.
func Of(r rule.Risk) (string, theme.Role) {
	switch r {
	case rule.RiskDanger:
		return Danger, theme.Danger
	case rule.RiskCaution:
		return Caution, theme.Caution
	case rule.RiskNone:
	}
	return Plain, theme.Text
}
