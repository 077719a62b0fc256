package tokens

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/audit"
	"ovh-tokens/ui/shell"
)

// source is one account whose tokens are in the list, and how far reading it has
// come.
type source struct {
	env *shell.Env
	// number tells its rows from those of the other accounts in the list.
	number int64
	// twin is set when it turned out to be the same account as another source,
	// reached with another key: the rows are that one's.
	twin *source

	audit *audit.Auditor // judges its tokens
	// at is the server's time when somebody last looked at the clock for the filter,
	// which is too busy to do so for every row.
	at time.Time

	load     int64 // tells one loading from the one before it
	loading  *ovhapi.Loading
	cancel   context.CancelFunc
	seen     map[int64]bool // what the loading under way has shown
	busy     bool
	reads    bool // its key was seen to read the account, and has not failed since
	progress progress
	warnings []ovhapi.Warning
	err      error
	// current is the token that its profile works with, once known; unable is set
	// when that may not revoke tokens.
	current int64
	unable  bool
}

// idBits is the room for a token's number in the key of its row. OVH's numbers
// have passed 2^28 in 2020.
const idBits = 48

// key tells the row of a token from every other one. In a list of one account it
// is the token's number.
func (f *source) key(id int64) int64 { return f.number<<idBits | id }

// keys are those of several tokens.
func (f *source) keys(ids []int64) []int64 {
	keys := make([]int64, len(ids))
	for i, id := range ids {
		keys[i] = f.key(id)
	}
	return keys
}

// now is the server's time: expiry is judged by it.
func (f *source) now() time.Time {
	if f.env.Client == nil {
		return f.env.Clock.Now()
	}
	return f.env.Client.ServerNow()
}

// url is the endpoint that its profile calls; ids of tokens are unique there.
func (f *source) url() string {
	if f.env.Client == nil {
		return ""
	}
	return f.env.Client.Endpoint().URL
}

// name is what the account is called in the list.
func (f *source) name() string { return f.env.Name() }

// called is all that the account is called: in the list, by OVH, and by the files
// of this machine.
func (f *source) called() string { return f.name() + "\n" + f.env.Account + "\n" + f.env.Place }

// alias calls accounts of one name by their profiles, so that each can be told
// from the others; where even these have one name, by profile and endpoint.
func (s *Screen) alias() {
	accounts, profiles := map[string]int{}, map[string]int{}
	for _, f := range s.own() {
		accounts[f.env.Account]++
		profiles[f.profile()]++
	}
	for _, f := range s.own() {
		was := f.name()
		f.env.Alias = ""
		if f.env.Account != "" && accounts[f.env.Account] > 1 {
			if f.env.Alias = f.profile(); profiles[f.profile()] > 1 {
				f.env.Alias = f.env.Place
			}
		}
		if f.name() != was {
			s.renamed(f)
		}
	}
	if s.together() {
		s.table.SetColumns(s.columns())
	}
}

// profile is the name of the account's profile, or its endpoint where it has none.
func (f *source) profile() string {
	name, _, _ := strings.Cut(f.env.Place, " · ")
	return name
}

// renamed has the rows of an account say what it is called now.
func (s *Screen) renamed(f *source) { s.remake(f, f) }

// remake makes the rows of a source anew, as those of the one that has them from
// now on.
func (s *Screen) remake(was, is *source) {
	var rows []row
	for r := range s.table.Rows() {
		if r.of == was {
			rows = append(rows, s.newRow(is, r.Token))
		}
	}
	s.table.Upsert(rows)
}

// read reads the account anew; rows stay on screen meanwhile.
func (s *Screen) read(f *source) tea.Cmd {
	if f.cancel != nil {
		f.cancel()
	}
	var ctx context.Context
	ctx, f.cancel = context.WithCancel(s.Context())
	f.load++
	f.busy, f.err, f.warnings, f.progress = true, nil, nil, progress{}
	f.seen = map[int64]bool{}
	if f.audit != nil {
		f.audit.Advance(f.now())
		s.recount()
	}
	load, client := f.load, f.env.Client
	return s.Run(func(context.Context) tea.Msg { return loadingMsg{f, load, client.Load(ctx)} })
}

// stop ends the loading under way and reports whether there was one.
func (f *source) stop() bool {
	if !f.busy {
		return false
	}
	f.cancel()
	f.load++ // what it still brings is not waited for
	f.busy, f.err = false, context.Canceled
	return true
}

// look has the filter judge by the present time.
func (s *Screen) look() {
	for _, f := range s.sources {
		f.at = f.now()
	}
}

// own are the sources that have rows.
func (s *Screen) own() []*source {
	var list []*source
	for _, f := range s.sources {
		if f.twin == nil {
			list = append(list, f)
		}
	}
	return list
}

// together reports whether several accounts are in the list.
func (s *Screen) together() bool { return len(s.sources) > 1 }

// reading reports whether some account is still being read.
func (s *Screen) reading() bool {
	for _, f := range s.sources {
		if f.busy {
			return true
		}
	}
	return false
}

// total is how many tokens all accounts have, as far as they have told.
func (s *Screen) total() int {
	n := 0
	for _, f := range s.own() {
		n += f.progress.total
	}
	return n
}

// failed is how many accounts could not be read to their end.
func (s *Screen) failed() int {
	n := 0
	for _, f := range s.own() {
		if f.err != nil {
			n++
		}
	}
	return n
}

// err is why the account could not be read, the first where there are several.
func (s *Screen) err() error {
	for _, f := range s.own() {
		if f.err != nil {
			return f.err
		}
	}
	return nil
}

// warnings are what could not be read, of all accounts.
func (s *Screen) warnings() []ovhapi.Warning {
	var all []ovhapi.Warning
	for _, f := range s.own() {
		all = append(all, f.warnings...)
	}
	return all
}

// sourceOf is the source of an account's environment.
func (s *Screen) sourceOf(env *shell.Env) *source {
	for _, f := range s.sources {
		if f.env == env {
			return f
		}
	}
	return nil
}

// all are the tokens of one account, whatever the filter hides.
func (s *Screen) all(f *source) []ovhapi.Token {
	f = f.keeper()
	tokens := make([]ovhapi.Token, 0, s.table.Len())
	for r := range s.table.Rows() {
		if r.of == f {
			tokens = append(tokens, r.Token)
		}
	}
	return tokens
}

// reach puts the cursor on a token of whichever account has it.
func (s *Screen) reach(id int64) bool {
	for _, f := range s.own() {
		if s.table.SetCursor(f.key(id)) {
			return true
		}
	}
	return false
}
