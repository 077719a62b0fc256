package ovhsim

import (
	"encoding/json"
	"slices"
	"strconv"
)

// meRoutes are the account itself, its tokens and its applications.
func meRoutes() []route {
	status := parameter{"status", "auth.CredentialStateEnum", "Filter the value of status property (=)"}
	app := parameter{"applicationId", "long", "Filter the value of applicationId property (like)"}
	return []route{
		{method: "GET", path: "/me", about: "Get your account details", response: "nichandle.Nichandle", handle: me},
		{method: "GET", path: "/me/api/application", about: "List of your Api Application", response: "long[]", handle: listApplications},
		{method: "GET", path: "/me/api/application/{applicationId}", about: "Get your Api Application details", response: "auth.ApiApplication", handle: showApplication},
		{method: "DELETE", path: "/me/api/application/{applicationId}", about: "Remove your Api Application", response: "void", handle: deleteApplication},
		{method: "GET", path: "/me/api/credential", about: "List of your Api Credentials", response: "long[]", query: []parameter{app, status}, handle: listCredentials},
		{method: "GET", path: "/me/api/credential/{credentialId}", about: "Get your Api Credential details", response: "auth.ApiCredential", handle: showCredential},
		{method: "PUT", path: "/me/api/credential/{credentialId}", about: "Alter your Api Credential", response: "void", body: "auth.ApiCredential", handle: editCredential},
		{method: "DELETE", path: "/me/api/credential/{credentialId}", about: "Remove your Api Credential", response: "void", handle: deleteCredential},
		{method: "GET", path: "/me/api/credential/{credentialId}/application", about: "Get the Api Application of this Api Credential", response: "auth.ApiApplication", handle: showApplicationOf},
	}
}

// me answers GET /me with an invented person.
func me(c *call) answer {
	first, name := "Camille", "Tremblay"
	if c.token.Owner == Stranger {
		first, name = "Robin", "Gagnon"
	}
	return ok(map[string]any{
		"nichandle": c.token.Owner, "customerCode": "1234-5678-90", "firstname": first, "name": name,
		"email": c.token.Owner[:7] + "@example.com", "organisation": nil, "legalform": "individual",
		"country": "CA", "city": "Montréal", "language": "en_CA", "ovhCompany": "ovh", "ovhSubsidiary": "CA",
		"currency": map[string]string{"code": "CAD", "symbol": "$"}, "state": "complete", "kycValidated": true,
	})
}

// listed returns the caller's tokens that the filters let pass, by id. Requests
// have no owner until their page is opened, so they are not here: whether OVH
// lists them before is not known.
func (c *call) listed() ([]*Credential, *refusal) {
	status, app := Status(c.query.Get("status")), c.query.Get("applicationId")
	if status != "" && !slices.Contains([]Status{Validated, Pending, Refused, Expired}, status) {
		r := badParameter("[status] Given data (%s) does not belong to the CredentialStateEnum enumeration", status)
		return nil, &r
	}
	appID := int64(0)
	if app != "" {
		id, no := number("applicationId", app)
		if no != nil {
			return nil, no
		}
		appID = id
	}
	var out []*Credential
	for _, id := range c.account.ids {
		t := c.account.tokens[id]
		if t.Owner == c.token.Owner && (appID == 0 || t.ApplicationID == appID) && (status == "" || t.shown(c.opt) == status) {
			out = append(out, t)
		}
	}
	return out, nil
}

func listCredentials(c *call) answer {
	found, no := c.listed()
	if no != nil {
		return refuse(*no)
	}
	return c.list(len(found), func(i int) (int64, any) { return found[i].ID, found[i].wire(c.opt) })
}

func listApplications(c *call) answer {
	var found []*Application
	for _, a := range c.account.apps {
		if a.Owner == c.token.Owner && !a.Deleted {
			found = append(found, a)
		}
	}
	slices.SortFunc(found, func(a, b *Application) int { return int(a.ID - b.ID) })
	return c.list(len(found), func(i int) (int64, any) { return found[i].ID, found[i].wire() })
}

// credential finds one of the caller's tokens.
func (c *call) credential(text string) (*Credential, *refusal) {
	id, no := number("credentialId", text)
	if no != nil {
		return nil, no
	}
	t := c.account.tokens[id]
	if t == nil || t.Owner != c.token.Owner {
		r := noSuchObject("credentialId", id)
		return nil, &r
	}
	return t, nil
}

func showCredential(c *call) answer {
	return c.each("credentialId", func(text string) (any, *refusal) {
		t, no := c.credential(text)
		if no != nil {
			return nil, no
		}
		return t.wire(c.opt), nil
	})
}

// showApplicationOf answers for applications of others too, which is the only
// way to their names; a deleted application is gone here as well.
func showApplicationOf(c *call) answer {
	return c.each("credentialId", func(text string) (any, *refusal) {
		t, no := c.credential(text)
		if no != nil {
			return nil, no
		}
		app := c.account.apps[t.ApplicationID]
		if app == nil || app.Deleted {
			r := noSuchObject("applicationId", t.ApplicationID)
			return nil, &r
		}
		return app.wire(), nil
	})
}

// editCredential changes the allowed addresses, the only member that the schema
// does not mark read-only. Null and an empty list lift the restriction; a body
// without the member changes nothing.
func editCredential(c *call) answer {
	t, no := c.credential(c.vars["credentialId"])
	if no != nil {
		return refuse(*no)
	}
	var in map[string]json.RawMessage
	if err := json.Unmarshal(c.body, &in); err != nil {
		return refuse(badParameter("Invalid JSON received"))
	}
	raw, given := in["allowedIPs"]
	if !given {
		return ok(nil)
	}
	var blocks []string
	if err := json.Unmarshal(raw, &blocks); err != nil {
		return refuse(badParameter("[allowedIPs] Given data is not valid for type ipBlock[]"))
	}
	if no := checkBlocks(blocks); no != nil {
		return refuse(*no)
	}
	if len(blocks) == 0 {
		blocks = nil
	}
	t.AllowedIPs = blocks
	return ok(nil)
}

// deleteCredential removes a token for good. A token may remove itself.
func deleteCredential(c *call) answer {
	t, no := c.credential(c.vars["credentialId"])
	if no != nil {
		return refuse(*no)
	}
	c.account.removeToken(t.ID)
	return ok(nil)
}

// application finds one of the caller's own applications; those of others answer
// as if they were not there.
func (c *call) application(text string) (*Application, *refusal) {
	id, no := number("applicationId", text)
	if no != nil {
		return nil, no
	}
	a := c.account.apps[id]
	if a == nil || a.Deleted || a.Owner != c.token.Owner {
		r := noSuchObject("applicationId", id)
		return nil, &r
	}
	return a, nil
}

func showApplication(c *call) answer {
	return c.each("applicationId", func(text string) (any, *refusal) {
		a, no := c.application(text)
		if no != nil {
			return nil, no
		}
		return a.wire(), nil
	})
}

// deleteApplication removes an application. Its tokens stop working, and stay
// listed with the status they had: seen on a real account.
func deleteApplication(c *call) answer {
	a, no := c.application(c.vars["applicationId"])
	if no != nil {
		return refuse(*no)
	}
	a.Deleted = true
	return ok(nil)
}

// number reads a path or query parameter of type long.
func number(name, text string) (int64, *refusal) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		r := badParameter("[%s] Given data (%s) is not valid for type long", name, text)
		return 0, &r
	}
	return n, nil
}
