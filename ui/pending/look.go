package pending

import (
	"context"
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
)

// lookedMsg tells what became of the requests that waited.
type lookedMsg struct {
	of      *look                       // one that was stopped tells nothing of interest
	ended   map[ovhapi.RequestState]int // those that came to nothing, whose keys are gone
	stuck   error                       // why a key of one of them is still here
	trouble error                       // why not all could be asked about
	readMsg
}

// look is one look at the stored requests, which goes on while the list is used.
type look struct {
	cancel context.CancelFunc
	done   chan struct{} // closed when nothing is stored or forgotten by it any more
}

// stop ends the look and returns when it can't store anything any more. It waits,
// so it is for commands.
func (l *look) stop() {
	if l != nil {
		l.cancel()
		<-l.done
	}
}

// lookAt asks OVH about every request that waits and belongs to a profile of this
// machine. Refused and expired ones are removed with their keys, which will never
// work.
func (s *Screen) lookAt(list []ovhapi.PendingRequest) tea.Cmd {
	var waits []ovhapi.PendingRequest
	for _, p := range list {
		if p.State != ovhapi.RequestValidated {
			waits = append(waits, p)
		}
	}
	if len(waits) == 0 {
		return nil
	}
	ctx, cancel := context.WithCancel(s.Context())
	l := &look{cancel, make(chan struct{})}
	s.look, s.looking = l, true
	find, keeper, poll := owners(s.env).Of, s.env.Keeper, s.env.Poll
	return s.Run(func(context.Context) tea.Msg {
		defer close(l.done)
		defer cancel()
		msg := lookedMsg{of: l, ended: map[ovhapi.RequestState]int{}}
		for i, looked := range ovhapi.LookAtAll(ctx, waits, find, keeper, poll) {
			switch {
			case looked.Trouble != nil:
				msg.trouble = looked.Trouble
			case !looked.State.CameToNothing():
			default:
				if err := keeper.Forget(waits[i].ID); err != nil {
					msg.stuck = err
					continue
				}
				msg.ended[looked.State]++
			}
		}
		msg.readMsg = read(keeper)
		return msg
	})
}

// old says how many requests nobody is likely to validate any more.
func (s *Screen) old() string {
	n, now := 0, s.env.Clock.Now()
	for _, p := range s.requests {
		if p.State == ovhapi.RequestWaiting && now.Sub(p.Created) >= ovhapi.LongAgo {
			n++
		}
	}
	switch {
	case !s.told || n == 0:
		return ""
	case n == 1:
		return "1 request has waited for more than 30 days, by this machine's clock, and has most likely expired. F forgets it."
	}
	return fmt.Sprintf("%d requests have waited for more than 30 days, by this machine's clock, and have most likely expired. F forgets one.", n)
}

// takeLook says what was found, and shows the list as it is now.
func (s *Screen) takeLook(msg lookedMsg) {
	if msg.of != s.look {
		return
	}
	s.looking, s.said, s.told = false, nil, msg.trouble == nil
	for _, row := range []struct {
		state ovhapi.RequestState
		what  string
	}{
		{ovhapi.RequestRefused, "refused on the page"},
		{ovhapi.RequestExpired, "not authorized in time"},
	} {
		if n := msg.ended[row.state]; n == 1 {
			s.said = append(s.said, "1 request was "+row.what+"; its key was removed from this machine.")
		} else if n > 1 {
			s.said = append(s.said, fmt.Sprintf("%d requests were %s; their keys were removed from this machine.", n, row.what))
		}
	}
	if msg.stuck != nil {
		s.said = append(s.said, "The key of a request that came to nothing is still on this machine: "+plain.Text(msg.stuck.Error())+".")
	}
	if msg.trouble != nil && !errors.Is(msg.trouble, context.Canceled) {
		s.said = append(s.said, "Whether they were authorized could not be asked. "+ovhapi.Advise(msg.trouble).What)
	}
	s.take(msg.readMsg)
}
