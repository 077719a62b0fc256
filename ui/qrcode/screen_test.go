package qrcode_test

import (
	"strings"
	"testing"

	"rsc.io/qr"

	"ovh-tokens/ui"
	"ovh-tokens/ui/qrcode"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/uitest"
)

const link = "https://www.ovh.com/auth/sso/api?credentialToken=00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

// modules reads a code back from the screen: two modules in each cell.
func modules(screen string, size int) [][]bool {
	lines := strings.Split(screen, "\n")
	first := 0
	for !strings.ContainsAny(lines[first], "█▀▄") {
		first++
	}
	left := len(lines[first])
	for _, line := range lines {
		if at := strings.IndexAny(line, "█▀▄"); at >= 0 {
			left = min(left, at)
		}
	}
	grid := make([][]bool, size+1)
	for y := range grid {
		grid[y] = make([]bool, size)
	}
	for row := range (size + 1) / 2 {
		cells := []rune(lines[first+row])
		for x := range size {
			if left+x >= len(cells) {
				continue
			}
			cell := cells[left+x]
			grid[2*row][x] = cell == '█' || cell == '▀'
			grid[2*row+1][x] = cell == '█' || cell == '▄'
		}
	}
	return grid
}

// TestCodeFitsTheSmallestUsualTerminal draws a link of the length OVH uses at
// 80×24 and reads it back from the screen.
func TestCodeFitsTheSmallestUsualTerminal(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{80, 24}, {140, 50}} {
		env := &shell.Env{Clock: shell.SystemClock{}}
		term := uitest.Run(t, ui.New(env, qrcode.New(env, link), ui.Options{Background: theme.Dark}), uitest.Size(size[0], size[1]))
		want, err := qr.Encode(link, qr.L)
		if err != nil {
			t.Fatal(err)
		}
		got := modules(term.Screen(), want.Size)
		// A margin of an odd number of modules shifts the code by half a cell.
		shift := 0
		if !got[0][0] {
			shift = 1
		}
		for y := range want.Size {
			if y+shift >= len(got) {
				break
			}
			for x := range want.Size {
				if got[y+shift][x] != want.Black(x, y) {
					t.Fatalf("%d×%d: module %d,%d is wrong\n%s", size[0], size[1], x, y, term.Screen())
				}
			}
		}
		if !strings.Contains(term.Styled(), "\x1b[") {
			t.Error("the code has no colours of its own: it would be light on dark in a dark terminal")
		}
	}
}

// TestTooSmallSaysHowMuchIsNeeded asks for a larger window instead of drawing
// half a code.
func TestTooSmallSaysHowMuchIsNeeded(t *testing.T) {
	t.Parallel()
	env := &shell.Env{Clock: shell.SystemClock{}}
	term := uitest.Run(t, ui.New(env, qrcode.New(env, link), ui.Options{}), uitest.Size(60, 15))
	term.WaitFor("needs a window of 43×22")
	term.Resize(60, 30)
	term.WaitFor("█")
}
