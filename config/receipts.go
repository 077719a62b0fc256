package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ovh-tokens/ovhapi"
)

// mostReceipts is how many receipts are looked through for one account's.
const mostReceipts = 20

// LastReceipt reads the newest receipt of an action on an account; false when
// there is none among the last twenty of the action. Damaged ones are passed over.
func (s *State) LastReceipt(action ovhapi.Action, endpoint, account string) (ovhapi.Receipt, bool, error) {
	folder := filepath.Join(s.dir, receiptFolder)
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return ovhapi.Receipt{}, false, nil
	}
	if err != nil {
		return ovhapi.Receipt{}, false, fmt.Errorf("look through the receipts: %w", reason(err))
	}
	left := mostReceipts
	for _, e := range slices.Backward(entries) { // by name, which begins with the time
		_, what, _ := strings.Cut(strings.TrimSuffix(e.Name(), ".json"), "-")
		if what != string(action) && what != string(action)+"-"+account {
			continue
		}
		var r ovhapi.Receipt
		if readJSON(filepath.Join(folder, e.Name()), &r) == nil && r.Endpoint == endpoint && r.Account == account {
			return r, true, nil
		}
		if left--; left == 0 {
			break
		}
	}
	return ovhapi.Receipt{}, false, nil
}

// LastReceipt finds none: they are not kept.
func (m *MemoryState) LastReceipt(ovhapi.Action, string, string) (ovhapi.Receipt, bool, error) {
	return ovhapi.Receipt{}, false, nil
}
