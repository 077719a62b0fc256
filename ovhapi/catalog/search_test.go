package catalog

import (
	"slices"
	"testing"
	"time"

	"ovh-tokens/ovhapi/rule"
)

// lookalikes has, for what people look for most, the operation they mean beside
// others that hold the same words.
func lookalikes() *Catalog {
	return New("ovh-eu", time.Unix(0, 0), []Operation{
		{Method: rule.Get, Path: "/me/api/credential", Description: "Retrieve all credentials"},
		{Method: rule.Get, Path: "/me/api/credential/{credentialId}", Description: "Retrieve information about a credential"},
		{Method: rule.Put, Path: "/me/api/credential/{credentialId}", Description: "Edit a credential"},
		{Method: rule.Delete, Path: "/me/api/credential/{credentialId}", Description: "Delete a credential"},
		{Method: rule.Delete, Path: "/me/api/application/{applicationId}", Description: "Delete an application and revoke what belongs to it"},
		{Method: rule.Post, Path: "/dedicated/server/{serviceName}/spla/{id}/revoke", Description: "Revoke a license"},
		{Method: rule.Delete, Path: "/metrics/{serviceName}/token/{tokenId}", Description: "Revoke a token"},
		{Method: rule.Delete, Path: "/cloud/project/{serviceName}/ai/token/{id}", Description: "Delete this application token"},
		{Method: rule.Get, Path: "/domain/zone/{zoneName}/record", Description: "List record"},
		{Method: rule.Get, Path: "/domain/zone/{zoneName}/dynHost/record", Description: "List record"},
		{Method: rule.Get, Path: "/vps/{serviceName}/snapshot", Description: "The current snapshot"},
		{Method: rule.Get, Path: "/vps/{serviceName}/snapshot/download", Description: "A link to the snapshot"},
		{Method: rule.Get, Path: "/order/vps/{serviceName}/snapshot", Description: "Durations of the snapshot option"},
		{Method: rule.Post, Path: "/vps/{serviceName}/reboot", Description: "Request a reboot"},
		{Method: rule.Post, Path: "/telephony/{billingAccount}/line/{serviceName}/phone/reboot", Description: "Reboot the phone"},
		{Method: rule.Get, Path: "/me/bill", Description: "List of all the bills"},
		{Method: rule.Get, Path: "/me/correctiveInvoice", Description: "List of all the corrective invoices"},
		{Method: rule.Get, Path: "/me/billing/invoicesByPostalMail", Description: "Send invoices by mail"},
		{Method: rule.Get, Path: "/me/order", Description: "List of all the orders"},
		{Method: rule.Get, Path: "/ip/{ip}/reverse", Description: "Reverse on your ip"},
		{Method: rule.Get, Path: "/ip/{ip}/firewall", Description: "Ip under firewall"},
		{Method: rule.Get, Path: "/dedicated/server/{serviceName}/features/firewall", Description: "Get this object properties"},
		{Method: rule.Get, Path: "/service/{serviceId}/renew", Description: "List possible renews"},
		{Method: rule.Post, Path: "/sslGateway/{serviceName}/renewCertificate", Description: "Renew your certificates"},
		{Method: rule.Get, Path: "/pack/siptrunk", Description: "List available services"},
		{Method: rule.Put, Path: "/vps/{serviceName}/serviceInfos", Description: "Alter this object properties"},
	})
}

// TestWhatIsLookedForMostGoesFirst types what people call the operations that they
// look for most.
func TestWhatIsLookedForMostGoesFirst(t *testing.T) {
	t.Parallel()
	c := lookalikes()
	for text, want := range map[string]string{
		"revoke":       "DELETE /me/api/credential/{credentialId}",
		"revo":         "DELETE /me/api/credential/{credentialId}",
		"delete token": "DELETE /me/api/credential/{credentialId}",
		"Revoke Token": "DELETE /me/api/credential/{credentialId}",
		"DELETE token": "DELETE /me/api/credential/{credentialId}",
		"token":        "GET /me/api/credential",
		"list tokens":  "GET /me/api/credential",
		"dns record":   "GET /domain/zone/{zoneName}/record",
		"snapshot":     "GET /vps/{serviceName}/snapshot",
		"reboot":       "POST /vps/{serviceName}/reboot",
		"restart":      "POST /vps/{serviceName}/reboot",
		"invoice":      "GET /me/bill",
		"invoices":     "GET /me/bill",
		"reverse dns":  "GET /ip/{ip}/reverse",
		"firewall":     "GET /ip/{ip}/firewall",
		"renew":        "GET /service/{serviceId}/renew",
		"ptr":          "GET /ip/{ip}/reverse",

		"/domain/zone/*/record":           "GET /domain/zone/{zoneName}/record",
		"/domain/zone/example.com/record": "GET /domain/zone/{zoneName}/record",
		"GET /*/*/snapshot":               "GET /vps/{serviceName}/snapshot",

		"revoke spla": "POST /dedicated/server/{serviceName}/spla/{id}/revoke",
	} {
		if got := names(c, c.Search(text)); len(got) == 0 || got[0] != want {
			t.Errorf("%q finds %q, want %s first", text, got, want)
		}
	}
	if got := names(c, c.Search("invoice")); slices.Contains(got, "GET /me/order") {
		t.Errorf("a list of orders is said to be of invoices: %q", got)
	}
}
