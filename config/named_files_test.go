package config

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestNamedFilesAreRemembered(t *testing.T) {
	t.Parallel()
	a, b := filepath.Join(t.TempDir(), "a.env"), filepath.Join(t.TempDir(), "b.ini")
	for name, s := range stores(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if list, err := s.NamedFiles(); err != nil || len(list) > 0 {
				t.Fatalf("at first: %v, %v", list, err)
			}
			if err := errors.Join(s.NameFile(a), s.NameFile(b), s.NameFile(a)); err != nil {
				t.Fatal(err)
			}
			if list, err := s.NamedFiles(); err != nil || !slices.Equal(list, []string{a, b}) {
				t.Errorf("got %v, %v", list, err)
			}
			if err := errors.Join(s.UnnameFile(a), s.UnnameFile(a)); err != nil { // twice does no harm
				t.Fatal(err)
			}
			if list, err := s.NamedFiles(); err != nil || !slices.Equal(list, []string{b}) {
				t.Errorf("left: %v, %v", list, err)
			}
		})
	}
}

func TestOnlyFullPathsAreRemembered(t *testing.T) {
	t.Parallel()
	for name, s := range stores(t) {
		for _, path := range []string{"", "c.env", "./c.env", "/tmp/a\x00", "/tmp/" + strings.Repeat("x", longestPath)} {
			if err := s.NameFile(path); !errors.Is(err, errNoPath) {
				t.Errorf("%s: naming %.20q: %v", name, path, err)
			}
		}
	}
}

func TestNamedFilesHaveABound(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, s := range stores(t) {
		path := func(n int) string { return filepath.Join(dir, fmt.Sprintf("%03d.env", n)) }
		for n := range mostNamed + 2 {
			if err := s.NameFile(path(n)); err != nil {
				t.Fatal(err)
			}
		}
		list, err := s.NamedFiles()
		if err != nil || len(list) != mostNamed || list[0] != path(2) || list[mostNamed-1] != path(mostNamed+1) {
			t.Errorf("%s: %d files from %v on, %v", name, len(list), list[:1], err)
		}
	}
}

func TestDamagedListOfFilesIsTold(t *testing.T) {
	t.Parallel()
	s, err := OpenState(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	good := filepath.Join(s.Dir(), "good.env")
	write(t, filepath.Join(s.Dir(), namedFile), `{"files":["here.env","`+filepath.ToSlash(good)+`",""]}`)
	if list, err := s.NamedFiles(); err != nil || !slices.Equal(list, []string{filepath.ToSlash(good)}) {
		t.Errorf("got %v, %v", list, err)
	}
	write(t, filepath.Join(s.Dir(), namedFile), `{"files":["`)
	if _, err := s.NamedFiles(); !errors.Is(err, errDamaged) {
		t.Errorf("reading: %v", err)
	}
	if err := s.NameFile(good); !errors.Is(err, errDamaged) {
		t.Errorf("a damaged list was overwritten: %v", err)
	}
}
