package export

import (
	"maps"
	"testing"

	"ovh-tokens/ovhapi"
)

// Keys as OVH makes them: letters and digits, one of them digits only, one that
// YAML would take for a number.
const (
	sampleKey          = "1234567890123456"
	sampleSecret       = "12345678e12345671234567890123456"
	sampleConsumer     = "Zx81Zx81Zx81Zx81Zx81Zx81Zx81Zx81"
	sampleClient       = "EU.0a1b2c3d4e5f6071"
	sampleClientSecret = "9f8e7d6c5b4a39281706f5e4d3c2b1a0"
)

// endpointNamed returns one of the seven endpoints, or a URL as one.
func endpointNamed(t testing.TB, text string) ovhapi.Endpoint {
	t.Helper()
	e, err := ovhapi.ParseEndpoint(text)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// application returns keys of an application.
func application(e ovhapi.Endpoint, key, secret, consumer string) Keys {
	return Keys{Endpoint: e, ApplicationKey: key, ApplicationSecret: ovhapi.NewSecret(secret), ConsumerKey: ovhapi.NewSecret(consumer)}
}

// account returns keys of a service account.
func account(e ovhapi.Endpoint, id, secret string) Keys {
	return Keys{Endpoint: e, ClientID: id, ClientSecret: ovhapi.NewSecret(secret)}
}

// sampleParameters fill every parameter of every format.
func sampleParameters() map[string]string {
	return map[string]string{
		"project": "0123456789abcdef0123456789abcdef", "kube": "c0ffee00-0000-4000-8000-000000000001",
		"zone": "example.com", "host": "home", "sms": "sms-ab12345-1", "sender": "Example",
		"rules": "GET /me\nGET /domain/zone/*\nPOST /domain/zone/*",
	}
}

// variant is one of the texts that a format can give.
type variant struct {
	Format
	account bool
}

// name is the format's id, with a mark for a second text.
func (v variant) name() string {
	if v.account && v.TakesApplication() {
		return v.ID + ".account"
	}
	return v.ID
}

// render fills the variant in with the same hostile or ordinary values.
func (v variant) render(e ovhapi.Endpoint, ak, as, ck string, parameters map[string]string) (Text, error) {
	if v.account {
		return v.Render(account(e, ak, as), parameters)
	}
	return v.Render(application(e, ak, as, ck), parameters)
}

// variants lists every text of every format.
func variants() []variant {
	var all []variant
	for _, f := range Formats() {
		if f.keys != "" {
			all = append(all, variant{f, false})
		}
		if f.account != "" {
			all = append(all, variant{f, true})
		}
	}
	return all
}

// every returns the parameters of a format, all with one value.
func every(f Format, value string) map[string]string {
	given := maps.Clone(sampleParameters())
	for _, p := range f.Parameters {
		if p.Name != "rules" && p.Name != "host" {
			given[p.Name] = value
		}
	}
	return given
}
