package catalog

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ovh-tokens/ovhapi/rule"
)

// published answers from a map of paths.
type published map[string]string

func (p published) Published(_ context.Context, path string) ([]byte, error) {
	body, found := p[path]
	if !found {
		return nil, fmt.Errorf("%s: %w", path, ErrAbsent)
	}
	return []byte(body), nil
}

func whole() published {
	return published{
		"/":    `{"apis":[{"path":"/me","schema":"{path}.{format}","format":["json","yaml"]},{"path":"/dedicated/server","schema":"{path}.{format}","format":["json"]}],"basePath":"https://eu.api.ovh.com/v1"}`,
		"/v2/": `{"apis":[{"path":"/iam","schema":"{path}.{format}","format":["json"]}]}`,
		"/me.json": `{"apiVersion":"1.0","resourcePath":"/me","apis":[{"path":"/me","description":"d","operations":[
			{"httpMethod":"GET","description":"Your\u001b[31m account\tnow","noAuthentication":false,"apiStatus":{"value":"PRODUCTION"},"iamActions":[{"name":"account:apiovh:me/get","required":true}]},
			{"httpMethod":"OPTIONS","description":"no rule can name it"}]}],"models":{"x":{"y":[1,2,3]}}}`,
		"/dedicated/server.json": `{"apis":[{"path":"/dedicated/server/{serviceName}/boot","operations":[
			{"httpMethod":"GET","description":"Server boots","apiStatus":{"value":"DEPRECATED","replacement":"/other"},"iamActions":["old:form"]}]}]}`,
		"/v2/iam.json": `{"apis":[{"path":"/iam/policy","operations":[{"httpMethod":"POST","description":"Create a policy","apiStatus":{"value":"BETA"},"noAuthentication":true}]}]}`,
	}
}

func TestFetch(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	c, err := Fetch(t.Context(), whole(), "ovh-eu", now)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"GET /dedicated/server/{serviceName}/boot", "GET /me", "POST /v2/iam/policy"}
	if got := names(c, c.Search("")); !slices.Equal(got, want) || !c.Fetched().Equal(now) {
		t.Fatalf("it holds %q of %s", got, c.Fetched())
	}
	if op := c.At(0); op.Status != Deprecated || op.Replacement != "/other" || op.Section != "/dedicated/server" || !slices.Equal(op.Actions, []string{"old:form"}) {
		t.Errorf("the deprecated one is %+v", op)
	}
	if op := c.At(1); strings.ContainsAny(op.Description, "\x1b\t") || !slices.Equal(op.Actions, []string{"account:apiovh:me/get"}) {
		t.Errorf("the description is %q", op.Description)
	}
	if op := c.At(2); !op.NoAuth || op.Section != "/v2/iam" || op.Status != Beta {
		t.Errorf("that of API v2 is %+v", op)
	}
}

func TestAnEndpointWithoutTheSecondAPI(t *testing.T) {
	t.Parallel()
	p := whole()
	delete(p, "/v2/")
	c, err := Fetch(t.Context(), p, "kimsufi-eu", time.Now())
	if err != nil || c.Len() != 2 {
		t.Errorf("it holds %v: %v", c, err)
	}
}

// TestFetchIsAllOrNothing spoils one answer after the other.
func TestFetchIsAllOrNothing(t *testing.T) {
	t.Parallel()
	for path := range whole() {
		for name, body := range map[string]string{
			"not JSON":           "<html>",
			"another object":     `{"message":"Service is temporarily unavailable"}`,
			"cut short":          whole()[path][:len(whole()[path])/2],
			"sections elsewhere": `{"apis":[{"path":"//evil.example","schema":"{path}.{format}"}]}`,
			"sections above":     `{"apis":[{"path":"/../secret","schema":"{path}.{format}"}]}`,
			"a file elsewhere":   `{"apis":[{"path":"/me","schema":"https://evil.example/{path}"}]}`,
		} {
			if strings.HasSuffix(path, ".json") && !strings.Contains(body, "operations") && strings.Contains(body, "schema") {
				continue // an index in place of a section
			}
			p := whole()
			p[path] = body
			c, err := Fetch(t.Context(), p, "ovh-eu", time.Now())
			if c != nil || err == nil {
				t.Errorf("%s, %s: a catalogue of %d operations", path, name, c.Len())
			}
		}
	}
	for path := range whole() {
		if path == "/v2/" {
			continue
		}
		p := whole()
		delete(p, path)
		if c, err := Fetch(t.Context(), p, "ovh-eu", time.Now()); c != nil || err == nil {
			t.Errorf("without %s there is a catalogue", path)
		}
	}
}

// counting notes how many calls are under way at once, and holds them back until
// as many as may be have come.
type counting struct {
	published
	now, most atomic.Int64
	once      sync.Once
	full      chan struct{}
}

func (c *counting) Published(ctx context.Context, path string) ([]byte, error) {
	n := c.now.Add(1)
	defer c.now.Add(-1)
	for most := c.most.Load(); n > most; most = c.most.Load() {
		c.most.CompareAndSwap(most, n)
	}
	if strings.HasSuffix(path, ".json") {
		if n == inFlight {
			c.once.Do(func() { close(c.full) })
		}
		<-c.full
	}
	return c.published.Published(ctx, path)
}

func TestSectionsAreReadAtOnce(t *testing.T) {
	t.Parallel()
	p := published{}
	var list []string
	for i := range inFlight * 3 {
		name := fmt.Sprintf("/s%d", i)
		list = append(list, fmt.Sprintf(`{"path":%q,"schema":"{path}.{format}"}`, name))
		p[name+".json"] = fmt.Sprintf(`{"apis":[{"path":%q,"operations":[{"httpMethod":"GET"}]}]}`, name)
	}
	p["/"] = `{"apis":[` + strings.Join(list, ",") + `]}`
	c := &counting{published: p, full: make(chan struct{})}
	got, err := Fetch(t.Context(), c, "ovh-eu", time.Now())
	if err != nil || got.Len() != inFlight*3 {
		t.Fatal(err)
	}
	if most := c.most.Load(); most != inFlight {
		t.Errorf("at most %d sections were asked for at once, want %d", most, inFlight)
	}
}

// endless answers for every section with as many operations as fit, and counts
// how often it was asked.
type endless struct {
	published
	body  []byte
	asked atomic.Int64
}

func (e *endless) Published(ctx context.Context, path string) ([]byte, error) {
	if strings.HasSuffix(path, ".json") {
		e.asked.Add(1)
		return e.body, nil
	}
	return e.published.Published(ctx, path)
}

// TestTooManyOperationsStopTheReading counts what arrives, so that no endpoint
// fills the memory before it is refused.
func TestTooManyOperationsStopTheReading(t *testing.T) {
	t.Parallel()
	const sections, each = 400, maxOperations / 20
	list := make([]string, sections)
	for i := range list {
		list[i] = fmt.Sprintf(`{"path":"/s%d","schema":"{path}.{format}"}`, i)
	}
	operations := strings.TrimSuffix(strings.Repeat(`{"httpMethod":"GET"},`, each), ",")
	e := &endless{
		published: published{"/": `{"apis":[` + strings.Join(list, ",") + `]}`},
		body:      []byte(`{"apis":[{"path":"/x","operations":[` + operations + `]}]}`),
	}
	c, err := Fetch(t.Context(), e, "ovh-eu", time.Now())
	if c != nil || err == nil || !strings.Contains(err.Error(), "more than 100000 operations") {
		t.Errorf("it brought %v and %v", c, err)
	}
	if n := e.asked.Load(); n > 20+2*inFlight {
		t.Errorf("%d sections were read", n)
	}
}

func TestFetchStops(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if c, err := Fetch(ctx, whole(), "ovh-eu", time.Now()); c != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("stopped, it brought %v and %v", c, err)
	}
}

func FuzzSchema(f *testing.F) {
	for _, body := range whole() {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		parts, err := readIndex(body, "")
		for _, p := range parts {
			if err == nil && !sectionPath.MatchString(p.file) {
				t.Errorf("it leads to %q", p.file)
			}
		}
		ops, err := readSchema(body, part{file: "/x.json", section: "/x"})
		if err != nil || len(ops) == 0 {
			return
		}
		back, err := Decode(New("ovh-eu", time.Unix(0, 0), ops).Encode())
		if err != nil {
			t.Fatalf("what was read can't be stored: %v", err)
		}
		for i := range back.Len() {
			back.Reach(rule1(back.At(i)))
		}
	})
}

// rule1 is the rule that reaches an operation, whatever its parameters.
func rule1(op Operation) rule.Rule { return rule.Rule{Method: op.Method, Path: openPath(op.Path)} }

// TestAnOddRouteIsLeftOut keeps one route that no rule can name from being the end
// of every refresh.
func TestAnOddRouteIsLeftOut(t *testing.T) {
	t.Parallel()
	for _, odd := range []string{"/a b", "/a\u001b", "/a/*", "a", "", "/" + strings.Repeat("a", rule.MaxRoute)} {
		body := `{"apis":[{"path":"` + odd + `","operations":[{"httpMethod":"GET"}]},{"path":"/me","operations":[{"httpMethod":"GET"}]}]}`
		ops, err := readSchema([]byte(strings.ReplaceAll(body, "\x1b", "\\u001b")), part{section: "/me", file: "/me.json"})
		if err != nil || len(ops) != 1 || ops[0].Path != "/me" {
			t.Errorf("%.20q: %v, %v", odd, ops, err)
		}
	}
}
