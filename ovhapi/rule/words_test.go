package rule

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// saying renders sentences as lines, with a mark for the risk.
func saying(set Set) string {
	marks := map[Risk]string{RiskDanger: "!! ", RiskCaution: "! ", RiskNone: ""}
	var lines []string
	for _, s := range set.Sentences() {
		lines = append(lines, marks[s.Risk]+s.Text)
	}
	return strings.Join(lines, "\n")
}

func TestSentences(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ rules, want string }{
		"nothing":    {"", "Nothing: the token has no rules."},
		"everything": {"GET,POST,PUT,DELETE /*\nGET /me", "!! Everything on the account, without limit."},
		"read everything": {
			"GET /*\nDELETE /me/api/credential/*",
			"! Read everything, including mails from OVH, bills, kept secrets and transfer codes of domains.\n! Can revoke other tokens.\n" +
				"Read and delete everything below /me/api/credential.",
		},
		"account": {
			"GET /me\nGET /me/*",
			"! Can read the mails OVH sent, termination codes included.\nRead /me and everything below.",
		},
		"name only": {"GET /me", "Read /me."},
		"domain and ip": {
			"GET,POST,PUT,DELETE /domain\nGET,POST,PUT,DELETE /domain/*\nGET,POST,PUT,DELETE /ip\nGET,POST,PUT,DELETE /ip/*",
			"!! Can give domains to other accounts.\n!! Can point domains to other name servers.\n" +
				"!! Can reset, replace, end or give away DNS zones.\n!! Can end services or give them to other accounts.\n" +
				"! Can move IP addresses or change their owner.\n! Can switch DNSSEC on or off.\n" +
				"! Can read transfer codes of domains.\nRead, write and delete all domains and DNS zones.\nRead, write and delete /ip and everything below.",
		},
		"one zone": {
			"GET,POST,PUT /domain/zone/example.com\nGET,POST,PUT /domain/zone/example.com/*",
			"!! Can reset, replace, end or give away DNS zones.\n! Can switch DNSSEC on or off.\nRead and write DNS zone example.com, without deleting.",
		},
		"lego": {
			"POST /domain/zone/example.com/record\nPOST /domain/zone/example.com/refresh\nDELETE /domain/zone/example.com/record/*",
			"Write and delete /domain/zone/example.com/record and everything below, without reading.\n" +
				"Write /domain/zone/example.com/refresh, without reading or deleting.",
		},
		"this program": {
			ownRules,
			"! Can revoke whole applications, with all their tokens.\n! Can revoke other tokens.\n" +
				"Read and delete /me/api/application and everything below.\nRead and delete all tokens.",
		},
		"servers": {
			"POST /vps/*",
			"!! Can reinstall, end or take over servers.\n!! Can end services or give them to other accounts.\n" +
				"Write everything below /vps, without reading or deleting.",
		},
		"glued": {"GET /me/bill*", "Read everything that begins with /me/bill."},
		"odd domain": {
			"GET /domain/example.com\nGET /domain/example.com/*\nGET /domain/data\nGET /domain/data/*",
			"! Can read transfer codes of domains.\nRead /domain/data and everything below.\nRead domain example.com.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, saying(mustSet(t, c.rules))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestRisks holds for single calls, of published routes, which warning a rule
// for them gives, and that a rule beside it gives none.
func TestRisks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ rule, want string }{
		{"POST /me/changeEmail", "take over the account"},
		{"POST /me/changePassw*", "take over the account"},
		{"PUT /me/accessRestriction/ipDefaultRule", "take over the account"},
		{"DELETE /me/accessRestriction/totp/12", "take over the account"},
		{"GET /me/accessRestriction/*", ""},
		{"PUT /me/api/credential/*", "lift the address restrictions"},
		{"PUT /me/api/credential/42", "lift the address restrictions"},
		{"PUT /me/api/credential", ""},
		{"POST /me/api/oauth2/client", "new users, tokens or policies"},
		{"POST /v2/iam/policy", "new users, tokens or policies"},
		{"PUT /v2/iam/policy/*", "new users, tokens or policies"},
		{"PUT /iam/policy/*", ""},
		{"POST /me/identity/user", "new users, tokens or policies"},
		{"POST /me/identity/user/ann/token", "new users, tokens or policies"},
		{"POST /me/subAccount/*/createConsumerKey", "new users, tokens or policies"},
		{"POST /order/cart/*", "buy and pay"},
		{"POST /order/cart", ""},
		{"GET /order/cart/*", ""},
		{"POST /me/order/*", "buy and pay"},
		{"POST /me/order/*/pay*", "buy and pay"},
		{"POST /me/payment/method", "means of payment"},
		{"DELETE /me/api/application/*", "revoke whole applications"},
		{"DELETE /me/api/credential/*", "revoke other tokens"},
		{"GET /domain/*", "transfer codes"},
		{"GET /domain/example.com/authInfo", "transfer codes"},
		{"GET /domain/*/authInfo", "transfer codes"},
		{"GET /domain/zone/*", ""},
		{"GET /domain", ""},
		{"GET /me/notification/*", "mails OVH sent"},
		{"GET /me/notification/email/history", ""},
		{"POST /domain/example.com/*", "give domains"},
		{"POST /domain/zone/*", "DNS zones"},
		{"POST /domain/zone/*/record", ""},
		{"POST /cloud/project/*/kube/*/kubeconfig", "administrator keys"},
		{"POST /cloud/project/1/user/*", "administrator keys"},
		{"POST /cloud/project/1/terminate", "end cloud projects"},
		{"POST /dedicated/server/*/reinstall", "servers"},
		{"POST /dedicated/server/*/reboot", ""},
		{"POST /vps/*/setPassword", "servers"},
		{"POST /ip/*/move", "move IP addresses"},
		{"POST /ip/*/reverse", ""},
		{"POST /services/*/terminate", "end services"},
		{"POST /sms/*/jobs", "send SMS"},
		{"POST /SMS/*/jobs", ""},
	} {
		r, err := Parse(c.rule)
		if err != nil {
			t.Fatal(err)
		}
		warned := slices.DeleteFunc(Set{r}.Sentences(), func(s Sentence) bool { return s.Risk == RiskNone })
		switch {
		case c.want == "" && len(warned) > 0:
			t.Errorf("%s: warns without need: %v", c.rule, warned)
		case c.want != "" && !slices.ContainsFunc(warned, func(s Sentence) bool { return strings.Contains(s.Text, c.want) }):
			t.Errorf("%s: no word of %q: %v", c.rule, c.want, warned)
		}
	}
}

// TestWideRulesGiveEveryWarning checks that the hazards are reachable at all and
// ordered by their risk.
func TestWideRulesGiveEveryWarning(t *testing.T) {
	t.Parallel()
	set := Set{{Post, "/*"}, {Put, "/*"}, {Delete, "/*"}, {Get, "/domain/*"}, {Get, "/me/*"}, {Get, "/v2/okms/*"}}
	got := set.Sentences()
	for _, h := range hazards() {
		if !slices.Contains(got, Sentence{h.text, h.risk}) {
			t.Errorf("no word of %q", h.text)
		}
	}
	if !slices.IsSortedFunc(got, func(a, b Sentence) int { return int(b.Risk) - int(a.Risk) }) {
		t.Errorf("not the most dangerous first: %v", got)
	}
	if got[0] != (Sentence{"Write and delete everything on the account, without reading.", RiskDanger}) {
		t.Errorf("got %v first", got[0])
	}
}
