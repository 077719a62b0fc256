package export

import "sync"

// watching are exporters and tools that read bills and states.
var watching = sync.OnceValue(func() []Format {
	return []Format{
		{
			ID: "exporter-wiremind", Tool: "ovh-exporter by wiremind", Group: Watching, Kind: Variables, Path: "ovh-exporter.env", Mode: 0o600, Where: "A file to source, or env_file of compose.",
			Also:     []string{"Prometheus"},
			Notes:    []string{"Which projects it reads is said by the OVH_CLOUD_PROJECT_*_PROJECT_IDS variables.", `When the file is sourced, the variables need "set -a" before it to reach the exporter.`},
			Source:   "wiremind/ovh-exporter@081ec5b README.md",
			spelling: spelling{urls: goURL},
			keys: `OVH_ENDPOINT=<quoted-env endpoint>
OVH_APP_KEY=<quoted-env ak>
OVH_APP_SECRET=<quoted-env as>
OVH_CONSUMER_KEY=<quoted-env ck>
`,
			Presets: []string{"exporter-wiremind*"},
		},
		{
			ID: "exporter-ssube", Tool: "ovh-exporter by ssube", Group: Watching, Kind: Variables, Path: ".env", Mode: 0o600, Where: "The environment of the container, from .env or a Secret.",
			Also:       []string{"Prometheus"},
			Parameters: []Parameter{paramProject},
			Notes:      []string{"The names are its own: OVH_APP, OVH_SECRET, OVH_CONSUMER."},
			Source:     "ssube/ovh-exporter@44eeb65 README.md",
			cautions:   []string{cautionTracked},
			keys: `OVH_ENDPOINT=<env endpoint>
OVH_APP=<env ak>
OVH_SECRET=<env as>
OVH_CONSUMER=<env ck>
OVH_PROJECT=<env project>
`,
			Presets: []string{"exporter-ssube"},
		},
		{
			ID: "exporter-sms", Tool: "OVH-Exporter by shakapark", Group: Watching, Kind: File, Path: "ovh.yml", Mode: 0o600, Where: "/app/config/ovh.yml in the container.",
			Also:     []string{"Prometheus"},
			Source:   "shakapark/OVH-Exporter@d15b2c4 src/config/config.go, README.md",
			spelling: spelling{urls: goURL},
			keys: `ovh:
  endpoint: <yaml endpoint>
  application_key: <yaml ak>
  application_secret: <yaml as>
  consumer_key: <yaml ck>
`,
			Presets: []string{"exporter-sms"},
		},
		{
			ID: "ovh-cost-manager", Tool: "ovh-cost-manager", Group: Watching, Kind: File, Path: "config.json", Mode: 0o600, Where: "config.json in the folder of the project, or in ~/my-ovh-bills.",
			Notes:    []string{"Its guide asks for /me/* and /cloud/*; bills, consumption, credit, deposits and the usage of projects are what it reads."},
			Source:   "mmaudet/ovh-cost-manager@20dcf00 README.md",
			cautions: []string{cautionTracked},
			keys: `{
  "credentials": {
    "appKey": <json ak>,
    "appSecret": <json as>,
    "consumerKey": <json ck>,
    "endpoint": <json endpoint>
  }
}
`,
			Presets: []string{"ovh-cost-manager", "billing-read-only"},
		},
		{
			ID: "cloud-snapshot", Tool: "ovh-cloud-snapshot by jbelien", Group: Watching, Kind: File, Path: "snapshot.yml", Mode: 0o600, Where: "snapshot.yml.",
			Notes:    []string{"No setting for the endpoint is known.", "The tool's code was not read; this follows an excerpt of its guide."},
			Source:   "jbelien/ovh-cloud-snapshot, an excerpt of its guide",
			spelling: spelling{trouble: elsewhere("The tool has no known setting for the endpoint; it is likely to call ovh-eu only.")},
			keys: `applicationKey: <yaml ak>
applicationSecret: <yaml as>
consumerKey: <yaml ck>
`,
			Presets: []string{"cloud-snapshot"},
		},
	}
})

// elsewhere gives one warning to every endpoint but ovh-eu.
func elsewhere(warning string) map[string]string {
	trouble := map[string]string{anURL: warning}
	for _, name := range []string{"ovh-ca", "ovh-us", "kimsufi-eu", "kimsufi-ca", "soyoustart-eu", "soyoustart-ca"} {
		trouble[name] = warning
	}
	return trouble
}
