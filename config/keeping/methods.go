package keeping

import (
	"fmt"
	"slices"

	"ovh-tokens/config"
)

// otherMethods are the ways to log in that stand in a section, or in variables that go
// with it, while it has no application keys yet. OVH's libraries refuse two ways
// together ("can't use multiple authentication methods", go-ovh ovh/configuration.go),
// so that keys beside them would break what works now.
func otherMethods(m *config.Machine, section string) []config.OtherMethod {
	if m == nil {
		return nil
	}
	var list []config.OtherMethod
	if m.Active.Section == section {
		list = slices.DeleteFunc(slices.Clone(m.Active.Others), func(o config.OtherMethod) bool { return o.Origin.Variable == "" })
	}
	for _, p := range m.Profiles {
		if p.Section == section && p.Name != config.EnvironmentProfile && len(p.Missing()) == 3 {
			list = append(list, slices.DeleteFunc(slices.Clone(p.Others), func(o config.OtherMethod) bool { return o.Origin.Variable != "" })...)
			break
		}
	}
	return list
}

// Mixes says in sentences which other ways to log in the keys would come beside, for
// each of which OVH's libraries would refuse both.
func (p Place) Mixes() []string {
	var list []string
	for _, o := range p.others {
		list = append(list, fmt.Sprintf("%s has an %s. OVH's libraries refuse that and application keys together: neither would work. Choose a profile of its own for the key.", o.Origin, o.Name))
	}
	return list
}

// Mixing are the variables, if any, that would have to be unset.
func (p Place) Mixing() (variable string) {
	for _, o := range p.others {
		if o.Origin.Variable != "" {
			return o.Origin.Variable
		}
	}
	return ""
}
