package presets

import (
	"context"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// pick is the list of the values that the account has for a parameter.
type pick struct {
	entry   *entry
	routes  []string
	loading bool
	asked   int // the question that it waits for
	values  []string
	lower   []string
	picked  map[string]bool
	count   int  // how many of the values are picked
	touched bool // something was picked or unpicked since it was opened
	filter  *form.Field
	shown   []int // the values that match the filter, by place
	at, top int
	height  int
}

// valuesMsg brings the values of a parameter, or why they can't be had.
type valuesMsg struct {
	asked  int
	routes []string
	values []string
	route  string // the one that failed
	err    error
}

// maxRoutes bounds how many services are asked for what belongs to them.
const maxRoutes = 10

// noValues says why the values of the parameter can't be asked for now.
func (s *Screen) noValues() string {
	e := s.fill.current()
	_, why := s.routes(e)
	if why == "" && s.env.Client == nil {
		why = "There are no keys to ask with; type the " + e.Label + "."
	}
	return why
}

// routes are those to ask for the values of a parameter: one for each value of
// the parameter that they depend on.
func (s *Screen) routes(e *entry) ([]string, string) {
	if e.List == "" {
		return nil, "OVH has no list of these; type the " + e.Label + "."
	}
	routes := []string{e.List}
	for _, other := range s.fill.entries {
		mark := "{" + other.Name + "}"
		if !slices.Contains(strings.Split(e.List, "/"), mark) {
			continue
		}
		switch {
		case other.wrong != "":
			return nil, "The list belongs to a " + other.Label + ": fill that in first."
		case slices.Contains(other.values, preset.Every):
			return nil, "The list belongs to one " + other.Label + ", not to every one; type the " + e.Label + "."
		case len(routes)*len(other.values) > maxRoutes:
			return nil, "That would be too many lists; type the " + e.Label + "."
		}
		var filled []string
		for _, r := range routes {
			for _, v := range other.values {
				filled = append(filled, strings.ReplaceAll(r, mark, v))
			}
		}
		routes = filled
	}
	return routes, ""
}

// list shows the values that the account has for the parameter, and asks for them
// where that was not done before.
func (s *Screen) list() tea.Cmd {
	f := s.fill
	e := f.current()
	if why := s.noValues(); why != "" {
		e.said = &form.Note{Text: why, Role: theme.Caution}
		return nil
	}
	routes, _ := s.routes(e)
	e.said = nil
	f.pick = &pick{entry: e, routes: routes, picked: map[string]bool{}, filter: form.New("", "type to filter")}
	f.pick.filter.Focus()
	for _, v := range e.values {
		f.pick.picked[v] = true
	}
	if known, is := s.values[strings.Join(routes, " ")]; is {
		f.pick.take(known)
		return nil
	}
	return s.ask()
}

// ask asks for the values anew.
func (s *Screen) ask() tea.Cmd {
	s.asked++
	p := s.fill.pick
	p.loading, p.asked = true, s.asked
	client, asked, routes := s.env.Client, s.asked, p.routes
	return s.Run(func(ctx context.Context) tea.Msg {
		msg := valuesMsg{asked: asked, routes: routes}
		for _, route := range routes {
			values, err := client.Values(ctx, route)
			if err != nil {
				msg.route, msg.err = route, err
				return msg
			}
			msg.values = append(msg.values, values...)
		}
		slices.Sort(msg.values)
		msg.values = slices.Compact(msg.values)
		return msg
	})
}

// takeValues shows what came, unless it is not waited for any more. Where there is
// nothing to show, the field is back with the reason.
func (s *Screen) takeValues(msg valuesMsg) {
	if msg.err == nil && len(msg.values) > 0 {
		s.values[strings.Join(msg.routes, " ")] = msg.values
	}
	if s.fill == nil || s.fill.pick == nil || s.fill.pick.asked != msg.asked {
		return
	}
	p := s.fill.pick
	if p.loading = false; msg.err == nil && len(msg.values) > 0 {
		p.take(msg.values)
		return
	}
	e := p.entry
	s.fill.pick = nil
	e.left = len(e.values) > 0
	switch {
	case msg.err == nil:
		e.said = &form.Note{Text: "GET " + strings.Join(msg.routes, ", ") + " lists none for this account; type the " + e.Label + " all the same.", Role: theme.Caution}
	case errors.Is(msg.err, ovhapi.ErrNotGranted):
		e.said = &form.Note{Text: "The token in use can't list them: GET " + msg.route + " is missing; type the " + e.Label + ".", Role: theme.Caution}
	default:
		e.said = &form.Note{Text: ovhapi.Advise(msg.err).String() + " The " + e.Label + " can be typed all the same.", Role: theme.Caution}
	}
}

// take shows values, those that can be filled in.
func (p *pick) take(values []string) {
	for _, v := range values {
		if p.entry.Check(v) == nil && len(parse(v)) == 1 {
			p.values, p.lower = append(p.values, v), append(p.lower, strings.ToLower(v))
		}
	}
	p.recount()
	p.match()
	// The cursor begins on what is picked already.
	if i := slices.IndexFunc(p.shown, func(at int) bool { return p.picked[p.values[at]] }); i > 0 {
		p.at = i
	}
}

// typed takes a keystroke or a paste into the filter; a blank, which no value has,
// picks.
func (p *pick) typed(msg tea.Msg) {
	if press, is := msg.(tea.KeyPressMsg); is && press.String() == "space" {
		p.toggle()
		return
	}
	before := p.filter.Value()
	if p.filter.Update(msg) && p.filter.Value() != before {
		p.match()
	}
}

// match keeps the values that the filter stands in.
func (p *pick) match() {
	text := strings.ToLower(strings.TrimSpace(p.filter.Value()))
	p.shown, p.at, p.top = p.shown[:0], 0, 0
	for i, v := range p.lower {
		if strings.Contains(v, text) {
			p.shown = append(p.shown, i)
		}
	}
}

// current is the value under the cursor.
func (p *pick) current() (string, bool) {
	if p.at >= len(p.shown) {
		return "", false
	}
	return p.values[p.shown[p.at]], true
}

func (p *pick) move(n int) { p.at = max(min(p.at+n, len(p.shown)-1), 0) }

// toggle picks the value under the cursor, or lets it go.
func (p *pick) toggle() {
	if v, is := p.current(); is {
		p.picked[v] = !p.picked[v]
		p.touched = true
		p.recount()
		p.move(1)
	}
}

// toggleAll picks all that are shown, or lets them go when they are picked.
func (p *pick) toggleAll() {
	all := !slices.ContainsFunc(p.shown, func(i int) bool { return !p.picked[p.values[i]] })
	for _, i := range p.shown {
		p.picked[p.values[i]] = !all
	}
	p.touched = true
	p.recount()
}

func (p *pick) recount() {
	p.count = 0
	for _, v := range p.values {
		if p.picked[v] {
			p.count++
		}
	}
}

// chosen are the values to fill in: those picked, and among them what was typed
// and is not in the list; where nothing was picked, the one under the cursor.
func (p *pick) chosen() []string {
	if !p.touched {
		if v, is := p.current(); is {
			return []string{v}
		}
		return nil
	}
	var list []string
	for _, v := range p.entry.values {
		if v != preset.Every && p.entry.Check(v) == nil && !slices.Contains(p.values, v) {
			list = append(list, v)
		}
	}
	for _, v := range p.values {
		if p.picked[v] {
			list = append(list, v)
		}
	}
	return list
}

// takePick writes what was chosen into the field.
func (f *fill) takePick() tea.Cmd {
	p := f.pick
	text := strings.Join(p.chosen(), " ")
	if len(text) > maxText {
		return shell.Warn(tooMuch)
	}
	f.pick = nil
	p.entry.field.SetValue(text)
	f.changed(p.entry)
	return nil
}
