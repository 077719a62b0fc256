package ovhapi_test

import (
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi"
)

func TestDifferenceOfAddresses(t *testing.T) {
	t.Parallel()
	few, _ := ovhapi.OnlyFrom("192.0.2.1", "198.51.100.0/24")
	for _, row := range []struct {
		from []string
		to   ovhapi.Restriction
		want string
	}{
		{nil, ovhapi.Anywhere(), "  any address"},
		{nil, few, "+ 192.0.2.1/32|+ 198.51.100.0/24|− any address"},
		{[]string{"192.0.2.1", "203.0.113.9/32"}, few, "+ 198.51.100.0/24|− 203.0.113.9/32|  192.0.2.1/32"},
		{[]string{"192.0.2.1"}, ovhapi.Anywhere(), "+ any address|− 192.0.2.1/32"},
	} {
		var got []string
		for _, c := range row.to.Difference(ovhapi.Restricting(row.from)) {
			got = append(got, c.String())
		}
		if text := strings.Join(got, "|"); text != row.want {
			t.Errorf("from %v to %s: %q, want %q", row.from, row.to, text, row.want)
		}
	}
}

func TestTokensThatWorkFromNoAddress(t *testing.T) {
	t.Parallel()
	now := time.Now()
	past := now.Add(-time.Hour)
	for _, row := range []struct {
		token ovhapi.Token
		works bool
	}{
		{ovhapi.Token{Credential: ovhapi.Credential{Status: ovhapi.StatusValidated}}, true},
		{ovhapi.Token{Credential: ovhapi.Credential{Status: ovhapi.StatusPending}}, true},
		{ovhapi.Token{Credential: ovhapi.Credential{Status: ovhapi.StatusRefused}}, false},
		{ovhapi.Token{Credential: ovhapi.Credential{Status: ovhapi.StatusValidated, Expiration: &past}}, false},
		{ovhapi.Token{Credential: ovhapi.Credential{Status: ovhapi.StatusValidated}, App: ovhapi.AppDeleted}, false},
	} {
		if why := row.token.NoAddress(now); (why == "") != row.works {
			t.Errorf("%+v: %q", row.token, why)
		}
	}
}
