package sweep

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi/audit"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
)

// here is what is known of the tokens whose keys stand on this machine. The files
// that the program reads for itself are enough to ask, so nobody has to have looked
// through others first.
type here struct {
	asking bool
	known  config.TokensHere
}

// Why a token stays that may be one of this machine's.
const (
	hereAsked  = "this machine's keys are being asked which tokens they are"
	hereUnsure = "it may work, and not every key of this machine could be asked whether it is its own"
)

// hereMsg tells which tokens the keys of this machine are.
type hereMsg struct{ known config.TokensHere }

// askHere asks the keys of this machine which tokens they are. Until they have
// answered, nothing goes that may be one of them.
func (s *Screen) askHere() tea.Cmd {
	if s.env.Connect == nil {
		return nil
	}
	s.here.asking = true
	s.think()
	look := config.KeyReplacer{Sources: s.env.Sources, Files: s.env.Keys().Files}
	endpoint, connect := s.env.Client.Endpoint(), s.env.Connect
	return s.Run(func(ctx context.Context) tea.Msg { return hereMsg{look.TokensHere(ctx, endpoint, connect)} })
}

// takeHere makes the plan anew, and says what could not be told.
func (s *Screen) takeHere(msg hereMsg) tea.Cmd {
	s.here = here{known: msg.known}
	s.think()
	if s.here.known.Whole() {
		return nil
	}
	var places []string
	for _, k := range s.here.known.Unasked {
		places = append(places, k.Places...)
	}
	places = append(places, s.here.known.Unread...)
	which := places[0]
	if more := len(places) - 1; more > 0 {
		which += " and " + layout.Count(more, "other place")
	}
	return shell.Warn("Which tokens the keys of this machine are is not known of " + strings.TrimSuffix(which, ".") +
		": what may work stays. K looks closer.")
}

// spare is what stays whatever its group.
func (s *Screen) spare() audit.Spare {
	spare := audit.Spare{Here: map[int64]string{}, Kept: s.choices.kept}
	for id, place := range s.here.known.Places {
		spare.Here[id] = place
	}
	for _, t := range s.tokens {
		if places := s.env.Places(t); len(places) > 0 {
			spare.Here[t.ID] = places[0]
		}
	}
	switch {
	case s.here.asking:
		spare.Unsure = hereAsked
	case !s.here.known.Whole():
		spare.Unsure = hereUnsure
	}
	return spare
}
