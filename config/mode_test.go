//go:build !windows

package config

import (
	"os"
	"syscall"
	"testing"
)

func TestFilesThatOthersCanReadArePointedOut(t *testing.T) {
	t.Parallel()
	for mode, told := range map[os.FileMode]bool{0o600: false, 0o640: true, 0o644: true} {
		s := disk{home: sound3, system: "[default]\nendpoint=ovh-eu\n"}.sources(t)
		if err := os.Chmod(s.HomeDir+"/.ovh.conf", mode); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(s.SystemFile, 0o644); err != nil {
			t.Fatal(err)
		}
		m, err := Load(s)
		if err != nil {
			t.Fatal(err)
		}
		if got := has(m.Problems, "~/.ovh.conf", []string{"Other users", "chmod 600 ~/.ovh.conf"}, false); got != told || len(m.Problems) > 1 {
			t.Errorf("mode %v:\n%s", mode, lines(m.Problems))
		}
		if f := m.Files[1]; f.OthersCanRead != told || f.Mode.Perm() != mode || !f.Exists || !f.Readable {
			t.Errorf("mode %v: %+v", mode, f)
		}
	}
}

// Opening a pipe that nobody writes to would wait for ever.
func TestAPipeIsNotOpened(t *testing.T) {
	t.Parallel()
	s := disk{home: sound3}.sources(t)
	if err := syscall.Mkfifo(s.SystemFile, 0o600); err != nil {
		t.Skip(err)
	}
	m, err := Load(s)
	if err != nil || !has(m.Problems, s.SystemFile, []string{"not a regular file"}, false) {
		t.Errorf("%v\n%s", err, lines(m.Problems))
	}
}

func TestAFileWithoutPermission(t *testing.T) {
	t.Parallel()
	if os.Geteuid() == 0 {
		t.Skip("root reads everything")
	}
	s := disk{work: sound3, home: sound3}.sources(t)
	if err := os.Chmod(s.WorkDir+"/ovh.conf", 0); err != nil {
		t.Fatal(err)
	}
	m, err := Load(s)
	if err == nil || !has(m.Problems, "./ovh.conf", []string{"permission denied", "Let your user read it"}, true) {
		t.Errorf("%v\n%s", err, lines(m.Problems))
	}
}

func TestRepairTakesTheRightsOfOthers(t *testing.T) {
	t.Parallel()
	s := disk{home: sound3}.sources(t)
	target := s.HomeDir + "/real"
	if err := os.Rename(s.HomeDir+"/.ovh.conf", target); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("real", s.HomeDir+"/.ovh.conf"); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(target, 0o664); err != nil {
		t.Fatal(err)
	}
	m, err := Load(s)
	if err != nil || !m.Files[1].OthersCanRead {
		t.Fatalf("%v, %+v", err, m.Files[1])
	}
	p, _ := m.Profile("ovh-eu")
	at := m.Targets(p)[0]
	if !at.File.OthersCanRead {
		t.Errorf("the target doesn't tell: %+v", at.File)
	}
	if err := at.File.Repair(); err != nil {
		t.Fatal(err)
	}
	expectMode(t, target, 0o600)
	if m, err = Load(s); err != nil || m.Files[1].OthersCanRead || len(m.Problems) > 0 {
		t.Errorf("%v\n%s", err, lines(m.Problems))
	}
	for _, path := range []string{s.HomeDir, s.HomeDir + "/none"} {
		if err := (File{Path: path}).Repair(); err == nil {
			t.Errorf("%s was repaired", path)
		}
	}
}
