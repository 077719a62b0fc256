package tokens

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi/report"
	reporting "ovh-tokens/ui/report"
)

// saveReport offers to save what is selected, or with nothing selected what is
// shown.
func (s *Screen) saveReport() tea.Cmd {
	n, rows := s.table.Len(), s.table.Rows()
	what := tokensWord(n)
	switch picked := s.table.Selected(); {
	case len(picked) > 0:
		rows, what = slices.Values(picked), tokensWord(len(picked))+" that you have selected"
	case s.filterText != "":
		rows, what = s.table.ShownRows(), tokensWord(s.table.Shown())+" that the filter shows"
	}
	list := make([]report.Row, 0, n)
	for r := range rows {
		one := report.Of(r.Token, r.of.audit)
		one.Account = r.of.env.Account
		list = append(list, one)
	}
	return s.Push(reporting.New(s.env, reporting.Subject{Rows: list, What: what, Where: s.Where()}))
}

// nothingToSave says why there is nothing for a report.
func (s *Screen) nothingToSave() string {
	if s.table.SelectedCount() == 0 {
		return s.noRow()
	}
	return ""
}
