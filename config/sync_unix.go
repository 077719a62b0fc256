//go:build !windows

package config

import (
	"errors"
	"os"
	"syscall"
)

// syncDir brings a rename in dir to the disk. Some file systems can't do that
// for folders and say so; there is nothing more to be done on them.
func syncDir(dir string) error {
	d, err := os.Open(dir) //nolint:gosec // a path below the state folder
	if err != nil {
		return err
	}
	err = d.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		err = nil
	}
	if closeErr := d.Close(); err == nil {
		err = closeErr
	}
	return err
}
