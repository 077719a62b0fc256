package export

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"ovh-tokens/ovhapi"
)

// The values that templates can name beside a format's parameters.
const (
	valueEndpoint     = "endpoint"
	valueKey          = "ak"
	valueSecret       = "as"
	valueConsumer     = "ck"
	valueClient       = "client_id"
	valueClientSecret = "client_secret"
	valueHost         = "fqdn" // parameters host and zone together
)

// words are what the keys are called in messages.
var words = map[string]string{
	valueEndpoint:     "endpoint",
	valueKey:          "application key",
	valueSecret:       "application secret",
	valueConsumer:     "consumer key",
	valueClient:       "client id",
	valueClientSecret: "client secret",
	valueHost:         "host name",
}

// secrets are the values that the preview masks.
var secrets = []string{valueSecret, valueConsumer, valueClientSecret}

// standIn takes the place of a secret in a preview while it is quoted. Every
// syntax leaves it as it is, so it can be found and masked afterwards.
const standIn = "0SecretStandIn0"

// Render fills the format in. Parameters are given by name; those it does not
// have are ignored. The error says what is missing (*MissingError), that the
// tool takes another kind of keys (*MethodError), that it cannot name the
// endpoint (*EndpointError) or that a value cannot stand there (*ValueError).
// When both an application and a service account are given and the tool takes
// either, the application is used: no tool takes both at once.
func (f Format) Render(k Keys, parameters map[string]string) (Text, error) {
	text, account, err := f.template(k)
	if err != nil {
		return Text{}, err
	}
	lines, err := parseTemplate(text)
	if err != nil {
		return Text{}, fmt.Errorf("template of format %s: %w", f.ID, err)
	}
	endpoint, err := f.endpointFor(k.Endpoint, account)
	if err != nil {
		return Text{}, err
	}
	values := f.values(k, endpoint, parameters)
	there := func(name string) bool { return values[name] != "" }
	lines = slices.DeleteFunc(lines, func(l line) bool { return !l.stands(there) })
	if err := f.complete(lines, there); err != nil {
		return Text{}, err
	}
	return f.fill(lines, values)
}

// template chooses the text for the keys there are.
func (f Format) template(k Keys) (text string, account bool, err error) {
	switch {
	case f.keyless, f.keys != "" && (k.application() || !k.account()):
		return f.keys, false, nil
	case f.account != "" && (k.account() || !k.application()):
		return f.account, true, nil
	case f.keys != "":
		return "", false, &MethodError{Format: f.ID, Reason: "it takes an application key, an application secret and a consumer key; a service account (OAuth2) cannot be used."}
	}
	return "", false, &MethodError{Format: f.ID, Reason: "it takes a service account (OAuth2: client id and secret); a consumer key cannot be used."}
}

// endpointFor spells the endpoint. Service accounts exist on three endpoints
// only, and are looked up by their names.
func (f Format) endpointFor(e ovhapi.Endpoint, account bool) (string, error) {
	if e.Name == "" && e.URL == "" {
		return "", &MissingError{Format: f.ID, Keys: []string{words[valueEndpoint]}}
	}
	if account {
		f.spelling.urls = noURL
		if named, ok := f.spelling.resolve(e); !ok || !slices.Contains(accountEndpoints, named.Name) {
			return "", &EndpointError{Format: f.ID, Endpoint: e, Reason: "service accounts (OAuth2) exist only on " + strings.Join(accountEndpoints, ", ") + "."}
		}
	}
	return f.Spelling(e)
}

// values gathers what the placeholders stand for.
func (f Format) values(k Keys, endpoint string, given map[string]string) map[string]string {
	values := map[string]string{
		valueEndpoint:     endpoint,
		valueKey:          k.ApplicationKey,
		valueSecret:       k.ApplicationSecret.Reveal(),
		valueConsumer:     k.ConsumerKey.Reveal(),
		valueClient:       k.ClientID,
		valueClientSecret: k.ClientSecret.Reveal(),
	}
	for _, p := range f.Parameters {
		values[p.Name] = p.Default
		if v := given[p.Name]; v != "" {
			values[p.Name] = v
		}
	}
	if zone, host := values["zone"], values["host"]; zone != "" {
		values[valueHost] = zone
		if host != "" && host != "@" {
			values[valueHost] = host + "." + zone
		}
	}
	return values
}

// complete checks that every value that the text needs is there. The endpoint
// is: a tool may write it as nothing at all.
func (f Format) complete(lines []line, there func(string) bool) error {
	missing := &MissingError{Format: f.ID}
	for _, l := range lines {
		for _, p := range l.pieces {
			if p.syntax == "" || p.value == valueEndpoint || there(p.value) {
				continue
			}
			missing.add(f, p.value)
		}
	}
	for _, p := range f.Parameters {
		if !p.Optional && !there(p.Name) {
			missing.add(f, p.Name)
		}
	}
	if len(missing.Keys)+len(missing.Parameters) > 0 {
		return missing
	}
	return nil
}

// add notes a missing value once.
func (e *MissingError) add(f Format, value string) {
	if at := slices.IndexFunc(f.Parameters, func(p Parameter) bool { return p.Name == value }); at >= 0 {
		if !slices.Contains(e.Parameters, f.Parameters[at]) {
			e.Parameters = append(e.Parameters, f.Parameters[at])
		}
		return
	}
	if word, known := words[value]; known && value != valueHost && !slices.Contains(e.Keys, word) {
		e.Keys = append(e.Keys, word)
	}
}

// fill quotes every value twice: for the text, and masked for the preview.
func (f Format) fill(lines []line, values map[string]string) (Text, error) {
	var text, preview strings.Builder
	for _, l := range lines {
		for _, p := range l.pieces {
			if p.syntax == "" {
				text.WriteString(p.literal)
				preview.WriteString(p.literal)
				continue
			}
			written, err := encode(p.syntax, values[p.value])
			if err != nil {
				return Text{}, &ValueError{Format: f.ID, Value: f.word(p.value), Reason: err.Error()}
			}
			text.WriteString(written)
			if slices.Contains(secrets, p.value) {
				masked, err := encode(p.syntax, standIn)
				if err != nil || !strings.Contains(masked, standIn) {
					return Text{}, fmt.Errorf("mask the %s of format %s: %w", f.word(p.value), f.ID, errors.Join(err, errors.ErrUnsupported))
				}
				written = strings.Replace(masked, standIn, ovhapi.Mask, 1)
			}
			preview.WriteString(shown(written))
		}
	}
	return Text{real: ovhapi.NewSecret(text.String()), preview: preview.String()}, nil
}

// word is what a value is called in messages.
func (f Format) word(value string) string {
	for _, p := range f.Parameters {
		if p.Name == value {
			return p.Title
		}
	}
	return words[value]
}
