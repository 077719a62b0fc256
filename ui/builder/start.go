package builder

import (
	"slices"
	"strconv"
	"strings"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/operations"
	"ovh-tokens/ui/presets"
	"ovh-tokens/ui/shell"
)

// Start is what the builder opens on.
type Start struct {
	// Rules are what is edited. Without any the screen begins with the choice of a
	// ready-made set.
	Rules rule.Set
	// Addresses are those that the token works from; none is any.
	Addresses []string
	// From names the token that the rules came from: "token 498601349, certbot
	// web1". What differs from it is then told.
	From string
	// Was is what that token may do. Rules may differ from it at once.
	Was rule.Set
	// Preset is the id of the set that the rules were made from, if they were.
	Preset string
}

// New opens the builder. When the user has confirmed, the screen that submit
// makes takes its place.
func New(env *shell.Env, start Start, submit func(ovhapi.Draft) shell.Screen) *Screen {
	s := &Screen{
		Base: shell.NewBase(env), env: env, submit: submit, from: start.From, was: slices.Clone(start.Was),
		path: form.New("", ""), addresses: form.New("Addresses", "any; or 203.0.113.4, 198.51.100.0/24"),
		pane: operations.New(env.Theme), width: 80, height: 19,
	}
	s.pane.Chosen = s.addOperations
	s.doc, _ = document{}.merge(start.Rules, s.number)
	s.doc.addresses = strings.Join(start.Addresses, ", ")
	if start.Preset != "" {
		s.doc = s.doc.from(given(start.Preset, start.Rules))
	}
	s.addresses.SetValue(s.doc.addresses)
	s.choosing = len(s.doc.rows) == 0
	s.setCursor(0)
	s.first = s.doc
	s.library()
	s.derive()
	return s
}

// origin is the ready-made set that a document was made from. It never changes.
type origin struct {
	preset preset.Preset
	name   string   // with what was filled in
	filled string   // the parameters with their values, "" without any
	rules  rule.Set // as they were then
}

// given is the origin of rules that came with the name of a set.
func given(id string, rules rule.Set) *origin {
	p, found := preset.Find(id)
	if !found {
		p = preset.Preset{ID: id, Title: id}
	}
	return &origin{preset: p, name: p.Title, rules: slices.Clone(rules)}
}

// chosen is the origin of a set that was filled in.
func chosen(c presets.Choice) *origin {
	o := &origin{preset: c.Preset, name: c.Preset.Title, rules: slices.Clone(c.Rules)}
	const few = 2
	for i, q := range c.Preset.Parameters() {
		values := c.Values[q.Name]
		if len(values) > few {
			values = []string{values[0], "and " + strconv.Itoa(len(values)-1) + " more"}
		}
		for j, v := range values {
			if v == preset.Every {
				values = slices.Clone(values)
				values[j] = "every " + q.Label
			}
		}
		if i == 0 {
			o.name = c.Preset.ID
		}
		said := strings.Replace(strings.Join(values, ", "), ", and", " and", 1)
		o.name += " · " + said
		if i > 0 {
			o.filled += "; "
		}
		o.filled += q.Label + ": " + said
	}
	return o
}

// holds reports whether rules are still those of the set.
func (o *origin) holds(rules rule.Set) bool {
	return len(o.rules) == len(rules) && !slices.ContainsFunc(o.rules, func(r rule.Rule) bool { return !slices.Contains(rules, r) })
}
