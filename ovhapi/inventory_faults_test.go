package ovhapi_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

// spoil changes the body of every answer to a request that matches.
func spoil(matches func(*http.Request) bool, how func(body []byte) []byte) func(*ovhapi.Options) {
	return func(o *ovhapi.Options) {
		inner := o.Transport
		o.Transport = trip(func(r *http.Request) (*http.Response, error) {
			answer, err := inner.RoundTrip(r)
			if err != nil || !matches(r) {
				return answer, err
			}
			body, err := io.ReadAll(answer.Body)
			_ = answer.Body.Close()
			answer.Body = io.NopCloser(strings.NewReader(string(how(body))))
			return answer, err
		})
	}
}

func expandedTokens(r *http.Request) bool {
	return r.Header.Get("X-Pagination-Mode") != "" && strings.HasSuffix(r.URL.Path, "/credential")
}

func isBatch(r *http.Request) bool { return r.Header.Get("X-Ovh-Batch") != "" }

// eachObject rewrites a JSON list, object by object.
func eachObject(how func(i int, object map[string]any) []map[string]any) func([]byte) []byte {
	return func(body []byte) []byte {
		var list []map[string]any
		if json.Unmarshal(body, &list) != nil {
			return body
		}
		out := []map[string]any{}
		for i, object := range list {
			out = append(out, how(i, object)...)
		}
		text, _ := json.Marshal(out)
		return text
	}
}

func TestAnExpandedListThatIsWrongCostsAndInventsNothing(t *testing.T) {
	t.Parallel()
	for name, how := range map[string]func(i int, object map[string]any) []map[string]any{
		"lacks every third": func(i int, object map[string]any) []map[string]any {
			if i%3 == 0 {
				return nil
			}
			return []map[string]any{object}
		},
		"holds one that is gone": func(i int, object map[string]any) []map[string]any {
			if i > 0 {
				return []map[string]any{object}
			}
			ghost := map[string]any{}
			for k, v := range object {
				ghost[k] = v
			}
			ghost["credentialId"] = 4_242
			return []map[string]any{object, ghost}
		},
		"holds some twice": func(_ int, object map[string]any) []map[string]any { return []map[string]any{object, object} },
		"holds dates that are none": func(i int, object map[string]any) []map[string]any {
			if i%2 == 0 {
				object["creation"] = "soon"
			}
			return []map[string]any{object}
		},
		"holds no ids": func(i int, object map[string]any) []map[string]any {
			if i%2 == 0 {
				delete(object, "credentialId")
			}
			return []map[string]any{object}
		},
	} {
		for _, noBatch := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				w := start(t, ovhsim.Options{NoBatch: noBatch})
				load(t.Context(), t, w.as(t, w.sim.Keys(), spoil(expandedTokens, eachObject(how)))).complete(t, w.sim)
			})
		}
	}
}

// A ghost that cannot even be asked about is not shown: the list of ids is the
// truth.
func TestAGhostThatCannotBeAskedAboutIsNotShown(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	w.sim.Fail(ovhsim.Fault{Path: "/me/api/credential/4242", Status: 500, Times: -1})
	c := w.as(t, w.sim.Keys(), spoil(expandedTokens, eachObject(func(i int, object map[string]any) []map[string]any {
		if i == 0 {
			ghost := map[string]any{"credentialId": 4242, "applicationId": 1, "status": "validated"}
			return []map[string]any{object, ghost}
		}
		return []map[string]any{object}
	})))
	load(t.Context(), t, c).complete(t, w.sim)
}

func TestABatchThatIsWrongCostsNothing(t *testing.T) {
	t.Parallel()
	for name, how := range map[string]func(i int, object map[string]any) []map[string]any{
		"lacks its keys": func(_ int, object map[string]any) []map[string]any {
			delete(object, "key")
			return []map[string]any{object}
		},
		"has keys that are numbers": func(_ int, object map[string]any) []map[string]any {
			object["key"] = json.Number(object["key"].(string))
			return []map[string]any{object}
		},
		"leaves some out": func(i int, object map[string]any) []map[string]any {
			if i%4 == 1 {
				return nil
			}
			return []map[string]any{object}
		},
		"leaves some out and lacks its keys": func(i int, object map[string]any) []map[string]any {
			if i%4 == 1 {
				return nil
			}
			delete(object, "key")
			return []map[string]any{object}
		},
		"has no values": func(_ int, object map[string]any) []map[string]any {
			object["value"] = nil
			return []map[string]any{object}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := start(t, ovhsim.Options{NoExpansion: true})
			load(t.Context(), t, w.as(t, w.sim.Keys(), spoil(isBatch, eachObject(how)))).complete(t, w.sim)
		})
	}
}

func TestATokenRevokedMeanwhileGoes(t *testing.T) {
	t.Parallel()
	switches(func(name string, o ovhsim.Options) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := start(t, o)
			var victims []int64
			for _, c := range w.sim.Credentials() {
				if c.ID != w.sim.Own() && len(victims) < 3 {
					victims = append(victims, c.ID)
				}
			}
			// They vanish once the list of ids, which holds them, has been answered.
			c := w.as(t, w.sim.Keys(), spoil(func(r *http.Request) bool {
				return strings.HasSuffix(r.URL.Path, "/credential") && r.Header.Get("X-Pagination-Mode") == ""
			}, func(body []byte) []byte {
				for _, id := range victims {
					w.sim.Remove(id)
				}
				return body
			}), spoil(expandedTokens, eachObject(func(_ int, object map[string]any) []map[string]any {
				if slices.Contains(victims, int64(object["credentialId"].(float64))) {
					return nil
				}
				return []map[string]any{object}
			})))
			load(t.Context(), t, c).complete(t, w.sim)
		})
	})
}

func TestATokenThatFailsStaysAsAnId(t *testing.T) {
	t.Parallel()
	for _, noBatch := range []bool{false, true} {
		w := start(t, ovhsim.Options{NoExpansion: true, NoBatch: noBatch})
		ill := w.sim.Credentials()[5].ID
		w.sim.Fail(ovhsim.Fault{Path: "/me/api/credential/*" + itoa(ill) + "*", Status: 500, Times: -1})
		s := load(t.Context(), t, w.client)
		if s.err != nil {
			t.Fatal(s.err)
		}
		row, ok := s.rows[ill]
		if !ok || !row.Unread || row.Current || row.Name() == "" || row.Expired(time.Now()) || row.Live(time.Now()) {
			t.Errorf("noBatch %v: row %+v, %v; want an unread one that is neither live nor expired", noBatch, row, ok)
		}
		if len(s.rows) != len(truth(w.sim)) || s.total != len(s.rows) || s.loaded != len(s.rows) {
			t.Errorf("noBatch %v: %d rows, %d of %d", noBatch, len(s.rows), s.loaded, s.total)
		}
		for id, row := range s.rows {
			if row.Unread != (id == ill) {
				t.Errorf("noBatch %v: token %d unread: %v", noBatch, id, row.Unread)
			}
		}
		if len(s.warnings) != 1 || s.warnings[0].What != "token "+itoa(ill) || ovhapi.QueryID(s.warnings[0].Err) == "" {
			t.Errorf("noBatch %v: warnings %+v", noBatch, s.warnings)
		}
	}
}

func itoa(id int64) string {
	text, _ := json.Marshal(id)
	return string(text)
}

// lack is a token without some of the rights that an inventory needs.
type lack struct {
	o              ovhsim.Options
	rules, missing []string
	unread         bool
}

func TestMissingRights(t *testing.T) {
	t.Parallel()
	const list, one = "GET /me/api/credential", "GET /me/api/credential/*"
	const apps, app = "GET /me/api/application", "GET /me/api/application/*"
	for _, o := range []ovhsim.Options{{}, {OldErrors: true}, {NoExpansion: true, NoBatch: true}, {NoExpansion: true}} {
		for name, row := range map[string]lack{
			"the list of applications": {o, []string{list, one, app}, []string{apps}, false},
			"applications altogether":  {o, []string{list, one}, []string{apps, app}, false},
			// An expanded list describes the tokens all the same.
			"one token":        {o, []string{list, apps, app}, []string{one}, o.NoExpansion},
			"all but the list": {o, []string{list}, []string{apps, one}, o.NoExpansion},
		} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				row.test(t)
			})
		}
	}
}

func (row lack) test(t *testing.T) {
	t.Helper()
	w := start(t, row.o)
	c, own := w.with(t, row.rules...)
	s := load(t.Context(), t, c)
	if s.err != nil || s.account != ovhsim.Owner || len(s.rows) != len(truth(w.sim)) {
		t.Errorf("error %v, account %q, %d rows, want %d", s.err, s.account, len(s.rows), len(truth(w.sim)))
	}
	var missing []string
	for _, w := range s.warnings {
		missing = append(missing, w.Rule)
		if w.What == "" || !errors.Is(w.Err, ovhapi.ErrNotGranted) {
			t.Errorf("warning %+v", w)
		}
	}
	slices.Sort(missing)
	if !slices.Equal(missing, row.missing) {
		t.Errorf("missing rules told: %v, want %v", missing, row.missing)
	}
	for id, token := range s.rows {
		if token.Unread != row.unread || token.Current != (id == own) || (token.ApplicationID == 0) != row.unread {
			t.Fatalf("token %d: %+v", id, token)
		}
	}
	if n := w.count("GET", "/me/api/credential/*"); row.unread && n > 12 {
		t.Errorf("%d refused calls, want a handful", n)
	}
}

func TestWithoutTheListThereIsAnError(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	c, _ := w.with(t, "GET /me")
	s := load(t.Context(), t, c)
	if !errors.Is(s.err, ovhapi.ErrNotGranted) || !strings.Contains(ovhapi.Advise(s.err).Next, "GET /me/api/credential") {
		t.Errorf("error %v, advice %q", s.err, ovhapi.Advise(s.err))
	}
	for _, body := range []string{"null", "{}", "<html>", `["a"]`} {
		w.sim.ClearFaults()
		w.sim.Fail(ovhsim.Fault{Path: "/me/api/credential", Status: 200, Body: body, Times: -1})
		if s := load(t.Context(), t, w.client); !errors.Is(s.err, ovhapi.ErrBadAnswer) {
			t.Errorf("%s: error %v, want ErrBadAnswer: an empty account must not be invented", body, s.err)
		}
	}
}

func TestAnApplicationDeletedWhileItsListIsReadIsNotAFailure(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{NoExpansion: true})
	gone := w.sim.Applications()[4].ID
	c := w.as(t, w.sim.Keys(), spoil(func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "/me/api/application") }, func(body []byte) []byte {
		w.sim.RemoveApplication(gone)
		return body
	}))
	load(t.Context(), t, c).complete(t, w.sim)
}

// A page of applications may be stale too: one that was deleted must not pass
// for one of the account's own, which would make its dead tokens look alive.
func TestAStaleApplicationIsNotOwned(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	c := w.as(t, w.sim.Keys(), spoil(func(r *http.Request) bool {
		return r.Header.Get("X-Pagination-Mode") != "" && strings.HasSuffix(r.URL.Path, "/application")
	}, eachObject(func(i int, object map[string]any) []map[string]any {
		if i > 0 {
			return []map[string]any{object}
		}
		return []map[string]any{object, {"applicationId": 144015, "name": "jenkins"}}
	})))
	load(t.Context(), t, c).complete(t, w.sim)
}

func TestWithoutTheRightToNameApplicationsFewAreAskedFor(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{Tokens: 4_000})
	c, _ := w.with(t, "GET /me/api/credential", "GET /me/api/application")
	load(t.Context(), t, c)
	if n := w.count("GET", "/me/api/credential/*/application"); n == 0 || n > 12 {
		t.Errorf("%d refused calls, want those of one volley", n)
	}
}

// The token through which a foreign application is asked for may go meanwhile:
// that must not make its other tokens dead.
func TestAVanishedTokenDoesNotKillItsApplication(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	vanished := false
	c := w.as(t, w.sim.Keys(), func(o *ovhapi.Options) {
		inner := o.Transport
		asked := make(chan struct{}, 1)
		asked <- struct{}{}
		o.Transport = trip(func(r *http.Request) (*http.Response, error) {
			if strings.HasSuffix(r.URL.Path, "/application") && strings.Contains(r.URL.Path, "/credential/") {
				<-asked
				for _, c := range w.sim.Credentials() {
					if !vanished && strings.Contains(r.URL.Path, itoa(c.ID)) && c.ApplicationID == 1207 {
						vanished = true
						w.sim.Remove(c.ID)
					}
				}
				asked <- struct{}{}
			}
			return inner.RoundTrip(r)
		})
	})
	s := load(t.Context(), t, c)
	s.complete(t, w.sim)
	if !vanished {
		t.Error("no token vanished")
	}
}

func TestCancellingALoadingEndsItAndLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sim := ovhsim.New(ovhsim.Options{NoExpansion: true, NoBatch: true, Tokens: 500, Latency: 50 * time.Millisecond})
		c := direct{sim}.client(t)
		for _, after := range []time.Duration{0, 10, 60, 120, 220, 500} {
			ctx, cancel := context.WithTimeout(t.Context(), after*time.Millisecond)
			l := c.Load(ctx)
			begun := time.Now()
			finish(ctx, l)
			if took := time.Since(begun); took > after*time.Millisecond+ovhapi.Slice {
				t.Errorf("ended %v after the start, cancelled after %v", took, after*time.Millisecond)
			}
			cancel()
			// The bubble fails the test when a goroutine of it never ends.
			if u := finish(t.Context(), l); u.Err == nil || len(u.Warnings) > 0 {
				t.Errorf("the loading itself ended with %v and warnings %v", u.Err, u.Warnings)
			}
			synctest.Wait()
		}
	})
}

// roundTrips is how many calls one after the other a loading takes, and its
// first row.
func roundTrips(t *testing.T, o ovhsim.Options) (first, all int) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		o.Latency = 200 * time.Millisecond // longer than an update may be held back
		sim := ovhsim.New(o)
		c := direct{sim}.client(t)
		begun := time.Now()
		l, update := c.Load(t.Context()), ovhapi.Update{}
		for len(update.Tokens) == 0 {
			update = l.Next(t.Context())
		}
		first = int(time.Since(begun) / o.Latency)
		synctest.Wait()
		time.Sleep(time.Minute) // of the bubble: that loading comes to its end
		sim.ResetCalls()
		c = direct{sim}.client(t)
		begun = time.Now()
		load(t.Context(), t, c).complete(t, sim)
		calls := sim.Calls()
		all = int(calls[len(calls)-1].Time.Sub(begun) / o.Latency)
	})
	return first, all
}

func TestRoundTrips(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		o    ovhsim.Options
		most int
	}{
		"expansion":    {ovhsim.Options{Tokens: 2_000}, 4},
		"batch only":   {ovhsim.Options{Tokens: 2_000, NoExpansion: true}, 10},
		"hand-written": {ovhsim.Options{}, 4},
		"neither":      {ovhsim.Options{Tokens: 15, NoExpansion: true, NoBatch: true}, 20},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			first, all := roundTrips(t, row.o)
			if all > row.most || first > 3 {
				t.Errorf("%d round trips, the first row after %d; want at most %d, 3", all, first, row.most)
			}
		})
	}
}

// However large the account and whatever the endpoint understands, something is to
// be seen after the comparison of clocks, the list of ids and one further call.
func TestTheFirstRowsComeAfterThreeRoundTrips(t *testing.T) {
	t.Parallel()
	switches(func(name string, o ovhsim.Options) {
		for _, tokens := range []int{0, 2_000} {
			o := o // subtests run side by side
			o.Tokens, o.RateLimit, o.Latency = tokens, 60, 200*time.Millisecond
			t.Run(fmt.Sprintf("%s, %d tokens", name, tokens), func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					ctx, cancel := context.WithCancel(t.Context())
					defer cancel()
					begun := time.Now()
					l, u := direct{ovhsim.New(o)}.client(t).Load(ctx), ovhapi.Update{}
					for len(u.Tokens) == 0 && !u.Done {
						u = l.Next(ctx)
					}
					if trips := int(time.Since(begun) / o.Latency); trips > 3 || len(u.Tokens) == 0 {
						t.Errorf("%d rows after %d round trips", len(u.Tokens), trips)
					}
				})
			})
		}
	})
}
