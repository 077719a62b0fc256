package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/nearest"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ovhapi/rule"
)

// Exit codes, as the documentation promises them.
const (
	exitDone         = 0
	exitFailed       = 1
	exitUsage        = 2 // wrong usage, or declined
	exitPartly       = 3 // some items failed
	exitUnauthorised = 4 // no keys, keys refused, or a rule is missing
	exitNo           = 5 // the answer is no
	exitInterrupted  = 130
)

// failure is why a command does not end with code 0, in words for a person.
type failure struct {
	// what was being done or is the matter, and why; both begin small.
	what, why string
	// lines stand below, each on its own.
	lines []string
	// next is a command that can be pasted, or "".
	next string
	// query is OVH's id of the query, or "".
	query string
	code  int
	cause error
	// declined is set where somebody said no, who needs no advice.
	declined bool
}

// Error is the failure in one sentence.
func (f *failure) Error() string {
	if f.why == "" {
		return f.what
	}
	return f.what + ": " + f.why
}

// Unwrap gives the error behind it, if there is one.
func (f *failure) Unwrap() error { return f.cause }

// tell writes the failure to stderr. The command to go on with is never broken, so
// that it can be pasted.
func (c *console) tell(f *failure) {
	c.say("%s", strings.Join(c.wrap(program+": "+f.Error(), 2), "\n"))
	var b strings.Builder
	for _, line := range f.lines {
		b.WriteString("  " + line + "\n")
	}
	if f.next != "" {
		b.WriteString("  next: " + f.next + "\n")
	}
	if f.query != "" {
		b.WriteString("  OVH query " + f.query + "\n")
	}
	_, _ = io.WriteString(c.err, veil(b.String(), c.keys))
}

// helpful gives a failure of usage a way on: the help of its command, unless it has a
// better one. A line that a key stands in would not be fit to be pasted once the key
// is masked.
func (s *session) helpful(cmd *cobra.Command, f *failure) *failure {
	if f.declined || veil(f.next, s.keys) == f.next && (f.next != "" || f.code != exitUsage) {
		return f
	}
	own := *f
	own.next = cmd.CommandPath() + " --help"
	return &own
}

// usageError is the failure of a command line that can't be what was meant.
func usageError(format string, args ...any) error {
	return &failure{what: fmt.Sprintf(format, args...), code: exitUsage}
}

// answer ends a command with a code and no words: stdout says it all.
func answer(code int) error {
	if code == exitDone {
		return nil
	}
	return &failure{code: code}
}

// failed puts an error of ovhapi or config into words: what was being done, what
// happened, why, and the command to go on with. nil stays nil, a failure stays
// what it is, and what was interrupted says nothing more.
func (s *session) failed(doing string, err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, context.Canceled) {
		return context.Canceled
	}
	if known, ok := errors.AsType[*failure](err); ok {
		return known
	}
	if errors.Is(err, config.ErrUnusable) {
		return &failure{what: plainLines(err.Error()), next: s.usable(), code: exitUsage, cause: err}
	}
	a := ovhapi.Advise(err)
	f := &failure{what: doing, query: a.QueryID, code: codeOf(err), next: s.remedy(err), cause: err}
	f.why = strings.Join(strings.Fields(a.What+" "+a.Why+" "+a.Next), " ")
	return f
}

// reason is why a file could not be read or written, in words: the path and what the
// system said about it.
func reason(err error) string {
	path, is := errors.AsType[*fs.PathError](err)
	if !is {
		return plainLines(err.Error())
	}
	said := map[error]string{fs.ErrNotExist: "it is not there", fs.ErrPermission: "this user may not do that"}
	for kind, words := range said {
		if errors.Is(path, kind) {
			return plain.Text(path.Path) + ": " + words + "."
		}
	}
	return plainLines(path.Path + ": " + path.Err.Error())
}

// usable is the command that goes on when what was asked for can't be used: with the
// endpoint that was probably meant, or what lists what there is.
func (s *session) usable() string {
	from, err := s.sources()
	if err != nil {
		return s.paste("doctor")
	}
	m, _ := config.Load(from) // what is wrong is what was met with
	other := *s
	for _, p := range m.Problems {
		if !p.Fatal {
			continue
		}
		switch {
		case p.Topic == config.TopicProfile && s.flags.profile != "":
			other.flags.profile = ""
			return other.paste("profiles")
		case p.Topic == config.TopicFiles && s.flags.config != "":
			other.flags = flags{}
			return other.paste("profiles")
		case p.Topic == config.TopicEndpoint && s.flags.endpoint != "":
			if near := nearest.Words(s.flags.endpoint, endpointNames(), 1); len(near) > 0 {
				return s.instead(s.flags.endpoint, near[0])
			}
			other.flags.endpoint = ""
			return other.paste("profiles")
		}
	}
	return s.paste("doctor")
}

func endpointNames() []string {
	var names []string
	for _, e := range ovhapi.Endpoints() {
		names = append(names, e.Name)
	}
	return names
}

// plainLines makes a text plain that may have several lines.
func plainLines(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = plain.Text(line)
	}
	return strings.Join(lines, "\n")
}

// unauthorised are the errors that say that the keys or their rules are not
// enough.
var unauthorised = []error{
	ovhapi.ErrNotGranted, ovhapi.ErrIAMDenied, ovhapi.ErrKeyNotValid, ovhapi.ErrNoSuchKey, ovhapi.ErrUnknownApp,
	ovhapi.ErrNoLogin, ovhapi.ErrSignature,
}

// codeOf is the exit code of an error.
func codeOf(err error) int {
	if known, ok := errors.AsType[*failure](err); ok {
		return known.code
	}
	for _, kind := range unauthorised {
		if errors.Is(err, kind) {
			return exitUnauthorised
		}
	}
	return exitFailed
}

// remedy is the command that goes on from an error.
func (s *session) remedy(err error) string {
	api, isAPI := errors.AsType[*ovhapi.APIError](err)
	switch {
	case isAPI && errors.Is(err, ovhapi.ErrNotGranted) && !strings.HasPrefix(api.Path, "/auth/"):
		return s.request(api)
	case errors.Is(err, ovhapi.ErrNotFound):
		return s.paste("list")
	case errors.Is(err, ovhapi.ErrRateLimit), errors.Is(err, ovhapi.ErrUnavailable):
		return s.again()
	}
	return s.paste("doctor")
}

// managers are the ready-made sets for this program itself, the least first.
var managers = []string{"token-manager-read-only", "token-manager", "token-manager-edit-ips"}

// request asks for a token that has the right which a call lacked: where the call is
// one of this program's own, with all that it needs beside that one, and as a profile
// of its own, since the token in use may be meant for something else.
func (s *session) request(lacking *ovhapi.APIError) string {
	for _, id := range managers {
		p, _ := preset.Find(id)
		if _, allowed := p.Rules.Allows(rule.Method(lacking.Method), ovhapi.RulePath(lacking.Path)); allowed {
			return s.paste("request", "--preset", id, "--save=tokens")
		}
	}
	return s.paste("request", "--rule", lacking.Method+" "+ovhapi.RulePath(lacking.Path))
}
