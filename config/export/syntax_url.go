package export

import (
	"errors"
	"fmt"
	"strings"

	"ovh-tokens/ovhapi/rule"
)

// urlPart percent-encodes a user, a password or a query value: all but the
// characters that have no meaning in any part of a URL (RFC 3986, unreserved).
func urlPart(value string) (string, error) { return percent(value, "-._~"), nil }

// percent encodes every byte that is not a letter, a digit or one of keep.
func percent(value, keep string) string {
	var b strings.Builder
	for i := range len(value) {
		if c := value[i : i+1]; plainWord(c, keep) {
			b.WriteString(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// ruleQuery turns access rules, one a line, into the query of a createToken
// link: METHOD=path for each, as the READMEs of OVH's libraries show it.
func ruleQuery(rules string) (string, error) {
	set, bad := rule.ParseMany(rules)
	if len(bad) > 0 {
		return "", errors.New(bad[0].String())
	}
	if len(set) == 0 {
		return "", errors.New("there is no rule in it")
	}
	pairs := make([]string, len(set))
	for i, r := range set {
		pairs[i] = string(r.Method) + "=" + percent(r.Path, "-._~/*:@!$'(),")
	}
	return strings.Join(pairs, "&"), nil
}
