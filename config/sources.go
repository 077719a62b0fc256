// Package config knows this machine: the ovh.conf files, the environment and
// the profiles in them, and the folder in which requests and receipts are kept.
// It knows neither the network nor the screen.
package config

import (
	"os"
	"os/user"
	"path/filepath"
	"strings"
)

// Sources is everything that is read from outside, so that tests need no real
// machine.
type Sources struct {
	// ConfigFile is the ovh.conf to use and no other (--config), or empty.
	ConfigFile string
	// Profile and Endpoint come from --profile and --endpoint.
	Profile, Endpoint string
	// Getenv reads the environment; nil stands for an empty one.
	Getenv func(string) string
	// WorkDir holds ovh.conf, HomeDir holds .ovh.conf. An empty one is not
	// looked at.
	WorkDir, HomeDir string
	// SystemFile is the machine's own ovh.conf, "/etc/ovh.conf".
	SystemFile string
}

// MachineSources returns the places of the machine it runs on, without flags.
// The home folder is the one in $HOME, as for python-ovh; go-ovh v1.9.0 asks
// the user database first, which is the same unless $HOME was changed.
func MachineSources() Sources {
	work, err := os.Getwd()
	if err != nil {
		work = ""
	}
	home, err := os.UserHomeDir()
	if err != nil {
		home = ""
		if u, err := user.Current(); err == nil {
			home = u.HomeDir
		}
	}
	return Sources{Getenv: os.Getenv, WorkDir: work, HomeDir: home, SystemFile: "/etc/ovh.conf"}
}

// homeShown and workShown are how the files in the home folder and in the folder
// worked in are called.
const (
	homeShown = "~/.ovh.conf"
	workShown = "./ovh.conf"
)

// place is a file to look at and how people write its name.
type place struct {
	path, shown string
	// named is true for --config: it has to be there, and it may be a pipe.
	named bool
}

// places lists the files to read, the one that wins first. The order is that
// of go-ovh v1.9.0 (ovh/configuration.go).
func (s Sources) places() []place {
	if s.ConfigFile != "" {
		path := s.ConfigFile
		if abs, err := filepath.Abs(path); err == nil {
			path = abs
		}
		return []place{{path: path, shown: s.shorten(s.ConfigFile), named: true}}
	}
	var list []place
	if s.WorkDir != "" {
		list = append(list, place{path: filepath.Join(s.WorkDir, "ovh.conf"), shown: workShown})
	}
	if s.HomeDir != "" {
		list = append(list, place{path: filepath.Join(s.HomeDir, ".ovh.conf"), shown: homeShown})
	}
	if s.SystemFile != "" {
		list = append(list, place{path: s.SystemFile, shown: s.SystemFile})
	}
	return list
}

// shorten writes a path below the home folder with a tilde.
func (s Sources) shorten(path string) string {
	if s.HomeDir == "" {
		return path
	}
	home := strings.TrimRight(s.HomeDir, `/\`) + string(filepath.Separator)
	if rest, ok := strings.CutPrefix(path, home); ok {
		return "~/" + filepath.ToSlash(rest)
	}
	return path
}

// getenv reads one variable.
func (s Sources) getenv(name string) string {
	if s.Getenv == nil {
		return ""
	}
	return s.Getenv(name)
}
