package keytext

import (
	"slices"
	"strings"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/pattern"
)

var (
	// pair is an application key followed by its secret, as arguments.
	pair = pattern.New("[\"'`]([A-Za-z0-9]{16})[\"'`]\\s*,\\s*[\"'`]([A-Za-z0-9]{32})[\"'`]")
	// argumentAfter and argumentBefore are the neighbours of the pair.
	argumentAfter  = pattern.New("^\\s*,\\s*(?:[\"'`]([^\"'`\\n]*)[\"'`]|[^,()\"'`\\n]*)")
	argumentBefore = pattern.New("[\"'`]([^\"'`\\n]*)[\"'`]\\s*,\\s*$")
	// dsn is the address that Symfony takes.
	dsn = pattern.New(`\bovhcloud://([A-Za-z0-9]{12,64}):([A-Za-z0-9]{12,64})@([A-Za-z0-9.:-]+)`)
)

// positional finds keys that nothing but their order tells apart: the arguments
// of a constructor, and the user and password of an address.
func positional(text string, items []item) []item {
	var list []item
	add := func(kind Kind, value string, start, end int) {
		list = append(list, item{kind: kind, text: value, start: start, end: end, from: start, to: end})
	}
	for _, at := range pair.FindAllStringSubmatchIndex(text, most) {
		if overlaps(items, at[2], at[5]) {
			continue
		}
		add(ApplicationKey, text[at[2]:at[3]], at[2], at[3])
		add(ApplicationSecret, text[at[4]:at[5]], at[4], at[5])
		list = append(list, argumentsAround(text, at[0], at[1])...)
	}
	for _, at := range dsn.FindAllStringSubmatchIndex(text, most) {
		if overlaps(items, at[2], at[5]) {
			continue
		}
		add(ApplicationKey, text[at[2]:at[3]], at[2], at[3])
		add(ApplicationSecret, text[at[4]:at[5]], at[4], at[5])
		if host := text[at[6]:at[7]]; host == "default" {
			add(endpoint, ovhapi.DefaultEndpoint, at[6], at[7])
		} else if e, ok := ofHost(host); ok {
			add(endpoint, e.Name, at[6], at[7])
		} else if url := "https://" + host + "/1.0"; resolves(url) {
			add(endpoint, url, at[6], at[7])
		}
	}
	return list
}

// argumentsAround reads the consumer key and the endpoint beside a pair: the
// argument before it, and two after it. Of two that look like a consumer key the
// last one is it: what goes between is a project.
func argumentsAround(text string, start, end int) []item {
	var list []item
	take := func(kind Kind, from, to int) {
		i := item{kind: kind, text: text[from:to], start: from, end: to, from: from, to: to}
		switch {
		case kind == ConsumerKey && !fits(kind, i.text):
			return
		case kind == ConsumerKey:
			list = slices.DeleteFunc(list, func(other item) bool { return other.kind == kind })
		case !resolves(i.text):
			return
		}
		list = append(list, i)
	}
	lead := max(0, start-reach)
	if at := argumentBefore.FindStringSubmatchIndex(text[lead:start]); at != nil {
		take(endpoint, lead+at[2], lead+at[3])
	}
	for range 2 {
		at := argumentAfter.FindStringSubmatchIndex(text[end:])
		if at == nil || strings.Contains(text[end:end+at[1]], ")") {
			break
		}
		if at[2] >= 0 {
			take(endpoint, end+at[2], end+at[3])
			take(ConsumerKey, end+at[2], end+at[3])
		}
		end += at[1]
	}
	return list
}
