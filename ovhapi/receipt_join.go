package ovhapi

// JoinReceipts keeps the receipts of several runs as one, that of the first run:
// for what was asked for at once and is done one after the other.
func JoinReceipts(keeper ReceiptKeeper) ReceiptKeeper { return &joined{keeper: keeper} }

type joined struct {
	keeper ReceiptKeeper
	before []Receipt // of runs that have ended
	last   Receipt
}

// KeepReceipt keeps all that was told so far.
func (j *joined) KeepReceipt(r Receipt) (string, error) {
	if !j.last.Started.IsZero() && (!r.Started.Equal(j.last.Started) || r.Action != j.last.Action) {
		j.before = append(j.before, j.last)
	}
	j.last = r
	if len(j.before) == 0 {
		return j.keeper.KeepReceipt(r)
	}
	all := j.before[0]
	for _, more := range append(j.before[1:len(j.before):len(j.before)], r) {
		all.Finished = more.Finished
		all.Revoked = append(all.Revoked[:len(all.Revoked):len(all.Revoked)], more.Revoked...)
		all.Ended = append(all.Ended[:len(all.Ended):len(all.Ended)], more.Ended...)
		all.Failed = append(all.Failed[:len(all.Failed):len(all.Failed)], more.Failed...)
		all.Skipped = append(all.Skipped[:len(all.Skipped):len(all.Skipped)], more.Skipped...)
	}
	return j.keeper.KeepReceipt(all)
}
