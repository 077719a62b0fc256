package tokens

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ui/key"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/revoking"
	"ovh-tokens/ui/shell"
)

// act makes a binding's action of a plain function.
func act(f func()) func() tea.Cmd {
	return func() tea.Cmd {
		f()
		return nil
	}
}

// Keys is the table of the list. While the filter is typed or a run shows its
// sheet, their keys come first.
func (s *Screen) Keys() []key.Binding {
	if s.typing {
		return []key.Binding{
			{Keys: []string{"enter"}, Short: "keep filter", Long: "keep the filter and go back to the list", Footer: 1, Do: s.endFilter},
			{Keys: []string{"esc"}, Short: "show all", Long: "drop the filter", Footer: 2, Do: s.dropFilter},
			{Keys: []string{"down"}, Label: "↑ ↓", Short: "move", Long: "move down in the list", Footer: 3, Do: act(s.table.Down)},
			{Keys: []string{"up"}, Long: "move up in the list", Do: act(s.table.Up)},
			{Keys: []string{"pgdown"}, Long: "next page of the list", Do: act(s.table.PageDown)},
			{Keys: []string{"pgup"}, Long: "previous page of the list", Do: act(s.table.PageUp)},
		}
	}
	own := slices.Concat(s.actions(), s.movement(), s.selecting(), s.folding(), s.findingKeys())
	for i := range own {
		if own[i].Footer > 0 && s.sheet.Active() {
			own[i].Footer += 10
		}
	}
	return key.Merge(s.sheet.Keys(), own)
}

// busyRevoking says why nothing else is revoked at the moment, or nothing.
func (s *Screen) busyRevoking() string {
	switch {
	case s.sheet.Counting():
		return revoking.Imminent
	case s.sheet.Busy():
		return revoking.Underway
	}
	return ""
}

// unlessBusy disables what must not start while tokens are being revoked.
func (s *Screen) unlessBusy(otherwise func() string) func() string {
	return func() string {
		if why := s.busyRevoking(); why != "" || otherwise == nil {
			return why
		}
		return otherwise()
	}
}

// unlessCounting disables what would take esc away from a countdown.
func (s *Screen) unlessCounting() string {
	if s.sheet.Counting() {
		return s.busyRevoking()
	}
	return ""
}

// unlessReading disables what needs the whole list.
func (s *Screen) unlessReading(otherwise func() string) func() string {
	return s.unlessBusy(func() string {
		switch {
		case s.reading():
			return "The account is still being read; try again in a moment."
		case s.err() != nil:
			return "The list is not up to date; r reads it again."
		}
		return otherwise()
	})
}

func (s *Screen) actions() []key.Binding {
	return []key.Binding{
		{Keys: []string{"space"}, Short: s.selectLabel(), Long: "select the row", Footer: 1, Do: s.toggle, Disabled: s.noRow},
		{Keys: []string{"d"}, Short: s.revokeLabel(), Long: "revoke the selected tokens, or the current one, after a question", Footer: 2, Dangerous: true, Do: s.revoke, Disabled: s.unlessBusy(s.nothingToRevoke)},
		{Keys: []string{"X"}, Short: s.cleanLabel(), Long: "clean up every expired token: five seconds to stop it, then they go", Footer: 3, Dangerous: true, Do: s.clean, Disabled: s.unlessReading(func() string {
			if s.counts.cleanable == 0 {
				return "No token has expired: nothing to clean up."
			}
			return ""
		})},
		{Keys: []string{"C"}, Short: s.forHere("plan", " for "), Footer: 7, Long: "clean-up plan: what else may go, and why; refused, dead, forgotten and doubled tokens", Dangerous: true, Do: s.openSweep, Disabled: s.unlessReading(func() string { return "" })},
		{Keys: []string{"n"}, Short: s.forHere("new", " in "), Long: "ask for a new token", Footer: 4, Dangerous: true, Do: s.buildNew},
		{Keys: []string{"/"}, Short: "filter", Long: "filter by words, '…' and fields: status:live app:console unused:>180d expires:<7d can:'GET /me' ip:any finding:dormant rule:/domain access:everything mark:here id:498, ! turns round", Footer: 5, Do: s.startFilter, Disabled: s.unlessCounting},
		{Keys: []string{"enter"}, Short: s.openLabel(), Long: "show everything about the row", Footer: s.openRank(), Do: s.open, Disabled: s.noRow},
		{Keys: []string{"w"}, Short: "new ones", Long: "new tokens that wait for validation or have not been taken yet", Footer: s.footerIf(s.pending > 0, 2), Do: s.openPending, Disabled: func() string {
			if s.pending == 0 {
				return "No new token is waiting."
			}
			return ""
		}},
		{Keys: []string{"e"}, Long: "explain: would a call pass with the token under the cursor, by which rule, and if not, which one is missing", Do: s.explainCall, Disabled: s.unlessBusy(s.noToken)},
		{Keys: []string{"W"}, Long: "save the tokens with what was found about them in a file: CSV for a spreadsheet or JSON", Do: s.saveReport, Disabled: s.unlessReading(s.nothingToSave)},
		{Keys: []string{"D"}, Long: "doctor: why calls fail, here or in an error of another tool", Do: s.openDoctor, Disabled: s.unlessBusy(nil)},
		{Keys: []string{"N"}, Long: "notes: where the keys come from, what is odd about ovh.conf, what could not be read", Do: s.notes},
		{Keys: []string{"R"}, Long: "replace: a key known to stand in files of this machine by a new one in each of them; of another token, a new one with its rules", Dangerous: true, Do: s.rotate, Disabled: s.unlessBusy(s.noToken)},
		{Keys: []string{"i"}, Long: "change the addresses that the token under the cursor works from", Dangerous: true, Do: s.allowed, Disabled: s.unlessBusy(s.cannotAllow)},
		{Keys: []string{"K"}, Long: "keys on this machine: which token each is, and in which files", Do: func() tea.Cmd { return s.openHoldings(&s.Base) }, Disabled: s.unlessBusy(nil)},
		{Keys: []string{"m"}, Short: s.forHere("applications", " of "), Footer: 8, Long: "applications of the account under the cursor, those without a token included", Do: s.openApplications, Disabled: s.unlessBusy(nil)},
		{Keys: []string{"p"}, Long: "accounts of this machine", Do: s.openProfiles, Disabled: s.unlessBusy(nil)},
		{Keys: []string{"P"}, Short: s.besideLabel(), Footer: 10, Long: "all accounts of this machine side by side, or again the one in use alone", Do: s.sideBySide, Disabled: s.unlessBusy(s.noOthers)},
		{Keys: []string{"r"}, Short: "refresh", Long: "read the account again; after a failure the keys too", Footer: 12, Do: s.again, Disabled: s.unlessBusy(nil)},
		{Keys: []string{"s"}, Short: "sort", Long: "sort by the next column", Footer: 11, Do: s.sort(s.table.NextSort)},
		{Keys: []string{"S"}, Long: "reverse the order", Do: s.sort(s.table.ReverseSort)},
		{Keys: []string{"ctrl+x"}, Long: "revoke every live token except this one, after typing so", Dangerous: true, Do: s.others, Disabled: s.unlessReading(func() string {
			if s.together() {
				return "One account at a time: P shows the one in use alone, p chooses another."
			}
			if s.counts.others == 0 {
				return "There is no other live token."
			}
			return ""
		})},
		{Keys: []string{"esc"}, Short: "applications", Footer: s.footerIf(s.cameFrom(), 1), Long: "drop the range, the filter, the selection, in that order", Do: s.back},
		key.Quit(13),
	}
}

func (s *Screen) movement() []key.Binding {
	return []key.Binding{
		{Keys: []string{"down", "j"}, Long: "down", Do: act(s.table.Down)},
		{Keys: []string{"up", "k"}, Long: "up", Do: act(s.table.Up)},
		{Keys: []string{"pgdown"}, Long: "next page", Do: act(s.table.PageDown)},
		{Keys: []string{"pgup"}, Long: "previous page", Do: act(s.table.PageUp)},
		{Keys: []string{"g", "home"}, Long: "first row", Do: act(s.table.Top)},
		{Keys: []string{"G", "end"}, Long: "last row", Do: act(s.table.Bottom)},
	}
}

func (s *Screen) selecting() []key.Binding {
	return []key.Binding{
		{Keys: []string{"a"}, Long: "select all shown", Do: act(s.table.SelectAllShown)},
		{Keys: []string{"A"}, Long: "select none", Do: act(s.table.SelectNone)},
		{Keys: []string{"v"}, Long: "select a range: v, move, v", Do: act(s.table.StartRange)},
	}
}

func (s *Screen) footerIf(shown bool, rank int) int {
	if shown {
		return rank
	}
	return 0
}

func (s *Screen) revokeLabel() string {
	if n := s.table.SelectedCount(); n > 0 {
		return "revoke " + layout.Number(n)
	}
	return "revoke"
}

func (s *Screen) cleanLabel() string {
	if n := s.counts.cleanable; n > 0 {
		return "clean " + layout.Number(n) + " expired"
	}
	return "clean"
}

func (s *Screen) noRow() string {
	if s.table.Shown() == 0 && s.table.SelectedCount() == 0 {
		return "There is no row."
	}
	return ""
}

// besideLabel says in the footer what P does.
func (s *Screen) besideLabel() string {
	if s.together() {
		return "the account in use"
	}
	return "all accounts"
}

// toggle says why when a row may not be selected.
func (s *Screen) toggle() tea.Cmd {
	if !s.table.ToggleSelect() {
		return shell.Warn("This is the token in use: it is never revoked together with others.")
	}
	return nil
}

// back undoes one level: the range, the filter, the selection.
func (s *Screen) back() tea.Cmd {
	switch {
	case s.table.Ranging():
		s.table.CancelRange()
	case s.cameFrom():
		return s.goBack()
	case s.filterText != "":
		return s.dropFilter()
	case s.table.SelectedCount() > 0:
		s.table.SelectNone()
	default:
		return shell.Say("q quits.")
	}
	return nil
}
