package ui_test

import (
	"testing"

	"ovh-tokens/ui/uitest"
)

//go:generate go test -run ^TestPictureOfTheList$ . -update

// TestPictureOfTheList keeps the picture in the README the program's own: the
// list with two tokens selected, in a dark terminal.
func TestPictureOfTheList(t *testing.T) {
	t.Parallel()
	s := frozen(t).start(uitest.Size(126, 30), uitest.Dark())
	s.loaded()
	s.WaitBackground()
	s.Press("down", "space", "space")
	s.Settle()
	generated(t, "../docs/screen.svg", s.Picture(true))
}
