package export

import "sync"

// sourceCode are the constructors of libraries.
var sourceCode = sync.OnceValue(func() []Format {
	return []Format{
		{
			ID: "php-ovh", Tool: "php-ovh, constructor", Group: SourceCode, Kind: Code, Where: "Source code.",
			Also:     []string{"php-ovh-sms", "PHP"},
			Notes:    []string{"php-ovh reads neither variables nor ovh.conf."},
			Source:   "ovh/php-ovh@917ae03 src/Api.php",
			spelling: spelling{urls: secureURL}, cautions: []string{cautionCode},
			keys: `$ovh = new \Ovh\Api(<php ak>, <php as>, <php endpoint>, <php ck>);
`,
			account: `$ovh = \Ovh\Api::withOAuth2(<php client_id>, <php client_secret>, <php endpoint>);
`,
			Presets: []string{"php-ovh-sms", "sms-send"},
		},
		{
			ID: "node-ovh", Tool: "node-ovh, constructor", Group: SourceCode, Kind: Code, Where: "Source code.",
			Also:     []string{"@ovhcloud/node-ovh", "Node.js", "JavaScript"},
			Notes:    []string{"node-ovh reads neither variables nor ovh.conf.", "Another address than the seven is given as host, port and basePath instead of endpoint."},
			Source:   "ovh/node-ovh@eb4ec76 README.md",
			cautions: []string{cautionCode},
			keys: `require('@ovhcloud/node-ovh')({ endpoint: <json endpoint>, appKey: <json ak>, appSecret: <json as>, consumerKey: <json ck> })
`,
			account: `require('@ovhcloud/node-ovh')({ endpoint: <json endpoint>, clientID: <json client_id>, clientSecret: <json client_secret> })
`,
			Presets: []string{"sms-send"},
		},
		{
			ID: "python-ovh", Tool: "python-ovh, constructor", Group: SourceCode, Kind: Code, Where: "Source code.",
			Also:     []string{"Python"},
			Notes:    []string{"A URL as endpoint raises InvalidRegion.", "Without arguments, ovh.Client() reads OVH_* and ovh.conf."},
			Source:   "ovh/python-ovh@3a1485d ovh/client.py",
			cautions: []string{cautionCode},
			keys: `client = ovh.Client(endpoint=<python endpoint>, application_key=<python ak>, application_secret=<python as>, consumer_key=<python ck>)
`,
			account: `client = ovh.Client(endpoint=<python endpoint>, client_id=<python client_id>, client_secret=<python client_secret>)
`,
			Presets: []string{"sms-send"},
		},
		{
			ID: "libcloud", Tool: "Apache Libcloud, OvhNodeDriver", Group: SourceCode, Kind: Code, Where: "Source code.",
			Also:       []string{"libcloud", "Python"},
			Parameters: []Parameter{paramProject},
			Notes:      []string{"It knows Europe, without a region, and Canada, as region ca."},
			Source:     "apache/libcloud@6e39117 docs/compute/drivers/ovh.rst, libcloud/common/ovh.py",
			spelling:   spelling{names: []string{"ovh-eu", "ovh-ca"}, write: map[string]string{"ovh-eu": "", "ovh-ca": "ca"}},
			cautions:   []string{cautionCode},
			keys: `<!endpoint>cls = get_driver(Provider.OVH); driver = cls(<python ak>, <python as>, <python project>, <python ck>)
<?endpoint>cls = get_driver(Provider.OVH); driver = cls(<python ak>, <python as>, <python project>, <python ck>, region=<python endpoint>)
`,
		},
	}
})
