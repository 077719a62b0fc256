package setup

import (
	"slices"
	"strings"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/pattern"
)

// maxPaste bounds, in bytes, what is looked through; an ovh.conf is far smaller.
const maxPaste = 64 << 10

// pasted is what was found in a pasted text.
type pasted struct {
	endpoint    ovhapi.Endpoint // the zero value when none was named
	application string
	secret      ovhapi.Secret
	consumer    ovhapi.Secret
}

// count is how many of the three keys were found.
func (p pasted) count() int {
	n := 0
	for _, there := range []bool{p.application != "", !p.secret.Empty(), !p.consumer.Empty()} {
		if there {
			n++
		}
	}
	return n
}

// The lengths of keys (CharLimit in ovh/ovhcloud-cli, internal/display/login.go,
// and the examples of OVH's guides).
const (
	applicationLength = 16
	secretLength      = 32
)

var (
	// label finds the name of a key as ovh.conf, the environment, JSON, YAML, OVH's
	// pages and people write it. The two-letter names have to be capitals, or to be
	// followed by a sign, since "as" is a word.
	label = pattern.New(`(?:\b|_)(?:((?i:app(?:lication)?[ _-]?key)\b|AK\b|(?i:ak)\s*[:=])` +
		`|((?i:app(?:lication)?[ _-]?secret)\b|AS\b|(?i:as)\s*[:=])` +
		`|((?i:consumer[ _-]?key)\b|CK\b|(?i:ck)\s*[:=])` +
		`|((?i:endpoint)\b))`)
	header = pattern.New(`(?m)^[ \t]*\[([^\]\n]+)\][ \t]*$`)
	// word is what is taken for a key: OVH gives 16 or 32 letters and digits.
	word = pattern.New(`^[0-9A-Za-z]{8,}$`)
)

// readPaste looks for keys in a pasted text. In an ovh.conf of several sections
// those of the chosen endpoint count, else those of its own default, else the
// first.
func readPaste(text, chosen string) pasted {
	if len(text) > maxPaste {
		return pasted{}
	}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	shared, found := sections(text)
	for _, name := range []string{chosen, shared.endpoint.Name} {
		at := slices.IndexFunc(found, func(p pasted) bool { return name != "" && p.endpoint.Name == name })
		if at >= 0 {
			return found[at]
		}
	}
	if len(found) > 0 {
		return found[0]
	}
	p := bare(label.ReplaceAllString(text, " "))
	p.endpoint = shared.endpoint
	return p
}

// sections reads the parts of an ovh.conf that hold keys. What stands before the
// first header or in [default] is shared by all.
func sections(text string) (shared pasted, found []pasted) {
	const plain = "default"
	name, from := plain, 0
	read := func(to int) {
		p := labelled(text[from:to])
		e, err := ovhapi.ParseEndpoint(name)
		switch {
		case name == plain && shared.endpoint.Name == "":
			shared.endpoint = p.endpoint
		case err == nil && p.endpoint.Name == "":
			p.endpoint = e
		}
		if p.count() > 0 {
			found = append(found, p)
		}
	}
	for _, at := range header.FindAllStringSubmatchIndex(text, -1) {
		read(at[0])
		name, from = text[at[2]:at[3]], at[1]
	}
	read(len(text))
	for i := range found {
		if found[i].endpoint.Name == "" {
			found[i].endpoint = shared.endpoint
		}
	}
	return shared, found
}

// labelled reads the keys that are called by their names, wherever in the text:
// each value is the first word behind its name, on the next line too. The first
// of several counts.
func labelled(text string) pasted {
	var p pasted
	names := label.FindAllStringSubmatchIndex(text, -1)
	for i, at := range names {
		end := len(text)
		if i+1 < len(names) {
			end = names[i+1][0]
			if strings.TrimSpace(text[at[1]:end]) == "" {
				return pasted{} // the head of a table: the values stand elsewhere
			}
		}
		value := first(text[at[1]:end])
		isKey := word.MatchString(value)
		switch {
		case at[8] >= 0:
			if e, err := ovhapi.ParseEndpoint(value); err == nil && p.endpoint.Name == "" {
				p.endpoint = e
			}
		case !isKey:
		case at[2] >= 0 && p.application == "":
			p.application = value
		case at[4] >= 0 && p.secret.Empty():
			p.secret = ovhapi.NewSecret(value)
		case at[6] >= 0 && p.consumer.Empty():
			p.consumer = ovhapi.NewSecret(value)
		}
	}
	return p
}

// first is the first word behind a name, without what joins and encloses it.
func first(text string) string {
	text = strings.TrimLeft(text, " \t\n\"':=,;")
	end := strings.IndexAny(text, " \t\n\"',;")
	if end < 0 {
		end = len(text)
	}
	return text[:end]
}

// bare reads two or three keys without names. The application key is told by its
// length; the others come in the order in which OVH's page shows them.
func bare(text string) pasted {
	words := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\n\"',;:={}", r) })
	if len(words) < 2 || len(words) > 3 || slices.ContainsFunc(words, func(w string) bool { return !word.MatchString(w) }) {
		return pasted{}
	}
	if at := slices.IndexFunc(words, func(w string) bool { return len(w) == applicationLength }); at > 0 {
		application := words[at]
		words = slices.Insert(slices.Delete(words, at, at+1), 0, application)
	}
	p := pasted{application: words[0], secret: ovhapi.NewSecret(words[1])}
	if len(words) == 3 {
		p.consumer = ovhapi.NewSecret(words[2])
	}
	return p
}
