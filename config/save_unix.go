//go:build !windows

package config

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// lockFolder keeps other processes of this program from writing in a folder.
// The lock is the folder's own, so that nothing is left behind. File systems
// that can't lock are used without.
func lockFolder(dir string) (unlock func(), err error) {
	d, err := os.Open(dir) //nolint:gosec // the folder of a file that the user names
	if err != nil {
		return nil, err
	}
	unlock = func() { _ = d.Close() } // which gives the lock up
	if err := syscall.Flock(int(d.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); errors.Is(err, syscall.EWOULDBLOCK) {
		unlock()
		return nil, ErrBusy
	}
	return unlock, nil
}

// keepOwner gives a new file the owner and the group of the old one.
func keepOwner(f temporary, own, old fs.FileInfo) error {
	is, ok := own.Sys().(*syscall.Stat_t)
	was, ok2 := old.Sys().(*syscall.Stat_t)
	if !ok || !ok2 || is.Uid == was.Uid && is.Gid == was.Gid {
		return nil
	}
	return f.Chown(int(was.Uid), int(was.Gid))
}

// hasSecondName reports a hard link.
func hasSecondName(info fs.FileInfo) bool {
	s, ok := info.Sys().(*syscall.Stat_t)
	return ok && s.Nlink > 1
}

// writableFolder says why no file can be made in a folder.
func writableFolder(dir string) error {
	const write, search = 2, 1
	return syscall.Access(dir, write|search)
}
