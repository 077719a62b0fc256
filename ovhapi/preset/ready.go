package preset

import "ovh-tokens/ovhapi/rule"

// Ready returns the presets that need no parameters, the most common first. The
// caller may change what it gets.
func Ready() []Preset {
	return []Preset{
		{
			ID:      "me-read-only",
			Title:   "Read-only on /me",
			Purpose: "For scripts that read the account: who it is, its bills and its services. It changes nothing.",
			Warning: "Reading is not harmless here: bills, all tokens with their rules, and the text of mails from OVH can be read.",
			Rules:   rule.ForLevel(rule.ReadOnly, true, "/me"),
		},
		{
			ID:      "domain-ip-rw",
			Title:   "Read-write on /domain and /ip, recursive",
			Purpose: "For scripts that manage domains, DNS zones and IP addresses: they can read, create, change and delete there.",
			Warning: "It reaches every domain and every address of the account. For the DNS of one zone, narrow the paths to /domain/zone/NAME.",
			Rules:   rule.ForLevel(rule.ReadWrite, true, "/domain", "/ip"),
		},
		{
			ID:      "token-manager",
			Title:   "Manage tokens (what this program needs)",
			Purpose: "For this program: it lists, inspects and revokes tokens, and deletes applications.",
			Warning: "Deleting an application revokes every token of it.",
			Rules: append(look(),
				rule.Rule{Method: rule.Delete, Path: "/me/api/credential/*"},
				rule.Rule{Method: rule.Delete, Path: "/me/api/application/*"}),
		},
		{
			ID:      "token-manager-read-only",
			Title:   "Manage tokens, read-only",
			Purpose: "For this program, looking only: it lists and inspects tokens and applications and can revoke none.",
			Rules:   look(),
		},
	}
}

// look is what listing and inspecting tokens takes (routes of schema me.json).
// GET /me tells whose account it is. Routes below /auth need no rule: OVH grants
// them to every token (acme.sh pull request 858).
func look() rule.Set {
	set := rule.Set{{Method: rule.Get, Path: "/me"}}
	return append(set, rule.ForLevel(rule.ReadOnly, true, "/me/api/credential", "/me/api/application")...)
}
