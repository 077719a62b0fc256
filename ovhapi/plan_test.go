package ovhapi_test

import (
	"slices"
	"testing"
	"time"

	"ovh-tokens/ovhapi"
)

// samples are one token of each kind, by a name for the test.
func samples(now time.Time) map[string]ovhapi.Token {
	past, future := now.Add(-time.Second), now.Add(time.Hour)
	of := func(id int64, status ovhapi.Status, ends *time.Time) ovhapi.Token {
		return ovhapi.Token{Credential: ovhapi.Credential{ID: id, Status: status, Expiration: ends, Creation: now.Add(-time.Duration(id) * time.Hour)}}
	}
	current := of(9, ovhapi.StatusValidated, &past)
	current.Current = true
	live := of(10, ovhapi.StatusValidated, nil)
	live.Current = true
	dead := of(7, ovhapi.StatusValidated, nil)
	dead.App = ovhapi.AppDeleted
	return map[string]ovhapi.Token{
		"expired by status": of(1, ovhapi.StatusExpired, &past), "expired by status alone": of(2, ovhapi.StatusExpired, nil),
		"expired by date": of(3, ovhapi.StatusValidated, &past), "expires now": of(4, ovhapi.StatusValidated, &now),
		"live": of(5, ovhapi.StatusValidated, &future), "unlimited": of(6, ovhapi.StatusValidated, nil), "dead": dead,
		"refused": of(8, ovhapi.StatusRefused, &past), "pending": of(11, ovhapi.StatusPending, &past), "current, expired": current, "current, live": live,
		"unread": {Credential: ovhapi.Credential{ID: 12}, Unread: true}, "unknown status": of(13, "blocked", nil),
	}
}

func TestPlans(t *testing.T) {
	t.Parallel()
	now := time.Now()
	named := samples(now)
	var all []ovhapi.Token
	for _, token := range named {
		all = append(all, token)
	}
	names := func(ids []int64) []string {
		var out []string
		for name, token := range named {
			if slices.Contains(ids, token.ID) {
				out = append(out, name)
			}
		}
		slices.Sort(out)
		return out
	}
	for _, row := range []struct {
		action           ovhapi.Action
		plan             ovhapi.Plan
		tokens, skipping []string
	}{
		{ovhapi.ActionClean, ovhapi.PlanClean(all, now), []string{"expired by date", "expired by status", "expired by status alone", "expires now"}, []string{"current, expired"}},
		{ovhapi.ActionOthers, ovhapi.PlanOthers(all, now), []string{"dead", "live", "unlimited"}, []string{"current, live", "unread"}},
		{ovhapi.ActionRevoke, ovhapi.PlanRevoke([]ovhapi.Token{named["live"], named["current, live"], named["refused"], named["unread"]}), []string{"live", "refused", "unread"}, []string{"current, live"}},
		{ovhapi.ActionRevoke, ovhapi.PlanRevoke(nil), nil, nil},
	} {
		ids, skipped := idsOf(t, row.plan)
		if row.plan.Action != row.action || !slices.Equal(names(ids), row.tokens) || !slices.Equal(names(skipped), row.skipping) {
			t.Errorf("%s takes %v and leaves %v, want %v and %v", row.plan.Action, names(ids), names(skipped), row.tokens, row.skipping)
		}
	}
	clean := ovhapi.PlanClean(all, now)
	if !slices.IsSortedFunc(clean.Tokens, func(a, b ovhapi.Token) int { return a.Creation.Compare(b.Creation) }) {
		t.Error("cleaning up does not begin with the oldest")
	}
}

// idsOf returns what a plan takes and leaves; it never takes the token in use.
func idsOf(t *testing.T, p ovhapi.Plan) (taken, skipped []int64) {
	t.Helper()
	for _, token := range p.Tokens {
		taken = append(taken, token.ID)
		if token.Current {
			t.Errorf("%s takes the token in use", p.Action)
		}
	}
	for _, s := range p.Skipped {
		skipped = append(skipped, s.Token.ID)
		want := ovhapi.SkipCurrent
		if s.Token.Unread {
			want = ovhapi.SkipUnread
		}
		if s.Reason != want {
			t.Errorf("%s: reason %q", p.Action, s.Reason)
		}
	}
	return taken, skipped
}

func TestExpiryGoesByTheServersTime(t *testing.T) {
	t.Parallel()
	end := time.Now()
	c := ovhapi.Credential{Status: ovhapi.StatusValidated, Expiration: &end}
	if c.Expired(end.Add(-time.Second)) || !c.Live(end.Add(-time.Second)) || !c.Expired(end) || c.Live(end) {
		t.Error("a token must expire at its date, by the time that is given")
	}
}

func TestRestricted(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		blocks []string
		want   bool
	}{
		{nil, false}, {[]string{}, false}, {[]string{"10.0.0.1"}, true}, {[]string{"0.0.0.0/0"}, false}, {[]string{"10.0.0.1", "::/0"}, false},
	} {
		if got := (ovhapi.Credential{AllowedIPs: row.blocks}).Restricted(); got != row.want {
			t.Errorf("%v: %v", row.blocks, got)
		}
	}
}

func TestNamesAndLifeOfTokens(t *testing.T) {
	t.Parallel()
	now := time.Now()
	base := ovhapi.Credential{ID: 1, ApplicationID: 42, Status: ovhapi.StatusValidated}
	for _, row := range []struct {
		token       ovhapi.Token
		name        string
		dead, works bool
	}{
		{ovhapi.Token{Credential: base, App: ovhapi.AppOwned, Application: ovhapi.Application{Name: "certbot"}}, "certbot", false, true},
		{ovhapi.Token{Credential: base}, "application 42", false, true},
		{ovhapi.Token{Credential: base, App: ovhapi.AppDeleted}, "deleted application 42", true, false},
		{ovhapi.Token{Credential: ovhapi.Credential{ID: 1}, Unread: true}, "could not be read", false, false},
	} {
		if row.token.Name() != row.name || row.token.Dead() != row.dead || row.token.Works(now) != row.works {
			t.Errorf("%+v: %q, dead %v, works %v", row.token, row.token.Name(), row.token.Dead(), row.token.Works(now))
		}
	}
}
