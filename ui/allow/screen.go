// Package allow is the screen on which the addresses that a token works from are
// changed in place.
package allow

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/addresses"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/text"
)

// Subject is whose addresses are changed.
type Subject struct {
	Token ovhapi.Token
	// Own is the token that the account's client works with, which has to have the
	// right. Its ID is 0 while that is not known.
	Own ovhapi.Token
	// Again asks for a new token with the rules of a set.
	Again func(from *shell.Base, p preset.Preset) tea.Cmd
}

// stage is how far the change has come.
type stage int

const (
	barred  stage = iota // the token in use may not change addresses
	editing              // they are typed
	sending              // the call is under way; nothing stops it any more
	told                 // what became of it stands there
)

// Screen shows the addresses as they are, takes others, and tells what is stored
// afterwards.
type Screen struct {
	shell.Base
	env     *shell.Env
	of      Subject
	stage   stage
	own     ovhapi.Token // of.Own, once it is known
	stored  []string     // what the API was last known to store
	reading int          // tells one question for them from the one before it
	unread  string       // why they could not be read anew, or ""

	field   *form.Field
	given   string // what the field held before anything was typed
	typed   addresses.Typed
	to      ovhapi.Restriction // what is typed, unless problem says why it is nothing to send
	problem string
	leaving bool // leaving would lose what is typed, and was asked for once

	outcome       outcome
	width, height int
	head          []string // what stands above the field
	pane          text.Pane
}

// New shows the addresses of a token.
func New(env *shell.Env, of Subject) *Screen {
	s := &Screen{
		Base: shell.NewBase(env), env: env, of: of, own: of.Own, stored: of.Token.AllowedIPs, stage: editing,
		field: form.New("New addresses", "any; or 203.0.113.4, 198.51.100.0/24"), width: 80, height: 19,
	}
	if s.lacksRight() {
		s.stage = barred
	}
	s.refill()
	return s
}

// Why says why the addresses of a token are not worth changing at the server's
// time now, or "".
func Why(t ovhapi.Token, now time.Time) string {
	if t.Unread {
		return "This token could not be read: its addresses are not known. r reads again."
	}
	return t.NoAddress(now)
}

// route is the call that changes addresses.
func (s *Screen) route() string {
	return "/me/api/credential/" + strconv.FormatInt(s.of.Token.ID, 10)
}

// lacksRight reports whether the token in use is known not to have it.
func (s *Screen) lacksRight() bool {
	if s.own.ID == 0 || s.own.Unread {
		return false
	}
	_, may := s.own.Rules.Allows(rule.Put, s.route())
	return !may
}

// inUse reports whether this program or another profile of this machine works
// with the token.
func (s *Screen) inUse() bool { return s.of.Token.Current || s.of.Token.ID == s.own.ID }

// mayBeInUse reports whether that can't be ruled out: it is not known which token
// this program works with.
func (s *Screen) mayBeInUse() bool { return s.own.ID == 0 || s.inUse() }

// Init reads the addresses anew: those of the list may be hours old, and a change
// replaces them all. Where the list could not tell which token is in use, that is
// asked once more.
func (s *Screen) Init() tea.Cmd {
	if s.own.ID != 0 {
		return s.read()
	}
	client := s.env.Client
	return tea.Batch(s.read(), s.Run(func(ctx context.Context) tea.Msg {
		got, err := client.CurrentCredential(ctx)
		return ownMsg{got, err}
	}))
}

// ownMsg tells which token this program works with.
type ownMsg struct {
	got ovhapi.Credential
	err error
}

func (s *Screen) takeOwn(msg ownMsg) {
	if msg.err == nil && s.own.ID == 0 {
		s.own = ovhapi.Token{Credential: msg.got}
	}
}

// readMsg brings the token as the API describes it now.
type readMsg struct {
	reading int
	got     ovhapi.Credential
	err     error
}

func (s *Screen) read() tea.Cmd {
	s.reading++
	reading, client, id := s.reading, s.env.Client, s.of.Token.ID
	return s.Run(func(ctx context.Context) tea.Msg {
		got, err := client.Credential(ctx, id)
		return readMsg{reading, got, err}
	})
}

// refill puts the stored addresses into the field.
func (s *Screen) refill() {
	s.given = addresses.Any
	if now := ovhapi.Restricting(s.stored); !now.Anywhere() {
		s.given = now.String()
	}
	s.field.SetValue(s.given)
	s.judge()
	if s.stage == editing {
		s.field.Focus()
	}
}

// edited reports whether the field holds something that would be lost.
func (s *Screen) edited() bool { return s.stage == editing && s.field.Value() != s.given }

// Update takes results and typed text in.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case readMsg:
		cmd = s.takeRead(msg)
	case ownMsg:
		s.takeOwn(msg)
	case sendMsg:
		cmd = s.send(msg)
	case sentMsg:
		cmd = s.takeSent(msg)
	case tea.KeyPressMsg:
		s.leaving = false
		s.typeIn(msg)
	case tea.PasteMsg:
		s.leaving = false
		s.paste(msg)
	}
	s.compose()
	return cmd
}

// typeIn gives the field what is typed. The word that it begins with when every
// address is let in is no list to add to: the first letter takes its place.
func (s *Screen) typeIn(msg tea.Msg) bool {
	if k, ok := msg.(tea.KeyPressMsg); ok && k.Text != "" && s.stage == editing && s.given == addresses.Any && s.field.Value() == addresses.Any {
		s.field.SetValue("")
	}
	taken := s.stage == editing && s.field.Update(msg)
	if taken {
		s.judge()
	}
	return taken
}

// paste takes lists in that stand one address to a line, too.
func (s *Screen) paste(msg tea.PasteMsg) {
	if !s.typeIn(msg) {
		s.typeIn(tea.PasteMsg{Content: strings.Join(strings.Fields(msg.Content), ", ")})
	}
}

// takeRead takes in what is stored now. What is being typed stays.
func (s *Screen) takeRead(msg readMsg) tea.Cmd {
	if msg.reading != s.reading || s.stage == sending {
		return nil
	}
	asked := s.stage == told
	if asked {
		s.outcome = s.readBack(msg)
	}
	if msg.err != nil {
		s.unread = ovhapi.Advise(msg.err).String()
		return nil
	}
	changed, edited := !slices.Equal(msg.got.AllowedIPs, s.stored), s.edited()
	s.unread, s.stored = "", msg.got.AllowedIPs
	switch {
	case !changed:
		return nil
	case asked:
		return s.announce()
	case edited:
		s.judge()
		return tea.Batch(s.announce(), shell.Warn("The addresses were changed elsewhere meanwhile: look at the difference again."))
	}
	s.refill()
	return s.announce()
}

// announce has every screen show what is stored.
func (s *Screen) announce() tea.Cmd {
	return shell.Send(shell.AllowedMsg{URL: s.env.Client.Endpoint().URL, ID: s.of.Token.ID, Addresses: s.stored})
}

// Leave keeps the screen while the call is under way, and once when something was
// typed.
func (s *Screen) Leave() (bool, tea.Cmd) {
	switch {
	case s.stage == sending:
		return false, shell.Warn("The addresses are being changed: a moment.")
	case s.edited() && !s.leaving:
		s.leaving = true
		return false, shell.Warn("Nothing was changed yet. enter goes on with what is typed, esc drops it.")
	}
	return true, nil
}
