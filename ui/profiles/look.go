package profiles

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/standing"
)

// seen is what this machine's files say now, and which requests are stored.
type seen struct {
	reading  shell.Reading
	holdings []config.Holding
	stored   []ovhapi.PendingRequest
}

// seenMsg brings it.
type seenMsg seen

// reader returns what reads the files anew, for commands.
func (s *Screen) reader() func() seen {
	reread, sources, files, keeper := s.env.Reread(), s.env.Sources, slices.Clone(s.env.Keys().Files), s.env.Keeper
	return func() seen {
		holdings, _ := config.Holdings(sources, files...) // what is wrong with the files is among the machine's problems
		return seen{reread(), holdings, requests(keeper)}
	}
}

// requests are those stored on this machine; w in the list tells what can't be
// read of them.
func requests(keeper shell.Keeper) []ovhapi.PendingRequest {
	if keeper == nil {
		return nil
	}
	list, _ := keeper.Pending()
	return list
}

// look reads the files anew, without changing the account in use.
func (s *Screen) look() tea.Cmd {
	read := s.reader()
	return s.Run(func(context.Context) tea.Msg { return seenMsg(read()) })
}

// takeSeen shows the files as they are, and asks about keys that were not there
// before.
func (s *Screen) takeSeen(msg seenMsg) tea.Cmd {
	s.env.Adopt(msg.reading)
	s.holdings, s.stored = msg.holdings, msg.stored
	s.list()
	return s.ask()
}

// again reads the files and asks about every key once more.
func (s *Screen) again() tea.Cmd {
	clear(s.states)
	s.round++
	s.said = nil
	s.compose()
	return s.look()
}

// perEndpoint is how many keys of one endpoint are asked about at a time. An
// endpoint that does not answer holds up none but its own.
const perEndpoint = 8

// answer is what one profile's keys say of themselves.
type answer struct {
	keys   keys
	answer standing.Answer
}

// answersMsg brings the answers that have come by now; asking has the rest.
type answersMsg struct {
	round  int
	got    []answer
	asking *questions
}

// questions are keys that are being asked about.
type questions struct {
	answers chan answer
	left    int
}

// ask asks about every key that nothing is known of yet. The questions run
// beside each other; their answers are delivered as they come.
func (s *Screen) ask() tea.Cmd {
	list := map[keys]config.Profile{}
	for r := range s.table.Rows() {
		k := keysOf(r.Profile)
		if _, known := s.states[k]; !known {
			s.states[k] = standing.Answer{}
			list[k] = r.Profile
		}
	}
	if len(list) == 0 {
		return nil
	}
	q := &questions{answers: make(chan answer, len(list)), left: len(list)}
	round, connect := s.round, s.env.Connect
	return s.Run(func(ctx context.Context) tea.Msg {
		slots := map[string]chan struct{}{}
		for k, p := range list {
			if slots[k.url] == nil {
				slots[k.url] = make(chan struct{}, perEndpoint)
			}
			slot := slots[k.url]
			go func() {
				slot <- struct{}{}
				defer func() { <-slot }()
				q.answers <- answer{k, standing.Ask(ctx, p, nil, connect)}
			}()
		}
		return answersMsg{round, q.next(ctx), q}
	})
}

// next waits for an answer and returns all that have come.
func (q *questions) next(ctx context.Context) []answer {
	var got []answer
	select {
	case a := <-q.answers:
		got = append(got, a)
	case <-ctx.Done():
		return nil
	}
	for {
		select {
		case a := <-q.answers:
			got = append(got, a)
		default:
			return got
		}
	}
}

// takeAnswers shows answers and waits for the rest.
func (s *Screen) takeAnswers(msg answersMsg) tea.Cmd {
	if msg.round != s.round {
		return nil
	}
	for _, a := range msg.got {
		s.states[a.keys] = a.answer
	}
	msg.asking.left -= len(msg.got)
	if msg.asking.left <= 0 || len(msg.got) == 0 {
		return nil
	}
	return s.Run(func(ctx context.Context) tea.Msg { return answersMsg{msg.round, msg.asking.next(ctx), msg.asking} })
}

// unanswered is how many profiles have not said yet whether they work.
func (s *Screen) unanswered() int {
	n := 0
	for r := range s.table.Rows() {
		if !s.states[keysOf(r.Profile)].Came {
			n++
		}
	}
	return n
}
