package operations

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/key"
)

func TestSectionsAreBrowsed(t *testing.T) {
	t.Parallel()
	b := open(t, catalogue(few()), 56, 40)
	b.shows("13 operations", "▸ /domain", "▸ /ip", "1 operation: 1 read.")
	b.hides("GET")
	b.cursorOn("▸ /auth")
	b.press("j", "enter")
	b.cursorOn("▾ /domain")
	b.shows("POST /domain/zone/{zoneName}/record", "5 operations: 3 reads, 2 writes.")
	b.press("]")
	b.cursorOn("/ip")
	b.press("right", "j", "j")
	b.cursorOn("POST /ip/{ip}/reverse")
	b.press("[")
	b.cursorOn("▾ /ip")
	b.press("[")
	b.cursorOn("▾ /domain")
	b.press("]", "j", "left")
	b.cursorOn("▸ /ip")
	b.press("G")
	b.cursorOn("/vps")
	b.press("]")
	b.cursorOn("/vps")
	b.press("g")
	b.cursorOn("/auth")
	b.press("pgdown", "k")
	b.cursorOn("/me")
}

func TestOperationsAreFoundByPurposeWhileTyping(t *testing.T) {
	t.Parallel()
	b := open(t, catalogue(few()), 56, 40)
	b.press("/")
	for _, r := range "reverse" {
		b.press(string(r))
	}
	b.press("space", "d", "n", "s")
	if !b.Typing() {
		t.Fatal("the search line has lost the focus")
	}
	b.shows("/ reverse dns", "3 of 13 operations")
	b.hides("/domain")
	b.cursorOn("/ip/{ip}/reverse")
	if x, y, visible := b.Cursor(); x != 3+len("reverse dns") || y != 1 || !visible {
		t.Errorf("the terminal's cursor is at %d,%d %v", x, y, visible)
	}
	b.press("down")
	b.cursorOn("POST /ip/{ip}/reverse")
	b.press("enter")
	if b.Typing() {
		t.Error("enter did not go to the list")
	}
	b.cursorOn("POST /ip/{ip}/reverse")
	b.press("enter")
	if want := []string{"POST /ip/{ip}/reverse"}; !slices.Equal(b.added, want) {
		t.Errorf("added %q", b.added)
	}
	b.find("GET bill")
	b.shows("1 of 13 operations", "GET  /me/bill")
	if b.Update(tea.PasteMsg{Content: "x"}) {
		t.Error("a paste was taken while nothing is typed")
	}
	b.press("/")
	if !b.Update(tea.PasteMsg{Content: "s of"}) {
		t.Error("a paste was not taken while typing")
	}
	b.shows("/ GET bills of")
	b.press("esc")
	b.shows("▸ /domain", "/ path or purpose")
}

func TestFoundOperationIsShownInItsSection(t *testing.T) {
	t.Parallel()
	b := open(t, catalogue(few()), 56, 40)
	b.find("record")
	b.press("j")
	o, _ := b.Current()
	b.press("right")
	b.shows("▾ /domain", "13 operations")
	if now, ok := b.Current(); !ok || now.String() != o.String() {
		t.Errorf("the cursor went from %s to %s", o, now)
	}
}

func TestSelectionSurvivesSearchesAndRefresh(t *testing.T) {
	t.Parallel()
	b := open(t, catalogue(few()), 80, 18)
	b.find("bill")
	b.press("space")
	b.find("record")
	b.press("space", "space")
	b.shows("3 selected")
	if !strings.Contains(b.footer(), "enter add 3") {
		t.Errorf("the footer offers %q", b.footer())
	}
	b.press("esc")
	b.shows("2 selected · 5", "1 selected · 3", "3 selected")

	b.SetCatalog(nil, "Reading the operations again…")
	b.shows("Reading the operations again…")
	if len(b.Keys()) != 0 {
		t.Error("there is something to press on a list that is not there")
	}
	fresh := slices.DeleteFunc(few(), func(o catalog.Operation) bool { return o.Path == "/me/bill" })
	b.SetCatalog(catalogue(append(fresh, catalog.Operation{Method: rule.Get, Path: "/a", Section: "/a"})), "")
	b.shows("2 selected")
	b.press("g", "enter", "j", "enter")
	want := []string{"GET /domain/zone/{zoneName}/record", "POST /domain/zone/{zoneName}/record"}
	if !slices.Equal(b.added, want) {
		t.Errorf("added %q, want %q", b.added, want)
	}
	b.hides("selected")
}

func TestRefreshKeepsWhatIsShown(t *testing.T) {
	t.Parallel()
	b := open(t, catalogue(few()), 56, 40)
	b.press("j", "enter", "j", "j")
	b.cursorOn("GET /domain/zone/{zoneName}")
	more := append(few(), catalog.Operation{Method: rule.Get, Path: "/cdn", Section: "/cdn"}, catalog.Operation{Method: rule.Get, Path: "/domain", Section: "/domain"})
	b.SetCatalog(catalogue(more), "as of 12 May")
	b.cursorOn("GET /domain/zone/{zoneName}")
	b.shows("15 operations", "as of 12 May")
	b.find("reverse")
	b.press("j")
	o, _ := b.Current()
	b.SetCatalog(catalogue(few()), "")
	if now, _ := b.Current(); now.String() != o.String() {
		t.Errorf("the cursor went from %s to %s", o, now)
	}
	b.shows("3 of 13 operations")
}

func TestEscTakesBackOneLevelAtATime(t *testing.T) {
	t.Parallel()
	b := open(t, catalogue(few()), 56, 40)
	escapes := func() bool {
		return slices.ContainsFunc(b.Keys(), func(k key.Binding) bool { return slices.Contains(k.Keys, "esc") })
	}
	if escapes() {
		t.Error("esc is taken although there is nothing to clear")
	}
	b.find("record")
	b.press("space", "v", "j")
	b.shows("3 selected")
	b.press("esc")
	b.shows("1 selected", "3 of 13")
	b.press("esc")
	b.shows("1 selected", "▸ /domain")
	b.press("esc")
	b.hides("selected")
	if escapes() {
		t.Error("esc is taken although there is nothing more to clear")
	}
}

func TestManyAreSelectedAtOnce(t *testing.T) {
	t.Parallel()
	b := open(t, catalogue(few()), 56, 40)
	b.press("j", "a")
	b.shows("5 selected")
	b.press("+")
	if len(b.added) != 5 {
		t.Errorf("added %q", b.added)
	}
	b.find("reverse")
	b.press("v", "j", "j", "v")
	b.shows("3 selected")
	b.press("space")
	b.shows("2 selected")
	b.press("A")
	b.hides("selected")
	b.press("a")
	b.shows("3 selected")
	b.press("esc", "g", "space")
	if b.said == "" {
		t.Error("nothing is said about a section that can't be selected by space")
	}
	b.press("A", "+")
	if b.said == "" || len(b.added) != 5 {
		t.Errorf("a section was added: %q", b.added)
	}
}

func TestTooManyAreNotSelected(t *testing.T) {
	t.Parallel()
	b := open(t, large(t), 80, 18)
	b.find("e")
	b.press("a")
	if !strings.Contains(b.said, "too many") {
		t.Errorf("it said %q", b.said)
	}
	b.hides("selected")
	b.press("v", "G")
	for _, name := range []string{"v", "space", "enter"} {
		b.press(name)
		if !strings.Contains(b.said, "too many") || len(b.added) > 0 {
			t.Errorf("%s said %q", name, b.said)
		}
	}
	b.press("esc")
	b.hides("selected")
	b.press("g", "v", "G", "/", "x")
	b.hides("selected")
}

// What was selected before another search is added too, so it is never out of
// sight without a word.
func TestSelectionThatASearchHidesIsCounted(t *testing.T) {
	t.Parallel()
	b := open(t, catalogue(few()), 64, 40)
	b.find("record")
	b.press("a")
	b.hides("not shown")
	b.press("esc")
	b.find("reverse")
	b.press("space")
	b.shows("4 selected, 3 not shown")
	if add := b.Keys()[0].Short; add != "add 4, 3 not shown" {
		t.Errorf("enter says %q", add)
	}
}
