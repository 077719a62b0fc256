package audit

import (
	"slices"
	"strings"
	"sync"

	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ovhapi/rule"
)

// rights is what a list of rules means for the audit. Accounts hold thousands of
// tokens with a handful of different lists, so each is looked at once.
type rights struct {
	normal string // the set in its normal form, to compare with others
	// whole are the methods that reach every path.
	whole []rule.Method
	// access and money are what can be done there, in sentences.
	access, money []rule.Sentence
	billing       bool // money, or any call on what deals with it
}

// grave reports whether the rights alone are a high finding.
func (r *rights) grave() bool {
	return len(r.access) > 0 || len(r.money) > 0 || slices.ContainsFunc(r.whole, func(m rule.Method) bool { return m != rule.Get })
}

func newRights(s rule.Set) *rights {
	r := &rights{normal: lines(s.Normalise()), access: s.AccessRisks(), money: s.MoneyRisks()}
	for _, m := range rule.Methods() {
		if s.Covers(rule.Rule{Method: m, Path: "/*"}) {
			r.whole = append(r.whole, m)
		}
	}
	r.billing = len(r.money) > 0 || reachesBilling(s)
	return r
}

// lines writes a set so that equal texts are equal lists.
func lines(s rule.Set) string { return string(appendLines(nil, s)) }

func appendLines(text []byte, s rule.Set) []byte {
	for _, r := range s {
		text = append(text, r.Method...)
		text = append(text, ' ')
		text = append(text, r.Path...)
		text = append(text, '\n')
	}
	return text
}

// billingBranches are the parts of the account that deal with money: the branches
// that Kentrow/keymaker calls sensitive (internal/audit/audit.go), and their
// neighbours in schema me.json of ovh/ovhcloud-cli.
var billingBranches = []string{
	"/me/bill", "/me/credit", "/me/debtAccount", "/me/deposit", "/me/fidelityAccount", "/me/order", "/me/ovhAccount",
	"/me/payment", "/me/paymentMean", "/me/refund", "/me/voucherAccount", "/me/withdrawal",
}

func reachesBilling(s rule.Set) bool {
	return slices.ContainsFunc(s, func(r rule.Rule) bool {
		return slices.ContainsFunc(billingBranches, func(branch string) bool {
			alone := rule.Set{r}
			return near(r.Path, branch) && (alone.Reaches(r.Method, branch) || alone.Reaches(r.Method, branch+"/*"))
		})
	})
}

// near reports whether what a pattern begins with lets it reach a branch at all,
// which for most it does not.
func near(pattern, branch string) bool {
	head, _, starred := strings.Cut(pattern, "*")
	return strings.HasPrefix(head, branch) || starred && strings.HasPrefix(branch, head)
}

// ownRules is what this program may ask for: to manage tokens, and to change the
// addresses that they work from.
var ownRules = sync.OnceValue(func() rule.Set {
	var own rule.Set
	for _, id := range []string{"token-manager", "token-manager-edit-ips"} {
		if p, found := preset.Find(id); found {
			own = append(own, p.Rules...)
		}
	}
	return own
})

// beyondOwn lists what a set allows that this program has no use for. Calls below
// /auth need no rule, so a rule for them adds nothing.
func beyondOwn(s rule.Set) rule.Set {
	_, extra := rule.Diff(ownRules(), s)
	return slices.DeleteFunc(extra, func(r rule.Rule) bool { return strings.HasPrefix(r.Path, "/auth/") })
}
