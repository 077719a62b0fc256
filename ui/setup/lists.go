package setup

import (
	"net/url"
	"slices"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/shell"
)

// region is an endpoint in the words of somebody who does not know its name.
type region struct {
	name  string
	who   string // whose accounts are there
	login string // where they log in; empty where that says nothing
}

// regions are the seven endpoints that OVH's libraries know by name. Whose
// accounts are where: the READMEs of go-ovh and python-ovh, and the hosts of OVH's
// control panel.
var regions = []region{
	{"ovh-eu", "OVHcloud in Europe and Africa", "manager.eu.ovhcloud.com"},
	{"ovh-ca", "OVHcloud in Canada, Asia, Australia", "manager.ca.ovhcloud.com"},
	{"ovh-us", "OVHcloud US, a separate company", "us.ovhcloud.com"},
	{"kimsufi-eu", "Kimsufi, Europe", ""},
	{"kimsufi-ca", "Kimsufi, Canada and elsewhere", ""},
	{"soyoustart-eu", "So you Start, Europe", ""},
	{"soyoustart-ca", "So you Start, Canada and elsewhere", ""},
}

// rights are the two sets of rules that this program can work with.
func rights() []preset.Preset {
	var list []preset.Preset
	for _, id := range []string{"token-manager", "token-manager-read-only"} {
		if p, ok := preset.Find(id); ok {
			list = append(list, p)
		}
	}
	return list
}

// titles call the sets by what they let this program do.
var titles = map[string][2]string{
	"token-manager":           {"Manage tokens", "see them all, revoke them, clean up"},
	"token-manager-read-only": {"Look only", "see them all, revoke none"},
}

// ways lists the ways in which the keys come here.
var ways = []way{wayOwn, wayAll}

// length is how many rows the list of the present step has, 0 without one.
func (s *Screen) length() int {
	switch s.step {
	case stepEndpoint:
		return len(regions) + 1
	case stepRights:
		return len(rights())
	case stepWay:
		return len(ways)
	case stepVerdict:
		return len(s.verdict.found)
	default:
		return 0
	}
}

// move moves the cursor of the list, or scrolls where there is none.
func (s *Screen) move(n int) tea.Cmd {
	if rows := s.length(); rows > 0 {
		s.at[s.step] = max(min(s.at[s.step]+n, rows-1), 0)
	} else {
		s.top = max(s.top+n, 0)
	}
	return nil
}

// choose takes the row under the cursor for an answer.
func (s *Screen) choose() tea.Cmd {
	switch s.step {
	case stepEndpoint:
		if at := s.at[stepEndpoint]; at < len(regions) {
			e, _ := ovhapi.ParseEndpoint(regions[at].name) // all of them are known
			return s.takeEndpoint(e)
		}
		return s.show(stepURL)
	case stepRights:
		s.rights = rights()[s.at[stepRights]]
		return s.answered(stepWay)
	case stepWay:
		s.way = ways[s.at[stepWay]]
		s.focus = min(s.focus, s.count()-1)
		return s.answered(stepKeys)
	default:
		return nil
	}
}

// takeEndpoint is the answer to the first question.
func (s *Screen) takeEndpoint(e ovhapi.Endpoint) tea.Cmd {
	s.endpoint = e
	return s.answered(stepRights)
}

// answered stores the answer and goes to the next question.
func (s *Screen) answered(next step) tea.Cmd {
	_ = s.show(next)
	return s.save()
}

// version ends the URL of every endpoint of OVH's (go-ovh v1.9.0, ovh/ovh.go).
const version = "/1.0"

// takeURL reads the endpoint that was typed. One without a path gets the version
// of the API, to be looked at before it is taken: without it every call would
// fail, and only later.
func (s *Screen) takeURL() tea.Cmd {
	e, err := ovhapi.ParseEndpoint(s.url.Value())
	if err != nil {
		s.url.SetNotes(form.Wrong(sentence(err.Error())))
		return nil
	}
	if hostOnly(e) && s.bare != e.URL {
		s.bare = e.URL
		s.url.SetValue(e.URL + version)
		s.url.SetNotes(caution("OVH's APIs have their version at the end, so " + version + " was added. enter takes it so; or take it off again."))
		return nil
	}
	s.url.SetNotes()
	return s.takeEndpoint(e)
}

// hostOnly reports whether a URL has no path.
func hostOnly(e ovhapi.Endpoint) bool {
	u, err := url.Parse(e.URL)
	return err == nil && u.Path == ""
}

// noWay says why the way under the cursor cannot be taken, or nothing.
func (s *Screen) noWay() string {
	if s.step == stepWay && s.env.ReadOnly && ways[s.at[stepWay]] == wayOwn {
		return "Read-only: no token can be asked for. Paste all three keys, or start without --read-only."
	}
	return ""
}

// back returns to the question before; what was typed stays.
func (s *Screen) back() tea.Cmd {
	switch s.step {
	case stepURL, stepRights:
		s.place()
		return s.show(stepEndpoint)
	case stepWay:
		return s.show(stepRights)
	case stepKeys:
		return s.show(stepWay)
	case stepChecking:
		s.Stop()
		return nil
	case stepVerdict, stepAsk:
		return s.show(stepKeys)
	case stepSecret:
		return s.show(stepAsk)
	case stepEndpoint:
		if s.options.Back != nil {
			return s.Replace(s.options.Back())
		}
		return shell.Say("This is the first question. q quits; what was answered is kept.")
	case stepReading, stepFinishing:
	}
	return nil
}

// count is how many keys are typed the chosen way.
func (s *Screen) count() int {
	if s.way == wayAll {
		return fields
	}
	return fieldConsumer
}

// step moves the focus among the fields, round and round.
func (s *Screen) nextField(n int) tea.Cmd {
	s.focus = (s.focus + n + s.count()) % s.count()
	return s.show(stepKeys)
}

// page is OVH's page for the way that is chosen or under the cursor.
func (s *Screen) page() string {
	w := s.way
	if s.step == stepWay {
		w = ways[s.at[stepWay]]
	}
	if w == wayAll {
		return s.endpoint.CreateTokenURL(s.rights.Rules)
	}
	return s.endpoint.CreateAppURL()
}

// hasPage reports whether the present step is about a page of OVH's.
func (s *Screen) hasPage() bool { return slices.Contains([]step{stepWay, stepKeys}, s.step) }
