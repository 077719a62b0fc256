// Package keytext finds the keys of applications in text of any format: files
// of variables, manifests, settings, source code. It looks for the words that
// name a key, however a tool spells them, and for what stands beside them. It
// can put another consumer key in the place of one without touching any other
// byte.
package keytext

import (
	"cmp"
	"slices"
	"strings"

	"ovh-tokens/ovhapi"
)

// Kind says what a key is for.
type Kind int

// The kinds of keys.
const (
	ApplicationKey Kind = iota + 1
	ApplicationSecret
	ConsumerKey

	endpoint // found like a key
)

// Key is a key with its place.
type Key struct {
	Kind  Kind
	Value ovhapi.Secret
	// Line counts from 1. A key within a document that is encoded as base64
	// stands on the line of that.
	Line int
	// Start and End are the part of the text that holds the key and, where it
	// is on the same line, the word that names it.
	Start, End int
}

// Endpoint is an endpoint that a text names, and its line; the zero value is
// none.
type Endpoint struct {
	ovhapi.Endpoint
	Line int
}

// Account is a consumer key with what belongs to it. Keys and endpoint that the
// text does not tell, or not beyond doubt, are zero.
type Account struct {
	ApplicationKey, ApplicationSecret, ConsumerKey Key
	Endpoint                                       Endpoint
}

// Found is what stands in a text.
type Found struct {
	// Keys are in the order of the text.
	Keys []Key
	// Accounts has one entry for each consumer key that the text names as one.
	Accounts []Account
}

// Scan looks through a text. Consumer keys that are known from elsewhere are
// found wherever they stand as a word of their own, named or not.
func Scan(text string, known ...ovhapi.Secret) Found {
	items := scanLayer(text, 0)
	var f Found
	known = slices.Clone(known)
	for _, i := range items {
		if i.kind == ConsumerKey && !slices.Contains(known, ovhapi.NewSecret(i.text)) {
			known = append(known, ovhapi.NewSecret(i.text))
		}
	}
	number := lineCounter(text)
	for _, i := range inOrder(items, unnamed(text, known, items)) {
		if i.kind != endpoint {
			f.Keys = append(f.Keys, i.key(number))
		}
	}
	f.Accounts = accounts(text, items, number)
	return f
}

// Beside returns what belongs to a consumer key. Of several places the one that
// tells most counts.
func (f Found) Beside(consumer ovhapi.Secret) (Account, bool) {
	best, rank := Account{}, -1
	for _, a := range f.Accounts {
		if a.ConsumerKey.Value == consumer && a.told() > rank {
			best, rank = a, a.told()
		}
	}
	return best, rank >= 0
}

// told counts what an account tells beside its consumer key.
func (a Account) told() int {
	n := 0
	for _, there := range []bool{a.ApplicationKey.Line > 0, a.ApplicationSecret.Line > 0, a.Endpoint.Line > 0} {
		if there {
			n++
		}
	}
	return n
}

// item is a key or an endpoint where it was found.
type item struct {
	kind       Kind
	text       string // the key, or the name or URL of the endpoint
	start, end int    // of the word that holds it, which may be encoded
	from, to   int    // that and the word that names it
	weak       bool   // an endpoint that nothing names as one
}

// key is the item as the user of the package sees it.
func (i item) key(number func(int) int) Key {
	return Key{Kind: i.kind, Value: ovhapi.NewSecret(i.text), Line: number(i.start), Start: i.from, End: i.to}
}

// most is how many keys and endpoints that are named, and how many that are not,
// are taken from one text. No file of keys has as many, and pairing them takes
// longer and longer.
const most = 1000

// scanLayer finds the keys and endpoints of a text, and of the documents in it
// that are encoded as base64.
func scanLayer(text string, depth int) []item {
	items := named(text)
	items = inOrder(items, positional(text, items))
	items = inOrder(items, unnamedEndpoints(text, items))
	if depth > 0 {
		return items
	}
	var within []item
	for _, w := range encodedWords(text) {
		if overlaps(items, w.start, w.end) || len(within) >= most {
			continue
		}
		for _, inner := range scanLayer(w.decoded, depth+1) {
			inner.start, inner.end, inner.from, inner.to = w.start, w.end, w.start, w.end
			within = append(within, inner)
		}
	}
	return inOrder(items, within)
}

// inOrder puts items together in the order of the text.
func inOrder(items, more []item) []item {
	all := slices.Concat(items, more)
	slices.SortStableFunc(all, func(a, b item) int { return cmp.Compare(a.start, b.start) })
	return all
}

// overlaps reports whether a part of the text was understood already. The items
// are in order and do not overlap each other.
func overlaps(items []item, start, end int) bool {
	i, _ := slices.BinarySearchFunc(items, end, func(i item, end int) int { return cmp.Compare(i.start, end) })
	return i > 0 && start < items[i-1].end
}

// lineCounter returns a function that numbers the line of an offset.
func lineCounter(text string) func(int) int {
	var ends []int
	for at := range len(text) {
		if text[at] == '\n' {
			ends = append(ends, at)
		}
	}
	return func(offset int) int {
		before, _ := slices.BinarySearch(ends, offset)
		return before + 1
	}
}

// unnamed finds known consumer keys that no word names, plain or encoded.
func unnamed(text string, known []ovhapi.Secret, items []item) []item {
	var list []item
	add := func(key string, start, end int) {
		if !overlaps(items, start, end) {
			list = append(list, item{kind: ConsumerKey, text: key, start: start, end: end, from: start, to: end})
		}
	}
	var words []encodedWord
	if len(known) > 0 {
		words = encodedWords(text)
	}
	for _, k := range known {
		key := k.Reveal()
		if len(key) < shortest {
			continue
		}
		for at := range occurrences(text, key) {
			if standsAlone(text, at, at+len(key)) {
				add(key, at, at+len(key))
			}
		}
		for _, w := range words {
			for at := range occurrences(w.decoded, key) {
				if standsAlone(w.decoded, at, at+len(key)) {
					add(key, w.start, w.end)
					break
				}
			}
		}
	}
	return list
}

// occurrences yields the offsets of a part in a text, one after the other.
func occurrences(text, part string) func(func(int) bool) {
	return func(yield func(int) bool) {
		for from := 0; part != ""; {
			at := strings.Index(text[from:], part)
			if at < 0 || !yield(from+at) {
				return
			}
			from += at + 1
		}
	}
}
