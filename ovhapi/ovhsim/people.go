package ovhsim

import "cmp"

// peopleRoutes are who may act on the account beside its owner, and what the
// account was told.
func peopleRoutes() []route {
	users := shelf{kind: "me.User", key: "login", needs: []string{"email", "login", "password"}, given: true, fill: newUser}
	tokens := shelf{kind: "me.Token", key: "name", needs: []string{"description", "name"}, given: true, within: users.holds(3), fill: newUserToken}
	groups := shelf{kind: "me.Group", key: "name", needs: []string{"name"}, given: true}
	keys := shelf{kind: "nichandle.SshKey", key: "keyName", needs: []string{"key", "keyName"}, given: true}
	contacts := shelf{kind: "contact.Contact", key: "id", needs: []string{"email", "firstName", "lastName"}}
	clients := shelf{kind: "oauth2.Client", key: "clientId", needs: []string{"description", "flow", "name"}, fill: newClient}
	return joined(
		clients.routes("/me/api/oauth2/client", "clientId", shelved{"List service accounts", "Make a service account", "Show a service account", "Change a service account", "Remove a service account"}),
		users.routes("/me/identity/user", "user", shelved{"List users of the account", "Add a user", "Show a user", "Change a user", "Remove a user"}),
		tokens.routes("/me/identity/user/{user}/token", "name", shelved{list: "List tokens of a user", add: "Make a token for a user", show: "Show a token of a user", remove: "Remove a token of a user"}),
		groups.routes("/me/identity/group", "group", shelved{"List groups of users", "Add a group", "Show a group", "Change a group", "Remove a group"}),
		keys.routes("/me/sshKey", "keyName", shelved{"List public SSH keys", "Add a public SSH key", "Show a public SSH key", "Choose the SSH key that is taken first", "Remove a public SSH key"}),
		contacts.routes("/me/contact", "contactId", shelved{list: "List contacts", add: "Add a contact", show: "Show a contact", edit: "Change a contact"}),
		table("/me", bare, []row{
			{"GET", "/api/logs/self", "List calls made by this account", "long[]"},
			{"GET", "/api/logs/self/{logId}", "Show a call made by this account", "audit.Log"},
			{"GET", "/notification/email/history", "List messages sent by OVH", "long[]"},
			{"GET", "/notification/email/history/{id}", "Show a message sent by OVH", "nichandle.emailNotification"},
			{"GET", "/agreements", "List contracts", "long[]"},
			{"GET", "/agreements/{id}", "Show a contract", "agreements.ContractAgreement"},
			{"GET", "/task/contactChange", "List changes of contacts", "long[]"},
			{"GET", "/task/contactChange/{id}", "Show a change of contacts", "nichandle.contactChange.Task"},
			{"POST", "/task/contactChange/{id}/accept", "Accept a change of contacts", "void"},
		}),
	)
}

// newUser forgets the password, which no answer shows.
func newUser(_ *call, it map[string]any) map[string]any {
	delete(it, "password")
	it["status"], it["group"] = "OK", cmp.Or[any](it["group"], "DEFAULT")
	return nil
}

// newUserToken shows the token in this answer only.
func newUserToken(c *call, it map[string]any) map[string]any {
	it["creation"] = date(c.now)
	return map[string]any{"token": random(16)}
}

// newClient gives a service account its id, and its secret in this answer only.
func newClient(c *call, it map[string]any) map[string]any {
	it["clientId"], it["identity"] = "CA."+random(8), "urn:v1:ca:identity:credential:"+c.token.Owner+"/oauth2-"+random(8)
	it["createdAt"] = date(c.now)
	return map[string]any{"clientSecret": random(16)}
}

// v2Routes are the part of the new branch whose rules begin with /v2.
func v2Routes() []route {
	policies := shelf{kind: "iam.policy", key: "id", needs: []string{"name"}, whole: true, fill: newPolicy}
	groups := shelf{kind: "iam.resourceGroup", key: "id", needs: []string{"name"}, whole: true, fill: newPolicy}
	permissions := shelf{kind: "iam.permissionsGroup", key: "urn", needs: []string{"name"}, whole: true, fill: newPermissions}
	return joined(
		policies.routes("/v2/iam/policy", "policyId", shelved{"List policies", "Add a policy", "Show a policy", "Change a policy", "Remove a policy"}),
		groups.routes("/v2/iam/resourceGroup", "groupId", shelved{"List groups of resources", "Add a group of resources", "Show a group of resources", "Change a group of resources", "Remove a group of resources"}),
		permissions.routes("/v2/iam/permissionsGroup", "permissionsGroupURN", shelved{"List groups of permissions", "Add a group of permissions", "Show a group of permissions", "Change a group of permissions", "Remove a group of permissions"}),
		[]route{{method: "GET", path: "/v2/iam/resource", about: "List resources that policies can name", response: "iam.resource[]", state: "BETA", handle: bare}},
		table("/v2/iam", bare, []row{
			{"GET", "/resource/{resourceURN}", "Show a resource", "iam.resource"},
			{"PUT", "/resource/{resourceURN}", "Change the display name of a resource", "void"},
			{"POST", "/resource/{resourceURN}/tag", "Add a tag to a resource", "void"},
			{"DELETE", "/resource/{resourceURN}/tag/{key}", "Remove a tag of a resource", "void"},
			{"GET", "/reference/action", "List actions that policies can name", "iam.reference.action[]"},
			{"GET", "/reference/resource/type", "List kinds of resources", "iam.reference.type[]"},
		}),
		table("/v2/publicCloud/project", absent, []row{
			{"GET", "/{projectId}/rancher", "List Rancher services", "cloud.rancher.Rancher[]"},
			{"POST", "/{projectId}/rancher", "Make a Rancher service", "cloud.rancher.Rancher"},
			{"GET", "/{projectId}/rancher/{rancherId}", "Show a Rancher service", "cloud.rancher.Rancher"},
			{"PUT", "/{projectId}/rancher/{rancherId}", "Change a Rancher service", "cloud.rancher.Rancher"},
			{"DELETE", "/{projectId}/rancher/{rancherId}", "Remove a Rancher service", "void"},
			{"POST", "/{projectId}/rancher/{rancherId}/adminCredentials", "Set the administrator's password of Rancher anew", "cloud.rancher.Credentials"},
			{"GET", "/{projectId}/reference/rancher/plan", "List plans of Rancher", "cloud.rancher.Plan[]"},
			{"GET", "/{projectId}/reference/rancher/version", "List versions of Rancher", "cloud.rancher.Version[]"},
		}),
	)
}

func newPolicy(c *call, it map[string]any) map[string]any {
	h := random(16)
	it["id"] = h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
	it["owner"], it["readOnly"], it["createdAt"] = c.token.Owner, false, date(c.now)
	return nil
}

func newPermissions(c *call, it map[string]any) map[string]any {
	it["urn"] = "urn:v1:ca:permissionsGroup:" + random(8)
	it["owner"], it["createdAt"] = c.token.Owner, date(c.now)
	return nil
}
