package ovhsim_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
)

// manager returns a client whose token may do everything.
func manager(t *testing.T) *client {
	t.Helper()
	c := start(t, ovhsim.Options{})
	var all rule.Set
	for _, m := range rule.Methods() {
		all = append(all, rule.Rule{Method: m, Path: "/*"})
	}
	return c.as(c.sim.Add(ovhsim.Credential{Rules: all}).ID)
}

// of returns the ids of the tokens of the named application.
func (c *client) of(name string) (app int64, tokens []int64) {
	c.t.Helper()
	for _, a := range c.sim.Applications() {
		if a.Name == name {
			app = a.ID
		}
	}
	for _, token := range c.sim.Credentials() {
		if token.ApplicationID == app {
			tokens = append(tokens, token.ID)
		}
	}
	if len(tokens) == 0 {
		c.t.Fatalf("no tokens of %q", name)
	}
	return app, tokens
}

func TestListFilters(t *testing.T) {
	t.Parallel()
	c := start(t, ovhsim.Options{})
	app, tokens := c.of("OVH API console")
	var got []int64
	c.call("GET", fmt.Sprintf("/me/api/credential?applicationId=%d", app), "").into(t, &got)
	if !slices.Equal(got, tokens) {
		t.Errorf("tokens of the console: %v, want %v", got, tokens)
	}
	c.call("GET", fmt.Sprintf("/me/api/credential?status=expired&applicationId=%d", app), "").into(t, &got)
	if len(got) != 1 {
		t.Errorf("expired tokens of the console: %v, want one", got)
	}
	for _, query := range []string{"?status=dead", "?applicationId=console"} {
		if r := c.call("GET", "/me/api/credential"+query, ""); r.status != 400 {
			t.Errorf("%s: status %d", query, r.status)
		}
	}
}

// TestApplicationsOfOthers checks the one way to the name of an application the
// account does not own.
func TestApplicationsOfOthers(t *testing.T) {
	t.Parallel()
	c := start(t, ovhsim.Options{})
	var own []int64
	c.call("GET", "/me/api/application", "").into(t, &own)
	app, tokens := c.of("OVH API console")
	if slices.Contains(own, app) || len(own) != 15 {
		t.Errorf("own applications: %v", own)
	}
	if r := c.call("GET", fmt.Sprintf("/me/api/application/%d", app), ""); r.status != 404 {
		t.Errorf("a foreign application answers %d", r.status)
	}
	var got struct{ Name, Status string }
	c.call("GET", fmt.Sprintf("/me/api/credential/%d/application", tokens[0]), "").into(t, &got)
	if got.Name != "OVH API console" || got.Status != "trusted" {
		t.Errorf("the application of its token: %+v", got)
	}
}

// TestDeletedApplication checks what was seen on a real account: the tokens stop
// working and stay listed as validated.
func TestDeletedApplication(t *testing.T) {
	t.Parallel()
	c := start(t, ovhsim.Options{})
	app, tokens := c.of("external-dns")
	working := slices.IndexFunc(tokens, func(id int64) bool { return c.as(id).call("GET", "/domain/zone", "").status == 200 })
	if working < 0 {
		t.Fatal("no token of external-dns works")
	}
	id := tokens[working]
	if r := c.call("DELETE", fmt.Sprintf("/me/api/application/%d", app), ""); r.status != 200 || r.body != "null" {
		t.Fatalf("delete: %d %s", r.status, r.body)
	}
	if r := c.as(id).call("GET", "/domain/zone", ""); r.status != 403 {
		t.Errorf("its token still works: %d", r.status)
	}
	var got wireToken
	c.call("GET", fmt.Sprintf("/me/api/credential/%d", id), "").into(t, &got)
	if got.Status != "validated" {
		t.Errorf("its token is listed as %q", got.Status)
	}
	for _, path := range []string{fmt.Sprintf("/me/api/application/%d", app), fmt.Sprintf("/me/api/credential/%d/application", id)} {
		if r := c.call("GET", path, ""); r.status != 404 {
			t.Errorf("%s answers %d", path, r.status)
		}
	}
	if r := c.call("DELETE", fmt.Sprintf("/me/api/application/%d", app), ""); r.status != 404 {
		t.Errorf("a second delete answers %d", r.status)
	}
}

func TestRevoke(t *testing.T) {
	t.Parallel()
	c := start(t, ovhsim.Options{})
	_, tokens := c.of("lego traefik")
	path := fmt.Sprintf("/me/api/credential/%d", tokens[0])
	if r := c.call("DELETE", path, ""); r.status != 200 || r.body != "null" {
		t.Errorf("delete: %d %s", r.status, r.body)
	}
	for _, method := range []string{"GET", "DELETE"} {
		if r := c.call(method, path, ""); r.status != 404 {
			t.Errorf("%s of a revoked token: %d", method, r.status)
		}
	}
	// A token may revoke itself; nothing works with it afterwards.
	if r := c.call("DELETE", fmt.Sprintf("/me/api/credential/%d", c.sim.Own()), ""); r.status != 200 {
		t.Errorf("self-deletion: %d %s", r.status, r.body)
	}
	if r := c.call("GET", "/me", ""); r.status != 403 || !strings.Contains(r.body, "This credential does not exist") {
		t.Errorf("after self-deletion: %d %s", r.status, r.body)
	}
}

func TestAllowedAddressesAreAllThatChanges(t *testing.T) {
	t.Parallel()
	c := manager(t)
	path := fmt.Sprintf("/me/api/credential/%d", c.sim.Own())
	for _, v := range []struct {
		body   string
		status int
		want   []string
	}{
		{`{"allowedIPs":["203.0.113.4/32","2001:db8::1"],"status":"refused"}`, 200, []string{"203.0.113.4/32", "2001:db8::1"}},
		{`{"rules":[]}`, 200, []string{"203.0.113.4/32", "2001:db8::1"}},
		{`{"allowedIPs":["here"]}`, 400, []string{"203.0.113.4/32", "2001:db8::1"}},
		{`{"allowedIPs":"203.0.113.4"}`, 400, []string{"203.0.113.4/32", "2001:db8::1"}},
		{`nothing`, 400, []string{"203.0.113.4/32", "2001:db8::1"}},
		{`{"allowedIPs":[]}`, 200, nil},
		{`{"allowedIPs":["198.51.100.0/24"]}`, 200, []string{"198.51.100.0/24"}},
		{`{"allowedIPs":null}`, 200, nil},
	} {
		if r := c.call("PUT", path, v.body); r.status != v.status {
			t.Errorf("PUT %s: %d %s", v.body, r.status, r.body)
		}
		var got wireToken
		c.call("GET", path, "").into(t, &got)
		if !slices.Equal(got.AllowedIPs, v.want) || got.Status != "validated" || len(got.Rules) != 7 {
			t.Errorf("after PUT %s: %+v", v.body, got)
		}
	}
}

// TestLastUseAndDates checks that a call leaves its trace, in OVH's time zone.
func TestLastUseAndDates(t *testing.T) {
	t.Parallel()
	summer := time.Date(2026, 7, 1, 10, 0, 0, 0, time.UTC)
	c := start(t, ovhsim.Options{Now: func() time.Time { return summer }})
	id := c.sim.Add(ovhsim.Credential{Rules: rule.Set{{Method: "GET", Path: "/me/api/credential/*"}}}).ID
	r := c.as(id).call("GET", fmt.Sprintf("/me/api/credential/%d", id), "")
	var got wireToken
	r.into(t, &got)
	if got.LastUse == nil || !got.LastUse.Equal(summer) {
		t.Errorf("last use %v", got.LastUse)
	}
	zone := "+02:00"
	if _, err := time.LoadLocation("Europe/Paris"); err != nil {
		zone = "+01:00"
	}
	if !strings.Contains(r.body, zone+`"`) || strings.Contains(r.body, `Z"`) {
		t.Errorf("dates without the offset of Paris: %s", r.body)
	}
	if !strings.Contains(r.body, `"expiration":null`) || !strings.Contains(r.body, `"allowedIPs":null`) {
		t.Errorf("null members: %s", r.body)
	}
}

// TestNeitherSecretNorKeyIsListed reads everything there is to read.
func TestNeitherSecretNorKeyIsListed(t *testing.T) {
	t.Parallel()
	c := manager(t)
	c = c.with("X-Pagination-Mode", "CachedObjectList-Pages")
	text := c.call("GET", "/me/api/credential", "").body + c.call("GET", "/me/api/application", "").body + c.call("GET", "/auth/details", "").body
	for _, token := range c.sim.Credentials() {
		k, _ := c.sim.KeysOf(token.ID)
		if strings.Contains(text, k.ConsumerKey) || strings.Contains(text, k.ApplicationSecret) {
			t.Fatalf("the keys of token %d are shown", token.ID)
		}
	}
}

func TestZoneRecords(t *testing.T) {
	t.Parallel()
	c := manager(t)
	var zones []string
	c.call("GET", "/domain/zone", "").into(t, &zones)
	if !slices.Equal(zones, []string{"apps.example.net", "example.net"}) {
		t.Fatalf("zones %v", zones)
	}
	records := "/domain/zone/example.net/record"
	var made struct {
		ID   int64
		Zone string
	}
	c.call("POST", records, `{"fieldType":"TXT","subDomain":"_acme-challenge.www","target":"x","ttl":60}`).into(t, &made)
	var found []int64
	c.call("GET", records+"?fieldType=TXT&subDomain=_acme-challenge.www", "").into(t, &found)
	if !slices.Equal(found, []int64{made.ID}) || made.Zone != "example.net" {
		t.Errorf("made %+v, found %v", made, found)
	}
	one := fmt.Sprintf("%s/%d", records, made.ID)
	var got struct{ Target, FieldType string }
	c.call("PUT", one, `{"target":"y","fieldType":"A"}`)
	c.call("GET", one, "").into(t, &got)
	if got.Target != "y" || got.FieldType != "TXT" {
		t.Errorf("after PUT: %+v", got)
	}
	if r := c.call("POST", "/domain/zone/example.net/refresh", ""); r.status != 200 || r.body != "null" {
		t.Errorf("refresh: %d %s", r.status, r.body)
	}
	if a, b := c.call("DELETE", one, ""), c.call("DELETE", one, ""); a.status != 200 || b.status != 404 {
		t.Errorf("two deletes: %d, %d", a.status, b.status)
	}
	if r := c.call("POST", records, `{"target":"x"}`); r.status != 400 || !strings.Contains(r.body, "fieldType") {
		t.Errorf("a record without a type: %d %s", r.status, r.body)
	}
}

// TestAddApplication makes one behind the client's back: it is listed, and a token
// can be added under it.
func TestAddApplication(t *testing.T) {
	t.Parallel()
	c := start(t, ovhsim.Options{})
	added := c.sim.AddApplication(ovhsim.Application{Name: "fresh"})
	token := c.sim.Add(ovhsim.Credential{ApplicationID: added.ID})
	var app struct{ Name, Status string }
	c.call("GET", fmt.Sprintf("/me/api/application/%d", added.ID), "").into(t, &app)
	if app.Name != "fresh" || app.Status != "active" || len(added.Key) != 16 || added.Secret == "" {
		t.Errorf("%+v, stored as %+v", app, added)
	}
	if keys, ok := c.sim.KeysOf(token.ID); !ok || keys.ApplicationKey != added.Key {
		t.Errorf("its token has the keys %+v", keys)
	}
}

// The usual token of the program may not change addresses; an editor's may.
func TestEditorMayChangeAddresses(t *testing.T) {
	t.Parallel()
	for editor, status := range map[bool]int{false: 403, true: 200} {
		c := start(t, ovhsim.Options{Editor: editor})
		path := fmt.Sprintf("/me/api/credential/%d", c.sim.Own())
		if r := c.call("PUT", path, `{"allowedIPs":["127.0.0.0/8"]}`); r.status != status {
			t.Errorf("editor %v: %d %s", editor, r.status, r.body)
		}
	}
}
