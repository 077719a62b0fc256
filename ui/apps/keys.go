package apps

import (
	"fmt"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/roster"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/shell"
)

// busy says why nothing else is deleted at the moment.
const busy = "Applications are being deleted; ctrl+c stops that."

// act makes a binding's action of a plain function.
func (s *Screen) act(f func()) func() tea.Cmd {
	return func() tea.Cmd {
		f()
		s.compose()
		return nil
	}
}

// Keys act on the application under the cursor, or on the selected ones. While a
// run shows what it does, its keys come first.
func (s *Screen) Keys() []key.Binding {
	if s.typing {
		return []key.Binding{
			{Keys: []string{"enter"}, Short: "keep filter", Long: "keep the filter and go back to the list", Footer: 1, Do: s.endFilter},
			{Keys: []string{"esc"}, Short: "show all", Long: "drop the filter", Footer: 2, Do: s.clearFilter},
			{Keys: []string{"down"}, Label: "↑ ↓", Short: "move", Long: "move down in the list", Footer: 3, Do: s.act(s.table.Down)},
			{Keys: []string{"up"}, Long: "move up in the list", Do: s.act(s.table.Up)},
		}
	}
	own := slices.Concat(s.actions(), s.movement())
	if s.run == nil {
		return own
	}
	for i := range own {
		if own[i].Footer > 0 {
			own[i].Footer += 10
		}
	}
	return key.Merge(s.runKeys(), own)
}

func (s *Screen) runKeys() []key.Binding {
	if s.run.going() {
		return []key.Binding{{Keys: []string{"esc"}, Label: "esc ctrl+c", Short: "stop after this one", Long: "stop between two applications", Footer: 1, Do: s.act(func() { s.run.stop() })}}
	}
	return []key.Binding{{Keys: []string{"esc"}, Short: "done", Long: "close the result", Footer: 1, Do: s.closeRun}}
}

// closeRun closes a result. Where its receipt lies is said once more, since nothing
// else will tell.
func (s *Screen) closeRun() tea.Cmd {
	receipt := s.run.receipt
	s.run = nil
	s.compose()
	if receipt == "" {
		return nil
	}
	return shell.Say("Receipt: " + receipt)
}

func (s *Screen) actions() []key.Binding {
	return []key.Binding{
		{Keys: []string{"enter"}, Short: "show its tokens", Long: "show the tokens of the application in the list", Footer: 1, Do: s.open, Disabled: s.noTokens},
		{Keys: []string{"d"}, Short: s.deleteLabel(), Long: "delete the selected applications, or the one under the cursor, that hold no token, after a question", Footer: 2, Dangerous: true, Do: s.check, Disabled: s.notDeletable},
		{Keys: []string{"space"}, Short: "select", Long: "select the row", Footer: 3, Do: s.toggle, Disabled: s.noRow},
		{Keys: []string{"0"}, Short: s.emptyLabel(), Long: "show only applications without a token, or all again", Footer: 4, Do: s.onlyEmpty},
		{Keys: []string{"/"}, Short: "filter", Long: "filter by words of name, description, key and id, or none, yours, foreign, deleted; ! turns round", Footer: 5, Do: s.startFilter},
		{Keys: []string{"y"}, Short: "copy id", Long: "copy the number of the application", Footer: 6, Do: s.copyID, Disabled: s.noRow},
		{Keys: []string{"Y"}, Short: "copy key", Long: "copy the application key", Footer: 7, Do: s.copyKey, Disabled: s.noKey},
		{Keys: []string{"r"}, Short: "refresh", Long: "ask for applications and tokens again", Footer: 8, Do: s.refresh, Disabled: s.running},
		{Keys: []string{"s"}, Short: "sort", Long: "sort by the next column", Footer: 9, Do: s.act(s.table.NextSort)},
		{Keys: []string{"S"}, Long: "reverse the order", Do: s.act(s.table.ReverseSort)},
		{Keys: []string{"a"}, Long: "select all shown", Do: s.act(s.table.SelectAllShown)},
		{Keys: []string{"A"}, Long: "select none", Do: s.act(s.table.SelectNone)},
		{Keys: []string{"v"}, Long: "select a range: v, move, v", Do: s.act(s.table.StartRange)},
		{Keys: []string{"esc"}, Short: "back", Long: "drop the range, the filter, the selection, in that order; then back", Footer: 10, Do: s.back},
	}
}

func (s *Screen) movement() []key.Binding {
	return []key.Binding{
		{Keys: []string{"down", "j"}, Long: "down", Do: s.act(s.table.Down)},
		{Keys: []string{"up", "k"}, Long: "up", Do: s.act(s.table.Up)},
		{Keys: []string{"pgdown"}, Long: "next page", Do: s.act(s.table.PageDown)},
		{Keys: []string{"pgup"}, Long: "previous page", Do: s.act(s.table.PageUp)},
		{Keys: []string{"g", "home"}, Long: "first row", Do: s.act(s.table.Top)},
		{Keys: []string{"G", "end"}, Long: "last row", Do: s.act(s.table.Bottom)},
		{Keys: []string{"ctrl+down"}, Long: "scroll what is said about the application down", Do: s.act(func() { s.details.Scroll(1) })},
		{Keys: []string{"ctrl+up"}, Long: "scroll it up", Do: s.act(func() { s.details.Scroll(-1) })},
	}
}

func (s *Screen) deleteLabel() string {
	free := 0
	for _, r := range s.table.Selected() {
		if r.bare() {
			free++
		}
	}
	if free > 0 {
		return fmt.Sprintf("delete %d", free)
	}
	return "delete"
}

func (s *Screen) emptyLabel() string {
	if s.empty {
		return "show all"
	}
	return "without a token"
}

func (s *Screen) noRow() string {
	if s.table.Shown() == 0 {
		return "There is no application."
	}
	return ""
}

func (s *Screen) running() string {
	if s.run.going() {
		return busy
	}
	return ""
}

func (s *Screen) noTokens() string {
	if r, ok := s.table.Cursor(); ok && len(r.Tokens) == 0 {
		return "It holds no token, as far as is known: there is nothing to show."
	}
	return s.noRow()
}

func (s *Screen) noKey() string {
	if r, ok := s.table.Cursor(); ok && r.Key == "" {
		return "Its application key is not known."
	}
	return s.noRow()
}

// notDeletable says why d does nothing. Whether an application holds tokens is
// not asked here: the API tells that at the moment it matters.
func (s *Screen) notDeletable() string {
	switch {
	case s.run.going():
		return busy
	case s.asking:
		return "OVH is being asked how many tokens they hold; try again in a moment."
	case s.table.SelectedCount() == 0 && s.noRow() != "":
		return s.noRow()
	}
	chosen := s.chosen()
	for _, r := range chosen {
		if why := barred(r); why != "" {
			return why
		}
	}
	if s.rightsKnown && len(chosen) > 0 {
		path := "/me/api/application/" + strconv.FormatInt(chosen[0].ID, 10)
		if _, may := s.rights.Allows(rule.Delete, path); !may {
			return "The token in use lacks the rule DELETE " + ovhapi.RulePath(path) + "."
		}
	}
	return ""
}

// barred says why an application can't be deleted whatever it holds.
func barred(r row) string {
	switch r.Whose {
	case roster.Ours:
		return "This program works with a token of it: it can't be deleted from here."
	case roster.Others:
		return "It was made by somebody else: this account can only revoke its tokens, which enter shows."
	case roster.Deleted:
		return "It is deleted already. enter shows its dead tokens; d there takes them off the list."
	case roster.Unknown:
		return "Whether this account owns it is not known."
	case roster.Yours:
	}
	return ""
}

// chosen is the selection, or the row under the cursor when nothing is selected.
func (s *Screen) chosen() []row {
	if selected := s.table.Selected(); len(selected) > 0 {
		return selected
	}
	if r, ok := s.table.Cursor(); ok {
		return []row{r}
	}
	return nil
}

// toggle says why when a row may not be selected.
func (s *Screen) toggle() tea.Cmd {
	r, _ := s.table.Cursor()
	if !s.table.ToggleSelect() {
		return shell.Warn(barred(r))
	}
	s.compose()
	return nil
}

// open goes to the list, narrowed to the tokens of the application.
func (s *Screen) open() tea.Cmd {
	r, _ := s.table.Cursor()
	return s.list.Show(r.ID)
}

func (s *Screen) copyID() tea.Cmd {
	r, _ := s.table.Cursor()
	id := strconv.FormatInt(r.ID, 10)
	return shell.Copy(s.env, id, "the application's number "+id)
}

func (s *Screen) copyKey() tea.Cmd {
	r, _ := s.table.Cursor()
	return shell.Copy(s.env, r.Key, "the application key "+r.Key)
}
