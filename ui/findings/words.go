package findings

import (
	"ovh-tokens/ovhapi/audit"
	"ovh-tokens/ui/sign"
	"ovh-tokens/ui/theme"
)

// words are what a finding is called in a column: in at most seven cells, and where
// there is room.
var words = map[audit.Code][2]string{
	audit.Everything:     {"all", "all access"},
	audit.Access:         {"access", "grants access"},
	audit.Billing:        {"billing", "billing"},
	audit.WiderThanNeed:  {"wider", "wider than needed"},
	audit.ExpiresSoon:    {"soon", "expires soon"},
	audit.AnyAddress:     {"any IP", "any address"},
	audit.NeverExpires:   {"no end", "never expires"},
	audit.Support:        {"support", "support"},
	audit.Dormant:        {"dormant", "dormant"},
	audit.NeverUsed:      {"unused", "never used"},
	audit.Twin:           {"twin", "twin"},
	audit.NeverValidated: {"ignored", "never validated"},
	audit.Dead:           {"dead", "dead"},
}

// Words are what a finding is called in a column, short and long.
func Words(c audit.Code) (short, long string) {
	w, known := words[c]
	if !known {
		return string(c), string(c)
	}
	return w[0], w[1]
}

// Sign shows how much a finding matters, with the role to paint it in.
func Sign(s audit.Severity) (string, theme.Role) {
	switch s {
	case audit.High:
		return sign.Danger, theme.Danger
	case audit.Medium:
		return sign.Caution, theme.Caution
	case audit.Low:
	}
	return sign.Plain, theme.Text
}
