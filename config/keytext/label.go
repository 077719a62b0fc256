package keytext

import (
	"cmp"
	"slices"
	"strings"

	"ovh-tokens/ovhapi/pattern"
)

// label is a word that names a key or an endpoint.
type label struct {
	kind       Kind
	start, end int
	word       string
}

var (
	// names are the words for the kinds, as the tools of config/export spell
	// them, one group for each of nameKinds. What stands before is anybody's own
	// prefix.
	names = pattern.New(`(?i)` +
		`((?:ovh[ _-]?)?consumer[ _-]?(?:key|token)|ovh[ _-]?consumer)` +
		`|((?:ovh[ _-]?)?app(?:lication)?[ _-]?secret(?:[ _-]?key)?|ovh[ _-]?secret)` +
		`|((?:ovh[ _-]?)?app(?:lication)?[ _-]?key|ovh_?app\b)` +
		`|([\w.-]*end[_-]?point(?:[ _-]?name)?|[\w.-]*entry[_-]?point|(?:ovh[_-]?)?region)`)
	nameKinds = []Kind{ConsumerKey, ApplicationSecret, ApplicationKey, endpoint}
	// suffix may follow a name: a number, or what tells accounts apart.
	suffix = pattern.New(`^(?:[_-][A-Za-z0-9]{1,12}){0,3}[0-9]{0,2}`)
)

// labels lists the words that name something, in their order.
func labels(text string) []label {
	list := shortLabels(text)
	for _, at := range names.FindAllStringSubmatchIndex(text, -1) {
		for n, kind := range nameKinds {
			if at[2*n+2] < 0 {
				continue
			}
			if end, ok := labelEnd(text, at[1]); ok {
				list = append(list, label{kind: kind, start: at[0], end: end, word: text[at[0]:at[1]]})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b label) int { return cmp.Compare(a.start, b.start) })
	return list
}

// shortLabels lists the abbreviations of acme.sh, alone or behind a prefix.
func shortLabels(text string) []label {
	var list []label
	for at := range max(0, len(text)-1) {
		kind := shortKind(text[at], text[at+1])
		if kind == 0 || at > 0 && joins(rune(text[at-1])) && text[at-1] != '_' && !strings.EqualFold(text[max(0, at-3):at], "ovh") {
			continue
		}
		if end, ok := labelEnd(text, at+2); ok {
			list = append(list, label{kind: kind, start: at, end: end})
		}
	}
	return list
}

// shortKind reads two letters.
func shortKind(first, second byte) Kind {
	switch [2]byte{first | 0x20, second | 0x20} {
	case [2]byte{'a', 'k'}:
		return ApplicationKey
	case [2]byte{'a', 's'}:
		return ApplicationSecret
	case [2]byte{'c', 'k'}:
		return ConsumerKey
	}
	return 0
}

// labelEnd is where a name ends with its suffix. A name that goes on otherwise,
// such as "applicationSecretRef", names something else.
func labelEnd(text string, end int) (int, bool) {
	for _, e := range []int{end + len(suffix.FindString(text[end:min(end+60, len(text))])), end} {
		if e == len(text) || !joins(rune(text[e])) {
			return e, true
		}
	}
	return 0, false
}

// What may stand between a name and its value: the quote that ends the name, a
// sign, a quote that begins the value; in a list of names and values the word
// "value"; in a function call or behind a YAML tag one further word. The value
// may stand on the next line when a sign says that it comes.
const (
	sign = `^[\])"'` + "`" + `\\]*[ \t]*(?:,?\s*["'\\]*value["'\\]*[ \t]*)??` +
		`(?:(?:=>|:=|->|[:=>])[ \t]*(?:[|>][+-]?)??[ \t]*(?:\r?\n\s*)??|[ \t,]*)`
	furtherWord  = `[(!A-Za-z][A-Za-z0-9_.:-]*[ \t(]+`
	quote        = `["'` + "`" + `\\(\[]*`
	keyWord      = `([A-Za-z0-9+/_-]{12,}={0,2})(?:[^A-Za-z0-9+/_=-]|$)`
	endpointWord = `([A-Za-z0-9][A-Za-z0-9:/._=-]*)`
)

var (
	keyBehind = []*pattern.Pattern{
		pattern.New(sign + quote + keyWord), pattern.New(sign + furtherWord + quote + keyWord),
	}
	endpointBehind = []*pattern.Pattern{
		pattern.New(sign + quote + endpointWord), pattern.New(sign + furtherWord + quote + endpointWord),
	}
	// piped is a value that is written into what the name stands for.
	piped = pattern.New(`\b(?:printf(?: +%s)?|echo(?: +-n)?) +["']?([A-Za-z0-9][A-Za-z0-9:/._-]*)["']? *[|>][^\n]*$`)
)

// reach is how far behind a name its value may begin, and longestWord how long
// it may be when it is encoded.
const (
	reach       = 200
	longestWord = 100
)

// named finds what a word names as a key or an endpoint.
func named(text string) []item {
	var items []item
	list, done := labels(text), 0
	for n, l := range list {
		if l.start < done {
			continue // a part of a value, or of a longer name
		}
		next := len(text)
		for _, other := range list[n+1:] {
			if other.start >= l.end {
				next = other.start
				break
			}
		}
		i, ok := behind(text, l, next)
		if !ok {
			i, ok = before(text, l)
		}
		if ok && i.start >= done {
			items = append(items, i)
			done = max(i.to, l.end)
		}
		if len(items) == most {
			break
		}
	}
	return items
}

// behind reads the value that follows a name, before the next one.
func behind(text string, l label, next int) (item, bool) {
	rest := text[l.end:min(l.end+reach, next+longestWord, len(text))]
	patterns := keyBehind
	if l.kind == endpoint {
		patterns = endpointBehind
	}
	for _, behind := range patterns {
		at := behind.FindStringSubmatchIndex(rest)
		if at == nil || l.end+at[2] > next {
			continue
		}
		i := item{kind: l.kind, start: l.end + at[2], end: l.end + at[3], from: l.start, to: l.end + at[3]}
		if i, ok := i.read(text, l); ok {
			return i, true
		}
	}
	return item{}, false
}

// before reads a value that is piped into what a name stands for.
func before(text string, l label) (item, bool) {
	begin := max(0, l.start-reach)
	begin += strings.LastIndexByte(text[begin:l.start], '\n') + 1
	if line := text[begin:l.start]; !strings.Contains(line, "printf") && !strings.Contains(line, "echo") {
		return item{}, false
	}
	at := piped.FindStringSubmatchIndex(text[begin:l.start])
	if at == nil {
		return item{}, false
	}
	i := item{kind: l.kind, start: begin + at[2], end: begin + at[3], from: begin + at[2], to: l.end}
	return i.read(text, l)
}

// read takes the value of an item from its place.
func (i item) read(text string, l label) (item, bool) {
	var ok bool
	if l.kind == endpoint {
		i.text, ok = endpointOf(l, text[i.start:i.end])
	} else {
		i.text, ok = valueOf(l.kind, text[i.start:i.end])
	}
	if strings.Contains(text[i.from:i.to], "\n") {
		i.from, i.to = i.start, i.end
	}
	return i, ok && standsAlone(text, i.start, i.end)
}
