package doctor

import (
	"context"
	"runtime"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	exam "ovh-tokens/config/doctor"
	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ui/shell"
)

// checkedMsg brings checks as they are made; from is where the next ones come
// from.
type checkedMsg struct {
	round  int
	checks []exam.Check
	from   <-chan exam.Check
}

// endedMsg brings the whole report.
type endedMsg struct {
	round   int
	report  exam.Report
	stopped bool
}

// waiting is how many checks may wait for the screen: more than there are.
const waiting = 100

// run makes the checks anew.
func (s *Screen) run() tea.Cmd {
	s.cancel()
	ctx, cancel := context.WithCancel(s.Context())
	s.cancel = cancel
	s.round++
	s.checks, s.report, s.stopped = nil, nil, false
	s.pane.Scroll(-1 << 20)
	s.compose()
	round, text, env, library := s.round, s.pasted, s.env, s.env.Operations()
	found := make(chan exam.Check, waiting)
	all := s.Run(func(context.Context) tea.Msg {
		defer cancel()
		defer close(found)
		report := exam.Run(ctx, options(env, library, text), func(c exam.Check) {
			select {
			case found <- c:
			case <-ctx.Done():
			}
		})
		return endedMsg{round, report, ctx.Err() != nil}
	})
	return tea.Batch(all, s.listen(round, found))
}

// options gathers what the checks need. It reads files, so it is for commands.
func options(env *shell.Env, library *catalog.Library, text string) exam.Options {
	m, _ := config.Load(env.Sources) // what is wrong with it is what the checks tell
	o := exam.Options{Machine: m, Connect: env.Connect, Library: library, Text: text, System: runtime.GOOS, ReadOnly: env.ReadOnly}
	if env.Keeper != nil {
		o.Pending, _ = env.Keeper.Pending() // without them less is told
	}
	o.Flags = flags(env)
	return o
}

// flags are those with which a command means the account in use.
func flags(env *shell.Env) []string {
	if env.Fleeting {
		return []string{"--demo"}
	}
	var words []string
	for _, f := range []struct{ name, value string }{
		{"--config", env.Sources.ConfigFile}, {"--profile", env.Sources.Profile}, {"--endpoint", env.Sources.Endpoint},
	} {
		if f.value != "" {
			words = append(words, f.name, f.value)
		}
	}
	return words
}

// listen waits for the next check, and takes those along that are there by then.
func (s *Screen) listen(round int, found <-chan exam.Check) tea.Cmd {
	return s.Run(func(ctx context.Context) tea.Msg {
		msg := checkedMsg{round: round, from: found}
		select {
		case c, more := <-found:
			if !more {
				return nil
			}
			msg.checks = append(msg.checks, c)
		case <-ctx.Done():
			return nil
		}
		for {
			select {
			case c, more := <-found:
				if !more {
					return msg
				}
				msg.checks = append(msg.checks, c)
			default:
				return msg
			}
		}
	})
}

// checked shows checks of the run in view, and waits for more.
func (s *Screen) checked(msg checkedMsg) tea.Cmd {
	if msg.round != s.round || s.report != nil {
		return nil
	}
	s.checks = append(s.checks, msg.checks...)
	s.compose()
	return s.listen(msg.round, msg.from)
}

// ended shows what the checks come to.
func (s *Screen) ended(msg endedMsg) {
	if msg.round != s.round {
		return
	}
	s.checks, s.report, s.stopped = msg.report.Checks, &msg.report, msg.stopped
	if msg.stopped {
		s.report.Causes, s.report.Next = nil, ""
	}
	s.compose()
}
