// Package ovhapi talks to an OVHcloud account: endpoints, a signing client,
// typed calls and errors, the inventory of tokens, and the flows that request
// and revoke them. It knows neither the screen nor the files.
package ovhapi

import (
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"

	"ovh-tokens/ovhapi/rule"
)

// Endpoint is one of OVH's APIs: a known name, or a URL as go-ovh takes it.
type Endpoint struct {
	// Name is what ovh.conf calls it: "ovh-eu", or the URL itself.
	Name string
	// URL is the base of the legacy branch, without trailing slash:
	// "https://eu.api.ovh.com/1.0".
	URL string
}

// The endpoints of go-ovh v1.9.0 (ovh/ovh.go). Their base URLs are fixed.
var endpoints = []Endpoint{
	{"ovh-eu", "https://eu.api.ovh.com/1.0"},
	{"ovh-ca", "https://ca.api.ovh.com/1.0"},
	{"ovh-us", "https://api.us.ovhcloud.com/1.0"},
	{"kimsufi-eu", "https://eu.api.kimsufi.com/1.0"},
	{"kimsufi-ca", "https://ca.api.kimsufi.com/1.0"},
	{"soyoustart-eu", "https://eu.api.soyoustart.com/1.0"},
	{"soyoustart-ca", "https://ca.api.soyoustart.com/1.0"},
}

// DefaultEndpoint is what OVH's own libraries use when nothing is said.
const DefaultEndpoint = "ovh-eu"

// Endpoints returns the seven endpoints known by name.
func Endpoints() []Endpoint { return slices.Clone(endpoints) }

// EndpointNames lists the known names, separated by commas.
func EndpointNames() string {
	names := make([]string, len(endpoints))
	for i, e := range endpoints {
		names[i] = e.Name
	}
	return strings.Join(names, ", ")
}

// ParseEndpoint accepts a known name or a URL. A URL must be https, or http on
// a loopback address, so that no key ever travels in clear. The error says what
// would be right.
func ParseEndpoint(text string) (Endpoint, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return Endpoint{}, fmt.Errorf("the endpoint is empty; use one of %s", EndpointNames())
	}
	for _, e := range endpoints {
		if e.Name == text {
			return e, nil
		}
	}
	if !strings.Contains(text, "/") {
		return Endpoint{}, fmt.Errorf("unknown endpoint %q; use one of %s, or a URL such as https://eu.api.ovh.com/1.0", text, EndpointNames())
	}
	base := strings.TrimRight(text, "/")
	u, err := url.Parse(base)
	if err != nil || u.Host == "" {
		return Endpoint{}, fmt.Errorf("endpoint %q is not a URL; write it like https://eu.api.ovh.com/1.0", text)
	}
	if u.User != nil || strings.ContainsAny(base, "?#") {
		return Endpoint{}, fmt.Errorf("endpoint %q may hold a host and a path only; write it like https://eu.api.ovh.com/1.0", u.Redacted())
	}
	if u.Scheme != "https" && (u.Scheme != "http" || !isLoopback(u.Hostname())) {
		return Endpoint{}, fmt.Errorf("endpoint %q would send keys in clear; only https, or http on a loopback address, is accepted", text)
	}
	return Endpoint{Name: base, URL: base}, nil
}

// isLoopback reports whether host names this machine.
func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// Local reports whether the endpoint is served by this machine.
func (e Endpoint) Local() bool {
	u, err := url.Parse(e.URL)
	return err == nil && isLoopback(u.Hostname())
}

// Short names the endpoint in a title line: its name, or the host of its URL.
func (e Endpoint) Short() string {
	if !strings.Contains(e.Name, "/") {
		return e.Name
	}
	if u, err := url.Parse(e.URL); err == nil && u.Host != "" {
		return u.Host
	}
	return e.Name
}

// CreateAppURL is the page on which an application key and secret are made;
// the API cannot make them (README of go-ovh; OVH in ovh/ovhcloud-cli#84).
func (e Endpoint) CreateAppURL() string { return e.page("createApp") }

// CreateTokenURL is the page on which an application key, its secret and a
// consumer key with these rules are made at once; it makes a new application
// each time (README of go-ovh, which gives every rule as METHOD=path).
func (e Endpoint) CreateTokenURL(rules rule.Set) string {
	page := e.page("createToken")
	if page == "" || len(rules) == 0 {
		return page
	}
	query := make([]string, len(rules))
	for i, r := range rules {
		query[i] = string(r.Method) + "=" + queryPath(r.Path)
	}
	return page + "?" + strings.Join(query, "&")
}

// page is a page of OVH's on the host of the API.
func (e Endpoint) page(name string) string {
	u, err := url.Parse(e.URL)
	if err != nil || u.Host == "" {
		return ""
	}
	return u.Scheme + "://" + u.Host + "/" + name + "/"
}

// queryPath writes a path as the value of a query. Slashes and stars stay, as in
// OVH's own links; what would end the value or mean a blank is escaped.
func queryPath(path string) string {
	return strings.NewReplacer("%2F", "/", "%2A", "*", "+", "%20").Replace(url.QueryEscape(path))
}
