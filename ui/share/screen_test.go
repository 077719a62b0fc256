package share_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/share"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/uitest"
)

func set(lines ...string) rule.Set {
	good, bad := rule.ParseMany(strings.Join(lines, "\n"))
	if len(bad) > 0 {
		panic(bad[0].String())
	}
	return good
}

// operations is a small catalogue with actions.
func operations() *catalog.Catalog {
	op := func(method rule.Method, path string, actions ...string) catalog.Operation {
		return catalog.Operation{Method: method, Path: path, Status: catalog.Production, Section: "/" + strings.Split(path, "/")[1], Actions: actions}
	}
	return catalog.New("ovh-ca", time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), []catalog.Operation{
		op("GET", "/me", "account:apiovh:me/get"),
		op("GET", "/me/bill", "account:apiovh:me/bill/get"),
		op("GET", "/me/nameless"),
		op("GET", "/domain/zone", "dnsZone:apiovh:get"),
		op("GET", "/domain/zone/{zoneName}/record", "dnsZone:apiovh:record/get"),
		op("POST", "/domain/zone/{zoneName}/record", "dnsZone:apiovh:record/create"),
	})
}

// outside is what the program reaches beyond the terminal.
type outside struct {
	mu     sync.Mutex
	copied string
	opened string
	fails  bool
}

func (o *outside) copy(text string) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.copied = text
	return nil
}

func (o *outside) open(url string) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.fails {
		return errors.New("no browser")
	}
	o.opened = url
	return nil
}

func (o *outside) wants(t *testing.T, copied, opened string) {
	t.Helper()
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.copied != copied {
		t.Errorf("copied %q, want %q", o.copied, copied)
	}
	if o.opened != opened {
		t.Errorf("opened %q, want %q", o.opened, opened)
	}
}

// home stands for what the screen was opened from.
type home struct {
	shell.Base
	next shell.Screen
}

func (h *home) Init() tea.Cmd                  { return shell.Send(shell.PushMsg{Screen: h.next}) }
func (h *home) SetSize(int, int)               {}
func (h *home) Keys() []key.Binding            { return nil }
func (h *home) Typing() bool                   { return false }
func (h *home) Heading() shell.Heading         { return shell.Heading{Title: "Tokens for OVH"} }
func (h *home) Cursor() (x, y int, shown bool) { return 0, 0, false }
func (h *home) Update(tea.Msg) tea.Cmd         { return nil }
func (h *home) View() string                   { return " back where it was asked" }

func open(t *testing.T, o *outside, of share.Subject, opts ...uitest.Option) *uitest.Terminal {
	t.Helper()
	env := &shell.Env{Clock: shell.SystemClock{}, Place: "ovh-ca", Copy: o.copy, Open: o.open}
	endpoint, err := ovhapi.ParseEndpoint("ovh-ca")
	if err != nil {
		t.Fatal(err)
	}
	of.Name, of.Endpoint = "the set being built", endpoint
	term := uitest.Run(t, ui.New(env, &home{Base: shell.NewBase(env), next: share.New(env, of)}, ui.Options{}), opts...)
	term.WaitFor("Share rules")
	return term
}

func flat(text string) string { return strings.Join(strings.Fields(text), " ") }

func want(t *testing.T, term *uitest.Terminal, sentences ...string) {
	t.Helper()
	for _, sentence := range sentences {
		if !strings.Contains(flat(term.Screen()), sentence) {
			t.Errorf("%q is not on the screen:\n%s", sentence, term.Screen())
		}
	}
}

// TestEachFormIsShownAndCopied goes through all of them.
func TestEachFormIsShownAndCopied(t *testing.T) {
	t.Parallel()
	for name, size := range map[string]uitest.Option{"80x24": uitest.Size(80, 24), "140x50": uitest.Size(140, 50)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := &outside{}
			term := open(t, o, share.Subject{
				Rules:   set("GET /me", "GET POST /domain/zone/example.com/record", "GET /vps/x", "GET /me/nameless"),
				Catalog: operations(),
			}, size)
			const text = "GET /me\nGET POST /domain/zone/example.com/record\nGET /vps/x\nGET /me/nameless\n"
			want(t, term, "the set being built · ", "GET POST /domain/zone/example.com/record", "tab JSON")
			term.Press("o")
			want(t, term, "Only the link can be opened")
			term.Press("y")
			term.WaitFor("the rules as text")
			o.wants(t, text, "")
			term.Press("tab")
			want(t, term, `{"method":"GET","path":"/me"}`)
			term.Press("right")
			want(t, term, "makes a new application with its own keys", "It takes rules only", "https://ca.api.ovh.com/createToken/?GET=/me&")
			const link = "https://ca.api.ovh.com/createToken/?GET=/me&GET=/domain/zone/example.com/record&POST=/domain/zone/example.com/record&GET=/vps/x&GET=/me/nameless"
			term.Press("y")
			term.WaitFor("the link")
			term.Press("o")
			term.WaitFor("Opened in the browser.")
			o.wants(t, link, link)
			term.Press("tab")
			want(t, term, "3 actions for the 4 operations that the rules reach",
				"2 operations are reached for some values only, such as GET /domain/zone/{zoneName}/record, POST /domain/zone/{zoneName}/record.",
				"1 operation is published without an action", "1 rule reaches no operation",
				"account:apiovh:me/get dnsZone:apiovh:record/create for some of its calls only dnsZone:apiovh:record/get for some")
			term.Press("y")
			term.WaitFor("the IAM actions")
			o.wants(t, "account:apiovh:me/get\ndnsZone:apiovh:record/create\ndnsZone:apiovh:record/get\n", link)
			term.Press("shift+tab", "tab", "tab")
			want(t, term, "A line for each path.")
			term.Press("esc")
			term.WaitFor("back where it was asked")
		})
	}
}

// TestWhatIsReachedByChanceIsLeftOut keeps the actions of other things out that
// might be called like a word of a rule.
func TestWhatIsReachedByChanceIsLeftOut(t *testing.T) {
	t.Parallel()
	list := catalog.New("ovh-ca", time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), []catalog.Operation{
		{Method: rule.Get, Path: "/cloud/project/{p}/kube/{k}", Actions: []string{"kube:get"}},
		{Method: rule.Get, Path: "/cloud/project/{p}/instance/{i}", Actions: []string{"instance:get"}},
		{Method: rule.Get, Path: "/cloud/project/{p}/database/{d}/{x}", Actions: []string{"database:get"}},
		{Method: rule.Delete, Path: "/cloud/project/{p}/database/{d}/{x}", Actions: []string{"database:delete"}},
	})
	o := &outside{}
	term := open(t, o, share.Subject{Rules: set("GET /cloud/project/*/kube/*", "DELETE /cloud/project/*/kube/*"), Catalog: list}, uitest.Size(140, 50))
	term.Press("tab", "tab", "tab")
	want(t, term, "1 action for the 1 operation that the rules reach", "And 2 operations more where a name or id happens to be a word of a rule")
	if strings.Contains(term.Screen(), "no operation") {
		t.Error("the second rule reaches something")
	}
	term.Press("y")
	term.WaitFor("the IAM actions")
	o.wants(t, "kube:get\n", "")
}

// TestNothingIsCutInWhatIsCopied scrolls through a long set.
func TestNothingIsCutInWhatIsCopied(t *testing.T) {
	t.Parallel()
	o := &outside{}
	var lines []string
	for i := range 300 {
		lines = append(lines, fmt.Sprintf("GET /domain/zone/a-very-long-name-of-a-zone-that-needs-more-room-%03d.example.com/record", i))
	}
	term := open(t, o, share.Subject{Rules: set(lines...)}, uitest.Size(60, 16))
	want(t, term, "more lines below")
	term.Press("G")
	want(t, term, "ore-room-299.example.com/record")
	term.Press("y")
	term.WaitFor("the rules as text")
	o.wants(t, strings.Join(lines, "\n")+"\n", "")
	term.Press("tab", "tab")
	want(t, term, "servers often refuse more than 8000")
	term.Press("tab")
	want(t, term, "A line for each path.") // there is no catalogue, so no actions
}

// TestAWholeBranchIsSaidToBeWhole has no warning where nothing is narrowed.
func TestAWholeBranchIsSaidToBeWhole(t *testing.T) {
	t.Parallel()
	term := open(t, &outside{}, share.Subject{Rules: set("GET /me", "GET /me/*"), Catalog: operations()})
	term.Press("shift+tab")
	want(t, term, "as a whole, for all resources", "2 actions for the 3 operations")
	if strings.Contains(term.Screen(), "some values only") {
		t.Errorf("nothing is reached in part:\n%s", term.Screen())
	}
}

// TestNoBrowserLeavesTheLink and no rules leave nothing.
func TestNoBrowserLeavesTheLink(t *testing.T) {
	t.Parallel()
	o := &outside{fails: true}
	term := open(t, o, share.Subject{Rules: set("GET /me")})
	term.Press("tab", "tab", "o")
	term.WaitFor("No browser could be opened. y copies the link.")
	empty := open(t, o, share.Subject{})
	want(t, empty, "There are no rules to share.")
	empty.Press("y")
	o.wants(t, "", "")
}

// TestNoKeyMeansTwoThings on any form.
func TestNoKeyMeansTwoThings(t *testing.T) {
	t.Parallel()
	s := share.New(&shell.Env{Clock: shell.SystemClock{}}, share.Subject{Rules: set("GET /me")})
	seen := map[string]bool{}
	for _, b := range s.Keys() {
		for _, stroke := range b.Keys {
			if seen[stroke] {
				t.Errorf("%s stands twice in the table", stroke)
			}
			seen[stroke] = true
		}
	}
}
