package cli

import (
	"errors"
	"fmt"
	"strings"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/theme"
)

// revoked is what became of the tokens of one command.
type revoked struct {
	Revoked []int64 `json:"revoked"`
	// Ended work no more and stay listed as expired.
	Ended   []int64         `json:"ended"`
	Failed  []revokeFailure `json:"failed"`
	Skipped []skipped       `json:"skipped"`
	// Receipt is the file that tells of them, null when there is none.
	Receipt *string `json:"receipt"`

	lines   []outcomeLine
	causes  []error // of what failed
	untried int
	already int // were gone before their turn came
}

// revokeFailure is a token that is still there, and why.
type revokeFailure struct {
	ID      int64  `json:"credentialId"`
	Error   string `json:"error"`
	QueryID string `json:"queryId"`
}

// skipped is a token that was left alone, and why.
type skipped struct {
	ID     int64  `json:"credentialId"`
	Reason string `json:"reason"`
}

// would is what a run would do.
type would struct {
	Would   []int64   `json:"would"`
	Skipped []skipped `json:"skipped"`
	// Reasons say of each token of a clean-up why it would go.
	Reasons []skipped `json:"reasons,omitempty"`
}

// outcomeLine tells of one token.
type outcomeLine struct {
	word string
	role theme.Role
	id   int64
	text string
}

func newRevoked() *revoked {
	return &revoked{Revoked: []int64{}, Ended: []int64{}, Failed: []revokeFailure{}, Skipped: []skipped{}}
}

// gone notes a token that was revoked.
func (r *revoked) gone(t ovhapi.Token, already bool) {
	if already {
		r.already++
		r.Skipped = append(r.Skipped, skipped{t.ID, "it was gone already"})
		r.lines = append(r.lines, outcomeLine{"gone", theme.Good, t.ID, t.Name() + ", before its turn came"})
		return
	}
	r.Revoked = append(r.Revoked, t.ID)
	r.lines = append(r.lines, outcomeLine{"revoked", theme.Good, t.ID, t.Name()})
}

// fail notes a token that is still there.
func (r *revoked) fail(id int64, name string, err error) {
	why, query := adviceLine(err), ovhapi.QueryID(err)
	r.Failed = append(r.Failed, revokeFailure{id, why, query})
	r.causes = append(r.causes, err)
	if query != "" {
		why += " OVH query " + query
	}
	r.lines = append(r.lines, outcomeLine{"failed", theme.Danger, id, strings.TrimPrefix(name+": "+why, ": ")})
}

// adviceLine says in one line what an error means and what to do about it, without
// OVH's id of the query.
func adviceLine(err error) string {
	a := ovhapi.Advise(err)
	a.QueryID = ""
	return a.String()
}

// skip notes a token that was left alone.
func (r *revoked) skip(id int64, reason string) {
	r.Skipped = append(r.Skipped, skipped{id, reason})
	r.lines = append(r.lines, outcomeLine{"kept", theme.Caution, id, reason})
}

// end notes a token that works no more and stays listed.
func (r *revoked) end(t ovhapi.Token) {
	r.Ended = append(r.Ended, t.ID)
	r.lines = append(r.lines, outcomeLine{"ended", theme.Good, t.ID, t.Name() + ", stays listed as expired"})
}

// take notes one result of a run.
func (r *revoked) take(result ovhapi.Result) {
	switch t := result.Token; {
	case result.Err == nil:
		r.gone(t, result.Already)
	case errors.Is(result.Err, ovhapi.ErrNotTried):
		r.untried++
		r.skip(t.ID, "not tried")
	default:
		r.fail(t.ID, t.Name(), result.Err)
	}
}

// tell writes one line for each token to stdout, and what it comes to and the
// receipt to stderr; with --json the one value.
func (s *session) tell(r *revoked) error {
	if s.flags.json {
		return s.printJSON(r)
	}
	var b strings.Builder
	for _, l := range r.lines {
		b.WriteString(s.paint(l.role, layout.Pad(l.word, 9)) + fmt.Sprintf("%-11d", l.id) + l.text + "\n")
	}
	if err := s.print(b.String()); err != nil {
		return err
	}
	if len(r.lines) > 0 {
		s.say("%s", r.summary())
	}
	if r.Receipt != nil {
		s.say("Receipt: %s", *r.Receipt)
	}
	return nil
}

// summary counts, and never claims more than was done.
func (r *revoked) summary() string {
	text := layout.Count(len(r.Revoked), "token") + " revoked."
	if len(r.Revoked) == 0 {
		text = "No token was revoked."
	}
	for _, part := range []struct {
		n    int
		word string
	}{{len(r.Ended), "ended"}, {r.already, "had gone already"}, {len(r.Failed), "failed"}, {len(r.Skipped) - r.untried - r.already, "left alone"}, {r.untried, "not tried"}} {
		if part.n > 0 {
			text += fmt.Sprintf(" %s %s.", layout.Number(part.n), part.word)
		}
	}
	return text
}

// verdict is how the command ends: refused are tokens that somebody named and that
// were left alone all the same, stopped is why the run ended early, next is the
// command that goes on.
func (s *session) verdict(r *revoked, refused int, stopped error, next string) error {
	missed, done := len(r.Failed)+refused+r.untried, len(r.Revoked)+len(r.Ended)+r.already
	cause := stopped
	if cause == nil && len(r.causes) > 0 {
		cause = r.causes[0]
	}
	switch {
	case missed == 0 && stopped == nil:
		return nil
	case done == 0 && cause == nil:
		return &failure{what: "nothing was revoked", why: "the token in use goes only with --self", code: exitUsage, next: next}
	case done == 0 && stopped == nil:
		f := &failure{what: "nothing was revoked", why: adviceLine(cause), query: ovhapi.QueryID(cause), code: codeOf(cause), next: next, cause: cause}
		if f.code == exitUnauthorised {
			f.next = s.remedy(cause)
		}
		return f
	case done == 0:
		return s.failed("nothing was revoked", stopped)
	}
	f := &failure{what: fmt.Sprintf("%s of %s still there", layout.Number(missed), layout.Count(missed+done, "token")), code: exitPartly, next: next, cause: cause}
	if stopped != nil {
		f.why, f.query = ovhapi.Advise(stopped).What, ovhapi.QueryID(stopped)
	}
	return f
}
