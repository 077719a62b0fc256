//go:build amd64 || arm64

package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// startTraced runs the program so that it is killed before the at-th thing it
// does to a file of the machine from the first stored request on.
func (b *box) startTraced(at int) (c *window, log string) {
	b.t.Helper()
	log = filepath.Join(b.t.TempDir(), "trace")
	self, err := os.Executable()
	if err != nil {
		b.t.Fatal(err)
	}
	env := append(
		b.env(), traceFolder+"="+b.home, traceFrom+"="+filepath.Join(b.state(), "pending"),
		traceAt+"="+strconv.Itoa(at), traceLog+"="+log,
	)
	c = openCommand(b.t, env, self, binary, "--no-browser")
	b.gate.watch(c)
	return c, log
}

// changes goes a way once, unharmed, and returns what is done to files on it.
func changes(t *testing.T, w way) []string {
	t.Helper()
	b := newBox(t, w)
	c, log := b.startTraced(0)
	if !c.follow(w.question) || !c.follow(w.answer) {
		if strings.Contains(c.screen(), "operation not permitted") {
			t.Skip("this machine does not let a program be traced")
		}
		t.Fatalf("the program ended by itself:\n%s", c.screen())
	}
	c.kill()
	return logged(t, log)
}

// logged is what the program did to files.
func logged(t *testing.T, log string) []string {
	t.Helper()
	text, err := os.ReadFile(log)
	if err != nil || !strings.Contains(string(text), " .ovh.conf") {
		t.Fatalf("what was done to files is not known: %v\n%s", err, text)
	}
	return strings.Split(strings.TrimSpace(string(text)), "\n")
}

// TestKilledAtEveryChangeOfAFile kills the program before everything that it does
// to a file from the request for a new token on: each system call that creates,
// fills, syncs, renames or removes one. Then it is killed once more after its
// restart.
func TestKilledAtEveryChangeOfAFile(t *testing.T) {
	t.Parallel()
	everyWay(t, func(t *testing.T, w way) {
		for i, change := range changes(t, w) {
			t.Run(fmt.Sprintf("%d %s", i+1, change), func(t *testing.T) {
				t.Parallel()
				b := newBox(t, w)
				c, log := b.startTraced(i + 1)
				if c.follow(w.question) && c.follow(w.answer) && !c.dies() {
					if did := logged(t, log); len(did) > i {
						t.Fatalf("it was not killed:\n%s", c.screen())
					}
					c.kill() // what is asked at the same time can come to fewer changes
				}
				w.holds(b)
				if b.holdsAny() { // a second time, on the way on
					c, _ = b.startTraced(i%9 + 1)
					_ = c.follow(b.rest()) // to its end when there are fewer changes
					c.kill()
				}
				b.survives(c)
			})
		}
	})
}
