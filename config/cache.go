package config

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
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

// Catalogue returns the stored catalogue of an endpoint by its name or URL, nil
// when there is none.
func (c Cache) Catalogue(endpoint string) ([]byte, error) {
	data, err := os.ReadFile(c.file(endpoint))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the stored list of operations: %w", err)
	}
	return data, nil
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
