package setup_test

import (
	"context"
	"crypto/tls"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui"
	"ovh-tokens/ui/setup"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/tokens"
	"ovh-tokens/ui/uitest"
)

// sizes are those every journey is made at.
var sizes = map[string]uitest.Option{"80×24": uitest.Size(80, 24), "140×50": uitest.Size(140, 50)}

func atBothSizes(t *testing.T, journey func(*testing.T, uitest.Option)) {
	t.Helper()
	for name, size := range sizes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			journey(t, size)
		})
	}
}

// clock is the machine's, but what should come later never comes.
type clock struct{ done <-chan struct{} }

func (clock) Now() time.Time { return time.Now() }

func (c clock) Tick(_ time.Duration, _ func(time.Time) tea.Msg) tea.Cmd {
	return func() tea.Msg {
		<-c.done
		return nil
	}
}

// machine is a home folder without keys, before one or more simulated endpoints.
type machine struct {
	*uitest.Terminal
	t      *testing.T
	dir    string
	sims   map[string]*ovhsim.Server // by the name of the endpoint they play
	silent []string                  // endpoints that do not answer
	opened chan string
	env    *shell.Env
	// change is made to the environment of every start.
	change func(*shell.Env)
	opts   []uitest.Option
	wrap   func(shell.Screen) shell.Screen // what stands for the first screen
}

// newMachine has one endpoint that answers, ovh-ca.
func newMachine(t *testing.T, opts ...uitest.Option) *machine {
	t.Helper()
	m := &machine{t: t, dir: t.TempDir(), sims: map[string]*ovhsim.Server{}, opened: make(chan string, 16), opts: opts, change: func(*shell.Env) {}, wrap: func(s shell.Screen) shell.Screen { return s }}
	m.serve("ovh-ca", ovhsim.Options{})
	return m
}

// serve plays an endpoint.
func (m *machine) serve(name string, o ovhsim.Options) *ovhsim.Server {
	m.t.Helper()
	o.EndpointName = name
	sim := ovhsim.New(o)
	m.sims[name] = sim
	return sim
}

// world brings calls to the simulated endpoint whose name stands for their host,
// as the network would.
type world struct{ sims map[string]*ovhsim.Server }

func (w world) RoundTrip(r *http.Request) (answer *http.Response, err error) {
	for _, e := range ovhapi.Endpoints() {
		if sim := w.sims[e.Name]; sim != nil && strings.HasPrefix(r.URL.String(), e.URL) {
			defer func() {
				if recover() != nil {
					answer, err = nil, errors.New("connection reset")
				}
			}()
			served := r.Clone(r.Context())
			served.RequestURI, served.Host, served.TLS, served.RemoteAddr = r.URL.RequestURI(), r.URL.Host, &tls.ConnectionState{}, "127.0.0.1:1"
			if served.Body == nil {
				served.Body = http.NoBody
			}
			recorder := httptest.NewRecorder()
			sim.ServeHTTP(recorder, served)
			return recorder.Result(), nil
		}
	}
	return http.DefaultTransport.RoundTrip(r)
}

func noPause(ctx context.Context, _ time.Duration) error { return ctx.Err() }

// ask asks the simulated endpoints; those that are not played know nothing.
func (m *machine) ask(ctx context.Context, key string, endpoints ...ovhapi.Endpoint) []ovhapi.Knowledge {
	said := make([]ovhapi.Knowledge, len(endpoints))
	for i, e := range endpoints {
		said[i] = ovhapi.Knowledge{Endpoint: e}
		switch {
		case slices.Contains(m.silent, e.Name):
			said[i].Err = &ovhapi.TransportError{Method: "GET", Path: "/auth/time", Kind: ovhapi.ErrOffline}
		case m.sims[e.Name] != nil:
			said[i] = ovhapi.KnowsApplication(ctx, ovhapi.Options{Pause: noPause, Transport: world{m.sims}}, e, key)
		}
	}
	return said
}

// start runs the program as after a new login: everything is read from the disk.
func (m *machine) start() *machine {
	m.t.Helper()
	keeper, err := config.OpenState(filepath.Join(m.dir, "state"))
	if err != nil {
		m.t.Fatal(err)
	}
	m.env = &shell.Env{
		Keeper: keeper, Clock: clock{m.t.Context().Done()}, Poll: 5 * time.Millisecond, Copy: func(string) error { return nil },
		Sources: config.Sources{HomeDir: m.dir, WorkDir: filepath.Join(m.dir, "work"), SystemFile: filepath.Join(m.dir, "etc", "ovh.conf")},
		Open: func(url string) error {
			m.opened <- url
			return nil
		},
		Connect: func(p config.Profile) (*ovhapi.Client, error) {
			return ovhapi.NewClient(ovhapi.Options{
				Endpoint: p.Endpoint, ApplicationKey: p.ApplicationKey.Text, ApplicationSecret: p.ApplicationSecret.Secret,
				ConsumerKey: p.ConsumerKey.Secret, Pause: noPause, Transport: world{m.sims},
			})
		},
	}
	m.t.Cleanup(m.env.Jobs.Wait)
	m.change(m.env)
	found, client, _ := m.env.Look()
	next := func() shell.Screen { return tokens.New(m.env) }
	first := next
	if client != nil {
		m.env.Use(found, client)
		if err := setup.Tidy(m.env.Keeper, found.Active); err != nil {
			m.t.Error(err)
		}
	} else {
		first = func() shell.Screen { return setup.First(m.env, found, setup.Options{Ask: m.ask, Next: next}) }
	}
	m.Terminal = uitest.Run(m.t, ui.New(m.env, m.wrap(first()), ui.Options{}), m.opts...)
	return m
}

// kill ends the program as if it had never been told, and starts it again.
func (m *machine) kill() {
	m.t.Helper()
	m.Quit()
	m.start()
}

// conf is ~/.ovh.conf.
func (m *machine) conf() string { return filepath.Join(m.dir, ".ovh.conf") }

func (m *machine) write(text string) {
	m.t.Helper()
	if err := os.WriteFile(m.conf(), []byte(text), 0o600); err != nil {
		m.t.Fatal(err)
	}
}

// pending is the newest request that is stored.
func (m *machine) pending() ovhapi.PendingRequest {
	m.t.Helper()
	list, err := m.env.Keeper.Pending()
	if err != nil || len(list) == 0 {
		m.t.Fatalf("no request is stored (%v)\n%s", err, m.Screen())
	}
	return list[len(list)-1]
}

// wantHidden checks that no secret was ever shown.
func (m *machine) wantHidden(secrets ...string) {
	m.t.Helper()
	for _, secret := range secrets {
		if m.Seen(secret) || strings.Contains(m.Output(), secret) {
			m.t.Errorf("a secret was shown: %s", secret)
		}
	}
}

// toKeys answers the first questions: ovh-ca, manage tokens, application and
// secret.
func (m *machine) toKeys() {
	m.t.Helper()
	m.Says("Where is your OVHcloud account?")
	m.Press("down", "enter")
	m.Says("What may this program do in the account?")
	m.Press("enter")
	m.Says("How do you want to give this program its keys?")
	m.Press("enter")
	m.Says("Application key and secret")
}

// toAsk pastes both keys too.
func (m *machine) toAsk() {
	m.t.Helper()
	m.toKeys()
	k := m.sims["ovh-ca"].Keys()
	m.Paste(k.ApplicationKey)
	m.Press("enter")
	m.Paste(k.ApplicationSecret)
	m.Press("enter")
	m.Says("Everything is there to ask OVH for this program's own token.")
}

// toWait asks for the token.
func (m *machine) toWait() {
	m.t.Helper()
	m.toAsk()
	m.Press("enter")
	m.Says("still waiting")
}

func (m *machine) authorize(v ovhsim.Validity) {
	m.t.Helper()
	if err := m.sims["ovh-ca"].Authorize(m.pending().ValidationURL, v); err != nil {
		m.t.Fatal(err)
	}
}
