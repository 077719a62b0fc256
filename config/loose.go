package config

import (
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"ovh-tokens/config/keytext"
	"ovh-tokens/ovhapi"
)

// readNamed looks at a file that the user named. It is read as an ovh.conf when
// it is written like one, and otherwise left as text of any format.
func readNamed(p place, rank int) (*source, []Problem) {
	s := &source{File: File{Path: p.path, Shown: p.shown}, rank: rank}
	data, err := s.load(p)
	if errors.Is(err, fs.ErrNotExist) {
		return s, []Problem{s.missing()}
	}
	s.Exists = true
	text := ""
	if err == nil {
		text, _, err = decode(s, data)
	}
	if err != nil {
		return s, []Problem{s.refuseNamed(err)}
	}
	if entries := scan(text); s.isConf(entries) {
		if err := tooMuch(entries); err != nil {
			return s, []Problem{s.refuseNamed(err)}
		}
		s.entries, s.text = entries, blankOut(text, entries)
	} else {
		s.text, s.loose = text, true
		if words := strings.Fields(text); len(words) == 1 {
			s.text = filepath.Base(s.Path) + ": " + words[0] + "\n" // a secret that is mounted under its name
		}
	}
	s.Readable = true
	return s, nil
}

// missing tells that a file that was named is not there.
func (s *source) missing() Problem {
	return s.problem(0, "This file does not exist.", "Check the path.")
}

// refuseNamed notes why a file that the user named is left out.
func (s *source) refuseNamed(err error) Problem {
	s.Err = err
	fix := "Name another file."
	switch {
	case errors.Is(err, fs.ErrPermission):
		fix = "Let your user read it."
	case errors.Is(err, errTooLarge):
		err = errTooLargeNamed
	}
	return s.problem(0, "This file can't be used: "+err.Error()+".", fix)
}

var errTooLargeNamed = errors.New("it is larger than 1 MiB")

// isConf reports whether a file is written like an ovh.conf: a section that
// programs read holds a key. TOML looks alike and needs its quotes.
func (s *source) isConf(entries []entry) bool {
	return !strings.EqualFold(filepath.Ext(s.Path), ".toml") && slices.ContainsFunc(entries, func(e entry) bool {
		if e.header || e.fault != sound || !slices.Contains(credentialKeys, e.key) {
			return false
		}
		_, err := ovhapi.ParseEndpoint(e.section)
		return err == nil || strings.HasPrefix(e.section, profilePrefix)
	})
}

// looseNames are the kinds of keys as ovh.conf spells them.
var looseNames = map[keytext.Kind]string{
	keytext.ApplicationKey: keyApplication, keytext.ApplicationSecret: keySecret, keytext.ConsumerKey: keyConsumer,
}

// looseKeys lists the keys of a file of any format, and the known ones that it
// does not name.
func (s *source) looseKeys(known []ovhapi.Secret) []FoundKey {
	found := s.named()
	if slices.ContainsFunc(known, func(k ovhapi.Secret) bool { _, there := found.Beside(k); return !there }) {
		found = keytext.Scan(s.text, known...)
	}
	var list []FoundKey
	for _, k := range found.Keys {
		list = append(list, FoundKey{Origin: s.origin(k.Line), Key: looseNames[k.Kind], Value: k.Value, loose: true})
	}
	return list
}

// named is what a file of any format names as a key.
func (s *source) named() keytext.Found {
	if s.names == nil {
		found := keytext.Scan(s.text)
		s.names = &found
	}
	return *s.names
}

// looseProfile is what stands beside a consumer key in a file of any format. An
// endpoint that the file does not tell is the one given by --endpoint, or the one
// of OVH's own at which the same application is used elsewhere.
func (f findings) looseProfile(src *source, key ovhapi.Secret, elsewhere []Profile) (Profile, bool) {
	a, ok := src.named().Beside(key)
	if !ok {
		return Profile{}, false
	}
	at := func(line int) Origin {
		if line == 0 {
			return Origin{}
		}
		return src.origin(line)
	}
	p := Profile{
		Endpoint:          a.Endpoint.Endpoint,
		EndpointOrigin:    at(a.Endpoint.Line),
		ApplicationKey:    Value{Text: a.ApplicationKey.Value.Reveal(), Origin: at(a.ApplicationKey.Line)},
		ApplicationSecret: SecretValue{Secret: a.ApplicationSecret.Value, Origin: at(a.ApplicationSecret.Line)},
		ConsumerKey:       SecretValue{Secret: a.ConsumerKey.Value, Origin: at(a.ConsumerKey.Line)},
		written:           a.Endpoint.Name,
	}
	switch {
	case a.Endpoint.Line > 0:
	case f.from.Endpoint != "":
		p.setEndpoint(Value{Text: f.from.Endpoint, Origin: Origin{Flag: "--endpoint"}})
	default:
		p.endpointOfApplication(elsewhere)
	}
	return p, true
}

// endpointOfApplication takes the endpoint from other profiles of the same
// application: an application exists at one endpoint.
func (p *Profile) endpointOfApplication(others []Profile) {
	for _, other := range others {
		if p.ApplicationKey.Text == "" || other.ApplicationKey.Text != p.ApplicationKey.Text || !isOwn(other.Endpoint) {
			continue
		}
		if p.Endpoint.URL != "" && p.Endpoint.URL != other.Endpoint.URL {
			p.setEndpoint(Value{}) // it can't be told
			return
		}
		p.setEndpoint(Value{Text: other.Endpoint.Name, Origin: other.EndpointOrigin})
	}
}
