package apps

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/roster"
)

var now = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// TestWhoseAnApplicationIs judges one application by what the two lists say of it.
func TestWhoseAnApplicationIs(t *testing.T) {
	t.Parallel()
	app := ovhapi.Application{ID: 7, Name: "tool", Key: "key7"}
	token := func(state ovhapi.AppState, name string, current bool) []ovhapi.Token {
		t := ovhapi.Token{App: state, Current: current, Application: ovhapi.Application{ID: 7, Name: name}}
		t.ID, t.ApplicationID, t.Status = 1, 7, ovhapi.StatusValidated
		return []ovhapi.Token{t}
	}
	listed, empty, unlisted := roster.Own{Known: true, List: []ovhapi.Application{app}}, roster.Own{Known: true}, roster.Own{}
	bare := roster.Own{Known: true, List: []ovhapi.Application{{ID: 7}}}
	for name, test := range map[string]struct {
		own    roster.Own
		tokens []ovhapi.Token
		key    string
		want   roster.Whose
		live   int
	}{
		"listed without a token":            {listed, nil, "", roster.Yours, 0},
		"listed, whatever its tokens say":   {listed, token(ovhapi.AppDeleted, "", false), "", roster.Yours, 0},
		"the program's own":                 {listed, token(ovhapi.AppOwned, "tool", true), "key7", roster.Ours, 1},
		"the program's own, not described":  {bare, token(ovhapi.AppOwned, "", true), "key7", roster.Ours, 1},
		"in use by another profile":         {listed, token(ovhapi.AppOwned, "tool", true), "key8", roster.Yours, 1},
		"of somebody else":                  {empty, token(ovhapi.AppForeign, "console", false), "", roster.Others, 1},
		"named, and not listed":             {empty, token(ovhapi.AppUnknown, "console", false), "", roster.Others, 1},
		"deleted":                           {empty, token(ovhapi.AppDeleted, "", false), "", roster.Deleted, 0},
		"deleted since the tokens came":     {empty, token(ovhapi.AppOwned, "tool", false), "", roster.Deleted, 0},
		"no list, the token says yours":     {unlisted, token(ovhapi.AppOwned, "tool", false), "", roster.Yours, 1},
		"no list, the token does not know":  {unlisted, token(ovhapi.AppUnknown, "tool", false), "", roster.Unknown, 1},
		"listed, the token does not know":   {listed, token(ovhapi.AppUnknown, "", false), "", roster.Yours, 1},
		"not listed, the token knows of no": {empty, token(ovhapi.AppUnknown, "", false), "", roster.Unknown, 1},
	} {
		rows := gather(test.own, test.tokens, false, test.key, now)
		if len(rows) != 1 || rows[0].Whose != test.want || rows[0].Live != test.live || len(rows[0].Tokens) != len(test.tokens) {
			t.Errorf("%s: %+v, want %q with %d live", name, rows, test.want, test.live)
		}
	}
}

// invented is an account made at random, with what is to be found in it.
type invented struct {
	own    roster.Own
	tokens []ovhapi.Token
	count  map[int64]int       // tokens of each application
	latest map[int64]time.Time // its last use
}

func invent(random *rand.Rand) invented {
	v := invented{own: roster.Own{Known: random.IntN(2) == 0}, count: map[int64]int{}, latest: map[int64]time.Time{}}
	for id := int64(1); id <= 6 && v.own.Known; id++ {
		if random.IntN(2) == 0 {
			v.own.List = append(v.own.List, ovhapi.Application{ID: id, Key: fmt.Sprint("key", id)})
			v.count[id] = 0
		}
	}
	for id := range int64(random.IntN(30)) {
		var t ovhapi.Token
		t.ID, t.ApplicationID = id+1, int64(random.IntN(10)) // 0 could not be read
		t.Unread = t.ApplicationID == 0
		t.App, t.Status = ovhapi.AppState(random.IntN(4)), ovhapi.StatusValidated
		used := now.Add(-time.Duration(random.IntN(1000)) * time.Hour)
		if random.IntN(2) == 0 {
			t.LastUse = &used
		}
		v.tokens = append(v.tokens, t)
		if t.Unread {
			continue
		}
		v.count[t.ApplicationID]++
		if t.LastUse != nil && used.After(v.latest[t.ApplicationID]) {
			v.latest[t.ApplicationID] = used
		}
	}
	return v
}

// TestEveryTokenIsCountedOnce goes through accounts made at random: every
// application that is owned or has a token is there once, every token that could be
// read is in its application, and the last use is the latest.
func TestEveryTokenIsCountedOnce(t *testing.T) {
	t.Parallel()
	for seed := range uint64(200) {
		v := invent(rand.New(rand.NewPCG(seed, 1)))
		rows := gather(v.own, v.tokens, false, "", now)
		if !slices.IsSortedFunc(rows, func(a, b row) int { return int(a.ID - b.ID) }) || len(rows) != len(v.count) {
			t.Fatalf("seed %d: %d rows, want %d", seed, len(rows), len(v.count))
		}
		for _, r := range rows {
			n, there := v.count[r.ID]
			used := time.Time{}
			if r.Used != nil {
				used = *r.Used
			}
			if !there || len(r.Tokens) != n || r.Live > n || !used.Equal(v.latest[r.ID]) {
				t.Errorf("seed %d: application %d has %d tokens, %d live, used %v; want %d, used %v", seed, r.ID, len(r.Tokens), r.Live, used, n, v.latest[r.ID])
			}
			if r.bare() != (n == 0) || r.bare() != r.matches([]string{"none"}) {
				t.Errorf("seed %d: application %d with %d tokens counts as bare: %v", seed, r.ID, n, r.bare())
			}
		}
	}
}

// TestNothingCountsAsBareWhileTokensMayCome keeps an account that is still being
// read from looking like one whose applications hold nothing.
func TestNothingCountsAsBareWhileTokensMayCome(t *testing.T) {
	t.Parallel()
	rows := gather(roster.Own{Known: true, List: []ovhapi.Application{{ID: 7, Name: "tool"}}}, nil, true, "", now)
	if rows[0].bare() || counted(rows[0]) != "…" || rows[0].matches([]string{"none"}) {
		t.Errorf("%+v", rows[0])
	}
}
