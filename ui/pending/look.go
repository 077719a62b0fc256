package pending

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
)

// longAgo is how old a request that OVH still calls not valid must be to be
// thought lost: its page has expired long before, other tools report minutes to
// hours. How old it is only this machine's clock tells, which may have been set
// meanwhile, so its key goes only when the user says so.
const longAgo = 30 * 24 * time.Hour

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
		states, troubles := askAll(waits, func(p ovhapi.PendingRequest) (ovhapi.RequestState, error) {
			client := find(p)
			if client == nil {
				return "", nil // nobody here can ask
			}
			return ask(ctx, client, keeper, p, poll)
		})
		for i, p := range waits {
			if troubles[i] != nil {
				msg.trouble = troubles[i]
				continue
			}
			if !over(states[i]) {
				continue
			}
			if err := keeper.Forget(p.ID); err != nil {
				msg.stuck = err
				continue
			}
			msg.ended[states[i]]++
		}
		msg.readMsg = read(keeper)
		return msg
	})
}

// askAll asks about all of them at once.
func askAll(list []ovhapi.PendingRequest, ask func(ovhapi.PendingRequest) (ovhapi.RequestState, error)) ([]ovhapi.RequestState, []error) {
	states, troubles := make([]ovhapi.RequestState, len(list)), make([]error, len(list))
	var all sync.WaitGroup
	for i, p := range list {
		all.Go(func() { states[i], troubles[i] = ask(p) })
	}
	all.Wait()
	return states, troubles
}

// over reports whether OVH has said that a request came to nothing. That it does
// not know a key is no proof of it: that key stays until the user forgets it.
func over(state ovhapi.RequestState) bool {
	return state == ovhapi.RequestRefused || state == ovhapi.RequestExpired
}

// old says how many requests nobody is likely to validate any more.
func (s *Screen) old() string {
	n, now := 0, s.env.Clock.Now()
	for _, p := range s.requests {
		if p.State == ovhapi.RequestWaiting && now.Sub(p.Created) >= longAgo {
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

// ask looks how a request stands; what is final is stored with it. One look is
// enough, but for a key that OVH does not know: that is believed only after
// several.
func ask(ctx context.Context, client *ovhapi.Client, keeper ovhapi.PendingKeeper, p ovhapi.PendingRequest, poll time.Duration) (ovhapi.RequestState, error) {
	if p.State != ovhapi.RequestWaiting {
		return p.State, nil
	}
	r, err := client.Resume(p, keeper)
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithCancel(ctx)
	events := r.Wait(ctx, poll)
	event, open := <-events
	for open && !event.Final() && errors.Is(event.Trouble, ovhapi.ErrNoSuchKey) {
		event, open = <-events
	}
	cancel()
	for range events { // closed once nothing is stored any more
	}
	if !open {
		return "", context.Canceled
	}
	return event.State, errors.Join(event.Trouble, event.Err)
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
