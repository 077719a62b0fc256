package key

import (
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func names(bindings []Binding) []string {
	var list []string
	for _, b := range bindings {
		list = append(list, b.Labels()+" "+b.Short)
	}
	return list
}

func TestMergeTakesClaimedKeysFromTheRest(t *testing.T) {
	t.Parallel()
	first := []Binding{{Keys: []string{"enter", "esc"}, Short: "done"}}
	rest := []Binding{
		{Keys: []string{"enter"}, Short: "open"},
		{Keys: []string{"esc", "x"}, Label: "esc x", Short: "leave"},
		{Keys: []string{"down"}, Label: "↑ ↓", Short: "move"},
		Quit(3),
	}
	got := Merge(first, rest)
	if want := []string{"enter esc done", "x leave", "↓ move", " quit"}; !slices.Equal(names(got), want) {
		t.Errorf("merged: %q, want %q", names(got), want)
	}
	if got[1].Shown() != "x" {
		t.Errorf("the label speaks of a key that is taken: %q", got[1].Shown())
	}
}

func TestFooterShowsWhatCanBeDone(t *testing.T) {
	t.Parallel()
	got := Footer([]Binding{
		{Keys: []string{"b"}, Short: "second", Footer: 2},
		{Keys: []string{"c"}, Short: "not now", Footer: 3, Disabled: func() string { return "because" }},
		{Keys: []string{"a"}, Short: "first", Footer: 1},
		{Keys: []string{"d"}, Short: "help only"},
	})
	if want := []string{"a first", "b second"}; !slices.Equal(names(got), want) {
		t.Errorf("footer: %q, want %q", names(got), want)
	}
}

func TestGuardTakesDangerAway(t *testing.T) {
	t.Parallel()
	done := false
	bindings := []Binding{
		{Keys: []string{"d"}, Short: "revoke", Footer: 1, Dangerous: true, Do: func() tea.Cmd { done = true; return nil }},
		{Keys: []string{"r"}, Short: "refresh", Footer: 2},
	}
	guarded := Guard(bindings, true)
	b, ok := Find(guarded, tea.KeyPressMsg{Code: 'd', Text: "d"})
	if !ok || b.Why() != ReadOnly {
		t.Errorf("d is %v, %q", ok, b.Why())
	}
	if b.Do(); done {
		t.Error("d acted")
	}
	if got := names(Footer(guarded)); !slices.Equal(got, []string{"r refresh"}) {
		t.Errorf("footer: %q", got)
	}
	if Guard(bindings, false)[0].Do(); !done {
		t.Error("without read-only d does nothing")
	}
}

func TestExplainedJoinsTheHalves(t *testing.T) {
	t.Parallel()
	got := Explained([]Binding{
		{Keys: []string{"down", "j"}, Long: "move", Short: "a"},
		{Keys: []string{"up"}, Short: "b"},
		Quit(1),
		{Keys: []string{"ctrl+left"}, Long: "back", Short: "c"},
	})
	if want := []string{"↓ j ↑ a", "ctrl+← c"}; !slices.Equal(names(got), want) {
		t.Errorf("explained: %q, want %q", names(got), want)
	}
}
