package rule

import (
	"cmp"
	"slices"
	"strings"

	"ovh-tokens/ovhapi/plain"
)

// Sentence is one thing a token may do, in words.
type Sentence struct {
	Text string
	Risk Risk
}

// Sentences says what a set lets a token do, the most dangerous first: what is
// worth a warning, then what may be read and written where. It knows routes
// worth a warning, not the catalogue of the API, so a right may turn out to be
// good for no call at all. Rules that no call can match are named as such, last.
// An empty set gives one sentence that says so.
func (s Set) Sentences() []Sentence { return s.SentencesBut(nil) }

// SentencesBut is Sentences where some rules of the set are known to match no
// operation: nothing is said of what they would let a token do.
func (s Set) SentencesBut(futile Set) []Sentence {
	if len(s) == 0 {
		return []Sentence{{"Nothing: the token has no rules.", RiskNone}}
	}
	rights, idle := s.rights()
	rights = slices.DeleteFunc(rights, func(r Rule) bool {
		if !slices.Contains(futile, r) {
			return false
		}
		idle = append(idle, r)
		return true
	})
	list := rights.allowances()
	if len(idle) > 0 {
		list = append(list, idleness(idle)...)
	}
	return list
}

// allowances says what the rules that are rights allow.
func (s Set) allowances() []Sentence {
	if s.everything() {
		return []Sentence{{"Everything on the account, without limit.", RiskDanger}}
	}
	var list []Sentence
	subjects := s.subjects()
	for _, sub := range subjects {
		if sub.all() {
			list = append(list, sub.power.overAll())
		}
	}
	readsAll := s.Covers(Rule{Get, whole})
	for _, h := range hazards() {
		if (!readsAll || !h.reads()) && h.possible(s) {
			list = append(list, Sentence{h.text, h.risk})
		}
	}
	for _, sub := range subjects {
		if !sub.all() {
			list = append(list, Sentence{sub.power.over(sub.noun()), RiskNone})
		}
	}
	slices.SortStableFunc(list, func(a, b Sentence) int { return cmp.Compare(b.Risk, a.Risk) })
	return list
}

// overAll says what the power is over the whole API, where it is not complete.
func (p power) overAll() Sentence {
	if p == (power{read: true}) {
		return Sentence{"Read everything, including mails from OVH, bills, kept secrets and transfer codes of domains.", RiskCaution}
	}
	return Sentence{p.over("everything on the account"), RiskDanger}
}

// over says what the power is over something.
func (p power) over(noun string) string {
	verbs := join(p.verbs(), "and")
	text := strings.ToUpper(verbs[:1]) + verbs[1:] + " " + noun
	if lacks := p.lacks(); len(lacks) > 0 {
		text += ", without " + join(lacks, "or")
	}
	return text + "."
}

// join makes an enumeration of words.
func join(words []string, last string) string {
	n := len(words)
	if n < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:n-1], ", ") + " " + last + " " + words[n-1]
}

// Names of well-known paths with everything below them, and of one thing in
// them.
var (
	allNouns = map[string]string{
		"/domain":            "all domains and DNS zones",
		"/domain/zone":       "all DNS zones",
		"/cloud/project":     "all cloud projects",
		"/dedicated/server":  "all dedicated servers",
		"/email/domain":      "all mail domains",
		"/hosting/web":       "all web hostings",
		"/me/api/credential": "all tokens",
		"/sms":               "all SMS accounts",
		"/vps":               "all VPS",
	}
	oneNouns = map[string]string{
		"/domain":           "domain",
		"/domain/zone":      "DNS zone",
		"/cloud/project":    "cloud project",
		"/dedicated/server": "dedicated server",
		"/email/domain":     "mail domain",
		"/hosting/web":      "web hosting",
		"/sms":              "SMS account",
		"/vps":              "VPS",
	}
)

// noun names a subject: as people call it where it is well known, else by its
// path.
func (s subject) noun() string {
	path := plain.Text(s.path)
	switch {
	case s.extent == below:
		return "everything below " + path
	case s.extent == exact && strings.HasSuffix(path, "*"):
		return "everything that begins with " + strings.TrimSuffix(path, "*")
	case s.extent == exact:
		return path
	}
	if noun := allNouns[path]; noun != "" {
		return noun
	}
	slash := strings.LastIndexByte(path, '/')
	parent, name := path[:max(slash, 0)], path[slash+1:]
	noun := oneNouns[parent]
	if noun == "" || strings.Contains(name, "*") || parent == "/domain" && !strings.Contains(name, ".") {
		return path + " and everything below"
	}
	return noun + " " + name
}
