package export

import "sync"

// zones are tools that manage DNS records and domains.
var zones = sync.OnceValue(func() []Format {
	return []Format{
		{
			ID: "caddyfile", Tool: "Caddy with caddy-dns/ovh, Caddyfile", Group: DNS, Kind: Fragment, Where: "The Caddyfile, in the block of a site.",
			Also:     []string{"Caddy", "libdns"},
			Notes:    []string{"With {$OVH_APPLICATION_KEY} and the like the values can come from the environment of Caddy instead.", "An empty field falls back to OVH_* and ovh.conf; OVH_CLIENT_ID in the environment then breaks it."},
			Source:   "caddy-dns/ovh@c2f5744 ovh.go, README.md",
			spelling: spelling{urls: anyURL}, cautions: []string{"The keys stand in clear in the Caddyfile: give it mode 0640, owner root and group caddy, and keep it out of git."},
			keys: `tls {
  dns ovh {
    endpoint <caddyfile endpoint>
    application_key <caddyfile ak>
    application_secret <caddyfile as>
    consumer_key <caddyfile ck>
  }
}
`,
			Presets: []string{"caddy-dns-ovh", "libdns-ovh-documented", "dns01-zone"},
		},
		{
			ID: "caddy-json", Tool: "Caddy with caddy-dns/ovh, JSON", Group: DNS, Kind: Fragment, Where: "caddy.json, as provider of the DNS challenge.",
			Also:     []string{"Caddy", "libdns"},
			Notes:    []string{"The example in the plugin's README has a comma too many and is no JSON."},
			Source:   "caddy-dns/ovh@c2f5744 README.md; libdns/ovh@5a73284 provider.go",
			spelling: spelling{urls: anyURL}, cautions: []string{cautionTracked},
			keys: `{"name":"ovh","endpoint":<caddy-json endpoint>,"application_key":<caddy-json ak>,"application_secret":<caddy-json as>,"consumer_key":<caddy-json ck>}
`,
			Presets: []string{"caddy-dns-ovh", "libdns-ovh-documented", "dns01-zone"},
		},
		{
			ID: "dnscontrol", Tool: "DNSControl", Group: DNS, Kind: File, Path: "creds.json", Mode: 0o600, Where: "creds.json beside dnsconfig.js.",
			Source:   "StackExchange/dnscontrol@7a079bc documentation/provider/ovh.md, providers/ovh/ovhProvider.go getOVHEndpoint",
			spelling: spelling{urls: anyURL, write: map[string]string{"ovh-eu": "eu", "ovh-ca": "ca", "ovh-us": "us"}},
			cautions: []string{cautionTracked},
			keys: `{
  "ovh": {
    "TYPE": "OVH",
    "app-key": <json ak>,
    "app-secret-key": <json as>,
    "consumer-key": <json ck>,
    "endpoint": <json endpoint>
  }
}
`,
			Presets: []string{"dnscontrol-*"},
		},
		{
			ID: "octodns", Tool: "octoDNS", Group: DNS, Kind: Fragment, Where: "config.yaml; the keys come from the environment.",
			Notes:  []string{`The keys themselves are not in it: "env/NAME" reads a variable. Export "env" beside it.`, "At debug level octodns-ovh writes the consumer key into its log."},
			Source: "octodns/octodns-ovh@11505eb README.md",
			keys: `providers:
  ovh:
    class: octodns_ovh.OvhProvider
    endpoint: <yaml endpoint>
    application_key: env/OVH_APPLICATION_KEY
    application_secret: env/OVH_APPLICATION_SECRET
    consumer_key: env/OVH_CONSUMER_KEY
`,
			Presets: []string{"octodns"},
		},
		{
			ID: "ddns-updater", Tool: "ddns-updater", Group: DNS, Kind: File, Path: "data/config.json", Mode: 0o600, Where: "data/config.json.",
			Also:       []string{"qdm12/ddns-updater", "DynHost"},
			Parameters: []Parameter{paramZone, preset("host", "name in the zone (@ for the zone itself)", "@")},
			Notes:      []string{`"mode": "api" is what makes it take these keys; without it, a DynHost user and password are asked for.`},
			Source:     "qdm12/ddns-updater@4b18087 docs/ovh.md, internal/provider/providers/ovh/provider.go validateSettings",
			keys: `{
  "settings": [
    {
      "provider": "ovh",
      "domain": <json fqdn>,
      "mode": "api",
      "api_endpoint": <json endpoint>,
      "app_key": <json ak>,
      "app_secret": <json as>,
      "consumer_key": <json ck>,
      "ip_version": "ipv4"
    }
  ]
}
`,
			Presets: []string{"ddns-updater"},
		},
		{
			ID: "lexicon", Tool: "dns-lexicon", Group: DNS, Kind: Commands, Where: "The shell; the options --auth-entrypoint, --auth-application-key and so on say the same.",
			Notes:    []string{"Lexicon says entrypoint, not endpoint.", "The longer LEXICON_OVH_AUTH_ENTRYPOINT and the like work too."},
			Source:   "dns-lexicon/dns-lexicon@e23b58a src/lexicon/config.py, docs/user_guide.rst, ovh.py configure_parser",
			spelling: lexicon, cautions: []string{cautionHistory},
			keys: `export LEXICON_OVH_ENTRYPOINT=<shell endpoint>
export LEXICON_OVH_APPLICATION_KEY=<shell ak>
export LEXICON_OVH_APPLICATION_SECRET=<shell as>
export LEXICON_OVH_CONSUMER_KEY=<shell ck>
`,
			Presets: []string{"lexicon", "dns01-zone"},
		},
		{
			ID: "yunohost", Tool: "YunoHost, registrar configuration", Group: DNS, Kind: Form, Where: "Domains, DNS, registrar; or: yunohost domain config set DOMAIN dns.registrar",
			Source:   "YunoHost/yunohost@4c1371d share/registrar_list.toml",
			spelling: lexicon,
			keys: `auth_entrypoint: <form endpoint>
auth_application_key: <form ak>
auth_application_secret: <form as>
auth_consumer_key: <form ck>
`,
			Presets: []string{"lexicon"},
		},
		{
			ID: "domain-watchdog", Tool: "Domain Watchdog, OVH connector", Group: DNS, Kind: Form, Where: "The connector's web form.",
			Notes:    []string{"The form also asks for ovhSubsidiary and pricingMode.", "It compares the rules of the key with its own six routes; ask for exactly those.", "It can buy domains."},
			Source:   "maelgangloff/domain-watchdog@05086f8 src/Dto/Connector/OvhProviderDto.php, assets/utils/providers/forms/OvhCloudConnectorForm.tsx",
			spelling: spelling{names: []string{"ovh-eu"}},
			keys: `appKey: <form ak>
appSecret: <form as>
consumerKey: <form ck>
apiEndpoint: <form endpoint>
`,
			Presets: []string{"domain-watchdog"},
		},
	}
})
