package export

import "sync"

// clusters are tools in and around Kubernetes, and those that make machines.
var clusters = sync.OnceValue(func() []Format {
	return []Format{
		{
			ID: "cert-manager-baarde", Tool: "cert-manager-webhook-ovh by baarde", Group: Clusters, Kind: Fragment,
			Where:      "The first part is a Secret to apply; the second belongs into the Issuer, at spec.acme.solvers[].dns01.webhook.",
			Also:       []string{"cert-manager"},
			Parameters: []Parameter{preset("namespace", "namespace", "cert-manager")},
			Notes:      []string{"The webhook's Role must allow get and watch on the Secret; that is what is usually forgotten.", "Where ambient credentials are allowed, missing fields come from OVH_* or ovh.conf."},
			Source:     "baarde/cert-manager-webhook-ovh@7310f79 README.md, main.go",
			spelling:   spelling{urls: anyURL},
			cautions:   []string{"The consumer key stands in clear in the Issuer: whoever may read Issuers can read it.", cautionSecret},
			keys: `apiVersion: v1
kind: Secret
metadata:
  name: ovh-credentials
  namespace: <yaml namespace>
type: Opaque
stringData:
  applicationSecret: <yaml as>
---
# Issuer spec.acme.solvers[].dns01.webhook:
solverName: ovh
config:
  endpoint: <yaml endpoint>
  applicationKey: <yaml ak>
  applicationSecretRef:
    name: ovh-credentials
    key: applicationSecret
  consumerKey: <yaml ck>
`,
			Presets: []string{"cert-manager-webhook-ovh-baarde", "dns01-zone"},
		},
		{
			ID: "cert-manager-aureq", Tool: "cert-manager-webhook-ovh by aureq", Group: Clusters, Kind: Manifest, Path: "ovh-credentials.yaml", Mode: 0o600, Where: aureqWhere,
			Also:       []string{"cert-manager"},
			Parameters: []Parameter{preset("namespace", "namespace", "cert-manager")},
			Notes: []string{
				"In the chart's values: ovhEndpointName, ovhAuthenticationMethod: application, and applicationKeyRef, applicationSecretRef and applicationConsumerKeyRef with name and key below ovhAuthenticationRef.",
				"The third key is applicationConsumerKey, not consumerKey.",
			},
			Source:   aureqSource,
			spelling: spelling{urls: goURL}, cautions: []string{cautionSecret},
			keys: ovhManifest + `  applicationKey: <yaml ak>
  applicationSecret: <yaml as>
  applicationConsumerKey: <yaml ck>
# ovhEndpointName: <comment endpoint>
`,
			Presets: []string{"cert-manager-webhook-ovh-aureq", "dns01-zone"},
		},
		{
			ID: "cert-manager-aureq-oauth2", Tool: "cert-manager-webhook-ovh by aureq, service account", Group: Clusters, Kind: Manifest, Path: "ovh-credentials.yaml", Mode: 0o600, Where: aureqWhere,
			Also:       []string{"cert-manager"},
			Parameters: []Parameter{preset("namespace", "namespace", "cert-manager")},
			Notes:      []string{"In the chart's values: ovhEndpointName, ovhAuthenticationMethod: oauth2, and oauth2ClientIDRef and oauth2ClientSecretRef below ovhAuthenticationRef.", `The sample policy of its guide repeats the member "urn"; only the last zone counts.`},
			Source:     aureqSource,
			spelling:   spelling{names: accountEndpoints}, cautions: []string{cautionSecret},
			account: ovhManifest + `  oauth2ClientID: <yaml client_id>
  oauth2ClientSecret: <yaml client_secret>
# ovhEndpointName: <comment endpoint>
`,
		},
		{
			ID: "external-dns", Tool: "external-dns", Group: Clusters, Kind: Manifest, Path: "external-dns-ovh.yaml", Mode: 0o600, Where: "A Secret that the container names in envFrom; endpoint and zone are arguments of the container.",
			Parameters: []Parameter{optional(paramZone)},
			Notes:      []string{"OVH_ENDPOINT is not read: the endpoint is a flag, ovh-eu unless given.", "A token for one zone needs --domain-filter: the first other zone that may not be read stops everything.", "Service accounts work through go-ovh, though the guide does not say so."},
			Source:     "kubernetes-sigs/external-dns@2bf1bf8 docs/tutorials/ovh.md, docs/flags.md, provider/ovh/ovh.go newProvider",
			spelling:   spelling{urls: anyURL}, cautions: []string{cautionSecret},
			keys: externalHead + `  OVH_APPLICATION_KEY: <yaml ak>
  OVH_APPLICATION_SECRET: <yaml as>
  OVH_CONSUMER_KEY: <yaml ck>
` + externalTail,
			account: externalHead + `  OVH_CLIENT_ID: <yaml client_id>
  OVH_CLIENT_SECRET: <yaml client_secret>
` + externalTail,
			Presets: []string{"external-dns"},
		},
		{
			ID: "cluster-autoscaler", Tool: "cluster-autoscaler, cloud configuration", Group: Clusters, Kind: File, Path: "cloud-config.json", Mode: 0o600, Where: "The file given with --cloud-config, mounted from a Secret.",
			Parameters: []Parameter{paramProject, {Name: "kube", Title: "Kubernetes cluster id"}},
			Notes:      []string{"Managed clusters scale by themselves; this is for one that is run by hand.", "All four application_* members are required.", "The consumer key is called application_consumer_key."},
			Source:     "kubernetes/autoscaler@55c37cd cluster-autoscaler/cloudprovider/ovhcloud/README.md, ovh_cloud_manager.go Config",
			spelling:   spelling{urls: anyURL},
			keys: `{
  "project_id": <json project>,
  "cluster_id": <json kube>,
  "authentication_type": "consumer",
  "application_endpoint": <json endpoint>,
  "application_key": <json ak>,
  "application_secret": <json as>,
  "application_consumer_key": <json ck>
}
`,
			Presets: []string{"cluster-autoscaler"},
		},
		{
			ID: "karpenter", Tool: "karpenter-provider-ovhcloud", Group: Clusters, Kind: Manifest, Path: "ovh-credentials.yaml", Mode: 0o600, Where: "The Secret ovh-credentials in namespace karpenter (chart value credentials.secretName); the endpoint is the chart's value ovh.endpoint.",
			Also:       []string{"Karpenter"},
			Parameters: []Parameter{preset("namespace", "namespace", "karpenter")},
			Notes:      []string{"Its guide links a createToken page on us.api.ovh.com, which is none of OVH's."},
			Source:     "antonin-a/karpenter-provider-ovhcloud docs/SECURITY.md, examples/secret.yaml, charts/values.yaml",
			spelling:   spelling{urls: goURL}, cautions: []string{cautionSecret},
			keys: ovhManifest + `  applicationKey: <yaml ak>
  applicationSecret: <yaml as>
  consumerKey: <yaml ck>
# chart value ovh.endpoint: <comment endpoint>
`,
			Presets: []string{"karpenter"},
		},
		{
			ID: "kubeswitch", Tool: "kubeswitch", Group: Clusters, Kind: File, Path: "~/.kube/switch-config.yaml", Mode: 0o600, Where: "~/.kube/switch-config.yaml.",
			Also:     []string{"switch", "kswitch"},
			Notes:    []string{"Without the cache, every switch makes a new kubeconfig.", "It lists all projects and fails on the first one that it may not read."},
			Source:   "danielfoehrKn/kubeswitch@21becc5 docs/stores/ovh/ovh.md, types/config.go",
			spelling: spelling{urls: goURL},
			keys: `kind: SwitchConfig
version: v1alpha1
kubeconfigStores:
- kind: ovh
  config:
    endpoint: <yaml endpoint>
    application_key: <yaml ak>
    application_secret: <yaml as>
    consumer_key: <yaml ck>
  cache:
    kind: filesystem
    config:
      path: ~/.kube/cache
`,
			Presets: []string{"kubeswitch"},
		},
		{
			ID: "cluster-api", Tool: "cluster-api-provider-ovhcloud", Group: Clusters, Kind: Manifest, Path: "ovh-credentials.yaml", Mode: 0o600, Where: "The Secret ovh-credentials in the namespace of the cluster.",
			Also:       []string{"Cluster API", "CAPI"},
			Parameters: []Parameter{preset("namespace", "namespace", "default")},
			Source:     "jniedergang/cluster-api-provider-ovhcloud@3a0d302 README.md, api/v1alpha2/ovhcluster_types.go",
			spelling:   spelling{urls: goURL}, cautions: []string{cautionSecret},
			keys: ovhManifest + `  endpoint: <yaml endpoint>
  applicationKey: <yaml ak>
  applicationSecret: <yaml as>
  consumerKey: <yaml ck>
`,
			Presets: []string{"cluster-api-ovhcloud"},
		},
		{
			ID: "k8s-secret", Tool: "Kubernetes Secret for envFrom", Group: Clusters, Kind: Manifest, Path: "ovh-credentials.yaml", Mode: 0o600, Where: "A Secret that any container can name in envFrom.",
			Also:       []string{"Kubernetes"},
			Parameters: []Parameter{preset("name", "name of the Secret", "ovh-credentials")},
			Source:     "convention; the names are those of ovh/go-ovh@3557ca4 ovh/configuration.go",
			spelling:   spelling{urls: goURL}, cautions: []string{cautionSecret},
			keys: namedManifest + `  OVH_ENDPOINT: <yaml endpoint>
  OVH_APPLICATION_KEY: <yaml ak>
  OVH_APPLICATION_SECRET: <yaml as>
  OVH_CONSUMER_KEY: <yaml ck>
`,
			account: namedManifest + `  OVH_ENDPOINT: <yaml endpoint>
  OVH_CLIENT_ID: <yaml client_id>
  OVH_CLIENT_SECRET: <yaml client_secret>
`,
		},
		{
			ID: "docker-machine", Tool: "docker-machine-driver-ovh", Group: Clusters, Kind: Commands, Where: "Options of docker-machine create; the variables OVH_APPLICATION_KEY and the like, or ovh.conf, do the same.",
			Also:       []string{"docker-machine"},
			Parameters: []Parameter{paramProject, preset("name", "name of the machine", "NAME")},
			Notes:      []string{"docker-machine keeps the keys in ~/.docker/machine.", "The driver is no longer maintained."},
			Source:     "yadutaf/docker-machine-driver-ovh@7b5edb6 README.md, driver.go",
			spelling:   spelling{urls: goURL}, cautions: []string{cautionArgument, cautionHistory},
			keys: `docker-machine create -d ovh --ovh-endpoint <shell endpoint> --ovh-application-key <shell ak> --ovh-application-secret <shell as> --ovh-consumer-key <shell ck> --ovh-project <shell project> <shell name>
`,
			Presets: []string{"docker-machine-ovh"},
		},
	}
})

const (
	aureqWhere  = "A Secret in the namespace of the webhook for a ClusterIssuer, in that of the Issuer otherwise; the chart's values refer to it."
	aureqSource = "aureq/cert-manager-webhook-ovh@366f561 chart templates/secret.yaml, templates/issuer.yaml, README.md"

	ovhManifest = `apiVersion: v1
kind: Secret
metadata:
  name: ovh-credentials
  namespace: <yaml namespace>
type: Opaque
stringData:
`
	namedManifest = `apiVersion: v1
kind: Secret
metadata:
  name: <yaml name>
type: Opaque
stringData:
`
	externalHead = `apiVersion: v1
kind: Secret
metadata:
  name: external-dns-ovh
type: Opaque
stringData:
`
	externalTail = `<?zone># args: --provider=ovh --ovh-endpoint=<comment endpoint> --domain-filter=<comment zone>
<!zone># args: --provider=ovh --ovh-endpoint=<comment endpoint>
`
)
