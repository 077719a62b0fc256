package builder

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/operations"
	"ovh-tokens/ui/shell"
)

// search gives the operations the focus, to look for one and add it.
func (s *Screen) search() tea.Cmd {
	s.leaveField()
	s.part, s.browsing = partOperations, true
	s.pane.Search()
	s.lay()
	return nil
}

// addOperations makes rules of operations that were chosen. What the set reaches
// already adds nothing.
func (s *Screen) addOperations(list []catalog.Operation) tea.Cmd {
	set := s.rules
	var added rule.Set
	known, widened := 0, ""
	for _, op := range list {
		fresh := false
		paths, wider := narrow(op.Path, set, func(route string) bool { return hasRoute(s.known.catalog, route) })
		for _, path := range paths {
			r := rule.Rule{Method: op.Method, Path: path}
			if !set.Covers(r) && !added.Covers(r) {
				added, fresh = append(added, r), true
				widened = cmp.Or(widened, wider)
			}
		}
		if !fresh {
			known++
		}
	}
	if len(added) == 0 {
		if known == 1 {
			return shell.Say(list[0].String() + " is in reach already.")
		}
		return shell.Say("They are in reach already.")
	}
	doc, _ := s.doc.merge(added, s.number)
	what := "the operation that was added"
	if len(added) > 1 {
		what = "the operations that were added"
	}
	s.change(doc, what)
	s.setCursor(s.doc.at(added[0].Path))
	s.pane.SelectNone()
	s.derive()
	said := "Added " + added[0].String() + "."
	if more := len(added) - 1; more > 0 {
		said = "Added " + added[0].String() + " and " + layout.Count(more, "rule") + " more."
	}
	if widened != "" {
		said += " A star stands for " + widened + "."
	}
	if known > 0 {
		said += " " + layout.Count(known, "operation") + " in reach already."
	}
	return shell.Say(said)
}

// showReach has the pane mark what the set reaches, and unless all operations are
// looked at, show what the row under the cursor does.
func (s *Screen) showReach() {
	v, browses := s.known.coverer, s.browses()
	if v == nil || s.room.operations == 0 {
		return
	}
	if !s.marked {
		s.marked, s.hitsOf = true, row{}
		s.pane.SetCovered(operations.Covered(v, s.rules))
	}
	if browses {
		return
	}
	r, ok := s.current()
	switch {
	case !ok || r.problem() != "":
		s.pane.HideHits()
		s.hitsOf = row{}
	case r.id != s.hitsOf.id || !r.same(s.hitsOf):
		s.hitsOf = r
		s.pane.ShowHits(r.path, hits(v, r))
	}
}

// browses reports whether the pane has the focus and all operations to look at.
// It has once there is no row to show, or what the row reaches was left.
func (s *Screen) browses() bool {
	_, ok := s.current()
	switch {
	case s.part != partOperations:
		s.browsing = false
	case !ok || s.hitsOf.id != 0 && !s.pane.ShowsHits():
		s.browsing = true
	}
	if s.browsing {
		s.hitsOf = row{}
	}
	return s.browsing
}

// hits lists what all methods of a row reach.
func hits(v *catalog.Coverer, r row) []catalog.Hit {
	var list []catalog.Hit
	for _, m := range r.methods {
		list = append(list, v.Hits(rule.Rule{Method: m, Path: r.held})...)
	}
	if len(r.methods) > 1 {
		slices.SortFunc(list, func(a, b catalog.Hit) int { return a.Place - b.Place })
	}
	return list
}

// operationKeys are those of the operations while they have the focus.
func (s *Screen) operationKeys() []key.Binding {
	back := func() tea.Cmd {
		s.part = partRules
		s.lay()
		return nil
	}
	own := []key.Binding{
		{Keys: []string{"esc"}, Short: "to the rules", Long: "back to the rules", Footer: 7, Do: back},
		s.refreshKey(),
	}
	if s.searching() {
		return s.pane.Keys()
	}
	keys := s.pane.Keys()
	if s.pane.ShowsHits() {
		own = append(own, key.Binding{
			Keys: []string{"+"}, Short: "all operations", Long: "search all operations, to add some", Footer: 1, Do: s.search,
		})
		return append(key.Merge(own, keys), s.undoKeys()...)
	}
	return append(key.Merge(keys, own), s.undoKeys()...)
}

// refreshKey reads the list of operations anew. Its words say how old it is.
func (s *Screen) refreshKey() key.Binding {
	long := "read the list of operations anew"
	if s.known.catalog != nil {
		long += ": " + s.env.Place + " as of " + s.age()
	}
	return key.Binding{Keys: []string{"r"}, Short: "refresh", Long: long, Disabled: s.noRefresh, Do: s.refresh}
}
