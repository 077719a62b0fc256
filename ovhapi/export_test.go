package ovhapi

import "context"

// Ask makes any signed call, for what the typed calls do not cover.
func (c *Client) Ask(ctx context.Context, method, path string, body, out any) error {
	_, err := c.do(ctx, call{method: method, path: path, signed: true, body: body}, out)
	return err
}

// Limits that tests count by.
const (
	Attempts             = attempts
	AttemptsWhileLimited = attemptsWhileLimited
	ReturnGrace          = returnGrace
	Slice                = slice
	BatchSize            = batchSize
	InFlight             = inFlight
)

// SameAddresses is sameAddresses.
func SameAddresses(a, b []string) bool { return sameAddresses(a, b) }
