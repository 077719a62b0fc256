package builder

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/when"
)

// known is what is known of the endpoint's operations.
type known struct {
	library *catalog.Library
	catalog *catalog.Catalog // nil while nothing is
	coverer *catalog.Coverer
	routes  *routes
	reading bool
	trouble string // why the last reading failed
	news    string // that it did, until it was said
}

// storedMsg brings the list that this machine has kept.
type storedMsg struct {
	catalog *catalog.Catalog
	err     error
}

// freshMsg brings the list that the endpoint publishes now.
type freshMsg struct {
	catalog *catalog.Catalog
	err     error
}

// library takes the list of the endpoint in use.
func (s *Screen) library() {
	s.known.library = s.env.Operations()
	s.known.reading = s.known.library != nil
	s.tell()
}

// learn reads the list that is kept.
func (s *Screen) learn() tea.Cmd {
	library := s.known.library
	if library == nil {
		return nil
	}
	return s.Run(func(context.Context) tea.Msg {
		c, err := library.Stored()
		return storedMsg{c, err}
	})
}

// refresh asks the endpoint for its list.
func (s *Screen) refresh() tea.Cmd {
	library := s.known.library
	s.known.reading, s.known.trouble, s.known.news = true, "", ""
	s.tell()
	return s.Run(func(ctx context.Context) tea.Msg {
		c, err := library.Fresh(ctx)
		return freshMsg{c, err}
	})
}

// noRefresh says why the list can't be asked for.
func (s *Screen) noRefresh() string {
	switch {
	case s.known.library == nil:
		return "There is no endpoint to ask: this program has no keys yet."
	case s.known.reading:
		return "It is being read."
	}
	return ""
}

// stored takes in what was kept. A list that can't be used is read anew, so that
// what is wrong with it is nobody's concern.
func (s *Screen) stored(msg storedMsg) tea.Cmd {
	s.known.reading = false
	s.use(msg.catalog)
	if s.known.library.Old(msg.catalog) {
		return s.refresh()
	}
	return nil
}

// read takes in what the endpoint publishes, or says once that it can't be had.
func (s *Screen) read(msg freshMsg) tea.Cmd {
	s.known.reading = false
	if msg.catalog != nil {
		s.use(msg.catalog)
		return nil
	}
	s.known.trouble = plain.Text(strings.TrimSuffix(ovhapi.Advise(msg.err).What, "."))
	s.tell()
	s.known.news = "The list of operations could not be read. Rules can be typed all the same."
	if s.known.catalog != nil {
		s.known.news = "The list of operations could not be read anew; the one from " + s.age() + " is used."
	}
	return s.mention()
}

// mention says the news once, as soon as the screen is in view.
func (s *Screen) mention() tea.Cmd {
	news := s.known.news
	if news == "" || s.covered || s.choosing {
		return nil
	}
	s.known.news = ""
	return shell.Mention(news)
}

// use works with another list.
func (s *Screen) use(c *catalog.Catalog) {
	if c != nil && c != s.known.catalog {
		s.known.catalog, s.known.coverer, s.known.routes = c, catalog.NewCoverer(c), newRoutes(c)
		s.marked, s.hitsOf = false, row{}
	}
	s.tell()
	s.derive()
}

// tell has the pane say where its list comes from, or why there is none.
func (s *Screen) tell() {
	k := s.known
	var note string
	switch {
	case k.catalog != nil:
		note = s.listing()
	case k.library == nil:
		note = "The operations of the API are not known: this program has no keys yet. Every rule can be typed all the same."
	case k.reading:
		note = "The operations of the API are being read. Every rule can be typed meanwhile."
	default:
		note = "The operations of the API could not be read: " + k.trouble + ". Every rule can be typed all the same; r tries again."
	}
	s.pane.SetCatalog(k.catalog, note)
}

// age is how old the list is.
func (s *Screen) age() string {
	at := s.known.catalog.Fetched()
	return when.Relative(&at, s.env.Clock.Now())
}

// listing says whose list it is, how old, and what became of reading it anew.
func (s *Screen) listing() string {
	text := s.env.Place + " as of " + s.age()
	switch {
	case s.known.reading:
		return text + ", being read anew"
	case s.known.trouble != "":
		return text + ", could not be read anew; r tries again"
	}
	return text + "; r reads it anew"
}

// covers says how much of the API the set reaches, for the heading.
func (s *Screen) covers() string {
	switch c := s.known.catalog; {
	case c != nil:
		return layout.Number(s.coverage.Operations) + " of " + layout.Number(c.Len()) + " operations"
	case s.known.reading:
		return "operations are being read"
	case s.known.library != nil:
		return "operations unknown"
	}
	return ""
}

// routes answers what lint asks of a catalogue, and remembers it: of a set that
// is being typed one rule changes at a time.
type routes struct {
	*catalog.Catalog
	abouts  map[rule.Rule]rule.About
	methods map[string][]rule.Method
	nearest map[string][]string
}

func newRoutes(c *catalog.Catalog) *routes {
	return &routes{c, map[rule.Rule]rule.About{}, map[string][]rule.Method{}, map[string][]string{}}
}

// About sums up the operations that a rule reaches.
func (r *routes) About(of rule.Rule) rule.About {
	return remembered(r.abouts, of, func() rule.About { return r.Catalog.About(of) })
}

// Methods lists the methods of the operations whose route a pattern meets.
func (r *routes) Methods(pattern string) []rule.Method {
	return remembered(r.methods, pattern, func() []rule.Method { return r.Catalog.Methods(pattern) })
}

// Nearest offers paths for one that meets no route.
func (r *routes) Nearest(path string, limit int) []string {
	if limit != 1 {
		return r.Catalog.Nearest(path, limit)
	}
	return remembered(r.nearest, path, func() []string { return r.Catalog.Nearest(path, limit) })
}

// remembered asks once for each key, as long as there are not too many of them.
func remembered[K comparable, V any](memory map[K]V, k K, ask func() V) V {
	v, known := memory[k]
	if !known {
		const most = 5000
		if len(memory) >= most {
			clear(memory)
		}
		v = ask()
		memory[k] = v
	}
	return v
}
