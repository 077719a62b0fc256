package keeping

import (
	"fmt"
	"slices"
	"strings"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi/plain"
)

// The keys of a section, as ovh.conf spells them.
const (
	applicationKey    = "application_key"
	applicationSecret = "application_secret"
	consumerKey       = "consumer_key"
)

// Taken are the keys that go from the file when another is written there, by line.
func (p Place) Taken() []config.FoundKey {
	if p.Plan == nil {
		return nil
	}
	return p.Plan.Taken()
}

// TakesMore reports whether a key goes that would not have gone when the user agreed:
// agreed is an earlier look at the same place. Keys are compared, not lines.
func (p Place) TakesMore(agreed Place) bool {
	before := agreed.Taken()
	return slices.ContainsFunc(p.Taken(), func(k config.FoundKey) bool {
		return !slices.ContainsFunc(before, func(other config.FoundKey) bool {
			return other.Section == k.Section && other.Key == k.Key && other.Value == k.Value
		})
	})
}

// lineOf is the line of a key that goes, 0 when it does not.
func (p Place) lineOf(key string) int {
	for _, k := range p.Taken() {
		if k.Key == key {
			return k.Origin.Line
		}
	}
	return 0
}

// replaces says in a few words which keys go.
func (p Place) replaces() string {
	switch {
	case p.lineOf(applicationKey) > 0:
		return "replaces an application"
	case p.lineOf(applicationSecret) > 0:
		return fmt.Sprintf("replaces the secret of line %d", p.lineOf(applicationSecret))
	}
	return fmt.Sprintf("replaces the key of line %d", p.lineOf(consumerKey))
}

// Question asks before keys are replaced, and names each that goes; "" where none
// does. OVH shows an application's secret once, on the page that makes it; no call
// reads it again (GET /me/api/application/{applicationId} answers without it,
// https://eu.api.ovh.com/console/).
func (p Place) Question() string {
	taken := p.Taken()
	if len(taken) == 0 {
		return ""
	}
	if len(taken) == 1 && taken[0].Key == consumerKey {
		return fmt.Sprintf("Replace the key of line %d in %s? The old one goes from there; its token stays valid until it is revoked.", taken[0].Origin.Line, p.Name())
	}
	var names []string
	for _, k := range taken {
		names = append(names, fmt.Sprintf("%s of line %d", called(k), k.Origin.Line))
	}
	text := fmt.Sprintf("Replace %s in %s?", listed(names), p.Name())
	if p.lineOf(applicationSecret) > 0 {
		text += " OVH shows an application's secret only once: without a copy of it elsewhere, the old application can't be used any more."
	}
	if p.lineOf(consumerKey) > 0 {
		text += " The old key goes too; its token stays valid until it is revoked."
	}
	return text
}

// called is a key in words. An application's key is its name rather than a secret,
// unless something longer stands in its place.
func called(k config.FoundKey) string {
	const longest = 16
	switch {
	case k.Key == applicationKey && len(k.Value.Reveal()) <= longest:
		return "application " + plain.Text(k.Value.Reveal())
	case k.Key == applicationKey:
		return "the application key"
	case k.Key == applicationSecret:
		return "the application secret"
	}
	return "the key"
}

// listed names things: "a, b and c".
func listed(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}
