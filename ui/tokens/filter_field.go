package tokens

import (
	"maps"
	"slices"
	"strings"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/token"
	"ovh-tokens/ui/when"
)

// field is a property that a filter can ask for by its name.
type field struct {
	// takes says what may stand behind the name, as the end of a sentence.
	takes string
	// tells reports whether a row says anything of it; nil is always.
	tells func(*row) bool
	// match makes the matcher of a value that is not blank; nil says that the value
	// is not understood, or not complete yet.
	match func(value string) matcher
}

const spans = " The units are " + when.Units

// fields are all there are, by their names.
var fields = map[string]field{
	"status":  {"live, in use, expired, pending, refused or dead", wasRead, lower(statusIs)},
	"app":     {"a part of an application's name, or its number", nil, lower(ofApplication)},
	"account": {"a part of the name of an account, which P puts side by side", listed, lower(accountHolds)},
	"id":      {"the first digits of a token's or an application's number", nil, lower(numberBegins)},
	"rule":    {"a part of a rule, such as /domain", wasRead, lower(rulesHold)},
	"mark":    {"here, support, no app, foreign, yours or a number of IPs", nil, lower(marksHold)},
	"access":  {"how the column begins, such as everything", wasRead, lower(accessBegins)},
	"used":    {"a time that has passed since, such as <7d, or never." + spans, wasRead, lower(used)},
	"unused":  {"a time since the last use, or without any since it was made, such as >180d." + spans, wasRead, lower(unused)},
	"expires": {"a time to come, such as <7d, or never." + spans, wasRead, lower(expires)},
	"age":     {"a time since it was made, such as >1y." + spans, wasRead, lower(aged)},
	"finding": {"how a finding begins, as the column or the key ! call it, such as dormant or 'no end'", judged, lower(foundCode)},
	"can":     {"a call that passes, such as can:'DELETE /domain/zone/x', or a path alone", wasRead, can},
	"ip":      {"an address that is let in, such as 203.0.113.4, or any", wasRead, lower(letsIn)},
}

// wasRead reports whether the API has described the token.
func wasRead(r *row) bool { return !r.Unread }

// listed reports whether the row says which account it is of.
func listed(r *row) bool { return r.accounts != "" }

// fieldNames lists them in alphabetical order.
func fieldNames() []string { return slices.Sorted(maps.Keys(fields)) }

// lower makes the case of a value not count.
func lower(match func(string) matcher) func(string) matcher {
	return func(value string) matcher { return match(strings.ToLower(value)) }
}

// statuses are the words of the status column, and those of the API that differ
// from them.
var statuses = []string{"live", "in use", "inuse", "expired", "pending", "refused", "dead", "validated", "pendingvalidation"}

func statusIs(text string) matcher {
	if !slices.ContainsFunc(statuses, func(s string) bool { return strings.HasPrefix(s, text) }) {
		return nil
	}
	return func(r *row, now time.Time) bool {
		status, _ := token.Status(r.Token, now)
		return strings.HasPrefix(status, text) || status == "in use" && strings.HasPrefix("inuse", text) ||
			strings.HasPrefix(strings.ToLower(string(r.Status)), text)
	}
}

func ofApplication(text string) matcher {
	return func(r *row, _ time.Time) bool {
		return strings.Contains(r.name, text) || idText(r.ApplicationID) == text
	}
}

func accountHolds(text string) matcher {
	return func(r *row, _ time.Time) bool { return strings.Contains(r.accounts, text) }
}

func numberBegins(text string) matcher {
	if strings.Trim(text, "0123456789") != "" {
		return nil
	}
	return func(r *row, _ time.Time) bool {
		return strings.HasPrefix(idText(r.ID), text) || strings.HasPrefix(idText(r.ApplicationID), text)
	}
}

// rulesHold looks through one rule after the other: a line break is in none of
// them.
func rulesHold(text string) matcher {
	return func(r *row, _ time.Time) bool { return strings.Contains(r.sum.lines, text) }
}

// marksHold takes parts of the marks that there are. A number of addresses stands
// in one of them.
func marksHold(text string) matcher {
	isMark := func(mark string) bool { return strings.Contains(mark, text) }
	count := strings.TrimLeft(text, "0123456789")
	if !slices.ContainsFunc([]string{"here", "support", "no app", "foreign", "yours", "ips"}, isMark) &&
		!strings.HasPrefix(" ips", count) && !strings.HasPrefix(" ip,", count) {
		return nil
	}
	return func(r *row, _ time.Time) bool {
		return slices.ContainsFunc(lowered(r.marks), isMark) || r.App == ovhapi.AppOwned && strings.Contains("yours", text)
	}
}

func lowered(marks []string) []string {
	for i, mark := range marks {
		if plain := strings.ToLower(mark); plain != mark {
			marks = slices.Clone(marks)
			marks[i] = plain
		}
	}
	return marks
}

func accessBegins(text string) matcher {
	return func(r *row, _ time.Time) bool { return strings.HasPrefix(strings.ToLower(r.access), text) }
}

// used takes a length of time, or the words of the column.
func used(text string) matcher {
	if keeps := span(text); keeps != nil {
		return func(r *row, now time.Time) bool { return r.LastUse != nil && keeps(now.Sub(*r.LastUse)) }
	}
	if !strings.HasPrefix("never", text) && !strings.HasPrefix("now", text) && !strings.HasSuffix(text, "ago") {
		return nil
	}
	return func(r *row, now time.Time) bool { return strings.HasPrefix(when.Relative(r.LastUse, now), text) }
}

func unused(text string) matcher {
	keeps := span(text)
	if keeps == nil {
		return nil
	}
	return func(r *row, now time.Time) bool {
		since := r.Creation
		if r.LastUse != nil {
			since = *r.LastUse
		}
		return !since.IsZero() && keeps(now.Sub(since))
	}
}

func expires(text string) matcher {
	if text == "never" {
		return func(r *row, _ time.Time) bool { return r.Expiration == nil }
	}
	keeps := span(text)
	if keeps == nil {
		return nil
	}
	return func(r *row, now time.Time) bool {
		return r.Expiration != nil && !r.Expired(now) && keeps(r.Expiration.Sub(now))
	}
}

func aged(text string) matcher {
	keeps := span(text)
	if keeps == nil {
		return nil
	}
	return func(r *row, now time.Time) bool { return !r.Creation.IsZero() && keeps(now.Sub(r.Creation)) }
}
