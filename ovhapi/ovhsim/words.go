package ovhsim

import (
	"slices"
	"strings"

	"ovh-tokens/ovhapi/rule"
)

// grant is the rules of one path.
type grant struct {
	Path    string
	Methods []rule.Method
}

// phrase is one grant as a sentence: "Read everything below /me".
type phrase struct{ Verbs, Before, Path, After string }

// maxPhrases is how many sentences the page has room for.
const maxPhrases = 8

// group gathers rules by path, in the order of the request.
func group(rules rule.Set) []grant {
	var out []grant
	for _, r := range rules {
		at := slices.IndexFunc(out, func(g grant) bool { return g.Path == r.Path })
		if at < 0 {
			at = len(out)
			out = append(out, grant{Path: r.Path})
		}
		if !slices.Contains(out[at].Methods, r.Method) {
			out[at].Methods = append(out[at].Methods, r.Method)
		}
	}
	for i := range out {
		slices.SortFunc(out[i].Methods, func(a, b rule.Method) int {
			return slices.Index(rule.Methods(), a) - slices.Index(rule.Methods(), b)
		})
	}
	return out
}

// inWords says what the grants allow and how many did not fit. A path and all
// that is below it become one sentence when they have the same methods.
func inWords(grants []grant) ([]phrase, int) {
	var out []phrase
	for i, g := range grants {
		if base, below := strings.CutSuffix(g.Path, "/*"); below && has(grants, base, g.Methods) {
			continue // told with its base
		}
		p := phrase{Verbs: verbs(g.Methods)}
		base, below := strings.CutSuffix(g.Path, "/*")
		switch {
		case g.Path == "/*" || g.Path == "*":
			p.Before = "everything in this account"
		case g.Path == "":
			p.Before = "nothing: the path is empty"
		case below && !strings.Contains(base, "*"):
			p.Before, p.Path = "everything below ", base
		case strings.Contains(g.Path, "*"):
			p.Path, p.After = g.Path, ", where * stands for anything"
		default:
			p.Path = g.Path
			if has(grants, g.Path+"/*", g.Methods) {
				p.After = " and everything below it"
			}
		}
		out = append(out, p)
		if len(out) == maxPhrases {
			return out, len(grants) - i - 1
		}
	}
	return out, 0
}

// has reports whether path is granted with exactly these methods.
func has(grants []grant, path string, methods []rule.Method) bool {
	return path != "" && slices.ContainsFunc(grants, func(g grant) bool {
		return g.Path == path && slices.Equal(g.Methods, methods)
	})
}

// verbs turns methods into words: "Read, create and delete".
func verbs(methods []rule.Method) string {
	word := map[rule.Method]string{rule.Get: "read", rule.Post: "create", rule.Put: "change", rule.Delete: "delete", rule.Patch: "amend"}
	words := make([]string, len(methods))
	for i, m := range methods {
		words[i] = word[m]
	}
	text := strings.Join(words, ", ")
	if n := len(words); n > 1 {
		text = strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// warning is what somebody should know before granting the rules.
func warning(rules rule.Set) string {
	var writesAll, readsAll bool
	for _, r := range rules {
		if r.Path == "/*" || r.Path == "*" {
			readsAll = true
			writesAll = writesAll || r.Method != rule.Get
		}
	}
	_, makesKeys := rules.Allows(rule.Post, "/me/identity/user/x/token")
	switch {
	case writesAll:
		return "This is control of the whole account: services, orders, bills, and every other token."
	case readsAll:
		return "This reads the whole account, bills and personal details included."
	case makesKeys:
		return "This can create further ways into the account."
	}
	return ""
}
