package keytext

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"ovh-tokens/ovhapi"
)

// endpointOf reads an endpoint as tools spell it: a name, its region alone, a
// host without a scheme, a URL, each of them plain or as base64.
func endpointOf(l label, text string) (string, bool) {
	if decoded, _, ok := decode(text); ok {
		if inner := strings.TrimSpace(decoded); resolves(inner) {
			text = inner
		}
	}
	text = strings.TrimRight(text, ".:=-")
	if slices.Contains([]string{"eu", "ca", "us"}, text) {
		text = "ovh-" + text
	}
	if e, ok := ofHost(text); ok {
		return e.Name, true
	}
	if !resolves(text) || strings.Contains(text, "/") && !ours(l.word) {
		return "", false
	}
	return text, true
}

// resolves reports whether a text is an endpoint.
func resolves(text string) bool {
	_, err := ovhapi.ParseEndpoint(text)
	return err == nil
}

// ofHost finds the endpoint of a host that is written without a scheme.
func ofHost(text string) (ovhapi.Endpoint, bool) {
	host, path, _ := strings.Cut(text, "/")
	for _, e := range ovhapi.Endpoints() {
		known, _, _ := strings.Cut(strings.TrimPrefix(e.URL, "https://"), "/")
		if host == known && slices.Contains([]string{"", "1.0", "v1", "v2", "1.0/", "v1/", "v2/"}, path) {
			return e, true
		}
	}
	return ovhapi.Endpoint{}, false
}

// ours reports whether a word that names an endpoint may mean OVH's API: plain,
// or with a prefix that the tools of config/export use. An address that another
// service's setting names must not get the keys.
func ours(word string) bool {
	word = strings.ToLower(word)
	for _, end := range []string{"endpointname", "endpoint", "entrypoint"} {
		squashed := strings.NewReplacer("_", "", "-", "", " ", "", ".", "").Replace(word)
		if prefix, ok := strings.CutSuffix(squashed, end); ok {
			return strings.Contains(prefix, "ovh") || slices.Contains([]string{"", "api", "application", "app", "auth", "n"}, prefix)
		}
	}
	return false
}

// knownEndpoint finds the names and hosts of OVH's own endpoints.
var knownEndpoint = sync.OnceValue(func() *regexp.Regexp {
	var words []string
	for _, e := range ovhapi.Endpoints() {
		host, _, _ := strings.Cut(strings.TrimPrefix(e.URL, "https://"), "/")
		words = append(words, regexp.QuoteMeta(e.Name), regexp.QuoteMeta(host))
	}
	return regexp.MustCompile(`(?:^|[^\w.-])(` + strings.Join(words, "|") + `)(?:[^\w-]|$)`)
})

// unnamedEndpoints finds OVH's own endpoints where nothing names them.
func unnamedEndpoints(text string, items []item) []item {
	var list []item
	for _, at := range knownEndpoint().FindAllStringSubmatchIndex(text, most) {
		if overlaps(items, at[2], at[3]) {
			continue
		}
		name := text[at[2]:at[3]]
		if e, ok := ofHost(name); ok {
			name = e.Name
		}
		list = append(list, item{kind: endpoint, text: name, start: at[2], end: at[3], from: at[2], to: at[3], weak: true})
	}
	return list
}
