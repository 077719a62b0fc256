package doctor_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ovh-tokens/config"
	"ovh-tokens/config/doctor"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/diagnosis"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
)

// patient is a machine with an ovh.conf, and the API that it works with.
type patient struct {
	t    *testing.T
	sim  *ovhsim.Server
	keys ovhsim.Keys
	home string
	work string // the folder worked in, "" for none
	// more are lines behind those of the keys, env the variables.
	more string
	env  map[string]string
	// mode is that of the file, 0600 unless set.
	mode os.FileMode
	opt  doctor.Options
	// transport takes the place of the network when set.
	transport http.RoundTripper
}

func newPatient(t *testing.T, o ovhsim.Options) *patient {
	t.Helper()
	p := &patient{t: t, sim: serve(t, o), home: t.TempDir(), env: map[string]string{}, mode: 0o600}
	p.keys = p.sim.Keys()
	p.opt = doctor.Options{System: "linux", Proxy: func(*http.Request) (*url.URL, error) { return nil, nil }, Endpoints: []ovhapi.Endpoint{}}
	return p
}

func serve(t *testing.T, o ovhsim.Options) *ovhsim.Server {
	t.Helper()
	sim := ovhsim.New(o)
	if err := sim.Listen(t.Context(), "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sim.Close() })
	return sim
}

// use takes the keys of a token of the account, made with these properties.
func (p *patient) use(c ovhsim.Credential) {
	p.t.Helper()
	made := p.sim.Add(c)
	p.keys, _ = p.sim.KeysOf(made.ID)
}

// beside adds a profile of the account's own token, which works.
func (p *patient) beside(name string, k ovhsim.Keys) {
	p.more += fmt.Sprintf("\n[profile:%s]\nendpoint=%s\napplication_key=%s\napplication_secret=%s\nconsumer_key=%s\n",
		name, p.sim.Endpoint(), k.ApplicationKey, k.ApplicationSecret, k.ConsumerKey)
}

// file is the machine's ovh.conf.
func (p *patient) file() string { return filepath.Join(p.home, ".ovh.conf") }

// examine writes the configuration and has it looked at.
func (p *patient) examine() doctor.Report {
	p.t.Helper()
	url := p.sim.Endpoint()
	text := fmt.Sprintf("[default]\nendpoint=%[1]s\n[%[1]s]\napplication_key=%[2]s\napplication_secret=%[3]s\nconsumer_key=%[4]s\n%[5]s",
		url, p.keys.ApplicationKey, p.keys.ApplicationSecret, p.keys.ConsumerKey, p.more)
	if err := os.WriteFile(p.file(), []byte(text), 0o600); err != nil {
		p.t.Fatal(err)
	}
	if err := os.Chmod(p.file(), p.mode); err != nil {
		p.t.Fatal(err)
	}
	return p.look()
}

// look has the configuration looked at as it stands.
func (p *patient) look() doctor.Report {
	p.t.Helper()
	o := p.opt
	o.Machine, _ = config.Load(config.Sources{HomeDir: p.home, WorkDir: p.work, Getenv: func(name string) string { return p.env[name] }})
	o.Connect = func(profile config.Profile) (*ovhapi.Client, error) {
		return ovhapi.NewClient(ovhapi.Options{
			Endpoint: profile.Endpoint, ApplicationKey: profile.ApplicationKey.Text, Transport: p.transport,
			ApplicationSecret: profile.ApplicationSecret.Secret, ConsumerKey: profile.ConsumerKey.Secret,
			Pause: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		})
	}
	var told []doctor.Check
	r := doctor.Run(p.t.Context(), o, func(c doctor.Check) { told = append(told, c) })
	if !slices.Equal(told, r.Checks) {
		p.t.Errorf("told were %v, reported %v", told, r.Checks)
	}
	p.silent(r)
	return r
}

// silent fails when a report holds a secret.
func (p *patient) silent(r doctor.Report) {
	p.t.Helper()
	text := fmt.Sprintf("%+v", r)
	for _, k := range []string{p.keys.ApplicationSecret, p.keys.ConsumerKey, p.sim.Keys().ApplicationSecret, p.sim.Keys().ConsumerKey} {
		if len(k) > 8 && strings.Contains(text, k) {
			p.t.Errorf("the report holds a key: %s", text)
		}
	}
}

// grants reads rules as "GET /me".
func grants(lines ...string) rule.Set {
	var out rule.Set
	for _, line := range lines {
		method, path, _ := strings.Cut(line, " ")
		out = append(out, rule.Rule{Method: rule.Method(method), Path: path})
	}
	return out
}

// checks are those of a name, "status message".
func checks(r doctor.Report, name string) string {
	var out []string
	for _, c := range r.Checks {
		if c.Name == name {
			out = append(out, string(c.Status)+" "+c.Message)
		}
	}
	return strings.Join(out, "\n")
}

// causes are the causes of a report, those that are not sure in brackets.
func causes(r doctor.Report) string {
	var out []string
	for _, v := range r.Causes {
		name := string(v.Cause)
		if !v.Sure {
			name = "(" + name + ")"
		}
		out = append(out, name)
	}
	return strings.Join(out, " ")
}

func names(list ...diagnosis.Cause) string {
	var out []string
	for _, c := range list {
		out = append(out, string(c))
	}
	return strings.Join(out, " ")
}

// unsure writes causes of which none was proved.
func unsure(list ...diagnosis.Cause) string {
	return "(" + strings.ReplaceAll(names(list...), " ", ") (") + ")"
}

func dump(r doctor.Report) string {
	var b strings.Builder
	for _, c := range r.Checks {
		fmt.Fprintf(&b, "  %-8s %-12s %s | %s\n", c.Status, c.Name, c.Message, c.Fix)
	}
	fmt.Fprintf(&b, "  causes: %s\n  %s\n  next: %s\n", causes(r), r.Head(), r.Next)
	return b.String()
}
