package config

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"ovh-tokens/ovhapi"
)

// Store keeps what must outlive a run of the program. State does it on disk,
// MemoryState for the demo. Both are safe for concurrent use.
type Store interface {
	ovhapi.PendingKeeper
	ovhapi.ReceiptKeeper
	SetupKeeper
	FileKeeper
	// Preferences returns what the screens remember. They are the zero value
	// when nothing was saved, and with an error.
	Preferences() (Preferences, error)
	SavePreferences(Preferences) error
	// LastReceipt is the newest receipt of an action on an account, false when
	// none is known.
	LastReceipt(action ovhapi.Action, endpoint, account string) (ovhapi.Receipt, bool, error)
}

var (
	_ Store = (*State)(nil)
	_ Store = (*MemoryState)(nil)
)

// Preferences is what the screens remember from one run to the next.
type Preferences struct {
	// Sort names the column of the token list; empty for the usual order.
	Sort        string `json:"sort"`
	SortReverse bool   `json:"sortReverse"`
	// Grouped puts the tokens of an application together.
	Grouped bool `json:"grouped,omitempty"`
	// Findings are the user's own limits; no screen changes them.
	Findings FindingDays `json:"findings,omitzero"`
}

const (
	pendingFolder   = "pending"
	receiptFolder   = "receipts"
	preferencesFile = "preferences.json"
	folderMode      = 0o700
)

// State keeps everything in a folder of its own, readable by its user alone.
// Every request and every receipt has a file, so that two processes at work at
// once don't lose each other's.
type State struct {
	dir   string
	files sync.Mutex // held while files.json is read and written
	at    func(step) // what happens after each step of writing; tests stop there
}

// OpenState opens the folder, or makes it. It also takes away what a crash left
// half-written more than an hour ago.
func OpenState(dir string) (*State, error) {
	for _, path := range []string{dir, filepath.Join(dir, pendingFolder), filepath.Join(dir, receiptFolder)} {
		if err := privateFolder(path); err != nil {
			return nil, fmt.Errorf("open the folder for requests and receipts, %s: %w", path, reason(err))
		}
	}
	s := &State{dir: dir, at: func(step) {}}
	never := func(string) bool { return false }
	now := time.Now()
	sweep(dir, now, never)
	sweep(filepath.Join(dir, receiptFolder), now, never)
	sweep(filepath.Join(dir, pendingFolder), now, s.isOnlyCopy)
	return s, nil
}

// Dir is the folder.
func (s *State) Dir() string { return s.dir }

// privateFolder makes a folder, or takes the rights of others from it.
func privateFolder(path string) error {
	if err := os.MkdirAll(path, folderMode); err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return os.Chmod(path, folderMode)
	}
	return nil
}

// write stores a value as JSON. The folder is made again if it has gone
// meanwhile: a key that has just arrived must not be lost to that.
func (s *State) write(path string, value any) error {
	data, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := privateFolder(filepath.Dir(path)); err != nil {
		return fmt.Errorf("write %s: %w", path, reason(err))
	}
	return writeAtomic(path, append(data, '\n'), s.at)
}

var errDamaged = errors.New("its content is damaged")

// readJSON reads a file into value. Nothing of the content gets into the error:
// it may be a key.
func readJSON(path string, value any) error {
	f, err := os.Open(path) //nolint:gosec // a path below the state folder
	if err != nil {
		return fmt.Errorf("read %s: %w", path, reason(err))
	}
	defer func() { _ = f.Close() }() // nothing was written
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	switch {
	case err != nil:
		return fmt.Errorf("read %s: %w", path, reason(err))
	case len(data) > maxFile || json.Unmarshal(data, value) != nil:
		return fmt.Errorf("read %s: %w", path, errDamaged)
	}
	return nil
}

// Preferences reads preferences.json.
func (s *State) Preferences() (Preferences, error) {
	var p Preferences
	err := readJSON(filepath.Join(s.dir, preferencesFile), &p)
	if errors.Is(err, fs.ErrNotExist) {
		return Preferences{}, nil
	}
	if err != nil {
		return Preferences{}, err
	}
	return p, nil
}

// SavePreferences writes preferences.json; of two processes the later one wins.
func (s *State) SavePreferences(p Preferences) error {
	return s.write(filepath.Join(s.dir, preferencesFile), p)
}

// KeepReceipt writes receipts/<start>-<action>-<account>.json and returns its path.
// The start is in UTC to the nanosecond, which tells runs apart. An account that is
// not known, or that no file can be named after, is left out.
func (s *State) KeepReceipt(r ovhapi.Receipt) (string, error) {
	if !plainName(r.Action) {
		return "", fmt.Errorf("keep the receipt: %q can't be a part of a file name", r.Action)
	}
	name := r.Started.UTC().Format("20060102T150405.000000000Z") + "-" + r.Action
	if plainName(r.Account) {
		name += "-" + r.Account
	}
	path := filepath.Join(s.dir, receiptFolder, name+".json")
	if err := s.write(path, r); err != nil {
		return "", err
	}
	return path, nil
}
