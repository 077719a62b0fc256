package rotation_test

import (
	"fmt"
	"testing"
	"time"

	"ovh-tokens/config"
	"ovh-tokens/config/rotation"
	"ovh-tokens/ovhapi"
)

// A rotation that was begun is found again by the token, by the new key, or where
// the old key is dead by the name, and goes before asking for yet another token.
func TestUnfinishedRotationIsFoundAgain(t *testing.T) {
	t.Parallel()
	e, err := ovhapi.ParseEndpoint("ovh-eu")
	if err != nil {
		t.Fatal(err)
	}
	client, err := ovhapi.NewClient(ovhapi.Options{Endpoint: e, ApplicationKey: "app", ApplicationSecret: ovhapi.NewSecret("s")})
	if err != nil {
		t.Fatal(err)
	}
	profile := config.NewProfile("prod", e)
	profile.ConsumerKey.Secret = ovhapi.NewSecret("held")
	request := func(changes ...func(*ovhapi.PendingRequest)) ovhapi.PendingRequest {
		r := ovhapi.PendingRequest{
			ID: "a", Endpoint: "ovh-eu", ApplicationKey: "app", ConsumerKey: ovhapi.NewSecret("fresh"), State: ovhapi.RequestValidated,
			Created: time.Unix(1000, 0), Replaces: &ovhapi.Replacing{CredentialID: 7, Profile: "prod"},
		}
		for _, change := range changes {
			change(&r)
		}
		return r
	}
	held := func(r *ovhapi.PendingRequest) { r.ConsumerKey = ovhapi.NewSecret("held") }
	later := func(r *ovhapi.PendingRequest) { r.ID, r.Created = "b", time.Unix(2000, 0) }
	state := func(s ovhapi.RequestState) func(*ovhapi.PendingRequest) {
		return func(r *ovhapi.PendingRequest) { r.State = s }
	}
	dead := fmt.Errorf("asking: %w", ovhapi.ErrNoSuchKey)
	for name, row := range map[string]struct {
		old    int64
		err    error
		stored []ovhapi.PendingRequest
		want   string
	}{
		"none":                      {7, nil, nil, ""},
		"of the token":              {7, nil, []ovhapi.PendingRequest{request()}, "a"},
		"of another token":          {8, nil, []ovhapi.PendingRequest{request()}, ""},
		"the new key in place":      {8, nil, []ovhapi.PendingRequest{request(held)}, "a"},
		"the old key dead":          {0, dead, []ovhapi.PendingRequest{request()}, "a"},
		"the key not asked":         {0, ovhapi.ErrOffline, []ovhapi.PendingRequest{request()}, ""},
		"still to be validated":     {7, nil, []ovhapi.PendingRequest{request(state(ovhapi.RequestWaiting))}, "a"},
		"refused":                   {7, nil, []ovhapi.PendingRequest{request(state(ovhapi.RequestRefused))}, ""},
		"the newest of two":         {7, nil, []ovhapi.PendingRequest{request(later), request()}, "b"},
		"no rotation":               {7, nil, []ovhapi.PendingRequest{request(func(r *ovhapi.PendingRequest) { r.Replaces = nil })}, ""},
		"of another application":    {7, nil, []ovhapi.PendingRequest{request(func(r *ovhapi.PendingRequest) { r.ApplicationKey = "other" })}, ""},
		"of another profile's name": {0, dead, []ovhapi.PendingRequest{request(func(r *ovhapi.PendingRequest) { r.Replaces.Profile = "lab" })}, ""},
	} {
		p := rotation.Plan{Profile: profile, Err: row.err}
		p.Old.ID = row.old
		got, found := p.Unfinished(row.stored, client)
		if got.ID != row.want || found != (row.want != "") {
			t.Errorf("%s: %q, %v", name, got.ID, found)
		}
	}
}
