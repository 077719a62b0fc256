package apps

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/roster"
	"ovh-tokens/ui/confirm"
	"ovh-tokens/ui/layout"
)

// holdsMsg brings how many tokens the chosen applications hold at this moment,
// and the requests of this machine that wait under one of them.
type holdsMsg struct {
	asked   int
	holds   []ovhapi.Hold
	waiting []ovhapi.PendingRequest
}

// check asks the API how many tokens the chosen applications hold: the list on
// screen may be older.
func (s *Screen) check() tea.Cmd {
	var list []ovhapi.Application
	for _, r := range s.chosen() {
		list = append(list, r.Application)
	}
	s.asking, s.run = true, nil
	s.asked++
	s.compose()
	asked, client, keeper := s.asked, s.env.Client, s.env.Keeper
	return s.Run(func(ctx context.Context) tea.Msg {
		msg := holdsMsg{asked: asked, holds: client.Holds(ctx, list)}
		if keeper != nil {
			msg.waiting, _ = keeper.Pending() // w on the list tells what can't be read
		}
		return msg
	})
}

// takeHolds asks about those that hold no token. Where there is none, it says why.
func (s *Screen) takeHolds(msg holdsMsg) tea.Cmd {
	if msg.asked != s.asked || !s.asking {
		return nil
	}
	s.asking = false
	var free []ovhapi.Application
	var refused []ovhapi.DeletedApplication
	for _, h := range msg.holds {
		switch {
		case h.Err != nil:
			refused = append(refused, ovhapi.DeletedApplication{Application: h.Application, Err: h.Err})
		case h.Tokens > 0:
			held := &ovhapi.HeldError{Application: h.Application.ID, Tokens: h.Tokens}
			refused = append(refused, ovhapi.DeletedApplication{Application: h.Application, Err: held})
		default:
			free = append(free, h.Application)
		}
	}
	if len(free) == 0 {
		s.run = &run{results: refused, finished: true}
		return s.news(refused)
	}
	q := s.question(free, refused, msg.waiting)
	q.Then, q.To = deleteMsg{free, refused}, s.ID()
	return tea.Batch(s.news(refused), s.Push(confirm.New(s.env, q)))
}

// news has the token list read again where it does not know of the tokens that the
// API has just told of.
func (s *Screen) news(refused []ovhapi.DeletedApplication) tea.Cmd {
	for _, d := range refused {
		held, is := errors.AsType[*ovhapi.HeldError](d.Err)
		if r, there := s.table.Row(d.Application.ID); is && (!there || len(r.Tokens) != held.Tokens) {
			return tea.Batch(s.list.Refresh(), s.watch())
		}
	}
	return nil
}

// question names each application before it goes.
func (s *Screen) question(free []ovhapi.Application, refused []ovhapi.DeletedApplication, waiting []ovhapi.PendingRequest) confirm.Question {
	what := things(len(free))
	q := confirm.Question{
		Title: "Delete " + what, Ask: "Delete " + what + "?", Header: "Id        Application             Application key   Description",
		Yes: "delete", No: "keep",
	}
	warning := []string{"Its key and secret end with it, for good."}
	if len(free) > 1 {
		warning = []string{"Their keys and secrets end with them, for good."}
	}
	var here, pending []string
	for _, app := range free {
		q.Items = append(q.Items, layout.Pad(strconv.FormatInt(app.ID, 10), 10)+layout.Pad(name(app), 23)+" "+layout.Pad(app.Key, 18)+app.Description)
		if at := s.stands(app); at != "" {
			here = append(here, "The key of "+name(app)+" stands on this machine: "+at+".")
		}
		if n := s.waits(app, waiting); n > 0 {
			pending = append(pending, fmt.Sprintf("Under %s %s asked for on this machine, which can then not be validated any more.", name(app), newTokens(n)))
		}
	}
	warning = append(warning, some(here, " more keys stand on this machine.")...)
	warning = append(warning, some(pending, " more have new tokens that were asked for on this machine.")...)
	if hidden := s.table.SelectedHidden(); hidden > 0 {
		warning = append(warning, fmt.Sprintf("%d of those selected are hidden by the filter.", hidden))
	}
	q.Warning = strings.Join(append(warning, left(refused)...), " ")
	return q
}

// named is how many applications a sentence names one by one: what goes must stay
// in sight below it.
const named = 2

// some keeps the first sentences, and counts the rest.
func some(sentences []string, rest string) []string {
	if n := len(sentences) - named; n > 1 {
		return append(sentences[:named:named], layout.Number(n)+rest)
	}
	return sentences
}

// left says which applications stay, and why: a few by name, more by their number.
func left(refused []ovhapi.DeletedApplication) []string {
	if len(refused) <= named {
		var each []string
		for _, d := range refused {
			each = append(each, "Left alone: "+name(d.Application)+", "+reason(d.Err)+".")
		}
		return each
	}
	held, unknown := 0, 0
	for _, d := range refused {
		if _, is := errors.AsType[*ovhapi.HeldError](d.Err); is {
			held++
		} else {
			unknown++
		}
	}
	var counts []string
	if held > 0 {
		counts = append(counts, stay(held, "holds tokens and stays.", "hold tokens and stay."))
	}
	if unknown > 0 {
		counts = append(counts, stay(unknown, "stays: its tokens could not be asked for.", "stay: their tokens could not be asked for."))
	}
	return counts
}

func stay(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return layout.Number(n) + " " + many
}

func newTokens(n int) string {
	if n == 1 {
		return "1 new token was"
	}
	return fmt.Sprintf("%d new tokens were", n)
}

// reason says why an application is left alone, as the end of a sentence.
func reason(err error) string {
	if held, is := errors.AsType[*ovhapi.HeldError](err); is {
		return "which holds " + tokens(held.Tokens)
	}
	return "whose tokens could not be asked for"
}

// stands says where this machine's files hold the application's key.
func (s *Screen) stands(app ovhapi.Application) string {
	if s.env.Machine == nil {
		return ""
	}
	return strings.Join(s.env.Machine.ApplicationPlaces(app.Key), ", ")
}

// waits counts this machine's requests that nobody has validated yet and that were
// made under the application.
func (s *Screen) waits(app ovhapi.Application, waiting []ovhapi.PendingRequest) int {
	n := 0
	for _, p := range waiting {
		if app.Key != "" && p.ApplicationKey == app.Key {
			n++
		}
	}
	return n
}

// name is what an application is called.
func name(app ovhapi.Application) string { return row{Entry: roster.Entry{Application: app}}.Title() }

func things(n int) string {
	if n == 1 {
		return "1 application"
	}
	return layout.Number(n) + " applications"
}

func tokens(n int) string {
	if n == 1 {
		return "1 token"
	}
	return layout.Number(n) + " tokens"
}
