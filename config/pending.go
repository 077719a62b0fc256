package config

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/pattern"
	"ovh-tokens/ovhapi/rule"
)

// pendingVersion is the version of the files in pending/.
const pendingVersion = 1

// pendingRecord is a request as its file holds it, consumer key included: an
// ovhapi.Secret would only write its mask.
type pendingRecord struct {
	Version        int                 `json:"version"`
	ID             string              `json:"id"`
	Endpoint       string              `json:"endpoint"`
	ApplicationKey string              `json:"applicationKey"`
	Secret         string              `json:"applicationSecret,omitempty"` // of requests made by the set-up
	ConsumerKey    string              `json:"consumerKey"`
	ValidationURL  string              `json:"validationUrl"`
	Rules          rule.Set            `json:"rules"`
	AllowedIPs     []string            `json:"allowedIPs"`
	Preset         string              `json:"preset,omitempty"`
	Replaces       *ovhapi.Replacing   `json:"replaces,omitempty"`
	Created        time.Time           `json:"created"`
	State          ovhapi.RequestState `json:"state"`
	CredentialID   int64               `json:"credentialId"`
}

func recordOf(r ovhapi.PendingRequest) pendingRecord {
	return pendingRecord{
		Version: pendingVersion, ID: r.ID, Endpoint: r.Endpoint,
		ApplicationKey: r.ApplicationKey, Secret: r.ApplicationSecret.Reveal(), ConsumerKey: r.ConsumerKey.Reveal(), ValidationURL: r.ValidationURL, Rules: r.Rules, AllowedIPs: r.AllowedIPs,
		Preset: r.Preset, Replaces: r.Replaces, Created: r.Created, State: r.State, CredentialID: r.CredentialID,
	}
}

func (r pendingRecord) request() ovhapi.PendingRequest {
	return ovhapi.PendingRequest{
		ID: r.ID, Endpoint: r.Endpoint, ApplicationKey: r.ApplicationKey,
		ApplicationSecret: ovhapi.NewSecret(r.Secret), ConsumerKey: ovhapi.NewSecret(r.ConsumerKey), ValidationURL: r.ValidationURL, Rules: r.Rules, AllowedIPs: r.AllowedIPs,
		Preset: r.Preset, Replaces: r.Replaces, Created: r.Created, State: r.State, CredentialID: r.CredentialID,
	}
}

var namePattern = pattern.New(`^[a-z0-9][a-z0-9_-]{0,63}$`)

// plainName reports whether text can be a file's name on every platform, and
// never leads out of its folder.
func plainName(text string) bool { return namePattern.MatchString(text) }

// pendingPath returns the file of a request.
func (s *State) pendingPath(id string) (string, error) {
	if !plainName(id) {
		return "", fmt.Errorf("%q can't be the id of a request", id)
	}
	return filepath.Join(s.dir, pendingFolder, id+".json"), nil
}

// Keep writes pending/<id>.json and returns when it is on disk.
func (s *State) Keep(r ovhapi.PendingRequest) error {
	path, err := s.pendingPath(r.ID)
	if err != nil {
		return fmt.Errorf("keep the request: %w", err)
	}
	return s.write(path, recordOf(r))
}

// Forget removes a request and whatever a crash left of it. A request that is
// not there is no error.
func (s *State) Forget(id string) error {
	path, err := s.pendingPath(id)
	if err != nil {
		return fmt.Errorf("forget the request: %w", err)
	}
	if err := removeAll(path); err != nil {
		return fmt.Errorf("forget the request: %w", err)
	}
	return nil
}

// removeAll removes a file of the state and whatever a crash left of it. One that
// is not there is no error.
func removeAll(path string) error {
	// The leftovers go first: a crash in between must not bring one back to life.
	folder, file := filepath.Split(path)
	entries, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return reason(err)
	}
	doomed := []string{}
	for _, e := range entries {
		if of, ok := target(e.Name()); ok && of == file {
			doomed = append(doomed, filepath.Join(folder, e.Name()))
		}
	}
	for _, p := range append(doomed, path) {
		if err := os.Remove(p); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove %s: %w", p, reason(err))
		}
	}
	if err := syncDir(filepath.Clean(folder)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return reason(err)
	}
	return nil
}

// Pending returns every request, the oldest first. One that was being written
// when the program was killed is among them if its content is complete. Files
// that can't be read are named in the error; the others are returned with it.
func (s *State) Pending() ([]ovhapi.PendingRequest, error) {
	folder := filepath.Join(s.dir, pendingFolder)
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the requests in %s: %w", folder, reason(err))
	}
	found := map[string]ovhapi.PendingRequest{}
	var problems []error
	for _, e := range entries {
		id, ok := strings.CutSuffix(e.Name(), ".json")
		if !ok || e.IsDir() {
			continue
		}
		r, err := readPending(filepath.Join(folder, e.Name()), id)
		switch {
		case errors.Is(err, fs.ErrNotExist): // forgotten by another process just now
		case err != nil:
			problems = append(problems, err)
		default:
			found[id] = r
		}
	}
	for _, e := range entries {
		if r, ok := s.leftover(e.Name()); ok {
			if _, ok := found[r.ID]; !ok {
				found[r.ID] = r
			}
		}
	}
	list := make([]ovhapi.PendingRequest, 0, len(found))
	for _, r := range found {
		list = append(list, r)
	}
	slices.SortFunc(list, func(a, b ovhapi.PendingRequest) int {
		return cmp.Or(a.Created.Compare(b.Created), strings.Compare(a.ID, b.ID))
	})
	return list, errors.Join(problems...)
}

// readPending reads one request and makes sure that it is the one its file is
// named after.
func readPending(path, id string) (ovhapi.PendingRequest, error) {
	var r pendingRecord
	if err := readJSON(path, &r); err != nil {
		return ovhapi.PendingRequest{}, err
	}
	switch {
	case r.Version > pendingVersion:
		return ovhapi.PendingRequest{}, fmt.Errorf("read %s: it was written by a newer version of this program", path)
	case r.Version < 1 || r.ID != id || !plainName(id) || r.ConsumerKey == "":
		return ovhapi.PendingRequest{}, fmt.Errorf("read %s: %w", path, errDamaged)
	}
	return r.request(), nil
}

// leftover reads a temporary file of a request that never came into its place.
func (s *State) leftover(name string) (ovhapi.PendingRequest, bool) {
	file, ok := target(name)
	id, isJSON := strings.CutSuffix(file, ".json")
	if !ok || !isJSON {
		return ovhapi.PendingRequest{}, false
	}
	r, err := readPending(filepath.Join(s.dir, pendingFolder, name), id)
	return r, err == nil
}

// isOnlyCopy reports whether a temporary file holds a request that stands
// nowhere else.
func (s *State) isOnlyCopy(name string) bool {
	r, ok := s.leftover(name)
	if !ok {
		return false
	}
	_, err := readPending(filepath.Join(s.dir, pendingFolder, r.ID+".json"), r.ID)
	return err != nil
}
