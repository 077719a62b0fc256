package export

import "sync"

// automation are tools that run workflows or send messages.
var automation = sync.OnceValue(func() []Format {
	return []Format{
		{
			ID: "n8n", Tool: "n8n, credential OVH API", Group: Automation, Kind: Form, Where: "The credential form of n8n-nodes-ovhcloud, or its JSON import.",
			Also:     []string{"n8n-nodes-ovhcloud"},
			Notes:    []string{"Saving the credential calls GET /me: without that rule it cannot be saved.", "The endpoint is written without scheme, as host and path."},
			Source:   "ziouf/n8n-nodes-ovhcloud@14a6c76 credentials/OvhCloudApi.credentials.ts",
			spelling: spelling{write: schemeless()},
			keys: `{"endpoint":<json endpoint>,"appKey":<json ak>,"appSecret":<json as>,"consumerKey":<json ck>}
`,
			Presets: []string{"n8n", "n8n-documented"},
		},
		{
			ID: "utask", Tool: "uTask, plugin apiovh", Group: Automation, Kind: Form, Where: "An item of the configstore, named in the step's configuration.",
			Also:     []string{"utask"},
			Notes:    []string{"Newer releases document a service account; the form with a consumer key is that of older ones."},
			Source:   "ovh/utask@0a8f5b9 pkg/plugins/builtin/apiovh/README.md and its older version",
			spelling: spelling{urls: goURL},
			keys: `{"endpoint":<json endpoint>,"appKey":<json ak>,"appSecret":<json as>,"consumerKey":<json ck>}
`,
			account: `{"endpoint":<json endpoint>,"clientId":<json client_id>,"clientSecret":<json client_secret>}
`,
		},
		{
			ID: "symfony", Tool: "Symfony Notifier, OvhCloud", Group: Automation, Kind: Variables, Path: ".env.local", Mode: 0o600, Where: ".env.local of the project.",
			Also:       []string{"Symfony", "OVHCLOUD_DSN"},
			Parameters: []Parameter{paramSMS, optional(paramSender)},
			Notes:      []string{`The host "default" is eu.api.ovh.com; other endpoints go by their host.`},
			Source:     "symfony/symfony src/Symfony/Component/Notifier/Bridge/OvhCloud/README.md, OvhCloudTransport.php, OvhCloudTransportFactory.php",
			spelling:   spelling{derive: dsnHost}, cautions: []string{cautionTracked},
			keys: `<?sender>OVHCLOUD_DSN=ovhcloud://<url ak>:<url as>@<host endpoint>?consumer_key=<url ck>&service_name=<url sms>&sender=<url sender>
<!sender>OVHCLOUD_DSN=ovhcloud://<url ak>:<url as>@<host endpoint>?consumer_key=<url ck>&service_name=<url sms>
`,
			Presets: []string{"sms-send*"},
		},
		{
			ID: "nextcloud-2fa", Tool: "Nextcloud Two-Factor Gateway, SMS by OVH", Group: Automation, Kind: Form, Where: "What occ twofactorauth:gateway:configure asks for.",
			Also:       []string{"Nextcloud", "twofactor_gateway"},
			Parameters: []Parameter{paramSMS, paramSender},
			Notes:      []string{"Its ovh-eu is https://api.ovh.com/1.0, another name of the same API."},
			Source:     "nextcloud/twofactor_gateway@0567b20 Drivers/Ovh.php SCHEMA",
			keys: `endpoint: <form endpoint>
application_key: <form ak>
application_secret: <form as>
consumer_key: <form ck>
account: <form sms>
sender: <form sender>
`,
			Presets: []string{"nextcloud-2fa-sms"},
		},
		{
			ID: "github-actions", Tool: "GitHub Actions, repository secrets", Group: Automation, Kind: Commands, Where: "The shell, in a clone of the repository; gh reads each value from a pipe.",
			Also:     []string{"GitHub", "gh"},
			Notes:    []string{"A workflow sees a secret only where it names it: env: OVH_APPLICATION_KEY: ${{ secrets.OVH_APPLICATION_KEY }}."},
			Source:   "convention; the names are those of ovh/go-ovh@3557ca4 ovh/configuration.go",
			spelling: spelling{urls: goURL}, cautions: []string{cautionHistory},
			keys: `printf %s <stdin endpoint> | gh secret set OVH_ENDPOINT
printf %s <stdin ak> | gh secret set OVH_APPLICATION_KEY
printf %s <stdin as> | gh secret set OVH_APPLICATION_SECRET
printf %s <stdin ck> | gh secret set OVH_CONSUMER_KEY
`,
			account: `printf %s <stdin endpoint> | gh secret set OVH_ENDPOINT
printf %s <stdin client_id> | gh secret set OVH_CLIENT_ID
printf %s <stdin client_secret> | gh secret set OVH_CLIENT_SECRET
`,
		},
	}
})
