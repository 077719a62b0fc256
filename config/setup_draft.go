package config

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"

	"ovh-tokens/ovhapi"
)

// setupFile is in the state folder while a set-up is under way.
const setupFile = "setup.json"

// setupAge is how long an interrupted set-up is remembered: it may hold an
// application secret, which should not lie about for ever.
const setupAge = 30 * 24 * time.Hour

// SetupDraft is what was answered in a set-up that has not come to its end, so
// that the next start can go on there. What was typed is in it from the moment
// it was checked.
type SetupDraft struct {
	// Endpoint is the endpoint's name or URL; empty until it was chosen.
	Endpoint string
	// Rights is the id of the preset that the token is asked for.
	Rights string
	// Way is the way in which the keys come to this machine; the set-up screen
	// gives it its meaning.
	Way string
	// ApplicationKey and ApplicationSecret are empty until they were checked.
	ApplicationKey    string
	ApplicationSecret ovhapi.Secret
	// KnownOn is the endpoint that was found to know the application.
	KnownOn string
	// Saved is when it was stored, by this machine's clock.
	Saved time.Time
}

// SetupKeeper remembers an interrupted set-up.
type SetupKeeper interface {
	// SetupDraft returns what was saved; it is the zero value when nothing was,
	// when it is older than thirty days, and with an error.
	SetupDraft() (SetupDraft, error)
	SaveSetupDraft(SetupDraft) error
	// ClearSetupDraft removes it for good.
	ClearSetupDraft() error
}

// setupVersion is the version of setup.json.
const setupVersion = 1

// setupRecord is a SetupDraft as its file holds it, secret included.
type setupRecord struct {
	Version        int       `json:"version"`
	Endpoint       string    `json:"endpoint"`
	Rights         string    `json:"rights"`
	Way            string    `json:"way"`
	ApplicationKey string    `json:"applicationKey"`
	Secret         string    `json:"applicationSecret"`
	KnownOn        string    `json:"knownOn"`
	Saved          time.Time `json:"saved"`
}

// SetupDraft reads setup.json.
func (s *State) SetupDraft() (SetupDraft, error) {
	path := filepath.Join(s.dir, setupFile)
	var r setupRecord
	switch err := readJSON(path, &r); {
	case errors.Is(err, fs.ErrNotExist):
		return SetupDraft{}, nil
	case err != nil:
		return SetupDraft{}, err
	case r.Version != setupVersion:
		return SetupDraft{}, fmt.Errorf("read %s: it was written by another version of this program", path)
	}
	if time.Since(r.Saved) > setupAge {
		return SetupDraft{}, s.ClearSetupDraft()
	}
	return SetupDraft{
		Endpoint: r.Endpoint, Rights: r.Rights, Way: r.Way, ApplicationKey: r.ApplicationKey,
		ApplicationSecret: ovhapi.NewSecret(r.Secret), KnownOn: r.KnownOn, Saved: r.Saved,
	}, nil
}

// SaveSetupDraft writes setup.json and returns when it is on disk.
func (s *State) SaveSetupDraft(d SetupDraft) error {
	return s.write(filepath.Join(s.dir, setupFile), setupRecord{
		Version: setupVersion, Endpoint: d.Endpoint, Rights: d.Rights, Way: d.Way,
		ApplicationKey: d.ApplicationKey, Secret: d.ApplicationSecret.Reveal(), KnownOn: d.KnownOn, Saved: d.Saved,
	})
}

// ClearSetupDraft removes setup.json and whatever a crash left of it.
func (s *State) ClearSetupDraft() error {
	if err := removeAll(filepath.Join(s.dir, setupFile)); err != nil {
		return fmt.Errorf("clear what was typed in the set-up: %w", err)
	}
	return nil
}

// SetupDraft returns what was saved in this run.
func (m *MemoryState) SetupDraft() (SetupDraft, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.setup, nil
}

// SaveSetupDraft remembers it for this run.
func (m *MemoryState) SaveSetupDraft(d SetupDraft) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.setup = d
	return nil
}

// ClearSetupDraft forgets it.
func (m *MemoryState) ClearSetupDraft() error { return m.SaveSetupDraft(SetupDraft{}) }
