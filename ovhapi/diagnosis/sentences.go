package diagnosis

import "strings"

// sentence is what a client or the API says, in lower case, and what it means.
type sentence struct {
	text    string
	symptom Symptom
}

// told are OVH's own sentences and codes, of both generations of bodies (tests of
// ovh/go-ovh, ovh/php-ovh and ovh/swift-ovh).
var told = []sentence{
	{"user not granted for this request", IAMDenied},
	{"this call has not been granted", NotGranted},
	{"not_granted_call", NotGranted},
	{"this credential is not valid", KeyNotValid},
	{"invalid_credential", KeyNotValid},
	{"this credential does not exist", NoSuchKey},
	{"not_credential", NoSuchKey},
	{"application key is invalid", UnknownApplication},
	{"invalid application key", UnknownApplication},
	{"invalid_key", UnknownApplication},
	{"invalid signature", WrongSignature},
	{"invalid_signature", WrongSignature},
	{"query out of time", WrongTime},
	{"query_time_out", WrongTime},
	{"you must login first", NoLogin},
	{"got an invalid (or empty) url", NoSuchRoute},
	{"too many requests", RateLimited},
	{"this service does not exist", NotFound},
	{"error code: invalid token", LinkDead},
}

// clientSays are the sentences of clients: what they make of an answer without repeating
// it, and why they send nothing.
var clientSays = []sentence{
	// python-ovh ovh/exceptions.py, acme.sh dnsapi/dns_ovh.sh, csharp-ovh
	{"notgrantedcall", NotGranted},
	{"exceptions.invalidcredential", KeyNotValid},
	{"the consumer key is invalid", KeyNotValid}, // acme.sh dnsapi/dns_ovh.sh
	{"exceptions.notcredential", NoSuchKey},
	{"unable to get validationurl", UnknownApplication}, // acme.sh: POST /auth/credential was refused
	{"stalerequestexception", WrongTime},                // csharp-ovh
	// go-ovh v1.9.0 ovh/configuration.go, and older ones
	{"can't use multiple authentication methods", MixedMethods},
	{"missing authentication information, you need to provide", KeysMissing},
	{"missing application key, please check", KeysMissing},
	{"missing application secret, please check", KeysMissing},
	{"both application_key and application_secret must be given", KeysMissing},
	{"both client_id and client_secret must be given", KeysMissing},
	{"unknown endpoint", WrongEndpoint},
	{"endpoint name cannot have a trailing slash", WrongEndpoint},
	{"oauth2 authentication is not compatible with endpoint", WrongEndpoint},
	{"cannot load configuration", WrongFile},
	// python-ovh ovh/client.py
	{"unknow endpoint", WrongEndpoint},
	{"exceptions.invalidregion", WrongEndpoint},
	{"invalid applicationsecret '", KeysMissing},
	{"invalid consumerkey '", KeysMissing},
	{"invalid applicationkey '", KeysMissing},
	// lego platform/config/env and providers/dns/ovh
	{"some credentials information are missing", KeysMissing},
	{"ovh credentials missing", KeysMissing},
	{"ovh: new client: missing", KeysMissing},
	// acme.sh dnsapi/dns_ovh.sh
	{"you don't specify ovh application key", KeysMissing},
	{"ovh consumer key is empty", KeysMissing},
	// ovh/terraform-provider-ovh: issues #179 and terraform-ovh-commons#20
	{`section "ovh-eu" does not exist`, KeysMissing},
	{"must be one of map[string]string", WrongEndpoint},
	// certbot's plugin (certbot/plugins/dns_common.py)
	{"missing properties in credentials configuration file", KeysMissing},
	{"missing property in credentials configuration file", KeysMissing},
}

// named are the names of errors whose sentences tell more: they count only where there
// is none of those.
var named = []sentence{
	// python-ovh ovh/client.py raises it for INVALID_KEY of the API, and for a key that
	// is not there, which it then says.
	{"exceptions.invalidkey", UnknownApplication},
}

// unheard are the sentences of a call that got no answer, or none of OVH's. The
// others go before them: a log may hold both.
var unheard = []sentence{
	{"x509:", Untrusted},
	{"certificate verify failed", Untrusted},
	{"certificate_verify_failed", Untrusted},
	{"unable to get local issuer certificate", Untrusted},
	{"self-signed certificate", Untrusted},
	{"self signed certificate", Untrusted},
	{"certificate has expired", Untrusted},
	{"failed to decode api response", BadAnswer}, // python-ovh
	{"expecting value: line 1 column 1", BadAnswer},
	{"invalid character '<'", BadAnswer},
	{"the ovh api is not reachable", Offline}, // go-ovh
	{"low http request failed error", Offline},
	{"no such host", Offline},
	{"could not resolve host", Offline},
	{"name or service not known", Offline},
	{"temporary failure in name resolution", Offline},
	{"getaddrinfo", Offline},
	{"connection refused", Offline},
	{"econnrefused", Offline},
	{"connection reset", Offline},
	{"connection timed out", Offline},
	{"network is unreachable", Offline},
	{"i/o timeout", Offline},
	{"context deadline exceeded", Offline},
	{"max retries exceeded", Offline},
	{"proxyconnect", Offline},
}

// symptom finds the first telling sentence of a text, and returns it as it stands
// there.
func symptom(flat, lower string) (Symptom, string) {
	for _, list := range [][]sentence{told, clientSays, named, unheard} {
		at, found := len(lower), sentence{}
		for _, s := range list {
			if i := strings.Index(lower, s.text); i >= 0 && i < at {
				at, found = i, s
			}
		}
		if found.text != "" && len(flat) == len(lower) {
			return found.symptom, flat[at : at+len(found.text)]
		}
		if found.text != "" { // its small letters take another number of bytes
			return found.symptom, found.text
		}
	}
	return NotTold, ""
}

// clients are what the messages of a client have in them, in lower case; the more
// particular ones go first, since Traefik's errors are lego's and lego's go-ovh's.
var clients = []struct{ text, name string }{
	{"traefik", "Traefik"},
	{"cert-manager", "cert-manager"},
	{"external-dns", "external-dns"},
	{"failed to do run once", "external-dns"},
	{"ovh: error when call api", "lego"},
	{"error presenting token: ovh", "lego"},
	{"some credentials information are missing", "lego"},
	{"determining zone identifier", "certbot"},
	{"dns-ovh", "certbot"},
	{"certbot", "certbot"},
	{"error adding txt record", "certbot"},
	{"in credentials configuration file", "certbot"},
	{"dns_ovh", "acme.sh"},
	{"acme.sh", "acme.sh"},
	{"the consumer key is invalid", "acme.sh"},
	{"you don't specify ovh application key", "acme.sh"},
	{"ovh consumer key is empty", "acme.sh"},
	{"ovh client seems to be misconfigured", "Terraform"},
	{"terraform", "Terraform"},
	{"error: calling get /", "Terraform"},
	{"error: calling post /", "Terraform"},
	{"error calling ", "Terraform"},
	{"ovh.exceptions", "python-ovh"},
	{"ovh-query-id: ", "python-ovh"},
	{"guzzlehttp", "php-ovh"},
	{"client error: `", "php-ovh"},
	{"got error 4", "node-ovh"},
	{"bad http status: ", "ddns-updater"},
	{"ovhcloud api error", "go-ovh"},
	{"(x-ovh-query-id: ", "go-ovh"},
	{"go-ovh: ", "go-ovh"},
}

// client names who wrote a text in lower case, or "".
func client(lower string) string {
	for _, c := range clients {
		if strings.Contains(lower, c.text) {
			// go-ovh ends its messages with the query id in brackets.
			if c.name == "python-ovh" && strings.Contains(lower, "x-ovh-query-id") {
				continue
			}
			return c.name
		}
	}
	return ""
}
