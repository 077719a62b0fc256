package tokens

import (
	"cmp"
	"slices"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/rule"
)

// keeper is the source that has the rows of the account.
func (f *source) keeper() *source {
	if f.twin != nil {
		return f.twin
	}
	return f
}

// learn notes what an update says of the source itself.
func (f *source) learn(u ovhapi.Update) {
	f.env.Account = cmp.Or(u.Account, f.env.Account)
	if u.Current != nil {
		f.current = u.Current.ID
		_, may := u.Current.Rules.Allows(rule.Delete, "/me/api/credential/"+idText(f.current))
		f.unable = !may
	}
	f.warnings = append(f.warnings, u.Warnings...)
	f.progress.take(u)
	f.reads = f.reads || len(u.Tokens) > 0
	if u.Done {
		f.busy, f.err, f.reads = false, u.Err, u.Err == nil
	}
}

// unite has sources that turned out to be one account share their rows: every
// token is there once. fresh are tokens that f was just told of.
func (s *Screen) unite(f *source, fresh []ovhapi.Token) {
	for _, other := range s.own() {
		if k := f.keeper(); other.keeper() != k && s.same(f, other, fresh) {
			if s.fitter(other, k) {
				k, other = other, k
			}
			s.fold(other, k)
		}
	}
	for _, k := range s.own() {
		best := k
		for _, f := range s.sources {
			if f.twin == k && s.fitter(f, best) {
				best = f
			}
		}
		if best != k {
			s.handOver(k, best)
		}
	}
}

// same reports whether two sources are known to be the same account: by its name,
// or, since a token is of one account only, by one that both speak of.
func (s *Screen) same(f, other *source, fresh []ovhapi.Token) bool {
	if f.url() != other.url() {
		return false
	}
	lists := func(g *source, id int64) bool {
		_, listed := s.table.Row(g.keeper().key(id))
		return id != 0 && listed
	}
	return f.env.Account != "" && f.env.Account == other.env.Account || lists(other, f.current) || lists(f, other.current) ||
		slices.ContainsFunc(fresh, func(t ovhapi.Token) bool { return t.ID == other.current || lists(other, t.ID) })
}

// fitter reports whether the rows of an account are better read with the key of
// one source than with that of another: it has to be able to read, and should be
// able to revoke. Of equals the first one is.
func (s *Screen) fitter(f, than *source) bool {
	reads := func(f *source) int {
		switch {
		case f.reads:
			return 2
		case f.busy:
			return 1
		}
		return 0
	}
	able := func(f *source) int {
		if f.unable {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(reads(f), reads(than)), cmp.Compare(able(f), able(than)),
		cmp.Compare(slices.Index(s.sources, than), slices.Index(s.sources, f))) > 0
}

// fold gives the rows of a source to another one of the same account.
func (s *Screen) fold(f, into *source) {
	var keys []int64
	var rows []row
	for r := range s.table.Rows() {
		if r.of != f {
			continue
		}
		keys = append(keys, r.key())
		if s.lacks(into, r.ID) {
			rows = append(rows, s.newRow(into, r.Token))
		}
	}
	s.table.Remove(keys...)
	s.table.Upsert(rows)
	f.audit = nil
	s.join(f, into)
	s.renamed(into)
}

// join makes a source a twin, and with it those that were its own.
func (s *Screen) join(f, into *source) {
	for _, other := range s.sources {
		if other == f || other.twin == f {
			other.twin = into
		}
	}
	into.twin = nil
	name := cmp.Or(into.env.Account, f.env.Account)
	into.env.Account, f.env.Account = name, name
}

// handOver gives the rows of an account to another of its sources. They stay the
// same rows to the table, so that cursor and selection stay where they are.
func (s *Screen) handOver(from, to *source) {
	from.number, to.number = to.number, from.number
	from.audit, to.audit = nil, from.audit
	s.join(from, to)
	s.remake(from, to)
	if !to.busy && to.err == nil {
		s.removeUnseen(to) // it came to its end before the other one failed
	}
}

// lacks reports whether the source that has the rows of an account has not been
// told of a token since it began to read, while another one has.
func (s *Screen) lacks(k *source, id int64) bool {
	if !k.busy && k.err == nil {
		return false // it has all there are
	}
	r, listed := s.table.Row(k.key(id))
	return !listed || r.Unread || !k.seen[id]
}

// worker is the source whose profile works with a token, or nil.
func (s *Screen) worker(f *source, id int64) *source {
	for _, other := range s.sources {
		if id != 0 && other.current == id && other.url() == f.url() {
			return other
		}
	}
	return nil
}

// use marks a token as in use by a profile of this machine, whichever: none can be
// taken along with others. Elsewhere is what this program itself does not speak with.
func (s *Screen) use(f *source, t ovhapi.Token) ovhapi.Token {
	own := s.sources[0]
	t.Current = t.Current || s.worker(f, t.ID) != nil
	t.Elsewhere = t.Current && (own.url() != f.url() || own.current != t.ID)
	return t
}

// places says where the key of a token stands on this machine.
func (s *Screen) places(f *source, t ovhapi.Token) []string {
	if w := s.worker(f, t.ID); w != nil {
		f = w
	}
	t.Current = t.Current && f.current == t.ID
	return f.env.Places(t)
}

// mark makes the rows of a token anew, in every account that may have it.
func (s *Screen) mark(f *source, id int64) {
	var rows []row
	for _, other := range s.own() {
		if r, ok := s.table.Row(other.key(id)); ok && other.url() == f.url() {
			rows = append(rows, s.newRow(other, r.Token))
		}
	}
	s.table.Upsert(rows)
}
