package ovhapi_test

import (
	"slices"
	"sync"

	"ovh-tokens/ovhapi"
)

// keeper stores requests and receipts in memory, or fails to.
type keeper struct {
	mu       sync.Mutex
	requests []ovhapi.PendingRequest // every state that was kept
	forgot   []string
	receipts []ovhapi.Receipt
	fail     error
}

func (k *keeper) Keep(p ovhapi.PendingRequest) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.fail == nil {
		k.requests = append(k.requests, p)
	}
	return k.fail
}

func (k *keeper) Pending() ([]ovhapi.PendingRequest, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Clone(k.requests), k.fail
}

func (k *keeper) Forget(id string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.forgot = append(k.forgot, id)
	return k.fail
}

func (k *keeper) KeepReceipt(r ovhapi.Receipt) (string, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.fail != nil {
		return "", k.fail
	}
	r.Revoked = slices.Clone(r.Revoked)
	k.receipts = append(k.receipts, r)
	return "receipt.json", nil
}

func (k *keeper) kept() []ovhapi.PendingRequest {
	got, _ := k.Pending()
	return got
}

// last is the receipt as it was stored last.
func (k *keeper) last() ovhapi.Receipt {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.receipts) == 0 {
		return ovhapi.Receipt{}
	}
	return k.receipts[len(k.receipts)-1]
}
