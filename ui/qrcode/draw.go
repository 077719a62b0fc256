// Package qrcode shows a link as a QR code, for a phone to read from the
// terminal.
package qrcode

import (
	"fmt"
	"strings"

	"rsc.io/qr"
)

// quiet is the light margin around a code, in modules. The standard asks for
// four; readers do with less, and a terminal is small.
const (
	quietWide   = 4
	quietNarrow = 1
)

// code is a link as a square of dark and light modules.
type code struct {
	size int
	dark func(x, y int) bool
}

// encode chooses the weakest error correction: a screen has no dirt on it, and
// the code is smaller for it.
func encode(link string) (code, error) {
	c, err := qr.Encode(link, qr.L)
	if err != nil {
		return code{}, fmt.Errorf("drawing a QR code: %w", err)
	}
	return code{size: c.Size, dark: c.Black}, nil
}

// Text is a link as a QR code for the terminal, dark modules on light ground where
// paint colours its lines so. The error says that the link is too long for one.
func Text(link string, paint func(string) string) ([]string, error) {
	c, err := encode(link)
	if err != nil {
		return nil, err
	}
	return c.lines(quietNarrow, paint), nil
}

// need is the room in cells for a code with a margin.
func (c code) need(quiet int) (width, height int) {
	side := c.size + 2*quiet
	return side, (side + 1) / 2
}

// lines draws two modules one above the other in each cell, dark as ink on
// light paper: paint colours a line that way whatever the terminal's own
// colours are.
func (c code) lines(quiet int, paint func(string) string) []string {
	side, rows := c.need(quiet)
	at := func(x, y int) bool {
		x, y = x-quiet, y-quiet
		return x >= 0 && y >= 0 && x < c.size && y < c.size && c.dark(x, y)
	}
	lines := make([]string, rows)
	for row := range rows {
		var b strings.Builder
		for x := range side {
			switch upper, lower := at(x, 2*row), at(x, 2*row+1); {
			case upper && lower:
				b.WriteRune('█')
			case upper:
				b.WriteRune('▀')
			case lower:
				b.WriteRune('▄')
			default:
				b.WriteByte(' ')
			}
		}
		lines[row] = paint(b.String())
	}
	return lines
}
