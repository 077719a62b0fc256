package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"ovh-tokens/ovhapi/pattern"
)

var (
	// ErrChanged says that a file is not what it was when the plan for it was
	// made. Make a new plan.
	ErrChanged = errors.New("it has changed since it was read")
	// ErrBusy says that another process of this program writes in the same
	// folder at this moment. Try again.
	ErrBusy = errors.New("another program is writing in the same folder")

	errNoFolder = errors.New("its folder does not exist")
	errReadOnly = errors.New("it is read-only")
	errDangling = errors.New("it is a link to a file that does not exist")
	errTwoNames = errors.New("it has a second name (hard link), under which the old content would stay")
)

// newFileMode is the mode of an ovh.conf that did not exist: it holds secrets.
const newFileMode = 0o600

// temporary is the file that a new content is written to.
type temporary interface {
	io.WriteCloser
	Name() string
	Stat() (fs.FileInfo, error)
	Sync() error
	Chmod(fs.FileMode) error
	Chown(uid, gid int) error
}

// volume is what Save needs of the file system; tests put faults in.
type volume struct {
	create  func(dir, pattern string) (temporary, error)
	rename  func(from, to string) error
	syncDir func(dir string) error
	at      func(step) // what happens after each step; tests stop there
}

func machineVolume() volume {
	return volume{
		create:  func(dir, pattern string) (temporary, error) { return os.CreateTemp(dir, pattern) },
		rename:  os.Rename,
		syncDir: syncDir,
		at:      func(step) {},
	}
}

// Save writes what was planned: a temporary file in the same folder, brought to
// the disk, then put in place at once. Whatever happens in between, the file
// holds its old content or the new one. It keeps its mode and its owner; a new
// one can be read by its user alone.
//
// A file that is not what it was when the plan was made is left alone; the error
// is then ErrChanged. Two processes of this program never write in the same
// folder at once where the platform can lock folders (not on Windows); the
// second gets ErrBusy. Any other error says in words what was done.
func (p *Plan) Save() error { return p.save(machineVolume()) }

func (p *Plan) save(v volume) error {
	if p.Empty() {
		return nil
	}
	replaced, err := p.put(v)
	switch {
	case err != nil && replaced:
		return fmt.Errorf("write %s: the new content is in place, but may not survive a power cut: %w", p.Path, reason(err))
	case err != nil:
		return fmt.Errorf("write %s: %w; nothing was changed", p.Path, reason(err))
	}
	return nil
}

// confirm reads the file back.
func (p *Plan) confirm() error {
	data, err := os.ReadFile(p.Path)
	if err == nil && !bytes.Equal(data, p.body.after) {
		err = ErrChanged
	}
	if err != nil {
		return fmt.Errorf("read %s back: %w", p.Path, reason(err))
	}
	return nil
}

// put writes the file and reports whether it has been replaced.
func (p *Plan) put(v volume) (replaced bool, err error) {
	dir, name := filepath.Split(p.Path)
	dir = filepath.Clean(dir)
	unlock, err := lockFolder(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return false, errNoFolder
	}
	if err != nil {
		return false, err
	}
	defer unlock()
	now, err := p.unchanged()
	if err != nil {
		return false, err
	}
	f, err := v.create(dir, name+tempMark+"*") // mode 0600
	if err != nil {
		return false, err
	}
	v.at(stepCreated)
	if err := p.fill(f, now, v); err != nil {
		_ = os.Remove(f.Name()) // incomplete, and full of secrets
		return false, err
	}
	if err := v.rename(f.Name(), p.Path); err != nil {
		_ = os.Remove(f.Name())
		return false, linkReason(err)
	}
	v.at(stepRenamed)
	sweepBeside(p.Path, time.Now())
	return true, v.syncDir(dir)
}

// fill completes the temporary file and makes sure that the old one may still
// be replaced by it.
func (p *Plan) fill(f temporary, now condition, v volume) error {
	err := adopt(f, now.info)
	if err == nil {
		_, err = f.Write(p.body.after)
	}
	if err == nil {
		v.at(stepWritten)
		err = f.Sync()
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	v.at(stepSynced)
	_, err = p.unchanged()
	return err
}

// adopt gives the temporary file the mode and owner of the one it replaces.
func adopt(f temporary, old fs.FileInfo) error {
	own, err := f.Stat()
	if err != nil {
		return err
	}
	mode := fs.FileMode(newFileMode)
	if old != nil {
		mode = old.Mode().Perm()
		if err := keepOwner(f, own, old); err != nil {
			return fmt.Errorf("its owner can't be kept: %w", reason(err))
		}
	}
	if own.Mode().Perm() == mode {
		return nil
	}
	if err := f.Chmod(mode); err != nil {
		return fmt.Errorf("its mode can't be kept: %w", reason(err))
	}
	return nil
}

// unchanged looks at the file again and returns what it is now.
func (p *Plan) unchanged() (condition, error) {
	now, err := examine(p.body.named)
	if err != nil {
		var e *examineError
		if errors.As(err, &e) {
			err = e.err // the path is named by the caller
		}
		return condition{}, err
	}
	if now.path != p.Path || (now.info == nil) != p.New || !bytes.Equal(now.data, p.body.before) {
		return condition{}, ErrChanged
	}
	return now, nil
}

// condition is what a file to be written is like.
type condition struct {
	path string      // where links lead
	info fs.FileInfo // nil when there is no file yet
	data []byte
}

// examineError names the file that can't be written.
type examineError struct {
	path string
	err  error
}

func (e *examineError) Error() string { return "look at " + e.path + ": " + e.err.Error() }
func (e *examineError) Unwrap() error { return e.err }

// examine reads a file and makes sure that it can be replaced.
func examine(path string) (condition, error) {
	c, err := lookAt(path)
	if err != nil {
		return condition{}, &examineError{path: path, err: reason(err)}
	}
	return c, nil
}

func lookAt(path string) (condition, error) {
	c := condition{path: path}
	_, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return c, checkFolder(filepath.Dir(path))
	}
	if err != nil {
		return c, err
	}
	c.path, err = filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		return c, errDangling
	}
	if err != nil {
		return c, err
	}
	c.info, err = os.Stat(c.path)
	switch {
	case err != nil:
		return c, err
	case c.info.IsDir():
		return c, errDirectory
	case !c.info.Mode().IsRegular():
		return c, errSpecial
	case c.info.Mode().Perm()&0o222 == 0:
		return c, errReadOnly
	case hasSecondName(c.info):
		return c, errTwoNames
	}
	if err := checkFolder(filepath.Dir(c.path)); err != nil {
		return c, err
	}
	// Opened for writing too, to learn whether that is allowed.
	f, err := os.OpenFile(c.path, os.O_RDWR, 0)
	if err != nil {
		return c, err
	}
	defer func() { _ = f.Close() }() // nothing was written
	c.data, err = io.ReadAll(io.LimitReader(f, maxFile+1))
	return c, err
}

// checkFolder makes sure that a file can be made in a folder.
func checkFolder(dir string) error {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errNoFolder
	case err != nil:
		return err
	case !info.IsDir():
		return errNoFolder
	}
	if err := writableFolder(dir); err != nil {
		return fmt.Errorf("its folder can't be written to: %w", err)
	}
	return nil
}

var leftoverPattern = pattern.New(`^[0-9]+$`)

// sweepBeside removes what a crash left of writing this file more than an hour
// ago: it holds secrets. Its errors are nobody's concern.
func sweepBeside(path string, now time.Time) {
	dir, name := filepath.Split(path)
	entries, err := os.ReadDir(filepath.Clean(dir))
	if err != nil {
		return
	}
	for _, e := range entries {
		if mark, ok := strings.CutPrefix(e.Name(), name+tempMark); ok && leftoverPattern.MatchString(mark) && isOld(e, now) {
			_ = os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}
