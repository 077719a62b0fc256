package profiles

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"time"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ui/table"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/when"
)

// row is one profile.
type row struct {
	id int64
	config.Profile
	isDefault bool
	// inUse is set for the profile that the program works with; moved when its
	// keys have been replaced in the files since.
	inUse, moved bool
}

// title is the profile's name, fit to be shown.
func (r row) title() string { return plain.Text(r.Name) }

// list brings the machine's profiles into the table, in the order of the files.
// The cursor stays on the profile it was on, and begins on the one in use, or
// where none is on the first that could be.
func (s *Screen) list() {
	m := s.env.Machine
	if m == nil {
		m = &config.Machine{}
	}
	rows := make([]row, len(m.Profiles))
	gone := map[int64]bool{}
	for r := range s.table.Rows() {
		gone[r.id] = true
	}
	for i, p := range m.Profiles {
		// The order is that of the ids, so a profile that was not there before
		// stands last until the screen is opened again.
		id, known := s.ids[p.Section+"\n"+p.Name]
		if !known {
			id = int64(len(s.ids) + 1)
			s.ids[p.Section+"\n"+p.Name] = id
		}
		rows[i] = row{id: id, Profile: p, isDefault: p.Name == m.Default, inUse: s.start == nil && p.Name == m.Active.Name && p.Section == m.Active.Section}
		rows[i].moved = rows[i].inUse && keysOf(p) != keysOf(m.Active)
		delete(gone, id)
	}
	first := s.table.Len() == 0
	s.table.Upsert(rows)
	s.table.Remove(slices.Collect(maps.Keys(gone))...)
	for _, r := range rows {
		if first && (r.inUse || s.start != nil && r.Complete()) {
			s.table.SetCursor(r.id)
			first = false
		}
	}
}

// places are where the key of a profile stands on this machine.
func (s *Screen) places(p config.Profile) []config.FoundKey { return placesOf(s.holdings, p) }

func placesOf(holdings []config.Holding, p config.Profile) []config.FoundKey {
	for _, h := range holdings {
		if !p.ConsumerKey.Secret.Empty() && h.Key == p.ConsumerKey.Secret {
			return h.Places
		}
	}
	return nil
}

// columns are the list's; the highest priority gives way first.
func (s *Screen) columns() []table.Column[row] {
	return []table.Column[row]{
		{Name: "profile", Title: "Profile", Min: 16, Max: 40, Weight: 3, Cell: func(r row, _ int) table.Cell {
			name := r.title()
			if r.isDefault {
				name += " (default)"
			}
			return table.Cell{Text: name}
		}},
		{Name: "endpoint", Title: "Endpoint", Min: 9, Max: 30, Weight: 1, Priority: 3, Cell: func(r row, _ int) table.Cell {
			return table.Cell{Text: r.Endpoint.Short()}
		}},
		{Name: "account", Title: "Account", Min: 11, Max: 30, Weight: 1, Priority: 1, Cell: func(r row, _ int) table.Cell {
			return table.Cell{Text: s.states[keysOf(r.Profile)].Account}
		}},
		{Name: "key", Title: "Key", Min: 13, Max: 20, Weight: 1, Cell: func(r row, _ int) table.Cell {
			word := words[s.states[keysOf(r.Profile)].kind(s.now())]
			if r.inUse && !r.moved {
				word.text += ", in use"
			}
			return table.Cell{Text: word.text, Role: word.role}
		}},
		{Name: "expires", Title: "Expires", Min: 8, Priority: 2, Right: true, Cell: func(r row, _ int) table.Cell {
			st := s.states[keysOf(r.Profile)]
			if st.Token.ID == 0 {
				return table.Cell{}
			}
			return table.Cell{Text: when.Relative(st.Token.Expiration, s.now())}
		}},
		{Name: "places", Title: "Places", Min: 6, Priority: 4, Right: true, Cell: func(r row, _ int) table.Cell {
			n := len(s.places(r.Profile))
			if n == 0 {
				return table.Cell{}
			}
			return table.Cell{Text: strconv.Itoa(n)}
		}},
	}
}

// keys are what decides who a call speaks for.
type keys struct {
	url, application string
	secret, consumer ovhapi.Secret
}

func keysOf(p config.Profile) keys {
	return keys{p.Endpoint.URL, p.ApplicationKey.Text, p.ApplicationSecret.Secret, p.ConsumerKey.Secret}
}

// state is what a profile's keys say of themselves.
type state struct {
	answered bool
	ovhapi.Identity
	err error
}

var errIncomplete = errors.New("keys are missing")

// kind is a state in a word.
type kind int

const (
	asking     kind = iota // the answer has not come yet
	works                  // OVH lets it in
	expired                // its time has passed
	refused                // the owner of the account said no to it
	pending                // nobody has validated it yet
	notValid               // one of these three: OVH does not say which
	unknown                // revoked, or never existed at this endpoint
	noApp                  // its application was deleted, or never existed at this endpoint
	mismatch               // the secret beside it is not its own
	barred                 // not let in from here
	incomplete             // keys are missing
	silent                 // no answer, or one that tells nothing
)

// words of the kinds, for the list.
var words = map[kind]struct {
	text string
	role theme.Role
}{
	asking: {"asking…", theme.Subtle}, works: {"works", theme.Good}, expired: {"expired", theme.Caution},
	refused: {"refused", theme.Caution}, pending: {"pending", theme.Caution}, notValid: {"not valid", theme.Caution},
	unknown: {"unknown", theme.Danger}, noApp: {"no app", theme.Danger}, mismatch: {"mismatch", theme.Danger},
	barred: {"barred", theme.Caution}, incomplete: {"incomplete", theme.Caution}, silent: {"no answer", theme.Caution},
}

// dead reports whether there is no token left to revoke.
func (k kind) dead() bool {
	return k == expired || k == refused || k == notValid || k == unknown || k == noApp || k == incomplete
}

// kind sorts an answer at the server's time now.
func (st state) kind(now time.Time) kind {
	switch {
	case !st.answered:
		return asking
	case st.err != nil:
		return failed(st.err)
	case st.Token.Expired(now):
		return expired
	case st.Token.Status == ovhapi.StatusRefused:
		return refused
	case st.Token.Status == ovhapi.StatusPending:
		return pending
	}
	return works
}

func failed(err error) kind {
	for _, k := range []struct {
		err  error
		kind kind
	}{
		{errIncomplete, incomplete},
		{ovhapi.ErrKeyNotValid, notValid},
		{ovhapi.ErrNoSuchKey, unknown},
		{ovhapi.ErrUnknownApp, noApp},
		{ovhapi.ErrSignature, mismatch},
		{ovhapi.ErrNotGranted, barred},
		{ovhapi.ErrIAMDenied, barred},
	} {
		if errors.Is(err, k.err) {
			return k.kind
		}
	}
	return silent
}

// now is the server's time: expiry is judged by it.
func (s *Screen) now() time.Time {
	if s.env.Client == nil {
		return s.env.Clock.Now()
	}
	return s.env.Client.ServerNow()
}
