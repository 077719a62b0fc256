package config

import (
	"errors"
	"path/filepath"
)

// stateName is the program's folder below the platform's place for state.
const stateName = "ovh-tokens"

// StateDir returns the folder for requests, receipts and preferences:
// $XDG_STATE_HOME/ovh-tokens or ~/.local/state/ovh-tokens as the XDG Base
// Directory Specification has it, ~/Library/Application Support/ovh-tokens on
// macOS, %LocalAppData%\ovh-tokens on Windows. goos is a runtime.GOOS; home may
// be empty where it is not needed.
func StateDir(getenv func(string) string, goos, home string) (string, error) {
	inHome := func(path ...string) (string, error) {
		if home == "" {
			return "", errors.New("no place to keep requests: the home folder is unknown; set HOME")
		}
		return filepath.Join(append(append([]string{home}, path...), stateName)...), nil
	}
	switch goos {
	case "windows":
		if dir := getenv("LocalAppData"); dir != "" {
			return filepath.Join(dir, stateName), nil
		}
		return inHome("AppData", "Local")
	case "darwin", "ios":
		return inHome("Library", "Application Support")
	}
	// The specification says that a relative path is to be ignored.
	if dir := getenv("XDG_STATE_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, stateName), nil
	}
	return inHome(".local", "state")
}
