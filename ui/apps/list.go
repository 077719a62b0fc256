package apps

import (
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/token"
	"ovh-tokens/ui/when"
)

// most is how many tokens of an application are listed; enter shows all.
const most = 30

// The columns of the list of tokens, in cells. What is left is the access, which
// says less with less room.
const (
	idWidth     = 10
	statusWidth = 8
	timeWidth   = 10
	accessLeast = 8
	between     = 2
	usedFrom    = 64 // the width from which there is room for the last use
	readable    = 100
	margin      = "  "
)

// each has a line for each token of an application, in columns.
func (s *Screen) each(r row, width int) []string {
	if len(r.Tokens) == 0 {
		return nil
	}
	quiet := func(words string) string { return margin + s.env.Theme.Paint(theme.Subtle, words) }
	c := fields(r.Tokens, min(width-2*len(margin), readable))
	lines := []string{"", quiet(c.line("Token", "Status", "Access", "Expires", "Used"))}
	for i, t := range r.Tokens {
		if i == most {
			return append(lines, quiet("and "+layout.Number(len(r.Tokens)-most)+" more: enter shows them"))
		}
		lines = append(lines, margin+c.token(s.env.Theme, t, s.now()))
	}
	return lines
}

// listed is how wide the columns are.
type listed struct {
	access int
	used   bool
}

// fields shares a width out: the access takes what its longest form needs, at most
// what there is.
func fields(tokens []ovhapi.Token, width int) listed {
	c := listed{used: width >= usedFrom}
	room := width - idWidth - statusWidth - timeWidth - 3*between
	if c.used {
		room -= timeWidth + between
	}
	room = max(room, accessLeast)
	for _, t := range tokens[:min(len(tokens), most)] {
		c.access = max(c.access, ansi.StringWidth(t.Rules.ShortFit(room)))
	}
	c.access = min(max(c.access, accessLeast), room)
	return c
}

// line puts cells below each other; those that are times stand to the right.
func (c listed) line(id, status, access, expires, used string) string {
	gap := strings.Repeat(" ", between)
	right := func(text string) string {
		return strings.Repeat(" ", max(timeWidth-ansi.StringWidth(text), 0)) + text
	}
	line := layout.Pad(id, idWidth) + gap + layout.Pad(status, statusWidth) + gap + layout.Pad(access, c.access) + gap + right(expires)
	if c.used {
		line += gap + right(used)
	}
	return line
}

// token is the line of one. The colour is the status's alone; of what works no
// more all is quiet.
func (c listed) token(th *theme.Theme, t ovhapi.Token, now time.Time) string {
	status, role := token.Status(t, now)
	other := theme.Text
	if !t.Works(now) {
		other = theme.Subtle
	}
	plain := func(text string) string { return th.Paint(other, text) }
	return c.line(plain(strconv.FormatInt(t.ID, 10)), th.Paint(role, status), plain(t.Rules.ShortFit(c.access)),
		plain(when.Relative(t.Expiration, now)), plain(when.Relative(t.LastUse, now)))
}
