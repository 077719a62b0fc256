package apps

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"ovh-tokens/ovhapi"
)

// whose says what the account has to do with an application.
type whose int

const (
	yours   whose = iota // made by this account
	ours                 // made by this account, and the program works with a token of it
	others               // made by OVH or by somebody else
	deleted              // gone; its tokens are dead
	unknown              // not told, for want of a right
)

func (w whose) String() string {
	return [...]string{"yours", "yours, in use", "another's", "deleted", "not known"}[w]
}

// row is one application with its tokens.
type row struct {
	ovhapi.Application
	whose  whose
	tokens []ovhapi.Token // those that work first, then the newest
	live   int            // how many of them work
	used   *time.Time     // when one of them was last used
	open   bool           // more of them may come
	// lower and haystack are lower case, for sorting and for the filter.
	lower, haystack string
}

// title is what people call the application.
func (r row) title() string {
	id := strconv.FormatInt(r.ID, 10)
	switch {
	case r.Name != "":
		return r.Name
	case r.whose == deleted:
		return "deleted application " + id
	}
	return "application " + id
}

// owned are the applications of the account. Until they are known, what the list
// of tokens says of each has to do.
type owned struct {
	known bool
	list  []ovhapi.Application
}

// gather makes a row of each application that the account owns or holds a token
// of. open says that more tokens may come; key is the application key that the
// program works with, now the server's time.
func gather(own owned, tokens []ovhapi.Token, open bool, key string, now time.Time) []row {
	rows := map[int64]*row{}
	for _, app := range own.list {
		rows[app.ID] = &row{Application: app}
	}
	for _, t := range tokens {
		if t.ApplicationID == 0 {
			continue // it could not be read
		}
		r := rows[t.ApplicationID]
		if r == nil {
			r = &row{Application: ovhapi.Application{ID: t.ApplicationID}, whose: stranger(t, own.known)}
			rows[t.ApplicationID] = r
		}
		if r.Name == "" && t.Application.Name != "" {
			r.Application = t.Application
		}
		r.add(t, now)
	}
	list := make([]row, 0, len(rows))
	for _, r := range rows {
		r.open = open
		r.finish(key, now)
		list = append(list, *r)
	}
	slices.SortFunc(list, func(a, b row) int { return cmp.Compare(a.ID, b.ID) })
	return list
}

// stranger judges an application by a token of it where it is not among those the
// account is known to own. One that the token list took for the account's own, but
// that is not listed any more, was deleted meanwhile.
func stranger(t ovhapi.Token, known bool) whose {
	switch {
	case t.App == ovhapi.AppOwned && !known:
		return yours
	case t.App == ovhapi.AppDeleted, t.App == ovhapi.AppOwned:
		return deleted
	case t.App == ovhapi.AppForeign, known && t.Application.Name != "":
		return others
	}
	return unknown
}

// add counts a token in.
func (r *row) add(t ovhapi.Token, now time.Time) {
	r.tokens = append(r.tokens, t)
	if t.LastUse != nil && (r.used == nil || t.LastUse.After(*r.used)) {
		r.used = t.LastUse
	}
	if t.Works(now) && r.whose != deleted {
		r.live++
	}
}

// finish works out what is asked of the row again and again.
func (r *row) finish(key string, now time.Time) {
	inUse := func(t ovhapi.Token) bool { return t.Current }
	if r.whose == yours && (key != "" && r.Key == key || r.Key == "" && slices.ContainsFunc(r.tokens, inUse)) {
		r.whose = ours
	}
	works := func(t ovhapi.Token) int {
		if t.Works(now) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(r.tokens, func(a, b ovhapi.Token) int {
		return cmp.Or(cmp.Compare(works(a), works(b)), b.Creation.Compare(a.Creation), cmp.Compare(b.ID, a.ID))
	})
	words := []string{r.title(), r.Description, r.Key, strconv.FormatInt(r.ID, 10), r.whose.String()}
	if r.Status != "" {
		words = append(words, r.Status)
	}
	if r.bare() {
		words = append(words, "none without token empty")
	}
	r.lower, r.haystack = strings.ToLower(r.title()), strings.ToLower(strings.Join(words, "\n"))
}

// bare reports whether the application holds no token.
func (r row) bare() bool { return len(r.tokens) == 0 && !r.open }

// matches reports whether every word of a filter is found in the row; "!word"
// turns its meaning round.
func (r row) matches(words []string) bool {
	for _, word := range words {
		rest, not := strings.CutPrefix(word, "!")
		if not && rest == "" {
			continue
		}
		if strings.Contains(r.haystack, rest) == not {
			return false
		}
	}
	return true
}
