package setup

import (
	"context"
	"errors"
	"slices"
	"sync"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ui/shell"
)

// store brings the answers to the disk, one write after the other, so that the
// last one stays.
type store struct {
	keeper  config.SetupKeeper
	writing sync.Mutex // held during a write
	mu      sync.Mutex // guards latest
	latest  *config.SetupDraft
}

// put says what is to be written next.
func (w *store) put(d *config.SetupDraft) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.latest = d
}

// flush writes what was put last, if nobody has yet.
func (w *store) flush() error {
	w.writing.Lock()
	defer w.writing.Unlock()
	w.mu.Lock()
	d := w.latest
	w.latest = nil
	w.mu.Unlock()
	if d == nil {
		return nil
	}
	return w.keeper.SaveSetupDraft(*d)
}

// clear removes everything, and what was put but not written yet.
func (w *store) clear() error {
	w.put(nil)
	w.writing.Lock()
	defer w.writing.Unlock()
	return w.keeper.ClearSetupDraft()
}

// loadedMsg brings what an earlier run left.
type loadedMsg struct {
	draft   config.SetupDraft
	request *ovhapi.PendingRequest
	err     error
}

// String keeps fmt from walking into the keys.
func (loadedMsg) String() string { return "what an earlier set-up left" }

func (s *Screen) load() tea.Cmd {
	keeper := s.env.Keeper
	return s.Run(func(context.Context) tea.Msg {
		var msg loadedMsg
		var pendingErr error
		msg.draft, msg.err = keeper.SetupDraft()
		msg.request, pendingErr = own(keeper)
		msg.err = errors.Join(msg.err, pendingErr)
		return msg
	})
}

// own finds the newest request that a set-up has made and nobody has kept yet.
// Only those hold an application secret.
func own(keeper ovhapi.PendingKeeper) (*ovhapi.PendingRequest, error) {
	list, err := keeper.Pending()
	for _, p := range slices.Backward(list) {
		if !p.ApplicationSecret.Empty() && (p.State == ovhapi.RequestWaiting || p.State == ovhapi.RequestValidated) {
			return &p, err
		}
	}
	return nil, err
}

// takeLoaded goes on where the earlier run was: with its request, or at the first
// question that it left open.
func (s *Screen) takeLoaded(msg loadedMsg) tea.Cmd {
	if msg.err != nil {
		warning := shell.Warn("Not everything that was stored can be read: " + sentence(msg.err.Error()))
		msg.err = nil
		return tea.Batch(s.takeLoaded(msg), warning)
	}
	d := msg.draft
	if p := msg.request; p != nil && (!d.Saved.After(p.Created) || d.ApplicationKey == p.ApplicationKey) {
		return s.goOn(*p)
	}
	if e, err := ovhapi.ParseEndpoint(d.Endpoint); err == nil {
		s.endpoint = e
	}
	answered := d.Rights != ""
	s.takeRights(d.Rights)
	if d.Way == string(wayOwn) || d.Way == string(wayAll) {
		s.way = way(d.Way)
	}
	if d.ApplicationKey != "" {
		s.fields[fieldApplication].SetValue(d.ApplicationKey)
		s.fields[fieldSecret].SetValue(d.ApplicationSecret.Reveal())
		s.keys, s.knownOn = keys{application: d.ApplicationKey, secret: d.ApplicationSecret}, d.KnownOn
	}
	s.place()
	switch {
	case s.endpoint.URL == "":
		return s.show(stepEndpoint)
	case !answered:
		return s.show(stepRights)
	case d.Way == "":
		return s.show(stepWay)
	case d.ApplicationKey != "" && d.KnownOn == d.Endpoint && s.way == wayOwn:
		return s.show(stepAsk)
	}
	return s.show(stepKeys)
}

// goOn takes a request of an earlier run up.
func (s *Screen) goOn(p ovhapi.PendingRequest) tea.Cmd {
	e, err := ovhapi.ParseEndpoint(p.Endpoint)
	if err != nil {
		return s.show(stepEndpoint)
	}
	s.endpoint, s.way = e, wayOwn
	s.keys, s.knownOn = keys{application: p.ApplicationKey, secret: p.ApplicationSecret}, p.Endpoint
	s.fields[fieldApplication].SetValue(p.ApplicationKey)
	s.fields[fieldSecret].SetValue(p.ApplicationSecret.Reveal())
	for _, r := range rights() {
		if slices.Equal(r.Rules, p.Rules) {
			s.rights = r
		}
	}
	s.request = &p
	s.place()
	_ = s.show(stepAsk)
	return s.wait()
}

// place puts the cursors of the lists on the answers.
func (s *Screen) place() {
	s.at[stepEndpoint] = max(slices.IndexFunc(regions, func(r region) bool { return r.name == s.endpoint.Name }), 0)
	if s.endpoint.URL != "" && s.endpoint.Name == s.endpoint.URL {
		s.at[stepEndpoint] = len(regions)
		s.url.SetValue(s.endpoint.URL)
	}
	s.at[stepRights] = max(slices.IndexFunc(rights(), func(p preset.Preset) bool { return p.ID == s.rights.ID }), 0)
	s.at[stepWay] = slices.Index(ways, s.way)
}

func (s *Screen) takeRights(id string) {
	for _, r := range rights() {
		if r.ID == id {
			s.rights = r
		}
	}
}

// storedMsg tells whether the answers are on the disk.
type storedMsg struct{ err error }

// save stores the answers that were given before the present question. The write
// is brought to its end even when the program is left meanwhile.
func (s *Screen) save() tea.Cmd {
	d := config.SetupDraft{
		Endpoint: s.endpoint.Name, ApplicationKey: s.keys.application, ApplicationSecret: s.keys.secret,
		KnownOn: s.knownOn, Saved: s.env.Clock.Now(),
	}
	if s.reached > stepRights {
		d.Rights = s.rights.ID
	}
	if s.reached > stepWay {
		d.Way = string(s.way)
	}
	s.store.put(&d)
	store := s.store
	return s.Finish(s.env, func() tea.Msg { return storedMsg{store.flush()} })
}

// recalledMsg brings the request that is stored when the wait for it was left.
type recalledMsg struct{ request *ovhapi.PendingRequest }

// String keeps fmt from walking into the key.
func (recalledMsg) String() string { return "the stored request" }

// recall looks for the request again: on another screen it may have been given
// up, or asked for anew.
func (s *Screen) recall() tea.Cmd {
	if s.step != stepAsk {
		return nil
	}
	keeper, k := s.env.Keeper, s.keys
	endpoint := s.endpoint.Name
	return s.Run(func(context.Context) tea.Msg {
		p, _ := own(keeper) // one that cannot be read is of no use here either
		if p != nil && (p.ApplicationKey != k.application || p.Endpoint != endpoint) {
			p = nil
		}
		return recalledMsg{p}
	})
}

func (s *Screen) takeRecalled(msg recalledMsg) { s.request = msg.request }

// Begun reports whether a set-up was broken off on this machine. It reads files.
func Begun(keeper config.Store) bool {
	d, _ := keeper.SetupDraft() // what cannot be read cannot be gone on with
	p, _ := own(keeper)
	return d != (config.SetupDraft{}) || p != nil
}

// Tidy removes what a set-up left that was broken off after its last step: the
// keys it is about are in use by now. It writes files.
func Tidy(keeper config.Store, p config.Profile) error {
	d, err := keeper.SetupDraft()
	if err != nil || d == (config.SetupDraft{}) {
		return err
	}
	if d.ApplicationKey != p.ApplicationKey.Text || d.ApplicationSecret != p.ApplicationSecret.Secret {
		return nil
	}
	return keeper.ClearSetupDraft()
}
