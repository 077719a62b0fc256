package sweep

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ui/confirm"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/revoking"
	"ovh-tokens/ui/shell"
)

// Keys choose groups and tokens, and begin the run.
func (s *Screen) Keys() []key.Binding {
	own := slices.Concat(s.actions(), s.movement())
	for i := range own {
		if own[i].Footer > 0 && s.sheet.Active() {
			own[i].Footer += 10
		}
	}
	return key.Merge(s.sheet.Keys(), own)
}

func (s *Screen) actions() []key.Binding {
	return []key.Binding{
		{Keys: []string{"space"}, Short: s.selectShort(), Long: "take the group, or take it out; among the tokens, take the one under the cursor out, or take it again", Footer: 1, Do: s.toggle, Disabled: s.unlessBusy(s.notSelectable)},
		{Keys: []string{"d"}, Short: "revoke " + layout.Number(len(s.plan.Items)), Long: "revoke what the plan takes, after a question", Footer: 2, Dangerous: true, Do: s.ask, Disabled: s.unlessBusy(func() string {
			if len(s.plan.Items) == 0 {
				return "The plan takes nothing."
			}
			return ""
		})},
		{Keys: []string{"enter"}, Short: s.openShort(), Long: "show everything about the token; on a group, go to its tokens", Footer: 6, Do: s.open, Disabled: func() string {
			if s.table.Len() == 0 {
				return "There is no token."
			}
			return ""
		}},
		{Keys: []string{"u"}, Short: "begin anew", Long: "undo every choice: the plan as it was first", Footer: s.anewFooter(), Do: s.anew, Disabled: s.unlessBusy(func() string {
			if s.choices.usual() {
				return "The plan is as it was first."
			}
			return ""
		})},
		{Keys: []string{"tab", "shift+tab"}, Short: s.tabShort(), Long: "go to the tokens of the group, or back to the groups", Footer: 3, Do: s.change},
		{Keys: []string{"right"}, Label: "← →", Short: "how long ago", Long: "a longer time for the group", Footer: 4, Do: func() tea.Cmd { return s.stretch(1) }, Disabled: s.unlessBusy(s.timeless)},
		{Keys: []string{"left"}, Long: "a shorter time for the group", Do: func() tea.Cmd { return s.stretch(-1) }, Disabled: s.unlessBusy(s.timeless)},
		{Keys: []string{"esc"}, Short: "back", Long: "back to the list; nothing is revoked", Footer: 5, Do: s.back},
	}
}

func (s *Screen) movement() []key.Binding {
	act := func(groups int, rows func()) func() tea.Cmd {
		return func() tea.Cmd {
			if s.inRows {
				rows()
			} else if at := min(max(s.at+groups, 0), len(s.groups())); at != s.at {
				s.at = at
				s.fill()
			}
			return nil
		}
	}
	t := s.table
	return []key.Binding{
		{Keys: []string{"down", "j"}, Long: "down", Do: act(1, t.Down)},
		{Keys: []string{"up", "k"}, Long: "up", Do: act(-1, t.Up)},
		{Keys: []string{"pgdown"}, Long: "next page", Do: act(3, t.PageDown)},
		{Keys: []string{"pgup"}, Long: "previous page", Do: act(-3, t.PageUp)},
		{Keys: []string{"g", "home"}, Long: "first", Do: act(-len(s.groups()), t.Top)},
		{Keys: []string{"G", "end"}, Long: "last", Do: act(len(s.groups()), t.Bottom)},
	}
}

func (s *Screen) selectShort() string {
	if g, is := s.group(); !s.inRows && is && s.chosen(g) {
		return "leave out"
	}
	if row, ok := s.table.Cursor(); s.inRows && ok && s.going[row.ID] {
		return "keep"
	}
	return "take"
}

func (s *Screen) openShort() string {
	if s.inRows {
		return "open"
	}
	return "look through"
}

// anewFooter is where u stands in the footer, once there is something to undo.
func (s *Screen) anewFooter() int {
	if s.choices.usual() {
		return 0
	}
	return 7
}

// open shows the token under the cursor; from the groups it goes to the tokens.
func (s *Screen) open() tea.Cmd {
	row, ok := s.table.Cursor()
	if !s.inRows || !ok {
		return s.change()
	}
	return s.show(&s.Base, row.ID)
}

func (s *Screen) tabShort() string {
	if s.inRows {
		return "groups"
	}
	return "tokens"
}

func (s *Screen) unlessBusy(otherwise func() string) func() string {
	return func() string {
		if s.sheet.Busy() {
			return revoking.Underway
		}
		return otherwise()
	}
}

// notSelectable says why space does nothing here.
func (s *Screen) notSelectable() string {
	g, is := s.group()
	row, ok := s.table.Cursor()
	switch {
	case !s.inRows && !is:
		return "tab goes to what is protected; a token that you took out can be taken again there."
	case !s.inRows:
		return ""
	case !ok:
		return "There is no token."
	case is && !s.chosen(g):
		return "The group is not taken: tab goes back to it, space takes it."
	case !is && !s.choices.kept[row.ID] && !s.going[row.ID]:
		return strings.TrimSuffix(row.reason, ".") + ": it stays."
	}
	return ""
}

// timeless says that a group has no time to change.
func (s *Screen) timeless() string {
	if s.at < len(s.groups()) && !s.inRows {
		if k := s.groups()[s.at]; k.Limit > 0 {
			if s.chosen(k.Group) {
				return ""
			}
			return "space takes the group first."
		}
	}
	return "How long ago does not matter here."
}

// toggle takes a group or a token, or leaves it out.
func (s *Screen) toggle() tea.Cmd {
	if s.inRows {
		row, _ := s.table.Cursor()
		s.choices.keep(row.ID, s.going[row.ID])
		s.weigh() // the rows stay where they are, so that the same key takes it back
		s.mark()
		return nil
	}
	g, _ := s.group()
	if s.chosen(g) {
		s.choices.chosen(s.choices.groups.Without(g))
	} else {
		s.choices.chosen(s.choices.groups.With(g, 0))
	}
	s.think()
	return nil
}

// change moves the focus between groups and tokens.
func (s *Screen) change() tea.Cmd {
	s.inRows = !s.inRows
	s.table.SetFocused(s.inRows)
	s.fill() // what was taken in or out among the protected leaves its list now
	return nil
}

// steps are the times to choose from.
var steps = []time.Duration{1, 3, 7, 14, 30, 60, 90, 180, 365, 730}

// stretch makes the time of the group longer or shorter.
func (s *Screen) stretch(by int) tea.Cmd {
	k := s.groups()[s.at]
	days := s.limit(k) / (24 * time.Hour)
	at, _ := slices.BinarySearch(steps, days)
	at = min(max(at+by, 0), len(steps)-1)
	s.choices.chosen(s.choices.groups.With(k.Group, steps[at]*24*time.Hour))
	s.think()
	return nil
}

// back leaves the tokens, then the screen.
func (s *Screen) back() tea.Cmd {
	if s.inRows {
		return s.change()
	}
	return s.Pop()
}

// wide is the number of tokens above which yes is not a key but their number.
const wide = 10

// ask names the tokens before they go.
func (s *Screen) ask() tea.Cmd {
	now, works := s.now(), 0
	name, access := 18, 16
	if s.width >= panelFrom {
		name, access = 26, 30
	}
	row := func(id, application, reach, why string) string {
		return layout.Pad(id, 11) + " " + layout.Pad(application, name) + " " + layout.Pad(reach, access) + " " + why
	}
	items := make([]string, len(s.plan.Items))
	for i, it := range s.plan.Items {
		if it.Token.Works(now) {
			works++
		}
		items[i] = row(strconvID(it.Token.ID), it.Token.Name(), it.Token.Rules.ShortFit(access), it.Reason)
	}
	n := len(items)
	warning := "None of them works any more."
	if works > 0 {
		verb := "work"
		if works == 1 {
			verb = "works"
		}
		warning = fmt.Sprintf("%s of them %s now; whatever uses them stops working at once.", layout.Number(works), verb)
	}
	warning += " Each is looked at again before it goes; what was used or changed since stays."
	q := confirm.Question{
		Title: "Clean up " + layout.Count(n, "token"), Ask: "Revoke " + layout.Count(n, "token") + "?", Header: row("Id", "Application", "Access", "Why"),
		Items: items, Warning: warning, Yes: "revoke", No: "keep", Then: runMsg{s.plan.Plan()}, To: s.ID(),
	}
	if n > wide {
		q.Typed = strconv.Itoa(n)
	}
	return s.Push(confirm.New(s.env, q))
}

// sentence makes one of a reason.
func sentence(reason string) string {
	if reason == "" {
		return ""
	}
	return strings.ToUpper(reason[:1]) + strings.TrimSuffix(reason[1:], ".") + "."
}

var _ shell.Screen = (*Screen)(nil)
