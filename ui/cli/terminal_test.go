//go:build !windows

package cli

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// window is the built program in a pseudo-terminal.
type window struct {
	t        *testing.T
	cmd      *exec.Cmd
	tty      *os.File
	drained  chan struct{}
	mu       sync.Mutex
	emulator *vt.Emulator
	raw      strings.Builder
	changed  chan struct{}
}

// open starts the program in a terminal of 80 by 24.
func open(t *testing.T, env []string, args ...string) *window {
	t.Helper()
	return openCommand(t, env, binary, args...)
}

// openCommand starts what runs the program.
func openCommand(t *testing.T, env []string, command string, args ...string) *window {
	t.Helper()
	c := &window{
		t: t, cmd: exec.Command(command, args...), emulator: vt.NewEmulator(80, 24),
		drained: make(chan struct{}), changed: make(chan struct{}),
	}
	c.cmd.Env = append(os.Environ(), "TERM=xterm-256color", "XDG_STATE_HOME="+t.TempDir())
	c.cmd.Env = append(c.cmd.Env, env...)
	var err error
	if c.tty, err = pty.StartWithSize(c.cmd, &pty.Winsize{Rows: 24, Cols: 80}); err != nil {
		t.Fatalf("starting the program: %v", err)
	}
	t.Cleanup(func() {
		_ = c.cmd.Process.Kill() // in case the test has failed
		_ = c.tty.Close()
	})
	go c.show()
	go c.answer()
	return c
}

// show feeds what the program writes to the emulator.
func (c *window) show() {
	defer close(c.drained)
	buf := make([]byte, 4096)
	for {
		n, err := c.tty.Read(buf)
		c.mu.Lock()
		_, _ = c.emulator.Write(buf[:n])
		c.raw.Write(buf[:n])
		close(c.changed)
		c.changed = make(chan struct{})
		c.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// answer gives the program what the terminal answers to its questions.
func (c *window) answer() {
	buf := make([]byte, 256)
	for {
		n, err := c.emulator.Read(buf)
		if err != nil {
			return
		}
		_, _ = c.tty.Write(buf[:n])
	}
}

func (c *window) screen() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.emulator.String()
}

// until waits for a screen.
func (c *window) until(what string, ok func(string) bool) {
	c.t.Helper()
	deadline := time.After(30 * time.Second)
	for {
		c.mu.Lock()
		screen, changed := c.emulator.String(), c.changed
		c.mu.Unlock()
		if ok(screen) {
			return
		}
		select {
		case <-changed:
		case <-c.drained:
			if !ok(c.screen()) {
				c.t.Fatalf("the program ended before %s:\n%s", what, c.screen())
			}
			return
		case <-deadline:
			c.t.Fatalf("%s did not come:\n%s", what, c.screen())
		}
	}
}

func (c *window) wait(text string) {
	c.t.Helper()
	c.until(text, func(screen string) bool { return strings.Contains(screen, text) })
}

func (c *window) press(keys string) {
	c.t.Helper()
	if _, err := c.tty.WriteString(keys); err != nil {
		c.t.Fatalf("pressing %q: %v", keys, err)
	}
}

// code waits for the end of the program.
func (c *window) code() int {
	c.t.Helper()
	err := c.cmd.Wait()
	<-c.drained
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return exit.ExitCode()
	}
	if err != nil {
		c.t.Fatal(err)
	}
	return 0
}

// serve starts the program's own server as another process and returns the
// ovh.conf it prints.
func serve(t *testing.T, flags ...string) (conf string, stop func() int) {
	t.Helper()
	sim := exec.Command(binary, append([]string{"sim"}, flags...)...)
	out, err := sim.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := sim.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sim.Process.Kill() })
	conf = filepath.Join(t.TempDir(), "sim.conf")
	var text strings.Builder
	for scan := bufio.NewScanner(out); scan.Scan(); {
		text.WriteString(scan.Text() + "\n")
		if strings.HasPrefix(scan.Text(), "consumer_key=") {
			break
		}
	}
	if err := os.WriteFile(conf, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return conf, func() int {
		_ = sim.Process.Signal(syscall.SIGINT)
		_ = sim.Wait()
		return sim.ProcessState.ExitCode()
	}
}

func TestProgramRevokesOverHTTP(t *testing.T) {
	t.Parallel()
	conf, stop := serve(t)
	state := t.TempDir()
	c := open(t, []string{"XDG_STATE_HOME=" + state}, "--config", conf, "--no-browser")
	c.wait("61 tokens")
	c.wait("in use")
	c.press("\x1b[B") // down, off the token in use
	c.press("d")
	c.wait("Revoke 1 token?")
	c.press("y")
	c.wait("1 token revoked.")
	c.wait("60 tokens")
	c.wait("Receipt: ")
	c.press("q")
	if code := c.code(); code != 0 {
		t.Errorf("q ended with code %d", code)
	}
	receipts, _ := filepath.Glob(filepath.Join(state, "ovh-tokens", "receipts", "*-revoke-zz12345-ovh.json"))
	if len(receipts) != 1 {
		t.Errorf("%d receipts were written, want one", len(receipts))
	}
	again := open(t, nil, "--config", conf, "--no-browser")
	again.wait("60 tokens")
	again.press("q")
	if code := again.code(); code != 0 {
		t.Errorf("q ended with code %d", code)
	}
	if code := stop(); code != 0 {
		t.Errorf("ctrl+c ended sim with code %d, want 0", code)
	}
}

func TestDemoRuns(t *testing.T) {
	t.Parallel()
	c := open(t, nil, "--demo", "--no-browser")
	c.wait("61 tokens")
	c.wait("zz12345-ovh")
	c.press("X")
	c.wait("18 expired tokens go in")
	c.press("\r")
	c.wait("18 expired tokens revoked.")
	c.press("\x03\x03")
	if code := c.code(); code != 0 {
		t.Errorf("ctrl+c twice ended with code %d", code)
	}
}

func TestSignalStopsTheRunBetweenTwo(t *testing.T) {
	t.Parallel()
	conf, _ := serve(t, "--latency", "100ms")
	c := open(t, nil, "--config", conf, "--no-browser")
	c.wait("61 tokens")
	c.until("the whole list", func(screen string) bool { return !strings.Contains(screen, "reading") })
	c.press("X")
	c.wait("go in")
	c.press("\r")
	c.wait("Revoking ")
	if err := c.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if code := c.code(); code != exitInterrupted {
		t.Errorf("ended with code %d, want %d", code, exitInterrupted)
	}
	again := open(t, nil, "--config", conf, "--no-browser")
	again.until("the whole list", func(screen string) bool {
		return strings.Contains(screen, " tokens ") && !strings.Contains(strings.ToLower(screen), "reading")
	})
	if left := again.screen(); strings.Contains(left, "43 tokens") {
		t.Errorf("the run went on to its end:\n%s", left)
	}
}

// A terminal that is closed ends the program as TERM does: the demo's keys go
// with it.
func TestClosedTerminalLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	for _, end := range []syscall.Signal{syscall.SIGHUP, syscall.SIGTERM} {
		t.Run(end.String(), func(t *testing.T) {
			t.Parallel()
			if signal.Ignored(end) {
				t.Skip("this process ignores it, as nohup has it, and so does the program it starts")
			}
			dir := t.TempDir()
			c := open(t, []string{"TMPDIR=" + dir}, "--demo", "--no-browser")
			c.wait("61 tokens")
			files := filepath.Join(dir, "ovh-tokens-demo-*")
			if there, _ := filepath.Glob(files); len(there) != 1 {
				t.Fatalf("the demo has %d folders, want one", len(there))
			}
			if err := c.cmd.Process.Signal(end); err != nil {
				t.Fatal(err)
			}
			if code := c.code(); code != exitInterrupted {
				t.Errorf("ended with code %d, want %d", code, exitInterrupted)
			}
			if left, _ := filepath.Glob(files); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

func TestTerminalThatCannotDraw(t *testing.T) {
	t.Parallel()
	c := open(t, []string{"TERM=dumb"}, "--demo")
	if code := c.code(); code != exitUsage {
		t.Errorf("ended with code %d, want %d", code, exitUsage)
	}
	if got := c.raw.String(); strings.Count(got, "\n") != 3 || !strings.Contains(got, "this needs a terminal") || !strings.Contains(got, "--help") || strings.Contains(got, "\x1b") {
		t.Errorf("it wrote %q, want one sentence", got)
	}
}

func TestPipeInsteadOfATerminal(t *testing.T) {
	t.Parallel()
	cmd := exec.Command(binary, "--demo")
	var out, err strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &err
	_ = cmd.Run()
	if cmd.ProcessState.ExitCode() != exitUsage || out.String() != "" || strings.Count(err.String(), "\n") != 2 {
		t.Errorf("code %d, out %q, err %q", cmd.ProcessState.ExitCode(), out.String(), err.String())
	}
}
