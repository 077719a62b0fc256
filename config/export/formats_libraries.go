package export

import "sync"

const (
	confWhere = "./ovh.conf, ~/.ovh.conf or /etc/ovh.conf: the name begins with a dot only in the home directory. For each key the first file that has it counts."
	noMix     = "An application and a service account in one section are refused by go-ovh and python-ovh alike."
	whole     = `This is a whole file: in place of an ovh.conf that holds other keys it takes them away. A new key is added to one by --save of request and resume, or by "Into ovh.conf" on screen.`
	shadow    = "OVH_* variables override the file, key by key and without a word."
)

const libraryConf = `[default]
endpoint=<ini endpoint>

[<section endpoint>]
application_key=<ini ak>
application_secret=<ini as>
consumer_key=<ini ck>
`

const libraryAccount = `[default]
endpoint=<ini endpoint>

[<section endpoint>]
client_id=<ini client_id>
client_secret=<ini client_secret>
`

const exportKeys = `export OVH_ENDPOINT=<shell endpoint>
export OVH_APPLICATION_KEY=<shell ak>
export OVH_APPLICATION_SECRET=<shell as>
export OVH_CONSUMER_KEY=<shell ck>
`

const exportAccount = `export OVH_ENDPOINT=<shell endpoint>
export OVH_CLIENT_ID=<shell client_id>
export OVH_CLIENT_SECRET=<shell client_secret>
`

const envKeys = `OVH_ENDPOINT=<env endpoint>
OVH_APPLICATION_KEY=<env ak>
OVH_APPLICATION_SECRET=<env as>
OVH_CONSUMER_KEY=<env ck>
`

const envAccount = `OVH_ENDPOINT=<env endpoint>
OVH_CLIENT_ID=<env client_id>
OVH_CLIENT_SECRET=<env client_secret>
`

// libraries are the ways of OVH's own libraries, which many tools share.
var libraries = sync.OnceValue(func() []Format {
	return []Format{
		{
			ID: "ovh-conf", Tool: "ovh.conf", Group: Libraries, Kind: File, Path: "~/.ovh.conf", Mode: 0o600, Where: confWhere,
			Also:   []string{"go-ovh", "python-ovh", "ovhcloud-cli", "terraform-provider-ovh", "Ansible synthesio.ovh", "docker-machine-driver-ovh"},
			Notes:  []string{whole, noMix, shadow, "No tool looks at the mode of the file; 0600 keeps other users out."},
			Source: "ovh/go-ovh@3557ca4 ovh/configuration.go; ovh/python-ovh@3a1485d ovh/config.py, ovh/client.py",
			spelling: spelling{urls: anyURL, trouble: map[string]string{
				anURL: "go-ovh takes a URL as endpoint; python-ovh and what is built on it (Ansible, octoDNS) refuse it.",
			}},
			keys: libraryConf, Presets: []string{"whoami", "me-read-only", "domain-ip-rw", "token-manager*", "read-only-all", "ansible-synthesio-*"},
		},
		{
			ID: "ovh-conf-oauth2", Tool: "ovh.conf with a service account", Group: Libraries, Kind: File, Path: "~/.ovh.conf", Mode: 0o600, Where: confWhere,
			Also:     []string{"go-ovh", "python-ovh", "ovhcloud-cli", "terraform-provider-ovh"},
			Notes:    []string{"This is a whole file: in place of an ovh.conf that holds other keys it takes them away.", noMix, shadow, "What a service account may do comes from IAM policies, not from access rules."},
			Source:   "ovh/go-ovh@3557ca4 README.md, ovh/ovh.go tokensURLs; ovh/python-ovh@3a1485d ovh/client.py OAUTH2_TOKEN_URLS",
			spelling: spelling{names: accountEndpoints}, account: libraryAccount, Presets: []string{"token-manager-oauth2"},
		},
		{
			ID: "env", Tool: "Environment variables", Group: Libraries, Kind: Commands, Where: "The shell in which the tool runs, or a file that it sources, such as .envrc.",
			Also: []string{"go-ovh", "python-ovh", "ovhcloud-cli", "Terraform", "OpenTofu", "Pulumi", "lego", "external-dns", "octoDNS"},
			Notes: []string{
				"Do not set OVH_CLIENT_ID or OVH_ACCESS_TOKEN beside OVH_APPLICATION_KEY: go-ovh refuses two methods at once.",
				"php-ovh and node-ovh read no variables; external-dns takes the endpoint from a flag only.",
			},
			Source: "ovh/go-ovh@3557ca4 ovh/configuration.go getConfigValue; ovh/python-ovh@3a1485d ovh/config.py",
			spelling: spelling{urls: anyURL, trouble: map[string]string{
				anURL: "go-ovh takes a URL in OVH_ENDPOINT; python-ovh and what is built on it (octoDNS) refuse it.",
			}},
			cautions: []string{cautionHistory}, keys: exportKeys, Presets: []string{"terraform-*", "cloud-databases", "lego", "octodns", "whoami", "sms-send*"},
		},
		{
			ID: "env-oauth2", Tool: "Environment variables with a service account", Group: Libraries, Kind: Commands, Where: "The shell in which the tool runs.",
			Also:     []string{"go-ovh 1.5.0", "python-ovh 1.2.0", "ovhcloud-cli", "Terraform", "OpenTofu"},
			Notes:    []string{"First unset OVH_APPLICATION_KEY, OVH_APPLICATION_SECRET and OVH_CONSUMER_KEY.", "Needs go-ovh 1.5.0 or python-ovh 1.2.0, or later."},
			Source:   "ovh/go-ovh@3557ca4 ovh/configuration.go; ovh/ovhcloud-cli@546f3c8 doc/authentication.md",
			spelling: spelling{names: accountEndpoints}, cautions: []string{cautionHistory}, account: exportAccount, Presets: []string{"token-manager-oauth2"},
		},
		{
			ID: "dotenv", Tool: "Environment file", Group: Libraries, Kind: Variables, Path: ".env", Mode: 0o600, Where: "docker --env-file, env_file of docker compose, EnvironmentFile of systemd.",
			Also:     []string{"docker", "docker compose", "systemd", ".env"},
			Notes:    []string{"There are no quotes around the values because docker --env-file would keep them."},
			Source:   "ovh/go-ovh@3557ca4 ovh/configuration.go; ovh/python-ovh@3a1485d ovh/config.py",
			spelling: spelling{urls: goURL}, cautions: []string{cautionTracked}, keys: envKeys, account: envAccount,
		},
		{
			ID: "ovhcloud-cli", Tool: "ovhcloud, OVH's command line", Group: Libraries, Kind: File, Path: "~/.ovh.conf", Mode: 0o600, Where: confWhere,
			Also:       []string{"ovhcloud"},
			Parameters: []Parameter{optional(paramProject)},
			Notes: []string{
				"The project is taken from --cloud-project, then OVH_CLOUD_PROJECT_SERVICE, then this file.",
				`"ovhcloud login" writes into the first of /etc/ovh.conf, ~/.ovh.conf and ./ovh.conf that is there, readable by all users, and does not try the keys.`,
				shadow,
			},
			Source:   "ovh/ovhcloud-cli@546f3c8 doc/authentication.md, internal/config/config.go, internal/services/login/login.go",
			spelling: spelling{urls: anyURL},
			keys: `[default]
endpoint=<go-ini endpoint>

[<section endpoint>]
application_key=<go-ini ak>
application_secret=<go-ini as>
consumer_key=<go-ini ck>
<?project>
<?project>[ovh-cli]
<?project>default_cloud_project=<go-ini project>
`,
			account: `[default]
endpoint=<go-ini endpoint>

[<section endpoint>]
client_id=<go-ini client_id>
client_secret=<go-ini client_secret>
<?project>
<?project>[ovh-cli]
<?project>default_cloud_project=<go-ini project>
`,
			Presets: []string{"read-only-all", "full-access", "vps-operate", "dedicated-operate"},
		},
	}
})
