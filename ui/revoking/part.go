package revoking

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/shell"
)

// Run is the tokens of one account that are to go.
type Run struct {
	Env  *shell.Env
	Plan ovhapi.Plan
}

// part is what has become of one account's tokens so far.
type part struct {
	env    *shell.Env
	client *ovhapi.Client // of the account that was on screen when the plan was made
	name   string
	plan   ovhapi.Plan
	run    *ovhapi.Revocation

	done, total int
	next        ovhapi.Token
	paused      time.Time // until then OVH's limit holds the run back
	ready       time.Time // about when the rest will be done at that pace
	revoked     int
	already     int // of those revoked, gone before their turn came
	failures    []ovhapi.Result
	untried     []ovhapi.Token
	skipped     []ovhapi.Skip
	err         error
	receipt     string
	receiptErr  error
	finished    bool
}

func newPart(r Run) *part {
	return &part{env: r.Env, client: r.Env.Client, name: r.Env.Name(), plan: r.Plan, total: len(r.Plan.Tokens), skipped: r.Plan.Skipped}
}

// begin starts the run. Its context is the screen's, not the command's: it
// outlives this call.
func (p *part) begin(base *shell.Base) tea.Cmd {
	client, plan, account, keeper, env, ctx := p.client, p.plan, p.env.Account, p.env.Keeper, p.env, base.Context()
	return base.Run(func(context.Context) tea.Msg {
		run := client.Revoke(ctx, plan, account, keeper)
		env.AwaitAtEnd(run.Wait)
		return startedMsg{p, run}
	})
}

func (p *part) wait(base *shell.Base) tea.Cmd {
	run := p.run
	return base.Run(func(ctx context.Context) tea.Msg { return progressMsg{p, run.Next(ctx)} })
}

// take takes results in and returns the ids that are gone.
func (p *part) take(news ovhapi.Progress) (gone []int64) {
	p.done, p.total, p.next, p.paused, p.ready = news.Done, news.Total, news.Next, news.PausedUntil, news.Ready
	p.skipped = append(p.skipped, news.Skipped...)
	p.receiptErr = news.ReceiptErr
	for _, r := range news.Results {
		switch {
		case r.Err == nil:
			p.revoked++
			if r.Already {
				p.already++
			}
			gone = append(gone, r.Token.ID)
		case errors.Is(r.Err, ovhapi.ErrNotTried):
			p.untried = append(p.untried, r.Token)
		default:
			p.failures = append(p.failures, r)
		}
	}
	if news.Finished {
		p.finished, p.err, p.receipt = true, news.Err, news.Receipt
	}
	return gone
}

// left is how many tokens are still there that were to go.
func (p *part) left() int { return len(p.failures) + len(p.untried) }

// rest is the part of a plan that is still to be done: what failed goes first.
func (p *part) rest() Run {
	var tokens []ovhapi.Token
	for _, f := range p.failures {
		tokens = append(tokens, f.Token)
	}
	return Run{p.env, p.plan.Only(append(tokens, p.untried...))}
}

// failure is a token that is still there, and the account it is of.
type failure struct {
	ovhapi.Result
	account string
}

// sum is a figure over all accounts.
func (s *Sheet) sum(of func(*part) int) int {
	n := 0
	for _, p := range s.parts {
		n += of(p)
	}
	return n
}

func total(p *part) int    { return p.total }
func done(p *part) int     { return p.done }
func already(p *part) int  { return p.already }
func untried(p *part) int  { return len(p.untried) }
func failures(p *part) int { return len(p.failures) }

// failed are the tokens that are still there, account by account.
func (s *Sheet) failed() []failure {
	var all []failure
	for _, p := range s.parts {
		for _, f := range p.failures {
			all = append(all, failure{f, p.name})
		}
	}
	return all
}
