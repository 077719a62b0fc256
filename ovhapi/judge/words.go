package judge

import (
	"fmt"
	"slices"
	"strings"

	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/rule"
)

// Tone is how a line is meant, for whoever can show it.
type Tone int

// The tones.
const (
	Plain   Tone = iota
	Quiet        // worth knowing
	Good         // what was hoped for
	Caution      // may be otherwise than it looks
	Bad          // what was feared
	Offer        // what can be done
)

// Line is one sentence of an answer. It is fit for a terminal but for the rule.
type Line struct {
	Tone Tone
	// In tells how deep below the call the line stands: 0 or 1.
	In   int
	Text string
	// Rule follows the text, unless it is the zero rule. It is not to be broken
	// between method and path.
	Rule rule.Rule
}

// String is the line with its rule, fit for a terminal.
func (l Line) String() string {
	if l.Rule == (rule.Rule{}) {
		return l.Text
	}
	return l.Text + " " + plain.Text(l.Rule.String())
}

// idle is what no documentation of OVH tells of a star at the end of a rule.
const idle = "It is not documented whether a star stands for nothing."

// undecided is what no documentation of OVH tells of a percent-encoded path.
const undecided = "It is not documented whether OVH compares a percent-encoded path as it is sent or decoded; a star stands for either."

// Lines tells whether a call passes, and if not, what is close and what it takes.
// moot is set when every call is refused for another reason.
func (a Answer) Lines(moot bool) []Line {
	switch {
	case a.Free:
		return []Line{{Tone: Good, Text: "Needs no rule: every token may make the calls below /auth."}}
	case a.Allowed && a.Doubt:
		return a.doubtful(moot)
	case a.Allowed && (moot || a.Absent):
		return []Line{{Text: "By the rules it would pass:", Rule: a.By}}
	case a.Allowed:
		return []Line{{Tone: Good, Text: "Would pass, by the rule", Rule: a.By}}
	case a.Open:
		return []Line{
			{Text: "No rule lets it pass. OVH lists it as open to everybody; a signed call may still need the rule."},
			{Tone: Offer, In: 1, Text: "Smallest rule that surely would let it:", Rule: a.Smallest},
		}
	case a.Absent:
		return []Line{{Text: "No rule lets it pass."}}
	}
	list := []Line{{Tone: Bad, Text: "Would not pass: no rule lets it."}}
	for _, near := range a.Near {
		list = append(list, Line{In: 1, Text: "Close is " + plain.Text(near.Rule.String()) + "  " + near.Reason})
	}
	if a.Apart != "" {
		list = append(list, Line{In: 1, Text: a.Apart})
	}
	list = append(list, Line{Tone: Offer, In: 1, Text: "Smallest rule that would let it:", Rule: a.Smallest})
	if a.Smallest.Path != a.Call.Path {
		list = append(list, Line{Tone: Quiet, In: 1, Text: undecided})
	}
	return list
}

// doubtful tells of a call of which no documentation says whether its rule lets it
// pass, and of the rule that makes sure.
func (a Answer) doubtful(moot bool) []Line {
	first := Line{Tone: Caution, Text: "May pass, by the rule", Rule: a.By}
	if moot || a.Absent {
		first = Line{Text: "By the rules it may pass:", Rule: a.By}
	}
	list := []Line{first, {In: 1, Text: a.Why}}
	if a.Lacks() {
		list = append(list, Line{Tone: Offer, In: 1, Text: "Smallest rule that surely would let it:", Rule: a.Smallest})
	}
	return list
}

// maxDescribed bounds how many operations a call with a star is told to be.
const maxDescribed = 3

// Described tells what the call does. With named, an operation that is called as
// the call is goes without its name.
func (a Answer) Described(named bool) []Line {
	var list []Line
	for _, op := range a.Ops[:min(len(a.Ops), maxDescribed)] {
		said := op.String()
		switch {
		case op.Description == "":
		case said == a.Call.String() && named:
			said = op.Description
		default:
			said += ": " + op.Description
		}
		list = append(list, Line{Text: plain.Text(said)})
		switch op.Status {
		case catalog.Deprecated:
			said = "OVH is going to remove this operation."
			if op.Replacement != "" {
				said = "OVH is going to remove this operation and names " + plain.Text(op.Replacement) + " instead."
			}
			list = append(list, Line{Tone: Caution, Text: said})
		case catalog.Alpha, catalog.Beta:
			list = append(list, Line{Tone: Quiet, Text: "In test at OVH: it may change or go."})
		case catalog.Production:
		}
	}
	switch more := len(a.Ops) - maxDescribed; {
	case more == 1:
		list = append(list, Line{Tone: Quiet, Text: "and 1 operation more"})
	case more > 1:
		list = append(list, Line{Tone: Quiet, Text: fmt.Sprintf("and %d operations more", more)})
	}
	return list
}

// Absence says what the API at a place does not have, or "". Where something near
// may be meant, hint stands behind it.
func (v Verdict) Absence(place, hint string) string {
	switch first := v.Answers[0]; {
	case !first.Absent:
		return ""
	case len(v.Methods) > 0:
		return fmt.Sprintf("%s has no %s for this path, only %s.", place, first.Call.Method, join(v.Methods))
	}
	said := "No operation of " + place + " has such a path."
	if v.Nearest != "" {
		said += " The nearest is " + plain.Text(v.Nearest) + hint + "."
	}
	return said
}

func join(methods []rule.Method) string {
	words := make([]string, len(methods))
	for i, m := range methods {
		words[i] = string(m)
	}
	return strings.Join(words, ", ")
}

// Slashed is what is said of a call with a slash at its end that is documented
// without one, without its stop; "" where that is not so.
func (v Verdict) Slashed() string {
	if v.Bare == (rule.Call{}) {
		return ""
	}
	return "OVH documents the path without the slash at its end. To a rule those are two paths"
}

// AnyNumber is the call for any number, where that is worth asking about too; ""
// where it is not.
func (v Verdict) AnyNumber() string {
	if v.Wider == (rule.Call{}) || !slices.ContainsFunc(v.Answers, Answer.Lacks) {
		return ""
	}
	return plain.Text(strings.TrimSpace(v.Wider.String()))
}

// Elsewhere says of a message that a call was refused in when the reason was not a
// missing rule, or "". actions are those of IAM that it names.
func Elsewhere(refusal rule.Refusal, actions []string) string {
	switch refusal {
	case rule.RefusalIAM:
		if len(actions) > 0 {
			return "The message is a refusal by the account's IAM policies, not for want of a rule: " + plain.Text(strings.Join(actions, ", ")) +
				" is not allowed there. A new rule does not change it; who manages the policies can."
		}
		return "The message is a refusal by the account's IAM policies, not for want of a rule. A new rule does not change it; who manages the policies can."
	case rule.RefusalKey:
		return "The message is about the keys, their signature or this machine's clock, not about rules."
	case rule.RefusalRoute:
		return "The message says that the endpoint has no such route. A rule does not change that."
	case rule.RefusalRules, rule.RefusalUntold:
	}
	return ""
}

// What a message means that says that no rule lets a call pass: where it names no
// call, and where the rules do let it pass.
const (
	NotWhichCall = "The message says that no rule lets a call pass, but not which call. Write it here: the method and the path that the tool asked for."
	OtherCause   = "The message says that no rule lets the call pass, but these do: it may have been made with another key, or IAM policies or a blocked application were the cause."
	// Limits is what no answer about rules can know.
	Limits = "Rules are not all: addresses, expiry, IAM and the service can refuse too."
)
