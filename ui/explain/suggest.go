package explain

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi/rule"
)

// mended is a call that was written otherwise than the API has it.
type mended struct{ was, is rule.Call }

// suggested is the first call that may be another than it was written as, and
// its place.
func (s *Screen) suggested() (at int, instead rule.Call, mends bool) {
	for i, v := range s.verdicts {
		if v.Nearest != "" {
			return i, rule.Call{Method: v.Call.Method, Path: v.Nearest}, true
		}
	}
	for i, v := range s.verdicts {
		switch {
		case v.Bare != (rule.Call{}):
			return i, v.Bare, false
		case v.AnyNumber() != "":
			return i, v.Wider, false
		}
	}
	return -1, rule.Call{}, false
}

// accept takes the call that was suggested. The text that it stands in stays,
// with the other path in it.
func (s *Screen) accept() tea.Cmd {
	at, instead, mends := s.suggested()
	if at < 0 {
		return nil
	}
	was := s.calls[at]
	if mends {
		s.mended = append(s.mended, mended{was, instead})
	}
	calls := slices.Clone(s.calls)
	if calls[at] = instead; slices.Contains(s.calls, instead) {
		calls = slices.Delete(calls, at, at+1)
	}
	s.calls = calls
	if s.pasted == "" {
		s.field.SetValue(rewritten(s.field.Value(), was, instead, calls))
		s.text = s.field.Value()
	}
	s.derive()
	return nil
}

// rewritten is a text with one call in place of another: where what is read from
// it then would be other calls, these alone.
func rewritten(text string, was, is rule.Call, calls []rule.Call) string {
	text = strings.Replace(text, was.Path, is.Path, 1)
	if read, err := rule.FindCalls(text); err == nil && slices.Equal(read, calls) {
		return text
	}
	words := make([]string, len(calls))
	for i, c := range calls {
		words[i] = strings.TrimSpace(c.String())
	}
	return strings.Join(words, ", ")
}

// misspelt is the call of the text in whose place the nearest one was taken.
func (s *Screen) misspelt() (was rule.Call, found bool) {
	for _, m := range s.mended {
		if slices.Contains(s.calls, m.is) {
			return m.was, true
		}
	}
	return rule.Call{}, false
}
