package cli

import (
	"bufio"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
)

// outcome is what one command line did.
type outcome struct {
	code     int
	out, err string
}

// command runs a command line in this process. A terminal is claimed, but none
// is there: whatever is drawn lands in out.
func command(t *testing.T, terminal bool, args ...string) outcome {
	t.Helper()
	var out, err strings.Builder
	code := run(t.Context(), args, &console{in: strings.NewReader(""), out: &out, err: &err, screen: terminal})
	return outcome{code, out.String(), err.String()}
}

func TestWhatCannotBeUsedIsRefusedInWords(t *testing.T) {
	t.Parallel()
	conf := filepath.Join(t.TempDir(), "ovh.conf")
	text := "[default]\nendpoint=ovh-ca\n[ovh-ca]\napplication_key=appkey0123456789\napplication_secret=appsecret0123456789appsecret0123\nconsumer_key=consumer0123456789consumer012345\n"
	if err := os.WriteFile(conf, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		args []string
		says []string
	}{
		"unknown flag":     {[]string{"--dem"}, []string{"unknown flag: --dem", "Is it --demo?", "next: ovh-tokens --help"}},
		"flag of nothing":  {[]string{"--profile"}, []string{"flag needs an argument: --profile"}},
		"unknown command":  {[]string{"lst"}, []string{`there is no command "lst"`}},
		"one too many":     {[]string{"sim", "now"}, []string{`"now"`, "ovh-tokens sim --help"}},
		"theme":            {[]string{"--theme", "pink"}, []string{`--theme is auto, light or dark, not "pink"`}},
		"endpoint":         {[]string{"--config", conf, "--endpoint", "ovh-mars"}, []string{"ovh-mars", "ovh-eu", "ovh-ca", "ovh-us", "kimsufi-eu", "kimsufi-ca", "soyoustart-eu", "soyoustart-ca"}},
		"endpoint in http": {[]string{"--config", conf, "--endpoint", "http://api.example.com/1.0"}, []string{"https"}},
		"profile":          {[]string{"--config", conf, "--profile", "work"}, []string{`There is no profile "work"`, "--profile"}},
		"config":           {[]string{"--config", filepath.Join(t.TempDir(), "none.conf")}, []string{"none.conf"}},
		"debug":            {[]string{"--demo", "--debug", t.TempDir()}, []string{"--debug"}},
		"sim redirection":  {[]string{"sim", "--redirection", "maybe"}, []string{`--redirection does not know "maybe"`}},
		"sim tokens":       {[]string{"sim", "--tokens", "20000"}, []string{"--tokens is a number up to 10000."}},
		"sim address":      {[]string{"sim", "--addr", "0.0.0.0:0"}, []string{"only addresses of this machine"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := command(t, true, test.args...)
			if got.code != exitUsage {
				t.Errorf("code %d, want %d", got.code, exitUsage)
			}
			if got.out != "" {
				t.Errorf("something was drawn: %q", got.out)
			}
			for _, says := range test.says {
				if !strings.Contains(got.err, says) {
					t.Errorf("it says %q, want %q in it", got.err, says)
				}
			}
			if !strings.HasPrefix(got.err, "ovh-tokens: ") || strings.Contains(got.err, "appsecret") {
				t.Errorf("it says %q", got.err)
			}
		})
	}
}

func TestWithoutATerminalItSaysSoAndWhatWorks(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{nil, {"--demo"}, {"--read-only", "--no-browser"}} {
		got := command(t, false, args...)
		if got.code != exitUsage || got.out != "" || strings.Count(got.err, "\n") != 2 || !strings.Contains(got.err, "this needs a terminal") || !strings.Contains(got.err, "next: ovh-tokens --help") {
			t.Errorf("%q: code %d, out %q, err %q", args, got.code, got.out, got.err)
		}
	}
}

func TestVersionAndHelp(t *testing.T) {
	t.Parallel()
	got := command(t, false, "--version")
	if got.code != exitDone || !strings.HasPrefix(got.out, "ovh-tokens ") || strings.Count(got.out, "\n") != 1 {
		t.Errorf("--version: code %d, %q", got.code, got.out)
	}
	got = command(t, false, "--help")
	for _, flag := range []string{"--config", "--profile", "--endpoint", "--demo", "--read-only", "--no-browser", "--theme", "--debug", "--version", "--help", "sim", "Independent of OVHcloud."} {
		if !strings.Contains(got.out, flag) {
			t.Errorf("--help does not mention %s:\n%s", flag, got.out)
		}
	}
	if got.code != exitDone || got.err != "" {
		t.Errorf("--help: code %d, err %q", got.code, got.err)
	}
}

func TestSimServesAReadyConfiguration(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	read, write := io.Pipe()
	var (
		said strings.Builder
		wait sync.WaitGroup
		code int
	)
	wait.Go(func() {
		code = run(ctx, []string{"sim", "--old-errors"}, &console{out: write, err: &said})
		_ = write.Close()
	})
	var conf strings.Builder
	out := bufio.NewScanner(read)
	for out.Scan() {
		conf.WriteString(out.Text() + "\n")
		if strings.HasPrefix(out.Text(), "consumer_key=") {
			break
		}
	}
	file := filepath.Join(t.TempDir(), "ovh.conf")
	if err := os.WriteFile(file, []byte(conf.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	m, err := config.Load(config.Sources{ConfigFile: file})
	if err != nil || !m.Active.Complete() || len(m.Problems) > 0 {
		t.Fatalf("the configuration is not ready: %v, %v\n%s", err, m.Problems, conf.String())
	}
	p := m.Active
	client, err := ovhapi.NewClient(ovhapi.Options{
		Endpoint: p.Endpoint, ApplicationKey: p.ApplicationKey.Text, ApplicationSecret: p.ApplicationSecret.Secret, ConsumerKey: p.ConsumerKey.Secret,
	})
	if err != nil {
		t.Fatal(err)
	}
	if ids, err := client.Credentials(t.Context()); err != nil || len(ids) != 61 {
		t.Errorf("%d tokens, %v; want 61", len(ids), err)
	}
	cancel()
	wait.Wait()
	if code != exitDone || !strings.Contains(said.String(), "until ctrl+c") {
		t.Errorf("sim ended with code %d and said %q", code, said.String())
	}
	if _, err := client.Credentials(t.Context()); err == nil {
		t.Error("the server outlives its command")
	}
}
