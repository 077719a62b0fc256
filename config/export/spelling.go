package export

import (
	"net/url"
	"slices"
	"strings"

	"ovh-tokens/ovhapi"
)

// spelling is how a tool names an endpoint, and which ones it knows.
type spelling struct {
	names   []string          // the names it knows; nil for all seven
	urls    urls              // what it does with a URL
	write   map[string]string // how it writes a name, where that is not the name itself
	derive  func(ovhapi.Endpoint) (text, reason string)
	trouble map[string]string // endpoints that it takes and that do not work, with the reason
}

// urls says what a tool does with a URL in place of a name.
type urls int

const (
	noURL     urls = iota // it knows names only
	goURL                 // passed to go-ovh, which takes any URL; not in the tool's documentation
	anyURL                // documented
	secureURL             // documented, https only
)

// anURL stands in spelling.trouble for every endpoint that is given as a URL.
const anURL = "URL"

// The endpoints that have a token URL for service accounts (go-ovh v1.9.0
// ovh/ovh.go, python-ovh ovh/client.py, php-ovh src/Api.php).
var accountEndpoints = []string{"ovh-eu", "ovh-ca", "ovh-us"}

// Spelling returns the endpoint as the tool writes it. The error is an
// *EndpointError when the tool has no way to name it.
func (f Format) Spelling(e ovhapi.Endpoint) (string, error) {
	text, reason := f.spelling.spell(e)
	if reason != "" {
		return "", &EndpointError{Format: f.ID, Endpoint: e, Reason: reason}
	}
	return text, nil
}

// spell returns the tool's text for an endpoint, or the reason why there is none.
func (s spelling) spell(e ovhapi.Endpoint) (text, reason string) {
	e, named := s.resolve(e)
	switch {
	case !named && s.derive != nil:
		return s.derive(e)
	case !named && s.urls == noURL:
		return "", "the tool takes no URL, only " + s.known() + "."
	case !named && s.urls == secureURL && !strings.HasPrefix(e.URL, "https://"):
		return "", "the tool takes only URLs that begin with https."
	case !named:
		return e.URL, ""
	case s.names != nil && !slices.Contains(s.names, e.Name):
		return "", "the tool knows only " + s.known() + "."
	case s.derive != nil:
		return s.derive(e)
	}
	if own, ok := s.write[e.Name]; ok {
		return own, ""
	}
	return e.Name, ""
}

// known lists the endpoints of the tool.
func (s spelling) known() string {
	if s.names == nil {
		return ovhapi.EndpointNames()
	}
	return strings.Join(s.names, ", ")
}

// resolve says whether the endpoint has a name. A tool that takes no URL gets
// the name of the endpoint that the URL stands for, where there is one.
func (s spelling) resolve(e ovhapi.Endpoint) (ovhapi.Endpoint, bool) {
	all := ovhapi.Endpoints()
	if at := slices.IndexFunc(all, func(k ovhapi.Endpoint) bool { return k.Name == e.Name }); at >= 0 {
		return all[at], true
	}
	if at := slices.IndexFunc(all, func(k ovhapi.Endpoint) bool { return k.URL == e.URL }); at >= 0 && s.urls == noURL {
		return all[at], true
	}
	return e, false
}

// unnamed returns the host and path of an https endpoint, for tools that write
// neither name nor scheme.
func unnamed(e ovhapi.Endpoint) (*url.URL, string) {
	u, err := url.Parse(e.URL)
	if err != nil || u.Scheme != "https" || u.Host == "" {
		return nil, "the tool calls https addresses only."
	}
	return u, ""
}

// dsnHost is the host of Symfony's DSN: "default" is Europe. The path is always
// /1.0 (OvhCloudTransport.php).
func dsnHost(e ovhapi.Endpoint) (text, reason string) {
	if e.Name == ovhapi.DefaultEndpoint {
		return "default", ""
	}
	u, reason := unnamed(e)
	switch {
	case reason != "":
		return "", reason
	case u.Path != "/1.0" || strings.Trim(strings.ToLower(u.Host), "abcdefghijklmnopqrstuvwxyz0123456789.-:") != "":
		return "", "the tool takes a host name only and calls /1.0 on it."
	}
	return u.Host, ""
}

// createTokenPages are the pages that OVH's own guides and the READMEs of its
// libraries link to.
var createTokenPages = map[string]string{
	"ovh-eu":        "https://auth.eu.ovhcloud.com/api/createToken",
	"ovh-ca":        "https://ca.api.ovh.com/createToken/",
	"ovh-us":        "https://api.us.ovhcloud.com/createToken/",
	"kimsufi-eu":    "https://eu.api.kimsufi.com/createToken/",
	"kimsufi-ca":    "https://ca.api.kimsufi.com/createToken/",
	"soyoustart-eu": "https://eu.api.soyoustart.com/createToken/",
	"soyoustart-ca": "https://ca.api.soyoustart.com/createToken/",
}

// schemeless are the seven endpoints as n8n's list writes them.
func schemeless() map[string]string {
	m := map[string]string{}
	for _, e := range ovhapi.Endpoints() {
		m[e.Name] = strings.TrimPrefix(e.URL, "https://")
	}
	return m
}
