package tokens

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"ovh-tokens/ui/token"
	"ovh-tokens/ui/when"
)

// filter keeps rows that match every word. A word "field:value" looks at one
// field, "!word" turns its meaning round.
type filter []term

type term struct {
	field, text string
	not         bool
}

// fields are the names a filter knows; anything else with a colon is text.
var fields = map[string]bool{"status": true, "app": true, "id": true, "rule": true, "mark": true, "access": true, "used": true}

func parseFilter(text string) filter {
	var f filter
	for _, word := range strings.Fields(strings.ToLower(text)) {
		t := term{text: word}
		if rest, found := strings.CutPrefix(word, "!"); found && rest != "" {
			t.not, t.text = true, rest
		}
		if name, value, found := strings.Cut(t.text, ":"); found && fields[name] {
			t.field, t.text = name, value
		}
		f = append(f, t)
	}
	return f
}

// oddities say what looks mistyped in a filter that finds nothing.
func oddities(text string) []string {
	var odd []string
	for _, word := range strings.Fields(strings.ToLower(text)) {
		name, value, found := strings.Cut(strings.TrimPrefix(word, "!"), ":")
		switch {
		case found && !fields[name] && name != "" && !strings.Contains(name, "/"):
			odd = append(odd, "There is no field "+strconv.Quote(name)+"; there are status, app, id, rule, mark, access, used.")
		case name == "status" && !slices.ContainsFunc(statuses, func(s string) bool { return strings.HasPrefix(s, value) }):
			odd = append(odd, "A status is one of "+strings.Join(statuses, ", ")+".")
		}
	}
	return odd
}

// statuses are the words of the status column.
var statuses = []string{"live", "in use", "expired", "pending", "refused", "dead"}

// keep reports whether the row matches at the server's time now.
func (f filter) keep(r row, now time.Time) bool {
	for _, t := range f {
		if t.match(r, now) == t.not {
			return false
		}
	}
	return true
}

func (t term) match(r row, now time.Time) bool {
	switch t.field {
	case "status":
		status, _ := token.Status(r.Token, now)
		plain := strings.ReplaceAll(status, " ", "")
		return strings.HasPrefix(status, t.text) || strings.HasPrefix(plain, t.text) ||
			strings.HasPrefix(strings.ToLower(string(r.Status)), t.text)
	case "app":
		return strings.Contains(r.name, t.text)
	case "id":
		return strings.HasPrefix(idText(r.ID), t.text) || strings.HasPrefix(idText(r.ApplicationID), t.text)
	case "mark":
		return strings.Contains(r.marked, t.text)
	case "access":
		return strings.HasPrefix(strings.ToLower(r.access), t.text)
	case "used":
		return strings.HasPrefix(when.Relative(r.LastUse, now), t.text)
	case "rule":
		for _, rule := range r.Rules {
			if strings.Contains(strings.ToLower(rule.String()), t.text) {
				return true
			}
		}
		return false
	}
	return strings.Contains(r.haystack, t.text)
}
