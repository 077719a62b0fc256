package cli

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// binary is the built program, in a folder that goes when the tests are over.
var binary string

// TestMain gives the tests a machine of their own, with nothing on it, and builds
// the program once. In scripts the test binary itself is the program.
func TestMain(m *testing.M) {
	testscript.Main(onAnEmptyMachine{m}, map[string]func(){program: func() { os.Exit(impatient(os.Args[1:])) }})
}

// impatient is Main, which looks often at a token that waits for its validation.
func impatient(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), endings()...)
	defer stop()
	c := processConsole()
	c.poll = 20 * time.Millisecond
	return run(ctx, args, c)
}

// raceOptions is the variable with the options of the race detector.
const raceOptions = "GORACE"

// hurried are these options for the programs that tests start: by itself the detector
// holds every program back for a second at its end.
func hurried() string { return strings.TrimSpace(os.Getenv(raceOptions) + " atexit_sleep_ms=10") }

// onAnEmptyMachine runs the tests.
type onAnEmptyMachine struct{ m *testing.M }

// Run returns the exit code.
func (e onAnEmptyMachine) Run() int {
	dir, err := os.MkdirTemp("", "ovh-tokens-test-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(dir) }()
	binary = filepath.Join(dir, "ovh-tokens.exe") // the suffix harms nowhere
	build := exec.Command("go", "build", "-o", binary, "ovh-tokens")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "building the program: %v\n%s", err, out)
		return 1
	}
	for _, variable := range os.Environ() {
		if name, _, _ := strings.Cut(variable, "="); strings.HasPrefix(name, "OVH_") {
			_ = os.Unsetenv(name)
		}
	}
	for name, value := range map[string]string{
		raceOptions: hurried(), "HOME": dir, "USERPROFILE": dir, "LOCALAPPDATA": filepath.Join(dir, "local"),
		"XDG_STATE_HOME": filepath.Join(dir, "state"), "XDG_CACHE_HOME": filepath.Join(dir, "cache"), "TZ": "UTC",
	} {
		_ = os.Setenv(name, value)
	}
	return e.m.Run()
}
