package config

import (
	"os"
	"path/filepath"
	"strings"

	"ovh-tokens/ovhapi/plain"
)

// Resolve is the full path that a typed one means, and how people write it: ~ is
// the home folder, and what does not begin at the root begins at the folder that
// the program was started in. A path that is remembered has to be a full one: the
// program may be started elsewhere the next time.
func (s Sources) Resolve(typed string) (path, shown string) {
	home := s.HomeDir
	if home == "" {
		home, _ = os.UserHomeDir() // without one, ~ stays what was typed
	}
	path = typed
	if rest, below := strings.CutPrefix(typed, "~/"); below && home != "" {
		path = filepath.Join(home, rest)
	} else if !filepath.IsAbs(typed) && s.WorkDir != "" {
		path = filepath.Join(s.WorkDir, typed)
	}
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	return path, plain.Text(Sources{HomeDir: home}.shorten(path))
}
