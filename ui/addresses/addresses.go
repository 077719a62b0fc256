// Package addresses reads the lists of IP addresses that people type to say from
// where a token may be used.
package addresses

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"unicode"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/theme"
)

// Any is how people write that addresses are not restricted.
const Any = "any"

// Typed is what a typed list means.
type Typed struct {
	// Blocks are written as the API takes them, each of them once. None restricts
	// nothing.
	Blocks []string
	// Notes say what is wrong with a piece, or worth a word, in the order of the
	// text.
	Notes []form.Note
	// Wrong is how many pieces are no block.
	Wrong int
	// Any is set when the text is that word alone, Empty when it holds nothing, and
	// Open when one of its blocks is every address.
	Any, Empty, Open bool
}

// Read reads a list of addresses and CIDR blocks, separated by commas or blanks.
func Read(text string) Typed {
	pieces := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || unicode.IsSpace(r) })
	t := Typed{Empty: len(pieces) == 0, Any: len(pieces) == 1 && strings.EqualFold(pieces[0], Any)}
	if t.Any {
		return t
	}
	for _, piece := range pieces {
		t.add(piece)
	}
	if t.Open {
		t.Blocks = nil
	}
	return t
}

// add reads one piece of the text.
func (t *Typed) add(piece string) {
	if strings.EqualFold(piece, Any) {
		t.wrong("any is every address: it stands alone, without others beside it.")
		return
	}
	prefix, err := ovhapi.ParseBlock(piece)
	switch {
	case err != nil:
		t.wrong(err.Error())
		return
	case ovhapi.Unrouted(prefix):
		t.note(theme.Caution, Unseen(prefix))
	case prefix.Bits() > 0:
	case prefix.Addr().Is4():
		t.Open = true
		t.note(theme.Caution, "0.0.0.0/0 is every address, the same as any: nothing is restricted.")
	default:
		t.note(theme.Caution, "::/0 is every IPv6 address: none of them is kept out.")
	}
	block := prefix.String()
	if slices.Contains(t.Blocks, block) {
		t.note(theme.Subtle, block+" is in the list more than once; once is enough.")
		return
	}
	t.Blocks = append(t.Blocks, block)
}

func (t *Typed) wrong(text string) {
	t.Wrong++
	t.Notes = append(t.Notes, form.Wrong(text))
}

func (t *Typed) note(role theme.Role, text string) {
	t.Notes = append(t.Notes, form.Note{Text: text, Role: role})
}

// Words says from where the token will work.
func (t Typed) Words() string {
	if problem := t.Problem(); problem != "" {
		return "not clear yet: " + strings.ToLower(problem[:1]) + problem[1:]
	}
	return Words(t.Blocks)
}

// Problem says why the addresses can't be sent, or "".
func (t Typed) Problem() string {
	switch t.Wrong {
	case 0:
		return ""
	case 1:
		return "One of the addresses is wrong."
	}
	return fmt.Sprintf("%d of the addresses are wrong.", t.Wrong)
}

// Unseen warns of a block that OVH never sees a call from.
func Unseen(block netip.Prefix) string {
	return block.String() + " is private: OVH sees the public address that such a network goes out by, never this one."
}

// Words says from where a token with this list works.
func Words(blocks []string) string {
	if len(blocks) == 0 {
		return "any address"
	}
	return strings.Join(blocks, ", ")
}
