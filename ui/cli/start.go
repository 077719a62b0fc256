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
	"ovh-tokens/ui"
	"ovh-tokens/ui/setup"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/tokens"
)

// lastCalls is how long the program waits at its end for a call under way, so
// that its outcome is known and its receipt written.
const lastCalls = 40 * time.Second

// frames is how often in a second what has changed is drawn: the most that there
// is, since the first frame and the answer to every key wait for the next of them.
const frames = 120

// start runs the terminal program.
func start(ctx context.Context, s *session) error {
	f := &s.flags
	look, err := background(f.theme)
	if err != nil {
		return err
	}
	if !s.screen {
		return usageError("this needs a terminal that can draw a screen. The commands work without one.")
	}
	env := &shell.Env{Clock: shell.SystemClock{}, ReadOnly: f.readOnly, Connect: s.connect}
	if !clipboard.Unsupported {
		env.Copy, env.Paste = clipboard.WriteAll, clipboard.ReadAll
	}
	if !f.noBrowser && hasBrowser(runtime.GOOS, os.Getenv) {
		env.Open = browserOpener()
	}
	var first shell.Screen
	if f.demo {
		demo, err := s.invented()
		if err != nil {
			return err
		}
		if err := demo.connect(env); err != nil {
			return err
		}
		first = tokens.New(env)
	} else if first, err = startReal(env, s); err != nil {
		return err
	}
	root := ui.New(env, first, ui.Options{Background: look})
	// Signals end ctx; the framework's own handler would take SIGTERM for a quit.
	program := tea.NewProgram(root, tea.WithContext(ctx), tea.WithoutSignalHandler(), tea.WithInput(s.in), tea.WithOutput(s.out),
		tea.WithFPS(frames))
	_, err = program.Run()
	root.Close()
	remind(env, s.err)
	waitForJobs(env, s.err)
	if errors.Is(err, tea.ErrInterrupted) || errors.Is(err, tea.ErrProgramKilled) && ctx.Err() != nil {
		return context.Canceled
	}
	return err
}

// startReal reads this machine's keys. Without usable ones the first screen
// sets them up; what flags ask for and cannot be had is an error.
func startReal(env *shell.Env, s *session) (shell.Screen, error) {
	var err error
	if env.Keeper, err = s.keeper(); err != nil {
		return nil, err
	}
	env.Cache, env.PresetsFile = s.cache(), s.presetsFile()
	if err := env.RecallFiles(); err != nil {
		s.log.Warn("the list of files with keys could not be read", slog.Any("error", err))
	}
	if env.Sources, err = s.sources(); err != nil {
		return nil, err
	}
	m, client, err := env.Look()
	if f := &s.flags; err != nil && (f.profile != "" || f.endpoint != "" || f.config != "") {
		return nil, s.failed("reading the configuration", err)
	}
	next := func() shell.Screen { return tokens.New(env) }
	if client == nil {
		return setup.First(env, m, setup.Options{Ask: asker(s.log), Next: next}), nil
	}
	env.Use(m, client)
	if err := setup.Tidy(env.Keeper, m.Active); err != nil {
		s.log.Warn("the rest of a set-up could not be removed", slog.Any("error", err))
	}
	return next(), nil
}

// asker asks endpoints whether they know an application.
func asker(log *slog.Logger) func(context.Context, string, ...ovhapi.Endpoint) []ovhapi.Knowledge {
	return func(ctx context.Context, applicationKey string, endpoints ...ovhapi.Endpoint) []ovhapi.Knowledge {
		return ovhapi.FindApplication(ctx, ovhapi.Options{Version: version(), Log: log}, endpoints, applicationKey)
	}
}

// connector makes clients for profiles.
func connector(log *slog.Logger, pause func(context.Context, time.Duration) error) func(config.Profile) (*ovhapi.Client, error) {
	return func(p config.Profile) (*ovhapi.Client, error) {
		return ovhapi.NewClient(ovhapi.Options{
			Endpoint: p.Endpoint, Version: version(), Log: log, Pause: pause, ApplicationKey: p.ApplicationKey.Text,
			ApplicationSecret: p.ApplicationSecret.Secret, ConsumerKey: p.ConsumerKey.Secret,
		})
	}
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
		return nil, nil, usageError("--debug: %s", reason(err))
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

// browserOpener opens pages and keeps the browser's chatter off the screen.
func browserOpener() func(url string) error {
	browser.Stdout, browser.Stderr = io.Discard, io.Discard
	return browser.OpenURL
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

// remind says at the end that keys wait which nobody has taken yet.
func remind(env *shell.Env, out io.Writer) {
	list, _ := env.Keeper.Pending() // what can be read is enough for a reminder
	if len(list) == 0 || env.Fleeting {
		return
	}
	what := "1 new token waits"
	if len(list) > 1 {
		what = fmt.Sprintf("%d new tokens wait", len(list))
	}
	_, _ = fmt.Fprintln(out, what+" to be validated or taken: run ovh-tokens again and press w.")
}
