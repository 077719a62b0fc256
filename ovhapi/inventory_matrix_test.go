package ovhapi_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

// condition is one combination of what an inventory may meet.
type condition struct {
	expansion, batch, limit, rights string
	vanish                          bool
}

// conditions are all combinations. What vanishes cannot be told from what may not
// be asked about, so those two do not meet.
func conditions(f func(condition)) {
	for _, expansion := range []string{"on", "off", "stale"} {
		for _, batch := range []string{"on", "off", "partial", "refused whole"} {
			for _, limit := range []string{"none", "silent", "seconds", "date"} {
				for _, rights := range []string{"all", "no applications", "no details"} {
					f(condition{expansion, batch, limit, rights, false})
					if rights != "no details" {
						f(condition{expansion, batch, limit, rights, true})
					}
				}
			}
		}
	}
}

func (c condition) options() ovhsim.Options {
	o := ovhsim.Options{NoExpansion: c.expansion == "off", StaleExpansion: c.expansion == "stale", NoBatch: c.batch == "off", Latency: 50 * time.Millisecond}
	if c.limit != "none" {
		o.RateLimit = 30 // less than the sixty that are assumed
	}
	switch c.limit {
	case "seconds":
		o.RetryAfter = ovhsim.RetryAfterSeconds
	case "date":
		o.RetryAfter = ovhsim.RetryAfterDate
	}
	return o
}

// rules are those of the token that reads; nil for the account's own.
func (c condition) rules() []string {
	switch c.rights {
	case "no applications":
		return []string{"GET /me/api/credential", "GET /me/api/credential/*"}
	case "no details":
		return []string{"GET /me/api/credential", "GET /me/api/application", "GET /me/api/application/*"}
	}
	return nil
}

// client reads through what the condition does to the answers. The victims vanish
// once the list of ids, which holds them, was answered.
func (c condition) client(t *testing.T, sim *ovhsim.Server, keys ovhsim.Keys, victims []int64) *ovhapi.Client {
	t.Helper()
	isVictim := func(object map[string]any) bool {
		id, _ := object["credentialId"].(float64)
		return slices.Contains(victims, int64(id))
	}
	return newClient(t, "http://127.0.0.1/1.0", keys,
		func(o *ovhapi.Options) {
			o.Transport = trip(func(r *http.Request) (*http.Response, error) {
				r.Header.Del("Pragma") // or nothing would be stale
				if c.batch == "refused whole" && isBatch(r) && touches(r, victims) {
					return reply(r, http.StatusNotFound, `{"class":"Client::NotFound","message":"The requested object does not exist"}`, "X-Ovh-Queryid", "FR.1"), nil
				}
				return direct{sim}.RoundTrip(r)
			})
		},
		spoil(func(r *http.Request) bool { return isBatch(r) && c.batch == "partial" }, eachObject(func(i int, object map[string]any) []map[string]any {
			if i%3 == 1 {
				object["value"] = nil
			}
			return []map[string]any{object}
		})),
		spoil(func(r *http.Request) bool {
			return c.vanish && strings.HasSuffix(r.URL.Path, "/credential") && r.Header.Get("X-Pagination-Mode") == ""
		}, func(body []byte) []byte {
			for _, id := range victims {
				sim.Remove(id)
			}
			return body
		}),
		spoil(func(r *http.Request) bool { return c.vanish && expandedTokens(r) }, eachObject(func(_ int, object map[string]any) []map[string]any {
			if isVictim(object) {
				return nil
			}
			return []map[string]any{object}
		})),
	)
}

// touches reports whether a batch names one of the ids.
func touches(r *http.Request, ids []int64) bool {
	_, list, _ := strings.Cut(r.URL.Path, "/credential/")
	return slices.ContainsFunc(strings.Split(list, ","), func(text string) bool {
		return slices.ContainsFunc(ids, func(id int64) bool { return text == itoa(id) })
	})
}

// expect is the server's truth as far as the rights let it be seen. described
// tells which tokens an expanded list holds, for those that may not be asked about.
func (c condition) expect(sim *ovhsim.Server, current int64, described func(id int64) bool) []row {
	rows := truth(sim)
	for i := range rows {
		r := &rows[i]
		r.Current = r.ID == current
		unnamed := fmt.Sprintf("application %d", r.App)
		switch {
		case c.rights == "no details" && !described(r.ID):
			*r = row{ID: r.ID, Name: "could not be read", Rules: "[]", Current: r.Current, Created: time.Time{}.Format("2006-01-02 15:04:05")}
		case c.rights == "no details" && r.State != ovhapi.AppOwned, c.rights == "no applications" && r.State == ovhapi.AppDeleted:
			r.Name, r.State, r.Dead = unnamed, ovhapi.AppUnknown, false
		case c.rights == "no applications":
			r.State = ovhapi.AppUnknown
		}
	}
	return unused(rows, sim.Own(), current)
}

// unused takes out when these tokens were used last, which reading changes.
func unused(rows []row, ids ...int64) []row {
	for i := range rows {
		if slices.Contains(ids, rows[i].ID) {
			rows[i].Usage = ""
		}
	}
	return rows
}

func (c condition) test(t *testing.T) {
	sim := ovhsim.New(c.options())
	keys, current := sim.Keys(), sim.Own()
	if rules := c.rules(); rules != nil {
		added := sim.Add(ovhsim.Credential{Rules: parse(rules...)})
		keys, _ = sim.KeysOf(added.ID)
		current = added.ID
	}
	// Whoever has read the account before leaves a snapshot behind, which does not
	// know of what comes and goes after it.
	load(t.Context(), t, direct{sim}.client(t))
	snapshot := map[int64]bool{}
	for _, token := range sim.Credentials() {
		snapshot[token.ID] = true
	}
	sim.Remove(sim.Credentials()[3].ID)
	sim.Add(ovhsim.Credential{Rules: parse("GET /me")})
	c.change(sim)
	ids := sim.Credentials()
	victims := []int64{ids[5].ID, ids[20].ID, ids[41].ID}
	if slices.Contains(victims, sim.Own()) {
		t.Fatal("choose other victims")
	}
	if c.limit != "none" {
		time.Sleep(2 * time.Minute)
	}
	sim.ResetCalls()
	s := load(t.Context(), t, c.client(t, sim, keys, victims))
	want := c.expect(sim, current, func(id int64) bool {
		return c.expansion == "on" || c.expansion == "stale" && snapshot[id]
	})
	if got := unused(s.shown(), sim.Own(), current); s.err != nil || !slices.Equal(got, want) {
		t.Errorf("error %v; the inventory is not the server's truth (-server +inventory):\n%s", s.err, cmp.Diff(want, got))
	}
	if s.total != len(want) || s.loaded != len(want) || s.current == nil || s.current.ID != current {
		t.Errorf("%d of %d, want %d; current %+v", s.loaded, s.total, len(want), s.current)
	}
	for _, w := range s.warnings {
		if c.rights == "all" || w.Rule == "" {
			t.Errorf("warning %+v", w)
		}
	}
}

// change alters rows that a snapshot holds as they were. Where no token may be asked
// about, what a stale list says of them can't be corrected.
func (c condition) change(sim *ovhsim.Server) {
	if c.rights == "no details" && c.expansion == "stale" {
		return
	}
	ids := sim.Credentials()
	sim.Restrict(ids[10].ID, "192.0.2.7/32")
	for _, token := range ids[11:] {
		if token.Status == ovhsim.Validated && token.ID != sim.Own() && token.Owner == ovhsim.Owner {
			sim.Expire(token.ID)
			return
		}
	}
}

func TestTheInventoryIsTheServersTruthWhateverItMeets(t *testing.T) {
	t.Parallel()
	conditions(func(c condition) {
		t.Run(fmt.Sprintf("expansion %s, batch %s, limit %s, rights %s, vanish %v", c.expansion, c.batch, c.limit, c.rights, c.vanish), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, c.test)
		})
	})
}
