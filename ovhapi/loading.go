package ovhapi

import (
	"context"
	"time"
)

// Update is what became known of the account since the last one.
type Update struct {
	// Tokens are rows that are new or have changed.
	Tokens []Token
	// Gone are rows shown before that turned out not to exist.
	Gone []int64
	// Total is how many tokens there are, 0 until known; Loaded is how many
	// have come, those that could not be read included unless Err is set.
	Total, Loaded int
	// PausedUntil is set while the API's limit on calls holds the loading back;
	// Ready is about when the rest will have come at that pace, zero while nothing
	// slows it down. Both are by this machine's clock.
	PausedUntil, Ready time.Time
	// Account is the account's name, once known.
	Account string
	// Current is the token in use, once known.
	Current *Credential
	// Warnings say what could not be read and why; nothing else is lost.
	Warnings []Warning
	// Err ends the loading: the list itself could not be read, or the API was not
	// heard any more before every row was asked for. Rows that did not come are
	// then Unread.
	Err error
	// Done is true in the last update.
	Done bool
}

// Warning is a part of the inventory that could not be read.
type Warning struct {
	// What names the part: "applications", "application 123".
	What string
	// Rule is the access rule that is missing, or "".
	Rule string
	Err  error
}

// Loading is an inventory under way.
type Loading struct{ news *mailbox[Update] }

// Load reads the whole account. It returns at once; Next hands over what has
// come. Cancelling ctx ends it.
func (c *Client) Load(ctx context.Context) *Loading {
	news := newMailbox(Update{})
	go newLoader(c, news).run(ctx)
	return &Loading{news}
}

// Next waits for news and returns all of it at once. Once an update had Done
// set, further ones say the same. When ctx ends it returns an update with Done
// and the context's error.
func (l *Loading) Next(ctx context.Context) Update {
	u, err := l.news.next(ctx, func(u Update) Update {
		u.Tokens, u.Gone, u.Warnings = nil, nil, nil
		return u
	})
	if err != nil {
		return Update{Done: true, Err: err}
	}
	u.Tokens = newest(u.Tokens)
	return u
}

// newest keeps the last word on each token.
func newest(tokens []Token) []Token {
	place := make(map[int64]int, len(tokens))
	kept := tokens[:0]
	for _, t := range tokens {
		if at, ok := place[t.ID]; ok {
			kept[at] = t
			continue
		}
		place[t.ID] = len(kept)
		kept = append(kept, t)
	}
	return kept
}
