package config

import (
	"errors"
	"slices"

	"ovh-tokens/ovhapi"
)

var errNoNewKey = errors.New("there is no new key to write")

// Rotation plans to write a new consumer key wherever the old one has an effect,
// one target for each file: an ovh.conf is edited as NewPlan does, in a file of
// another format the key itself gives way to the new one and no other byte
// changes. Where nothing can be written, in variables, or need
// not be, in shadowed lines, the place comes back as left.
func Rotation(found []FoundKey, old, fresh ovhapi.Secret) (targets []Target, left []FoundKey) {
	changes := map[string][]Change{}
	for _, k := range found {
		switch {
		case k.Key != keyConsumer || k.Value != old || old.Empty():
			continue
		case !k.Writable():
			left = append(left, k)
			continue
		}
		path := k.Origin.File
		i := slices.IndexFunc(targets, func(t Target) bool { return t.File.Path == path })
		if i < 0 {
			reader := read
			if k.loose {
				reader = readNamed
			}
			src, _ := reader(place{path: path, shown: orElse(k.Origin.shown, path)}, 0)
			targets = append(targets, Target{File: src.File, Section: k.Section, Holds: true})
		} else if targets[i].Section != k.Section {
			targets[i].Section = ""
		}
		if k.loose {
			continue // it is replaced wherever it stands in the file
		}
		changes[path] = append(changes[path], Change{Section: k.Section, Key: keyConsumer, Value: fresh.Reveal()})
	}
	for i := range targets {
		t := &targets[i]
		switch list, isConf := changes[t.File.Path]; {
		case fresh.Empty():
			t.Err = errNoNewKey
		case isConf:
			t.Plan, t.Err = NewPlan(t.File.Path, list)
		default:
			t.Plan, t.Err = planReplacement(t.File.Path, old, fresh)
		}
	}
	return targets, left
}
