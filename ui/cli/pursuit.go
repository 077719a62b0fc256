package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"ovh-tokens/config"
	"ovh-tokens/config/keeping"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/verdict"
)

// requestAnswer is the answer of `request` and `resume` to --json.
type requestAnswer struct {
	RequestID     string              `json:"requestId"`
	State         ovhapi.RequestState `json:"state"`
	ValidationURL string              `json:"validationUrl"`
	// CredentialID, Status and Account are null until they are known. Expiration
	// is null too when the token never expires.
	CredentialID *int64         `json:"credentialId"`
	Status       *ovhapi.Status `json:"status"`
	Expiration   *time.Time     `json:"expiration"`
	Account      *string        `json:"account"`
	// Rules are what was asked for, or once that is known, what was granted; the
	// same holds for AllowedIPs.
	Rules      rule.Set `json:"rules"`
	AllowedIPs []string `json:"allowedIPs"`
	// Missing and Extra are the rules that were asked for and not granted, and the
	// other way round.
	Missing rule.Set `json:"missing"`
	Extra   rule.Set `json:"extra"`
	// SavedTo names file and section, Profile what --profile takes for it; null
	// when the key was not saved.
	SavedTo *string `json:"savedTo"`
	Profile *string `json:"profile"`
	// NextStep is the command to go on with, null when there is nothing to do.
	NextStep *string `json:"next_step"`
}

// pursuit follows one request until its key is kept.
type pursuit struct {
	*session
	request *ovhapi.Request
	client  *ovhapi.Client // asks for the token
	keeper  config.Store
	to      *destination
	inUse   string // the account that is worked with, "" when it does not matter
	timeout time.Duration
	answer  requestAnswer
}

// pursue begins to follow a request.
func (s *session) pursue(r *ovhapi.Request, c *ovhapi.Client, keeper config.Store, to *destination, timeout time.Duration) *pursuit {
	p := &pursuit{session: s, request: r, client: c, keeper: keeper, to: to, timeout: timeout}
	p.answer = requestAnswer{
		RequestID: r.ID, State: r.State, ValidationURL: r.ValidationURL, Rules: append(rule.Set{}, r.Rules...),
		AllowedIPs: append([]string{}, r.AllowedIPs...), Missing: rule.Set{}, Extra: rule.Set{},
	}
	return p
}

// resumption is the command that goes on with the request.
func (p *pursuit) resumption(more ...string) string {
	return p.paste(append(append([]string{"resume", p.request.ID}, more...), p.to.flags.args()...)...)
}

// end prints the answer of --json and ends as err says.
func (p *pursuit) end(next string, err error) error {
	if next != "" {
		p.answer.NextStep = &next
	}
	if !p.flags.json {
		return err
	}
	if failed := p.printJSON(p.answer); failed != nil {
		return failed
	}
	return err
}

// leave ends with the key stored and nothing decided: what goes on is said.
func (p *pursuit) leave(said string, err error) error {
	if p.flags.demo {
		return p.end("", p.inDemo(err))
	}
	next := p.resumption()
	if p.request.KeepErr != nil {
		return p.end("", &failure{
			what: "the new key is lost", why: "it could not be stored on this machine: " + ovhapi.Advise(p.request.KeepErr).What, code: exitFailed,
			next: "ls -ld " + plain.ShellWord(stateFolder()),
		})
	}
	if said != "" {
		p.say("%s", said)
	}
	if err == nil || errors.Is(err, context.Canceled) {
		p.line("  next: " + next)
	}
	return p.end(next, err)
}

// inDemo is how a command ends with a request that ends with it.
func (p *pursuit) inDemo(err error) error {
	if f, ok := errors.AsType[*failure](err); ok {
		return &failure{what: f.what, why: "the demo ends here, and its request with it.", query: f.query, code: f.code, cause: f.cause}
	}
	p.say("The demo ends here, and its request with it.")
	return err
}

// follow waits until the request is decided, and goes on from there.
func (p *pursuit) follow(ctx context.Context) error {
	state := p.request.State
	if state.Undecided() {
		var err error
		if state, err = p.wait(ctx); err != nil {
			return err
		}
	}
	p.answer.State = state
	if state != ovhapi.RequestValidated {
		return p.over(state, false)
	}
	return p.verify(ctx)
}

// wait looks at the key until the request is decided. An error is how the command
// ends before that.
func (p *pursuit) wait(ctx context.Context) (ovhapi.RequestState, error) {
	state, err := p.watch(ctx, p.request, p.timeout)
	switch {
	case err == nil:
		return state, nil
	case errors.Is(err, context.Canceled):
		return "", p.leave("Stopped waiting. The key stays stored on this machine.", context.Canceled)
	case errors.Is(err, errNotInTime):
		return "", p.leave("", &failure{
			what: fmt.Sprintf("nobody has validated the request within %s", p.timeout), why: "its key stays stored on this machine, and the page may still be answered.",
			next: p.resumption(), code: exitFailed,
		})
	}
	return "", p.end(p.resumption(), p.withNext(p.failed("waiting for the validation", err)))
}

// withNext points a failure to the request that is still there.
func (p *pursuit) withNext(err error) error {
	if f, ok := errors.AsType[*failure](err); ok {
		own := *f
		own.next = p.resumption()
		return &own
	}
	return err
}

// over ends without a token. A key that will never work is not kept; but that OVH
// does not know one is no proof of that.
func (p *pursuit) over(state ovhapi.RequestState, worked bool) error {
	p.answer.State = state
	f := &failure{code: exitFailed}
	f.what, f.why, _ = strings.Cut(strings.TrimSuffix(small(verdict.Over(state, worked).Text), "."), ". ")
	f.why = small(f.why)
	switch {
	case state.CameToNothing():
		if err := p.request.Forget(); err != nil {
			f.lines = append(f.lines, "Its key could not be removed from this machine: "+keeping.Why(err)+".")
		} else {
			f.lines = append(f.lines, "Its key was removed from this machine.")
		}
		f.next = p.anew()
	default:
		f.lines = append(f.lines, "Its key stays on this machine until it is forgotten.")
		f.next = p.paste("pending", "--forget", p.request.ID)
	}
	return p.end("", f)
}

// anew is the command that asks for such a token once more.
func (p *pursuit) anew() string {
	args := []string{"request"}
	for _, r := range p.request.Rules {
		args = append(args, "--rule", r.String())
	}
	for _, ip := range p.request.AllowedIPs {
		args = append(args, "--allow-ip", ip)
	}
	return p.paste(append(args, p.to.flags.args()...)...)
}

// small is a sentence that goes on with a line, without its capital.
func small(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToLower(first)) + text[size:]
}

// verify asks what was granted, says so beside what was asked for, and keeps the
// key.
func (p *pursuit) verify(ctx context.Context) error {
	got, err := p.request.Verify(ctx)
	if ctx.Err() != nil {
		return p.leave("Stopped. The token was validated; its key stays stored on this machine.", context.Canceled)
	}
	if got.Credential.ID == 0 {
		if errors.Is(err, ovhapi.ErrNoSuchKey) {
			return p.over(ovhapi.RequestGone, true)
		}
		return p.leave("", p.withNext(p.failed("the token was validated, but what was granted could not be asked", err)))
	}
	if got.Credential.Status == ovhapi.StatusExpired {
		return p.over(ovhapi.RequestExpired, true)
	}
	p.take(got)
	p.tell(got)
	if (len(got.Missing) > 0 || got.AddressesDiffer) && !p.to.flags.force {
		return p.leave("", &failure{
			what: "the token is not as it was asked for", why: "it was put nowhere, and its key stays stored on this machine.",
			next: p.resumption("--force"), code: exitFailed,
		})
	}
	return p.keep(got)
}

// take puts what was granted into the answer.
func (p *pursuit) take(got ovhapi.Verified) {
	c := got.Credential
	p.answer.CredentialID, p.answer.Status, p.answer.Expiration = &c.ID, &c.Status, c.Expiration
	p.answer.Rules, p.answer.AllowedIPs = append(rule.Set{}, c.Rules...), append([]string{}, c.AllowedIPs...)
	p.answer.Missing, p.answer.Extra = append(rule.Set{}, got.Missing...), append(rule.Set{}, got.Extra...)
	if got.Account != "" {
		p.answer.Account = &got.Account
	}
}

// tell says what was granted.
func (p *pursuit) tell(got ovhapi.Verified) {
	lines := append(verdict.Account(got, p.inUse), verdict.Validity(got))
	lines = append(lines, verdict.Rules(p.request.Rules, got)...)
	lines = append(lines, verdict.Addresses(p.request.AllowedIPs, got)...)
	lines = append(lines, verdict.Line{Label: "Token", Text: fmt.Sprint(got.Credential.ID)})
	for _, l := range lines {
		text := l.Text
		if l.Label != "" {
			text = l.Label + ": " + text
		}
		if l.In > 0 {
			text = "  " + text
		}
		p.say("%s", text)
	}
}

// keep puts the key where it was asked for; without such a place it says how to.
func (p *pursuit) keep(got ovhapi.Verified) error {
	m, err := p.machine()
	if err != nil {
		return err
	}
	key := keeping.Of(p.request.PendingRequest, p.client.Endpoint(), m, m.Active.ApplicationKey.Text == p.request.ApplicationKey)
	key.Rules = got.Credential.Rules
	if p.request.KeepErr != nil {
		key.RequestID = ""
	}
	if p.to.format != nil {
		if err := p.export(p.to, key); err != nil {
			return p.leave("", p.withNext(err))
		}
	}
	if p.to.place != nil {
		if err := p.save(p.to, key, p.keeper); err != nil {
			return p.leave("", &failure{
				what: "the key was not saved to " + p.to.place.Name(), why: keeping.Why(err) + ". It stays stored on this machine.", next: p.resumption(), code: exitFailed, cause: err,
			})
		}
		to, profile := p.to.place.String(), p.to.place.Profile()
		p.answer.SavedTo = &to
		if profile != "" {
			p.answer.Profile = &profile
		}
		return p.end("", nil)
	}
	return p.stored(key)
}

// stored ends with the key in no file, and says what can be done with it.
func (p *pursuit) stored(key keeping.Key) error {
	of := p.request.Replaces
	switch {
	case key.RequestID == "":
		if p.to.format != nil {
			p.say("The key could not be stored on this machine: what was printed is the only copy.")
			return p.end("", nil)
		}
		return p.leave("", nil)
	case p.to.format != nil:
		p.say("The key stays stored on this machine too, until it is forgotten:")
		next := p.paste("pending", "--forget", p.request.ID)
		p.line("  next: " + next)
		return p.end(next, nil)
	case of != nil:
		args := []string{"rotate"}
		if of.Profile != "" {
			args = append(args, of.Profile)
		}
		next := p.paste(args...)
		p.say("It is to take the place of token %d. Its key stays stored on this machine.", of.CredentialID)
		p.line("  next: " + next)
		return p.end(next, nil)
	}
	if p.flags.demo {
		return p.leave("", nil)
	}
	next := p.paste("resume", p.request.ID, "--save")
	p.say("The key stays stored on this machine. To put it where it is used, or to print it:")
	p.line("  next: " + next)
	p.line("    or: " + p.paste("resume", p.request.ID, "--export", "env"))
	return p.end(next, nil)
}
