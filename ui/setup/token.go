package setup

import (
	"context"
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/keep"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/waiting"
)

// connect makes the client with which the token is asked for and tried out.
func (s *Screen) connect() error {
	client, err := s.env.Connect(s.profile(keys{application: s.keys.application, secret: s.keys.secret}))
	if err != nil {
		return err
	}
	s.env.Client, s.env.Machine, s.env.Place = client, s.machine, s.endpoint.Short()
	return nil
}

// ask asks OVH for the token. The application secret is stored with it: nothing
// else on this machine holds it yet.
func (s *Screen) ask() tea.Cmd {
	if err := s.connect(); err != nil {
		return shell.Warn(sentence(err.Error()))
	}
	draft := ovhapi.Draft{Rules: s.rights.Rules, Preset: s.rights.ID, KeepSecret: true}
	return s.Push(waiting.New(s.env, draft).As(nth(tokenStage)).Then(s.over))
}

// wait goes on with the request that is there, once it is stored with the secret
// that was checked last.
func (s *Screen) wait() tea.Cmd {
	if s.request.ApplicationSecret != s.keys.secret {
		p := *s.request
		p.ApplicationSecret = s.keys.secret
		return s.restore(p)
	}
	if err := s.connect(); err != nil {
		return shell.Warn(sentence(err.Error()))
	}
	return s.Push(waiting.Resume(s.env, *s.request).As(nth(tokenStage)).Then(s.over))
}

// overMsg tells that the wait is over.
type overMsg struct{ done waiting.Done }

// over comes back here from the wait, whatever lies between.
func (s *Screen) over(d waiting.Done) tea.Cmd { return shell.Send(shell.HomeMsg{Msg: overMsg{d}}) }

// takeOver goes on to where the key is kept, or has the secret pasted again.
func (s *Screen) takeOver(msg overMsg) tea.Cmd {
	p := msg.done.Request.PendingRequest
	s.request = &p
	if msg.done.Err != nil {
		s.secret.SetValue("")
		s.secret.SetNotes()
		return s.show(stepSecret)
	}
	_ = s.show(stepAsk)
	profile := s.profile(keys{application: s.keys.application, secret: s.keys.secret})
	preset := ""
	if missing, extra := msg.done.Verified.Missing, msg.done.Verified.Extra; len(missing)+len(extra) == 0 {
		preset = s.rights.ID
	}
	k := keep.Key{Profile: profile, ConsumerKey: p.ConsumerKey, Rules: msg.done.Verified.Credential.Rules, Preset: preset, RequestID: p.ID}
	if k.KeepErr = msg.done.KeepErr; k.KeepErr != nil {
		k.RequestID = "" // there is no stored request to go by
	}
	return s.Push(s.options.Keep(k, func() tea.Cmd {
		return shell.Send(shell.HomeMsg{Msg: keptMsg{p.ConsumerKey}})
	}))
}

// secretMsg tells whether the request is stored with the secret that was pasted
// again.
type secretMsg struct {
	request ovhapi.PendingRequest
	err     error
}

// String keeps fmt from walking into the keys.
func (secretMsg) String() string { return "another application secret" }

// again goes on with the same request and another secret.
func (s *Screen) again() tea.Cmd {
	text := strings.TrimSpace(s.secret.Value())
	if wrong := refused(text, nouns[fieldSecret]); wrong != "" {
		s.secret.SetNotes(form.Wrong(wrong))
		return nil
	}
	p := *s.request
	if ovhapi.NewSecret(text) == p.ApplicationSecret {
		s.secret.SetNotes(form.Wrong("This is the secret that OVH has just refused."))
		return nil
	}
	p.ApplicationSecret = ovhapi.NewSecret(text)
	return s.restore(p)
}

// restore stores the request with another secret.
func (s *Screen) restore(p ovhapi.PendingRequest) tea.Cmd {
	keeper := s.env.Keeper
	return s.Run(func(context.Context) tea.Msg { return secretMsg{p, keeper.Keep(p)} })
}

func (s *Screen) takeSecret(msg secretMsg) tea.Cmd {
	if msg.err != nil {
		_ = s.show(stepSecret)
		s.secret.SetNotes(form.Wrong("It could not be stored on this machine: " + plain.Text(msg.err.Error())))
		return nil
	}
	s.request, s.keys.secret = &msg.request, msg.request.ApplicationSecret
	s.fields[fieldSecret].SetValue(s.keys.secret.Reveal())
	return tea.Batch(s.answered(stepAsk), s.wait())
}

// keptMsg tells that the user is through with keeping the key.
type keptMsg struct{ consumer ovhapi.Secret }

// finishedMsg brings this machine's keys as they are at the end. Without a client
// they do not stand where this program looks.
type finishedMsg struct {
	machine *config.Machine
	client  *ovhapi.Client
	err     error // why what was typed could not be removed
}

// finish reads this machine's keys. Once they are complete, what was stored for
// the case of an interruption goes.
func (s *Screen) finish(msg keptMsg) tea.Cmd {
	if s.step == stepFinishing {
		return nil
	}
	_ = s.show(stepFinishing)
	env, store, typed := s.env, s.store, s.keys
	typed.consumer = msg.consumer
	profile := s.profile(typed)
	return s.Run(func(context.Context) tea.Msg {
		m, client, err := env.Look()
		if err == nil && client != nil {
			return finishedMsg{m, client, store.clear()}
		}
		// The key was kept elsewhere only. It works all the same, this time.
		m.Active = profile
		client, err = env.Connect(profile)
		return finishedMsg{m, client, errors.Join(err, errElsewhere)}
	})
}

var errElsewhere = errors.New("not written where this program looks: the next start asks again")

// takeFinished shows the account.
func (s *Screen) takeFinished(msg finishedMsg) tea.Cmd {
	if msg.client == nil {
		_ = s.show(stepAsk)
		return shell.Warn(sentence(msg.err.Error()))
	}
	s.env.Use(msg.machine, msg.client)
	next := s.Replace(s.options.Next())
	if msg.err != nil {
		return tea.Sequence(next, shell.Warn(sentence(msg.err.Error())))
	}
	return next
}
