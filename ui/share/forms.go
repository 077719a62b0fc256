package share

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/theme"
)

// kind is one of the forms that a set can be given in.
type kind int

const (
	asText kind = iota
	asJSON
	asLink
	asActions
)

// form is the set in one of them.
type form struct {
	kind  kind
	name  string
	what  string // what is copied, in words
	text  string // what y copies
	notes []note
	marks map[string]string // what is said behind some of the lines
}

// note is a sentence above the text.
type note struct {
	role theme.Role
	text string
}

// forms writes a set in all forms there are.
func forms(set rule.Set, endpoint ovhapi.Endpoint, list *catalog.Catalog) []form {
	all := []form{textForm(set), jsonForm(set), linkForm(set, endpoint)}
	for i := range all {
		all[i].check(set)
	}
	if list != nil {
		all = append(all, actionsForm(set, list))
	}
	return all
}

func textForm(set rule.Set) form {
	return form{kind: asText, name: "Text", what: "the rules as text", text: set.Text(), notes: []note{
		{theme.Subtle, "A line for each path. This program reads it where rules are pasted, and with request --rules FILE."},
	}}
}

func jsonForm(set rule.Set) form {
	return form{kind: asJSON, name: "JSON", what: "the rules as JSON", text: set.JSON(), notes: []note{
		{theme.Subtle, "The body of POST /auth/credential. This program reads it where rules are pasted, and with request --rules FILE."},
	}}
}

// longLink is from how many characters on a link may be refused: servers bound
// the first line of a request, commonly to 8 KiB (large_client_header_buffers in
// the documentation of nginx).
const longLink = 8000

func linkForm(set rule.Set, endpoint ovhapi.Endpoint) form {
	f := form{kind: asLink, name: "Link", what: "the link", text: endpoint.CreateTokenURL(set), notes: []note{
		{theme.Text, "This page of OVH's makes a new application with its own keys, and a token with these rules. It takes rules only: whoever opens it names the application and chooses the addresses and how long the token is valid."},
	}}
	if n := utf8.RuneCountInString(f.text); n > longLink {
		f.notes = append(f.notes, note{theme.Caution, fmt.Sprintf("The link has %d characters; servers often refuse more than %d.", n, longLink)})
	}
	return f
}

// check warns when what was written would not be read as the same set.
func (f *form) check(set rule.Set) {
	back, _ := rule.ParseMany(f.text)
	lost := 0
	for _, r := range set {
		if !slices.Contains(back, r) {
			lost++
		}
	}
	if lost > 0 {
		f.notes = append(f.notes, note{theme.Caution, fmt.Sprintf(
			"%s would not be read back as written here: the path is empty, or holds what no path may hold, or there are more than %d.",
			count(lost, "rule"), rule.MaxRules)})
	}
}

// maxNamed bounds how many operations are named as reached in part.
const maxNamed = 3

// actionsForm lists what a service account needs to make the same calls: the IAM
// actions that OVH publishes with each operation. IAM allows them on resources,
// not on paths.
func actionsForm(set rule.Set, list *catalog.Catalog) form {
	f := form{kind: asActions, name: "IAM actions", what: "the IAM actions", marks: map[string]string{}}
	r := reach(set, list)
	names := make([]string, 0, len(r.actions))
	for name, whole := range r.actions {
		names = append(names, name)
		if !whole {
			f.marks[name] = "for some of its calls only"
		}
	}
	slices.Sort(names)
	if len(names) > 0 {
		f.text = strings.Join(names, "\n") + "\n"
	}
	f.notes = append(f.notes, note{theme.Text, fmt.Sprintf(
		"For a policy of a service account (OAuth2), which has no rules: %s for the %s that the rules reach.",
		count(len(names), "action"), count(r.operations, "operation"))})
	if n := len(r.part); n > 0 {
		said := fmt.Sprintf("%s reached for some values only, such as %s. IAM grants an action on whole resources: name the same ones in the policy.",
			are(n, "operation"), plain.Text(strings.Join(r.part[:min(n, maxNamed)], ", ")))
		f.notes = append(f.notes, note{theme.Caution, said})
	} else if r.operations > 0 {
		f.notes = append(f.notes, note{theme.Subtle, "The rules reach each of these operations as a whole, for all resources."})
	}
	if r.nameless > 0 {
		f.notes = append(f.notes, note{theme.Caution, are(r.nameless, "operation") + " published without an action: it is not known whether a service account can call what has none."})
	}
	if r.chance > 0 {
		f.notes = append(f.notes, note{theme.Subtle, "And " + count(r.chance, "operation") + " more where a name or id happens to be a word of a rule; the actions leave them out."})
	}
	if r.idle > 0 {
		said := count(r.idle, "rule") + " reach no operation of this endpoint."
		if r.idle == 1 {
			said = "1 rule reaches no operation of this endpoint."
		}
		f.notes = append(f.notes, note{theme.Caution, said})
	}
	return f
}

// reached is what a set reaches of a catalogue.
type reached struct {
	operations int
	// actions tells for each whether every operation that asks for it is reached
	// as a whole.
	actions  map[string]bool
	part     []string // operations that are reached for some values only
	nameless int      // operations without an action that need one
	idle     int      // rules that reach nothing
	chance   int      // operations that a rule reaches only by the name of something
}

// grasp tells which operations a set reaches, true for those reached as a whole. It
// counts those reached only by the name of something, and the rules that reach
// nothing.
func (r *reached) grasp(set rule.Set, list *catalog.Catalog) (whole map[int]bool) {
	whole = map[int]bool{}
	byName := map[int]bool{}
	for _, own := range set {
		hits, chance := list.Reach(own), list.Chance(own)
		if len(hits)+len(chance) == 0 && !strings.HasPrefix(own.Path, "/auth") {
			r.idle++
		}
		for _, h := range hits {
			whole[h.Place] = whole[h.Place] || !h.Part
		}
		for _, place := range chance {
			byName[place] = true
		}
	}
	for place := range byName {
		if _, hit := whole[place]; !hit {
			r.chance++
		}
	}
	return whole
}

func reach(set rule.Set, list *catalog.Catalog) reached {
	r := reached{actions: map[string]bool{}}
	whole := r.grasp(set, list)
	for place := range list.Len() {
		complete, hit := whole[place]
		if !hit {
			continue
		}
		op := list.At(place)
		r.operations++
		if !complete {
			r.part = append(r.part, op.String())
		}
		if len(op.Actions) == 0 && !op.NoAuth {
			r.nameless++
		}
		for _, name := range op.Actions {
			before, known := r.actions[name]
			r.actions[name] = complete && (before || !known)
		}
	}
	return r
}

// are writes "1 operation is", "3 operations are".
func are(n int, noun string) string {
	if n == 1 {
		return "1 " + noun + " is"
	}
	return count(n, noun) + " are"
}
