package cli

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
)

// simOptions are the switches of the invented account as flags.
type simOptions struct {
	addr, redirection, retryAfter string
	validate                      string
	denied                        []string
	sim                           ovhsim.Options
}

// newSim is the command that serves the invented account.
func newSim(s *session) *cobra.Command {
	o := &simOptions{}
	cmd := &cobra.Command{
		Use:   "sim",
		Short: "Serve an invented account on loopback, for scripts and tests",
		Long: `Serve an invented account on a loopback address until ctrl+c. It answers as
OVH's API does, with signatures, clock, access rules and the validation page.

A ready ovh.conf goes to stdout, everything else to stderr.`,
		Example: `  ovh-tokens sim > /tmp/sim.conf &
  ovh-tokens --config /tmp/sim.conf
  ovh-tokens sim --rate-limit 60 --latency 200ms > /tmp/sim.conf`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			sim, err := o.read()
			if err != nil {
				return err
			}
			return serveSim(cmd.Context(), s, o.addr, sim)
		},
	}
	o.register(cmd)
	return cmd
}

// register declares the flags.
func (o *simOptions) register(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&o.addr, "addr", "127.0.0.1:0", "loopback `address` to listen on; port 0 takes a free one")
	f.IntVar(&o.sim.Tokens, "tokens", 0, "size of the account; 0 is the hand-written one of some sixty tokens")
	f.BoolVar(&o.sim.Editor, "editor", false, "the token in use may change the addresses of others")
	f.BoolVar(&o.sim.PendingReads, "pending-reads", false, "a pending key may read itself (200) instead of being refused (403)")
	f.StringVar(&o.redirection, "redirection", "accept", "what to make of a redirection: accept, no-loopback or required")
	f.BoolVar(&o.sim.NoBatch, "no-batch", false, "ignore X-Ovh-Batch")
	f.BoolVar(&o.sim.NoExpansion, "no-expansion", false, "ignore X-Pagination-Mode")
	f.BoolVar(&o.sim.StaleExpansion, "stale-expansion", false, "answer expanded lists from a snapshot")
	f.BoolVar(&o.sim.OldErrors, "old-errors", false, "error bodies as until about 2022")
	f.BoolVar(&o.sim.LateExpiry, "late-expiry", false, "list tokens as validated after their expiration")
	f.BoolVar(&o.sim.KeyFirst, "key-first", false, "look for the consumer key before the signature is checked")
	f.BoolVar(&o.sim.Rewritten, "rewritten", false, "play a proxy that writes the JSON of calls anew")
	f.StringArrayVar(&o.denied, "iam-denied", nil, "`rule` of calls that an IAM policy refuses; may be given again")
	f.DurationVar(&o.sim.Latency, "latency", 0, "how long every call takes")
	f.IntVar(&o.sim.RateLimit, "rate-limit", 0, "calls a minute for one key; 0 is no limit")
	f.DurationVar(&o.sim.RateWindow, "rate-window", time.Minute, "what --rate-limit counts in, in place of a minute")
	f.StringVar(&o.retryAfter, "retry-after", "none", "what a 429 says of it: none, seconds or date")
	f.DurationVar(&o.sim.ClockSkew, "clock-skew", 0, "server's clock minus this machine's")
	f.StringVar(&o.validate, "validate", "", "validate every request at once, for 5m, 1h, 1d, 30d or unlimited `time`")
	f.DurationVar(&o.sim.PendingLife, "pending-life", 24*time.Hour, "how long a request waits for its validation")
}

// validities are those of the validation page.
var validities = []ovhsim.Validity{ovhsim.FiveMinutes, ovhsim.OneHour, ovhsim.OneDay, ovhsim.ThirtyDays, ovhsim.Unlimited}

// read makes switches of the flags.
func (o *simOptions) read() (ovhsim.Options, error) {
	var err error
	if o.sim.Redirection, err = oneOf("redirection", o.redirection, map[string]ovhsim.Redirection{
		"accept": ovhsim.RedirectionAccepted, "no-loopback": ovhsim.RedirectionLoopbackRefused, "required": ovhsim.RedirectionRequired,
	}); err != nil {
		return o.sim, err
	}
	if o.sim.RetryAfter, err = oneOf("retry-after", o.retryAfter, map[string]ovhsim.RetryAfter{
		"none": ovhsim.RetryAfterNone, "seconds": ovhsim.RetryAfterSeconds, "date": ovhsim.RetryAfterDate,
	}); err != nil {
		return o.sim, err
	}
	if o.sim.Tokens < 0 || o.sim.Tokens > ovhsim.MaxTokens {
		return o.sim, usageError("--tokens is a number up to %d.", ovhsim.MaxTokens)
	}
	if o.sim.Validate = ovhsim.Validity(o.validate); o.validate != "" && !slices.Contains(validities, o.sim.Validate) {
		return o.sim, usageError("--validate takes 5m, 1h, 1d, 30d or unlimited, not %q.", o.validate)
	}
	for _, text := range o.denied {
		r, err := rule.Parse(text)
		if err != nil {
			return o.sim, usageError("--iam-denied: %v", err)
		}
		o.sim.IAMDenied = append(o.sim.IAMDenied, r)
	}
	return o.sim, nil
}

// oneOf reads a flag that takes one of a few words.
func oneOf[T any](flag, word string, words map[string]T) (T, error) {
	v, ok := words[word]
	if !ok {
		return v, usageError("--%s does not know %q.", flag, word)
	}
	return v, nil
}

// serveSim serves until the context ends, which is how it is meant to end.
func serveSim(ctx context.Context, s *session, addr string, o ovhsim.Options) error {
	sim := ovhsim.New(o)
	if err := sim.Listen(ctx, addr); err != nil {
		return usageError("cannot listen on %s: %v", addr, err)
	}
	if _, err := fmt.Fprint(s.out, sim.Config()); err != nil {
		return fmt.Errorf("writing ovh.conf: %w", err)
	}
	_, _ = fmt.Fprintf(s.err, "Serving an invented account on %s until ctrl+c.\nSave the lines above as a file and run: ovh-tokens --config FILE\n", sim.Endpoint())
	<-ctx.Done()
	return sim.Close()
}
