package diagnosis

import (
	"slices"
	"strconv"
	"strings"

	"ovh-tokens/ovhapi/pattern"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/rule"
)

// Reading is what a pasted error says.
type Reading struct {
	Symptom Symptom
	// Said is the sentence or code that tells it, in OVH's or the client's words.
	Said string
	// Status is the HTTP status, 0 when the text has none.
	Status int
	// Client is who wrote the text: "lego", "Terraform" …, or "".
	Client string
	// Calls are those the text speaks of; a method may be untold.
	Calls []rule.Call
	// Actions are the IAM actions that it names as missing.
	Actions []string
	// QueryID is OVH's id of the query, or "".
	QueryID string
}

var (
	queryID = pattern.New(`(?i)(?:x-)?ovh-?query-?id["'\\]*\s*[:=]?\s*["'\\]*([A-Z]{2}\.[A-Za-z0-9.\-]{4,120})|OVH query ([A-Z]{2}\.[A-Za-z0-9.\-]{4,120})`)
	// statusAt finds an HTTP status: told as one, or with its own words behind it.
	statusAt = pattern.New(`(?i)(?:status(?:[ _]?code)?|error|http(?:/[0-9.]+)?|httpcode|"code")["'\\]*[\s:=(\[]*["'\\]*([45][0-9]{2})\b` +
		`|\b([45][0-9]{2})[\s:]+(?:client error|server error|forbidden|bad request|unauthori[sz]ed|not found|too many|service unavailable|internal server|bad gateway|gateway time)` +
		`|(?:^|: )[\s"'\x60]*([45][0-9]{2})\b`)
	// missingActions is how go-ovh v1.9.0 (ovh/error.go) names IAM actions.
	missingActions = pattern.New(`missing IAM permissions: ([^)"]+)`)
	action         = pattern.New(`[a-zA-Z0-9]+:[a-zA-Z0-9]+:[\w/.\-]*\w`)
	// frame is what Terraform draws around an error, and what logs put in place of
	// line ends and quotes within quotes.
	frame = strings.NewReplacer("│", " ", "╷", " ", "╵", " ", `\n`, " ", `\t`, " ", `\\\"`, `"`, `\"`, `"`, "\u00a0", " ", "’", "'")
)

// Read reads an error as it was pasted: a line of a log, several of them, the body
// of an answer of either generation, or a whole message of a client.
func Read(text string) Reading {
	if len(text) > rule.MaxText {
		text = text[:rule.MaxText]
	}
	flat := plain.Text(frame.Replace(text))
	lower := strings.ToLower(flat)
	r := Reading{Client: client(lower), Status: status(flat)}
	r.Calls, _ = rule.FindCalls(text) // a text without a call is an answer too
	if id := queryID.FindStringSubmatch(flat); id != nil {
		r.QueryID = strings.TrimRight(id[1]+id[2], ".")
	}
	if _, r.Actions = rule.FindRefusal(text); len(r.Actions) == 0 {
		if found := missingActions.FindStringSubmatch(flat); found != nil {
			r.Actions = slices.Compact(action.FindAllString(found[1], 50))
		}
	}
	r.Symptom, r.Said = symptom(flat, lower)
	switch {
	case len(r.Actions) > 0:
		if r.Symptom != IAMDenied { // it names what is missing, in other words
			r.Symptom, r.Said = IAMDenied, r.Actions[0]
		}
	case r.Symptom == NotTold:
		r.Symptom, r.Said = byStatus(r.Status)
	}
	return r
}

// status is the first HTTP status of a text, or 0.
func status(flat string) int {
	found := statusAt.FindStringSubmatch(flat)
	if found == nil {
		return 0
	}
	n, _ := strconv.Atoi(found[1] + found[2] + found[3]) // three digits by the pattern
	return n
}

// byStatus is what a status alone tells.
func byStatus(n int) (s Symptom, said string) {
	switch {
	case n == 400:
		s = BadRequest
	case n == 401:
		s = NoLogin
	case n == 403:
		s = Forbidden
	case n == 404:
		s = NotFound
	case n == 429:
		s = RateLimited
	case n >= 500:
		s = Unavailable
	default:
		return NotTold, ""
	}
	return s, "status " + strconv.Itoa(n)
}

// Call is the first call that the text tells completely.
func (r Reading) Call() (rule.Call, bool) {
	for _, c := range r.Calls {
		if c.Method != "" {
			return c, true
		}
	}
	return rule.Call{}, false
}

// Zone returns the name that a call uses as a DNS zone though it has no dot in it:
// "com" of /domain/zone/com/record. Tools that look for the zone in the DNS come
// to that with resolvers that hide it (go-acme/lego#2618, traefik/traefik#10976).
func (r Reading) Zone() (name string, misread bool) {
	for _, c := range r.Calls {
		rest, below := strings.CutPrefix(c.Path, "/domain/zone/")
		name, _, _ := strings.Cut(rest, "/")
		if below && name != "" && !strings.ContainsAny(name, ".*") {
			return name, true
		}
	}
	return "", false
}

// Causes lists what the error may come from, the likeliest first.
func (r Reading) Causes() []Cause {
	list := r.Symptom.Causes()
	if _, misread := r.Zone(); misread && (r.Symptom == NotGranted || r.Symptom == NotFound || r.Symptom == Forbidden) {
		list = append([]Cause{ZoneMisread}, list...)
	}
	return list
}
