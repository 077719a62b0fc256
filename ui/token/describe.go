// Package token explains one token: the panel beside the list and the screen
// behind enter.
package token

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/audit"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/sign"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/when"
)

// Status is what a token's state is called on screen, and how it is shown.
func Status(t ovhapi.Token, now time.Time) (string, theme.Role) {
	state := t.State(now)
	role := theme.Text
	switch state {
	case ovhapi.StateInUse:
		role = theme.Accent
	case ovhapi.StateExpired, ovhapi.StateRefused:
		role = theme.Subtle
	case ovhapi.StatePending, ovhapi.StateDead:
		role = theme.Caution
	case ovhapi.StateLive:
		role = theme.Good
	}
	return string(state), role
}

// Marks are the short words about a token that no column shows, the most
// telling one first. here says that its key is known to stand in a file of this
// machine.
func Marks(t ovhapi.Token, here bool) []string {
	var marks []string
	if here {
		marks = append(marks, "here")
	}
	if t.Support {
		marks = append(marks, "support")
	}
	if t.App == ovhapi.AppDeleted {
		marks = append(marks, "no app")
	}
	if t.Restricted() {
		marks = append(marks, count(len(t.AllowedIPs), "IP", "IPs"))
	}
	if t.App == ovhapi.AppForeign {
		marks = append(marks, "foreign")
	}
	return marks
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// Home is where a token's key stands on this machine.
type Home struct {
	// Places are those that are known.
	Places []string
	// Unknown is said when there are none; empty leaves the line out.
	Unknown string
}

// Describe explains a token in lines of at most width cells.
func Describe(th *theme.Theme, t ovhapi.Token, home Home, told Told, now time.Time, width int) []string {
	d := &describer{theme: th, width: width, told: told}
	d.add(th.Paint(theme.Strong, layout.Cut(t.Name(), width)))
	if t.Application.Description != "" && t.Application.Description != t.Name() {
		d.wrap(theme.Subtle, t.Application.Description)
	}
	d.add("")
	d.fields(t, now)
	d.home(home)
	d.findings()
	d.notes(t, now)
	switch {
	case t.Status == ovhapi.StatusPending:
		d.may("What it asks for", t.Rules)
	case t.Status == ovhapi.StatusRefused:
		d.may("What it asked for", t.Rules)
	case !t.Works(now):
		d.may("What it could do while it worked", t.Rules)
	default:
		d.may("What it may do", t.Rules)
	}
	d.rules(t.Rules)
	return d.lines
}

type describer struct {
	theme *theme.Theme
	width int
	told  Told
	lines []string
}

func (d *describer) add(lines ...string) { d.lines = append(d.lines, lines...) }

func (d *describer) wrap(role theme.Role, text string) {
	for _, line := range layout.Wrap(text, d.width) {
		d.add(d.theme.Paint(role, line))
	}
}

func (d *describer) heading(text string) { d.add("", d.theme.Paint(theme.Strong, text)) }

// labels is the width of the labels' column.
const labels = 13

// time writes the exact time, and how far it is where there is room for both.
func (d *describer) time(label string, at *time.Time, now time.Time) {
	text := when.Both(at, now)
	if ansi.StringWidth(text) > d.width-labels {
		text = when.Exact(at)
	}
	d.field(label, text, theme.Text)
}

// field writes "Label  value", the value wrapped beside its label.
func (d *describer) field(label, value string, role theme.Role) {
	room := max(d.width-labels, 8)
	for i, line := range layout.Wrap(value, room) {
		head := ""
		if i == 0 {
			head = d.theme.Paint(theme.Subtle, label)
		}
		d.add(layout.Pad(head, labels) + d.theme.Paint(role, line))
	}
}

func (d *describer) fields(t ovhapi.Token, now time.Time) {
	status, role := Status(t, now)
	d.field("Status", status, role)
	d.field("Access", t.Rules.Short(), accessRole(t.Rules))
	d.time("Expires", t.Expiration, now)
	d.time("Last used", t.LastUse, now)
	if !t.Creation.IsZero() {
		d.time("Created", &t.Creation, now)
	}
	addresses := "any"
	if len(t.AllowedIPs) > 0 {
		addresses = strings.Join(t.AllowedIPs, ", ")
	}
	d.field("Addresses", addresses, theme.Text)
	d.field("Token id", strconv.FormatInt(t.ID, 10), theme.Text)
	app := strconv.FormatInt(t.ApplicationID, 10)
	if t.Application.Key != "" {
		app += ", key " + t.Application.Key
	}
	if s := t.Application.Status; s != "" && s != "active" {
		app += ", " + s
	}
	d.field("Application", app, theme.Text)
}

// home says in which files the key lives; of what is not known it says so
// quietly, or nothing.
func (d *describer) home(h Home) {
	switch {
	case len(h.Places) > 0:
		d.field("Lives in", strings.Join(h.Places, ", "), theme.Text)
	case h.Unknown != "":
		d.field("Lives in", h.Unknown, theme.Subtle)
	}
}

// accessRole is how the short form of access is shown: what reaches everything
// stands out.
func accessRole(s rule.Set) theme.Role {
	for _, sentence := range s.Sentences() {
		if sentence.Risk == rule.RiskDanger && strings.HasPrefix(s.Short(), "everything") {
			return theme.Danger
		}
	}
	return theme.Text
}

// notes are sentences about the token's state, most important first.
func (d *describer) notes(t ovhapi.Token, now time.Time) {
	var notes []string
	switch {
	case t.Elsewhere:
		notes = append(notes, "Another profile of this machine works with this token. It is never revoked together with others.")
	case t.Current:
		notes = append(notes, "This is the token this program is using. It is never revoked together with others.")
	}
	if t.Dead() && !d.told.has(audit.Dead) {
		notes = append(notes, "Its application was deleted: it no longer works, though OVH still lists it as validated. d takes it off the list.")
	}
	if t.Status == ovhapi.StatusValidated && t.Expired(now) {
		notes = append(notes, "Its time has passed, though OVH still lists it as validated.")
	}
	if t.App == ovhapi.AppForeign {
		notes = append(notes, "Its application was not made by this account: the API console, the mobile app or another tool.")
	}
	if t.Support && !d.told.has(audit.Support) {
		notes = append(notes, "It was opened by OVH's support.")
	}
	if t.Works(now) && t.Expiration == nil && !d.told.has(audit.NeverExpires) {
		notes = append(notes, "It never expires.")
	}
	if t.Works(now) && t.LastUse == nil && !d.told.has(audit.NeverUsed) {
		notes = append(notes, "It has never been used.")
	}
	if len(notes) == 0 {
		return
	}
	d.heading("Worth knowing")
	for _, note := range notes {
		d.bullet(theme.Text, "·", note)
	}
}

// may says in words what the rules allow.
func (d *describer) may(heading string, s rule.Set) {
	d.heading(heading)
	if len(s) == 0 {
		d.add("Nothing: it has no rules.")
		return
	}
	for _, sentence := range s.Sentences() {
		mark, role := sign.Of(sentence.Risk)
		d.bullet(role, mark, sentence.Text)
	}
}

func (d *describer) bullet(role theme.Role, sign, text string) {
	for i, line := range layout.Wrap(text, max(d.width-2, 8)) {
		lead := "  "
		if i == 0 {
			lead = d.theme.Paint(role, sign) + " "
		}
		d.add(lead + d.theme.Paint(role, line))
	}
}

// rules draws the rules as a grid: one path a line, one column a method.
func (d *describer) rules(s rule.Set) {
	if len(s) == 0 {
		return
	}
	d.heading(count(len(s), "rule", "rules"))
	methods := []rule.Method{rule.Get, rule.Post, rule.Put, rule.Delete}
	rows := rule.Rows(s)
	if slices.ContainsFunc(s, func(r rule.Rule) bool { return r.Method == rule.Patch }) {
		methods = append(methods, rule.Patch)
	}
	var head strings.Builder
	for _, m := range methods {
		head.WriteString(shortMethod(m) + " ")
	}
	indent := head.Len()
	d.add(d.theme.Paint(theme.Subtle, head.String()+"Path"))
	for _, row := range rows {
		var cells strings.Builder
		for _, m := range methods {
			cells.WriteString(layout.Pad(" "+d.mark(row, m), len(shortMethod(m))+1))
		}
		path := ansi.Hardwrap(visiblePath(row.Path), max(d.width-indent, 8), false)
		for i, part := range strings.Split(path, "\n") {
			if i == 0 {
				d.add(cells.String() + part)
				continue
			}
			d.add(strings.Repeat(" ", indent) + part)
		}
	}
}

// mark shows whether a row of the grid names a method.
func (d *describer) mark(row rule.Row, m rule.Method) string {
	if slices.Contains(row.Methods, m) {
		return d.theme.Paint(theme.Accent, "■")
	}
	return d.theme.Paint(theme.Subtle, "·")
}

func shortMethod(m rule.Method) string {
	if m == rule.Delete {
		return "DEL"
	}
	return string(m)
}

// visiblePath makes blanks at the end of a path visible, since they make the
// rule match nothing.
func visiblePath(path string) string {
	if path == "" {
		return "(empty: matches nothing)"
	}
	if trimmed := strings.TrimRight(path, " "); trimmed != path {
		return fmt.Sprintf("%s␠ (a blank at the end: matches nothing)", trimmed)
	}
	return path
}
