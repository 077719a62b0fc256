package uitest

import (
	"fmt"
	"html"
	"image/color"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
)

// Cell size of a picture, in the units of its view box.
const (
	cellWidth  = 8.4
	cellHeight = 18
	margin     = 14
)

// Picture returns what stands on the screen as an SVG, in the colours of a dark
// or light terminal.
func (t *Terminal) Picture(dark bool) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return picture(t.emulator, dark)
}

// PictureOf draws text with SGR sequences, such as a terminal multiplexer
// captures, as an SVG of w by h cells.
func PictureOf(styled string, w, h int, dark bool) string {
	e := vt.NewEmulator(w, h)
	lines := strings.Split(strings.TrimRight(styled, "\n"), "\n")
	_, _ = e.Write([]byte(strings.Join(lines, "\x1b[m\r\n")))
	return picture(e, dark)
}

// picture draws run by run: cells in a row that look the same are one text.
func picture(e *vt.Emulator, dark bool) string {
	foreground, background := "#24292f", "#ffffff"
	if dark {
		foreground, background = "#d6dae1", "#171b21"
	}
	width := float64(e.Width())*cellWidth + 2*margin
	height := e.Height()*cellHeight + 2*margin
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %d" font-family="ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace" font-size="14">`+"\n", width, height)
	fmt.Fprintf(&b, `<rect width="100%%" height="100%%" rx="8" fill="%s"/>`+"\n", background)
	for y := range e.Height() {
		for x := 0; x < e.Width(); {
			x = drawRun(&b, e, x, y, foreground)
		}
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// drawRun draws the cells from x on that share a style and returns the next x.
func drawRun(b *strings.Builder, e *vt.Emulator, x, y int, foreground string) int {
	first := e.CellAt(x, y)
	end := x
	var text strings.Builder
	for end < e.Width() {
		cell := e.CellAt(end, y)
		if !alike(first, cell) {
			break
		}
		switch {
		case cell == nil || cell.Content == "" && cell.Width == 1:
			text.WriteByte(' ')
		case cell.Width > 0:
			text.WriteString(cell.Content)
		}
		end++
	}
	left := margin + float64(x)*cellWidth
	top := margin + y*cellHeight
	span := float64(end-x) * cellWidth
	if first != nil && first.Style.Bg != nil {
		fmt.Fprintf(b, `<rect x="%.1f" y="%d" width="%.1f" height="%d" fill="%s"/>`+"\n", left, top, span, cellHeight, hex(first.Style.Bg))
	}
	if strings.TrimSpace(text.String()) != "" {
		fmt.Fprintf(b, `<text x="%.1f" y="%d" textLength="%.1f" xml:space="preserve"%s>%s</text>`+"\n",
			left, top+14, span, look(first, foreground), html.EscapeString(text.String()))
	}
	return max(end, x+1)
}

// look is the fill and weight of a cell.
func look(c *uv.Cell, foreground string) string {
	fill, rest := foreground, ""
	if c != nil {
		if c.Style.Fg != nil {
			fill = hex(c.Style.Fg)
		}
		if c.Style.Attrs&uv.AttrBold != 0 {
			rest += ` font-weight="bold"`
		}
		if c.Style.Attrs&uv.AttrFaint != 0 {
			rest += ` opacity="0.6"`
		}
	}
	return fmt.Sprintf(` fill="%s"%s`, fill, rest)
}

func alike(a, b *uv.Cell) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Style.Equal(&b.Style)
}

func hex(c color.Color) string {
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}
