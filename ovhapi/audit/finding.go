package audit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/rule"
)

// Finding is one thing about a token that somebody should look at.
type Finding struct {
	Code     Code
	Severity Severity
	// Message says in one sentence what is the matter, Advice what to do about it.
	Message, Advice string
	// Others are the token's twins, by their ids in growing order.
	Others []int64
}

// subject is a token that findings are written about.
type subject struct {
	*ovhapi.Token
	rights *rights
	now    time.Time
	limits Thresholds
	others []int64
}

// findings writes out what is marked, the gravest first.
func (s subject) findings(m marks) []Finding {
	var list []Finding
	for _, c := range m.codes() {
		f := s.finding(c)
		f.Code = c
		list = append(list, f)
	}
	slices.SortStableFunc(list, func(a, b Finding) int { return cmp.Compare(b.Severity, a.Severity) })
	return list
}

func (s subject) finding(c Code) Finding {
	switch c {
	case Everything:
		return s.everything()
	case Access:
		return Finding{Severity: High, Message: can(s.rights.access), Advice: s.weaken()}
	case Billing:
		return s.billing()
	case WiderThanNeed:
		extra := beyondOwn(s.Rules)[0].String()
		return Finding{Severity: s.exposed(), Message: "It may do more than this program needs, such as " + extra + ".", Advice: "Replace it with one that has this program's own rules."}
	case ExpiresSoon:
		return s.expiresSoon()
	case AnyAddress:
		return Finding{Severity: s.exposed(), Message: "It works from any address.", Advice: s.restrict()}
	case NeverExpires:
		return Finding{Severity: s.exposed(), Message: "It never expires.", Advice: "Replace it with one that expires."}
	case Support:
		return Finding{Severity: Medium, Message: "OVH's support made it.", Advice: "Revoke it when the support case is closed."}
	case Dormant:
		return Finding{Severity: s.exposed(), Message: "It was last used " + span(s.now.Sub(*s.LastUse)) + " ago.", Advice: "Revoke it if nothing needs it any more."}
	case NeverUsed:
		return Finding{Severity: s.exposed(), Message: "It was made " + span(s.now.Sub(s.Creation)) + " ago and has never been used.", Advice: "Revoke it unless something is about to need it."}
	case Twin:
		return s.twin()
	case NeverValidated:
		return Finding{Severity: Low, Message: "It was asked for " + span(s.now.Sub(s.Creation)) + " ago and nobody validated it.", Advice: "Revoke it unless somebody is about to validate it."}
	case Dead:
		return Finding{Severity: Low, Message: "Its application is gone: it works no more, though it is listed as validated.", Advice: "Revoke it to clear the list."}
	}
	return Finding{}
}

// restrict advises on a token that works from any address.
func (s subject) restrict() string {
	if s.Current && !s.Elsewhere {
		return "Restrict it to the addresses that you work from, if those stay the same."
	}
	return "Restrict it to the addresses that its tool calls from."
}

// weaken advises on a token that can do much harm: who holds the one in use is known.
func (s subject) weaken() string {
	switch {
	case s.Elsewhere:
		return "Another profile of this machine works with it: replace it with one that has only the rules its tool needs."
	case s.Current:
		return "It is the one in use here: replace it with one that has this program's own rules, unless you need more."
	}
	return "Find out who holds it, and replace it with one that can't."
}

// exposed is the severity of what makes a token easier to misuse: it matters as
// much as what the token can do.
func (s subject) exposed() Severity {
	if s.rights.grave() {
		return Medium
	}
	return Low
}

func (s subject) everything() Finding {
	f := Finding{Severity: High, Message: "It can do everything on the account.", Advice: "Replace it with one that has only the rules its tool needs."}
	whole := s.rights.whole
	switch {
	case slices.Equal(whole, []rule.Method{rule.Get}):
		f.Severity, f.Message = Medium, "It can read everything on the account."
	case !containsAll(whole, rule.ReadWrite.Methods()):
		f.Message = "It can call every path of the API with " + listed(whole) + "."
	}
	return f
}

func containsAll(have, want []rule.Method) bool {
	return !slices.ContainsFunc(want, func(m rule.Method) bool { return !slices.Contains(have, m) })
}

func (s subject) billing() Finding {
	if len(s.rights.money) > 0 {
		return Finding{Severity: High, Message: can(s.rights.money), Advice: s.weaken()}
	}
	return Finding{Severity: Low, Message: "It reaches bills, orders or means of payment.", Advice: "Make sure that its tool needs them."}
}

// expiresSoon matters less where the token was made for a short time.
func (s subject) expiresSoon() Finding {
	f := Finding{Severity: Medium, Message: "It expires in " + span(s.Expiration.Sub(s.now)) + ".", Advice: "Replace it before then if something still uses it."}
	if s.Expiration.Sub(s.Creation) <= s.limits.Soon {
		f.Severity = Low
	}
	return f
}

func (s subject) twin() Finding {
	f := Finding{
		Severity: Low, Others: s.others,
		Message: "Another live token of its application has the same rules and addresses.",
		Advice:  "Keep the one that its tool uses, and revoke the rest.",
	}
	if n := len(s.others); n > 1 {
		f.Message = fmt.Sprintf("%d other live tokens of its application have the same rules and addresses.", n)
	}
	return f
}

// can makes one sentence of several that say what a token can do.
func can(list []rule.Sentence) string {
	parts := make([]string, len(list))
	for i, s := range list {
		parts[i] = strings.TrimSuffix(strings.TrimPrefix(s.Text, "Can "), ".")
	}
	return "It can " + strings.Join(parts, "; ") + "."
}

func listed(methods []rule.Method) string {
	names := make([]string, len(methods))
	for i, m := range methods {
		names[i] = string(m)
	}
	last := len(names) - 1
	if last == 0 {
		return names[0]
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// span names a length of time in days, or in what says more where that is much or
// little. It rounds down.
func span(d time.Duration) string {
	switch {
	case d >= 2*year:
		return fmt.Sprintf("%d years", int(d/year))
	case d >= year:
		return fmt.Sprintf("%d months", int(12*d/year))
	case d >= 2*day:
		return fmt.Sprintf("%d days", int(d/day))
	case d >= 2*time.Hour:
		return fmt.Sprintf("%d hours", int(d/time.Hour))
	case d >= 2*time.Minute:
		return fmt.Sprintf("%d minutes", int(d/time.Minute))
	}
	return "a minute"
}
