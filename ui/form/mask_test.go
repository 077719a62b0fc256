package form

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

func TestMaskedTextShowsADotForEachCharacter(t *testing.T) {
	t.Parallel()
	const secret = "s3cr3t-é域"
	f := New("Secret", "paste it")
	f.SetMasked(true)
	f.Focus()
	if got := view(f); got != "Secret  paste it" {
		t.Errorf("empty: %q", got)
	}
	typed(f, secret)
	if got := view(f); got != "Secret  "+strings.Repeat(Dot, 9) {
		t.Errorf("typed: %q", got)
	}
	if f.Value() != secret {
		t.Errorf("the value is %q", f.Value())
	}
	if x, _, _ := f.Cursor(); x != 8+9 {
		t.Errorf("the cursor is at %d", x)
	}
	f.Update(tea.KeyPressMsg{Code: tea.KeyBackspace})
	f.Blur()
	if got := view(f); got != "Secret  "+strings.Repeat(Dot, 8) {
		t.Errorf("without the focus: %q", got)
	}
	if text := fmt.Sprintf("%v %+v %s", f, f, f); strings.Contains(text, "s3cr") {
		t.Errorf("fmt prints what was typed: %s", text)
	}
}

func TestLongMaskedTextStaysInItsRoom(t *testing.T) {
	t.Parallel()
	f := New("", "")
	f.SetMasked(true)
	f.SetWidth(10)
	f.Focus()
	typed(f, strings.Repeat("域x", 20))
	for range 50 {
		if x, _, _ := f.Cursor(); x >= 10 || ansi.StringWidth(view(f)) > 10 {
			t.Fatalf("the cursor is at %d in %q", x, view(f))
		}
		f.Update(tea.KeyPressMsg{Code: tea.KeyLeft})
	}
}
