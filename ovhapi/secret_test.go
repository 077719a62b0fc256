package ovhapi_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

func TestNothingPrintsASecret(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	logger := slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	w := start(t, ovhsim.Options{})
	k := w.sim.Keys()
	c := w.as(t, k, func(o *ovhapi.Options) { o.Log = logger })
	keeper := &keeper{}
	r, err := c.Request(t.Context(), ovhapi.Draft{Rules: parse("GET /me")}, keeper, nil)
	if err != nil {
		t.Fatal(err)
	}
	secrets := []string{k.ApplicationSecret, k.ConsumerKey, r.ConsumerKey.Reveal()}
	if secrets[2] == "" || secrets[2] == ovhapi.Mask {
		t.Fatal("Reveal does not give the key")
	}
	_ = w.sim.Authorize(r.ValidationURL, ovhsim.OneDay)
	verified, err := r.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	bad := k
	bad.ConsumerKey = strings.Repeat("x", 32)
	_, wrong := w.as(t, bad, func(o *ovhapi.Options) { o.Log = logger }).CurrentCredential(t.Context())

	options := ovhapi.Options{ApplicationSecret: ovhapi.NewSecret(secrets[0]), ConsumerKey: ovhapi.NewSecret(secrets[1])}
	wrapped := struct{ hidden ovhapi.Secret }{ovhapi.NewSecret(secrets[0])}
	// Printing a worker reads what it works with, so both have come to their end.
	loading := c.Load(t.Context())
	update := finish(t.Context(), loading)
	run := c.Revoke(t.Context(), ovhapi.Plan{}, "", nil)
	run.Wait()
	things := []any{
		options, &options, c, *r, r, r.PendingRequest, &r.PendingRequest, verified, wrong, wrapped, &wrapped, update, loading,
		ovhapi.NewCredential{ConsumerKey: r.ConsumerKey},
		r.ConsumerKey, &r.ConsumerKey,
		[]ovhapi.Secret{r.ConsumerKey},
		map[string]ovhapi.Secret{"k": r.ConsumerKey},
		run, run.Next(t.Context()), ovhapi.Advise(wrong),
	}
	for _, thing := range things {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			shows(t, secrets, fmt.Sprintf("%T with %s", thing, verb), fmt.Sprintf(verb, thing))
		}
		logger.Info("thing", "value", thing)
		if text, err := json.Marshal(thing); err == nil {
			shows(t, secrets, fmt.Sprintf("%T as JSON", thing), string(text))
		}
	}
	if !strings.Contains(log.String(), "/auth/credential") {
		t.Error("the log has no line for the call")
	}
	shows(t, secrets, "the log", log.String())
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "secret", r.ConsumerKey)
	shows(t, secrets, "a text log", log.String())
}

// shows fails when a text holds a secret, plain or as %x writes it.
func shows(t *testing.T, secrets []string, where, text string) {
	t.Helper()
	for _, s := range secrets {
		if strings.Contains(text, s) || strings.Contains(text, fmt.Sprintf("%x", s)) {
			t.Errorf("%s shows a secret: %s", where, text)
		}
	}
}

func TestSecretsCompareByValue(t *testing.T) {
	t.Parallel()
	a, same, b := ovhapi.NewSecret("a"), ovhapi.NewSecret("a"), ovhapi.NewSecret("b")
	if a != same || a == b {
		t.Error("secrets are not equal by their values")
	}
	if s := ovhapi.NewSecret(""); !s.Empty() || s.String() != "" || s.Reveal() != "" || s != (ovhapi.Secret{}) {
		t.Error("the empty secret is not empty")
	}
}
