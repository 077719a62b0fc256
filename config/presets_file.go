package config

import "path/filepath"

var configFolder = folder{
	variable: "XDG_CONFIG_HOME", home: []string{".config"}, onMac: []string{"Library", "Application Support"},
	lost: "no place to keep presets",
}

// PresetsFile returns where a user's own presets stand, in the platform's folder
// for what people write themselves: presets.txt in $XDG_CONFIG_HOME/ovh-tokens or
// ~/.config/ovh-tokens, and where StateDir is on macOS and Windows.
func PresetsFile(getenv func(string) string, goos, home string) (string, error) {
	dir, err := configFolder.path(getenv, goos, home)
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "presets.txt"), nil
}
