package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

const (
	// tempMark is in the name of every file that is being written.
	tempMark = ".tmp-"
	// tempAge is how old a leftover must be before it is taken away: a younger
	// one may be in the hands of another process.
	tempAge = time.Hour
)

// step is a point of writing a file at which the program may be killed.
type step string

const (
	stepCreated step = "created" // an empty temporary file
	stepWritten step = "written" // its content, maybe not on disk yet
	stepSynced  step = "synced"  // its content on disk
	stepRenamed step = "renamed" // in place, the folder maybe not on disk yet
)

// writeAtomic puts data into path so that a crash at any point leaves the old
// file or the new one. When it returns nil, the new one is on disk. at is
// called after every step; tests stop there.
//
// A temporary file that is complete and could not be put in place stays: it may
// be the only copy of a key, and Pending reads it.
func writeAtomic(path string, data []byte, at func(step)) error {
	return writeAtomicAs(path, data, 0, at)
}

// writeAtomicAs is writeAtomic for a file of another mode than 0600, unless that is
// 0.
func writeAtomicAs(path string, data []byte, mode fs.FileMode, at func(step)) error {
	dir, name := filepath.Split(path)
	f, err := os.CreateTemp(dir, name+tempMark+"*") // mode 0600
	if err != nil {
		return fmt.Errorf("write %s: %w", path, reason(err))
	}
	at(stepCreated)
	if err := fillAndSync(f, data, mode, at); err != nil {
		_ = os.Remove(f.Name()) // incomplete, of no use to anybody
		return fmt.Errorf("write %s: %w", path, reason(err))
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return fmt.Errorf("write %s: %w; the data is in %s", path, linkReason(err), f.Name())
	}
	at(stepRenamed)
	if err := syncDir(filepath.Clean(dir)); err != nil {
		return fmt.Errorf("write %s: %w", path, reason(err))
	}
	return nil
}

// fillAndSync writes the content, brings it to the disk and closes the file.
func fillAndSync(f *os.File, data []byte, mode fs.FileMode, at func(step)) error {
	_, err := f.Write(data)
	if err == nil && mode != 0 {
		err = f.Chmod(mode)
	}
	if err == nil {
		at(stepWritten)
		err = f.Sync()
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		at(stepSynced)
	}
	return err
}

// linkReason drops the two paths from a failed rename.
func linkReason(err error) error {
	var linkErr *os.LinkError
	if errors.As(err, &linkErr) {
		return linkErr.Err
	}
	return err
}

// target returns the name of the file that a temporary one was written for.
func target(name string) (string, bool) {
	before, _, ok := strings.Cut(name, tempMark)
	return before, ok
}

// sweep removes old leftovers of dir. keep is asked about each; what it claims
// stays. Sweeping is a courtesy, so that its errors are nobody's concern.
func sweep(dir string, now time.Time, keep func(name string) bool) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if _, ok := target(e.Name()); !ok || !isOld(e, now) || keep(e.Name()) {
			continue
		}
		_ = os.Remove(filepath.Join(dir, e.Name()))
	}
}

// isOld reports whether nobody can be writing a file any more.
func isOld(e fs.DirEntry, now time.Time) bool {
	info, err := e.Info()
	return err == nil && info.Mode().IsRegular() && now.Sub(info.ModTime()) > tempAge
}
