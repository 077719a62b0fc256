package waiting

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
)

// late is how old a request may be before the screen says that its page may
// have expired. How long a page really lasts is not documented; other tools
// report minutes to hours.
const late = 10 * time.Minute

// look is what the last look at the key told.
type look struct {
	ovhapi.WaitEvent
	events <-chan ovhapi.WaitEvent
	// troubled is when the looks began to fail; zero while they do not.
	troubled time.Time
}

// lookedMsg brings one look at the key; open is false after the last one.
type lookedMsg struct {
	round int
	event ovhapi.WaitEvent
	open  bool
}

// tickMsg moves the clock on the screen.
type tickMsg struct{ round int }

// watch looks at the key until something is decided. Wait itself returns at
// once: it asks the API in a goroutine of its own.
func (s *Screen) watch() tea.Cmd {
	s.stage = waiting
	s.look = look{events: s.request.Wait(s.begin(), s.env.Poll)}
	return tea.Batch(s.listen(), s.tick())
}

// listen waits for the next look.
func (s *Screen) listen() tea.Cmd {
	round, events := s.round, s.look.events
	return s.Run(func(context.Context) tea.Msg {
		event, open := <-events
		return lookedMsg{round, event, open}
	})
}

func (s *Screen) tick() tea.Cmd { return s.After(time.Second, tickMsg{s.round}) }

// takeLook shows what a look told, and goes on when it decided something, even
// when the user had stopped waiting meanwhile.
func (s *Screen) takeLook(msg lookedMsg) tea.Cmd {
	if msg.round != s.round || !msg.open {
		return nil
	}
	s.look.WaitEvent = msg.event
	switch {
	case msg.event.Trouble == nil:
		s.look.troubled = time.Time{}
	case s.look.troubled.IsZero():
		s.look.troubled = s.env.Clock.Now()
	}
	if s.wrongSecret(msg.event.Trouble) {
		return s.handOver(msg.event.Trouble)
	}
	if !msg.event.Final() {
		return s.listen()
	}
	if msg.event.Err != nil {
		s.stage, s.failure = stopped, msg.event.Err
		return nil
	}
	s.key.settled(msg.event.KeepErr)
	if msg.event.State == ovhapi.RequestValidated {
		return s.verify()
	}
	return s.finish(msg.event.State)
}

// age is how long ago the token was asked for.
func (s *Screen) age() time.Duration { return max(s.env.Clock.Now().Sub(s.asked), 0) }
