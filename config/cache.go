package config

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"ovh-tokens/ovhapi/catalog"
)

// Cache keeps what can be fetched again, in a folder of this machine: the
// catalogue of each endpoint's operations. The folder is made when there is
// something to keep.
type Cache struct{ dir string }

// NewCache uses a folder, which need not exist.
func NewCache(dir string) Cache { return Cache{dir} }

var (
	_ catalog.Store = Cache{}
	_ catalog.Store = (*MemoryCache)(nil)
)

// maxCatalogue is the largest stored catalogue that is read, in bytes; that of
// ovh-eu, which has the most operations, takes a twentieth of it.
const maxCatalogue = 32 << 20

// Catalogue returns the stored catalogue of an endpoint by its name or URL, nil
// when there is none. What is no regular file or too large is not read.
func (c Cache) Catalogue(endpoint string) ([]byte, error) {
	data, err := readRegular(c.file(endpoint), maxCatalogue)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the stored list of operations: %w", err)
	}
	return data, nil
}

// readRegular reads a regular file of at most so many bytes. Anything else, such
// as a pipe, might be waited for without end.
func readRegular(path string, most int64) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errDirectory
	case !info.Mode().IsRegular():
		return nil, errSpecial
	}
	f, err := os.Open(path) //nolint:gosec // a file that this program keeps
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // nothing was written
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(data)) > most {
		err = fmt.Errorf("it is larger than %d bytes", most)
	}
	return data, err
}

// KeepCatalogue stores a catalogue so that a crash leaves the old or the new one.
func (c Cache) KeepCatalogue(endpoint string, data []byte) error {
	if err := os.MkdirAll(c.dir, folderMode); err != nil {
		return err
	}
	sweep(c.dir, time.Now(), func(string) bool { return false })
	return writeAtomic(c.file(endpoint), data, func(step) {})
}

// file is where an endpoint's catalogue stands. A URL is no name for a file, so
// it gets a short one that two URLs do not share.
func (c Cache) file(endpoint string) string {
	name := endpoint
	if !plainName(name) {
		sum := sha256.Sum256([]byte(endpoint))
		name = "url-" + hex.EncodeToString(sum[:8])
	}
	return filepath.Join(c.dir, "operations-"+strings.ToLower(name)+".tsv")
}

// MemoryCache keeps it for this run alone. Its zero value is empty.
type MemoryCache struct {
	mu   sync.Mutex
	data map[string][]byte
}

// Catalogue returns what was kept, or nil.
func (c *MemoryCache) Catalogue(endpoint string) ([]byte, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.data[endpoint], nil
}

// KeepCatalogue keeps it.
func (c *MemoryCache) KeepCatalogue(endpoint string, data []byte) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.data == nil {
		c.data = map[string][]byte{}
	}
	c.data[endpoint] = data
	return nil
}
