package export

import "sync"

// acmeShell is the spelling of acme.sh and of what embeds it.
var acmeShell = spelling{urls: secureURL, trouble: map[string]string{
	"ovh-us": "ovh-us needs acme.sh of June 2023 or later.",
}}

var acmePresets = []string{"acme-sh", "dns01-zone"}

const ownRequest = "Without a consumer key acme.sh requests one itself, for all zones."

const formOfPlugin = `Application Key: <form ak>
Application Secret: <form as>
Consumer Key: <form ck>
Endpoint: <form endpoint>
`

// acmeClients are acme.sh and the appliances that run it.
var acmeClients = sync.OnceValue(func() []Format {
	return []Format{
		{
			ID: "acme-sh", Tool: "acme.sh", Group: Certificates, Kind: Commands, Where: "The shell that issues the first certificate; acme.sh then keeps the values in ~/.acme.sh/account.conf.",
			Also: []string{"dns_ovh", "Synology"},
			Notes: []string{
				"The variable is OVH_END_POINT, with an underscore; it is saved only when it is not ovh-eu.",
				"A new OVH_AK clears the saved OVH_CK: set all of them together.", ownRequest,
			},
			Source:   "acmesh-official/acme.sh@d60c75b dnsapi/dns_ovh.sh _initAuth; acme.sh _saveaccountconf_mutable",
			spelling: acmeShell, cautions: []string{cautionHistory},
			keys: `export OVH_END_POINT=<shell endpoint>
export OVH_AK=<shell ak>
export OVH_AS=<shell as>
export OVH_CK=<shell ck>
`,
			Presets: acmePresets,
		},
		{
			ID: "proxmox", Tool: "Proxmox VE, ACME DNS plugin", Group: Certificates, Kind: Variables, Path: "ovh-acme.txt", Mode: 0o600,
			Where: `The box "API Data", or the file given with --data: pvenode acme plugin add dns ovh --api ovh --data FILE`,
			Also:  []string{"Proxmox Backup Server", "pvenode"},
			Notes: []string{
				"Proxmox keeps the lines in a file of the whole cluster, so every node can read the keys. Delete the file once the plugin is there.",
				"The manual's rule PUT /domain/zone/*/record/ ends with a slash too many.", ownRequest,
			},
			Source:   "proxmox/pve-docs@e5010dc certificate-management.adoc",
			spelling: acmeShell,
			keys: `OVH_END_POINT=<env endpoint>
OVH_AK=<env ak>
OVH_AS=<env as>
OVH_CK=<env ck>
`,
			Presets: acmePresets,
		},
		{
			ID: "opnsense", Tool: "OPNsense, os-acme-client", Group: Certificates, Kind: Form, Where: `Services, ACME Client, Challenge Types: DNS service "OVH, kimsufi, soyoustart and runabove".`,
			Source:   "opnsense/plugins@8e47228 security/acme-client dialogValidation.xml, LeValidation/DnsOvh.php",
			spelling: acmeShell, keys: formOfPlugin, Presets: acmePresets,
		},
		{
			ID: "pfsense", Tool: "pfSense, acme package", Group: Certificates, Kind: Form, Where: "Services, Acme Certificates: method DNS-OVH.",
			Notes:    []string{"The labels of this form are inferred, not read; match them by meaning."},
			Source:   "no public copy of the form was read; names of the keys as in acme.sh",
			spelling: acmeShell, keys: formOfPlugin, Presets: acmePresets,
		},
	}
})
