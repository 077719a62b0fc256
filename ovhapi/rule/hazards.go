package rule

import (
	"slices"
	"sync"
)

// The methods that hazards are in.
var (
	get    = []Method{Get}
	post   = []Method{Post}
	put    = []Method{Put}
	remove = []Method{Delete}
	change = []Method{Post, Put}
	writes = []Method{Post, Put, Delete}
	ending = []Method{Post, Delete}
)

// hazards lists what is worth a warning, the worst first. The routes are those
// that OVH publishes at https://eu.api.ovh.com/console (schemas in ovh/ovhcloud-cli
// 546f3c8, internal/assets/api-schemas, and in ziouf/n8n-nodes-ovhcloud,
// docs/api-specs). That mails hold termination codes is how
// ovh/terraform-provider-ovh ends a service (its ovh/order.go).
var hazards = sync.OnceValue(func() []hazard {
	return slices.Concat(accessHazards(), moneyHazards(), serviceHazards(), otherHazards())
})

// accessHazards change who gets into the account, and from where.
func accessHazards() []hazard {
	return []hazard{
		{"Can take over the account (mail, password, access restrictions).", RiskDanger, []call{
			{post, "/me/changeEmail", nil},
			{post, "/me/changePassword", nil},
			{post, "/me/passwordRecover", nil},
			{post, "/me/task/emailChange/{}/accept", nil},
			{writes, "/me/accessRestriction/*", nil},
		}},
		{"Can make new users, tokens or policies.", RiskDanger, []call{
			{post, "/me/identity/user", nil},
			{put, "/me/identity/user/{}", nil},
			{post, "/me/identity/user/{}/enable", nil},
			{post, "/me/identity/user/{}/token", nil},
			{put, "/me/identity/user/{}/token/{}", nil},
			{post, "/me/identity/group", nil},
			{put, "/me/identity/group/{}", nil},
			{post, "/me/identity/group/{}/user", nil},
			{change, "/me/identity/provider", nil},
			{post, "/me/api/oauth2/client", nil},
			{put, "/me/api/oauth2/client/{}", nil},
			{post, "/me/subAccount", nil},
			{post, "/me/subAccount/{}/createConsumerKey", nil},
			{post, "/v2/iam/policy", nil},
			{put, "/v2/iam/policy/{}", nil},
			{post, "/v2/iam/permissionsGroup", nil},
			{put, "/v2/iam/permissionsGroup/{}", nil},
		}},
		{"Can lift the address restrictions of other tokens.", RiskDanger, []call{{put, "/me/api/credential/{}", nil}}},
	}
}

// moneyHazards spend what the account pays with, or change it. Filling a cart
// costs nothing before its checkout; all else below /order is an order.
func moneyHazards() []hazard {
	return []hazard{
		{"Can buy and pay.", RiskDanger, []call{
			{post, "/order/cart/{}/checkout", nil},
			{post, "/order/*", []string{"/order/cart"}},
			{post, "/me/order/{}/pay", nil},
			{post, "/me/order/{}/payWithRegisteredPaymentMean", nil},
			{post, "/me/order/{}/debt/pay", nil},
			{post, "/me/bill/{}/debt/pay", nil},
			{post, "/me/correctiveInvoice/{}/debt/pay", nil},
			{post, "/me/deposit/{}/paidBills/{}/debt/pay", nil},
			{post, "/me/debtAccount/pay", nil},
			{post, "/me/debtAccount/debt/{}/pay", nil},
			{post, "/service/{}/renew", nil},
			{post, "/services/{}/upgrade/{}/execute", nil},
			{post, "/services/{}/detach/{}/execute", nil},
			{post, "/services/{}/savingsPlans/subscribe/execute", nil},
			{post, "/services/{}/billing/engagement/request", nil},
			{post, "/cluster/hadoop/{}/orderNewNodeHourly", nil},
			{post, "/dedicatedCloud/{}/orderNewFilerHourly", nil},
			{post, "/dedicatedCloud/{}/datacenter/{}/orderNewFilerHourly", nil},
			{post, "/dedicatedCloud/{}/datacenter/{}/orderNewHostHourly", nil},
			{post, "/saas/csp2/{}/subscription/{}/orderAddon", nil},
			{post, "/xdsl/{}/ips", nil},
		}},
		{"Can pay out the account's credit.", RiskDanger, []call{
			{post, "/me/ovhAccount/{}/retrieveMoney", nil},
			{post, "/me/ovhAccount/{}/movements/{}/requestRefund", nil},
		}},
		{"Can change the means of payment.", RiskDanger, []call{
			{post, "/me/payment/method", nil}, {writes, "/me/payment/method/*", nil}, {writes, "/me/paymentMean/*", nil},
		}},
	}
}

// otherHazards expose or disturb something else.
func otherHazards() []hazard {
	return []hazard{
		{"Can revoke whole applications, with all their tokens.", RiskCaution, []call{{remove, "/me/api/application/{}", nil}}},
		{"Can revoke other tokens.", RiskCaution, []call{{remove, "/me/api/credential/{}", nil}}},
		{"Can move IP addresses or change their owner.", RiskCaution, []call{
			{post, "/ip/{}/move", nil}, {post, "/ip/{}/changeOrg", nil}, {post, "/ip/{}/migrationToken", nil},
		}},
		{"Can switch DNSSEC on or off.", RiskCaution, []call{
			{ending, "/domain/zone/{}/dnssec", nil}, {post, "/domain/{}.{}/dsRecord", nil},
		}},
		{"Can make users, passwords and tokens of services, such as mailboxes and databases.", RiskCaution, serviceLogins()},
		{"Can read transfer codes of domains.", RiskCaution, []call{{get, "/domain/{}.{}/authInfo", nil}}},
		{"Can read the secrets that OVH keeps (KMS).", RiskCaution, []call{
			{get, "/v2/okms/resource/{}/secret/{}", nil}, {get, "/v2/okms/resource/{}/secret/{}/version/{}", nil},
		}},
		{"Can read the mails OVH sent, termination codes included.", RiskCaution, []call{
			{get, "/me/notification/email/history/{}", nil},
		}},
		{"Can send SMS at the account's cost.", RiskCaution, []call{{post, "/sms/{}/jobs", nil}, {post, "/sms/{}/users/{}/jobs", nil}}},
	}
}
