package setup

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/shell"
)

// verdict is what OVH said of the keys when something is left to decide.
type verdict struct {
	here   ovhapi.Knowledge
	others []ovhapi.Knowledge // what the other endpoints said; nil when they were not asked
	found  []ovhapi.Endpoint  // those of them that know the application
	err    error              // what else went wrong
	stored bool               // err is about this machine's disk
}

// checkedMsg brings what OVH says of the keys.
type checkedMsg struct {
	round  int
	keys   keys
	here   ovhapi.Knowledge
	others []ovhapi.Knowledge
	// token is why the consumer key cannot be used, request the same key stored on
	// this machine, and keepErr why it is not.
	token   error
	request *ovhapi.PendingRequest
	keepErr error
}

// String keeps fmt from walking into the keys.
func (checkedMsg) String() string { return "what OVH says of the keys" }

// check asks the endpoint whether it knows the application, with nothing derived
// from the secret. When it does not, the others are asked. A consumer key is
// tried out with a signed call once it is known where.
func (s *Screen) check() tea.Cmd {
	k, e, ask, keeper := s.entered(), s.endpoint, s.options.Ask, s.env.Keeper
	client, err := s.env.Connect(s.profile(k))
	if err != nil {
		return shell.Warn(sentence(err.Error()))
	}
	ctx, cancel := context.WithCancel(s.Context())
	s.cancel = cancel
	s.round++
	round, now, set := s.round, s.env.Clock.Now(), s.rights.Rules
	_ = s.show(stepChecking)
	return s.Run(func(context.Context) tea.Msg {
		defer cancel()
		msg := checkedMsg{round: round, keys: k, here: asked(ctx, ask, k.application, e)}
		switch {
		case msg.here.Err != nil:
		case !msg.here.Known:
			msg.others = ask(ctx, k.application, except(e)...)
		case !k.consumer.Empty():
			msg.token = try(ctx, client)
			if msg.token == nil {
				p := taken(k, e, set, now)
				msg.request, msg.keepErr = &p, adopt(keeper, &p)
			}
		}
		return msg
	})
}

// asked asks one endpoint.
func asked(ctx context.Context, ask func(context.Context, string, ...ovhapi.Endpoint) []ovhapi.Knowledge, key string, e ovhapi.Endpoint) ovhapi.Knowledge {
	if said := ask(ctx, key, e); len(said) == 1 {
		return said[0]
	}
	return ovhapi.Knowledge{Endpoint: e, Err: errors.New("the endpoint was not asked")}
}

// except lists the endpoints with a name of their own but one.
func except(e ovhapi.Endpoint) []ovhapi.Endpoint {
	return slices.DeleteFunc(ovhapi.Endpoints(), func(other ovhapi.Endpoint) bool { return other == e })
}

// try makes a signed call that every valid token may make.
func try(ctx context.Context, client *ovhapi.Client) error {
	got, err := client.CurrentCredential(ctx)
	if err == nil && got.Status != ovhapi.StatusValidated {
		return ovhapi.ErrKeyNotValid
	}
	return err
}

// taken makes a request of a token that was made on OVH's page: it is validated
// already and waits to be kept.
func taken(k keys, e ovhapi.Endpoint, set rule.Set, now time.Time) ovhapi.PendingRequest {
	return ovhapi.PendingRequest{
		ID: strings.ToLower(rand.Text()[:8]), Endpoint: e.Name, ApplicationKey: k.application, ApplicationSecret: k.secret,
		ConsumerKey: k.consumer, Rules: set, Created: now, State: ovhapi.RequestValidated,
	}
}

// adopt stores such a request, in place of one of the same key.
func adopt(keeper ovhapi.PendingKeeper, p *ovhapi.PendingRequest) error {
	list, _ := keeper.Pending() // those that cannot be read are others
	for _, other := range list {
		if other.ConsumerKey == p.ConsumerKey && other.Endpoint == p.Endpoint {
			p.ID = other.ID
		}
	}
	return keeper.Keep(*p)
}

// takeChecked decides what comes next.
func (s *Screen) takeChecked(msg checkedMsg) tea.Cmd {
	if msg.round != s.round || s.step != stepChecking {
		return nil
	}
	s.verdict = verdict{here: msg.here, others: msg.others, err: msg.here.Err}
	for _, k := range msg.others {
		if k.Known {
			s.verdict.found = append(s.verdict.found, k.Endpoint)
		}
	}
	s.at[stepVerdict] = 0
	switch {
	case !msg.here.Known:
		return s.show(stepVerdict)
	case msg.token != nil:
		return s.refuse(msg.token)
	case msg.keepErr != nil:
		s.verdict.err, s.verdict.stored = msg.keepErr, true
		return s.show(stepVerdict)
	}
	return s.accept(msg.keys, msg.request)
}

// accept takes the keys for an answer, and goes on to the token.
func (s *Screen) accept(k keys, p *ovhapi.PendingRequest) tea.Cmd {
	if s.keys.application != k.application || s.knownOn != s.endpoint.Name {
		s.request = nil // it belongs to another application
	}
	s.keys, s.knownOn = k, s.endpoint.Name
	stored := s.answered(stepAsk)
	if p != nil {
		s.request = p
		return tea.Batch(stored, s.wait())
	}
	return tea.Batch(stored, s.recall())
}

// refuse says at the right field why the keys cannot be used together.
func (s *Screen) refuse(err error) tea.Cmd {
	var text string
	at := fieldConsumer
	switch {
	case errors.Is(err, ovhapi.ErrSignature):
		at, text = fieldSecret, "OVH refuses the signature: this secret is wrong, or the consumer key belongs to another application."
	case errors.Is(err, ovhapi.ErrNoSuchKey):
		text = "OVH does not know this consumer key: it is mistyped, or was revoked."
	case errors.Is(err, ovhapi.ErrKeyNotValid):
		text = "OVH says this key is not valid: it was not authorized on the page, or has expired. Make another one there."
	default:
		s.verdict.err = err
		return s.show(stepVerdict)
	}
	s.fields[at].SetNotes(form.Wrong(text))
	s.focus = at
	return s.show(stepKeys)
}

// useFound takes the endpoint that knows the application, and checks again there.
func (s *Screen) useFound() tea.Cmd {
	s.endpoint = s.verdict.found[s.at[stepVerdict]]
	s.place()
	return tea.Batch(s.save(), s.check())
}

// unchecked goes on without OVH's word on the application key.
func (s *Screen) unchecked() tea.Cmd { return s.accept(s.entered(), nil) }

// mayGoOn reports whether going on without it makes sense: with no answer at all
// the next call would fail too.
func (s *Screen) mayGoOn() bool {
	v := s.verdict
	return s.way == wayOwn && v.err != nil && !v.stored && !errors.Is(v.err, ovhapi.ErrOffline)
}

// profile is what the keys make up: in the section that was chosen on this
// machine, or in the endpoint's own.
func (s *Screen) profile(k keys) config.Profile {
	active := s.machine.Active
	p := config.NewProfile(active.Name, s.endpoint)
	if plain := active.Section != "" && active.Section != p.Section; plain || active.Name == "" || active.Name == config.EnvironmentProfile {
		p.Name, p.Section = s.endpoint.Name, s.endpoint.Name
	}
	p.ApplicationKey.Text, p.ApplicationSecret.Secret, p.ConsumerKey.Secret = k.application, k.secret, k.consumer
	return p
}
