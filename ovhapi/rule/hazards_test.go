package rule

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ovh-tokens/ovhapi/catalog/catalogtest"
)

// grave finds the calls by their shape that a warning is due for: what ends a
// service or gives it away, what is an order, and what makes a way in.
var grave = regexp.MustCompile(`(?i)/terminate|confirmTermination|changeContact|token|password|identity`)

// harmless are the calls of that shape that no warning is due for, with the reason.
var harmless = []struct {
	call, reason string
}{
	{`^POST /auth/`, "every token may make it, without a rule"},
	{`^DELETE \S*/(token|eventToken)(/\{\w+\})?$`, "takes a token away"},
	{`^DELETE /me/identity/`, "takes a user, a group or a way in away"},
	{`^POST /me/identity/user/\S+/disable$`, "takes a user's access away"},
	{`^POST /telephony/\S*/eventToken$`, "the token tells of calls as they come in, no more"},
	{`^POST /metrics/\S*/lookup/token$`, "tells which token is meant"},
	{`^POST /domain/zone/\S*/dynHost/login/\S*/changePassword$`, "such a login changes addresses in a zone whose records the rule may change anyhow"},
	{`^(PUT|POST) /email/exchange/\S*/device/\{identity\}`, "the identity is the name of a telephone"},
	{`^POST /v2/iam/log|^POST /me/api/log`, "reads logs"},
}

// warned reports whether any sentence about one rule is a warning.
func warned(r Rule) bool {
	return slices.ContainsFunc(Set{r}.Sentences(), func(s Sentence) bool { return s.Risk != RiskNone })
}

// TestNoGraveCallIsShownAsHarmless goes through all operations of an endpoint, where
// CATALOGUE names a folder with them.
func TestNoGraveCallIsShownAsHarmless(t *testing.T) {
	t.Parallel()
	if os.Getenv("CATALOGUE") == "" {
		t.Skip("CATALOGUE names no folder with the operations of an endpoint")
	}
	for _, row := range catalogtest.Rows(t) {
		if row.Method == "GET" || !grave.MatchString(row.Path) && row.Description != "Create order" {
			continue
		}
		r := Rule{Method(row.Method), placeholder.ReplaceAllString(row.Path, "*")}
		excused := slices.ContainsFunc(harmless, func(h struct{ call, reason string }) bool {
			return regexp.MustCompile(h.call).MatchString(row.Method + " " + row.Path)
		})
		if got := warned(r); got == excused {
			t.Errorf("%s (%s): a warning is %v, an exception %v", r, row.Description, got, excused)
		}
	}
}

// TestNoServiceIsEndedOnlyInWords goes through the branches of the API: that services
// can be ended is said of a branch only where some call of it does so.
func TestNoServiceIsEndedOnlyInWords(t *testing.T) {
	t.Parallel()
	if os.Getenv("CATALOGUE") == "" {
		t.Skip("CATALOGUE names no folder with the operations of an endpoint")
	}
	ends := map[string]bool{}
	for _, row := range catalogtest.Rows(t) {
		section, _, _ := strings.Cut(row.Path[1:], "/")
		if row.Method == "POST" {
			ends[section] = ends[section] || regexp.MustCompile(`/(terminate|confirmTermination|changeContact)`).MatchString(row.Path)
		}
	}
	for section, want := range ends {
		if got := saysEnds(Rule{Post, "/" + section + "/*"}); got != want && section != "domain" {
			t.Errorf("/%s/*: says that services can be ended: %v, want %v", section, got, want)
		}
	}
}

func saysEnds(r Rule) bool {
	return slices.ContainsFunc(Set{r}.Sentences(), func(s Sentence) bool { return strings.HasPrefix(s.Text, "Can end services") })
}

// TestGraveCalls holds the same for calls of the same shapes, some of them of
// services that do not exist yet.
func TestGraveCalls(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"POST /me/identity/group/*/user":                         "new users",
		"PUT /me/identity/user/*/token/*":                        "new users",
		"POST /me/identity/user/*/enable":                        "new users",
		"POST /me/passwordRecover":                               "take over the account",
		"POST /hosting/web/*/terminate":                          "end services",
		"POST /hosting/web/*/*/terminate":                        "end services",
		"POST /hosting/privateDatabase/db1/changeContact":        "end services",
		"POST /email/domain/*/confirmTermination":                "end services",
		"POST /email/pro/*/changeContact":                        "end services",
		"POST /dedicatedCloud/*/terminate":                       "end services",
		"POST /dedicated/ceph/*/terminate":                       "end services",
		"POST /license/plesk/*/confirmTermination":               "end services",
		"POST /nutanix/*/terminate":                              "end services",
		"POST /newProduct/*/terminate":                           "end services",
		"POST /newProduct/*":                                     "end services",
		"POST /telephony/lines/*/changeContact":                  "end services",
		"POST /*/confirmTermination":                             "end services",
		"POST /services/*":                                       "end services",
		"POST /services/*/terminate/skipRetentionPeriod":         "end services",
		"DELETE /services/*":                                     "end services",
		"POST /dedicated/server/*/confirmTermination":            "end or take over servers",
		"POST /vps/*/confirmTermination":                         "end or take over servers",
		"POST /dedicated/server/*/authenticationSecret":          "take over servers",
		"POST /cloud/project/*/confirmTermination":               "end cloud projects",
		"POST /cloud/project/*/user":                             "administrator keys",
		"POST /cloud/project/*/storage/*/user":                   "users, passwords and tokens",
		"POST /cloud/project/*/user/*/token":                     "administrator keys",
		"POST /cloud/project/*/user/*/regeneratePassword":        "administrator keys",
		"POST /v2/okms/resource/*/credential":                    "administrator keys",
		"POST /v2/*":                                             "administrator keys",
		"POST /domain/zone/*/dnssec":                             "DNSSEC",
		"DELETE /domain/zone/example.com/dnssec":                 "DNSSEC",
		"POST /domain/zone/*/confirmTermination":                 "DNS zones",
		"POST /domain/example.com/nameServers/update":            "name servers",
		"POST /domain/*":                                         "name servers",
		"GET /v2/okms/*":                                         "secrets that OVH keeps",
		"GET /v2/okms/resource/*/secret/*/version/*":             "secrets that OVH keeps",
		"POST /order/sms/*":                                      "buy and pay",
		"POST /order/dedicatedCloud/*/host/*":                    "buy and pay",
		"POST /order/cdn/*":                                      "buy and pay",
		"POST /order/newProduct/new":                             "buy and pay",
		"POST /order/*":                                          "buy and pay",
		"POST /services/*/upgrade/*/execute":                     "buy and pay",
		"POST /me/ovhAccount/*/retrieveMoney":                    "pay out",
		"POST /email/domain/*/account/*/changePassword":          "users, passwords and tokens",
		"POST /hosting/privateDatabase/*/user/*":                 "users, passwords and tokens",
		"POST /cloud/project/*/database/postgresql/*/user":       "users, passwords and tokens",
		"POST /ip/*/migrationToken":                              "move IP addresses",
		"POST /sms/*":                                            "send SMS",
		"POST /*":                                                "",
		"GET /v2/okms/resource":                                  "-",
		"GET /v2/okms/resource/*/secret":                         "-",
		"POST /order/cart":                                       "-",
		"POST /order/cart/*/domain":                              "-",
		"POST /sms/*/blacklists":                                 "-",
		"POST /vps/vps1.example.com/snapshot/*":                  "-",
		"POST /vps/*/snapshot/*":                                 "-",
		"POST /ip/192.0.2.1/firewall/*":                          "-",
		"POST /ipLoadbalancing/loadbalancer1/tcp/*":              "-",
		"POST /vrack/pn-1/cloudProject":                          "-",
		"POST /domain/zone/*/record/*":                           "-",
		"POST /cloud/project/abc0/kube/*/node*":                  "-",
		"DELETE /me/identity/user/*":                             "-",
		"POST /support/*":                                        "-",
		"PUT /hosting/web/*/serviceInfos":                        "-",
		"DELETE /cloud/project/*/user/*/s3Credentials/anyAccess": "-",
	} {
		r, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		said := saying(Set{r})
		switch {
		case want == "-" && warned(r):
			t.Errorf("%s warns without need: %s", text, said)
		case want != "-" && (!warned(r) || !strings.Contains(said, want)):
			t.Errorf("%s: no word of %q: %s", text, want, said)
		}
	}
	for _, text := range []string{"POST /me/identity/group/*/user", "PUT /me/identity/user/*/token/*"} {
		if len(mustSet(t, text).AccessRisks()) == 0 {
			t.Errorf("%s is no risk for the access to the account", text)
		}
	}
	for _, text := range []string{"POST /order/xdsl/*", "POST /me/ovhAccount/*/retrieveMoney", "POST /services/*/upgrade/*/execute"} {
		if len(mustSet(t, text).MoneyRisks()) == 0 {
			t.Errorf("%s is no risk for the account's money", text)
		}
	}
}
