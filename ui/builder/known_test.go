package builder

import (
	"context"
	"errors"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ui/shell"
)

// stock is a list that this machine has kept, and an endpoint that publishes one
// operation, or nothing when it can't be reached.
type stock struct {
	kept  []byte
	gone  bool
	asked int
}

func (s *stock) Catalogue(string) ([]byte, error)   { return s.kept, nil }
func (s *stock) KeepCatalogue(string, []byte) error { return nil }

func (s *stock) Published(_ context.Context, path string) ([]byte, error) {
	if path == "/" {
		s.asked++
	}
	switch {
	case s.gone:
		return nil, errors.New("unreachable")
	case path == "/":
		return []byte(`{"apis": [{"path": "/me"}]}`), nil
	case path == "/me.json":
		return []byte(`{"apis": [{"path": "/me", "operations": [{"httpMethod": "GET", "description": "Yourself"}]}]}`), nil
	}
	return nil, catalog.ErrAbsent
}

// arrived is what a command has brought to the screen.
func arrived(t *testing.T, cmd tea.Cmd) tea.Msg {
	t.Helper()
	if cmd == nil {
		t.Fatal("there is no command")
	}
	return cmd().(shell.Delivery).Msg
}

// TestAnOldListIsReadAnew opens the builder with lists of several ages.
func TestAnOldListIsReadAnew(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		age   time.Duration
		gone  bool
		anew  bool
		says  string // while it works
		after string // once the endpoint has answered
	}{
		"young":          {age: catalog.MaxAge - time.Hour, says: "ovh-ca as of 6 d ago; r reads it anew"},
		"old":            {age: catalog.MaxAge + time.Hour, anew: true, says: "being read anew", after: "ovh-ca as of now; r reads it anew"},
		"from tomorrow":  {age: -24 * time.Hour, anew: true, says: "being read anew", after: "ovh-ca as of now; r reads it anew"},
		"old, no answer": {age: 30 * 24 * time.Hour, gone: true, anew: true, says: "being read anew", after: "could not be read anew"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := open("GET /me", 140, 45)
			now := b.clock.now
			var ops []catalog.Operation
			for i := range few().Len() {
				ops = append(ops, few().At(i))
			}
			had := catalog.New("ovh-ca", now.Add(-test.age), ops)
			s := &stock{kept: had.Encode(), gone: test.gone}
			b.known.library = catalog.NewLibrary(s, s, "ovh-ca", b.clock.Now)
			next := b.Update(arrived(t, b.learn()))
			b.wantText(t, test.says)
			if (next != nil) != test.anew {
				t.Fatalf("read anew: %v, want %v", next != nil, test.anew)
			}
			if b.known.catalog.Len() != had.Len() {
				t.Error("the list that is kept is not used meanwhile")
			}
			if !test.anew {
				return
			}
			b.run(b.Update(arrived(t, next)))
			b.wantText(t, test.after)
			if s.asked != 1 {
				t.Errorf("the endpoint was asked %d times", s.asked)
			}
			if test.gone != (b.known.catalog.Len() == had.Len()) {
				t.Errorf("%d operations are known", b.known.catalog.Len())
			}
		})
	}
}
