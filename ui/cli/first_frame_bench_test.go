//go:build !windows

package cli

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/creack/pty"

	"ovh-tokens/ovhapi/ovhsim"
)

// BenchmarkFirstFrame starts the program as a process of its own, on the account
// of an ovh.conf, and one that has nothing but the framework, in turn. It reports
// the medians of what each takes from its start to its first frame, and how often
// the one fits into the other.
func BenchmarkFirstFrame(b *testing.B) {
	sim := ovhsim.New(ovhsim.Options{Tokens: 2000, Latency: 50 * time.Millisecond})
	if err := sim.Listen(b.Context(), "127.0.0.1:0"); err != nil {
		b.Fatal(err)
	}
	defer func() { _ = sim.Close() }()
	home, bin := b.TempDir(), b.TempDir()
	if err := os.WriteFile(filepath.Join(home, ".ovh.conf"), []byte(sim.Config()), 0o600); err != nil {
		b.Fatal(err)
	}
	env := []string{"HOME=" + home, "XDG_STATE_HOME=" + home, "XDG_CACHE_HOME=" + home, "TERM=xterm-256color", "PATH=" + os.Getenv("PATH")}
	full, empty := build(b, bin, "../.."), build(b, bin, "./testdata/empty")
	var whole, least []time.Duration
	for b.Loop() {
		least = append(least, firstFrame(b, empty, env, "first frame"))
		whole = append(whole, firstFrame(b, full, env, "Tokens for OVH", "--no-browser"))
	}
	of := func(list []time.Duration) float64 {
		slices.Sort(list)
		return float64(list[len(list)/2])
	}
	b.ReportMetric(of(whole)/1e6, "ms/program")
	b.ReportMetric(of(least)/1e6, "ms/empty")
	b.ReportMetric(of(whole)/of(least), "times")
}

// build makes an executable of a package.
func build(b *testing.B, dir, pkg string) string {
	b.Helper()
	path := filepath.Join(dir, filepath.Base(filepath.Clean(pkg))+".bin")
	if out, err := exec.CommandContext(b.Context(), "go", "build", "-o", path, pkg).CombinedOutput(); err != nil {
		b.Fatalf("building %s: %v\n%s", pkg, err, out)
	}
	return path
}

// firstFrame measures from the start of a process until its terminal has been
// given a text, and ends the process.
func firstFrame(b *testing.B, path string, env []string, text string, args ...string) time.Duration {
	b.Helper()
	cmd := exec.CommandContext(b.Context(), path, args...)
	cmd.Env = env
	began := time.Now()
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 50, Cols: 140})
	if err != nil {
		b.Fatal(err)
	}
	defer func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		_ = tty.Close()
	}()
	var seen []byte
	for part := make([]byte, 4096); !bytes.Contains(seen, []byte(text)); {
		n, err := tty.Read(part)
		if err != nil {
			b.Fatalf("%s ended before its first frame: %v\n%q", path, err, seen)
		}
		seen = append(seen, part[:n]...)
	}
	return time.Since(began)
}
