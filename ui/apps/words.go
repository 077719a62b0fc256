package apps

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/roster"
	"ovh-tokens/ui/text"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/when"
)

// labels is the width of the labels' column.
const labels = 13

// text is what stands beside or below the list, or in its place.
func (s *Screen) text(width int) []string {
	if s.env.Theme == nil {
		return nil
	}
	b := text.NewLines(s.env.Theme, width, labels)
	r, there := s.table.Cursor()
	switch {
	case s.run != nil:
		s.tell(b)
		return b.All()
	case there:
		s.trouble(b)
		s.explain(b, r, width)
		return append(b.All(), s.each(r, width)...)
	default:
		b.Blank()
		b.Say(theme.Text, s.nothing())
		b.Blank()
		s.trouble(b)
	}
	return b.All()
}

// nothing says why no application is shown.
func (s *Screen) nothing() string {
	switch {
	case s.table.Len() == 0 && (s.reading || s.list.Reading()):
		return "Reading the applications…"
	case s.table.Len() == 0 && s.err != nil:
		return "No application is known."
	case s.table.Len() == 0:
		return "This account has no application, and no token of any."
	case s.filter != "":
		return "No application matches " + strconv.Quote(s.filter) + ". esc shows all."
	}
	return "Every application holds a token. 0 shows all."
}

// trouble says what could not be seen, and what that takes.
func (s *Screen) trouble(b *text.Lines) {
	switch {
	case s.err == nil:
	case errors.Is(s.err, context.Canceled):
		b.Say(theme.Caution, "▲ Stopped: applications without a token may be missing. r asks again.")
	case s.own.Known:
		b.Say(theme.Caution, "▲ Some of your applications could not be described, or not be read again. "+ovhapi.Advise(s.err).String())
	default:
		b.Say(theme.Caution, "▲ Your applications could not be listed, so those without a token are missing here. "+ovhapi.Advise(s.err).String())
	}
	switch {
	case s.list.Reading():
	case !s.list.Whole():
		b.Say(theme.Caution, "△ The tokens were not read to the end, so applications may hold more than is counted here. r reads them again.")
	case s.unread > 0:
		b.Say(theme.Caution, fmt.Sprintf("△ %s could not be read, so some application may hold more than is counted here.", tokens(s.unread)))
	}
}

// explain says everything about one application.
func (s *Screen) explain(b *text.Lines, r row, width int) {
	b.Say(theme.Strong, r.Title())
	if r.Description != r.Title() {
		b.Say(theme.Subtle, r.Description)
	}
	b.Field("Whose", whoseRole(r), explained(r.Whose))
	b.Field("To do", theme.Text, s.todo(r))
	if r.Status != "" && r.Status != active {
		b.Field("Status", theme.Text, r.Status)
	}
	number := strconv.FormatInt(r.ID, 10)
	if r.Key != "" {
		number += ", key " + r.Key
	}
	b.Field("Application", theme.Text, number)
	b.Field("Key is in", theme.Text, s.stands(r.Application))
	if len(r.Tokens) > 0 {
		used := when.Both(r.Used, s.now())
		if len(used) > width-labels-4 {
			used = when.Exact(r.Used)
		}
		b.Field("Last used", theme.Text, used)
		b.Field("Tokens", theme.Text, counted(r)+verb(r))
	}
}

func verb(r row) string {
	if r.Live == 1 {
		return " works"
	}
	return " work"
}

func explained(w roster.Whose) string {
	switch w {
	case roster.Yours:
		return "yours"
	case roster.Ours:
		return "yours, and this program works with a token of it"
	case roster.Others:
		return "foreign, not made by this account: OVH's own, such as its API console and mobile app, or somebody else's"
	case roster.Deleted:
		return "deleted"
	case roster.Unknown:
	}
	return "not known"
}

// todo says what can be done about an application.
func (s *Screen) todo(r row) string {
	switch r.Whose {
	case roster.Ours:
		return "It can't be deleted from here: that would lock this program out. enter shows its tokens."
	case roster.Others:
		return "enter shows its tokens. The application itself is not this account's to delete."
	case roster.Deleted:
		return "Its tokens are dead, whatever OVH lists them as. enter shows them; a, then d there takes them off the list."
	case roster.Unknown:
		return "enter shows its tokens."
	case roster.Yours:
	}
	switch {
	case len(r.Tokens) > 0:
		return "enter shows its tokens. It can be deleted once it holds none: revoke them first."
	case r.open:
		return "No token of it has come so far; the account is still being read."
	}
	return "Holds no token: d deletes it. New tokens can still be requested under it by whoever has its secret."
}

// tell says what a run does and has done, never more than that.
func (s *Screen) tell(b *text.Lines) {
	r, n := s.run, s.run.tally()
	switch {
	case r.going() && r.stopped:
		b.Say(theme.Strong, "Stopping after this one")
	case r.going():
		b.Say(theme.Strong, fmt.Sprintf("Deleting %d of %d: %s", min(r.tried+1, len(r.list)), len(r.list), name(r.list[min(r.tried, len(r.list)-1)])))
	case n.deleted == 0:
		b.Say(theme.Caution, "Nothing was deleted."+n.rest())
	case n.already+n.refused+n.failed+n.untried > 0:
		b.Say(theme.Caution, things(n.deleted)+" deleted."+n.rest())
	default:
		b.Say(theme.Good, things(n.deleted)+" deleted.")
	}
	results, held := r.results, 0
	if n.refused > named {
		results, held = slices.DeleteFunc(slices.Clone(results), isHeld), n.refused
	}
	for _, d := range results {
		role, said := outcome(d)
		b.Say(role, name(d.Application)+" ("+strconv.FormatInt(d.Application.ID, 10)+"): "+said)
	}
	if held > 0 {
		b.Say(theme.Caution, things(held)+" hold tokens and stay. enter on one shows its tokens; revoke them first.")
	}
	switch {
	case r.err != nil:
		b.Say(theme.Caution, "No receipt could be written: "+ovhapi.Advise(r.err).What)
	case r.receipt != "":
		b.Say(theme.Subtle, "Receipt: "+r.receipt)
	}
}

// isHeld reports whether an application stays for its tokens.
func isHeld(d ovhapi.DeletedApplication) bool {
	_, held := errors.AsType[*ovhapi.HeldError](d.Err)
	return held
}

// rest says how many applications stay.
func (n tally) rest() string {
	var parts []string
	for _, p := range []struct {
		n    int
		word string
	}{{n.already, "gone already"}, {n.refused, "refused"}, {n.failed, "failed"}, {n.untried, "not tried"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf(" %d %s.", p.n, p.word))
		}
	}
	return strings.Join(parts, "")
}

// outcome puts what became of one application into words, with what to do first
// where it stays.
func outcome(d ovhapi.DeletedApplication) (theme.Role, string) {
	held, is := errors.AsType[*ovhapi.HeldError](d.Err)
	switch {
	case d.Already:
		return theme.Good, "was gone already"
	case d.Err == nil:
		return theme.Good, "deleted"
	case is && held.Tokens == 1:
		return theme.Caution, "holds 1 token. enter on it shows it; revoke it first."
	case is:
		return theme.Caution, fmt.Sprintf("holds %s. enter on it shows them; revoke them first.", tokens(held.Tokens))
	case errors.Is(d.Err, ovhapi.ErrNotTried):
		return theme.Subtle, "not tried"
	case errors.Is(d.Err, ovhapi.ErrOwnApplication):
		return theme.Caution, "this program works with a token of it"
	}
	said := ovhapi.Advise(d.Err).String()
	if query := ovhapi.QueryID(d.Err); query != "" && !strings.Contains(said, query) {
		said += " OVH query " + query
	}
	return theme.Danger, said
}
