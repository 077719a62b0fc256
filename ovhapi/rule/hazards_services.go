package rule

import "slices"

// serviceHazards end services, or hand them over.
func serviceHazards() []hazard {
	return []hazard{
		{"Can give domains to other accounts.", RiskDanger, []call{
			{post, "/domain/{}.{}/changeContact", nil},
			{post, "/domain/{}.{}/outgoingTransfer/approve", nil},
			{post, "/domain/{}.{}/ukOutgoingTransfer", nil},
			{post, "/me/task/contactChange/{}/accept", nil},
		}},
		{"Can point domains to other name servers.", RiskDanger, []call{
			{post, "/domain/{}.{}/nameServers/update", nil},
			{post, "/domain/{}.{}/nameServer", nil},
			{post, "/domain/{}.{}/glueRecord/{}/update", nil},
		}},
		{"Can reset, replace, end or give away DNS zones.", RiskDanger, append([]call{
			{post, "/domain/zone/{}/reset", nil},
			{post, "/domain/zone/{}/import", nil},
			{post, "/domain/zone/{}/history/{}/restore", nil},
		}, ends("/domain/zone/{}")...)},
		{"Can reinstall, end or take over servers.", RiskDanger, []call{
			{post, "/dedicated/server/{}/reinstall", nil},
			{post, "/dedicated/server/{}/terminate", nil},
			{post, "/dedicated/server/{}/confirmTermination", nil},
			{post, "/dedicated/server/{}/authenticationSecret", nil},
			{post, "/dedicated/{}/{}/features/{}/password", nil},
			{post, "/vps/{}/backupftp/password", nil},
			{post, "/vps/{}/reinstall", nil},
			{post, "/vps/{}/rebuild", nil},
			{post, "/vps/{}/terminate", nil},
			{post, "/vps/{}/confirmTermination", nil},
			{post, "/vps/{}/setPassword", nil},
			{post, "/cloud/project/{}/instance/{}/reinstall", nil},
			{post, "/cloud/project/{}/region/{}/instance/{}/reinstall", nil},
		}},
		{"Can end cloud projects.", RiskDanger, []call{
			{post, "/cloud/project/{}/terminate", nil}, {post, "/cloud/project/{}/confirmTermination", nil},
		}},
		{"Can take the administrator keys of cloud projects, clusters and storage.", RiskDanger, []call{
			{post, "/cloud/project/{}/kube/{}/kubeconfig", nil},
			{post, "/cloud/project/{}/kube/{}/kubeconfig/reset", nil},
			{post, "/cloud/project/{}/user", nil},
			{post, "/cloud/project/{}/user/{}/token", nil},
			{post, "/cloud/project/{}/user/{}/regeneratePassword", nil},
			{post, "/cloud/project/{}/user/{}/s3Credentials", nil},
			{post, "/cloud/project/{}/user/{}/s3Credentials/{}/secret", nil},
			{post, "/dedicated/ceph/{}/user", nil},
			{post, "/v2/okms/resource/{}/credential", nil},
			{post, "/v2/publicCloud/project/{}/rancher/{}/adminCredentials", nil},
		}},
		{"Can end services or give them to other accounts.", RiskDanger, slices.Concat(
			every("/{}/{}"),
			ends("/cdn/{}/{}", "/cloud/project/{}", "/cluster/{}/{}", "/dbaas/{}/{}", "/dedicated/{}/{}", "/email/{}/{}",
				"/hosting/{}/{}", "/ip/service/{}", "/license/{}/{}", "/pack/{}/{}", "/storage/{}/{}", "/veeam/{}/{}",
				"/telephony/aliases/{}", "/telephony/lines/{}", "/telephony/trunks/{}"),
			[]call{
				{remove, "/services/{}", nil},
				{post, "/services/{}/terminate/{}", nil},
				{post, "/services/{}/savingsPlans/subscribed/{}/terminate", nil},
				{post, "/email/pro/{}/account/{}/terminate", nil},
				{post, "/email/exchange/{}/service/{}/account/{}/terminate", nil},
				{post, "/hosting/web/{}/cdn/terminate", nil},
				{post, "/hosting/web/{}/emailOption/{}/terminate", nil},
				{post, "/hosting/web/{}/extraSqlPerso/{}/terminate", nil},
				{post, "/hosting/web/{}/localSeo/location/{}/terminate", nil},
				{post, "/ipLoadbalancing/{}/zone/{}/terminate", nil},
				{post, "/nutanix/{}/nodes/{}/terminate", nil},
			},
		)},
	}
}

// ends lists how services are ended or given away: each kind has the same calls
// behind its name.
func ends(services ...string) []call {
	var calls []call
	for _, service := range services {
		for _, word := range []string{"/terminate", "/confirmTermination", "/changeContact"} {
			calls = append(calls, call{methods: post, route: service + word})
		}
	}
	return calls
}

// every is ends for services of whatever kind, those not known yet included. The
// exceptions have other calls only; domains have hazards of their own.
func every(service string) []call {
	calls := ends(service)
	for i := range calls {
		calls[i].except = []string{
			"/auth", "/connectivity", "/contact", "/domain", "/freefax", "/me", "/newAccount", "/order", "/partner", "/saas", "/secret",
			"/sms", "/startup", "/supply", "/support", "/v2", "/veeamCloudConnect",
		}
	}
	return calls
}

// serviceLogins make who gets into a service: its users, passwords and tokens.
func serviceLogins() []call {
	return logins(
		"/cloud/project/{}/ai/token", "/cloud/project/{}/ai/token/{}/renew", "/cloud/project/{}/storage/{}/user",
		"/cloud/project/{}/database/{}/{}/user",
		"/cloud/project/{}/database/{}/{}/user/{}/credentials/reset", "/cloud/project/{}/database/{}/{}/prometheus/credentials/reset",
		"/cluster/hadoop/{}/user", "/cluster/hadoop/{}/user/{}/resetPassword",
		"/dbaas/logs/{}/token", "/dbaas/logs/{}/user/changePassword", "/metrics/{}/token",
		"/dedicatedCloud/{}/user", "/dedicatedCloud/{}/user/{}/changePassword",
		"/dedicatedCloud/{}/datacenter/{}/disasterRecovery/zertoSingle/requestPairingToken",
		"/email/domain/delegatedAccount/{}/changePassword", "/email/{}/{}/account/{}/changePassword",
		"/email/exchange/{}/service/{}/account/{}/changePassword", "/email/exchange/{}/service/{}/remoteMailbox/{}/changePassword",
		"/email/exchange/{}/service/{}/impersonatedUser/changePassword",
		"/freefax/{}/changePassword", "/freefax/{}/voicemail/changePassword",
		"/horizonView/{}/dedicatedHorizon/user/changePassword", "/horizonView/{}/dedicatedHorizon/customerUser/{}/changePassword",
		"/hosting/{}/{}/user", "/hosting/{}/{}/user/{}/changePassword", "/hosting/privateDatabase/{}/changeFtpPassword",
		"/hosting/web/{}/key/ssh", "/hosting/web/{}/database/{}/changePassword", "/hosting/web/{}/userLogs/{}/changePassword",
		"/hosting/web/{}/ownLogs/{}/userLogs/{}/changePassword",
		"/license/office/{}/user", "/license/office/{}/user/{}/changePassword", "/license/officePrepaid/{}/changePassword",
		"/msServices/{}/account/{}/changePassword", "/msServices/{}/sync/changePassword",
		"/pack/xdsl/{}/hostedEmail/services/{}/changePassword", "/xdsl/email/pro/{}/changePassword",
		"/sms/{}/smpp/password",
		"/telephony/resellerPanel/generatePassword", "/telephony/{}/fax/{}/settings/changePassword",
		"/telephony/{}/line/{}/changePassword", "/telephony/{}/line/{}/click2CallUser/{}/changePassword",
		"/telephony/{}/line/{}/softphone/token", "/telephony/{}/voicemail/{}/settings/changePassword",
		"/v2/managedCMS/resource/{}/website/{}/resetDatabasePassword", "/v2/vmwareCloudDirector/organization/{}/password",
		"/veeamCloudConnect/{}/resetPassword",
	)
}

func logins(routes ...string) []call {
	calls := make([]call, 0, len(routes)+1)
	for _, route := range routes {
		calls = append(calls, call{methods: post, route: route})
	}
	return append(calls, call{methods: put, route: "/metrics/{}/token/{}"})
}
