package doctor

import (
	"slices"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/diagnosis"
)

// exam is one run.
type exam struct {
	Options
	tell   func(Check)
	active config.Profile
	client *ovhapi.Client
	report Report

	// text is the pasted error, read; suspects are the causes that its symptom, or
	// the one that calls from here show, may have.
	text     diagnosis.Reading
	suspects []diagnosis.Cause
	known    map[diagnosis.Cause]finding
	proved   []diagnosis.Cause

	// next is the command of the worst check so far, from which it stands.
	next string
	from Status
	// own is the token in use; works is set when calls with it pass.
	own   ovhapi.Credential
	works bool
}

// finding is what is known of a cause.
type finding struct {
	out   bool // it was ruled out
	proof string
}

// add notes a check and hands it on. next is the command that helps, or "": the
// first one of the worst status is kept.
func (e *exam) add(c Check, next string) {
	e.report.Checks = append(e.report.Checks, c)
	e.tell(c)
	if next != "" && rank(c.Status) > rank(e.from) {
		e.next, e.from = next, c.Status
	}
}

// rank orders statuses by how much they want to be acted on.
func rank(s Status) int { return slices.Index([]Status{Skipped, Pass, Warn, Fail}, s) }

func (e *exam) pass(name, message string) {
	e.add(Check{Name: name, Status: Pass, Message: message}, "")
}

func (e *exam) skip(name, why string) { e.add(Check{Name: name, Status: Skipped, Message: why}, "") }

func (e *exam) warn(name, message, fix, next string) {
	e.add(Check{Name: name, Status: Warn, Message: message, Fix: fix}, next)
}

func (e *exam) fail(name, message, fix, next string) {
	e.add(Check{Name: name, Status: Fail, Message: message, Fix: fix}, next)
}

// suspect takes the causes of a symptom in, unless the pasted error has its own.
func (e *exam) suspect(s diagnosis.Symptom) {
	if len(e.suspects) == 0 {
		e.suspects = s.Causes()
	}
}

// prove notes a cause with its proof, a sentence.
func (e *exam) prove(c diagnosis.Cause, proof string) {
	if _, again := e.known[c]; !again || e.known[c].out {
		e.known[c] = finding{proof: proof}
		e.proved = append(e.proved, c)
	}
}

// ruleOut notes what it can't be.
func (e *exam) ruleOut(causes ...diagnosis.Cause) {
	for _, c := range causes {
		if _, there := e.known[c]; !there {
			e.known[c] = finding{out: true}
		}
	}
}

// ofKeys are the symptoms of keys: where the one of this machine works, another one
// may show them.
var ofKeys = []diagnosis.Symptom{
	diagnosis.NotGranted, diagnosis.KeyNotValid, diagnosis.NoSuchKey, diagnosis.UnknownApplication, diagnosis.WrongSignature,
	diagnosis.NoLogin, diagnosis.Forbidden, diagnosis.BadRequest,
}

// conclude says which causes are left, and what to do next.
func (e *exam) conclude() Report {
	e.report.Causes = []Verdict{}
	for _, c := range e.proved {
		e.report.Causes = append(e.report.Causes, Verdict{Cause: c, Sure: true, Message: e.known[c].proof})
	}
	if e.works && len(e.proved) == 0 && slices.Contains(ofKeys, e.text.Symptom) {
		e.otherKey()
	}
	if len(e.proved) == 0 {
		for _, c := range e.suspects {
			if !e.known[c].out {
				e.report.Causes = append(e.report.Causes, Verdict{Cause: c, Message: c.What()})
			}
		}
	}
	e.report.Next = e.next
	if e.report.Next == "" && e.report.unread() {
		e.report.Next = e.command("whoami")
	}
	if e.text.Symptom != diagnosis.NotTold && rank(e.from) < rank(Fail) {
		if next := e.nextOfText(); next != "" {
			e.report.Next = next
		}
	}
	return e.report
}

// Head says in a sentence what a report comes to; Listed are the causes that go
// below it.
func (r Report) Head() string {
	switch {
	case len(r.Causes) == 0 && r.unread():
		return "Not sure: that text names no error known here."
	case len(r.Causes) == 0 && !r.Found():
		return "Nothing is wrong here."
	case len(r.Causes) == 0:
		return "Not sure of any cause; what is marked is worth mending."
	case len(r.Causes) > 1 && r.Causes[0].Sure:
		return "Several things are wrong:"
	case len(r.Causes) > 1:
		return "Not sure which of these it is, the likeliest first:"
	case r.Causes[0].Sure:
		return r.Causes[0].Message
	}
	return "Most likely: " + r.Causes[0].Message
}

// Listed are the causes when there are several.
func (r Report) Listed() []Verdict {
	if len(r.Causes) < 2 {
		return nil
	}
	return r.Causes
}
