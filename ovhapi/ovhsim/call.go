package ovhsim

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"ovh-tokens/ovhapi/rule"
)

// maxBody bounds what a call may send, in bytes.
const maxBody = 1 << 20

// call is one API call on its way through the server. Its handler runs with the
// server's lock held and must answer with values that it does not share.
type call struct {
	*Server
	r     *http.Request
	opt   Options
	now   time.Time // the server's clock
	path  string    // without /1.0 or /v1, with /v2: what access rules name
	parts []string  // of the path, unescaped
	route *route
	vars  map[string]string // the {parameters} of the route
	query url.Values
	body  []byte
	token *Credential // the caller, nil on open routes
}

// answer is what goes back: a body to be written as JSON, or a refusal.
type answer struct {
	status  int
	header  map[string]string
	body    any
	refused *refusal
	drop    bool // close the connection instead
}

// ok is a successful answer. A nil body is written as null, which is what void
// calls answer.
func ok(body any) answer { return answer{status: http.StatusOK, body: body} }

func refuse(r refusal) answer { return answer{status: r.status, refused: &r} }

func (c *call) ruleMethod() rule.Method { return rule.Method(c.r.Method) }

// ServeHTTP answers API calls below /1.0, /v1 and /v2, and serves the validation
// page below /auth/.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, "/auth/") {
		s.servePage(w, r)
		return
	}
	c := &call{Server: s, r: r, query: r.URL.Query()}
	c.locate()
	if !wait(r.Context(), s.options().Latency) {
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	c.body = body
	if s.options().Rewritten {
		c.body = rewritten(body)
	}
	if err != nil {
		c.route = nil // nothing is done with half a body
	}

	a, id := s.answer(c)
	c.opt.Log.Debug("call", slog.String("method", r.Method), slog.String("path", c.path), slog.Int("status", a.status), slog.String("query", id))
	if a.drop {
		panic(http.ErrAbortHandler) // net/http closes the connection without a word
	}
	s.write(w, c, a, id)
}

// wait lets the latency pass and reports false when the client went away.
func wait(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// locate splits the path and finds the route. /1.0 and /v1 are aliases of one
// API, whose rules have no prefix; rules for the new branch begin with /v2.
func (c *call) locate() {
	escaped := c.r.URL.EscapedPath()
	branch, rest, _ := strings.Cut(strings.TrimPrefix(escaped, "/"), "/")
	switch branch {
	case "1.0", "v1":
	case "v2":
		rest = "v2/" + rest
	default:
		return
	}
	for part := range strings.SplitSeq(rest, "/") {
		plain, err := url.PathUnescape(part)
		if err != nil {
			return
		}
		c.parts = append(c.parts, plain)
	}
	c.path = "/" + strings.Join(c.parts, "/")
	c.route, c.vars = findRoute(c.r.Method, c.parts)
}

// answer decides the call under the lock, writes it into the record and returns
// the answer with its query id.
func (s *Server) answer(c *call) (answer, string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.opt = s.opt
	c.now = s.opt.clock()
	s.queries++
	id := fmt.Sprintf("FR.ws-3.5b30ae87.26037.%x", 0x1707+s.queries)

	f, hit := s.nextFault(c)
	a := f.answer()
	if !hit || f.AfterEffect {
		done := c.run()
		if !hit {
			a = done
		}
	}
	s.record(c, a)
	return a, id
}

// run checks the caller and does the call.
func (c *call) run() answer {
	if c.route == nil {
		return refuse(noSuchRoute)
	}
	if c.route.open {
		return c.route.handle(c)
	}
	token, no := c.authenticate()
	if no != nil {
		return refuse(*no)
	}
	if a, limited := c.limit(token); limited {
		return a
	}
	if no := c.authorize(token); no != nil {
		return refuse(*no)
	}
	c.token = token
	if token.works(c.now) == Validated {
		token.LastUse = c.now
	}
	return c.route.handle(c)
}

// write sends the answer. The lock is not held: the client may be slow.
func (s *Server) write(w http.ResponseWriter, c *call, a answer, id string) {
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("X-Ovh-Queryid", id)
	h.Set("Date", c.now.UTC().Format(http.TimeFormat))
	h.Set("Cache-Control", "no-store")
	for name, value := range a.header {
		h.Set(name, value)
	}
	body := a.body
	if a.refused != nil {
		body = a.refused.body(c.opt.OldErrors)
	}
	raw, isRaw := body.(rawBody)
	if !isRaw {
		text, err := json.Marshal(body)
		if err != nil {
			c.opt.Log.Error("an answer can't be written as JSON", slog.Any("error", err))
		}
		raw = text
	}
	w.WriteHeader(a.status)
	_, _ = w.Write(raw) // the client may be gone; there is nobody else to tell
}

// rewritten is JSON as another program would write it: members in their order,
// nothing escaped that need not be.
func rewritten(body []byte) []byte {
	var value any
	if json.Unmarshal(body, &value) != nil {
		return body
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if e.Encode(value) != nil {
		return body
	}
	return bytes.TrimSpace(out.Bytes())
}

// rawBody is a body that is sent as it is.
type rawBody []byte
