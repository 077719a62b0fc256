package export

// places says how each text is read and where each value must be found, as
// "value=place" pairs. A place may hold {endpoint}, the endpoint as it is written.
type places struct {
	read  reader
	where string
}

// readings has one entry for every text of every format.
var readings = map[string]places{
	"ovh-conf":        {readBothINI, "endpoint=default endpoint|ak={endpoint} application_key|as={endpoint} application_secret|ck={endpoint} consumer_key"},
	"ovh-conf-oauth2": {readBothINI, "endpoint=default endpoint|client_id={endpoint} client_id|client_secret={endpoint} client_secret"},
	"ovhcloud-cli":    {readINI, "endpoint=default endpoint|ak={endpoint} application_key|as={endpoint} application_secret|ck={endpoint} consumer_key|project=ovh-cli default_cloud_project"},

	"ovhcloud-cli.account":      {readINI, "endpoint=default endpoint|client_id={endpoint} client_id|client_secret={endpoint} client_secret|project=ovh-cli default_cloud_project"},
	"env":                       {readShell, variables},
	"env-oauth2":                {readShell, accountVariables},
	"dotenv":                    {readEnvironmentFile, variables},
	"dotenv.account":            {readEnvironmentFile, accountVariables},
	"lego":                      {readEnvironmentFile, variables},
	"lego.account":              {readEnvironmentFile, accountVariables},
	"lego-files":                {readShell, "endpoint=ovh_endpoint|ak=ovh_application_key|as=ovh_application_secret|ck=ovh_consumer_key"},
	"lego-files.account":        {readShell, "endpoint=ovh_endpoint|client_id=ovh_client_id|client_secret=ovh_client_secret"},
	"certbot":                   {readConfigObj, "endpoint=dns_ovh_endpoint|ak=dns_ovh_application_key|as=dns_ovh_application_secret|ck=dns_ovh_consumer_key"},
	"certbot-dns-multi":         {readConfigObj, variables},
	"certbot-dns-multi.account": {readConfigObj, accountVariables},
	"home-assistant":            {readYAML, "endpoint=0.dns.ovh_endpoint|ak=0.dns.ovh_application_key|as=0.dns.ovh_application_secret|ck=0.dns.ovh_consumer_key"},
	"posh-acme":                 {readPowerShell, "endpoint=0|ak=1|as=2|ck=3"},
	"certifytheweb":             {readForm, "endpoint=Endpoint name|ak=Application Key|as=Application Secret|ck=Consumer Key"},
	"truenas":                   {readJSON, snake},
	"acme-sh":                   {readShell, acmeVariables},
	"proxmox":                   {readEnvironmentFile, acmeVariables},
	"opnsense":                  {readForm, acmeForm},
	"pfsense":                   {readForm, acmeForm},

	"caddyfile":       {readCaddyfile, snake},
	"caddy-json":      {readCaddyJSON, snake},
	"dnscontrol":      {readJSON, "endpoint=ovh.endpoint|ak=ovh.app-key|as=ovh.app-secret-key|ck=ovh.consumer-key"},
	"octodns":         {readYAML, "endpoint=0.providers.ovh.endpoint"},
	"ddns-updater":    {readJSON, "endpoint=settings.0.api_endpoint|ak=settings.0.app_key|as=settings.0.app_secret|ck=settings.0.consumer_key|fqdn=settings.0.domain"},
	"lexicon":         {readShell, "endpoint=LEXICON_OVH_ENTRYPOINT|ak=LEXICON_OVH_APPLICATION_KEY|as=LEXICON_OVH_APPLICATION_SECRET|ck=LEXICON_OVH_CONSUMER_KEY"},
	"yunohost":        {readForm, "endpoint=auth_entrypoint|ak=auth_application_key|as=auth_application_secret|ck=auth_consumer_key"},
	"domain-watchdog": {readForm, "endpoint=apiEndpoint|ak=appKey|as=appSecret|ck=consumerKey"},

	"terraform":          {readHCL, snake},
	"terraform-oauth2":   {readHCL, "endpoint=endpoint|client_id=client_id|client_secret=client_secret"},
	"pulumi":             {readShell, "endpoint=ovh:endpoint|ak=ovh:applicationKey|as=ovh:applicationSecret|ck=ovh:consumerKey"},
	"pulumi.account":     {readShell, "endpoint=ovh:endpoint|client_id=ovh:clientId|client_secret=ovh:clientSecret"},
	"crossplane":         {readYAML, "endpoint=credentials.endpoint|ak=credentials.application_key|as=credentials.application_secret|ck=credentials.consumer_key|namespace=0.metadata.namespace|namespace=1.spec.credentials.secretRef.namespace"},
	"crossplane.account": {readYAML, "endpoint=credentials.endpoint|client_id=credentials.client_id|client_secret=credentials.client_secret"},
	"ansible-synthesio":  {readYAML, "endpoint=0.module_defaults.group/synthesio.ovh.all.endpoint|ak=0.module_defaults.group/synthesio.ovh.all.application_key|as=0.module_defaults.group/synthesio.ovh.all.application_secret|ck=0.module_defaults.group/synthesio.ovh.all.consumer_key"},
	"ansible-community":  {readYAML, "endpoint=0.endpoint|ak=0.application_key|as=0.application_secret|ck=0.consumer_key"},

	"cert-manager-baarde":       {readYAML, "as=0.stringData.applicationSecret|endpoint=1.config.endpoint|ak=1.config.applicationKey|ck=1.config.consumerKey|namespace=0.metadata.namespace"},
	"cert-manager-aureq":        {readYAML, "ak=0.stringData.applicationKey|as=0.stringData.applicationSecret|ck=0.stringData.applicationConsumerKey|namespace=0.metadata.namespace"},
	"cert-manager-aureq-oauth2": {readYAML, "client_id=0.stringData.oauth2ClientID|client_secret=0.stringData.oauth2ClientSecret"},
	"external-dns":              {readYAML, "ak=0.stringData.OVH_APPLICATION_KEY|as=0.stringData.OVH_APPLICATION_SECRET|ck=0.stringData.OVH_CONSUMER_KEY"},
	"external-dns.account":      {readYAML, "client_id=0.stringData.OVH_CLIENT_ID|client_secret=0.stringData.OVH_CLIENT_SECRET"},
	"cluster-autoscaler":        {readJSON, "endpoint=application_endpoint|ak=application_key|as=application_secret|ck=application_consumer_key|project=project_id|kube=cluster_id"},
	"karpenter":                 {readYAML, "ak=0.stringData.applicationKey|as=0.stringData.applicationSecret|ck=0.stringData.consumerKey|namespace=0.metadata.namespace"},
	"kubeswitch":                {readYAML, "endpoint=0.kubeconfigStores.0.config.endpoint|ak=0.kubeconfigStores.0.config.application_key|as=0.kubeconfigStores.0.config.application_secret|ck=0.kubeconfigStores.0.config.consumer_key"},
	"cluster-api":               {readYAML, "endpoint=0.stringData.endpoint|ak=0.stringData.applicationKey|as=0.stringData.applicationSecret|ck=0.stringData.consumerKey|namespace=0.metadata.namespace"},
	"k8s-secret":                {readYAML, "endpoint=0.stringData.OVH_ENDPOINT|ak=0.stringData.OVH_APPLICATION_KEY|as=0.stringData.OVH_APPLICATION_SECRET|ck=0.stringData.OVH_CONSUMER_KEY|name=0.metadata.name"},
	"k8s-secret.account":        {readYAML, "endpoint=0.stringData.OVH_ENDPOINT|client_id=0.stringData.OVH_CLIENT_ID|client_secret=0.stringData.OVH_CLIENT_SECRET"},
	"docker-machine":            {readShell, "endpoint=--ovh-endpoint|ak=--ovh-application-key|as=--ovh-application-secret|ck=--ovh-consumer-key|project=--ovh-project|name=last"},

	"exporter-wiremind": {readQuotedEnvironmentFile, "endpoint=OVH_ENDPOINT|ak=OVH_APP_KEY|as=OVH_APP_SECRET|ck=OVH_CONSUMER_KEY"},
	"exporter-ssube":    {readEnvironmentFile, "endpoint=OVH_ENDPOINT|ak=OVH_APP|as=OVH_SECRET|ck=OVH_CONSUMER|project=OVH_PROJECT"},
	"exporter-sms":      {readYAML, "endpoint=0.ovh.endpoint|ak=0.ovh.application_key|as=0.ovh.application_secret|ck=0.ovh.consumer_key"},
	"ovh-cost-manager":  {readJSON, "endpoint=credentials.endpoint|ak=credentials.appKey|as=credentials.appSecret|ck=credentials.consumerKey"},
	"cloud-snapshot":    {readYAML, "ak=0.applicationKey|as=0.applicationSecret|ck=0.consumerKey"},

	"n8n":                    {readJSON, "endpoint=endpoint|ak=appKey|as=appSecret|ck=consumerKey"},
	"utask":                  {readJSON, "endpoint=endpoint|ak=appKey|as=appSecret|ck=consumerKey"},
	"utask.account":          {readJSON, "endpoint=endpoint|client_id=clientId|client_secret=clientSecret"},
	"symfony":                {readDSN, "endpoint=host|ak=user|as=password|ck=consumer_key|sms=service_name|sender=sender"},
	"nextcloud-2fa":          {readForm, "endpoint=endpoint|ak=application_key|as=application_secret|ck=consumer_key|sms=account|sender=sender"},
	"github-actions":         {readShell, variables},
	"github-actions.account": {readShell, accountVariables},

	"php-ovh":            {readPHP, "ak=0|as=1|endpoint=2|ck=3"},
	"php-ovh.account":    {readPHP, "client_id=0|client_secret=1|endpoint=2"},
	"node-ovh":           {readJavaScript, "endpoint=0|ak=1|as=2|ck=3"},
	"node-ovh.account":   {readJavaScript, "endpoint=0|client_id=1|client_secret=2"},
	"python-ovh":         {readPython, "endpoint=0|ak=1|as=2|ck=3"},
	"python-ovh.account": {readPython, "endpoint=0|client_id=1|client_secret=2"},
	"libcloud":           {readPython, "ak=0|as=1|project=2|ck=3"},

	"json":             {readJSON, "endpoint=endpoint|ak=applicationKey|as=applicationSecret|ck=consumerKey"},
	"json.account":     {readJSON, "endpoint=endpoint|client_id=clientId|client_secret=clientSecret"},
	"createtoken-link": {readLink, "endpoint=page"},
}

const (
	variables        = "endpoint=OVH_ENDPOINT|ak=OVH_APPLICATION_KEY|as=OVH_APPLICATION_SECRET|ck=OVH_CONSUMER_KEY"
	accountVariables = "endpoint=OVH_ENDPOINT|client_id=OVH_CLIENT_ID|client_secret=OVH_CLIENT_SECRET"
	acmeVariables    = "endpoint=OVH_END_POINT|ak=OVH_AK|as=OVH_AS|ck=OVH_CK"
	acmeForm         = "endpoint=Endpoint|ak=Application Key|as=Application Secret|ck=Consumer Key"
	snake            = "endpoint=endpoint|ak=application_key|as=application_secret|ck=consumer_key"
)
