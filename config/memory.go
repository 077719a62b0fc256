package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"ovh-tokens/ovhapi"
)

// MemoryState keeps everything in memory, so that the demo leaves nothing on
// disk.
type MemoryState struct {
	mu          sync.Mutex
	pending     map[string]ovhapi.PendingRequest
	preferences Preferences
	setup       SetupDraft
	files       []string
}

// NewMemoryState returns an empty one.
func NewMemoryState() *MemoryState {
	return &MemoryState{pending: map[string]ovhapi.PendingRequest{}}
}

// Keep remembers a request.
func (m *MemoryState) Keep(r ovhapi.PendingRequest) error {
	if !plainName(r.ID) {
		return fmt.Errorf("keep the request: %q can't be the id of a request", r.ID)
	}
	r.Rules, r.AllowedIPs = slices.Clone(r.Rules), slices.Clone(r.AllowedIPs)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.pending[r.ID] = r
	return nil
}

// Pending returns every request, the oldest first.
func (m *MemoryState) Pending() ([]ovhapi.PendingRequest, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	list := make([]ovhapi.PendingRequest, 0, len(m.pending))
	for _, r := range m.pending {
		r.Rules, r.AllowedIPs = slices.Clone(r.Rules), slices.Clone(r.AllowedIPs)
		list = append(list, r)
	}
	slices.SortFunc(list, func(a, b ovhapi.PendingRequest) int {
		return cmp.Or(a.Created.Compare(b.Created), strings.Compare(a.ID, b.ID))
	})
	return list, nil
}

// Forget drops a request.
func (m *MemoryState) Forget(id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.pending, id)
	return nil
}

// KeepReceipt keeps nothing and returns no path: there is no file to point to.
func (m *MemoryState) KeepReceipt(ovhapi.Receipt) (string, error) { return "", nil }

// Preferences returns what was saved in this run.
func (m *MemoryState) Preferences() (Preferences, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.preferences, nil
}

// SavePreferences remembers them for this run.
func (m *MemoryState) SavePreferences(p Preferences) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.preferences = p
	return nil
}
