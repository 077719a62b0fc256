package cli

import (
	"context"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
)

// revoking is a run of revocations that a command does.
type revoking struct {
	*session
	client  *ovhapi.Client
	account string
	keeper  config.Store
	receipt ovhapi.ReceiptKeeper // keeps the receipt of the whole command
	out     *revoked
}

// revoking prepares a run.
func (s *session) revoking(account string) (*revoking, error) {
	c, err := s.client()
	if err != nil {
		return nil, err
	}
	keeper, err := s.keeper()
	if err != nil {
		return nil, err
	}
	return &revoking{session: s, client: c, account: account, keeper: keeper, receipt: ovhapi.JoinReceipts(keeper), out: newRevoked()}, nil
}

// plan does a plan and notes what became of each token. The first ctrl+c stops it:
// calls that were sent are waited for, so that their outcome is known.
func (r *revoking) plan(ctx context.Context, plan ovhapi.Plan) error {
	for _, skip := range plan.Skipped {
		r.out.skip(skip.Token.ID, skip.Reason)
	}
	if len(plan.Tokens) == 0 {
		return nil
	}
	whole := context.WithoutCancel(ctx)
	run := r.client.Revoke(whole, plan, r.account, r.receipt)
	stop := context.AfterFunc(ctx, run.Stop)
	defer stop()
	telling := r.progress("Handled")
	var end ovhapi.Progress
	for !end.Finished {
		end = run.Next(whole)
		for _, result := range end.Results {
			r.out.take(result)
		}
		for _, skip := range end.Skipped {
			r.out.skip(skip.Token.ID, skip.Reason)
		}
		telling.at(end.Done-r.out.untried, end.Total)
		telling.waits(end.PausedUntil, end.Ready)
	}
	telling.end()
	run.Wait()
	if end.Receipt != "" {
		r.out.Receipt = &end.Receipt
	}
	if end.ReceiptErr != nil {
		r.say("No receipt could be written: %v", end.ReceiptErr)
	}
	r.forget()
	return end.Err
}

// forget takes the stored keys of tokens that are gone off this machine.
func (r *revoking) forget() {
	if _, err := ovhapi.ForgetRevoked(r.keeper, r.client.Endpoint(), r.out.Revoked); err != nil {
		r.say("The key of a revoked token is still among the stored requests: %v", err)
	}
}
