package config

import "ovh-tokens/ovhapi"

// named builds the profile of a [profile:NAME] section. With env, variables go
// before the section's keys.
func (l *loader) named(name string, env bool) Profile {
	p := Profile{Name: name, Section: profilePrefix + name}
	l.fill(&p, env)
	p.setEndpoint(l.endpointText(p.Section, env))
	if env && p.fromEnvironment() {
		p.Name = EnvironmentProfile
	}
	return p
}

// section builds the profile of a plain endpoint section, as --profile takes it.
func (l *loader) section(section string, env bool) Profile {
	p := Profile{Name: section, Section: section}
	l.fill(&p, env)
	at := l.values.headers[section]
	p.setEndpoint(Value{Text: section, Origin: at.origin()})
	if p.fromEnvironment() {
		p.Name = EnvironmentProfile
	}
	return p
}

// plain builds what go-ovh itself would use: the section of the endpoint, with
// variables before its keys.
func (l *loader) plain() Profile {
	text := l.flagOr(l.endpointText("", true))
	p := Profile{Section: text.Text}
	p.setEndpoint(text)
	switch {
	case text.Text == "": // "endpoint=" alone; the endpoint stays unknown
		p.Section = ovhapi.DefaultEndpoint
	case p.Endpoint.Name != "" && !l.values.file.HasSection(text.Text):
		p.Section = p.Endpoint.Name // without the slash at its end
	}
	p.Name = p.Section
	l.fill(&p, true)
	if p.fromEnvironment() {
		p.Name = EnvironmentProfile
	}
	return p
}

// flagOr returns --endpoint if it was given.
func (l *loader) flagOr(text Value) Value {
	if l.Endpoint == "" {
		return text
	}
	return Value{Text: l.Endpoint, Origin: Origin{Flag: "--endpoint"}}
}

// endpointText returns the endpoint as written, for a named profile's section
// or, with an empty one, for no profile at all.
func (l *loader) endpointText(section string, env bool) Value {
	name := variable(keyEndpoint)
	if text := l.getenv(name); env && text != "" {
		return Value{Text: text, Origin: Origin{Variable: name}}
	}
	for _, s := range []string{section, defaultSection} {
		if s == "" {
			continue
		}
		if text, at, ok := l.values.value(s, keyEndpoint); ok && (text != "" || s == defaultSection) {
			return Value{Text: text, Origin: at.origin()}
		}
	}
	return Value{Text: ovhapi.DefaultEndpoint}
}

// setEndpoint parses the endpoint of a profile; what can't be parsed leaves it
// empty and keeps its origin.
func (p *Profile) setEndpoint(text Value) {
	p.EndpointOrigin = text.Origin
	p.written, p.Endpoint = text.Text, ovhapi.Endpoint{}
	if e, err := ovhapi.ParseEndpoint(text.Text); err == nil {
		p.Endpoint = e
	}
}

// fill reads the keys of a profile.
func (l *loader) fill(p *Profile, env bool) {
	get := func(key string) (string, Origin) {
		if text := l.getenv(variable(key)); env && text != "" {
			return text, Origin{Variable: variable(key)}
		}
		text, at, ok := l.values.value(p.Section, key)
		if !ok {
			return "", Origin{}
		}
		return text, at.origin()
	}
	secret := func(key string) SecretValue {
		text, origin := get(key)
		return SecretValue{Secret: ovhapi.NewSecret(text), Origin: origin}
	}
	p.ApplicationKey.Text, p.ApplicationKey.Origin = get(keyApplication)
	p.ApplicationSecret = secret(keySecret)
	p.ConsumerKey = secret(keyConsumer)

	p.Others = nil
	for _, key := range []string{keyClient, keyClientSecret} {
		text, origin := get(key)
		switch {
		case text == "":
		case len(p.Others) > 0:
			p.Others[0].Second = origin
		default:
			p.Others = append(p.Others, OtherMethod{Name: "OAuth2 client", Origin: origin})
		}
	}
	if text, origin := get(keyAccessToken); text != "" {
		p.Others = append(p.Others, OtherMethod{Name: "access token", Origin: origin})
	}
}
