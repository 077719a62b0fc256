package apps

import (
	"strconv"
	"strings"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/roster"
)

// row is one application with its tokens.
type row struct {
	roster.Entry
	open bool // more tokens of it may come
	// lower and haystack are lower case, for sorting and for the filter.
	lower, haystack string
}

// gather makes a row of each application that the account owns or holds a token
// of. open says that more tokens may come; key is the application key that the
// program works with, now the server's time.
func gather(own roster.Own, tokens []ovhapi.Token, open bool, key string, now time.Time) []row {
	entries := roster.Of(own, tokens, key, now)
	list := make([]row, len(entries))
	for i, e := range entries {
		list[i] = row{Entry: e, open: open}
		list[i].finish()
	}
	return list
}

// finish works out what is asked of the row again and again.
func (r *row) finish() {
	words := []string{r.Title(), r.Description, r.Key, strconv.FormatInt(r.ID, 10), r.Whose.String()}
	if r.Status != "" {
		words = append(words, r.Status)
	}
	if r.bare() {
		words = append(words, "none without token empty")
	}
	r.lower, r.haystack = strings.ToLower(r.Title()), strings.ToLower(strings.Join(words, "\n"))
}

// bare reports whether the application holds no token.
func (r row) bare() bool { return len(r.Tokens) == 0 && !r.open }

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
