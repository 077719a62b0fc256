package audit_test

import (
	"slices"
	"testing"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/audit"
)

func TestTwins(t *testing.T) {
	t.Parallel()
	tool := func(changes ...func(*ovhapi.Token)) []func(*ovhapi.Token) {
		return append([]func(*ovhapi.Token){app(7, ovhapi.AppOwned, "tool"), may("GET /ip", "GET /ip/*")}, changes...)
	}
	first := harmless(1, tool()...)
	for name, row := range map[string]struct {
		second ovhapi.Token
		twins  bool
	}{
		"the same":                 {harmless(2, tool()...), true},
		"in another order":         {harmless(2, tool(may("GET /ip/*", "GET /ip", "GET /ip/*"))...), true},
		"with what is covered":     {harmless(2, tool(may("GET /ip", "GET /ip/*", "GET /ip/7"))...), true},
		"as a block":               {harmless(2, tool(from("192.0.2.1/32", "192.0.2.1"))...), true},
		"another method":           {harmless(2, tool(may("PUT /ip", "GET /ip/*"))...), false},
		"another application":      {harmless(2, tool(app(8, ovhapi.AppOwned, "tool"))...), false},
		"other addresses":          {harmless(2, tool(from("192.0.2.2"))...), false},
		"any address":              {harmless(2, tool(from())...), false},
		"expired":                  {harmless(2, tool(status(ovhapi.StatusExpired))...), false},
		"expired by date":          {harmless(2, tool(ends(ago(0)))...), false},
		"pending":                  {harmless(2, tool(status(ovhapi.StatusPending))...), false},
		"deleted with application": {harmless(2, tool(app(7, ovhapi.AppDeleted, ""))...), false},
		"not read":                 {harmless(2, unread), false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tokens := []ovhapi.Token{first, row.second}
			a := audit.Of(tokens, now, audit.Thresholds{})
			if a.Has(1, audit.Twin) != row.twins || slices.Contains(a.Twins(1), 2) != row.twins {
				t.Errorf("twins: %v", !row.twins)
			}
			sane(t, a, tokens)
		})
	}
}

func TestAnywhereIsTheSameHoweverItIsWritten(t *testing.T) {
	t.Parallel()
	a := audit.Of([]ovhapi.Token{
		harmless(1, app(7, ovhapi.AppOwned, ""), from()), harmless(2, app(7, ovhapi.AppOwned, ""), from("0.0.0.0/0")),
		harmless(3, app(7, ovhapi.AppOwned, ""), from("::/0", "192.0.2.1")),
	}, now, audit.Thresholds{})
	if got := a.Twins(2); !slices.Equal(got, []int64{1, 3}) {
		t.Errorf("twins %v", got)
	}
	for _, f := range a.Findings(1) {
		if f.Code == audit.Twin && (!slices.Equal(f.Others, []int64{2, 3}) || f.Message != "2 other live tokens of its application have the same rules and addresses.") {
			t.Errorf("%+v", f)
		}
	}
}

func TestALastTwinIsNoTwin(t *testing.T) {
	t.Parallel()
	tool := app(7, ovhapi.AppOwned, "tool")
	soon := in(day)
	tokens := []ovhapi.Token{harmless(1, tool), harmless(2, tool), harmless(3, tool, ends(soon))}
	a := audit.Of(tokens, now, audit.Thresholds{})
	a.Drop(2, 99)
	if !a.Has(1, audit.Twin) || a.Has(2, audit.Twin) || a.Codes(2) != nil || a.Findings(2) != nil {
		t.Error("two are left")
	}
	a.Advance(*soon)
	if a.Has(1, audit.Twin) || a.Has(3, audit.Twin) || len(a.Counts()) != 0 {
		t.Errorf("one is left by its date: %v", a.Counts())
	}
	a.Put(harmless(4, tool))
	if !a.Has(1, audit.Twin) || a.Counts()[audit.Twin] != 2 {
		t.Error("another one came")
	}
	a.Put(harmless(4, tool, from()))
	if a.Has(1, audit.Twin) || a.Counts()[audit.Twin] != 0 {
		t.Error("the other one was changed")
	}
}

// Whoever picks doubled tokens is told when no copy would remain.
func TestEmptied(t *testing.T) {
	t.Parallel()
	of := func(id, application int64) ovhapi.Token {
		return harmless(id, app(application, ovhapi.AppOwned, "tool"))
	}
	a := audit.Of([]ovhapi.Token{of(1, 7), of(2, 7), of(3, 7), of(4, 8), of(5, 8), of(6, 9)}, now, audit.Thresholds{})
	for name, row := range map[string]struct {
		ids  []int64
		want int
	}{
		"nothing":           {nil, 0},
		"all but one":       {[]int64{1, 2, 4}, 0},
		"every copy":        {[]int64{1, 2, 3}, 1},
		"every copy of two": {[]int64{1, 2, 3, 4, 5, 6}, 2},
		"one without twins": {[]int64{6}, 0},
		"not of this":       {[]int64{99}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := a.Emptied(row.ids...); got != row.want {
				t.Errorf("%d sets would be left without a token, want %d", got, row.want)
			}
		})
	}
}
