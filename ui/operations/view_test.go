package operations

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/theme"
)

func TestWhatTheRulesReachIsMarked(t *testing.T) {
	t.Parallel()
	c := catalogue(few())
	b := open(t, c, 56, 40)
	b.SetCovered(Covered(catalog.NewCoverer(c), set(t, "GET /domain/zone/*\nGET /domain/zone/example.com\nGET /auth/*\nGET /ip/192.0.2.1/reverse")))
	for text, want := range map[string]string{
		"/auth": " ›   ● ▸ /auth", "/domain": "     ◐ ▸ /domain", "/ip": "     ◐ ▸ /ip", "/me": "       ▸ /me",
	} {
		if got := b.line("▸ " + text); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %q", text, got)
		}
	}
	if got := b.line("▸ /domain"); !strings.HasSuffix(strings.TrimRight(got, " "), "2 of 5") {
		t.Errorf("the count of a section in reach: %q", got)
	}
	b.press("j")
	b.shows("◐ The rules reach 2 of them.")
	b.find("GET reverse")
	if got := b.line("GET  /ip/{ip}/reverse"); !strings.HasPrefix(got, " ›   ◐ GET") {
		t.Errorf("in reach for one address: %q", got)
	}
	b.shows("◐ The rules let it pass for some values of its")
	b.SetCovered(nil)
	b.hides("◐", "●")
}

func TestWhatARuleReachesIsListed(t *testing.T) {
	t.Parallel()
	c := catalogue(few())
	v := catalog.NewCoverer(c)
	b := open(t, c, 80, 18)
	b.SetCovered(Covered(v, set(t, "GET /me")))
	b.find("bill")
	r := rule.Rule{Method: rule.Get, Path: "/domain/zone*"}
	b.ShowHits("Reached by "+r.String(), v.Hits(r))
	b.shows("›Reached by GET /domain/zone*", "3 of 13 operations", "● GET    /domain/zone/{zoneName}/record", "● The rule lets it pass.")
	b.hides("POST", "◐", "bill")
	b.press("j", "space", "enter", "v", "a")
	b.cursorOn("/domain/zone/{zoneName}")
	b.hides("■", "selected")
	if len(b.added) > 0 {
		t.Errorf("a list that is to be read added %q", b.added)
	}
	b.ShowHits("Reached by "+r.String(), v.Hits(r))
	b.cursorOn("/domain/zone/{zoneName}")

	r = rule.Rule{Method: rule.Get, Path: "/domain/zone/*/record"}
	b.ShowHits(r.String(), append([]catalog.Hit{{Place: 0}}, v.Hits(rule.Rule{Method: rule.Get, Path: "/domain/zone/example.com/record"})...))
	b.shows("2 of 13 operations, ◐ 1 for some values")
	b.press("j")
	b.shows("◐ The rule lets it pass for some values")
	b.press("esc")
	b.shows("/ bill", "GET    /me/bill")
	b.ShowHits("none", []catalog.Hit{{Place: 99}})
	b.shows("No operation is reached.")
	b.HideHits()
	if b.ShowsHits() {
		t.Error("still there")
	}
	b.ShowHits(r.String(), v.Hits(r))
	b.press("right")
	b.cursorOn("/domain/zone/{zoneName}/record")
	b.shows("▾ /domain", "13 operations")
}

func TestWhatIsKnownOfAnOperationIsSaid(t *testing.T) {
	t.Parallel()
	b := open(t, catalogue(few()), 56, 40)
	b.find("bill")
	b.shows("deprecated", "▲ Deprecated; OVH names instead: /me/invoice", "List of bills")
	b.find("time")
	b.shows("open to everybody", "· OVH lists it as open to everybody")
	b.find("POST reverse")
	b.shows("beta", "△ Beta: OVH may still change it.", "IAM ip:apiovh:reverse/create")
	b.SetSize(140, 48)
	b.shows("POST   /ip/{ip}/reverse      ", "Add reverse on an ip")
	b.SetSize(40, 10)
	b.find("attachedBackup")
	b.shows("GET  /vps/…/attachedBackup", "GET /vps/{serviceName}")
}

func TestStatesAreSaidInWords(t *testing.T) {
	t.Parallel()
	b := open(t, nil, 56, 40)
	b.shows("not known yet", "can be typed all the same")
	b.SetCatalog(nil, "Not known: no answer from eu.api.ovh.com; every rule can still be typed")
	b.shows("no answer from eu.api.ovh.com")
	b.Search()
	b.ShowHits("Reached by GET /*", []catalog.Hit{{Place: 3}})
	if b.Typing() || b.ShowsHits() {
		t.Error("a search in nothing")
	}
	b.shows("no answer from eu.api.ovh.com")
	b.SetCatalog(catalogue(few()), "")
	b.find("xyz")
	b.shows(`No operation matches "xyz". esc clears.`, "0 of 13 operations")
	b.press("enter", "space", "v", "right", "j", "]", "a")
	b.press("esc")
	b.shows("▸ /domain")
	b.SetCatalog(catalogue(nil), "")
	b.shows("The endpoint publishes no operation.")
}

func TestCursorIsMarkedAndFollowed(t *testing.T) {
	t.Parallel()
	b := open(t, large(t), 56, 40)
	b.press("G", "enter", "G")
	if _, y, visible := b.Cursor(); !visible || !strings.HasPrefix(strings.Split(b.screen(), "\n")[y], " › ") {
		t.Errorf("the terminal's cursor is in line %d:\n%s", y, b.screen())
	}
	b.SetFocused(false)
	if _, _, visible := b.Cursor(); visible {
		t.Error("the cursor stays although keys go elsewhere")
	}
	b.shows(" › ", " Operations")
	b.hides("›Operations")
	b.SetFocused(true)
	b.press("left")
	b.cursorOn("▸")
	b.press("enter")
	last := b.index.sections[len(b.index.sections)-1]
	b.shows(cutPath(b.index.At(last.places[20]).Path, b.room.path))
}

// TestNoLineIsWiderThanThePane goes through everything the pane can show, at any
// size and in every theme.
func TestNoLineIsWiderThanThePane(t *testing.T) {
	t.Parallel()
	wide := catalog.Operation{
		Method: rule.Delete, Section: "/域名", Status: catalog.Deprecated, NoAuth: true, Path: "/域名/{区域名称}/记录/" + strings.Repeat("字", 30),
		Description: strings.Repeat("很长的描述", 30), Replacement: strings.Repeat("x", 90), Actions: []string{strings.Repeat("域", 50), "b"},
	}
	c := catalogue(append(few(), wide))
	v := catalog.NewCoverer(c)
	keys := strings.Fields("j k g G pgdown pgup ] [ / enter esc space a A v right left + 记 e r")
	random := rand.New(rand.NewPCG(3, 4))
	sizes := [][2]int{{40, 10}, {56, 40}, {80, 18}, {140, 48}, {1, 1}, {2, 3}, {7, 5}, {0, 0}, {20, 60}, {300, 4}}
	for range 40 {
		sizes = append(sizes, [2]int{random.IntN(150), random.IntN(50)})
	}
	for i, size := range sizes {
		b := open(t, c, size[0], size[1])
		b.SetTheme(theme.New([]theme.Background{theme.Unknown, theme.Light, theme.Dark}[i%3]))
		b.SetCovered(Covered(v, set(t, "GET /domain/*\nDELETE /域名/a/*")))
		for step := range 60 {
			switch k := random.IntN(len(keys) + 4); {
			case k < len(keys):
				b.press(keys[k])
			case k == len(keys):
				b.ShowHits("Reached by GET /*", v.Hits(rule.Rule{Method: rule.Get, Path: "/*"}))
			case k == len(keys)+1:
				b.ShowHits("Reached by DELETE /域名/a/*", v.Hits(rule.Rule{Method: rule.Delete, Path: "/域名/a/*"}))
			case k == len(keys)+2:
				b.SetCatalog(nil, "Reading the operations of ovh-eu…")
				b.SetSize(size[0], size[1])
				b.check(size, step)
				b.SetCatalog(c, []string{"", "as of 12 May"}[step%2])
			default:
				b.SetFocused(step%2 == 0)
			}
			b.check(size, step)
		}
	}
}

// check fails unless the view fits and the cursor's row is in it.
func (b *bench) check(size [2]int, step int) {
	b.t.Helper()
	lines := strings.Split(b.View(), "\n")
	if want := max(size[1], 1); len(lines) != want {
		b.t.Fatalf("%v, step %d: %d lines", size, step, len(lines))
	}
	for _, line := range lines {
		if ansi.StringWidth(line) > size[0] {
			b.t.Fatalf("%v, step %d: %d cells wide: %q", size, step, ansi.StringWidth(line), line)
		}
	}
	taken := map[string]bool{}
	for _, binding := range b.Keys() {
		for _, k := range binding.Keys {
			if taken[k] {
				b.t.Fatalf("%v, step %d: %s does two things", size, step, k)
			}
			taken[k] = true
		}
	}
	if x, y, visible := b.Cursor(); visible && (x < 0 || x >= max(size[0], 2) || y < 0 || y >= size[1]) {
		b.t.Fatalf("%v, step %d: cursor at %d,%d", size, step, x, y)
	}
}

func TestRowUnderTheCursorIsPaintedOverItsWholeWidth(t *testing.T) {
	t.Parallel()
	for _, width := range []int{40, 56, 80, 140} {
		for _, text := range []string{"", "bill", "time", "attached"} {
			b := open(t, catalogue(few()), width, 20)
			if text != "" {
				b.find(text)
			}
			if got := ansi.StringWidth(b.line(" › ")); got != width {
				t.Errorf("%q at %d: %d cells", text, width, got)
			}
		}
	}
}

func TestThemesDifferOnlyInColour(t *testing.T) {
	t.Parallel()
	var seen, painted []string
	for _, background := range []theme.Background{theme.Unknown, theme.Light, theme.Dark} {
		b := open(t, catalogue(few()), 80, 18)
		b.SetTheme(theme.New(background))
		b.find("record")
		b.press("space")
		seen, painted = append(seen, b.screen()), append(painted, b.View())
	}
	if len(slices.Compact(seen)) != 1 {
		t.Error("something is told by colour alone")
	}
	if len(slices.Compact(painted)) != 3 {
		t.Error("a theme makes no difference")
	}
}

func TestPathsAreCutBetweenSegments(t *testing.T) {
	t.Parallel()
	const long = "/cloud/project/{serviceName}/kube/{kubeId}/nodepool/{nodePoolId}/nodes"
	for width, want := range map[int]string{
		80: long,
		69: "/cloud/project/…/kube/{kubeId}/nodepool/{nodePoolId}/nodes",
		55: "/cloud/project/…/kube/…/nodepool/{nodePoolId}/nodes",
		41: "/cloud/project/…/kube/…/nodepool/…/nodes",
		38: "/cloud/project/…/nodepool/…/nodes",
		26: "/cloud/project/…/nodes",
		9:  "/…/nodes",
		5:  "…/no…",
	} {
		if got := cutPath(long, width); got != want {
			t.Errorf("%d: %s, want %s", width, got, want)
		}
	}
	if got := cutPath("/ip/{ip}/reverse/{ipReverse}", 10); got != "/…" {
		t.Errorf("a parameter without room: %s", got)
	}
}

func TestPathsFitWhateverTheRoom(t *testing.T) {
	t.Parallel()
	c := large(t)
	for i := 0; i < c.Len(); i += 13 {
		path := c.At(i).Path
		for width := 1; width < 100; width += 3 {
			got := cutPath(path, width)
			if ansi.StringWidth(got) > width || strings.Count(got, "{") != strings.Count(got, "}") {
				t.Fatalf("%d: %s", width, got)
			}
			lines := wrapPath(path, min(7, width-1), width)
			if strings.Join(lines, "") != path {
				t.Fatalf("%d: %q is not %s", width, lines, path)
			}
			for n, line := range lines {
				if lead := min(7, width-1); ansi.StringWidth(line) > width || n == 0 && ansi.StringWidth(line) > width-lead {
					t.Fatalf("%d: %q", width, lines)
				}
			}
		}
	}
}

func TestShortRoomSaysTheMostImportantFirst(t *testing.T) {
	t.Parallel()
	b := open(t, catalogue(few()), 56, 10)
	b.find("bill")
	b.shows("GET /me/bill", "▲ Deprecated; OVH")
	b.hides("List of bills")
	b.SetSize(56, 4)
	b.shows("/ bill", "GET  /me/bill")
	b.SetSize(56, 1)
	b.shows("GET  /me/bill")
	if got := fmt.Sprint(b.room.head, b.room.list); got != "0 1" {
		t.Errorf("one line is shared out as %s", got)
	}
}
