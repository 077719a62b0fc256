package ovhsim_test

import (
	"strings"
	"testing"
)

// step is one call of a story and what its answer must have.
type step struct {
	call   string // "POST /me/sshKey"
	body   string
	status int
	want   string // part of the answer
}

func (c *client) play(steps ...step) {
	c.t.Helper()
	for _, s := range steps {
		method, path, _ := strings.Cut(s.call, " ")
		if got := c.call(method, path, s.body); got.status != s.status || !strings.Contains(got.body, s.want) {
			c.t.Errorf("%s %s: %d %s; want %d with %s", s.call, s.body, got.status, got.body, s.status, s.want)
		}
	}
}

// TestWhatIsMadeIsThereUntilRemoved goes through lists that callers add to.
func TestWhatIsMadeIsThereUntilRemoved(t *testing.T) {
	t.Parallel()
	const zone, block = "/domain/zone/example.net", "/ip/203.0.113.16%2F28"
	for name, steps := range map[string][]step{
		"reverse": {
			{"GET " + block + "/reverse", "", 200, `[]`},
			{"POST " + block + "/reverse", `{"ipReverse":"203.0.113.17"}`, 400, "Missing parameter: reverse"},
			{"POST " + block + "/reverse", `{"ipReverse":"203.0.113.17","reverse":"a.example.net."}`, 200, `"reverse":"a.example.net."`},
			{"GET " + block + "/reverse", "", 200, `["203.0.113.17"]`},
			{"GET " + block + "/reverse/203.0.113.17", "", 200, `a.example.net.`},
			{"GET /ip/198.51.100.7%2F32/reverse", "", 200, `[]`},
			{"DELETE " + block + "/reverse/203.0.113.17", "", 200, `null`},
			{"DELETE " + block + "/reverse/203.0.113.17", "", 404, `(ipReverse = 203.0.113.17) does not exist`},
			{"POST /ip/192.0.2.1/reverse", `{"ipReverse":"192.0.2.1","reverse":"a."}`, 404, "This service does not exist"},
		},
		"redirection": {
			{"POST " + zone + "/redirection", `[]`, 400, "Invalid JSON"},
			{"POST " + zone + "/redirection", `{"target":"https://example.com","type":"visible"}`, 200, `"id":7101`},
			{"PUT " + zone + "/redirection/7101", `{"target":"https://example.org","id":5}`, 200, `null`},
			{"GET " + zone + "/redirection/7101", "", 200, `"id":7101,"target":"https://example.org"`},
			{"GET " + zone + "/redirection", "", 200, `[7101]`},
			{"GET /domain/zone/example.org/redirection", "", 404, "This service does not exist"},
		},
		"dynhost": {
			{"POST " + zone + "/dynHost/login", `{"loginSuffix":"home","password":"hidden","subDomain":"home"}`, 200, `"login":"example.net-home"`},
			{"GET " + zone + "/dynHost/login", "", 200, `["example.net-home"]`},
			{"GET " + zone + "/dynHost/login/example.net-home", "", 200, `{"login":"example.net-home","subDomain":"home","zone":"example.net"}`},
			{"POST " + zone + "/dynHost/login/example.net-home/changePassword", `{"password":"x"}`, 200, `null`},
			{"POST " + zone + "/dynHost/login/other/changePassword", `{"password":"x"}`, 404, `(login = other) does not exist`},
		},
		"firewall": {
			{"POST " + block + "/firewall/203.0.113.17/rule", `{"action":"deny","protocol":"tcp","sequence":3}`, 404, "(ipOnFirewall = 203.0.113.17)"},
			{"POST " + block + "/firewall", `{"ipOnFirewall":"203.0.113.17"}`, 200, `203.0.113.17`},
			{"POST " + block + "/firewall/203.0.113.17/rule", `{"action":"deny","protocol":"tcp","sequence":3}`, 200, `"sequence":3`},
			{"GET " + block + "/firewall/203.0.113.17/rule", "", 200, `[3]`},
			{"POST " + block + "/park", "", 200, `"function":"park","id"`},
		},
		"service account": {
			{"POST /me/api/oauth2/client", `{"name":"a","description":"b","flow":"CLIENT_CREDENTIALS"}`, 200, `"clientSecret":"`},
			{"GET /me/api/oauth2/client", "", 200, `["CA.`},
		},
		"cart and user": {
			{"POST /order/cart", `{}`, 400, "ovhSubsidiary"},
			{"GET /order/cart", "", 200, `[]`},
			{"POST /order/cart/none/vps", `{}`, 404, `(cartId = none)`},
			{"POST /me/identity/user", `{"login":"robin","email":"r@example.com","password":"hidden"}`, 200, `"group":"DEFAULT"`},
			{"POST /me/identity/user/robin/token", `{"name":"ci","description":"d"}`, 200, `"token":"`},
			{"GET /me/identity/user/robin/token/ci", "", 200, `"description":"d","name":"ci"}`},
			{"GET /me/identity/user/other/token", "", 404, `(user = other)`},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			manager(t).play(steps...)
		})
	}
}

// TestWhatIsMadeElsewhere follows ids that the API chooses.
func TestWhatIsMadeElsewhere(t *testing.T) {
	t.Parallel()
	c := manager(t)
	var cart struct{ CartID string }
	c.call("POST", "/order/cart", `{"ovhSubsidiary":"CA"}`).into(t, &cart)
	c.play(
		step{"GET /order/cart", "", 200, cart.CartID},
		step{"POST /order/cart/" + cart.CartID + "/assign", "", 200, "null"},
		step{"GET /order/cart/" + cart.CartID + "/item", "", 200, "[]"},
		step{"POST /order/cart/" + cart.CartID + "/vps", "{}", 400, "Nothing can be ordered"},
		step{"DELETE /order/cart/" + cart.CartID, "", 200, "null"},
		step{"GET /order/cart/" + cart.CartID + "/item", "", 404, "does not exist"},
	)

	var made struct{ ClientID, ClientSecret string }
	c.call("POST", "/me/api/oauth2/client", `{"name":"a","description":"b","flow":"CLIENT_CREDENTIALS"}`).into(t, &made)
	if shown := c.call("GET", "/me/api/oauth2/client/"+made.ClientID, ""); made.ClientSecret == "" || strings.Contains(shown.body, made.ClientSecret) || shown.status != 200 {
		t.Errorf("made with the secret %q, shown as %s", made.ClientSecret, shown.body)
	}

	c.branch = "/v2"
	var policy struct{ ID string }
	c.call("POST", "/iam/policy", `{"name":"readers"}`).into(t, &policy)
	c.play(
		step{"GET /iam/policy", "", 200, `"name":"readers"`},
		step{"PUT /iam/policy/" + policy.ID, `{"name":"writers"}`, 200, "null"},
		step{"GET /iam/policy/" + policy.ID, "", 200, `"name":"writers"`},
		step{"GET /publicCloud/project/none/rancher", "", 404, "This service does not exist"},
	)
}

// TestZoneBesideItsRecords asks for what tools read of a zone.
func TestZoneBesideItsRecords(t *testing.T) {
	t.Parallel()
	const zone = "/domain/zone/example.net"
	c := manager(t)
	c.play(
		step{"GET " + zone + "/export", "", 200, `www\t\tIN\tCNAME\texample.net.\n`},
		step{"GET " + zone + "/soa", "", 200, `"server":"dns100.ovh.ca."`},
		step{"GET " + zone + "/status", "", 200, `"isDeployed":true`},
		step{"GET " + zone + "/task", "", 200, `[]`},
		step{"GET " + zone + "/task/5", "", 404, `(id = 5) does not exist`},
		step{"POST " + zone + "/reset", "", 200, `null`},
		step{"GET " + zone + "/record", "", 200, `[5200000001]`},
		step{"GET /domain/extensions", "", 200, `"net"`},
		step{"GET /domain/example.net/nameServer", "", 200, `[]`},
		step{"POST /domain/example.net/nameServers/update", "{}", 200, `"function":"update"`},
		step{"GET /domain/zone/example.org/export", "", 404, "This service does not exist"},
	)
}

// TestServicesThatTheAccountLacks have empty lists, and nothing below them.
func TestServicesThatTheAccountLacks(t *testing.T) {
	t.Parallel()
	manager(t).play(
		step{"GET /cloud/project", "", 200, "[]"},
		step{"GET /cloud/project/abc/kube", "", 404, "This service does not exist"},
		step{"POST /cloud/project/abc/user/1/s3Credentials/k/secret", "{}", 404, "This service does not exist"},
		step{"DELETE /vps/a/snapshot", "", 404, "This service does not exist"},
		step{"GET /hosting/web", "", 200, "[]"},
		step{"GET /dbaas/logs/x/input", "", 404, "This service does not exist"},
		step{"GET /me/bill", "", 200, "[]"},
		step{"GET /me/bill/CA1/details", "", 404, "(billId = CA1) does not exist"},
		step{"GET /services", "", 200, "[]"},
		step{"GET /services/5/savingsPlans/subscribed", "", 404, "(serviceId = 5) does not exist"},
		step{"GET /me/debtAccount", "", 200, `"active":false`},
	)
}
