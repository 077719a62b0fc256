package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/atotto/clipboard"
	"github.com/pkg/browser"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui"
	"ovh-tokens/ui/nokeys"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/tokens"
)

// lastCalls is how long the program waits at its end for a call under way, so
// that its outcome is known and its receipt written.
const lastCalls = 40 * time.Second

// start runs the terminal program.
func start(ctx context.Context, f *flags, s streams) error {
	if !s.terminal {
		return usageError("this needs a terminal that can draw a screen. See ovh-tokens --help for what works without one.")
	}
	look, err := background(f.theme)
	if err != nil {
		return err
	}
	log, done, err := openLog(f.debug)
	if err != nil {
		return err
	}
	defer done()
	env := &shell.Env{Clock: shell.SystemClock{}, ReadOnly: f.readOnly, Copy: systemClipboard()}
	if !f.noBrowser && hasBrowser(runtime.GOOS, os.Getenv) {
		env.Open = openBrowser
	}
	var first shell.Screen
	if f.demo {
		sim, err := startDemo(ctx, env, log)
		if err != nil {
			return err
		}
		defer func() { _ = sim.Close() }()
		first = tokens.New(env)
	} else if first, err = startReal(env, f, log); err != nil {
		return err
	}
	program := tea.NewProgram(ui.New(env, first, ui.Options{Background: look}), tea.WithContext(ctx), tea.WithInput(s.in), tea.WithOutput(s.out))
	_, err = program.Run()
	waitForJobs(env, s.err)
	if errors.Is(err, tea.ErrInterrupted) || errors.Is(err, tea.ErrProgramKilled) && ctx.Err() != nil {
		return context.Canceled
	}
	return err
}

// startDemo serves the invented account in this process and points env at it.
// Nothing is kept on disk.
func startDemo(ctx context.Context, env *shell.Env, log *slog.Logger) (*ovhsim.Server, error) {
	sim := ovhsim.New(ovhsim.Options{Log: log})
	if err := sim.Listen(ctx, "127.0.0.1:0"); err != nil {
		return nil, fmt.Errorf("starting the demo's API: %w", err)
	}
	endpoint, err := ovhapi.ParseEndpoint(sim.Endpoint())
	if err != nil {
		return nil, err
	}
	keys := sim.Keys()
	env.Client, err = ovhapi.NewClient(ovhapi.Options{
		Endpoint: endpoint, Version: version(), Log: log, ApplicationKey: keys.ApplicationKey,
		ApplicationSecret: ovhapi.NewSecret(keys.ApplicationSecret), ConsumerKey: ovhapi.NewSecret(keys.ConsumerKey),
	})
	env.Keeper, env.Fleeting, env.Place = config.NewMemoryState(), true, "demo"
	return sim, err
}

// startReal reads this machine's keys. Without usable ones the first screen
// says what is missing; what flags ask for and cannot be had is an error.
func startReal(env *shell.Env, f *flags, log *slog.Logger) (shell.Screen, error) {
	dir, err := config.StateDir(os.Getenv, runtime.GOOS, homeDir())
	if err != nil {
		return nil, err
	}
	state, err := config.OpenState(dir)
	if err != nil {
		return nil, err
	}
	env.Keeper = state
	find := func() (nokeys.Found, error) { return findKeys(f, log) }
	found, err := find()
	if err != nil && (f.profile != "" || f.endpoint != "" || f.config != "") {
		return nil, err
	}
	next := func() shell.Screen { return tokens.New(env) }
	if found.Client == nil {
		return nokeys.New(env, found.Machine, func() nokeys.Found {
			again, _ := find() // its problems are part of the machine, which the screen shows
			return again
		}, next), nil
	}
	env.Client, env.Place, env.Origin = found.Client, found.Place, found.Origin
	return next(), nil
}

// findKeys reads files and environment and makes a client when all keys are
// there.
func findKeys(f *flags, log *slog.Logger) (nokeys.Found, error) {
	sources := config.MachineSources()
	sources.ConfigFile, sources.Profile, sources.Endpoint = f.config, f.profile, f.endpoint
	m, err := config.Load(sources)
	found := nokeys.Found{Machine: m}
	p := m.Active
	if err != nil || !p.Complete() {
		return found, err
	}
	found.Client, err = ovhapi.NewClient(ovhapi.Options{
		Endpoint: p.Endpoint, Version: version(), Log: log, ApplicationKey: p.ApplicationKey.Text,
		ApplicationSecret: p.ApplicationSecret.Secret, ConsumerKey: p.ConsumerKey.Secret,
	})
	found.Place = p.Endpoint.Short()
	found.Origin = fmt.Sprintf("Endpoint from %s; application key from %s; secret from %s; consumer key from %s.",
		p.EndpointOrigin, p.ApplicationKey.Origin, p.ApplicationSecret.Origin, p.ConsumerKey.Origin)
	return found, err
}

func homeDir() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return home
}

// openLog opens the file of --debug for appending, readable by its owner only.
func openLog(path string) (*slog.Logger, func(), error) {
	if path == "" {
		return slog.New(slog.DiscardHandler), func() {}, nil
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600) //nolint:gosec // the user names the file
	if err != nil {
		return nil, nil, usageError("--debug: %v", err)
	}
	log := slog.New(slog.NewJSONHandler(file, &slog.HandlerOptions{Level: slog.LevelDebug}))
	return log, func() { _ = file.Close() }, nil
}

// hasBrowser reports whether a browser can be expected to open beside the
// terminal: on Unix that takes a display, over SSH it would open elsewhere.
func hasBrowser(goos string, getenv func(string) string) bool {
	if getenv("SSH_CONNECTION") != "" && getenv("DISPLAY") == "" {
		return false
	}
	switch goos {
	case "darwin", "windows":
		return true
	}
	return getenv("DISPLAY") != "" || getenv("WAYLAND_DISPLAY") != "" || getenv("WSL_DISTRO_NAME") != ""
}

// openBrowser opens a page and keeps the browser's chatter off the screen.
func openBrowser(url string) error {
	browser.Stdout, browser.Stderr = io.Discard, io.Discard
	return browser.OpenURL(url)
}

// systemClipboard is the machine's clipboard, or nil when it has none.
func systemClipboard() func(string) error {
	if clipboard.Unsupported {
		return nil
	}
	return clipboard.WriteAll
}

// waitForJobs gives calls under way time to end.
func waitForJobs(env *shell.Env, out io.Writer) {
	done := make(chan struct{})
	go func() {
		env.Jobs.Wait()
		close(done)
	}()
	select {
	case <-done:
		return
	case <-time.After(300 * time.Millisecond):
		_, _ = fmt.Fprintln(out, "Waiting for the last call to OVH to end.")
	}
	select {
	case <-done:
	case <-time.After(lastCalls):
	}
}
