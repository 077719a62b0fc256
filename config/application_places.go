package config

import "slices"

// ApplicationPlaces says where an application key stands on this machine, as far as
// a profile has it from there.
func (m *Machine) ApplicationPlaces(applicationKey string) []string {
	var places []string
	for _, p := range m.Profiles {
		at := p.ApplicationKey.Origin.String()
		if applicationKey != "" && p.ApplicationKey.Text == applicationKey && !slices.Contains(places, at) {
			places = append(places, at)
		}
	}
	return places
}
