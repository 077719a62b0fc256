package doctor

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/diagnosis"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ovhapi/rule"
)

// mostRules bounds how many rules a message lists.
const mostRules = 6

// rules looks at what the token's rules are worth: whether they match anything,
// and whether they are what is needed.
func (e *exam) rules() {
	var broken []rule.Finding
	useless := map[int]bool{}
	for _, f := range e.own.Rules.Lint(nil) {
		if f.Severity == rule.Error && !useless[f.Index] {
			useless[f.Index] = true
			broken = append(broken, f)
		}
	}
	if len(useless) == len(e.own.Rules) {
		message := fmt.Sprintf("Token %d has no rule that matches a call", e.own.ID)
		if len(broken) > 0 {
			message += ": " + shownRule(broken[0].Rule) + ": " + broken[0].Message
		} else {
			message += "."
		}
		e.fail("rules", message, diagnosis.NoRules.Fix(), e.command("request", "--preset", e.preset()))
		e.suspect(diagnosis.NotGranted)
		e.prove(diagnosis.NoRules, message)
		return
	}
	for _, f := range broken[:min(len(broken), mostRules)] {
		fix := "Rules can't be changed: leave it out when the token is replaced."
		if f.Repair != nil {
			fix = "Rules can't be changed: when the token is replaced, " + f.Repair.Text + "."
		}
		e.warn("rules", "The rule "+shownRule(f.Rule)+" grants nothing: "+f.Message, fix, "")
	}
	e.needed()
}

func shownRule(r rule.Rule) string {
	if strings.TrimSpace(r.Path) == "" {
		return string(r.Method) + " with an empty path"
	}
	return r.String()
}

// needed holds the rules against what the token is for.
func (e *exam) needed() {
	needs, status := e.Needs, Fail
	if needs.ID == "" {
		if _, told := e.text.Call(); told {
			return // the call that was refused is what counts
		}
		needs, status = ownNeeds(), Warn
	}
	lacks := needs.Lacks(e.own.Rules)
	if len(lacks) == 0 {
		e.pass("rules", fmt.Sprintf("Its %s cover what is needed: %s.", count(len(e.own.Rules), "rule"), lowerTitle(needs.Title)))
		return
	}
	message := "This program can't list tokens with it: it lacks " + list(lacks) + "."
	if status == Fail {
		message = "For " + needs.Title + " its rules lack " + list(lacks) + "."
		e.suspect(diagnosis.NotGranted)
		e.prove(diagnosis.RuleMissing, message)
	}
	e.add(Check{Name: "rules", Status: status, Message: message, Fix: diagnosis.RuleMissing.Fix()}, e.again(lacks...))
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func lowerTitle(title string) string { return strings.ToLower(title[:1]) + title[1:] }

// ownNeeds are the rules without which this program shows nothing.
func ownNeeds() preset.Preset {
	p, _ := preset.All().Find("token-manager-read-only")
	p.Rules = slices.DeleteFunc(p.Rules, func(r rule.Rule) bool { return r.Path == "/me" })
	return p
}

// list names rules, as many as can be read.
func list(rules rule.Set) string {
	names := make([]string, 0, mostRules)
	for _, r := range rules[:min(len(rules), mostRules)] {
		names = append(names, r.String())
	}
	text := strings.Join(names, ", ")
	if n := len(rules) - mostRules; n > 0 {
		text += fmt.Sprintf(" and %d more", n)
	}
	return text
}

// reads makes the calls that this program lists tokens with, where the rules allow
// them: what is refused nevertheless is not the rules' fault.
func (e *exam) reads(ctx context.Context) {
	tried := 0
	for _, path := range []string{"/me/api/application", "/me/api/credential"} {
		if _, may := e.own.Rules.Allows(rule.Get, path); !may {
			continue
		}
		tried++
		if !e.try(ctx, path) {
			return
		}
	}
	if tried == 0 {
		e.skip("iam", "Whether the account's policies refuse calls was not tried: none of those this program makes is in the rules.")
		return
	}
	e.pass("iam", "The account's policies let the calls pass that were tried.")
}

// try makes a call that the rules allow and tells when it is refused.
func (e *exam) try(ctx context.Context, path string) bool {
	err := e.client.Try(ctx, path)
	switch {
	case err == nil:
		return true
	case errors.Is(err, ovhapi.ErrIAMDenied):
		e.denied(err, path)
	case errors.Is(err, ovhapi.ErrNotGranted):
		e.fail("iam", "OVH refuses GET "+path+", though the token's rules allow it and it works otherwise.", "Ask the account's administrator whether a policy refuses it.", e.command("whoami"))
		e.suspect(diagnosis.NotGranted)
		e.ruleOut(diagnosis.RuleMissing, diagnosis.RuleMistyped)
	case errors.Is(err, ovhapi.ErrRateLimit):
		e.tooMany(err)
	default:
		advice := ovhapi.Advise(err)
		e.warn("api", strings.TrimSpace("GET "+path+": "+advice.What+" "+advice.Why), advice.Next, "")
	}
	return false
}
