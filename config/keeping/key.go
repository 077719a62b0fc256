// Package keeping is what there is to know about putting a key where it is used:
// to which profile it belongs, in which sections of which files it can stand, what
// writing there would do, and when no other copy of it is needed any more.
package keeping

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"ovh-tokens/config"
	"ovh-tokens/config/export"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/rule"
)

// Key is what is kept: a consumer key with the application it belongs to.
type Key struct {
	// Profile names the endpoint, the application and its secret, and the section
	// in which they stand on this machine. Its own consumer key, if it has one,
	// is the one that stands there now.
	Profile config.Profile
	// ConsumerKey is the key itself.
	ConsumerKey ovhapi.Secret
	// Rules are what it may do, to be named.
	Rules rule.Set
	// Preset is the id of the rule set it was made from, or "".
	Preset string
	// RequestID is the stored request that holds the key, forgotten once the key
	// stands in a file; "" when there is none.
	RequestID string
	// KeepErr is why the key is not stored on this machine, or nil. It then lives in
	// this process only, until it was put somewhere.
	KeepErr error
}

// Format keeps fmt from walking into the key.
func (k Key) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "a key of "+k.Profile.Name) }

// Prefix begins the section of a named profile (ovhcloud-cli, internal/config).
const Prefix = "profile:"

// in is the profile that is written when the key goes to a profile of that name;
// an empty one is the endpoint's own section.
func (k Key) in(name string) config.Profile {
	p := config.NewProfile(name, k.Profile.Endpoint)
	if name == "" {
		p.Name, p.Section = k.Profile.Endpoint.Name, k.PlainSection()
	}
	p.ApplicationKey, p.ApplicationSecret = k.Profile.ApplicationKey, k.Profile.ApplicationSecret
	p.ConsumerKey.Secret = k.ConsumerKey
	return p
}

// PlainSection is the endpoint's own section.
func (k Key) PlainSection() string {
	if s := k.Profile.Section; s != "" && !strings.HasPrefix(s, Prefix) {
		return s
	}
	return k.Profile.Endpoint.Name
}

// ownName is the name under which in gives the section of the key's own profile.
func (k Key) ownName() string {
	if name, named := strings.CutPrefix(k.Profile.Section, Prefix); named {
		return name
	}
	return ""
}

// replaces reports whether other keys stand in the profile's own section: another
// consumer key, another application's, or those of another way to log in, beside which
// no tool would take the key.
func (k Key) replaces(m *config.Machine) bool {
	now := k.Profile.ConsumerKey.Secret
	if !now.Empty() && now != k.ConsumerKey {
		return true
	}
	if m == nil {
		return false
	}
	own := k.in(k.ownName()).Section
	if len(otherMethods(m, own)) > 0 {
		return true
	}
	return slices.ContainsFunc(m.Profiles, func(p config.Profile) bool {
		return p.Section == own && (differ(p.ApplicationKey.Text, k.Profile.ApplicationKey.Text) ||
			differ(p.ApplicationSecret.Secret.Reveal(), k.Profile.ApplicationSecret.Secret.Reveal()) ||
			differ(p.ConsumerKey.Secret.Reveal(), k.ConsumerKey.Reveal()))
	})
}

// differ reports whether one value would take the place of another.
func differ(old, fresh string) bool { return old != "" && fresh != "" && old != fresh }

// Suggestion is the name of the profile to write to, "" for the endpoint's own
// section. A key that is new beside others gets a profile of its own, so that
// nothing is replaced unasked.
func (k Key) Suggestion(m *config.Machine) string {
	if !k.replaces(m) {
		return k.ownName()
	}
	base := k.Preset
	if base == "" {
		base = "new-token"
	}
	name := base
	for n := 2; m != nil && taken(m, name); n++ {
		name = base + "-" + strconv.Itoa(n)
	}
	return name
}

func taken(m *config.Machine, name string) bool {
	return slices.ContainsFunc(m.Profiles, func(p config.Profile) bool { return p.Name == name })
}

// Exported is the key for the formats.
func (k Key) Exported() export.Keys {
	return export.Keys{
		Endpoint: k.Profile.Endpoint, ApplicationKey: k.Profile.ApplicationKey.Text,
		ApplicationSecret: k.Profile.ApplicationSecret.Secret, ConsumerKey: k.ConsumerKey,
	}
}

// SecretUnknown reports whether the application's secret is missing, without
// which the key is of no use.
func (k Key) SecretUnknown() bool {
	return len(k.Profile.Missing()) > 0 && k.Profile.ApplicationSecret.Secret.Empty()
}

var errNotThere = errors.New("the key was not found in it when it was read back")

// StandsIn makes sure that a section of a file holds the key now, and that the
// application's secret is to be found with it: only then may another copy go.
func (k Key) StandsIn(s config.Sources, path, section string) error {
	holds := func(s config.Sources, name string, value ovhapi.Secret) bool {
		found, _ := config.FindKeys(s, path)
		return slices.ContainsFunc(found, func(f config.FoundKey) bool {
			return f.Section == section && f.Key == name && f.Value == value && !f.Shadowed
		})
	}
	if !holds(config.Sources{}, "consumer_key", k.ConsumerKey) {
		return errNotThere
	}
	// The secret may be read from a section of the same name in another file.
	if secret := k.Profile.ApplicationSecret.Secret; !secret.Empty() && !holds(s, "application_secret", secret) {
		return errNotThere
	}
	return nil
}

// Complete reports whether a text has everything in it that would be lost with
// the stored request.
func (k Key) Complete(text string) bool {
	secret := k.Profile.ApplicationSecret.Secret
	return strings.Contains(text, k.ConsumerKey.Reveal()) && (secret.Empty() || strings.Contains(text, secret.Reveal()))
}
