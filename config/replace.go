package config

import (
	"fmt"
	"slices"

	"ovh-tokens/ovhapi"
)

// KeyReplacer writes a new consumer key wherever an old one stands on this
// machine. It satisfies ovhapi.KeyPlaces.
type KeyReplacer struct {
	Sources Sources
	// Files are further files that may hold the key, of any format.
	Files []string
	// Without are the full paths of files that need not be looked through: the user
	// said that nothing there needs the key.
	Without []string
}

// Find is FindKeys for these files. The consumer keys that are given are found
// even where nothing names them.
func (r KeyReplacer) Find(keys ...ovhapi.Secret) ([]FoundKey, []Problem) {
	f := look(r.Sources, r.Files, keys...)
	return f.keys, f.problems
}

// Plan tells what Replace would do: the files it would write, and the places it
// cannot or need not change.
func (r KeyReplacer) Plan(old, fresh ovhapi.Secret) (targets []Target, left []FoundKey) {
	found, _ := r.Find(old)
	return Rotation(found, old, fresh)
}

// Replace writes fresh wherever old stands, one file after the other, reads
// every file back, and looks at the whole machine once more at the end. written
// names the places that hold the new key; left names those that still hold the
// old one and have an effect. After an error both say how far it came.
func (r KeyReplacer) Replace(old, fresh ovhapi.Secret) (written, left []string, err error) {
	targets, _ := r.Plan(old, fresh)
	for _, t := range targets {
		if t.Err != nil {
			return r.holding(fresh), r.holding(old), fmt.Errorf("%s cannot be written, so no other file was either: %w", t.File.Shown, t.Err)
		}
	}
	for _, t := range targets {
		err := t.Plan.replace()
		if err == nil {
			err = t.Plan.confirm()
		}
		if err != nil {
			return r.holding(fresh), r.holding(old), fmt.Errorf("writing %s: %w", t.File.Shown, err)
		}
	}
	return r.holding(fresh), r.holding(old), nil
}

// replace is Save for one file of several. Its error says nothing of the others.
func (p *Plan) replace() error {
	if p.Empty() {
		return nil
	}
	replaced, err := p.put(machineVolume())
	if err != nil && replaced {
		return fmt.Errorf("the new content is in place, but may not survive a power cut: %w", reason(err))
	}
	if err != nil {
		return reason(err)
	}
	return nil
}

// InFile reports whether a file holds a consumer key where it has an effect. What
// only a variable holds goes with the shell that set it.
func (r KeyReplacer) InFile(key ovhapi.Secret) bool {
	found, _ := r.Find(key)
	return !key.Empty() && slices.ContainsFunc(found, func(k FoundKey) bool {
		return k.Key == keyConsumer && k.Value == key && k.Writable()
	})
}

// holding names the places in which a consumer key has an effect.
func (r KeyReplacer) holding(key ovhapi.Secret) []string {
	if key.Empty() {
		return nil
	}
	found, _ := r.Find(key)
	var places []string
	for _, k := range found {
		if k.Key == keyConsumer && k.Value == key && !k.Shadowed {
			places = append(places, k.Origin.String())
		}
	}
	return places
}
