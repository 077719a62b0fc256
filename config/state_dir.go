package config

import (
	"errors"
	"path/filepath"
)

// programName is the program's folder below the platform's places.
const programName = "ovh-tokens"

// folder is what the platforms call one kind of place.
type folder struct {
	variable  string // of the XDG Base Directory Specification
	home      []string
	onMac     []string
	onWindows []string // below %LocalAppData% and the program's folder
	lost      string   // what can't be done without
}

var (
	stateFolder = folder{
		variable: "XDG_STATE_HOME", home: []string{".local", "state"}, onMac: []string{"Library", "Application Support"},
		lost: "no place to keep requests",
	}
	cacheFolder = folder{
		variable: "XDG_CACHE_HOME", home: []string{".cache"}, onMac: []string{"Library", "Caches"}, onWindows: []string{"cache"},
		lost: "no place to keep the list of operations",
	}
)

// StateDir returns the folder for requests, receipts and preferences:
// $XDG_STATE_HOME/ovh-tokens or ~/.local/state/ovh-tokens as the XDG Base
// Directory Specification has it, ~/Library/Application Support/ovh-tokens on
// macOS, %LocalAppData%\ovh-tokens on Windows. goos is a runtime.GOOS; home may
// be empty where it is not needed.
func StateDir(getenv func(string) string, goos, home string) (string, error) {
	return stateFolder.path(getenv, goos, home)
}

// CacheDir returns the folder for what can be fetched again, in the same way:
// $XDG_CACHE_HOME/ovh-tokens or ~/.cache/ovh-tokens, ~/Library/Caches/ovh-tokens,
// %LocalAppData%\ovh-tokens\cache.
func CacheDir(getenv func(string) string, goos, home string) (string, error) {
	return cacheFolder.path(getenv, goos, home)
}

func (f folder) path(getenv func(string) string, goos, home string) (string, error) {
	inHome := func(path ...string) (string, error) {
		if home == "" {
			return "", errors.New(f.lost + ": the home folder is unknown; set HOME")
		}
		return filepath.Join(append(append([]string{home}, path...), programName)...), nil
	}
	below := func(dir string, err error) (string, error) {
		if err != nil {
			return "", err
		}
		return filepath.Join(append([]string{dir}, f.onWindows...)...), nil
	}
	switch goos {
	case "windows":
		if dir := getenv("LocalAppData"); dir != "" {
			return below(filepath.Join(dir, programName), nil)
		}
		return below(inHome("AppData", "Local"))
	case "darwin", "ios":
		return inHome(f.onMac...)
	}
	// The specification says that a relative path is to be ignored.
	if dir := getenv(f.variable); filepath.IsAbs(dir) {
		return filepath.Join(dir, programName), nil
	}
	return inHome(f.home...)
}
