package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/term"

	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/theme"
)

// console is what a command reads and writes. Its zero value with streams is one
// without any terminal, which is what scripts have.
type console struct {
	in       io.Reader
	out, err io.Writer
	// screen reports whether a screen can be drawn: what is typed comes from a
	// terminal and what is written goes to one.
	screen bool
	// asks reports whether somebody can be asked: a terminal is read from, and
	// one shows the question.
	asks bool
	// outWidth and errWidth are the columns of the terminals behind the streams, 0
	// where there is none: what is written there is neither cut nor coloured.
	outWidth, errWidth int
	// open shows a page in a browser; nil leaves it to what this machine has.
	open func(url string) error
	// poll is how often a token that waits for its validation is looked at; 0 is the
	// usual.
	poll time.Duration
	// pause waits for OVH's limit on calls and between attempts; nil waits for real.
	pause func(context.Context, time.Duration) error
	// ended is closed when a signal ends the program; nil is never.
	ended <-chan struct{}
	// theme paints what goes to a terminal; nil paints nothing.
	theme *theme.Theme

	// keys are words of the command line that look like a key: stderr masks them,
	// which ends in logs.
	keys []string

	mu    sync.Mutex // held while something is written to err
	drawn int        // the width of the progress that stands there
}

// processConsole is the console of this process.
func processConsole() *console {
	c := &console{in: os.Stdin, out: os.Stdout, err: os.Stderr}
	in := term.IsTerminal(os.Stdin.Fd())
	c.outWidth, c.errWidth = columnsOf(os.Stdout), columnsOf(os.Stderr)
	c.screen = in && c.outWidth > 0 && os.Getenv("TERM") != "dumb"
	c.asks = in && c.errWidth > 0
	if os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && runtime.GOOS != "windows" {
		c.theme = theme.New(theme.Unknown)
	}
	return c
}

// columnsOf is how wide the terminal behind a file is, 0 when it is none.
func columnsOf(f *os.File) int {
	if !term.IsTerminal(f.Fd()) {
		return 0
	}
	width, _, err := term.GetSize(f.Fd())
	if err != nil || width < 1 {
		return 80
	}
	return width
}

// paint gives a text its role where stdout is a terminal with colours.
func (c *console) paint(role theme.Role, text string) string {
	if c.theme == nil || c.outWidth == 0 {
		return text
	}
	return c.theme.Paint(role, text)
}

// say tells a person something that is not the answer: one line on stderr.
func (c *console) say(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.wipe()
	text := veil(fmt.Sprintf(format, args...), c.keys)
	_, _ = fmt.Fprintln(c.err, strings.Join(c.wrap(text, 0), "\n"))
}

// line writes one line to stderr that is not to be broken, whatever the width: a
// link, a command to paste, a line of a file.
func (c *console) line(text string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.wipe()
	_, _ = fmt.Fprintln(c.err, veil(text, c.keys))
}

// wrap breaks a text for stderr where that is a terminal; the lines after the first
// have a margin.
func (c *console) wrap(text string, margin int) []string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if c.errWidth <= margin+20 {
			lines = append(lines, line)
			continue
		}
		for _, part := range layout.Wrap(line, c.errWidth-margin) {
			if len(lines) > 0 {
				part = strings.Repeat(" ", margin) + part
			}
			lines = append(lines, part)
		}
	}
	return lines
}

// wipe takes the progress off the terminal. The lock is held.
func (c *console) wipe() {
	if c.drawn > 0 {
		_, _ = fmt.Fprint(c.err, "\r"+strings.Repeat(" ", c.drawn)+"\r")
		c.drawn = 0
	}
}

// readLine reads what somebody types, to the end of the line. It is over when a
// signal ends the program: the error is then context.Canceled. Of an input that ends
// it returns what there was, and io.EOF.
func (c *console) readLine() (string, error) {
	type line struct {
		text string
		err  error
	}
	typed := make(chan line, 1)
	go func() {
		text, err := bufio.NewReader(c.in).ReadString('\n')
		typed <- line{text, err}
	}()
	select {
	case l := <-typed:
		return strings.TrimSpace(l.text), l.err
	case <-c.ended:
		return "", context.Canceled
	}
}

// ask puts a question on stderr and reads the answer. Only a clear yes is one. The
// error is context.Canceled.
func (c *console) ask(question string) (bool, error) {
	c.mu.Lock()
	c.wipe()
	_, _ = fmt.Fprintf(c.err, "%s [y/N] ", question)
	c.mu.Unlock()
	answer, err := c.readLine()
	if err != nil {
		_, _ = fmt.Fprintln(c.err) // nobody has ended the line
	}
	if errors.Is(err, context.Canceled) {
		return false, err
	}
	switch strings.ToLower(answer) {
	case "y", "yes":
		return true, nil
	}
	return false, nil
}
