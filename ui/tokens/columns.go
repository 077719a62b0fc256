package tokens

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/audit"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/table"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/token"
	"ovh-tokens/ui/when"
)

// row is a token with what the list asks of it again and again, worked out once.
type row struct {
	ovhapi.Token
	of       *source
	account  string // lower case, for sorting; "" in a list of one account
	accounts string // all that the account is called, lower case
	name     string // lower case, for sorting
	haystack string // lower case, for the filter
	access   string
	sum      *summary
	marks    []string
	marked   string       // marks in one line
	places   []string     // where its key is known to stand on this machine
	codes    []audit.Code // what there is to find about it
	worst    audit.Code   // the gravest of them, "" when there is none
	weight   audit.Severity
	// danger is true when the rules reach the whole account with writes, all
	// when they cover everything.
	danger, all bool
}

// summary is what the rules of a token come to. Many tokens share their rules,
// so it is worked out once for each set.
type summary struct {
	access, lines string
	fits          map[int]string // the form for a width; asked for at every frame
	all, danger   bool
}

func (s *Screen) summarise(rules rule.Set) *summary {
	s.lines = s.lines[:0]
	for _, r := range rules {
		s.lines = append(append(append(append(s.lines, r.Method...), ' '), r.Path...), '\n')
	}
	if known, ok := s.summed[string(s.lines)]; ok {
		return known
	}
	lines := string(s.lines)
	sum := &summary{fits: map[int]string{}, access: rules.Short(), lines: strings.ToLower(lines)}
	sum.all = strings.HasPrefix(sum.access, "everything")
	for _, sentence := range rules.Sentences() {
		sum.danger = sum.danger || sentence.Risk == rule.RiskDanger
	}
	s.summed[lines] = sum
	return sum
}

// neverUsed are the words people look for unused tokens with.
func neverUsed(t ovhapi.Token) string {
	if t.LastUse == nil && !t.Unread {
		return "never used unused"
	}
	return ""
}

// fit is the form of the access for a width.
func (sum *summary) fit(rules rule.Set, width int) string {
	text, known := sum.fits[width]
	if !known {
		text = rules.ShortFit(width)
		sum.fits[width] = text
	}
	return text
}

func (r row) key() int64 { return r.of.key(r.ID) }

// newRow makes the row of a token and has the token judged anew.
func (s *Screen) newRow(f *source, t ovhapi.Token) row {
	t = s.use(f, t)
	sum := s.summarise(t.Rules)
	places := s.places(f, t)
	r := row{
		Token: t, of: f, name: strings.ToLower(t.Name()), marks: token.Marks(t, len(places) > 0), places: places,
		sum: sum, access: sum.access, all: sum.all, danger: sum.danger,
	}
	if s.together() {
		r.account = strings.ToLower(f.name())
		r.accounts = strings.ToLower(f.called())
	}
	r.marked = strings.Join(r.marks, ", ")
	s.auditor(f).Put(t)
	r.found(f.audit)
	r.haystack = strings.ToLower(strings.Join([]string{
		t.Name(), t.Application.Description, t.Application.Key, r.access, r.marked, strings.Join(places, " "), strings.Join(t.AllowedIPs, " "), neverUsed(t),
		idText(t.ID), idText(t.ApplicationID), owner(t), r.accounts,
	}, "\n"))
	return r
}

// From spacious on the list has room for whole names.
const (
	spacious   = 90
	wholeNames = 28
	mostOfThem = 22 // in a list of several accounts, where names must be told apart
)

// The account's column is as wide as the names in it, within these bounds.
const (
	accountLeast  = len("Account ▴")
	accountUsual  = 15
	accountWidest = 24
)

// columns are the table's; the highest priority gives way first. Whose a token is
// stands there only where that differs. Below headings, which name application and
// account, a row begins with its number.
func (s *Screen) columns() []table.Column[row] {
	list := accountColumns(s.now)
	name := &list[0]
	switch {
	case s.listWidth() >= spacious:
		name.Min = wholeNames
	case s.together():
		name.Min = mostOfThem
	}
	if s.grouped {
		name.Title, name.Min = "Application, token", mostOfThem
		name.Cell = func(r row, _ int) table.Cell { return table.Cell{Text: idText(r.ID), Role: nameRole(r)} }
		for i := range list {
			list[i].Spare = list[i].Name == "id"
		}
	}
	if !s.together() {
		return list
	}
	return slices.Insert(list, 1, table.Column[row]{
		Name: "account", Title: "Account", Min: s.accountColumn(), Max: min(s.longestAccount(), accountWidest), Weight: 1, Spare: s.grouped,
		Cell:    func(r row, width int) table.Cell { return table.Cell{Text: layout.CutMiddle(r.of.name(), width)} },
		Compare: func(a, b row) int { return cmp.Compare(a.account, b.account) },
	})
}

// accountColumn is the width that the names of the accounts need, as far as that
// is usual.
func (s *Screen) accountColumn() int { return min(s.longestAccount(), accountUsual) }

// longestAccount is the width of the longest name of an account, and at least that
// of the column's title.
func (s *Screen) longestAccount() int {
	longest := accountLeast
	for _, f := range s.own() {
		longest = max(longest, ansi.StringWidth(f.name()))
	}
	return longest
}

// accountColumns are those of one account.
func accountColumns(now func() time.Time) []table.Column[row] {
	text := func(s string) table.Cell { return table.Cell{Text: s} }
	relative := func(of func(row) *time.Time) func(row, int) table.Cell {
		return func(r row, width int) table.Cell {
			words := when.Relative(of(r), now())
			if width < len("35 min ago") { // the title says that it lies in the past
				words = strings.TrimSuffix(words, " ago")
			}
			return text(words)
		}
	}
	expiration := func(r row) *time.Time { return r.Expiration }
	lastUse := func(r row) *time.Time { return r.LastUse }
	creation := func(r row) *time.Time { return &r.Creation }
	return []table.Column[row]{
		{
			Name: "application", Title: "Application", Min: 18, Max: 44, Weight: 4,
			Cell:    func(r row, _ int) table.Cell { return table.Cell{Text: r.Name(), Role: nameRole(r)} },
			Compare: func(a, b row) int { return cmp.Compare(a.name, b.name) },
		},
		{
			Name: "access", Title: "Access", Min: 15, Max: 34, Weight: 3, Priority: 1,
			Cell: func(r row, width int) table.Cell {
				return table.Cell{Text: r.sum.fit(r.Rules, width), Role: accessRole(r)}
			},
			Compare: func(a, b row) int { return cmp.Or(-cmp.Compare(reach(a), reach(b)), cmp.Compare(a.access, b.access)) },
		},
		{
			Name: "status", Title: "Status", Min: 8, Priority: 0,
			Cell: func(r row, _ int) table.Cell {
				status, role := token.Status(r.Token, now())
				return table.Cell{Text: status, Role: role}
			},
			Compare: func(a, b row) int { return cmp.Compare(statusRank(a, a.of.at), statusRank(b, b.of.at)) },
		},
		{
			Name: "expires", Title: "Expires", Min: 9, Right: true, Priority: 2,
			Cell: func(r row, _ int) table.Cell {
				return table.Cell{Text: when.Relative(r.Expiration, now()), Role: expiryRole(r, now())}
			},
			Compare: compareTimes(expiration, 1),
		},
		{
			Name: "used", Title: "Used", Min: 6, Max: 10, Weight: 1, Right: true, Priority: 3,
			Cell: relative(lastUse), Compare: compareTimes(lastUse, -1),
		},
		{
			Name: "created", Title: "Age", Min: 5, Right: true, Priority: 6,
			Cell:    func(r row, _ int) table.Cell { return text(age(r.Creation, now())) },
			Compare: compareTimes(creation, -1),
		},
		{
			Name: "marks", Title: "Marks", Min: 8, Max: 22, Weight: 1, Priority: 5,
			Cell:    func(r row, width int) table.Cell { return table.Cell{Text: marksFit(r, width), Role: theme.Subtle} },
			Compare: func(a, b row) int { return -cmp.Compare(a.marked, b.marked) },
		},
		{
			Name: "id", Title: "Id", Min: 9, Right: true, Priority: 7,
			Cell:    func(r row, _ int) table.Cell { return text(strconv.FormatInt(r.ID, 10)) },
			Compare: func(a, b row) int { return cmp.Compare(a.ID, b.ID) },
		},
		{
			Name: "findings", Title: "Found", Min: 8, Max: 18, Weight: 1, Priority: 4,
			Cell: findingsCell, Compare: compareFindings,
		},
	}
}

// marksFit shows all marks where there is room, else the most telling one and a
// plus for the others.
func marksFit(r row, width int) string {
	if len(r.marked) <= width || len(r.marks) < 2 {
		return r.marked
	}
	return r.marks[0] + "+"
}

func age(creation, now time.Time) string {
	if creation.IsZero() {
		return ""
	}
	return when.Span(max(now.Sub(creation), 0))
}

func nameRole(r row) theme.Role {
	if r.App == ovhapi.AppDeleted || r.Status == ovhapi.StatusRefused || r.Status == ovhapi.StatusExpired {
		return theme.Subtle
	}
	return theme.Text
}

func accessRole(r row) theme.Role {
	switch {
	case r.Status != ovhapi.StatusValidated || r.App == ovhapi.AppDeleted:
		return theme.Subtle
	case r.all:
		return theme.Danger
	}
	return theme.Text
}

// soon is how close an expiry is coloured.
const soon = 7 * 24 * time.Hour

func expiryRole(r row, now time.Time) theme.Role {
	switch {
	case !r.Works(now):
		return theme.Subtle
	case r.Expiration != nil && r.Expiration.Sub(now) < soon:
		return theme.Caution
	}
	return theme.Text
}

// reach orders by what could be harmed.
func reach(r row) int {
	switch {
	case r.all:
		return 2
	case r.danger:
		return 1
	}
	return 0
}

// statusRank orders what works before what does not.
func statusRank(r row, now time.Time) int {
	status, _ := token.Status(r.Token, now)
	for i, s := range []string{"in use", "live", "pending", "dead", "refused", "expired"} {
		if s == status {
			return i
		}
	}
	return 9
}

// compareTimes orders by a time. With sign 1 the earliest comes first and
// "never" last; with -1 the latest first and "never" last.
func compareTimes(of func(row) *time.Time, sign int) func(a, b row) int {
	return func(a, b row) int {
		x, y := of(a), of(b)
		switch {
		case x == nil && y == nil:
			return 0
		case x == nil:
			return 1
		case y == nil:
			return -1
		}
		return sign * x.Compare(*y)
	}
}
