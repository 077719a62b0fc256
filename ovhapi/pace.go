package ovhapi

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Limits of the pace. No limit of OVH's API is documented; its staff called 60
// calls a minute and consumer key fine (ovh/python-ovh#81, 2019).
const (
	tolerated = 60
	perWindow = time.Minute
	// caution is how long a key goes on carefully after a 429.
	caution = 5 * time.Minute
	// grain is what waits are rounded up to, so that no call comes a breath early.
	grain = 100 * time.Millisecond
)

// pace keeps the calls of one consumer key to what the API tolerates, whoever
// makes them. While nothing speaks of a limit it holds nobody back. A 429 holds
// back every call of the key, not only the one that got it; after it, calls go one
// at a time and no more of them in a minute than went through before. Work that
// consists of very many calls may ask for the tolerated number from the start.
type pace struct {
	pause func(context.Context, time.Duration) error
	turn  chan struct{} // full while a call waits for its time
	freed chan struct{} // full when a call has ended since somebody looked

	mu       sync.Mutex
	flying   int         // calls under way
	answered []time.Time // when those of the last minute ended
	closed   time.Time   // nobody goes before
	careful  time.Time   // until then the limit is felt
	doubted  time.Time   // when the last 429 came that told something new
	strikes  int         // such 429s in a row
	budget   int         // calls a minute that went through before a 429
	assumed  int         // pieces of work that asked for the tolerated number
}

func newPace(pause func(context.Context, time.Duration) error) *pace {
	return &pace{pause: pause, turn: make(chan struct{}, 1), freed: make(chan struct{}, 1)}
}

// enter waits until a call may go, and counts it as under way: leave has to
// follow. One call waits at a time and the others queue behind it, so tell hears
// until when it waits, and the zero time when it waits no more.
func (p *pace) enter(ctx context.Context, tell func(until time.Time)) error {
	select {
	case p.turn <- struct{}{}:
		defer func() { <-p.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	for ctx.Err() == nil {
		now := time.Now()
		until, crowded := p.next(now)
		switch {
		case crowded:
			select {
			case <-p.freed:
			case <-ctx.Done():
			}
		case until.IsZero():
			return nil
		case until.Sub(now) > longestWait:
			return &awayError{until}
		default:
			tell(until)
			err := p.pause(ctx, roundUp(until.Sub(now)))
			if err == nil {
				p.passed(until)
			}
			tell(time.Time{})
			if err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

// awayError says that the API has asked to come back at a time that is too far off
// to be waited for.
type awayError struct{ until time.Time }

func (e *awayError) Error() string {
	return "OVH asks to come back at " + e.until.Local().Format("15:04")
}

func roundUp(d time.Duration) time.Duration { return (d + grain - 1).Truncate(grain) }

// next says from when on one more call may go, zero for now, in which case it is
// counted; or that one under way has to end before.
func (p *pace) next(now time.Time) (until time.Time, crowded bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if now.Before(p.closed) {
		return p.closed, false
	}
	p.forget(now)
	if most := p.most(now); most > 0 {
		together := inFlight
		if now.Before(p.careful) {
			together = 1
		}
		full := p.flying+len(p.answered) >= most
		switch {
		case p.flying >= together, full && len(p.answered) == 0:
			return time.Time{}, true
		case full:
			return p.answered[0].Add(perWindow), false
		}
	}
	p.flying++
	return time.Time{}, false
}

// most is how many calls may go in a minute, 0 for any number. The lock is held.
func (p *pace) most(now time.Time) int {
	switch {
	case now.Before(p.careful):
		return p.budget
	case p.assumed > 0:
		return tolerated
	}
	return 0
}

// forget leaves out the calls that ended a minute ago or earlier. The lock is
// held.
func (p *pace) forget(now time.Time) {
	old := 0
	for old < len(p.answered) && !p.answered[old].Add(perWindow).After(now) {
		old++
	}
	p.answered = p.answered[old:]
}

// passed notes that a wait is over. The pause is believed rather than the clock,
// which may stand still in tests.
func (p *pace) passed(until time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.forget(until)
	if !p.closed.After(until) {
		p.closed = time.Time{}
	}
}

// leave notes how a call ended that had been sent at this time. A minute counts
// from the answer: the server counted the call before that.
func (p *pace) leave(sent time.Time, err error) {
	p.mu.Lock()
	now := time.Now()
	p.flying--
	if errors.Is(err, ErrRateLimit) {
		p.limited(now, sent, err)
	} else {
		p.answered = append(p.answered, now)
		if sent.After(p.doubted) {
			p.strikes = 0
		}
	}
	p.mu.Unlock()
	select {
	case p.freed <- struct{}{}:
	default:
	}
}

// limited closes the gate. Calls that were under way together tell the same thing
// once. The lock is held.
func (p *pace) limited(now, sent time.Time, err error) {
	if now.After(p.careful) {
		p.strikes = 0
	}
	if p.strikes == 0 || sent.After(p.doubted) {
		p.strikes++
		p.doubted = now
		p.forget(now)
		p.budget = max(tolerated, len(p.answered))
	}
	if until := now.Add(patience(err, p.strikes)); until.After(p.closed) {
		p.closed = until
	}
	p.careful = now.Add(caution)
	if p.closed.After(now.Add(longestPause)) {
		p.careful = p.closed.Add(caution)
	}
}

// exhausted reports whether the key has been told to wait as often in a row as is
// worth trying: then no call of it need be made again, however often that one itself
// was tried.
func (p *pace) exhausted() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.strikes >= attemptsWhileLimited
}

// assume asks for no more calls a minute than are known to be tolerated, until
// the returned function is called.
func (p *pace) assume() (done func()) {
	p.add(1)
	return func() { p.add(-1) }
}

func (p *pace) add(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.assumed += n
}

// ready estimates when the last of so many further calls may go, none of them
// before a time, by what is known of the limit now: the zero time when nothing
// holds it back.
func (p *pace) ready(before time.Time, calls int) time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	p.forget(now)
	most := p.most(now)
	last := before
	if now.Before(p.closed) && p.closed.After(last) {
		last = p.closed
	}
	// Every call takes the place of one that ended a minute before it.
	beyond := calls + p.flying + len(p.answered) - most
	if calls <= 0 || most == 0 || beyond <= 0 {
		return last
	}
	rounds, place := (beyond-1)/most, (beyond-1)%most
	freed := now
	if place < len(p.answered) {
		freed = p.answered[place]
	}
	if at := freed.Add(time.Duration(rounds+1) * perWindow); at.After(last) {
		last = at
	}
	return last
}
