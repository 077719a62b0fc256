//go:build !windows

package config

import (
	"bufio"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestSaveKeepsTheMode(t *testing.T) {
	t.Parallel()
	for _, mode := range []fs.FileMode{0o600, 0o644, 0o660, 0o200 | 0o400} {
		path := confFile(t, beforeSave)
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		if err := plan(t, path).Save(); err != nil {
			t.Fatal(err)
		}
		expectMode(t, path, mode)
	}
	path := confFile(t, "")
	if err := plan(t, path).Save(); err != nil {
		t.Fatal(err)
	}
	expectMode(t, path, 0o600)
}

func expectMode(t *testing.T, path string, want fs.FileMode) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != want {
		t.Errorf("mode %v, %v; want %v", info.Mode(), err, want)
	}
}

func TestSaveKeepsTheOwner(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("only root can give files away")
	}
	path := confFile(t, beforeSave)
	if err := os.Chown(path, 12345, 23456); err != nil {
		t.Skip(err)
	}
	v := machineVolume()
	v.create = func(dir, pattern string) (temporary, error) {
		f, err := os.CreateTemp(dir, pattern)
		return &faulty{temporary: f, room: 1000, onChown: syscall.EPERM}, err
	}
	if err := plan(t, path).save(v); !errors.Is(err, syscall.EPERM) || !strings.Contains(err.Error(), "owner can't be kept") {
		t.Errorf("got %v", err)
	}
	expectFile(t, path, beforeSave)
	if err := plan(t, path).Save(); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if s, ok := info.Sys().(*syscall.Stat_t); !ok || s.Uid != 12345 || s.Gid != 23456 {
		t.Errorf("owner %+v", info.Sys())
	}
	expectFile(t, path, afterSave)
}

func TestSaveFollowsALink(t *testing.T) {
	t.Parallel()
	path := confFile(t, beforeSave)
	second, link := filepath.Join(filepath.Dir(path), "second"), filepath.Join(t.TempDir(), ".ovh.conf")
	for name, to := range map[string]string{second: "ovh.conf", link: second} {
		if err := os.Symlink(to, name); err != nil {
			t.Fatal(err)
		}
	}
	p := plan(t, link)
	if p.Path != path {
		t.Errorf("the plan is for %s", p.Path)
	}
	if err := p.Save(); err != nil {
		t.Fatal(err)
	}
	expectFile(t, path, afterSave)
	if to, err := os.Readlink(link); err != nil || to != second {
		t.Errorf("the link leads to %s, %v", to, err)
	}
	// A link that leads elsewhere now is not followed blindly.
	p, err := NewPlan(link, []Change{set(eu, "consumer_key", "NEWER")})
	if err != nil {
		t.Fatal(err)
	}
	other := confFile(t, afterSave)
	if err := os.Remove(link); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(other, link); err != nil {
		t.Fatal(err)
	}
	if err := p.Save(); !errors.Is(err, ErrChanged) {
		t.Errorf("got %v", err)
	}
	expectFile(t, other, afterSave)
	expectFile(t, path, afterSave)
}

func TestWhatCanNotBeReplaced(t *testing.T) {
	t.Parallel()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	path := func() string { return confFile(t, beforeSave) }
	readOnly, hard, pipe, folder, loose := path(), path(), path()+".pipe", path()+".d", path()+".link"
	must(os.Chmod(readOnly, 0o400))
	must(os.Link(hard, hard+".second"))
	must(syscall.Mkfifo(pipe, 0o600))
	must(os.Mkdir(folder, 0o700))
	must(os.Symlink("nowhere", loose))
	for name, want := range map[string]string{
		readOnly: "read-only", hard: "second name", pipe: "not a regular file", folder: "it is a folder", loose: "link to a file that does not exist",
		path() + "/x": "not a directory", t.TempDir() + "/no/x": "folder does not exist",
	} {
		if _, err := NewPlan(name, nil); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), name) {
			t.Errorf("want %q: %v", want, err)
		}
	}
	expectFile(t, readOnly, beforeSave)
}

func TestAFolderWithoutPermission(t *testing.T) {
	t.Parallel()
	if os.Geteuid() == 0 {
		t.Skip("root writes everywhere")
	}
	path := confFile(t, beforeSave)
	p := plan(t, path)
	if err := os.Chmod(filepath.Dir(path), 0o500); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(filepath.Dir(path), 0o700) })
	if err := p.Save(); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("got %v", err)
	}
	if _, err := NewPlan(path+"2", nil); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("got %v", err)
	}
	expectFile(t, path, beforeSave)
}

func TestASecondWriterIsTold(t *testing.T) {
	t.Parallel()
	path := confFile(t, beforeSave)
	p := plan(t, path)
	v := machineVolume()
	v.at = func(now step) {
		if now != stepSynced {
			return
		}
		if err := p.Save(); !errors.Is(err, ErrBusy) || !strings.Contains(err.Error(), "nothing was changed") {
			t.Errorf("got %v", err)
		}
	}
	if err := p.save(v); err != nil {
		t.Fatal(err)
	}
	expectFile(t, path, afterSave)
}

// savingVariable makes the test binary a program that saves until it is killed.
const savingVariable = "OVH_TOKENS_TEST_SAVING"

// A process that does nothing but save is killed for good; the file is whole.
func TestSIGKILLWhileSaving(t *testing.T) {
	if os.Getenv(savingVariable) != "" {
		saveUntilKilled(t, "ovh.conf") // in the folder that it was started in
	}
	path := confFile(t, beforeSave)
	command := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestSIGKILLWhileSaving$")
	command.Env = append(os.Environ(), savingVariable+"=1")
	command.Dir = filepath.Dir(path)
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(output); lines.Scan(); {
		if strings.Count(lines.Text(), ".") >= 5 {
			break
		}
	}
	if err := command.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = command.Wait() // it was killed, which is an error
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if text := string(got); text != longFile("A") && text != longFile("B") {
		t.Errorf("the file is neither the old one nor the new: %d bytes", len(text))
	}
}

// longFile is large enough to be written in several pieces.
func longFile(value string) string {
	return strings.Repeat("# a comment\n", 5_000) + "[ovh-eu]\nconsumer_key=" + value + "\n"
}

func saveUntilKilled(t *testing.T, path string) {
	write(t, path, longFile("A"))
	for dots := "."; ; dots += "." {
		for _, value := range []string{"B", "A"} {
			p, err := NewPlan(path, []Change{set(eu, "consumer_key", value)})
			if err != nil {
				t.Fatal(err)
			}
			if err := p.Save(); err != nil {
				t.Fatal(err)
			}
		}
		_, _ = os.Stdout.WriteString(dots + "\n")
	}
}
