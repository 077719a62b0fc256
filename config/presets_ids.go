package config

import (
	"slices"

	"ovh-tokens/ovhapi/preset"
)

// PresetIDs returns the ids that entries of a user's presets file have, those of
// faulty entries included, in no order: SavePreset would put a preset of such an
// id in place of the entry. Of a file that can't be read there are none.
func PresetIDs(path string) []string {
	text, err := readPresets(path)
	if err != nil {
		return nil
	}
	list, faults := preset.ParseOwn(path, text)
	var ids []string
	add := func(id string) {
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	for _, p := range list {
		add(p.ID)
	}
	for _, f := range faults {
		add(f.ID)
	}
	return ids
}
