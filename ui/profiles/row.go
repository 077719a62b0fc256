package profiles

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ui/standing"
	"ovh-tokens/ui/table"
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
			return table.Cell{Text: s.answer(r.Profile).Account}
		}},
		{Name: "key", Title: "Key", Min: 13, Max: 20, Weight: 1, Cell: func(r row, _ int) table.Cell {
			state := s.answer(r.Profile).State(s.now())
			word := state.Word()
			if r.inUse && !r.moved {
				word += ", in use"
			}
			return table.Cell{Text: word, Role: state.Role()}
		}},
		{Name: "expires", Title: "Expires", Min: 8, Priority: 2, Right: true, Cell: func(r row, _ int) table.Cell {
			a := s.answer(r.Profile)
			if a.Token.ID == 0 {
				return table.Cell{}
			}
			return table.Cell{Text: when.Relative(a.Token.Expiration, s.now())}
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

// answer is what a profile's key says of itself, as far as it was asked.
func (s *Screen) answer(p config.Profile) standing.Answer {
	a := s.states[keysOf(p)]
	a.Stored = standing.Stored(s.stored, p.ConsumerKey.Secret)
	return a
}

// now is the server's time: expiry is judged by it.
func (s *Screen) now() time.Time {
	if s.env.Client == nil {
		return s.env.Clock.Now()
	}
	return s.env.Client.ServerNow()
}
