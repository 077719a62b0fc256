package cli

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/audit"
	"ovh-tokens/ovhapi/report"
	"ovh-tokens/ui/layout"
)

// inventory is the whole account, as one command sees it.
type inventory struct {
	// tokens stand in the usual order of the token list: the last used first.
	tokens  []ovhapi.Token
	account string
	current *ovhapi.Credential // the token in use, nil when it could not be asked
	now     time.Time          // the server's
	limits  audit.Thresholds
	audit   *audit.Auditor
}

// inventory reads the account to its end. What could not be read beside the list
// itself is said on stderr and costs nothing else.
func (s *session) inventory(ctx context.Context) (*inventory, error) {
	c, err := s.client()
	if err != nil {
		return nil, err
	}
	var (
		account string
		current *ovhapi.Credential
	)
	rows := map[int64]ovhapi.Token{}
	telling := s.reading("Reading tokens")
	defer telling.end()
	loading := c.Load(ctx)
	for done := false; !done; {
		u := loading.Next(ctx)
		for _, t := range u.Tokens {
			rows[t.ID] = t
		}
		for _, id := range u.Gone {
			delete(rows, id)
		}
		account, current = cmp.Or(u.Account, account), cmp.Or(u.Current, current)
		for _, w := range u.Warnings {
			s.say("Could not read %s. %s", w.What, ovhapi.Advise(w.Err))
		}
		if u.Err != nil {
			telling.end()
			return nil, s.failed("listing the tokens", u.Err)
		}
		telling.at(u.Loaded, u.Total)
		telling.waits(u.PausedUntil, u.Ready)
		done = u.Done
	}
	inv := newInventory(slices.Collect(maps.Values(rows)), c.ServerNow(), s.preferences())
	inv.account, inv.current = account, current
	return inv, nil
}

// whole returns an error when tokens of the account are listed and could not be
// read: what is printed says nothing of them.
func (s *session) whole(inv *inventory) error {
	unread := 0
	for _, t := range inv.tokens {
		if t.Unread {
			unread++
		}
	}
	if unread == 0 {
		return nil
	}
	return &failure{
		what: fmt.Sprintf("%s of %s could not be read", layout.Number(unread), layout.Count(len(inv.tokens), "token")),
		next: s.paste("doctor"), code: exitPartly,
	}
}

// newInventory judges tokens at the server's time now, by the user's own limits.
func newInventory(tokens []ovhapi.Token, now time.Time, p config.Preferences) *inventory {
	slices.SortFunc(tokens, lastUsedFirst)
	limits := p.Findings.Thresholds()
	return &inventory{tokens: tokens, now: now, limits: limits, audit: audit.Of(tokens, now, limits)}
}

// lastUsedFirst orders tokens by their last use; those without any come last, by
// their ids.
func lastUsedFirst(a, b ovhapi.Token) int {
	x, y := a.LastUse, b.LastUse
	switch {
	case x != nil && y != nil:
		return cmp.Or(y.Compare(*x), cmp.Compare(a.ID, b.ID))
	case x != nil:
		return -1
	case y != nil:
		return 1
	}
	return cmp.Compare(a.ID, b.ID)
}

// token finds one by its id.
func (inv *inventory) token(id int64) (ovhapi.Token, bool) {
	i := slices.IndexFunc(inv.tokens, func(t ovhapi.Token) bool { return t.ID == id })
	if i < 0 {
		return ovhapi.Token{}, false
	}
	return inv.tokens[i], true
}

// rows describe tokens for --json.
func (inv *inventory) rows(tokens []ovhapi.Token) []report.Row { return report.Rows(tokens, inv.audit) }
