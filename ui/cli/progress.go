package cli

import (
	"fmt"
	"time"

	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/when"
)

// progress tells how far a piece of work has come: on a terminal in one line that
// goes when the work is done, elsewhere in a plain line for each tenth of it.
type progress struct {
	console *console
	label   string
	plain   bool // whether anything is told without a terminal
	told    int  // tenths
	text    string
	until   time.Time // of the pause that was told last
}

// progress begins to tell of work that changes something.
func (c *console) progress(label string) *progress {
	return &progress{console: c, label: label, plain: true}
}

// reading begins to tell of work that only reads, which nobody has to know of
// who does not wait for it.
func (c *console) reading(label string) *progress { return &progress{console: c, label: label} }

// at tells that so many are done, of a total that is 0 until it is known.
func (p *progress) at(done, total int) {
	text := p.label
	if total > 0 {
		text = fmt.Sprintf("%s %s of %s", p.label, layout.Number(done), layout.Number(total))
	}
	p.text = text
	if p.console.errWidth > 0 {
		p.draw(text + "…")
		return
	}
	if tenth := done * 10 / max(total, 1); p.plain && total > 0 && tenth > p.told {
		p.told = tenth
		p.console.say("%s", text)
	}
}

// worthTelling is the shortest pause that is told.
const worthTelling = 2 * time.Second

// waits tells that OVH's limit on calls holds the work back until a time, and about
// when all of it will be done: once for each pause, also where nothing else is told,
// since the work looks stuck meanwhile. The zero time is no pause.
func (p *progress) waits(until, ready time.Time) {
	wait := time.Until(until).Round(time.Second)
	if wait < worthTelling || until.Equal(p.until) {
		return
	}
	p.until = until
	text := p.text + ": OVH asks to wait, " + when.Span(wait)
	if whole := time.Until(ready).Round(time.Second); whole > wait {
		text += "; all takes about " + when.Span(whole)
	}
	if p.console.errWidth > 0 {
		p.draw(text)
		return
	}
	p.console.say("%s.", text)
}

// draw puts the text in place of the one before.
func (p *progress) draw(text string) {
	c := p.console
	c.mu.Lock()
	defer c.mu.Unlock()
	text = layout.Cut(text, c.errWidth-1)
	width := len([]rune(text))
	_, _ = fmt.Fprint(c.err, "\r"+layout.Pad(text, max(width, c.drawn)))
	c.drawn = max(width, c.drawn)
}

// end takes it away.
func (p *progress) end() {
	p.console.mu.Lock()
	defer p.console.mu.Unlock()
	p.console.wipe()
}
