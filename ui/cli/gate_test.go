//go:build !windows

package cli

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"

	"ovh-tokens/ovhapi/ovhsim"
)

// moment is a point of a call at which the program is killed.
type moment string

const (
	arrives  moment = "arrives"  // nothing was done
	done     moment = "done"     // but the answer is lost
	answered moment = "answered" // and the answer is on its way
)

// gate stands before the simulated API. From the request for a new token on it
// counts the calls, one at a time, and kills the program at one of them.
type gate struct {
	sim *ovhsim.Server
	// at is the call to kill at, 1 being the request; 0 kills at none.
	at   int
	when moment
	// leave has the new token wait; else it is authorized as soon as the program
	// asks about it.
	leave bool

	mu      sync.Mutex
	program *window
	calls   []string
	killed  bool
	page    string // the link of the new token
	key     string // and its key
}

// watch makes a program the one that is killed. Only the first one is.
func (g *gate) watch(c *window) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.program = c
}

// heard are the calls so far.
func (g *gate) heard() (calls []string, killed bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return append(calls, g.calls...), g.killed
}

// ServeHTTP lets a call through.
func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if r.Header.Get("X-Ovh-Consumer") == "" && r.Method == http.MethodGet && r.URL.Path != "/1.0/auth/time" {
		// The list of operations is read beside all else, when it happens to be.
		g.sim.ServeHTTP(w, r)
		return
	}
	asks := r.Method == http.MethodPost && r.URL.Path == "/1.0/auth/credential"
	if len(g.calls) > 0 || asks {
		g.calls = append(g.calls, r.Method+" "+r.URL.Path)
	}
	g.killIf(arrives)
	if g.page != "" && r.Header.Get("X-Ovh-Consumer") == g.key && !g.leave {
		_ = g.sim.Authorize(g.page, ovhsim.ThirtyDays) // after the first time it is done already
	}
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	answer := httptest.NewRecorder()
	g.sim.ServeHTTP(answer, r)
	g.killIf(done)
	text := answer.Body.Bytes()
	if asks {
		var made struct{ ValidationURL, ConsumerKey string }
		_ = json.Unmarshal(text, &made)
		g.page, g.key = made.ValidationURL, made.ConsumerKey
	}
	for name, values := range answer.Header() {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(text)))
	w.WriteHeader(answer.Code)
	_, _ = w.Write(text)
	_ = http.NewResponseController(w).Flush()
	g.killIf(answered)
}

// killIf kills the program if this is the moment. The call then ends here.
func (g *gate) killIf(now moment) {
	if g.killed || g.at == 0 || len(g.calls) != g.at || g.when != now {
		return
	}
	g.killed = true
	g.program.kill()
	panic(http.ErrAbortHandler)
}
