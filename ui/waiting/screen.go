// Package waiting is the screen of one new token: it asks for it, waits until
// somebody has validated it on OVH's page, and shows what was really granted.
package waiting

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/shell"
)

// NewTokenMsg tells the first screen that a token was made, so that it can show
// it.
type NewTokenMsg struct{ ID int64 }

// stage is how far the new token has come on this screen.
type stage int

const (
	asking      stage = iota // the request is under way
	askFailed                // and came to nothing
	waiting                  // for somebody to validate it on the page
	stopped                  // nobody looks whether it was validated
	checking                 // validated; what was granted is being asked
	checkFailed              // and could not be told
	verified                 // everything is known
	over                     // there is no token, and will be none
)

// Screen follows one new token from the question to the result.
type Screen struct {
	shell.Base
	env    *shell.Env
	client *ovhapi.Client // asks for the token; its application is the token's
	draft  ovhapi.Draft
	// stored is the request that is taken up; nil asks anew.
	stored *ovhapi.PendingRequest
	// then takes over once the token is verified; nil leaves it to this screen.
	then func(Done) tea.Cmd
	// part is what this screen is a part of, for the heading; empty when it
	// stands for itself.
	part string

	stage   stage
	cancel  context.CancelFunc // stops what runs
	round   int                // tells results of this run from those of earlier ones
	failure error              // why the stage is what it is, or nil
	request *ovhapi.Request
	asked   time.Time // when the API answered, by the environment's clock
	key     custody
	page    page
	look    look
	result  ovhapi.Verified
	reveal  reveal
	ending  ending

	former   former
	question *question
	leaving  bool // the question about leaving was answered with yes

	width, height int
	top           int // first line shown
}

// New asks for a token with these rights.
func New(env *shell.Env, draft ovhapi.Draft) *Screen {
	return &Screen{Base: shell.NewBase(env), env: env, client: env.Client, draft: draft}
}

// With asks with another client than the one in use: for a token of another
// profile of this machine.
func (s *Screen) With(client *ovhapi.Client) *Screen {
	s.client = client
	return s
}

// As names what the screen is a part of: it stands in the heading beside the rest.
func (s *Screen) As(part string) *Screen {
	s.part = part
	return s
}

// Resume takes a stored request up.
func Resume(env *shell.Env, p ovhapi.PendingRequest) *Screen {
	s := New(env, ovhapi.Draft{
		Rules: p.Rules, AllowedIPs: p.AllowedIPs, KeepSecret: !p.ApplicationSecret.Empty(), Preset: p.Preset, Replaces: p.Replaces,
	})
	s.stored = &p
	return s
}

// String names the screen; like askedMsg's it keeps the key out of what fmt
// prints.
func (s *Screen) String() string { return "new token, " + s.word() }

// Init asks, or goes on where the stored request stands.
func (s *Screen) Init() tea.Cmd {
	if s.stored == nil {
		return s.ask()
	}
	r, err := s.client.Resume(*s.stored, s.env.Keeper)
	if err != nil {
		s.stage, s.failure = askFailed, err
		return nil
	}
	s.take(r, s.stored.Created)
	switch s.stored.State {
	case ovhapi.RequestValidated:
		return s.verify()
	case ovhapi.RequestRefused, ovhapi.RequestExpired:
		return s.finish(s.stored.State)
	case ovhapi.RequestWaiting, ovhapi.RequestGone, ovhapi.RequestDenied:
	}
	return s.watch()
}

// take makes a request the one this screen is about.
func (s *Screen) take(r *ovhapi.Request, asked time.Time) {
	s.request, s.asked = r, asked
	s.key = custody{err: r.KeepErr}
	if s.env.Keeper == nil {
		s.key.err = errors.New("this run keeps nothing on this machine")
	}
	s.page.judge(r.ValidationURL, s.client.Endpoint(), s.env.Open != nil)
}

// Update takes the results of commands in.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	before := s.stage
	switch msg := msg.(type) {
	case askedMsg:
		cmd = s.takeAnswer(msg)
	case openedMsg:
		s.page.opened(msg.err)
	case lookedMsg:
		cmd = s.takeLook(msg)
	case tickMsg:
		if msg.round == s.round && s.stage == waiting {
			cmd = s.tick()
		}
	case verifiedMsg:
		cmd = s.takeResult(msg)
	case hideMsg:
		s.reveal.end(msg)
	case forgottenMsg:
		s.takeForgotten(msg)
	case formerMsg:
		s.takeFormer(msg)
	case tea.ResumeMsg:
		// Whoever brings the program back may be somebody else.
		s.reveal.hide()
	}
	if s.stage != before {
		s.question = nil // it was about something else than what is now
	}
	s.scroll(0)
	return cmd
}

// begin returns the context of what is about to run, and ends what ran before.
func (s *Screen) begin() context.Context {
	s.halt()
	ctx, cancel := context.WithCancel(s.Context())
	s.cancel = cancel
	s.round++
	s.failure = nil
	return ctx
}

func (s *Screen) halt() {
	if s.cancel != nil {
		s.cancel()
	}
}

// Stop stops asking, waiting or checking; the key stays where it is.
func (s *Screen) Stop() bool {
	if s.question != nil {
		s.question = nil
		return true
	}
	switch s.stage {
	case waiting:
		s.stage = stopped
	case asking, checking: // their result says that they were stopped
		if s.ending.stopping {
			return false
		}
		s.ending.stopping = true
	default:
		return false
	}
	s.halt()
	return true
}

// Leave has something against leaving only while the key would be lost by it.
func (s *Screen) Leave() (bool, tea.Cmd) {
	switch {
	case s.leaving || s.question == nil && !s.holdsOnlyCopy():
		return true, nil
	case s.question != nil:
		s.question = nil
	default:
		s.askLeave(shell.Send(shell.PopMsg{}))
	}
	return false, nil
}

// SetSize takes the room in.
func (s *Screen) SetSize(width, height int) {
	s.width, s.height = width, height
	s.scroll(0)
}

// Typing is never the case.
func (s *Screen) Typing() bool { return false }

// Cursor stays hidden: there is nothing to point at.
func (s *Screen) Cursor() (int, int, bool) { return 0, 0, false }
