package doctor

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/diagnosis"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ovhapi/rule"
)

// readText reads the pasted error and says what it tells.
func (e *exam) readText() {
	if strings.TrimSpace(e.Text) == "" {
		return
	}
	e.text = diagnosis.Read(e.Text)
	e.suspects = e.text.Causes()
	if e.text.Symptom == diagnosis.NotTold {
		e.add(Check{Name: checkText, Status: Skipped, Message: "The text tells no error of OVH's API that is known here.", Fix: "Paste the whole message, with OVH's sentence in it."}, "")
		return
	}
	message := `It says "` + e.text.Said + `"`
	if call, told := e.text.Call(); told {
		message += ", for " + call.String()
	} else if len(e.text.Calls) > 0 {
		message += ", for " + e.text.Calls[0].Path
	}
	if e.text.Client != "" {
		message += "; written by " + e.text.Client
	}
	if e.text.QueryID != "" {
		message += " (OVH query " + e.text.QueryID + ")"
	}
	fix := ""
	if zone, misread := e.text.Zone(); misread && e.suspects[0] == diagnosis.ZoneMisread {
		fix = diagnosis.ZoneMisread.Fix()
		e.prove(diagnosis.ZoneMisread, fmt.Sprintf("The tool asked for the DNS zone %q, which is only the end of a name.", plain.Text(zone)))
	}
	if causes := e.suspects; fix == "" && len(causes) == 1 {
		fix = causes[0].Fix()
		e.settled(causes[0])
	}
	if fix == "" && slices.Contains(ofKeys, e.text.Symptom) {
		fix = diagnosis.OtherKey.Fix()
	}
	e.fail(checkText, plain.Sentence(message), fix, "")
}

// settled takes the one cause that a symptom can have for proved: the error itself
// is the proof. A clock may have been set since.
func (e *exam) settled(c diagnosis.Cause) {
	switch c {
	case diagnosis.RouteAbsent, diagnosis.Clock:
		return // the API is asked
	case diagnosis.IAMPolicy:
		proof := c.What()
		if len(e.text.Actions) > 0 {
			proof = "The account's IAM policies refuse " + strings.Join(e.text.Actions, ", ") + ", whatever the token's rules say."
		}
		e.prove(c, proof)
	default:
		e.prove(c, c.What())
	}
}

// called holds the call of the pasted error against the token in use, which works.
func (e *exam) called(ctx context.Context) {
	if e.text.Symptom == diagnosis.NotTold {
		return
	}
	calls := e.text.Calls
	switch e.text.Symptom {
	case diagnosis.NotGranted, diagnosis.Forbidden:
		if len(calls) == 0 {
			return
		}
		for _, c := range methods(calls[0]) {
			e.passes(ctx, c)
		}
	case diagnosis.NoSuchRoute:
		e.route(ctx, calls)
	default:
	}
}

// methods are the calls that one without a method may be.
func methods(c rule.Call) []rule.Call {
	if c.Method != "" {
		return []rule.Call{c}
	}
	switch {
	case strings.HasSuffix(c.Path, "/record"), strings.HasSuffix(c.Path, "/refresh"):
		return []rule.Call{{Method: rule.Post, Path: c.Path}} // lego names the path alone, and posts to it
	}
	return []rule.Call{{Method: rule.Get, Path: c.Path}}
}

// passes says whether the rules let a call pass, and tries it when it only reads.
func (e *exam) passes(ctx context.Context, c rule.Call) {
	told := e.own.Rules.Explain(c)
	if !told.Allowed || told.Unsure {
		e.lacks(c, told)
		return
	}
	e.ruleOut(diagnosis.RuleMissing, diagnosis.RuleMistyped)
	e.pass("rules", "Its rule "+told.By.String()+" lets "+c.String()+" pass.")
	if c.Method != rule.Get || strings.Contains(c.Path, "*") {
		return
	}
	if err := e.client.Try(ctx, c.Path); errors.Is(err, ovhapi.ErrIAMDenied) {
		e.denied(err, c.Path)
		return
	} else if err == nil || errors.Is(err, ovhapi.ErrNotFound) {
		e.pass("call", c.String()+" passes with the token of this machine.")
		e.ruleOut(diagnosis.IAMPolicy)
	}
}

// otherKey adds that the tool may use another key, where the one of this machine
// works.
func (e *exam) otherKey() {
	if !slices.Contains(e.suspects, diagnosis.OtherKey) {
		e.suspects = append(e.suspects, diagnosis.OtherKey)
	}
}

// lacks tells of the rule that a call lacks, and of one that comes close.
func (e *exam) lacks(c rule.Call, told rule.Explanation) {
	wanted := rule.Rule{Method: told.Smallest.Method, Path: ovhapi.RulePath(told.Smallest.Path)}
	message := fmt.Sprintf("Token %d has no rule for %s.", e.own.ID, c)
	cause := diagnosis.RuleMissing
	for _, near := range told.Near {
		if near.Rule.Method == c.Method {
			message = fmt.Sprintf("Token %d has no rule for %s; %s comes close. %s", e.own.ID, c, near.Rule, near.Reason)
			cause = diagnosis.RuleMistyped
			break
		}
	}
	if told.Unsure {
		message = fmt.Sprintf("%s passes by %s only if its star may stand for nothing, which OVH does not document.", c, told.By)
		cause = diagnosis.RuleMistyped
	}
	e.fail("rules", message, "Rules can't be added to a token: request a new one that has "+wanted.String()+" as well.", e.again(wanted))
	e.prove(cause, message)
}

// route asks which of the endpoints publishes a call that this one does not have.
func (e *exam) route(ctx context.Context, calls []rule.Call) {
	if len(calls) == 0 {
		return
	}
	path := calls[0].Path
	list, err := e.operations(ctx)
	if err != nil {
		e.skip("route", "Which calls the endpoint has could not be read: "+plain.Text(err.Error())+".")
		return
	}
	here := plain.Text(e.client.Endpoint().Short())
	if len(list.Methods(path)) > 0 {
		e.pass("route", here+" has "+path+": the tool was sent to another address.")
		return
	}
	message := here + " has no call " + path + "."
	fix := diagnosis.RouteAbsent.Fix()
	if near := list.Nearest(path, 3); len(near) > 0 {
		fix = "It has " + strings.Join(near, ", ") + "."
	}
	e.fail("route", message, fix, e.command("operations", path))
	e.prove(diagnosis.RouteAbsent, message)
}

// operations is the list of what the endpoint has: the stored one if there is one.
func (e *exam) operations(ctx context.Context) (*catalog.Catalog, error) {
	library := e.Library
	if library == nil {
		library = e.client.Library(nil, e.client.ServerNow)
	}
	if stored, err := library.Stored(); err == nil && stored != nil {
		return stored, nil
	}
	return library.Fresh(ctx)
}

// presetOf is the ready-made set for a tool.
func presetOf(client string) (string, bool) {
	name := strings.ToLower(client)
	for _, p := range preset.All() {
		if p.ID == name || slices.ContainsFunc(p.Tools, func(t string) bool { return strings.EqualFold(t, client) }) {
			return p.ID, true
		}
	}
	return "", false
}

// nextOfText is what to do about a pasted error when nothing on this machine is
// wrong.
func (e *exam) nextOfText() string {
	if len(e.proved) == 0 && e.works && slices.Contains(e.suspects, diagnosis.OtherKey) {
		return e.command("whoami")
	}
	switch e.text.Symptom {
	case diagnosis.NotGranted, diagnosis.Forbidden:
		if _, misread := e.text.Zone(); misread && e.System == "windows" {
			return "ipconfig /all"
		} else if misread {
			return "cat /etc/resolv.conf"
		}
		if c, told := e.text.Call(); told {
			return e.request(rule.Rule{Method: c.Method, Path: ovhapi.RulePath(c.Path)})
		}
		return e.command("request", "--preset", e.preset())
	case diagnosis.KeyNotValid, diagnosis.NoSuchKey, diagnosis.LinkDead:
		return e.command("request", "--preset", e.preset())
	case diagnosis.WrongTime:
		return e.setClock()
	case diagnosis.RateLimited, diagnosis.Unavailable:
		return "sleep 60 && " + e.command("doctor")
	case diagnosis.NoLogin, diagnosis.KeysMissing:
		return e.command("export", "--list")
	case diagnosis.MixedMethods:
		return "env | grep -o '^OVH_[A-Z_]*'"
	case diagnosis.NoSuchRoute:
		if len(e.text.Calls) > 0 {
			return e.command("operations", e.text.Calls[0].Path)
		}
		return e.command("operations")
	case diagnosis.IAMDenied, diagnosis.NotFound, diagnosis.WrongEndpoint, diagnosis.WrongFile,
		diagnosis.UnknownApplication, diagnosis.WrongSignature, diagnosis.BadRequest:
		return e.command("whoami")
	case diagnosis.Offline, diagnosis.Untrusted, diagnosis.BadAnswer:
		url := e.active.Endpoint.URL
		if url == "" {
			url = "https://eu.api.ovh.com/1.0"
		}
		return askTime(url)
	case diagnosis.NotTold:
	}
	return ""
}
