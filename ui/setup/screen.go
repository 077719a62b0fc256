// Package setup is the guided first run: it finds out which account this is
// about, takes an application key and secret, has a token made for this program,
// and ends in the list of tokens. What was answered is stored as soon as it was
// checked, so that the next start goes on where this one was broken off.
package setup

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/keep"
	"ovh-tokens/ui/shell"
)

// Options are what the set-up needs from whoever starts it.
type Options struct {
	// Ask tells which endpoints know an application key. Nothing derived from a
	// secret may be sent for it.
	Ask func(ctx context.Context, applicationKey string, endpoints ...ovhapi.Endpoint) []ovhapi.Knowledge
	// Keep makes the screen on which the verified key is written; done leads on
	// from there. Nil takes the usual one.
	Keep func(key keep.Key, done func() tea.Cmd) shell.Screen
	// Next makes the screen that comes after the set-up.
	Next func() shell.Screen
	// Back makes the screen before the first question; nil means that there is
	// none.
	Back func() shell.Screen
}

// step is the one question that stands on the screen.
type step int

const (
	stepReading   step = iota // what an earlier run left is being read
	stepEndpoint              // where the account is
	stepURL                   // an endpoint of another name is typed
	stepRights                // what this program may do
	stepWay                   // how the keys come here
	stepKeys                  // the keys are typed
	stepChecking              // OVH is asked about them
	stepVerdict               // and something has to be decided
	stepAsk                   // the token can be asked for, or waits already
	stepSecret                // the application secret was wrong
	stepFinishing             // the files are read for the last time
)

// way is how the keys come to this machine.
type way string

const (
	// wayOwn takes an application key and secret; this program asks for a token.
	wayOwn way = "application"
	// wayAll takes all three from OVH's page.
	wayAll way = "all"
)

// The fields in which keys are typed.
const (
	fieldApplication = iota
	fieldSecret
	fieldConsumer
	fields
)

// Screen asks one thing at a time. It is the first screen of the stack while the
// program has no keys.
type Screen struct {
	shell.Base
	env     *shell.Env
	machine *config.Machine
	options Options

	step    step
	reached step // the last question there has been
	// What was answered so far. The keys are those that were checked, knownOn is
	// the endpoint that knows their application.
	endpoint ovhapi.Endpoint
	rights   preset.Preset
	way      way
	keys     keys
	knownOn  string
	// request is the token that was asked for and is not kept yet.
	request *ovhapi.PendingRequest

	at     map[step]int // the cursor of each list
	url    *form.Field
	bare   string // the URL without a path to which the version was added
	fields [fields]*form.Field
	secret *form.Field // pasted again
	focus  int
	// doubted are the keys that were found odd and that one more enter sends.
	doubted  keys
	verdict  verdict
	store    *store
	storeErr error // why the answers are not on the disk

	round         int // tells the results of this check from those of earlier ones
	cancel        context.CancelFunc
	width, height int
	top           int // first line shown where nothing has the focus
}

// keys are what was typed.
type keys struct {
	application      string
	secret, consumer ovhapi.Secret
}

// New starts the set-up. What was found on the machine is filled in.
func New(env *shell.Env, m *config.Machine, o Options) *Screen {
	s := &Screen{
		Base: shell.NewBase(env), env: env, machine: m, options: o, at: map[step]int{}, way: wayOwn, store: &store{keeper: env.Keeper},
		url: form.New("URL", "https://eu.api.ovh.com/1.0"), secret: form.New("Application secret", "paste it again"),
		width: 80, height: 19,
	}
	if o.Keep == nil {
		s.options.Keep = func(k keep.Key, done func() tea.Cmd) shell.Screen { return keep.New(env, k, done) }
	}
	s.fields = [fields]*form.Field{
		// The labels are of one width, so that the keys stand one below the other.
		form.New("Application key   ", "16 characters"),
		form.New("Application secret", "32 characters"),
		form.New("Consumer key      ", "32 characters"),
	}
	for _, f := range []*form.Field{s.secret, s.fields[fieldSecret], s.fields[fieldConsumer]} {
		f.SetMasked(true)
	}
	s.rights = rights()[0]
	if env.ReadOnly {
		s.rights, s.way = rights()[1], wayAll
	}
	s.prefill(m.Active)
	return s
}

// String names the screen; it keeps the keys out of what fmt prints.
func (s *Screen) String() string { return "set-up" }

// prefill takes over what stands on the machine already.
func (s *Screen) prefill(p config.Profile) {
	if p.EndpointOrigin != (config.Origin{}) {
		s.endpoint = p.Endpoint
	}
	s.fields[fieldApplication].SetValue(p.ApplicationKey.Text)
	s.fields[fieldSecret].SetValue(p.ApplicationSecret.Secret.Reveal())
	s.note()
	s.place()
}

// Init reads what an earlier run left.
func (s *Screen) Init() tea.Cmd { return s.load() }

// Update takes the results of commands, pasted text and keystrokes in.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case loadedMsg:
		return s.takeLoaded(msg)
	case storedMsg:
		s.storeErr = msg.err
	case checkedMsg:
		return s.takeChecked(msg)
	case overMsg:
		return s.takeOver(msg)
	case secretMsg:
		return s.takeSecret(msg)
	case keptMsg:
		return s.finish(msg)
	case finishedMsg:
		return s.takeFinished(msg)
	case shell.ResumedMsg:
		return s.recall()
	case recalledMsg:
		s.takeRecalled(msg)
	case tea.PasteMsg:
		return s.paste(msg)
	case tea.KeyPressMsg:
		s.typed(msg)
	}
	return nil
}

// typed gives a keystroke to the field that has the focus.
func (s *Screen) typed(msg tea.Msg) {
	f := s.field()
	if f == nil {
		return
	}
	before := f.Value()
	if f.Update(msg) && f.Value() != before {
		f.SetNotes()
		s.note()
	}
}

// field is the one that takes keystrokes, or nil.
func (s *Screen) field() *form.Field {
	switch s.step {
	case stepURL:
		return s.url
	case stepKeys:
		return s.fields[s.focus]
	case stepSecret:
		return s.secret
	default:
		return nil
	}
}

// show goes to a step, with the focus where it belongs.
func (s *Screen) show(to step) tea.Cmd {
	s.step, s.top, s.reached = to, 0, max(s.reached, to)
	for _, f := range append([]*form.Field{s.url, s.secret}, s.fields[:]...) {
		f.Blur()
	}
	if s.env.Place = s.endpoint.Short(); to <= stepEndpoint {
		s.env.Place = ""
	}
	if f := s.field(); f != nil {
		f.Focus()
	}
	return nil
}

// Typing reports whether a field has the focus.
func (s *Screen) Typing() bool { return s.field() != nil }

// Stop ends a check.
func (s *Screen) Stop() bool {
	if s.step != stepChecking {
		return false
	}
	s.cancel()
	s.round++ // its result is of no interest any more
	_ = s.show(stepKeys)
	return true
}

// SetSize takes the room in.
func (s *Screen) SetSize(width, height int) {
	s.width, s.height = width, height
	for _, f := range append([]*form.Field{s.url, s.secret}, s.fields[:]...) {
		f.SetWidth(s.measure())
	}
}
