package export

import "sync"

// general are ways for what no other format is made for.
var general = sync.OnceValue(func() []Format {
	return []Format{
		{
			ID: "json", Tool: "JSON", Group: General, Kind: File, Path: "ovh.json", Mode: 0o600, Where: "Anything of your own.",
			Notes:    []string{"The members are spelled as the API spells them (consumerKey is what POST /auth/credential answers)."},
			Source:   "ovh/go-ovh@3557ca4 ovh/consumer_key.go",
			spelling: spelling{urls: anyURL}, cautions: []string{cautionTracked},
			keys: `{"endpoint":<json endpoint>,"applicationKey":<json ak>,"applicationSecret":<json as>,"consumerKey":<json ck>}
`,
			account: `{"endpoint":<json endpoint>,"clientId":<json client_id>,"clientSecret":<json client_secret>}
`,
		},
		{
			ID: "createtoken-link", Tool: "Link to a pre-filled createToken page", Group: General, Kind: Link, Where: "A browser; no key of yours is in it.",
			Also:       []string{"createToken"},
			Parameters: []Parameter{{Name: "rules", Title: "access rules, one a line"}},
			Notes: []string{
				"Whoever opens it gets an application key, a secret and a consumer key of their own; validity and addresses are chosen on the page.",
				"https://us.api.ovh.com, seen in some guides, is on none of OVH's lists.",
			},
			Source:   `ovh/go-ovh@3557ca4 README.md "Supported APIs"; ovh/docs@149a8f5 first-steps guide.fr-fr.md; kubernetes-sigs/external-dns docs/tutorials/ovh.md`,
			spelling: spelling{write: createTokenPages},
			keyless:  true,
			keys: `<page endpoint>?<query rules>
`,
		},
	}
})
