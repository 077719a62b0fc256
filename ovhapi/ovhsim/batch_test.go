package ovhsim_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ovh-tokens/ovhapi/ovhsim"
)

// element is one item of a batched answer.
type element struct {
	Key   string
	Value *wireToken
	Error *struct{ Class, Message, ErrorCode string }
}

func TestBatch(t *testing.T) {
	t.Parallel()
	c := start(t, ovhsim.Options{})
	_, tokens := c.of("OVHcloud mobile app")
	path := fmt.Sprintf("/me/api/credential/%d,42,%d", tokens[0], tokens[1])
	var got []element
	c.with("X-Ovh-Batch", ",").call("GET", path, "").into(t, &got)
	if len(got) != 3 || got[0].Value.CredentialID != tokens[0] || got[2].Value.CredentialID != tokens[1] || got[0].Error != nil {
		t.Errorf("batch: %+v", got)
	}
	if got[1].Key != "42" || got[1].Value != nil || got[1].Error.Class != "Client::NotFound" {
		t.Errorf("the failed item: %+v", got[1])
	}
	// Each other place that takes an id answers a batch too.
	var apps []struct{ Value *struct{ Name string } }
	c.with("X-Ovh-Batch", ",").call("GET", fmt.Sprintf("/me/api/credential/%d,%d/application", tokens[0], tokens[1]), "").into(t, &apps)
	if len(apps) != 2 || apps[1].Value.Name != "OVHcloud mobile app" {
		t.Errorf("batch of applications: %+v", apps)
	}
}

func TestBatchLimits(t *testing.T) {
	t.Parallel()
	ids := make([]string, 51)
	for i := range ids {
		ids[i] = fmt.Sprint(i)
	}
	c := start(t, ovhsim.Options{OldErrors: true}).with("X-Ovh-Batch", ",")
	if r := c.call("GET", "/me/api/credential/"+strings.Join(ids, ","), ""); r.status != 400 {
		t.Errorf("51 ids: %d", r.status)
	}
	var got []element
	c.call("GET", "/me/api/credential/"+strings.Join(ids[:50], ","), "").into(t, &got)
	if len(got) != 50 || got[49].Value != nil || got[49].Error.Message == "" || got[49].Error.Class != "" {
		t.Errorf("50 ids: %d elements, the last %+v", len(got), got[len(got)-1])
	}
	c.sim.Set(func(o *ovhsim.Options) { o.NoBatch = true })
	if r := c.call("GET", "/me/api/credential/1,2", ""); r.status != 400 {
		t.Errorf("where batches are not understood: %d %s", r.status, r.body)
	}
}

func TestExpansion(t *testing.T) {
	t.Parallel()
	c := start(t, ovhsim.Options{}).with("X-Pagination-Mode", "CachedObjectList-Pages")
	var ids []int64
	var page []wireToken
	for n := 1; n <= 4; n++ {
		r := c.with("X-Pagination-Size", "20").with("X-Pagination-Number", fmt.Sprint(n)).call("GET", "/me/api/credential", "")
		r.into(t, &page)
		if r.header.Get("X-Pagination-Elements") != "61" {
			t.Errorf("elements %q", r.header.Get("X-Pagination-Elements"))
		}
		for _, token := range page {
			ids = append(ids, token.CredentialID)
		}
	}
	var want []int64
	delete(c.header, "X-Pagination-Mode")
	c.call("GET", "/me/api/credential", "").into(t, &want)
	if !slices.Equal(ids, want) {
		t.Errorf("pages hold %v, want %v", ids, want)
	}
	c = c.with("X-Pagination-Mode", "CachedObjectList-Pages")
	c.call("GET", "/me/api/credential?status=refused", "").into(t, &page)
	if len(page) != 2 || page[0].Status != "refused" {
		t.Errorf("filtered: %+v", page)
	}
	var apps []struct{ Name string }
	c.call("GET", "/me/api/application", "").into(t, &apps)
	if len(apps) != 15 {
		t.Errorf("%d applications", len(apps))
	}
	c.sim.Set(func(o *ovhsim.Options) { o.NoExpansion = true })
	c.call("GET", "/me/api/credential", "").into(t, &ids)
	if len(ids) != 61 {
		t.Errorf("where expansion is not understood: %d ids", len(ids))
	}
}

// TestStaleExpansion checks the snapshot: it outlives a deletion until the
// client asks for a fresh one.
func TestStaleExpansion(t *testing.T) {
	t.Parallel()
	c := start(t, ovhsim.Options{StaleExpansion: true}).with("X-Pagination-Mode", "CachedObjectList-Pages")
	count := func(c *client) int {
		var page []wireToken
		c.call("GET", "/me/api/credential", "").into(t, &page)
		return len(page)
	}
	if n := count(c); n != 61 {
		t.Fatalf("%d tokens", n)
	}
	_, tokens := c.of("n8n")
	c.sim.Remove(tokens[0])
	if stale, fresh, after := count(c), count(c.with("Pragma", "no-cache")), count(c); stale != 61 || fresh != 60 || after != 60 {
		t.Errorf("stale %d, fresh %d, after %d; want 61, 60, 60", stale, fresh, after)
	}
	c.sim.Set(func(o *ovhsim.Options) { o.StaleExpansion = false })
	c.sim.Remove(tokens[1])
	if n := count(c); n != 59 {
		t.Errorf("without the switch: %d, want 59", n)
	}
}
