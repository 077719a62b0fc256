package rule

import "slices"

// Risk tells how much harm a right can do in wrong hands.
type Risk int

// The levels of risk. Caution is for what exposes secrets or disturbs services,
// danger for what costs money, ends services, or hands over more rights or the
// account itself.
const (
	RiskNone Risk = iota
	RiskCaution
	RiskDanger
)

// String names the level.
func (r Risk) String() string {
	switch r {
	case RiskDanger:
		return "danger"
	case RiskCaution:
		return "caution"
	case RiskNone:
	}
	return "none"
}

// hazard is something a token should rarely be able to do: what it is, and the
// calls that do it. The token has it when any of them can pass.
type hazard struct {
	text  string
	risk  Risk
	calls []call
}

// call is a route under some methods, written as reaches takes it.
type call struct {
	methods []Method
	route   string
}

// reads reports whether the hazard is in reading alone, so that reading
// everything says it already.
func (h hazard) reads() bool {
	return !slices.ContainsFunc(h.calls, func(c call) bool { return !slices.Equal(c.methods, get) })
}

// possible reports whether a set lets some call of the hazard pass, other than by
// chance: "/cloud/project/*/kube/*" is not about an instance that is called "kube".
func (h hazard) possible(s Set) bool {
	return slices.ContainsFunc(s, func(r Rule) bool {
		return !r.idle() && slices.ContainsFunc(h.calls, func(c call) bool {
			return slices.Contains(c.methods, r.Method) && reaches(r.Path, c.route) && !byChance(r.Path, c.route)
		})
	})
}

// The methods that hazards are in.
var (
	get    = []Method{Get}
	post   = []Method{Post}
	put    = []Method{Put}
	remove = []Method{Delete}
	change = []Method{Post, Put}
	writes = []Method{Post, Put, Delete}
)

// hazards lists what is worth a warning, the worst first. The routes are those
// of the schemas that ovh/ovhcloud-cli carries (546f3c8,
// internal/assets/api-schemas); those under cloud, order and services are not
// among them and come from what clients call, such as
// ovh/terraform-provider-ovh. That mails hold termination codes is how that
// provider ends a service (its ovh/order.go).
var hazards = slices.Concat(accessHazards, moneyHazards, otherHazards)

// accessHazards change who gets into the account, and from where.
var accessHazards = []hazard{
	{"Can take over the account (mail, password, access restrictions).", RiskDanger, []call{
		{post, "/me/changeEmail"},
		{post, "/me/changePassword"},
		{post, "/me/task/emailChange/{}/accept"},
		{writes, "/me/accessRestriction/*"},
	}},
	{"Can make new users, tokens or policies.", RiskDanger, []call{
		{post, "/me/identity/user"},
		{put, "/me/identity/user/{}"},
		{post, "/me/identity/user/{}/token"},
		{post, "/me/identity/group"},
		{put, "/me/identity/group/{}"},
		{change, "/me/identity/provider"},
		{post, "/me/api/oauth2/client"},
		{put, "/me/api/oauth2/client/{}"},
		{post, "/me/subAccount"},
		{post, "/me/subAccount/{}/createConsumerKey"},
		{post, "/v2/iam/policy"},
		{put, "/v2/iam/policy/{}"},
		{post, "/v2/iam/permissionsGroup"},
		{put, "/v2/iam/permissionsGroup/{}"},
	}},
	{"Can lift the address restrictions of other tokens.", RiskDanger, []call{{put, "/me/api/credential/{}"}}},
}

// moneyHazards spend what the account pays with, or change it.
var moneyHazards = []hazard{
	{"Can buy and pay.", RiskDanger, []call{
		{post, "/order/cart/{}/checkout"},
		{post, "/order/upgrade/*"},
		{post, "/order/dedicated/*"},
		{post, "/order/domain/*"},
		{post, "/order/hosting/*"},
		{post, "/order/vps/*"},
		{post, "/order/cloud/*"},
		{post, "/order/email/*"},
		{post, "/order/license/*"},
		{post, "/order/telephony/*"},
		{post, "/me/order/{}/pay"},
		{post, "/me/order/{}/payWithRegisteredPaymentMean"},
		{post, "/me/order/{}/debt/pay"},
		{post, "/me/bill/{}/debt/pay"},
		{post, "/me/debtAccount/pay"},
		{post, "/me/debtAccount/debt/{}/pay"},
	}},
	{"Can change the means of payment.", RiskDanger, []call{
		{post, "/me/payment/method"}, {writes, "/me/payment/method/*"}, {writes, "/me/paymentMean/*"},
	}},
}

// otherHazards end, give away or expose something else.
var otherHazards = []hazard{
	{"Can give domains to other accounts.", RiskDanger, []call{
		{post, "/domain/{}.{}/changeContact"},
		{post, "/domain/{}.{}/outgoingTransfer/approve"},
		{post, "/domain/{}.{}/ukOutgoingTransfer"},
		{post, "/me/task/contactChange/{}/accept"},
	}},
	{"Can reset, replace, end or give away DNS zones.", RiskDanger, []call{
		{post, "/domain/zone/{}/reset"},
		{post, "/domain/zone/{}/import"},
		{post, "/domain/zone/{}/terminate"},
		{post, "/domain/zone/{}/changeContact"},
	}},
	{"Can reinstall, end or take over servers.", RiskDanger, []call{
		{post, "/dedicated/server/{}/reinstall"},
		{post, "/dedicated/server/{}/terminate"},
		{post, "/vps/{}/reinstall"},
		{post, "/vps/{}/rebuild"},
		{post, "/vps/{}/terminate"},
		{post, "/vps/{}/setPassword"},
		{post, "/cloud/project/{}/instance/{}/reinstall"},
	}},
	{"Can end cloud projects.", RiskDanger, []call{{post, "/cloud/project/{}/terminate"}}},
	{"Can take the administrator keys of clusters and storage.", RiskDanger, []call{
		{post, "/cloud/project/{}/kube/{}/kubeconfig"},
		{post, "/cloud/project/{}/kube/{}/kubeconfig/reset"},
		{post, "/cloud/project/{}/user/{}/s3Credentials"},
		{post, "/cloud/project/{}/user/{}/s3Credentials/{}/secret"},
	}},
	{"Can end services or give them to other accounts.", RiskDanger, []call{
		{post, "/cloud/project/{}/changeContact"},
		{post, "/dbaas/logs/{}/changeContact"},
		{post, "/dedicated/{}/{}/changeContact"},
		{post, "/ip/service/{}/changeContact"},
		{post, "/ipLoadbalancing/{}/changeContact"},
		{post, "/vps/{}/changeContact"},
		{post, "/vrack/{}/changeContact"},
		{post, "/services/{}/terminate"},
		{post, "/services/{}/terminate/confirm"},
		{post, "/ip/{}/terminate"},
		{post, "/ip/service/{}/terminate"},
		{post, "/ipLoadbalancing/{}/terminate"},
		{post, "/vrack/{}/terminate"},
		{post, "/storage/netapp/{}/terminate"},
		{post, "/dedicated/nasha/{}/terminate"},
	}},
	{"Can revoke whole applications, with all their tokens.", RiskCaution, []call{{remove, "/me/api/application/{}"}}},
	{"Can revoke other tokens.", RiskCaution, []call{{remove, "/me/api/credential/{}"}}},
	{"Can move IP addresses or change their owner.", RiskCaution, []call{
		{post, "/ip/{}/move"}, {post, "/ip/{}/changeOrg"},
	}},
	{"Can read transfer codes of domains.", RiskCaution, []call{{get, "/domain/{}.{}/authInfo"}}},
	{"Can read the mails OVH sent, termination codes included.", RiskCaution, []call{
		{get, "/me/notification/email/history/{}"},
	}},
	{"Can send SMS at the account's cost.", RiskCaution, []call{{post, "/sms/{}/jobs"}, {post, "/sms/{}/users/{}/jobs"}}},
}
