package rule

import (
	"strings"

	"ovh-tokens/ovhapi/pattern"
)

// network is a block of addresses whose slash stands in a path as it is.
var network = pattern.New(`/([0-9]+(?:\.[0-9]+){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:]+)/([0-9]{1,3})(/|$)`)

// EncodeNetworks writes the slash of a block of addresses as calls have to, which
// name it as one part of their path: "/ip/192.0.2.0%2F28/reverse" (synthesio.ovh
// and terraform-provider-ovh call so).
func EncodeNetworks(path string) string { return network.ReplaceAllString(path, "/$1%2F$2$3") }

// network looks for a block of addresses that is divided by its own slash. How rules
// have to name it is not documented, so a star is offered.
func (l *linter) network() {
	if !network.MatchString(l.rule.Path) {
		return
	}
	path := network.ReplaceAllString(l.rule.Path, "/*$3")
	if l.routes == nil && !strings.HasPrefix(path, "/ip/") || l.routes != nil && (l.reaches(l.rule.Path) || !l.reaches(path)) {
		return
	}
	l.last(CodeNetwork, Error, "Calls name a block of addresses as one part of their path, with %2F for its slash; a star in this place is sure to match.", l.path(path))
}

// domainName looks for the name of a domain in a form that hardly a call has: clients
// write names as OVH lists them, in small letters and without a dot at the end, and
// case counts in rules.
func (l *linter) domainName() {
	parts := strings.Split(l.rule.Path, "/")
	at := 2
	if len(parts) > 3 && parts[2] == "zone" {
		at = 3
	}
	if len(parts) <= at || parts[1] != "domain" || !strings.Contains(parts[at], ".") || strings.Contains(parts[at], "%") {
		return
	}
	name := strings.ToLower(strings.TrimRight(parts[at], "."))
	if name == "" || name == parts[at] {
		return
	}
	message := "Case counts in rules, and OVH writes the names of domains in small letters."
	if strings.HasSuffix(parts[at], ".") {
		message = "OVH writes the names of domains without a dot at the end, so calls have none."
	}
	parts[at] = name
	l.last(CodeDomainName, Warning, message, l.path(strings.Join(parts, "/")))
}
