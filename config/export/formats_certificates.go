package export

import "sync"

// lexiconUS is why lexicon and all that embed it fail on ovh-us.
const lexiconUS = "ovh-us does not work: dns-lexicon sends it to https://api.ovhcloud.com/1.0 instead of https://api.us.ovhcloud.com/1.0."

// lexiconNames are the endpoints that dns-lexicon has, the broken one included.
var lexiconNames = []string{"ovh-eu", "ovh-ca", "ovh-us", "soyoustart-eu", "soyoustart-ca", "kimsufi-eu", "kimsufi-ca"}

// What is said of lego and of what runs it.
const (
	legoSource = "go-acme/lego@a0e15c2 "
	legoMix    = "An application and a service account together are an error."
)

// lexicon is the spelling of dns-lexicon and of what is built on it.
var lexicon = spelling{names: lexiconNames, trouble: map[string]string{"ovh-us": lexiconUS}}

const configObjKeys = `OVH_ENDPOINT = <configobj endpoint>
OVH_APPLICATION_KEY = <configobj ak>
OVH_APPLICATION_SECRET = <configobj as>
OVH_CONSUMER_KEY = <configobj ck>
`

// certificates are ACME clients with an OVH module of their own.
var certificates = sync.OnceValue(func() []Format {
	return []Format{
		{
			ID: "lego", Tool: "lego", Group: Certificates, Kind: Variables, Where: "The environment of the process.",
			Also:     []string{"Traefik", "caddy-dns/lego-deprecated"},
			Notes:    []string{legoMix, "lego 4.14 and older know no service accounts and need OVH_ENDPOINT.", "With nothing set, lego falls back to ovh.conf."},
			Source:   legoSource + "providers/dns/ovh/ovh.go, ovh.toml; tag v4.14.0",
			spelling: spelling{urls: anyURL, trouble: legoTrouble()},
			keys:     envKeys, account: envAccount, Presets: []string{"lego", "dns01-zone"},
		},
		{
			ID: "lego-files", Tool: "lego, one file a value (Docker secrets)", Group: Certificates, Kind: Commands, Where: "The files are read from /run/secrets in the container; a variable with _FILE at its end names each.",
			Also:       []string{"Traefik"},
			Parameters: []Parameter{preset("dir", "folder for the files", "secrets")},
			Notes:      []string{legoMix, "A variable without _FILE wins over the one with it.", "A line break at the end of a file is cut off."},
			Source:     legoSource + "platform/env/env.go GetOrFile; traefik/traefik@fd5a576 docs/content/user-guides/docker-compose/acme-dns/docker-compose_secrets.yml",
			spelling:   spelling{urls: goURL}, cautions: []string{cautionHistory},
			keys: `umask 077
mkdir -p -- <shell dir>
printf %s <stdin endpoint> > <shell dir>/ovh_endpoint
printf %s <stdin ak> > <shell dir>/ovh_application_key
printf %s <stdin as> > <shell dir>/ovh_application_secret
printf %s <stdin ck> > <shell dir>/ovh_consumer_key
# Mount them at /run/secrets and set for lego or Traefik:
OVH_ENDPOINT_FILE=/run/secrets/ovh_endpoint
OVH_APPLICATION_KEY_FILE=/run/secrets/ovh_application_key
OVH_APPLICATION_SECRET_FILE=/run/secrets/ovh_application_secret
OVH_CONSUMER_KEY_FILE=/run/secrets/ovh_consumer_key
`,
			account: `umask 077
mkdir -p -- <shell dir>
printf %s <stdin endpoint> > <shell dir>/ovh_endpoint
printf %s <stdin client_id> > <shell dir>/ovh_client_id
printf %s <stdin client_secret> > <shell dir>/ovh_client_secret
# Mount them at /run/secrets and set for lego or Traefik:
OVH_ENDPOINT_FILE=/run/secrets/ovh_endpoint
OVH_CLIENT_ID_FILE=/run/secrets/ovh_client_id
OVH_CLIENT_SECRET_FILE=/run/secrets/ovh_client_secret
`,
			Presets: []string{"lego", "dns01-zone"},
		},
		{
			ID: "certbot", Tool: "certbot-dns-ovh", Group: Certificates, Kind: File, Path: "~/.secrets/certbot/ovh.ini", Mode: 0o600,
			Where:    "The file given with --dns-ovh-credentials; the text field of Nginx Proxy Manager; /config/dns-conf/ovh.ini of SWAG.",
			Also:     []string{"certbot", "Nginx Proxy Manager", "SWAG"},
			Notes:    []string{`certbot warns of "Unsafe permissions" when others can read the file.`, "The endpoints beside ovh-eu and ovh-ca are accepted, though certbot's guide names only these two."},
			Source:   "certbot/certbot@f769e35 certbot-dns-ovh/src/certbot_dns_ovh/__init__.py; dns-lexicon/dns-lexicon@e23b58a ovh.py ENDPOINTS; NginxProxyManager/nginx-proxy-manager@a62c2a6 backend/certbot/dns-plugins.json; linuxserver/docker-swag@bc02502 root/defaults/dns-conf/ovh.ini",
			spelling: lexicon,
			keys: `dns_ovh_endpoint = <configobj endpoint>
dns_ovh_application_key = <configobj ak>
dns_ovh_application_secret = <configobj as>
dns_ovh_consumer_key = <configobj ck>
`,
			Presets: []string{"certbot-dns-ovh", "dns01-zone"},
		},
		{
			ID: "certbot-dns-multi", Tool: "certbot-dns-multi", Group: Certificates, Kind: File, Path: "/etc/letsencrypt/dns-multi.ini", Mode: 0o600, Where: "The file given with --dns-multi-credentials.",
			Notes: []string{legoMix, "It runs lego: the rules of lego are enough."}, Source: "alexzorin/certbot-dns-multi@2cebbd8 README.md",
			spelling: spelling{urls: goURL},
			keys:     "dns_multi_provider = ovh\n" + configObjKeys,
			account: `dns_multi_provider = ovh
OVH_ENDPOINT = <configobj endpoint>
OVH_CLIENT_ID = <configobj client_id>
OVH_CLIENT_SECRET = <configobj client_secret>
`,
			Presets: []string{"lego", "dns01-zone"},
		},
		{
			ID: "home-assistant", Tool: "Home Assistant, Let's Encrypt add-on", Group: Certificates, Kind: Fragment, Where: "The configuration of the add-on, edited as YAML.",
			Notes:    []string{"Its guide asks for all four methods on /domain/zone/* and for certbot-dns-ovh; the add-on runs lego, so the rules of lego are enough."},
			Source:   "home-assistant/addons@3158bce letsencrypt/DOCS.md, rootfs/etc/services.d/lets-encrypt/run",
			spelling: spelling{urls: goURL},
			keys: `challenge: dns
dns:
  provider: dns-ovh
  ovh_endpoint: <yaml endpoint>
  ovh_application_key: <yaml ak>
  ovh_application_secret: <yaml as>
  ovh_consumer_key: <yaml ck>
`,
			Presets: []string{"lego", "dns01-zone"},
		},
		{
			ID: "posh-acme", Tool: "Posh-ACME", Group: Certificates, Kind: Commands, Where: "PowerShell; the arguments are kept encrypted in Posh-ACME's profile.",
			Also:     []string{"PowerShell", "win-acme", "simple-acme"},
			Notes:    []string{"Add OVHUseModify = $true for a token that may change one record only.", "win-acme and simple-acme have no plugin for OVH; Posh-ACME can stand in.", "A clock that is a few seconds off gives 400 QUERY_TIME_OUT."},
			Source:   "rmbolger/Posh-ACME@7bf9183c docs/Plugins/OVH.md",
			cautions: []string{"Pasted into PowerShell, the keys stay in its history (PSReadLine)."},
			keys: `$pArgs = @{
  OVHRegion = <powershell endpoint>
  OVHAppKey = <powershell ak>
  OVHAppSecret = (ConvertTo-SecureString <powershell as> -AsPlainText -Force)
  OVHConsumerKey = (ConvertTo-SecureString <powershell ck> -AsPlainText -Force)
}
`,
			Presets: []string{"posh-acme", "dns01-one-record", "dns01-zone"},
		},
		{
			ID: "certifytheweb", Tool: "Certify The Web", Group: Certificates, Kind: Form, Where: "Settings, stored credentials.",
			Also: []string{"Certify"}, Notes: []string{"The endpoint looks optional, but its default is a URL that the program itself refuses: always fill it in."},
			Source:   "webprofusion/certify@81d8342 src/Certify.Providers/DNS/OVH/DnsProviderOvh.cs, OvhClient.cs",
			spelling: spelling{names: []string{"ovh-eu", "ovh-ca", "kimsufi-eu", "kimsufi-ca", "soyoustart-eu", "soyoustart-ca"}},
			keys: `Application Key: <form ak>
Application Secret: <form as>
Consumer Key: <form ck>
Endpoint name: <form endpoint>
`,
			Presets: []string{"certifytheweb", "dns01-zone"},
		},
		{
			ID: "truenas", Tool: "TrueNAS, ACME DNS authenticator", Group: Certificates, Kind: Form, Where: "The web form, or the API call acme.dns.authenticator.create.",
			Notes:    []string{"The layout of the API call differs between releases; the names of the fields do not."},
			Source:   "truenas/middleware@1703fa6 acme_protocol_/authenticators/ovh.py",
			spelling: lexicon,
			keys: `{"authenticator":"OVH","application_key":<json ak>,"application_secret":<json as>,"consumer_key":<json ck>,"endpoint":<json endpoint>}
`,
			Presets: []string{"certbot-dns-ovh", "dns01-zone"},
		},
	}
})

// legoTrouble are the endpoints that lego passes on to go-ovh and that its own
// guide does not name.
func legoTrouble() map[string]string {
	trouble := map[string]string{}
	for _, name := range []string{"ovh-us", "kimsufi-eu", "kimsufi-ca", "soyoustart-eu", "soyoustart-ca", anURL} {
		trouble[name] = "lego's guide names only ovh-eu and ovh-ca; other endpoints are passed on to go-ovh, which takes them."
	}
	return trouble
}
