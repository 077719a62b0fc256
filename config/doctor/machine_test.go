package doctor_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"ovh-tokens/config/doctor"
	"ovh-tokens/ovhapi/diagnosis"
	"ovh-tokens/ovhapi/ovhsim"
)

// TestMachineIsLookedAt has faults of a machine that this program gets along with,
// and that are worth mending all the same.
func TestMachineIsLookedAt(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		ail               func(p *patient)
		check, says, next string
		status            doctor.Status
	}{
		"others may read the file": {func(p *patient) { p.mode = 0o644 }, "permissions", "Other users", "chmod 600 ", doctor.Warn},
		"two methods":              {func(p *patient) { p.more = "client_id=a\nclient_secret=b\n" }, "methods", "OAuth2 client", "ovh.conf", doctor.Warn},
		"two methods, one of variables": {
			func(p *patient) { p.env["OVH_CLIENT_ID"], p.env["OVH_CLIENT_SECRET"] = "a", "b" },
			"methods", "OAuth2 client", "unset OVH_CLIENT_ID OVH_CLIENT_SECRET", doctor.Warn,
		},
		"half of a method, of a variable": {
			func(p *patient) { p.env["OVH_CLIENT_ID"] = "a" }, "methods", "OAuth2 client", "unset OVH_CLIENT_ID", doctor.Warn,
		},
		"three methods, two of variables": {
			func(p *patient) { p.env["OVH_CLIENT_SECRET"], p.env["OVH_ACCESS_TOKEN"] = "b", "c" },
			"methods", "access token", "unset OVH_CLIENT_SECRET OVH_ACCESS_TOKEN", doctor.Warn,
		},
		"a key from a variable": {
			func(p *patient) { p.env["OVH_CONSUMER_KEY"] = p.keys.ConsumerKey }, "origin", "The keys come from two places: OVH_CONSUMER_KEY", "", doctor.Warn,
		},
		"a section that nothing reads": {func(p *patient) { p.more = "[profile work]\nconsumer_key=x\n" }, "files", "Nothing reads [profile work]", "ovh.conf", doctor.Warn},
		"quotes":                       {func(p *patient) { p.keys.ApplicationKey = `"` + p.keys.ApplicationKey + `"` }, "format", "in quotes", "ovh.conf", doctor.Warn},
		"expires soon": {
			func(p *patient) {
				p.use(ovhsim.Credential{Rules: grants(looks...), Expiration: time.Now().Add(3 * 24 * time.Hour)})
			}, "expiry", "It expires in ", "ovh-tokens rotate", doctor.Warn,
		},
		"expires soon, by another measure": {
			func(p *patient) {
				p.use(ovhsim.Credential{Rules: grants(looks...), Expiration: time.Now().Add(3 * 24 * time.Hour)})
				p.opt.Soon = 24 * time.Hour
			}, "expiry", "It expires in ", "", doctor.Pass,
		},
		"restricted": {
			func(p *patient) {
				p.use(ovhsim.Credential{Rules: grants(looks...), AllowedIPs: []string{"127.0.0.0/8"}})
			},
			"addresses", "from 127.0.0.0/8 only, and this machine is one of them", "", doctor.Pass,
		},
		"a rule that matches nothing": {
			func(p *patient) { p.use(ovhsim.Credential{Rules: grants(append(looks, "GET /me /x")...)}) },
			"rules", "grants nothing", "", doctor.Warn,
		},
		"a token of a tool": {
			func(p *patient) { p.use(ovhsim.Credential{Rules: grants("POST /domain/zone/*/record")}) },
			"rules", "This program can't list tokens with it: it lacks GET /me/api/credential,", "request", doctor.Warn,
		},
		"a proxy": {
			func(p *patient) {
				p.opt.Proxy = func(*http.Request) (*url.URL, error) { return url.Parse("http://user:secret@proxy.example:3128") }
			}, "proxy", "Calls go through the proxy proxy.example:3128.", "", doctor.Pass,
		},
		"a proxy in a form that can't be read": {
			func(p *patient) {
				p.opt.Proxy = func(*http.Request) (*url.URL, error) { return nil, errors.New("bad http://user:secret@x") }
			}, "proxy", "can't be understood", "env | grep", doctor.Warn,
		},
		"another account's flags": {func(p *patient) { p.mode, p.opt.Flags = 0o600, []string{"--profile", "a b"} }, "token", "works", "", doctor.Pass},
	} {
		if strings.HasPrefix(name, "others") && runtime.GOOS == "windows" {
			continue
		}
		p := newPatient(t, ovhsim.Options{})
		test.ail(p)
		r := p.examine()
		said := checks(r, test.check)
		if !strings.Contains(said, string(test.status)+" ") || !strings.Contains(said, test.says) {
			t.Errorf("%s: the check %q says %q, want %s: %q\n%s", name, test.check, said, test.status, test.says, dump(r))
		}
		if !strings.Contains(r.Next, test.next) || r.Next != "" && test.status == doctor.Pass {
			t.Errorf("%s: next is %q, want %q", name, r.Next, test.next)
		}
		if strings.Contains(fmt.Sprint(r), "secret@") {
			t.Errorf("%s: the proxy's password is told: %s", name, dump(r))
		}
		if r.Found() != (test.status != doctor.Pass) {
			t.Errorf("%s: found %v\n%s", name, r.Found(), dump(r))
		}
		ends(t, r)
	}
}

func TestKeysOfTwoFiles(t *testing.T) {
	t.Parallel()
	p := newPatient(t, ovhsim.Options{})
	p.examine()
	work := filepath.Join(p.home, "work")
	text := fmt.Sprintf("[%s]\nconsumer_key=%s\n", p.sim.Endpoint(), p.keys.ConsumerKey)
	if err := errors.Join(os.Mkdir(work, 0o700), os.WriteFile(filepath.Join(work, "ovh.conf"), []byte(text), 0o600)); err != nil {
		t.Fatal(err)
	}
	p.work = work
	r := p.look()
	if said := checks(r, "origin"); !strings.Contains(said, "warn The keys come from two files: ") || !strings.Contains(said, "consumer_key from ./ovh.conf line 2") {
		t.Errorf("the origin is %q\n%s", said, dump(r))
	}
}

func TestMachineWithoutKeys(t *testing.T) {
	t.Parallel()
	p := newPatient(t, ovhsim.Options{})
	r := p.look()
	if causes(r) != string(diagnosis.KeyAbsent) || r.Next != "ovh-tokens" || len(p.sim.Calls()) > 0 {
		t.Errorf("%d calls, %s", len(p.sim.Calls()), dump(r))
	}
}

func TestFatalProblemIsTheNextThing(t *testing.T) {
	t.Parallel()
	p := newPatient(t, ovhsim.Options{})
	if err := os.WriteFile(p.file(), []byte("[default]\nendpoint=ovh-uk\n[ovh-eu]\napplication_key=x\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := p.look()
	if said := checks(r, "endpoint"); !strings.Contains(said, `fail ~/.ovh.conf line 2: The endpoint "ovh-uk" is not known`) || !strings.Contains(r.Next, "ovh.conf") || causes(r) != string(diagnosis.EndpointMisspelt) {
		t.Errorf("%s", dump(r))
	}
}

// TestNoAnswer has the network fail in the ways there are.
func TestNoAnswer(t *testing.T) {
	t.Parallel()
	p := newPatient(t, ovhsim.Options{})
	if err := p.sim.Close(); err != nil {
		t.Fatal(err)
	}
	r := p.examine()
	if causes(r) != string(diagnosis.Network) || !strings.HasPrefix(r.Next, "curl -v http://127.0.0.1:") || !strings.Contains(checks(r, "endpoint"), "fail No answer from OVH") {
		t.Errorf("nobody there: %s", dump(r))
	}
	p.opt.Proxy = func(*http.Request) (*url.URL, error) { return url.Parse("http://proxy.example") }
	if r = p.examine(); causes(r) != unsure(diagnosis.Network, diagnosis.ProxyInTheWay) {
		t.Errorf("through a proxy: %s", dump(r))
	}
	p = newPatient(t, ovhsim.Options{})
	p.sim.Fail(ovhsim.Fault{Status: 200, Body: "<html>Please log in</html>", Times: -1})
	if r = p.examine(); !strings.Contains(causes(r), string(diagnosis.ProxyInTheWay)) {
		t.Errorf("a page in its place: %s", dump(r))
	}
}

// TestOnlyReadsAreMade counts what was sent: without a pasted error nothing but
// questions, and the secret never to other endpoints.
func TestOnlyReadsAreMade(t *testing.T) {
	t.Parallel()
	p := newPatient(t, ovhsim.Options{})
	p.examine()
	p.opt.Text, p.opt.ReadOnly = `Error 400: "Invalid signature"`, true
	if r := p.examine(); !strings.Contains(checks(r, "body"), "skipped") {
		t.Errorf("a body was sent: %s", dump(r))
	}
	for _, c := range p.sim.Calls() {
		if c.Method != http.MethodGet {
			t.Errorf("%s %s was called", c.Method, c.Path)
		}
	}
}

// TestAMalformedLineIsTheCauseOfAMissingKey has the key stand in a line without its
// equals sign: the line is the proof, with what mends it, and the key is not repeated.
func TestAMalformedLineIsTheCauseOfAMissingKey(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "ovh: some credentials information are missing: OVH_CONSUMER_KEY"} {
		p := newPatient(t, ovhsim.Options{})
		url := p.sim.Endpoint()
		conf := fmt.Sprintf("[default]\nendpoint=%[1]s\n[%[1]s]\napplication_key=%[2]s\napplication_secret=%[3]s\nconsumer_key %[4]s\n",
			url, p.keys.ApplicationKey, p.keys.ApplicationSecret, p.keys.ConsumerKey)
		if err := os.WriteFile(p.file(), []byte(conf), 0o600); err != nil {
			t.Fatal(err)
		}
		p.opt.Text = text
		r := p.look()
		if got := causes(r); got != names(diagnosis.KeyAbsent) {
			t.Errorf("the causes are %s\n%s", got, dump(r))
		}
		for _, says := range []string{".ovh.conf line 6", "consumer_key has no = after it", "Write it as consumer_key=VALUE"} {
			if !strings.Contains(r.Head(), says) {
				t.Errorf("it says %q, want %q in it", r.Head(), says)
			}
		}
		if !strings.Contains(checks(r, "keys"), "line 6") || !strings.HasSuffix(r.Next, ".ovh.conf") {
			t.Errorf("next: %s\n%s", r.Next, dump(r))
		}
	}
}
