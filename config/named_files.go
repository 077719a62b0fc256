package config

import (
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
)

// namedFile is in the state folder once the user has named files that hold keys.
const namedFile = "files.json"

// mostNamed is how many files are remembered; of more, those named first are
// given up.
const mostNamed = 64

// longestPath is longer than any path that Linux takes (4096 bytes).
const longestPath = 4096

// FileKeeper remembers the files outside the usual places in which the user said
// that keys stand: their paths, and nothing of what is in them. A file that one
// rotation has written has to be found by the next one, whose end would leave
// it with a dead key otherwise.
type FileKeeper interface {
	// NamedFiles returns their full paths in the order in which they were named.
	NamedFiles() ([]string, error)
	// NameFile puts a full path on the list; one that stands there stays.
	NameFile(path string) error
	// UnnameFile takes a path off the list. The file stays as it is.
	UnnameFile(path string) error
}

// errNoPath refuses what could not be found again from another folder.
var errNoPath = errors.New("it is no full path of a file")

// named is the list with one more path on it. It is not changed itself.
func named(list []string, path string) ([]string, error) {
	if !fullPath(path) {
		return nil, errNoPath
	}
	if slices.Contains(list, path) {
		return list, nil
	}
	list = append(slices.Clone(list), path)
	return list[max(len(list)-mostNamed, 0):], nil
}

// unnamed is the list without a path.
func unnamed(list []string, path string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(p string) bool { return p == path })
}

func fullPath(path string) bool {
	return filepath.IsAbs(path) && len(path) <= longestPath && !strings.ContainsRune(path, 0)
}

// namedRecord is the list as its file holds it.
type namedRecord struct {
	Files []string `json:"files"`
}

// NamedFiles reads files.json. What can't be a path in it is passed over.
func (s *State) NamedFiles() ([]string, error) {
	var r namedRecord
	err := readJSON(filepath.Join(s.dir, namedFile), &r)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var list []string
	for _, path := range r.Files {
		if more, err := named(list, path); err == nil {
			list = more
		}
	}
	return list, nil
}

// NameFile writes files.json, with what other processes have named meanwhile. Of
// two that write in the same moment the later one wins.
func (s *State) NameFile(path string) error {
	s.files.Lock()
	defer s.files.Unlock()
	list, err := s.NamedFiles()
	if err != nil {
		return err
	}
	more, err := named(list, path)
	if err != nil || slices.Equal(more, list) {
		return err
	}
	return s.write(filepath.Join(s.dir, namedFile), namedRecord{more})
}

// UnnameFile writes files.json without the path.
func (s *State) UnnameFile(path string) error {
	s.files.Lock()
	defer s.files.Unlock()
	list, err := s.NamedFiles()
	if err != nil {
		return err
	}
	left := unnamed(list, path)
	if len(left) == len(list) {
		return nil
	}
	return s.write(filepath.Join(s.dir, namedFile), namedRecord{left})
}

// NamedFiles returns what was named in this run.
func (m *MemoryState) NamedFiles() ([]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.files), nil
}

// NameFile remembers a path for this run.
func (m *MemoryState) NameFile(path string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	more, err := named(m.files, path)
	if err == nil {
		m.files = more
	}
	return err
}

// UnnameFile forgets a path.
func (m *MemoryState) UnnameFile(path string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.files = unnamed(m.files, path)
	return nil
}
