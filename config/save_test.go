package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

const beforeSave, afterSave = "# mine\n[ovh-eu]\nconsumer_key=OLD\n", "# mine\n[ovh-eu]\nconsumer_key=NEW\n"

// confFile makes an ovh.conf in a folder of its own.
func confFile(t testing.TB, text string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "ovh.conf")
	write(t, path, text)
	return path
}

// plan plans to set the consumer key.
func plan(t testing.TB, path string) *Plan {
	t.Helper()
	p, err := NewPlan(path, []Change{set(eu, "consumer_key", "NEW")})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// expectFile holds a file against what it should say, and its folder against
// leftovers.
func expectFile(t testing.TB, path, want string) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil || string(got) != want {
		t.Errorf("the file says %q, %v; want %q", got, err, want)
	}
	leftovers, err := filepath.Glob(path + tempMark + "*")
	if err != nil || len(leftovers) > 0 {
		t.Errorf("left behind: %q, %v", leftovers, err)
	}
}

func TestSaveReplacesAFile(t *testing.T) {
	t.Parallel()
	path := confFile(t, beforeSave)
	p := plan(t, path)
	if p.New || p.Empty() || p.Path != path {
		t.Errorf("plan %+v", p)
	}
	expectFile(t, path, beforeSave) // planning writes nothing
	if err := p.Save(); err != nil {
		t.Fatal(err)
	}
	expectFile(t, path, afterSave)
	if p := plan(t, path); !p.Empty() || len(p.Hunks) > 0 || p.Save() != nil {
		t.Errorf("again: %+v", p.Hunks)
	}
	if err := p.Save(); !errors.Is(err, ErrChanged) {
		t.Errorf("saved twice: %v", err)
	}
}

func TestSaveMakesANewFile(t *testing.T) {
	t.Parallel()
	path := confFile(t, "")
	p := plan(t, path)
	if !p.New {
		t.Error("it is new")
	}
	if err := p.Save(); err != nil {
		t.Fatal(err)
	}
	expectFile(t, path, "[ovh-eu]\nconsumer_key=NEW\n")
}

func TestSaveRefusesAFileThatHasChanged(t *testing.T) {
	t.Parallel()
	for name, before := range map[string]string{"other content": beforeSave, "came meanwhile": ""} {
		for _, last := range []bool{false, true} {
			path := confFile(t, before)
			p, v := plan(t, path), machineVolume()
			if last { // the very moment before it would be replaced
				v.at = func(now step) {
					if now == stepSynced {
						write(t, path, "other")
					}
				}
			} else {
				write(t, path, "other")
			}
			if err := p.save(v); !errors.Is(err, ErrChanged) || !strings.Contains(err.Error(), "nothing was changed") {
				t.Errorf("%s: %v", name, err)
			}
			expectFile(t, path, "other")
		}
	}
	path := confFile(t, beforeSave)
	p := plan(t, path)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := p.Save(); !errors.Is(err, ErrChanged) {
		t.Errorf("removed meanwhile: %v", err)
	}
}

// faulty is a temporary file on a disk that fails.
type faulty struct {
	temporary
	room                              int // bytes until the disk is full
	onSync, onClose, onChmod, onChown error
}

func (f *faulty) Write(b []byte) (int, error) {
	if len(b) > f.room {
		n, _ := f.temporary.Write(b[:f.room])
		return n, &fs.PathError{Op: "write", Path: f.Name(), Err: syscall.ENOSPC}
	}
	return f.temporary.Write(b)
}

func (f *faulty) Sync() error { return errors.Join(f.onSync, f.temporary.Sync()) }

func (f *faulty) Close() error { return errors.Join(f.temporary.Close(), f.onClose) }

func (f *faulty) Chmod(m fs.FileMode) error {
	if f.onChmod != nil {
		return f.onChmod
	}
	return f.temporary.Chmod(m)
}

func (f *faulty) Chown(uid, gid int) error {
	if f.onChown != nil {
		return f.onChown
	}
	return f.temporary.Chown(uid, gid)
}

func TestSaveOnADiskThatFails(t *testing.T) {
	t.Parallel()
	with := func(f faulty) volume {
		v := machineVolume()
		v.create = func(dir, pattern string) (temporary, error) {
			file, err := os.CreateTemp(dir, pattern)
			f.temporary = file
			return &f, err
		}
		return v
	}
	noCreate, noRename := machineVolume(), machineVolume()
	noCreate.create = func(string, string) (temporary, error) {
		return nil, &fs.PathError{Op: "open", Path: "x", Err: syscall.EROFS}
	}
	noRename.rename = func(from, to string) error {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: syscall.EACCES}
	}
	tests := map[string]struct {
		volume volume
		want   error
	}{
		"full at once":        {with(faulty{}), syscall.ENOSPC},
		"full in the middle":  {with(faulty{room: 10}), syscall.ENOSPC},
		"full when synced":    {with(faulty{room: 1000, onSync: syscall.ENOSPC}), syscall.ENOSPC},
		"full when closed":    {with(faulty{room: 1000, onClose: syscall.EIO}), syscall.EIO},
		"mode can't be kept":  {with(faulty{room: 1000, onChmod: syscall.EPERM}), syscall.EPERM},
		"read-only":           {noCreate, syscall.EROFS},
		"no right to replace": {noRename, syscall.EACCES},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := confFile(t, beforeSave)
			if err := os.Chmod(path, 0o640); err != nil {
				t.Fatal(err)
			}
			err := plan(t, path).save(tt.volume)
			if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "nothing was changed") {
				t.Errorf("got %v", err)
			}
			expectFile(t, path, beforeSave)
		})
	}
}

// A folder that can't be brought to the disk is told, and not as if nothing had
// happened.
func TestSaveSaysWhenTheNewContentIsNotSafeYet(t *testing.T) {
	t.Parallel()
	path := confFile(t, beforeSave)
	v := machineVolume()
	v.syncDir = func(string) error { return syscall.EIO }
	if err := plan(t, path).save(v); !errors.Is(err, syscall.EIO) || !strings.Contains(err.Error(), "in place") {
		t.Errorf("got %v", err)
	}
	expectFile(t, path, afterSave)
}

func TestSaveIntoAFolderThatHasGone(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", beforeSave} {
		path := confFile(t, text)
		p := plan(t, path)
		if err := os.RemoveAll(filepath.Dir(path)); err != nil {
			t.Fatal(err)
		}
		if err := p.Save(); err == nil || !strings.Contains(err.Error(), "folder does not exist") {
			t.Errorf("got %v", err)
		}
		if _, err := NewPlan(path, nil); err == nil || !strings.Contains(err.Error(), "folder does not exist") {
			t.Errorf("planned: %v", err)
		}
	}
}

func TestKilledWhileSaving(t *testing.T) {
	t.Parallel()
	for before, after := range map[string]string{beforeSave: afterSave, "": "[ovh-eu]\nconsumer_key=NEW\n"} {
		for _, at := range []step{stepCreated, stepWritten, stepSynced, stepRenamed} {
			path := confFile(t, before)
			saveKilledAt(plan(t, path), at)
			got, err := os.ReadFile(path)
			if err != nil && (before != "" || !errors.Is(err, fs.ErrNotExist)) {
				t.Fatal(err)
			}
			want := before
			if at == stepRenamed {
				want = after
			}
			if string(got) != want {
				t.Errorf("killed when %s, the file says %q", at, got)
			}
			if err := plan(t, path).Save(); err != nil {
				t.Errorf("killed when %s, then saved: %v", at, err)
			}
		}
	}
}

// saveKilledAt stops dead after a step: nothing that comes after it is done.
func saveKilledAt(p *Plan, at step) {
	v := machineVolume()
	v.at = func(now step) {
		if now == at {
			panic(at)
		}
	}
	defer func() { _ = recover() }() // the step, as asked for
	_ = p.save(v)
}

// A temporary file that a crash left holds keys; it goes away with the next
// save, unless it is young and may be in use. Nothing else does.
func TestSaveSweepsWhatACrashLeft(t *testing.T) {
	t.Parallel()
	path := confFile(t, beforeSave)
	old := time.Now().Add(-2 * tempAge)
	files := map[string]bool{path + tempMark + "1": false, path + tempMark + "x1": true, path + tempMark: true, filepath.Join(filepath.Dir(path), "other.tmp-1"): true}
	for name := range files {
		write(t, name, "x")
		if err := os.Chtimes(name, old, old); err != nil {
			t.Fatal(err)
		}
	}
	young := path + tempMark + "2"
	write(t, young, "x")
	files[young] = true
	if err := plan(t, path).Save(); err != nil {
		t.Fatal(err)
	}
	for name, stays := range files {
		if _, err := os.Stat(name); (err == nil) != stays {
			t.Errorf("%s: %v", filepath.Base(name), err)
		}
	}
}

// Many writers at once: those that come too late are told, and no key of any is
// lost.
func TestNoWriterLosesAnothersKey(t *testing.T) {
	t.Parallel()
	path := confFile(t, beforeSave)
	var wg sync.WaitGroup
	want := beforeSave
	for i := range 8 {
		key := fmt.Sprintf("key%d", i)
		wg.Go(func() {
			for {
				p, err := NewPlan(path, []Change{set(eu, key, "x")})
				if err == nil {
					err = p.Save()
				}
				if err == nil {
					return
				}
				if !errors.Is(err, ErrChanged) && !errors.Is(err, ErrBusy) {
					t.Errorf("%s: %v", key, err)
					return
				}
			}
		})
	}
	wg.Wait()
	got, err := os.ReadFile(path)
	if err != nil || strings.Count(string(got), "=x\n") != 8 || !strings.HasPrefix(string(got), want) {
		t.Errorf("the file says %q, %v", got, err)
	}
}
