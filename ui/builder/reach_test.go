package builder

import (
	"fmt"
	"testing"

	"ovh-tokens/ovhapi/rule"
)

func TestOperationsAreSearchedAndAdded(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{80, 19}, {140, 45}} {
		b := knowing("POST /domain/zone/example.com/record", size[0], size[1])
		b.press("/")
		b.write("zone record")
		b.wantText(t, "zone record", "DEL")
		b.press("enter", "a", "enter")
		b.wantSaid(t, "Added GET /domain/zone/example.com/record and 2 rules more. 1 operation in reach already.")
		b.wantRules(t, "GET POST /domain/zone/example.com/record\nGET DELETE /domain/zone/example.com/record/*")
		b.wantText(t, "◐ DEL")
		b.press("esc", "esc")
		if b.part != partRules {
			t.Fatalf("esc leads to part %d", b.part)
		}
		b.press("u")
		b.wantRules(t, "POST /domain/zone/example.com/record")
		b.press("ctrl+r", "/")
		b.write("zone record")
		b.press("enter", "enter")
		b.wantSaid(t, "in reach already")
	}
}

// TestAStarForManyValuesIsSaid when an operation is added to a set that names more
// zones than become rules one by one.
func TestAStarForManyValuesIsSaid(t *testing.T) {
	t.Parallel()
	for zones, want := range map[int]string{
		9:             "Added POST /domain/zone/z0.example.com/refresh and 8 rules more.",
		maxFilled + 1: "Added POST /domain/zone/*/refresh. A star stands for every zone, since the set names 41.",
	} {
		rules := ""
		for i := range zones {
			rules += fmt.Sprintf("POST /domain/zone/z%d.example.com/record\n", i)
		}
		b := knowing(rules, 140, 45)
		b.press("/")
		b.write("zone refresh")
		b.press("enter", "enter")
		b.wantSaid(t, want)
	}
}

func TestRowShowsWhatItReaches(t *testing.T) {
	t.Parallel()
	b := knowing("GET /me/*\nGET POST /ip/*/reverse", 140, 45)
	b.wantText(t, "2 of 16 operations", "/me/bill/{billId}")
	b.press("j")
	b.wantText(t, "/ip/{ip}/reverse", "POST")
	b.press("j") // the line that adds one
	b.wantText(t, "Operations")
	b = knowing("GET /me\nGET /me/*", 80, 19)
	for range 2 { // the second time from a search
		b.press("tab", "tab")
		b.wantText(t, "1 of 16 operations", "GET /me")
		b.press("+")
		b.write("reverse")
		b.press("enter", "esc", "esc", "up")
	}
	b.press("/")
	if !b.searching() {
		t.Error("a does not search")
	}
	b.press("esc", "esc")
	if b.part != partRules {
		t.Error("esc does not lead back")
	}
}

func TestSectionsAreCounted(t *testing.T) {
	t.Parallel()
	b := knowing("GET POST /domain/zone/*\nGET /vps/*", 140, 45)
	b.wantText(t, "/domain 3 reads 2 writes of 7", "/vps 1 read of 1")
}

func TestDifferenceToTheTokenItCameFrom(t *testing.T) {
	t.Parallel()
	was := rule.Set{{Method: rule.Get, Path: "/me"}, {Method: rule.Get, Path: "/vps"}}
	b := openStart(Start{Rules: was, Was: was, From: "token 498601349, certbot web1"}, 140, 45)
	b.wantText(t, "The same rights as token 498601349, certbot web1.")
	if got := b.Heading().Left; got != "From token 498601349, certbot web1" {
		t.Errorf("the heading says %q", got)
	}
	b.press("-")
	b.drop("DELETE /vps/*")
	b.wantText(t, "Against token 498601349, certbot web1", "+ DELETE /vps/*", "− GET /me")
	b.drop("POST /order/*")
	b.wantText(t, "+ ▲ POST /order/*")
	b.press("ctrl+s")
	b.wantText(t, "Against token 498601349, certbot web1", "− GET /me")
	b.press("esc", "u", "u", "u")
	b.wantText(t, "The same rights as")
}
