package ovhsim

import "time"

// The applications of the neglected account. Those of OVH itself are foreign to
// it: the account holds their tokens and can't see them by their ids.
const (
	appConsole      = 1_207
	appMobile       = 4_411
	appSupport      = 2_950
	appDynDNS       = 105_668
	appBackup       = 112_034
	appCertbot1     = 118_822
	appCertbot2     = 118_823
	appAnsible      = 127_416
	appTerraStaging = 131_907
	appTerraProd    = 131_909
	appGitLab       = 135_870
	appMonitoring   = 140_233
	appJenkins      = 144_015
	appTraefik      = 149_871
	appExternalDNS  = 152_660
	appN8N          = 158_114
	appHostile      = 160_502
	appNAS          = 163_377
	appOwn          = 166_120
)

func neglectedApps() []inventedApp {
	return []inventedApp{
		{id: appConsole, name: "OVH API console", description: "Tokens of the API console", status: "trusted", foreign: true},
		{id: appMobile, name: "OVHcloud mobile app", description: "OVHcloud for iOS and Android", status: "trusted", foreign: true},
		{id: appSupport, name: "OVHcloud support", description: "Opened by an agent", status: "trusted", foreign: true},
		{id: appDynDNS, name: "old-dyndns", description: "home.example.net follows the home line", status: "inactive"},
		{id: appBackup, name: "backup-script", description: "Nightly copies, cron on nas.example.net"},
		{id: appCertbot1, name: "certbot web1", description: "DNS-01 for web1.example.net"},
		{id: appCertbot2, name: "certbot web2", description: "DNS-01 for web2.example.net"},
		{id: appAnsible, name: "ansible", description: "playbooks/dns and playbooks/vrack"},
		{id: appTerraStaging, name: "terraform-staging", description: "infra/staging, run by hand"},
		{id: appTerraProd, name: "terraform-prod", description: "infra/prod, run by the pipeline"},
		{id: appGitLab, name: "gitlab runner", description: "Moved to another account; its tokens were revoked"},
		{id: appMonitoring, name: "monitoring exporter", description: "Prometheus exporter: bills, servers, IPs"},
		{id: appJenkins, name: "jenkins", description: "Old pipeline", deleted: true},
		{id: appTraefik, name: "lego traefik", description: "Wildcard certificate of *.apps.example.net"},
		{id: appExternalDNS, name: "external-dns", description: "Kubernetes cluster bhs-1"},
		{id: appN8N, name: "n8n", description: ""},
		{id: appHostile, name: hostileName(), description: hostileDescription()},
		{id: appNAS, name: "acme.sh nas", description: "Tried once, never used"},
		{id: appOwn, name: "ovh-tokens on admin-laptop", description: "Token manager"},
	}
}

// hostileName tries what a name can do to a terminal: clear the screen, change
// the colours and the title, and turn the reading direction around.
func hostileName() string {
	return "invoice\x1b[2J\x1b[31m\u202egpj.exe\u202c\x1b]0;owned\x07"
}

// hostileDescription adds newlines, a carriage return, wide runes, joined
// pictures, a combining pile and sheer length.
func hostileDescription() string {
	s := "first line\nsecond line\r\x1b[1A\x1b[2Koverwritten\t日本語のアプリケーション \U0001F469\u200d\U0001F4BB \U0001F1E8\U0001F1E6 Z\u0351\u036b\u0343\u036a a\u2066b\u2069 "
	for range 20 {
		s += "and on and on it goes, "
	}
	return s + "<script>alert(1)</script> =HYPERLINK(\"http://example.com\")"
}

// neglectedTokens is the hand-written account: 61 tokens, of which 18 expired,
// 2 refused, 3 pending and 38 validated, 3 of those dead with their application.
func neglectedTokens() []inventedToken {
	all := []inventedToken{{
		app: appOwn, own: true, age: 22 * time.Hour, life: month, used: 5 * time.Minute,
		rules: grants("GET /me", "GET /me/api/credential", "GET,DELETE /me/api/credential/*",
			"GET /me/api/application", "GET,DELETE /me/api/application/*"),
	}}
	all = append(all, liveTokens()...)
	all = append(all, leftovers()...)
	all = append(all, overTokens()...)
	return append(all, undecidedTokens()...)
}

// The rule sets of the account's tools.
var (
	everything  = grants("GET,POST,PUT,DELETE /*")
	acmeRules   = grants("GET,POST,DELETE /domain/zone/*")
	cloudRules  = grants("GET,POST,PUT,DELETE /cloud/*", "GET,POST,PUT,DELETE /domain/zone/*", "GET /me")
	dyndnsRules = grants("GET,PUT /domain/zone/example.net/record/*", "POST /domain/zone/example.net/refresh")
	watchRules  = grants("GET /me", "GET /me/bill", "GET /me/bill/*", "GET /dedicated/server", "GET /dedicated/server/*", "GET /ip", "GET /ip/*", "GET /vps/*")
)

// liveTokens are the tokens of people's own tools that still work.
func liveTokens() []inventedToken {
	return []inventedToken{
		{app: appTerraProd, rules: cloudRules, age: 240 * day, used: 35 * time.Minute, ips: []string{"198.51.100.7"}},
		{app: appTerraProd, rules: cloudRules, age: 611 * day, used: 240 * day},
		{app: appTerraProd, rules: everything, age: 902 * day, used: 700 * day},
		{app: appTerraStaging, rules: cloudRules, age: 9 * day, life: month, used: 2 * day},
		{app: appCertbot1, rules: grants("GET /domain/zone/", "GET /domain/zone/example.net/*", "POST,PUT,DELETE /domain/zone/example.net/*"), age: 488 * day, used: 11 * day, ips: []string{"203.0.113.21/32", "2001:db8:40::/48"}},
		{app: appCertbot2, rules: acmeRules, age: 487 * day, used: 40 * day, ips: []string{"203.0.113.22"}},
		{app: appExternalDNS, rules: grants("GET,POST,PUT,DELETE /domain/zone/*", "GET /domain/zone"), age: 75 * day, used: 3 * time.Minute},
		{app: appExternalDNS, rules: grants("GET /domain/zone", "GET,POST,PUT,DELETE /domain/zone/*"), age: 76 * day},
		{app: appTraefik, rules: grants("GET /domain/zone/*/record", "POST,DELETE /domain/zone/apps.example.net/record/*", "POST /domain/zone/apps.example.net/record", "POST /domain/zone/apps.example.net/refresh"), age: 28 * day, life: month, used: 6 * day},
		{app: appBackup, rules: grants("GET /cloud/project/*/storage", "GET,POST /cloud/project/*/storage/*"), age: 330 * day, used: 9 * time.Hour, ips: []string{"192.0.2.80"}},
		{app: appDynDNS, rules: dyndnsRules, age: 1_460 * day, used: 931 * day},
		{app: appMonitoring, rules: watchRules, age: 154 * day, used: 40 * time.Second, ips: []string{"198.51.100.0/28"}},
		{app: appMonitoring, rules: watchRules, age: 25 * day, life: month},
		{app: appAnsible, rules: grants("GET,POST,PUT,DELETE /domain/*", "GET,POST,PUT,DELETE /vrack/*", "GET,PUT /ip/*"), age: 201 * day, used: 33 * day},
		{app: appN8N, rules: grants("GET /me/*", "GET,POST /sms/*"), age: 17 * time.Hour, life: day, used: 2 * time.Hour},
		{app: appHostile, rules: grants("GET /me", "GET /me/*", "GET /"+longPath()), age: 61 * day, used: 60 * day},
		{app: appSupport, rules: grants("GET /*"), age: 2 * day, life: 5 * day, used: day, support: true},
	}
}

// longPath is a rule no column is wide enough for.
func longPath() string {
	return "dedicatedCloud/*/datacenter/*/filer/*/resilience/account/organisation/subdivision/*/inventory/*/entry/*/history/*/version/*/approval/*/*"
}

// leftovers are what logins and deleted applications leave behind: tokens that
// nobody asked for by name.
func leftovers() []inventedToken {
	out := []inventedToken{
		{app: appJenkins, rules: everything, age: 1_203 * day, used: 820 * day},
		{app: appJenkins, rules: cloudRules, age: 1_010 * day, used: 819 * day},
		{app: appJenkins, rules: grants("GET /me"), age: 1_009 * day},
	}
	for i, days := range []time.Duration{3, 12, 13, 40, 88, 127, 190, 260, 301, 455, 720, 1_322} {
		t := inventedToken{app: appConsole, rules: everything, age: days * day}
		if i%5 != 2 {
			t.used = (days - 1) * day
		}
		out = append(out, t)
	}
	for i, days := range []time.Duration{6, 95, 244, 399, 801} {
		t := inventedToken{app: appMobile, rules: grants("GET,POST,PUT,DELETE,PATCH /*"), age: days * day, used: days * day / 2}
		if i == 3 {
			t.used = never
		}
		out = append(out, t)
	}
	return out
}

// overTokens are the eighteen that have expired.
func overTokens() []inventedToken {
	return []inventedToken{
		{app: appTerraStaging, rules: cloudRules, age: 214 * day, life: month, used: 190 * day},
		{app: appTerraStaging, rules: cloudRules, age: 151 * day, life: month, used: 125 * day},
		{app: appTerraStaging, rules: cloudRules, age: 92 * day, life: month, used: 70 * day},
		{app: appCertbot1, rules: acmeRules, age: 580 * day, life: month, used: 551 * day},
		{app: appCertbot2, rules: acmeRules, age: 579 * day, life: month},
		{app: appBackup, rules: grants("GET,POST /cloud/*"), age: 332 * day, life: day, used: 331 * day},
		{app: appBackup, rules: grants("GET,POST /cloud/*"), age: 331 * day, life: time.Hour, used: 331 * day},
		{app: appDynDNS, rules: dyndnsRules, age: 1_463 * day, life: day},
		{app: appDynDNS, rules: dyndnsRules, age: 1_462 * day, life: day, used: 1_461 * day},
		{app: appAnsible, rules: grants("GET,POST,PUT,DELETE /domain/*"), age: 300 * day, life: month, used: 277 * day},
		{app: appAnsible, rules: grants("GET /*"), age: 203 * day, life: day, used: 202 * day},
		{app: appN8N, rules: grants("GET,POST /sms/*"), age: 36 * day, life: time.Hour, used: 36 * day},
		{app: appN8N, rules: grants("GET,POST /sms/*"), age: 5 * day, life: day, used: 4 * day},
		{app: appTraefik, rules: acmeRules, age: 59 * day, life: month, used: 31 * day, ips: []string{"203.0.113.21"}},
		{app: appMonitoring, rules: grants("GET /me", "GET /me/*"), age: 160 * day, life: 5 * time.Minute},
		{app: appOwn, rules: grants("GET /me", "GET /me/*"), age: 64 * day, life: month, used: 36 * day},
		{app: appOwn, rules: grants("GET /me/api/credential", "GET,DELETE /me/api/credential/*"), age: 33 * day, life: month, used: 4 * day},
		{app: appConsole, rules: grants("GET /*"), age: 18 * day, life: day, used: 18 * day},
	}
}

// undecidedTokens are those nobody validated and those somebody refused.
func undecidedTokens() []inventedToken {
	return []inventedToken{
		{app: appTerraProd, status: Pending, rules: cloudRules, age: 2 * time.Hour},
		{app: appAnsible, status: Pending, rules: grants("GET,PUT /domain/*"), age: 19 * time.Hour},
		{app: appExternalDNS, status: Pending, rules: grants("GET,POST,PUT,DELETE /domain/zone/*"), age: 77 * day},
		{app: appN8N, status: Refused, rules: everything, age: 37 * day},
		{app: appHostile, status: Refused, rules: grants("GET,POST,PUT,DELETE /me/*", "DELETE /*"), age: 62 * day},
	}
}
