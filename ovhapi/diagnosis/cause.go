package diagnosis

// Cause is why a call fails. Scripts may rely on its text.
type Cause string

// The causes.
const (
	RuleMissing         Cause = "rule-missing"
	RuleMistyped        Cause = "rule-mistyped" // a rule that misses the call by little
	NoRules             Cause = "no-rules"      // no rule of the token allows anything
	ZoneMisread         Cause = "zone-misread"  // the tool takes "com" for the zone
	IAMPolicy           Cause = "iam-policy"
	ApplicationBlocked  Cause = "application-blocked"
	Address             Cause = "address"
	NotValidated        Cause = "not-validated"
	Refused             Cause = "refused"
	Expired             Cause = "expired"
	Revoked             Cause = "revoked"
	KeyMistyped         Cause = "consumer-key-mistyped"
	KeyAbsent           Cause = "key-absent"
	OtherEndpoint       Cause = "other-endpoint"
	OtherApplication    Cause = "other-application"
	ApplicationMistyped Cause = "application-key-mistyped"
	ApplicationDeleted  Cause = "application-deleted"
	SecretMistyped      Cause = "secret-mistyped"
	Swapped             Cause = "swapped" // application_secret and consumer_key
	StrayCharacter      Cause = "stray-character"
	BodyRewritten       Cause = "body-rewritten"
	Clock               Cause = "clock"
	TooManyCalls        Cause = "too-many-calls"
	RouteAbsent         Cause = "route-absent"
	ObjectAbsent        Cause = "object-absent"
	WrongInput          Cause = "wrong-input"
	OVHDown             Cause = "ovh-down"
	Network             Cause = "network"
	ProxyInTheWay       Cause = "proxy"
	OldCertificates     Cause = "old-certificates"
	OldClient           Cause = "old-client"
	LinkUsed            Cause = "link-used"
	TwoMethods          Cause = "two-methods"
	EndpointMisspelt    Cause = "endpoint-misspelt"
	FileUnreadable      Cause = "file-unreadable"
	OtherKey            Cause = "other-key" // the tool does not use this machine's key
)

// said is a cause in words.
type said struct{ what, fix string }

// words of the causes: what is the matter, and what helps.
var words = map[Cause]said{
	RuleMissing:         {"No rule of the token lets the call pass.", "Rules can't be added to a token: request a new one with the old rules and the missing one."},
	RuleMistyped:        {"A rule of the token misses the call by little.", "Rules can't be changed: request a new token with the rule written right."},
	NoRules:             {"No rule of the token allows any call.", "Request a new token with rules that match something."},
	ZoneMisread:         {"The tool takes the end of the name for the DNS zone.", "It finds zones by DNS: give it public resolvers, such as 1.1.1.1, instead of those of your own network."},
	IAMPolicy:           {"The account's IAM policies refuse the call, whatever the token's rules say.", "Ask the account's administrator to allow the action in a policy."},
	ApplicationBlocked:  {"The application is blocked.", "Ask OVH's support why, or request a token under another application."},
	Address:             {"The token works from other addresses only.", "Add this machine's address to the token's, from a machine where it works or with another token."},
	NotValidated:        {"Nobody has validated the token on OVH's page.", "Open its validation page, log in and authorize it; if the page is gone, request a new token."},
	Refused:             {"The token was refused on OVH's page.", "Request a new one, and authorize it."},
	Expired:             {"The token has expired: the page proposes one day.", "Request a new one with the same rules, and choose how long it is valid."},
	Revoked:             {"The token was revoked.", "Request a new one with the same rules."},
	KeyMistyped:         {"The consumer key is mistyped.", "Copy it again from where it was kept; OVH shows it once only. Without it, request a new token."},
	KeyAbsent:           {"A key is missing.", "Give the tool all of them: application key, application secret and consumer key."},
	OtherEndpoint:       {"The keys belong to another endpoint.", "Name the endpoint at which they were made."},
	OtherApplication:    {"The consumer key belongs to another application.", "Put it beside the application key and secret that it was requested with."},
	ApplicationMistyped: {"The application key is mistyped.", "Copy it again."},
	ApplicationDeleted:  {"The application was deleted.", "Make a new one on OVH's page, and request a token with it."},
	SecretMistyped:      {"The application secret is not that of the application key.", "Copy it again; OVH shows it once only. Without it, make a new application."},
	Swapped:             {"application_secret and consumer_key are swapped.", "Swap the two."},
	StrayCharacter:      {"A key has something in it that does not belong there: a blank, a quote, a newline, or it is base64.", "Copy it again, without anything around it."},
	BodyRewritten:       {"Something on the way changes the body of calls, so that their signature is not that of what arrives.", "Let calls to OVH's API past the proxy unchanged."},
	Clock:               {"The clock of the machine is off.", "Set it by NTP."},
	TooManyCalls:        {"Too many calls: about 60 a minute are tolerated for one key.", "Wait a minute, and let the tool make fewer at once."},
	RouteAbsent:         {"The endpoint does not have that call.", "Check the path, and the endpoint: regions and brands differ."},
	ObjectAbsent:        {"What the call names does not exist, or belongs to another account.", "Check the name, and whose account the token is for."},
	WrongInput:          {"The call's parameters are not what OVH expects.", "Check them against the API's console."},
	OVHDown:             {"OVH's service failed.", "Try again later."},
	Network:             {"OVH can't be reached from the machine.", "Check network, DNS and firewall."},
	ProxyInTheWay:       {"Something between the machine and OVH answers in its place.", "Check the proxy, and that the endpoint's address is right."},
	OldCertificates:     {"The machine's list of certificates, or its clock, is old.", "Update the ca-certificates package, and set the clock."},
	OldClient:           {"The tool is too old for the answers OVH gives today.", "Update it."},
	LinkUsed:            {"The link of the validation page was used, or is too old.", "Request a new token."},
	TwoMethods:          {"Two ways to log in are configured at once, and OVH's libraries refuse both.", "Keep one: application keys, or an OAuth2 client, or an access token."},
	EndpointMisspelt:    {"The name of the endpoint is not known.", "Use one of ovh-eu, ovh-ca, ovh-us, kimsufi-eu, kimsufi-ca, soyoustart-eu, soyoustart-ca, or a URL without a slash at its end."},
	FileUnreadable:      {"The tool can't read its configuration.", "Check the file that the message names."},
	OtherKey:            {"The tool uses another key than this machine's configuration.", "Let the check read the tool's own file: --config FILE, or the variables it is started with."},
}

// What says what is the matter, in a sentence.
func (c Cause) What() string { return words[c].what }

// Fix says what helps, in a sentence.
func (c Cause) Fix() string { return words[c].fix }
