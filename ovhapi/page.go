package ovhapi

import (
	"net/url"
	"slices"
	"strings"
)

// PageTrust says whether a validation page may be opened without asking.
type PageTrust int

// What a page's address can be.
const (
	// PageRefused is neither https nor on this machine: it is never opened.
	PageRefused PageTrust = iota
	// PageUnknown is https on a host that is not known as OVH's.
	PageUnknown
	// PageKnown is a host of OVH, or of the endpoint in use.
	PageKnown
)

// pageHosts are the hosts that validation pages have been seen on, in code and
// guides; the list is not complete, so an unknown host is asked about.
var pageHosts = []string{
	"eu.api.ovh.com", "ca.api.ovh.com", "api.ovh.com", "api.us.ovhcloud.com",
	"www.ovh.com", "ca.ovh.com", "us.ovhcloud.com",
	"auth.eu.ovhcloud.com", "auth.ca.ovhcloud.com", "auth.us.ovhcloud.com",
	"eu.api.soyoustart.com", "ca.api.soyoustart.com", "eu.api.kimsufi.com", "ca.api.kimsufi.com",
}

// JudgePage looks at the address of a page that the API asks to open, and
// returns its host for the question to the user.
func JudgePage(page string, e Endpoint) (PageTrust, string) {
	u, err := url.Parse(page)
	if err != nil || u.Hostname() == "" || u.User != nil {
		return PageRefused, ""
	}
	host := strings.ToLower(u.Hostname())
	switch {
	case strings.ContainsFunc(host, func(r rune) bool { return r > '~' }):
		// A name in other letters may look like OVH's; the API has no cause to
		// send one.
		return PageRefused, ""
	case u.Scheme == "http" && isLoopback(host) && e.Local():
		return PageKnown, host
	case u.Scheme != "https":
		return PageRefused, host
	case slices.Contains(pageHosts, host):
		return PageKnown, host
	}
	if base, err := url.Parse(e.URL); err == nil && strings.EqualFold(base.Hostname(), host) {
		return PageKnown, host
	}
	return PageUnknown, host
}
