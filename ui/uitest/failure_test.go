package uitest

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// recorder is a test that may fail.
type recorder struct {
	testing.TB
	mu       sync.Mutex
	failures []string
	cleanups []func()
}

func (r *recorder) Helper()             {}
func (r *recorder) Cleanup(f func())    { r.cleanups = append(r.cleanups, f) }
func (r *recorder) Logf(string, ...any) {}
func (r *recorder) Errorf(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failures = append(r.failures, fmt.Sprintf(format, args...))
}

func (r *recorder) Fatalf(format string, args ...any) {
	r.Errorf(format, args...)
	runtime.Goexit()
}

// failures runs a test, its clean-up included, and returns how it failed.
func failures(t *testing.T, test func(testing.TB)) string {
	t.Helper()
	r := &recorder{TB: t}
	done := make(chan struct{})
	go func() {
		defer close(done)
		test(r)
	}()
	<-done
	for _, cleanup := range r.cleanups {
		cleanup()
	}
	return strings.Join(r.failures, "\n")
}

// hasty keeps a wait that must fail from taking long.
func hasty(o *options) { o.patience = 100 * time.Millisecond }

func TestFailures(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		test func(testing.TB)
		want []string
	}{
		{"waiting for what does not come", func(t testing.TB) {
			Run(t, shows("what is there"), hasty).WaitFor("something else")
		}, []string{`"something else"`, "in time", "| what is there"}},
		{"waiting for what does not go", func(t testing.TB) {
			Run(t, shows("what stays"), hasty).WaitGone("stays")
		}, []string{`"stays" to go`, "| what stays"}},
		{"waiting after the end", func(t testing.TB) {
			term := Run(t, on("q", does(tea.Quit)))
			term.Press("q")
			term.WaitFor("more")
		}, []string{`"more"`, "has ended"}},
		{"an end that does not come", func(t testing.TB) {
			_ = Run(t, notepad{}, hasty).Wait()
		}, []string{"the end of the program"}},
		{"a background not asked for", func(t testing.TB) {
			Run(t, notepad{}, hasty).WaitBackground()
		}, []string{"a question for the background"}},
		{"a key that can't be", func(t testing.TB) {
			Run(t, notepad{}).Press("shift+enter")
		}, []string{`"shift+enter"`}},
		{"an error nobody asked about", func(t testing.TB) {
			Run(t, on("q", does(tea.Interrupt))).Press("q")
		}, []string{"ended with", "interrupted"}},
		{"none", func(t testing.TB) {
			Run(t, notepad{}).Press("x")
		}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := failures(t, tt.test)
			if tt.want == nil && got != "" {
				t.Errorf("it failed with %q", got)
			}
			for _, want := range tt.want {
				if !strings.Contains(got, want) {
					t.Errorf("the failure %q does not say %q", got, want)
				}
			}
		})
	}
}

func TestProgramThatHangsFailsTheTest(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	hang := on("h", func(n notepad) (notepad, tea.Cmd) { <-release; return n, nil })
	var term *Terminal
	got := failures(t, func(t testing.TB) {
		term = Run(t, hang, hasty)
		term.Press("h")
	})
	close(release)
	<-term.ended
	for _, want := range []string{"an answer to what it was given", "did not end", "| size 80x24"} {
		if !strings.Contains(got, want) {
			t.Errorf("the failure %q does not say %q", got, want)
		}
	}
}

func TestGolden(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	const file = "testdata/list/80x24.golden"
	compare := func(content string, write bool) string {
		return failures(t, func(t testing.TB) { golden(t, file, content, write) })
	}
	if got := compare("one\ntwo\n", false); !strings.Contains(got, "-update") {
		t.Errorf("a missing file fails with %q, which does not say how to write it", got)
	}
	if got := compare("one\ntwo\n", true); got != "" {
		t.Fatalf("writing failed: %s", got)
	}
	if got := compare("one\ntwo\n", false); got != "" {
		t.Errorf("the same content differs: %s", got)
	}
	if got := compare("one\nthree\n", false); !strings.Contains(got, "three") || !strings.Contains(got, file) {
		t.Errorf("another content fails with %q", got)
	}
	if err := os.WriteFile(filepath.Join(dir, file), []byte("one\r\ntwo\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := compare("one\ntwo\n", false); got != "" {
		t.Errorf("line ends of a Windows checkout differ: %s", got)
	}
}

func TestGoldenOfAScreen(t *testing.T) {
	t.Parallel()
	term := Run(t, shows("╭────╮\n│ ok │\n╰────╯"), Size(10, 4))
	Golden(t, "box", term.Screen())
}
