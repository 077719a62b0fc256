package config

import (
	"io/fs"
	"path/filepath"
)

// sharedMode is for files that other programs of the machine read.
const sharedMode fs.FileMode = 0o644

// WriteShared writes a whole file that every user of the machine may read (mode
// 0644), so that a reader finds the old content or the new one, never a part. It is
// for what holds no secret. The folder has to exist; a link is replaced, not
// followed.
func WriteShared(path string, data []byte) error {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	return writeAtomicAs(path, data, sharedMode, func(step) {})
}
