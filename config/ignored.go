package config

import (
	"slices"

	"gopkg.in/ini.v1"
)

// anyKey stands for all keys below a line: those of a section whose header can't be
// read.
const anyKey = "*"

// lost notes for which key a line without effect was most likely written.
func (p Problem) lost(e entry, key string) Problem {
	p.meant, p.section = key, e.section
	return p
}

// lostBy is the key that a faulty line was most likely written for, "" when that can't
// be told.
func lostBy(e entry) string {
	switch {
	case e.header:
		return anyKey
	case slices.Contains(knownKeys, e.key):
		return e.key
	}
	return nearestKey(e.key)
}

// Ignored lists the lines that have no effect and were most likely written for a key
// that a profile lacks: malformed ones, those with a misspelt name, and those
// in a place where nothing reads them.
func (m *Machine) Ignored(of Profile) []Problem {
	missing := of.Missing()
	var list []Problem
	for _, p := range m.Problems {
		if p.meant == anyKey && len(missing) > 0 || slices.Contains(missing, p.meant) && of.near(p.section) {
			list = append(list, p)
		}
	}
	return list
}

// near reports whether what stands in a section may have been meant for the profile.
func (p Profile) near(section string) bool {
	return section == p.Section || section == defaultSection || section == ini.DefaultSection
}
