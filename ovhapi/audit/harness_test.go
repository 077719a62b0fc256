package audit_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/audit"
	"ovh-tokens/ovhapi/rule"
)

const day = 24 * time.Hour

// now is the server's time in these tests.
var now = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)

func ago(d time.Duration) *time.Time {
	t := now.Add(-d)
	return &t
}

func in(d time.Duration) *time.Time { return ago(-d) }

// rules reads them as "GET /me".
func rules(lines ...string) rule.Set {
	var set rule.Set
	for _, line := range lines {
		method, path, _ := strings.Cut(line, " ")
		set = append(set, rule.Rule{Method: rule.Method(method), Path: path})
	}
	return set
}

// harmless is a token about which there is nothing to find, changed.
func harmless(id int64, changes ...func(*ovhapi.Token)) ovhapi.Token {
	t := ovhapi.Token{App: ovhapi.AppOwned, Credential: ovhapi.Credential{
		ID: id, ApplicationID: 1000 + id, Status: ovhapi.StatusValidated, Rules: rules("GET /domain/zone"), AllowedIPs: []string{"192.0.2.1"},
		Creation: now.Add(-40 * day), Expiration: in(30 * day), LastUse: ago(time.Hour),
	}}
	for _, change := range changes {
		change(&t)
	}
	return t
}

func may(lines ...string) func(*ovhapi.Token) {
	return func(t *ovhapi.Token) { t.Rules = rules(lines...) }
}

func status(s ovhapi.Status) func(*ovhapi.Token) {
	return func(t *ovhapi.Token) { t.Status = s }
}

func app(id int64, state ovhapi.AppState, name string) func(*ovhapi.Token) {
	return func(t *ovhapi.Token) {
		t.ApplicationID, t.App, t.Application = id, state, ovhapi.Application{ID: id, Name: name}
	}
}

func used(at *time.Time) func(*ovhapi.Token) { return func(t *ovhapi.Token) { t.LastUse = at } }

func made(age time.Duration) func(*ovhapi.Token) {
	return func(t *ovhapi.Token) { t.Creation = now.Add(-age) }
}

func ends(at *time.Time) func(*ovhapi.Token) { return func(t *ovhapi.Token) { t.Expiration = at } }

func from(blocks ...string) func(*ovhapi.Token) {
	return func(t *ovhapi.Token) { t.AllowedIPs = blocks }
}

func current(t *ovhapi.Token) { t.Current = true }

func elsewhere(t *ovhapi.Token) { t.Elsewhere = true }

func support(t *ovhapi.Token) { t.Support = true }

func unread(t *ovhapi.Token) {
	*t = ovhapi.Token{Credential: ovhapi.Credential{ID: t.ID}, Unread: true}
}

// found writes findings as "code severity".
func found(list []audit.Finding) string {
	var out []string
	for _, f := range list {
		out = append(out, string(f.Code)+" "+f.Severity.String())
	}
	return strings.Join(out, ", ")
}

// sane fails unless what an auditor says about each token fits together.
func sane(t *testing.T, a *audit.Auditor, tokens []ovhapi.Token) {
	t.Helper()
	counts := map[audit.Code]int{}
	for _, token := range tokens {
		list := a.Findings(token.ID)
		if len(list) > 0 && (!a.Judged(token.ID) || token.Expired(now) || token.Status == ovhapi.StatusRefused || token.Unread) {
			t.Errorf("%+v has findings: %s", token, found(list))
		}
		var codes []audit.Code
		for i, f := range list {
			counts[f.Code]++
			codes = append(codes, f.Code)
			if f.Message == "" || !strings.HasSuffix(f.Message, ".") || f.Advice == "" || f.Severity < audit.Low || !a.Has(token.ID, f.Code) {
				t.Errorf("finding %+v", f)
			}
			if i > 0 && list[i-1].Severity < f.Severity {
				t.Errorf("%s is not in order", found(list))
			}
		}
		short := a.Codes(token.ID)
		slices.Sort(codes)
		slices.Sort(short)
		if !slices.Equal(codes, short) {
			t.Errorf("codes %v of findings %v", short, codes)
		}
		mutual(t, a, token.ID)
	}
	for _, kind := range audit.Codes() {
		if got := a.Counts()[kind.Code]; got != counts[kind.Code] {
			t.Errorf("%s is counted %d times, and found %d times", kind.Code, got, counts[kind.Code])
		}
	}
}

// mutual fails unless the twins of a token know it.
func mutual(t *testing.T, a *audit.Auditor, id int64) {
	t.Helper()
	for _, other := range a.Twins(id) {
		if other == id || !slices.Contains(a.Twins(other), id) || !a.Has(other, audit.Twin) || !a.Has(id, audit.Twin) {
			t.Errorf("%d is a twin of %d, which knows nothing of it", other, id)
		}
	}
}
