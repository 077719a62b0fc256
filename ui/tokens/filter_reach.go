package tokens

import (
	"net/netip"
	"strings"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/pattern"
	"ovh-tokens/ovhapi/rule"
)

// parameter is a part of a path as manuals write it; any value may stand there.
var parameter = pattern.New(`\{[^{}/]*\}`)

// can keeps the tokens that let a call pass now: "DELETE /domain/zone/x", or a
// path alone for a call of any method. Case counts in a path.
func can(text string) matcher {
	text = strings.TrimSpace(text)
	methods := rule.Methods()
	if name, path, found := strings.Cut(text, " "); found {
		method, err := rule.ParseMethod(name)
		if err != nil {
			return nil
		}
		methods, text = []rule.Method{method}, strings.TrimSpace(path)
	}
	path, _, _ := strings.Cut(text, "?")
	path = parameter.ReplaceAllString(path, "*")
	if !strings.HasPrefix(path, "/") || len(path) < 2 || strings.ContainsAny(path, " {}") {
		return nil
	}
	known := map[*summary]bool{} // many tokens share their rules
	return func(r *row, now time.Time) bool {
		if !r.Works(now) {
			return false
		}
		passes, asked := known[r.sum]
		if !asked {
			for _, m := range methods {
				passes = passes || r.Rules.Explain(rule.Call{Method: m, Path: path}).Allowed
			}
			known[r.sum] = passes
		}
		return passes
	}
}

// letsIn keeps the tokens that may be used from an address or a block.
func letsIn(text string) matcher {
	if text == "any" {
		return func(r *row, _ time.Time) bool { return !r.Restricted() }
	}
	from, err := ovhapi.ParseBlock(text)
	if err != nil {
		return nil
	}
	return func(r *row, _ time.Time) bool { return !r.Restricted() || within(r.AllowedIPs, from) }
}

// within reports whether one of the blocks holds all of another.
func within(blocks []string, from netip.Prefix) bool {
	for _, text := range blocks {
		block, err := ovhapi.ParseBlock(text)
		if err == nil && block.Bits() <= from.Bits() && block.Contains(from.Addr()) {
			return true
		}
	}
	return false
}
