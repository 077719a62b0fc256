package tokens

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/apps"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
)

// here is the account that a key acts on which is for one alone: that of the row
// under the cursor, or of the heading there.
func (s *Screen) here() *source {
	if r, ok := s.table.Cursor(); ok {
		return r.of
	}
	if rows, on := s.table.Heading(); on {
		for r := range rows {
			return r.of
		}
	}
	return s.sources[0].keeper()
}

// forHere names in a key's hint the account it is for, where there are several.
func (s *Screen) forHere(words, between string) string {
	if !s.together() || len(s.own()) < 2 {
		return words
	}
	return words + between + layout.CutMiddle(s.here().name(), accountUsual)
}

// openApplications lists the applications of one account, and puts the cursor on
// that of the row or heading under the cursor.
func (s *Screen) openApplications() tea.Cmd {
	id := int64(0)
	if r, ok := s.table.Cursor(); ok {
		id = r.ApplicationID
	} else if rows, on := s.table.Heading(); on {
		for r := range rows {
			id = r.ApplicationID
			break
		}
	}
	return s.showApplications(s.here())(&s.Base, id)
}

// showApplications opens the applications of an account on top of a screen, on one
// of them.
func (s *Screen) showApplications(f *source) func(*shell.Base, int64) tea.Cmd {
	list := apps.List{
		Tokens:  func() []ovhapi.Token { return s.all(f) },
		Reading: func() bool { return f.keeper().busy },
		Whole:   func() bool { return !f.keeper().busy && f.keeper().err == nil },
		Refresh: func() tea.Cmd { return s.read(f.keeper()) },
		Title:   s.titleOf(f, "Applications"),
		Show:    func(id int64) tea.Cmd { return shell.Send(shell.HomeMsg{Msg: originMsg{f, id}}) },
	}
	return func(from *shell.Base, id int64) tea.Cmd { return from.Push(apps.New(f.keeper().env, list, id)) }
}

// titleOf names the account that a screen is about, where the list has several.
func (s *Screen) titleOf(f *source, title string) string {
	if !s.together() || len(s.own()) < 2 {
		return title
	}
	return title + " of " + f.keeper().name()
}

// originMsg comes back from the applications: the tokens of one are to be shown.
type originMsg struct {
	of *source
	id int64
}

// origin is the application whose tokens the list shows, until the filter changes.
type origin struct {
	originMsg
	filter string
}

// turnTo shows what another screen asks for: one token, or those of an application.
func (s *Screen) turnTo(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case shell.FocusMsg:
		return s.focusOn(msg.ID)
	case originMsg:
		return s.showOf(msg)
	}
	return nil
}

// showOf narrows the list to the tokens of an application, as if that had been
// typed.
func (s *Screen) showOf(msg originMsg) tea.Cmd {
	text := "app:" + idText(msg.id)
	if s.together() && len(s.own()) > 1 {
		text += " account:" + quoted(msg.of.keeper().name())
	}
	s.input.SetValue(text)
	s.setFilter(text)
	s.came = origin{msg, s.filterText}
	return s.endFilter()
}

// quoted is a value as a filter takes it.
func quoted(name string) string {
	if strings.ContainsAny(name, " '\"") {
		return "'" + strings.ReplaceAll(name, "'", "") + "'"
	}
	return name
}

// cameFrom reports whether the list still shows what the applications asked for.
func (s *Screen) cameFrom() bool { return s.came.id != 0 && s.came.filter == s.filterText }

// goBack shows all tokens again, and the applications, on the one whose tokens were
// shown.
func (s *Screen) goBack() tea.Cmd {
	came := s.came
	return tea.Batch(s.clearFilter(), s.showApplications(came.of)(&s.Base, came.id))
}
