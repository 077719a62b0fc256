package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// WritePrivate writes a whole file that its user alone can read (mode 0600), so
// that it holds its old content or the new one whatever happens in between. A
// link is followed; folders that are missing are made, for the user alone. A
// file that is there already is replaced only with overwrite, and loses the
// rights of others before the new content comes; without, the error is
// fs.ErrExist. Any other error says in words what was done.
func WritePrivate(path string, data []byte, overwrite bool) error {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	p, err := replacement(path, data, overwrite)
	if err != nil {
		return fmt.Errorf("write %s: %w; nothing was changed", path, reason(err))
	}
	return p.Save()
}

// replacement plans to write the whole of a file.
func replacement(path string, data []byte, overwrite bool) (*Plan, error) {
	_, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := os.MkdirAll(filepath.Dir(path), folderMode); err != nil {
			return nil, err
		}
	case err == nil && !overwrite:
		return nil, fs.ErrExist
	case err != nil:
		return nil, err
	}
	now, err := lookAt(path)
	if err != nil {
		return nil, err
	}
	if now.info != nil && now.info.Mode().Perm()&0o077 != 0 {
		if err := os.Chmod(now.path, newFileMode); err != nil {
			return nil, err
		}
	}
	return &Plan{Path: now.path, New: now.info == nil, body: &body{named: path, before: now.data, after: data}}, nil
}
