package ovhsim_test

import (
	"slices"
	"strings"
	"testing"

	"ovh-tokens/ovhapi/ovhsim"
)

// schema is what the tests read of a section.
type schema struct {
	BasePath, ResourcePath string
	APIs                   []schemaPath
	Models                 map[string]struct{ ID string }
}

type schemaPath struct {
	Path       string
	Operations []struct {
		HTTPMethod       string
		NoAuthentication bool
		APIStatus        struct{ Value string }
		IAMActions       []struct{ Name string }
		Parameters       []struct{ Name, ParamType, DataType string }
	}
}

// TestCatalogueTellsTheTruth reads the whole catalogue and calls what it lists:
// no operation answers that it does not exist.
func TestCatalogueTellsTheTruth(t *testing.T) {
	t.Parallel()
	c := manager(t)
	for branch, want := range map[string][]string{
		"/1.0": {
			"/auth", "/cloud", "/dbaas/logs", "/dedicated/server", "/dedicatedCloud", "/domain", "/email/domain", "/hosting/privateDatabase", "/hosting/web", "/ip",
			"/ipLoadbalancing", "/me", "/order", "/service", "/services", "/sms", "/ssl", "/storage/netapp", "/vps", "/vrack",
		},
		"/v2": {"/iam", "/publicCloud"},
	} {
		c.branch = branch
		var index struct {
			BasePath string
			APIs     []struct{ Path, Schema string }
		}
		c.call("GET", "/", "").into(t, &index)
		var got []string
		for _, s := range index.APIs {
			got = append(got, s.Path)
			if s.Schema != "{path}.{format}" {
				t.Errorf("schema %q", s.Schema)
			}
			c.tryAll(s.Path)
		}
		if !slices.Equal(got, want) {
			t.Errorf("sections of %s: %v", branch, got)
		}
	}
	if r := c.call("GET", "/nothing.json", ""); r.status != 404 {
		t.Errorf("unknown section: %d", r.status)
	}
}

// tryAll calls every operation of a section.
func (c *client) tryAll(section string) {
	c.t.Helper()
	var s schema
	c.call("GET", section+".json", "").into(c.t, &s)
	if s.ResourcePath != section || len(s.APIs) == 0 {
		c.t.Errorf("%s: resource path %q, %d paths", section, s.ResourcePath, len(s.APIs))
	}
	for _, path := range s.APIs {
		for _, op := range path.Operations {
			if op.HTTPMethod == "POST" && path.Path == "/auth/logout" {
				continue // would end the token this test calls with
			}
			filled := strings.NewReplacer("{credentialId}", "42", "{applicationId}", "42", "{id}", "42").Replace(path.Path)
			filled = strings.NewReplacer("{", "", "}", "").Replace(filled)
			if r := c.call(op.HTTPMethod, filled, "{}"); strings.Contains(r.body, "Got an invalid") || r.status == 403 || r.status == 401 {
				c.t.Errorf("%s %s: %d %s", op.HTTPMethod, filled, r.status, r.body)
			}
		}
	}
}

func TestSectionDescribesItsOperations(t *testing.T) {
	t.Parallel()
	c := start(t, ovhsim.Options{})
	var s schema
	c.call("GET", "/me.json", "").into(t, &s)
	if s.BasePath != c.base+"/v1" || s.Models["auth.ApiCredential"].ID != "ApiCredential" {
		t.Errorf("base %q, models %v", s.BasePath, s.Models)
	}
	at := slices.IndexFunc(s.APIs, func(p schemaPath) bool { return p.Path == "/me/api/credential/{credentialId}" })
	if at < 0 || len(s.APIs[at].Operations) != 3 {
		t.Fatalf("the operations of one token: %+v", s.APIs)
	}
	op := s.APIs[at].Operations[0]
	if op.HTTPMethod != "GET" || op.NoAuthentication || op.APIStatus.Value != "PRODUCTION" || op.IAMActions[0].Name != "account:apiovh:me/api/credential/get" ||
		op.Parameters[0].Name != "credentialId" || op.Parameters[0].DataType != "long" || op.Parameters[0].ParamType != "path" {
		t.Errorf("operation %+v", op)
	}
}

func TestConfigIsReadyToUse(t *testing.T) {
	t.Parallel()
	c := start(t, ovhsim.Options{})
	text := c.sim.Config()
	for _, want := range []string{
		"[default]\nendpoint=" + c.sim.Endpoint() + "\n", "\n[" + c.sim.Endpoint() + "]\n",
		"application_key=" + c.keys.ApplicationKey, "application_secret=" + c.keys.ApplicationSecret, "consumer_key=" + c.keys.ConsumerKey,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the configuration lacks %q:\n%s", want, text)
		}
	}
	if strings.HasSuffix(c.sim.Endpoint(), "/") || !strings.HasPrefix(c.sim.Endpoint(), "http://127.0.0.1:") {
		t.Errorf("endpoint %q", c.sim.Endpoint())
	}
}
