package audit_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/audit"
)

func TestParseChoice(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]audit.Choice{
		"":                     {audit.GroupExpired: 0},
		" Dead , refused,":     {audit.GroupExpired: 0, audit.GroupDead: 0, audit.GroupRefused: 0},
		"expired":              {audit.GroupExpired: 0},
		"unused":               {audit.GroupExpired: 0, audit.GroupNeverUsed: 0, audit.GroupDormant: 0},
		"unused=180d":          {audit.GroupExpired: 0, audit.GroupNeverUsed: 180 * day, audit.GroupDormant: 180 * day},
		"unused=2w,dormant=1w": {audit.GroupExpired: 0, audit.GroupNeverUsed: 14 * day, audit.GroupDormant: 7 * day},
		"pending=48h,console":  {audit.GroupExpired: 0, audit.GroupPending: 48 * time.Hour, audit.GroupConsole: 0},
		"twins,never-used=1d":  {audit.GroupExpired: 0, audit.GroupTwins: 0, audit.GroupNeverUsed: day},
	} {
		got, err := audit.ParseChoice(text)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%q: %v %s", text, err, diff)
		}
		if again, err := audit.ParseChoice(got.String()); err != nil || !cmp.Equal(again, got) {
			t.Errorf("%q is written as %q: %v", text, got, err)
		}
	}
	for text, want := range map[string]string{
		"live": `nothing called "live"`, "dead=3d": "dead takes no time", "unused=": "is not a time", "unused=d": "is not a time", "unused=5": "is not a time",
		"unused=-5d": "is not a time", "unused=9x": "is not a time", "unused=5dd": "is not a time", "unused=99999999999d": "is not a time", "unused=0d": "a day is the least", "pending=23h": "a day is the least",
	} {
		if _, err := audit.ParseChoice(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestChoicesChangeOneGroupAtATime(t *testing.T) {
	t.Parallel()
	first := audit.Choice{audit.GroupExpired: 0}
	more := first.With(audit.GroupDead, 0).With(audit.GroupDormant, 90*day)
	if got := more.String(); got != "dead,dormant=90d" || len(first) != 1 {
		t.Errorf("%q", got)
	}
	if got := more.Without(audit.GroupDead).String(); got != "dormant=90d" || len(more) != 3 {
		t.Errorf("%q", got)
	}
	if got := audit.Choice(nil).With(audit.GroupTwins, 0).String(); got != "twins" {
		t.Errorf("%q", got)
	}
}

func FuzzParseChoice(f *testing.F) {
	f.Add("dead,unused=180d")
	f.Add("pending=,=1d,,twins=1w")
	f.Fuzz(func(t *testing.T, text string) {
		choice, err := audit.ParseChoice(text)
		if err != nil {
			return
		}
		for g, limit := range choice {
			if limit != 0 && limit < day {
				t.Errorf("%s: %s", g, limit)
			}
		}
		if again, err := audit.ParseChoice(choice.String()); err != nil || !cmp.Equal(again, choice) {
			t.Errorf("%q is written as %q: %v", text, choice, err)
		}
	})
}

// What the user calls old is old for a clean-up too, unless it is told how old.
func TestLimitsOfGroupsAreTheUsersOwn(t *testing.T) {
	t.Parallel()
	own := audit.Thresholds{Unused: 10 * day, Dormant: 20 * day}
	limits := map[audit.Group]time.Duration{}
	for _, k := range own.Groups() {
		limits[k.Group] = k.Limit
	}
	for _, k := range audit.Groups() {
		want := k.Limit
		switch k.Group {
		case audit.GroupNeverUsed:
			want = own.Unused
		case audit.GroupDormant:
			want = own.Dormant
		default:
		}
		if limits[k.Group] != want {
			t.Errorf("%s: %v, want %v", k.Group, limits[k.Group], want)
		}
	}
	tokens := []ovhapi.Token{harmless(1, used(nil), made(11*day)), harmless(2, used(ago(21*day)), made(30*day))}
	for _, row := range []struct {
		limits audit.Thresholds
		choice string
		want   int
	}{
		{audit.Thresholds{}, "unused", 0},
		{own, "unused", 2},
		{own, "unused=15d", 1},
		{own, "unused=25d", 0},
		{audit.Thresholds{}, "unused=10d", 2},
	} {
		choice, err := audit.ParseChoice(row.choice)
		if err != nil {
			t.Fatal(err)
		}
		if s := audit.Of(tokens, now, row.limits).Sweep(choice, audit.Spare{}); len(s.Items) != row.want {
			t.Errorf("%s with %+v takes %d, want %d", row.choice, row.limits, len(s.Items), row.want)
		}
	}
}

// What a receipt holds of a choice is read as it was, without what has expired too.
func TestChoiceIsReadAsItWas(t *testing.T) {
	t.Parallel()
	for _, choice := range []audit.Choice{
		{}, {audit.GroupExpired: 0}, {audit.GroupDead: 0}, {audit.GroupExpired: 0, audit.GroupNeverUsed: 60 * 24 * time.Hour, audit.GroupTwins: 0},
	} {
		if again, err := audit.ReadChoice(choice.Text()); err != nil || !cmp.Equal(again, choice) {
			t.Errorf("%q is read as %v: %v", choice.Text(), again, err)
		}
	}
}
