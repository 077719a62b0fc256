// Package roster puts the applications of an account together with their tokens.
// It is pure: it makes no call.
package roster

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"ovh-tokens/ovhapi"
)

// Whose says what the account has to do with an application.
type Whose int

// The answers there are.
const (
	Yours   Whose = iota // made by this account
	Ours                 // made by this account, and the program works with a token of it
	Others               // made by OVH or by somebody else
	Deleted              // gone; its tokens are dead
	Unknown              // not told, for want of a right
)

// String is the answer in a word or two.
func (w Whose) String() string {
	return [...]string{"yours", "yours, in use", "foreign", "deleted", "not known"}[w]
}

// Entry is one application with its tokens.
type Entry struct {
	ovhapi.Application
	Whose  Whose
	Tokens []ovhapi.Token // those that work first, then the newest
	Live   int            // how many of them work
	Used   *time.Time     // when one of them was last used, nil for never
}

// Title is what people call the application.
func (e Entry) Title() string {
	id := strconv.FormatInt(e.ID, 10)
	switch {
	case e.Name != "":
		return e.Name
	case e.Whose == Deleted:
		return "deleted application " + id
	}
	return "application " + id
}

// Own are the applications that the account says it owns. Until that is known, what
// the tokens say of each has to do.
type Own struct {
	Known bool
	List  []ovhapi.Application
}

// Of makes an entry of each application that the account owns or holds a token of,
// by their ids. key is the application key that the program works with, now the
// server's time.
func Of(own Own, tokens []ovhapi.Token, key string, now time.Time) []Entry {
	entries := map[int64]*Entry{}
	for _, app := range own.List {
		entries[app.ID] = &Entry{Application: app}
	}
	for _, t := range tokens {
		if t.ApplicationID == 0 {
			continue // it could not be read
		}
		e := entries[t.ApplicationID]
		if e == nil {
			e = &Entry{Application: ovhapi.Application{ID: t.ApplicationID}, Whose: stranger(t, own.Known)}
			entries[t.ApplicationID] = e
		}
		if e.Name == "" && t.Application.Name != "" {
			e.Application = t.Application
		}
		e.add(t, now)
	}
	list := make([]Entry, 0, len(entries))
	for _, e := range entries {
		e.finish(key, now)
		list = append(list, *e)
	}
	slices.SortFunc(list, func(a, b Entry) int { return cmp.Compare(a.ID, b.ID) })
	return list
}

// stranger judges an application by a token of it where it is not among those the
// account is known to own. One that the token list took for the account's own, but
// that is not listed any more, was deleted meanwhile.
func stranger(t ovhapi.Token, known bool) Whose {
	switch {
	case t.App == ovhapi.AppOwned && !known:
		return Yours
	case t.App == ovhapi.AppDeleted, t.App == ovhapi.AppOwned:
		return Deleted
	case t.App == ovhapi.AppForeign, known && t.Application.Name != "":
		return Others
	}
	return Unknown
}

// add counts a token in.
func (e *Entry) add(t ovhapi.Token, now time.Time) {
	e.Tokens = append(e.Tokens, t)
	if t.LastUse != nil && (e.Used == nil || t.LastUse.After(*e.Used)) {
		e.Used = t.LastUse
	}
	if t.Works(now) && e.Whose != Deleted {
		e.Live++
	}
}

// finish tells the program's own application from others, and orders the tokens.
func (e *Entry) finish(key string, now time.Time) {
	inUse := func(t ovhapi.Token) bool { return t.Current }
	if e.Whose == Yours && (key != "" && e.Key == key || e.Key == "" && slices.ContainsFunc(e.Tokens, inUse)) {
		e.Whose = Ours
	}
	works := func(t ovhapi.Token) int {
		if t.Works(now) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(e.Tokens, func(a, b ovhapi.Token) int {
		return cmp.Or(cmp.Compare(works(a), works(b)), b.Creation.Compare(a.Creation), cmp.Compare(b.ID, a.ID))
	})
}
