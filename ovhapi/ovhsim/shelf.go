package ovhsim

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// shelf is a list that callers add to: what they put there can be read, changed
// and removed for as long as the server runs.
type shelf struct {
	kind  string   // the type in the catalogue
	key   string   // the member by which a thing is named
	needs []string // members that must be sent
	given bool     // the caller chooses the key; a number is counted otherwise
	whole bool     // the list has the things themselves, as those of API v2
	// within runs a call where what the shelf belongs to exists; nil for the
	// account itself.
	within func(c *call, do func() answer) answer
	// fill completes a new thing, and returns what only the first answer shows.
	fill func(c *call, it map[string]any) map[string]any
}

// shelved says what a shelf's operations do, as the catalogue has it; one
// without words is not offered.
type shelved struct{ list, add, show, edit, remove string }

// routes are the operations of a shelf at a path, and of its things below it.
// The parameter is the last part of their path, without braces.
func (s shelf) routes(path, parameter string, about shelved) []route {
	one := path + "/{" + parameter + "}"
	ids := "long[]"
	switch {
	case s.whole:
		ids = s.kind + "[]"
	case s.given || s.fill != nil:
		ids = "string[]"
	}
	all := []route{
		{method: http.MethodGet, path: path, about: about.list, response: ids, handle: s.list},
		{method: http.MethodPost, path: path, about: about.add, response: s.kind, body: s.kind, handle: s.add},
		{method: http.MethodGet, path: one, about: about.show, response: s.kind, handle: s.onOne(showThing)},
		{method: http.MethodPut, path: one, about: about.edit, response: "void", body: s.kind, handle: s.onOne(s.editThing)},
		{method: http.MethodDelete, path: one, about: about.remove, response: "void", handle: s.onOne(removeThing)},
	}
	return slices.DeleteFunc(all, func(r route) bool { return r.about == "" })
}

// things are the contents of a shelf by name, in the order they were put there.
type things struct {
	names []string
	of    map[string]map[string]any
	last  int64
}

// shelfAt finds the contents for the caller, by the path of the list.
func (c *call) shelfAt(parts []string) *things {
	at := c.token.Owner + " /" + strings.Join(parts, "/")
	if c.shelves[at] == nil {
		c.shelves[at] = &things{of: map[string]map[string]any{}, last: 7_100}
	}
	return c.shelves[at]
}

func (s shelf) inside(c *call, do func() answer) answer {
	if s.within == nil {
		return do()
	}
	return s.within(c, do)
}

// holds runs a call below one of the shelf's things, where that exists. at is the
// place of its name in the path.
func (s shelf) holds(at int) func(*call, func() answer) answer {
	return func(c *call, do func() answer) answer {
		return s.inside(c, func() answer {
			if c.shelfAt(c.parts[:at]).of[c.parts[at]] == nil {
				return refuse(noSuchObject(strings.Trim(c.route.parts[at], "{}"), c.parts[at]))
			}
			return do()
		})
	}
}

func (s shelf) list(c *call) answer {
	return s.inside(c, func() answer {
		t := c.shelfAt(c.parts)
		out := []any{}
		for _, name := range t.names {
			if s.whole {
				out = append(out, maps.Clone(t.of[name]))
			} else {
				out = append(out, t.of[name][s.key])
			}
		}
		return ok(out)
	})
}

func (s shelf) add(c *call) answer {
	return s.inside(c, func() answer {
		var it map[string]any
		if err := json.Unmarshal(c.body, &it); err != nil || it == nil {
			return refuse(badParameter("Invalid JSON received"))
		}
		for _, name := range s.needs {
			switch it[name].(type) {
			case nil, []any, map[string]any:
				return refuse(badParameter("Missing parameter: %s", name))
			}
		}
		t := c.shelfAt(c.parts)
		var once map[string]any
		if !s.given {
			t.last++
			it[s.key] = t.last
		}
		if s.fill != nil {
			once = s.fill(c, it)
		}
		t.put(fmt.Sprint(it[s.key]), it)
		shown := maps.Clone(it)
		maps.Copy(shown, once)
		return ok(shown)
	})
}

func (t *things) put(name string, it map[string]any) {
	if t.of[name] == nil {
		t.names = append(t.names, name)
	}
	t.of[name] = it
}

// onOne makes a handler for one thing, named by the last part of the path.
func (s shelf) onOne(do func(c *call, t *things, name string) answer) func(*call) answer {
	return func(c *call) answer {
		last := len(c.parts) - 1
		return s.holds(last)(c, func() answer { return do(c, c.shelfAt(c.parts[:last]), c.parts[last]) })
	}
}

func showThing(_ *call, t *things, name string) answer { return ok(maps.Clone(t.of[name])) }

// editThing changes the members that are sent, but not the key.
func (s shelf) editThing(c *call, t *things, name string) answer {
	var in map[string]any
	if err := json.Unmarshal(c.body, &in); err != nil {
		return refuse(badParameter("Invalid JSON received"))
	}
	delete(in, s.key)
	maps.Copy(t.of[name], in)
	return ok(nil)
}

func removeThing(_ *call, t *things, name string) answer {
	delete(t.of, name)
	t.names = slices.DeleteFunc(t.names, func(n string) bool { return n == name })
	return ok(nil)
}
