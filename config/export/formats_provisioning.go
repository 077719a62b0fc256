package export

import "sync"

// provisioning are tools that build infrastructure from code.
var provisioning = sync.OnceValue(func() []Format {
	return []Format{
		{
			ID: "terraform", Tool: "Terraform and OpenTofu, provider block", Group: Provisioning, Kind: Fragment, Where: "A .tf file. The environment variables (format env) do the same and leave no trace there.",
			Also:     []string{"OpenTofu", "terraform-provider-ovh"},
			Notes:    []string{"The state file keeps no credentials of the provider.", "The provider calls GET /auth/details when it starts; OVH_IGNORE_INIT_ERROR skips that."},
			Source:   "ovh/terraform-provider-ovh@a1ae5bce docs/index.md, ovh/config.go",
			spelling: spelling{urls: anyURL}, cautions: []string{cautionTracked},
			keys: `provider "ovh" {
  endpoint           = <hcl endpoint>
  application_key    = <hcl ak>
  application_secret = <hcl as>
  consumer_key       = <hcl ck>
}
`,
			Presets: []string{"terraform-*", "cloud-databases"},
		},
		{
			ID: "terraform-oauth2", Tool: "Terraform and OpenTofu, provider block with a service account", Group: Provisioning, Kind: Fragment, Where: "A .tf file.",
			Also:     []string{"OpenTofu", "terraform-provider-ovh"},
			Source:   "ovh/terraform-provider-ovh@a1ae5bce docs/index.md",
			spelling: spelling{names: accountEndpoints}, cautions: []string{cautionTracked},
			account: `provider "ovh" {
  endpoint      = <hcl endpoint>
  client_id     = <hcl client_id>
  client_secret = <hcl client_secret>
}
`,
		},
		{
			ID: "pulumi", Tool: "Pulumi, stack configuration", Group: Provisioning, Kind: Commands, Where: "Pulumi.STACK.yaml, which these commands write; --secret encrypts a value there.",
			Notes:    []string{"Only applicationSecret and clientSecret are declared secret by the provider, hence --secret for the others.", "The OVH_* variables work too."},
			Source:   "ovh/pulumi-ovh@fac609c0 README.md, docs/installation-configuration.md",
			spelling: spelling{urls: goURL}, cautions: []string{cautionHistory},
			keys: `printf %s <stdin endpoint> | pulumi config set ovh:endpoint
printf %s <stdin ak> | pulumi config set --secret ovh:applicationKey
printf %s <stdin as> | pulumi config set --secret ovh:applicationSecret
printf %s <stdin ck> | pulumi config set --secret ovh:consumerKey
`,
			account: `printf %s <stdin endpoint> | pulumi config set ovh:endpoint
printf %s <stdin client_id> | pulumi config set --secret ovh:clientId
printf %s <stdin client_secret> | pulumi config set --secret ovh:clientSecret
`,
			Presets: []string{"terraform-*", "cloud-databases"},
		},
		{
			ID: "crossplane", Tool: "Crossplane, provider-ovh", Group: Provisioning, Kind: Manifest, Path: "provider-ovh.yaml", Mode: 0o600, Where: "The Secret that the ProviderConfig refers to; one key of it holds JSON.",
			Parameters: []Parameter{preset("namespace", "namespace", "crossplane-system")},
			Notes:      []string{"The provider's own example calls the Secret example-creds and refers to provider-ovh.", "When an application and a service account are both in it, the application wins."},
			Source:     "edixos/provider-ovh@8f65669 internal/clients/ovh.go, examples/cluster/providerconfig",
			spelling:   spelling{urls: goURL}, cautions: []string{cautionSecret},
			keys:    crossplaneHead + `    {"endpoint":<json endpoint>,"application_key":<json ak>,"application_secret":<json as>,"consumer_key":<json ck>}` + crossplaneTail,
			account: crossplaneHead + `    {"endpoint":<json endpoint>,"client_id":<json client_id>,"client_secret":<json client_secret>}` + crossplaneTail,
			Presets: []string{"terraform-*", "cloud-databases"},
		},
		{
			ID: "ansible-synthesio", Tool: "Ansible collection synthesio.ovh", Group: Provisioning, Kind: Fragment, Where: "module_defaults of a play, with the values in a vault; or /etc/ovh.conf.",
			Also:     []string{"Ansible"},
			Notes:    []string{"Left out, the values come from OVH_* or ovh.conf."},
			Source:   "synthesio/infra-ovh-ansible-module@5acf019 README.md, plugins/module_utils/ovh.py",
			cautions: []string{"The keys stand in clear in YAML: encrypt the file with ansible-vault before it is committed."},
			keys: `module_defaults:
  group/synthesio.ovh.all:
    endpoint: <ansible endpoint>
    application_key: <ansible ak>
    application_secret: <ansible as>
    consumer_key: <ansible ck>
`,
			Presets: []string{"ansible-synthesio-*"},
		},
		{
			ID: "ansible-community", Tool: "Ansible collection community.general", Group: Provisioning, Kind: Fragment, Where: "The arguments of ovh_ip_failover and ovh_monthly_billing, with the values in a vault.",
			Also:     []string{"Ansible", "ovh_ip_failover", "ovh_monthly_billing"},
			Notes:    []string{"ovh_ip_failover needs all four; ovh_monthly_billing falls back to /etc/ovh.conf."},
			Source:   "ansible-collections/community.general@ade4f3e plugins/modules/ovh_ip_failover.py, ovh_monthly_billing.py",
			cautions: []string{"The keys stand in clear in YAML: encrypt the file with ansible-vault before it is committed."},
			keys: `endpoint: <ansible endpoint>
application_key: <ansible ak>
application_secret: <ansible as>
consumer_key: <ansible ck>
`,
			Presets: []string{"ansible-cg-*"},
		},
	}
})

const crossplaneHead = `apiVersion: v1
kind: Secret
metadata:
  name: provider-ovh
  namespace: <yaml namespace>
type: Opaque
stringData:
  credentials: |
`

const crossplaneTail = `
---
apiVersion: ovh.edixos.io/v1beta1
kind: ProviderConfig
metadata:
  name: default
spec:
  credentials:
    source: Secret
    secretRef:
      name: provider-ovh
      namespace: <yaml namespace>
      key: credentials
`
