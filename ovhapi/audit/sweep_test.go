package audit_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/audit"
)

// every chooses all groups with their own limits.
func every() audit.Choice {
	c := audit.Choice{}
	for _, k := range audit.Groups() {
		c[k.Group] = 0
	}
	return c
}

// said writes what a sweep takes and leaves.
func said(s audit.Sweep) string {
	var out []string
	for _, item := range s.Items {
		out = append(out, fmt.Sprintf("%d %s: %s", item.Token.ID, item.Group, item.Reason))
	}
	for _, p := range s.Protected {
		out = append(out, fmt.Sprintf("%d stays: %s", p.Token.ID, p.Reason))
	}
	return strings.Join(out, "\n")
}

func TestEachGroupTakesItsTokensWithAReason(t *testing.T) {
	t.Parallel()
	foreign := app(7, ovhapi.AppForeign, "OVH API console")
	for name, row := range map[string]struct {
		token ovhapi.Token
		want  string
	}{
		"harmless":              {harmless(1), ""},
		"expired":               {harmless(1, status(ovhapi.StatusExpired), ends(ago(40*day))), "1 expired: It expired 40 days ago."},
		"expired, no date":      {harmless(1, status(ovhapi.StatusExpired), ends(nil)), "1 expired: It has expired."},
		"logged out":            {harmless(1, status(ovhapi.StatusExpired)), "1 expired: It has expired."},
		"expired by date":       {harmless(1, ends(ago(2*time.Hour))), "1 expired: It expired 2 hours ago."},
		"refused":               {harmless(1, status(ovhapi.StatusRefused)), "1 refused: It was refused on OVH's page."},
		"dead":                  {harmless(1, app(7, ovhapi.AppDeleted, "")), "1 dead: Its application is gone: it is dead."},
		"pending":               {harmless(1, status(ovhapi.StatusPending), made(4*day)), "1 pending: It was asked for 4 days ago and nobody validated it."},
		"pending, lately":       {harmless(1, status(ovhapi.StatusPending), made(2*day)), ""},
		"never used":            {harmless(1, used(nil), made(31*day)), "1 never-used: It was made 31 days ago and has never been used."},
		"not used yet":          {harmless(1, used(nil), made(29*day)), ""},
		"dormant":               {harmless(1, used(ago(181*day)), made(400*day)), "1 dormant: It was last used 181 days ago."},
		"console":               {harmless(1, foreign, used(ago(31*day))), "1 console: This account did not make its application; it was used 31 days ago."},
		"console, used":         {harmless(1, foreign, used(ago(29*day))), ""},
		"console, dormant":      {harmless(1, foreign, used(ago(200*day)), made(400*day)), "1 dormant: It was last used 200 days ago."},
		"application not known": {harmless(1, app(7, ovhapi.AppUnknown, ""), used(ago(31*day))), ""},
		"not read":              {harmless(1, unread), ""},
		"status not known":      {harmless(1, status("blocked"), used(ago(300*day))), ""},

		"in use":        {harmless(1, current, used(nil), made(90*day)), "1 stays: the token in use"},
		"in use, over":  {harmless(1, current, ends(ago(1))), "1 stays: the token in use"},
		"support":       {harmless(1, support, used(ago(200*day))), "1 stays: made by OVH's support"},
		"support, over": {harmless(1, support, ends(ago(3*day))), "1 expired: It expired 3 days ago."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := audit.Of([]ovhapi.Token{row.token}, now, audit.Thresholds{}).Sweep(every(), audit.Spare{})
			if got := said(s); got != row.want {
				t.Errorf("%q, want %q", got, row.want)
			}
		})
	}
}

func TestKeysOnThisMachineAndTokensTakenOutStay(t *testing.T) {
	t.Parallel()
	a := audit.Of([]ovhapi.Token{
		harmless(1, used(ago(200*day))), harmless(2, used(ago(200*day))), harmless(3, ends(ago(3*day))),
		harmless(4, ends(ago(3*day))), harmless(5, app(7, ovhapi.AppDeleted, "")),
	}, now, audit.Thresholds{})
	s := a.Sweep(every(), audit.Spare{
		Here: map[int64]string{1: "~/.ovh.conf", 3: "~/.ovh.conf", 5: ""}, Kept: map[int64]bool{2: true, 4: true},
	})
	want := "3 expired: It expired 3 days ago.\n1 stays: its key stands in ~/.ovh.conf\n2 stays: taken out by you\n4 stays: taken out by you\n5 stays: its key stands on this machine"
	if got := said(s); got != want {
		t.Errorf("%s", got)
	}
}

func TestWhatMayWorkStaysWhileKeysHereAreNotKnown(t *testing.T) {
	t.Parallel()
	a := audit.Of([]ovhapi.Token{
		harmless(1, used(ago(200*day))), harmless(2, status(ovhapi.StatusPending)), harmless(3, ends(ago(3*day))),
		harmless(4, status(ovhapi.StatusRefused)), harmless(5, app(7, ovhapi.AppDeleted, "")),
	}, now, audit.Thresholds{})
	var goes []int64
	s := a.Sweep(every(), audit.Spare{Unsure: "it may be one of ours"})
	for _, item := range s.Items {
		goes = append(goes, item.Token.ID)
	}
	if !slices.Equal(goes, []int64{3, 4, 5}) || len(s.Protected) != 2 || s.Protected[0].Reason != "it may be one of ours" {
		t.Errorf("%s", said(s))
	}
}

func TestTheTwinUsedLastStays(t *testing.T) {
	t.Parallel()
	tool := app(7, ovhapi.AppOwned, "tool")
	twin := func(id int64, changes ...func(*ovhapi.Token)) ovhapi.Token {
		return harmless(id, append([]func(*ovhapi.Token){tool, made(100 * day)}, changes...)...)
	}
	for name, row := range map[string]struct {
		tokens []ovhapi.Token
		spare  audit.Spare
		want   string
	}{
		"used later": {
			tokens: []ovhapi.Token{twin(1, used(ago(40*day))), twin(2, used(ago(31*day)))},
			want:   "1 twins: Token 2 does the same and was used later.",
		},
		"never used, one": {
			tokens: []ovhapi.Token{twin(1, used(ago(90*day))), twin(2, used(nil))},
			want:   "2 never-used: It was made 100 days ago and has never been used.",
		},
		"a young one beside one that goes": {
			tokens: []ovhapi.Token{twin(1, used(ago(190*day)), made(300*day)), twin(2, used(nil), made(2*day))},
			want:   "1 dormant: It was last used 190 days ago.",
		},
		"used lately, both": {
			tokens: []ovhapi.Token{twin(1, used(ago(2*day))), twin(2, used(ago(day)))},
			want:   "1 stays: used 2 days ago",
		},
		"made lately": {
			tokens: []ovhapi.Token{twin(1, used(ago(2*day))), twin(2, used(nil), made(3*day))},
			want:   "2 stays: made 3 days ago",
		},
		"lately can be chosen": {
			tokens: []ovhapi.Token{twin(1, used(ago(2*day))), twin(2, used(nil), made(3*day))},
			spare:  audit.Spare{Lately: day},
			want:   "2 twins: Token 1 does the same and was used later.",
		},
		"the newest of those never used": {
			tokens: []ovhapi.Token{twin(3, used(nil), made(20*day)), twin(2, used(nil), made(5*day)), twin(1, used(nil), made(20*day))},
			spare:  audit.Spare{Lately: day},
			want:   "1 twins: Token 2 does the same and is newer.\n3 twins: Token 2 does the same and is newer.",
		},
		"used later, for a shorter time": {
			tokens: []ovhapi.Token{twin(1, used(ago(40*day)), ends(nil)), twin(2, used(ago(31*day)), ends(in(3*day)))},
			want:   "1 twins: Token 2 does the same and was used later, but expires sooner: in 3 days.",
		},
		"never used, the older one for ever": {
			tokens: []ovhapi.Token{twin(1, used(nil), made(20*day), ends(nil)), twin(2, used(nil), made(5*day), ends(in(3*day)))},
			spare:  audit.Spare{Lately: day},
			want:   "2 twins: Token 1 does the same and works longer.",
		},
		"the one in use": {
			tokens: []ovhapi.Token{twin(1, used(ago(40*day)), current), twin(2, used(ago(31*day)))},
			want:   "1 stays: the token in use",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := audit.Of(row.tokens, now, audit.Thresholds{}).Sweep(every(), row.spare)
			if got := said(s); got != row.want {
				t.Errorf("%q, want %q", got, row.want)
			}
		})
	}
}

func TestOnlyChosenGroupsTake(t *testing.T) {
	t.Parallel()
	a := audit.Of([]ovhapi.Token{
		harmless(1, status(ovhapi.StatusRefused)), harmless(2, app(7, ovhapi.AppForeign, "x"), used(ago(200*day))), harmless(3, used(nil), made(50*day)),
	}, now, audit.Thresholds{})
	for text, want := range map[string][]int64{
		"": nil, "refused": {1}, "console": {2}, "dormant": {2}, "dormant=250d": nil, "unused": {3, 2}, "unused=60d": {2}, "refused,unused=40d": {1, 3, 2},
	} {
		choice, err := audit.ParseChoice(text)
		if err != nil {
			t.Fatal(err)
		}
		var ids []int64
		for _, item := range a.Sweep(choice, audit.Spare{}).Items {
			ids = append(ids, item.Token.ID)
		}
		if !slices.Equal(ids, want) {
			t.Errorf("%q takes %v, want %v", text, ids, want)
		}
	}
}

// TestASweepIsSafeWhateverTheAccount holds for any tokens: none is taken twice or
// without a reason, never the one in use, and of those that can do the same one
// that works stays unless each has a reason of its own.
func TestASweepIsSafeWhateverTheAccount(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		data := make([]byte, 700)
		for i := range data {
			data[i] = byte(r.IntN(256))
		}
		safe(t, (&choices{data}).tokens(50), r)
	}
}

func FuzzSweep(f *testing.F) {
	f.Add([]byte("tokens and a choice, made of whatever bytes there are"))
	f.Fuzz(func(t *testing.T, data []byte) {
		safe(t, (&choices{data}).tokens(40), rand.New(rand.NewPCG(uint64(len(data)), 9)))
	})
}

func safe(t *testing.T, tokens []ovhapi.Token, r *rand.Rand) {
	t.Helper()
	choice, spare := audit.Choice{}, audit.Spare{Lately: time.Duration(r.IntN(60)) * day, Here: map[int64]string{}, Kept: map[int64]bool{}}
	for _, k := range audit.Groups() {
		if r.IntN(3) > 0 {
			choice[k.Group] = 0
		}
	}
	for _, token := range tokens {
		switch r.IntN(10) {
		case 0:
			spare.Here[token.ID] = "a file"
		case 1:
			spare.Kept[token.ID] = true
		}
	}
	s := audit.Of(tokens, now, audit.Thresholds{}).Sweep(choice, spare)
	plan := s.Plan()
	if len(plan.Tokens) != len(s.Items) || len(plan.Skipped) != len(s.Protected) {
		t.Errorf("the plan takes %d of %d", len(plan.Tokens), len(s.Items))
	}
	apart(t, s, choice, spare)
	slices.Reverse(tokens)
	if diff := cmp.Diff(said(s), said(audit.Of(tokens, now, audit.Thresholds{}).Sweep(choice, spare))); diff != "" {
		t.Errorf("in another order: %s", diff)
	}
}

// apart fails unless what a sweep takes and what stays are two things.
func apart(t *testing.T, s audit.Sweep, choice audit.Choice, spare audit.Spare) {
	t.Helper()
	goes := map[int64]bool{}
	for _, item := range s.Items {
		_, chosen := choice[item.Group]
		if goes[item.Token.ID] || !chosen || item.Token.Current || item.Token.Unread || spare.Kept[item.Token.ID] || !strings.HasSuffix(item.Reason, ".") {
			t.Errorf("takes %+v", item)
		}
		goes[item.Token.ID] = true
	}
	for _, item := range s.Items {
		if (item.Group == audit.GroupTwins) != (item.Instead != nil) || item.Instead != nil && (goes[item.Instead.ID] || !item.Instead.Works(now)) {
			t.Errorf("takes a twin and leaves none: %+v", item)
		}
	}
	for _, p := range s.Protected {
		if goes[p.Token.ID] || p.Reason == "" {
			t.Errorf("%d goes and stays", p.Token.ID)
		}
	}
}

func TestHowLongASweepTakes(t *testing.T) {
	t.Parallel()
	over := func(n int) audit.Sweep {
		var tokens []ovhapi.Token
		for i := range n {
			tokens = append(tokens, harmless(int64(i+1), ends(ago(day))))
		}
		return audit.Of(tokens, now, audit.Thresholds{}).Sweep(every(), audit.Spare{})
	}
	fast := audit.Pace{InFlight: 8, Trip: 100 * time.Millisecond}
	slow := audit.Pace{InFlight: 8, Trip: 100 * time.Millisecond, PerMinute: 60}
	for _, row := range []struct {
		tokens int
		pace   audit.Pace
		want   time.Duration
	}{
		{0, fast, 0},
		{0, slow, 0},
		{6, fast, 100 * time.Millisecond},
		{78, fast, time.Second},
		{58, slow, 800 * time.Millisecond},
		{59, slow, time.Minute},
		{118, slow, time.Minute},
		{119, slow, 2 * time.Minute},
		{8, audit.Pace{Trip: time.Second}, 10 * time.Second},
	} {
		if got := over(row.tokens).Lasts(row.pace); got != row.want {
			t.Errorf("%d tokens at %+v take %s, want %s", row.tokens, row.pace, got, row.want)
		}
	}
	looked := audit.Of([]ovhapi.Token{harmless(1, used(nil), made(90*day)), harmless(2, ends(ago(1)))}, now, audit.Thresholds{}).Sweep(every(), audit.Spare{})
	if got := looked.Calls(); got != 5 || len(looked.Of(audit.GroupNeverUsed)) != 1 {
		t.Errorf("%d calls", got)
	}
}
