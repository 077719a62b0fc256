package builder

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// anywhere is how people write that addresses are not restricted.
const anywhere = "any"

// allowed is what the text of the addresses field means.
type allowed struct {
	blocks []string // as the API takes them; none means any address
	notes  []form.Note
	wrong  int // how many pieces are no block
}

// readAddresses reads a list of blocks, separated by commas or blanks. An empty
// text is any address.
func readAddresses(text string) allowed {
	var a allowed
	pieces := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || unicode.IsSpace(r) })
	if len(pieces) == 1 && strings.EqualFold(pieces[0], anywhere) {
		return a
	}
	open := false
	for _, piece := range pieces {
		prefix, err := ovhapi.ParseBlock(piece)
		switch {
		case err != nil:
			a.wrong++
			a.notes = append(a.notes, form.Wrong(err.Error()))
			continue
		case prefix.Bits() > 0:
		case prefix.Addr().Is4():
			open = true
			a.notes = append(a.notes, form.Note{
				Text: "0.0.0.0/0 is every address, the same as any: nothing is restricted.", Role: theme.Caution,
			})
		default:
			a.notes = append(a.notes, form.Note{Text: "::/0 is every IPv6 address: none of them is kept out.", Role: theme.Caution})
		}
		if block := prefix.String(); !slices.Contains(a.blocks, block) {
			a.blocks = append(a.blocks, block)
		}
	}
	if open {
		a.blocks = nil
	}
	return a
}

// words says from where the token will work.
func (a allowed) words() string {
	if problem := a.problem(); problem != "" {
		return "not clear yet: " + strings.ToLower(problem[:1]) + problem[1:]
	}
	if len(a.blocks) == 0 {
		return "any address"
	}
	return strings.Join(a.blocks, ", ")
}

// problem says why the addresses can't be sent, or "".
func (a allowed) problem() string {
	switch a.wrong {
	case 0:
		return ""
	case 1:
		return "One of the addresses is wrong."
	}
	return fmt.Sprintf("%d of the addresses are wrong.", a.wrong)
}

// editAddresses gives the addresses field the focus.
func (s *Screen) editAddresses() tea.Cmd {
	s.before = s.doc
	s.part = partAddresses
	s.addresses.SetValue(s.doc.addresses)
	s.addresses.Focus()
	return nil
}

// typeAddresses takes the field's text in as it changes.
func (s *Screen) typeAddresses() {
	s.doc.addresses = s.addresses.Value()
	s.derive()
}

// doneAddresses leaves the field when what it holds is right. While it is wrong
// the field keeps the focus, so that what is typed next goes there and not to the
// rules.
func (s *Screen) doneAddresses() tea.Cmd {
	if problem := s.allowed.problem(); problem != "" {
		return shell.Warn(problem + " esc brings back what stood here before.")
	}
	return s.leaveField()
}

// leaveAddresses takes the focus from the field and keeps what it holds, right
// or wrong.
func (s *Screen) leaveAddresses() {
	s.addresses.Blur()
	if !s.doc.same(s.before) {
		s.history.record(s.before, "the addresses")
	}
	s.derive()
}
