package ovhsim

import (
	"encoding/json"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"ovh-tokens/ovhapi/rule"
)

// authRoutes are the calls about authentication itself. None needs an access
// rule: clients call them with keys that have no rule for them.
func authRoutes() []route {
	return []route{
		{method: "GET", path: "/auth/time", about: "Get the current time of the OVH servers, since UNIX epoch", response: "long", open: true, handle: serverTime},
		{method: "POST", path: "/auth/credential", about: "Request a new credential for your application", response: "auth.ApiCredentialRequest", body: "auth.ApiCredentialRequestParams", open: true, handle: requestCredential},
		{method: "GET", path: "/auth/currentCredential", about: "Get the current credential details", response: "auth.ApiCredential", free: true, self: true, handle: currentCredential},
		{method: "GET", path: "/auth/details", about: "Get details on the current authenticated account", response: "auth.Details", free: true, handle: details},
		{method: "POST", path: "/auth/logout", about: "Expire current credential", response: "void", free: true, handle: logout},
	}
}

// serverTime answers GET /auth/time: whole seconds, as a bare number.
func serverTime(c *call) answer { return ok(c.now.Unix()) }

// currentCredential answers with the caller's own token.
func currentCredential(c *call) answer { return ok(c.token.wire(c.opt)) }

// details answers GET /auth/details.
func details(c *call) answer {
	return ok(map[string]any{
		"account":       c.token.Owner,
		"allowedRoutes": wireRules(c.token.Rules),
		"description":   nil,
		"identities":    []string{"urn:v1:" + region(c.opt.EndpointName) + ":identity:account:" + c.token.Owner},
		"method":        "account",
		"roles":         nil,
		"user":          nil,
	})
}

// region is the part of a URN that names the side of OVH: eu, ca or us.
func region(endpoint string) string {
	_, side, found := strings.Cut(endpoint, "-")
	if !found {
		return "ca"
	}
	return side
}

// logout answers POST /auth/logout: the key stops working and stays listed as
// expired.
func logout(c *call) answer {
	c.token.Status = Expired
	return ok(nil)
}

// requestCredential answers POST /auth/credential. It is not signed: anyone who
// knows an application key can ask, and whoever validates owns the token.
func requestCredential(c *call) answer {
	app := c.account.appByKey[c.r.Header.Get("X-Ovh-Application")]
	if app == nil || app.Deleted {
		return refuse(wrongApplication)
	}
	var in struct {
		AccessRules []wireRule `json:"accessRules"`
		AllowedIPs  []string   `json:"allowedIPs"`
		Redirection *string    `json:"redirection"`
	}
	if err := json.Unmarshal(c.body, &in); err != nil {
		return refuse(badParameter("Invalid JSON received"))
	}
	rules, no := readRules(in.AccessRules)
	if no == nil {
		no = checkBlocks(in.AllowedIPs)
	}
	redirection := ""
	if in.Redirection != nil {
		redirection = *in.Redirection
	}
	if no == nil {
		no = checkRedirection(redirection, c.opt.Redirection)
	}
	if no != nil {
		return refuse(*no)
	}
	page := random(32)
	token := c.account.addToken(Credential{
		ApplicationID: app.ID,
		ConsumerKey:   random(16),
		Status:        Pending,
		Rules:         rules,
		AllowedIPs:    in.AllowedIPs,
		Creation:      c.now,
		Redirection:   redirection,
		page:          page,
		deadline:      c.now.Add(c.opt.PendingLife),
	})
	if c.opt.Validate.valid() {
		token.authorize(c.opt.Validate, Owner, c.now)
	}
	base := sentURL(c.r)
	base = base[:strings.Index(base, "://")+3] + c.r.Host
	return ok(map[string]any{
		"state":         Pending,
		"consumerKey":   token.ConsumerKey,
		"validationUrl": base + "/auth/?credentialToken=" + page,
	})
}

// readRules checks the rules of a request. Paths are taken as they are, empty
// ones too: such a key is given out and then grants nothing.
func readRules(in []wireRule) (rule.Set, *refusal) {
	if len(in) == 0 {
		r := badParameter("Missing or empty parameter: accessRules")
		return nil, &r
	}
	out := make(rule.Set, len(in))
	for i, w := range in {
		if !slices.Contains(rule.Methods(), rule.Method(w.Method)) {
			r := badParameter("[accessRules[%d].method] Given data (%s) does not belong to the HTTPMethodEnum enumeration", i, w.Method)
			return nil, &r
		}
		out[i] = rule.Rule{Method: rule.Method(w.Method), Path: w.Path}
	}
	return out, nil
}

// checkBlocks refuses what is no IP block.
func checkBlocks(blocks []string) *refusal {
	for i, b := range blocks {
		if _, err := parseBlock(b); err != nil {
			r := badParameter("[allowedIPs[%d]] Given data (%s) is not valid for type ipBlock", i, b)
			return &r
		}
	}
	return nil
}

// checkRedirection applies the policy of the server. The texts are invented: no
// public source shows how OVH refuses a redirection.
func checkRedirection(redirection string, policy Redirection) *refusal {
	if redirection == "" {
		if policy == RedirectionRequired {
			r := badParameter("Missing parameter: redirection")
			return &r
		}
		return nil
	}
	u, err := url.Parse(redirection)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" || strings.ContainsAny(u.Host, " ;,'\"") {
		r := badParameter("[redirection] Given data (%s) is not a valid URL", redirection)
		return &r
	}
	if policy == RedirectionLoopbackRefused && isLoopback(u.Hostname()) {
		r := badParameter("[redirection] This address is not allowed")
		return &r
	}
	return nil
}

func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") || strings.HasSuffix(strings.ToLower(host), ".localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Unmap().IsLoopback()
}
