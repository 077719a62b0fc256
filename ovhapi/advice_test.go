package ovhapi_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"ovh-tokens/ovhapi"
)

// sentences fails unless a part of an advice is one or more whole sentences.
func sentences(t *testing.T, what, text string) {
	t.Helper()
	if text == "" {
		return
	}
	first, _ := utf8.DecodeRuneInString(text)
	if !strings.HasSuffix(text, ".") || strings.HasSuffix(text, "..") || unicode.ToUpper(first) != first || strings.ContainsAny(text, "!\n") {
		t.Errorf("%s is no sentence: %q", what, text)
	}
}

func TestThereIsAdviceForEveryKind(t *testing.T) {
	t.Parallel()
	seen := map[string]error{}
	for _, kind := range kinds {
		for _, err := range []error{
			fmt.Errorf("doing it: %w", &ovhapi.TransportError{Method: "GET", Path: "/me", Kind: kind, Cause: errors.New("it broke"), QueryID: "FR.1"}),
			kind,
		} {
			if errors.Is(kind, ovhapi.ErrNotGranted) {
				err = &ovhapi.APIError{Method: "GET", Path: "/me", Status: 403, Message: "This call has not been granted", QueryID: "FR.1"}
			}
			a := ovhapi.Advise(err)
			if a.What == "" {
				t.Errorf("%v: no words", err)
			}
			sentences(t, kind.Error()+" (what)", a.What)
			sentences(t, kind.Error()+" (why)", a.Why)
			sentences(t, kind.Error()+" (next)", a.Next)
			if other := seen[a.What]; other != nil && !errors.Is(other, kind) {
				t.Errorf("%v and %v have the same words", other, kind)
			}
			seen[a.What] = kind
			if a.QueryID != "" && !strings.HasSuffix(a.String(), "(OVH query FR.1)") {
				t.Errorf("%v: the line lacks the query id: %s", kind, a)
			}
		}
	}
}

func TestAdviceNamesTheRuleThatIsMissing(t *testing.T) {
	t.Parallel()
	refused := func(method, path string) error {
		return &ovhapi.APIError{Method: method, Path: path, Status: 403, Message: "This call has not been granted"}
	}
	if a := ovhapi.Advise(refused("DELETE", "/me/api/credential/42")); !strings.Contains(a.Next, "DELETE /me/api/credential/*.") {
		t.Errorf("%+v", a)
	}
	// These routes need no rule, so a missing one is not the cause.
	if a := ovhapi.Advise(refused("GET", "/auth/currentCredential")); strings.Contains(a.Next, "rule") || !strings.Contains(a.Why, "address") {
		t.Errorf("%+v", a)
	}
}

func TestAdviceForOtherErrors(t *testing.T) {
	t.Parallel()
	if a := ovhapi.Advise(nil); a != (ovhapi.Advice{}) || a.String() != "" {
		t.Errorf("%+v", a)
	}
	if a := ovhapi.Advise(fmt.Errorf("x: %w", context.Canceled)); a.String() != "Stopped." {
		t.Errorf("%+v", a)
	}
	if a := ovhapi.Advise(errors.New("disk\x1b[2J full")); a.String() != "disk[2J full" {
		t.Errorf("%q", a)
	}
	a := ovhapi.Advise(&ovhapi.APIError{Method: "PUT", Path: "/ip/x", Status: 409, Message: "A conflicting action is already running."})
	if a.What != "OVH answered: A conflicting action is already running." {
		t.Errorf("%+v", a)
	}
}

func TestAdviceTellsWaysOfBeingOfflineApart(t *testing.T) {
	t.Parallel()
	handshakes := 0
	untrusted := httptest.NewUnstartedServer(http.NotFoundHandler())
	untrusted.Config.ErrorLog = log.New(writer(func() { handshakes++ }), "", 0)
	untrusted.StartTLS()
	defer untrusted.Close()
	plainHTTP := httptest.NewServer(http.NotFoundHandler())
	defer plainHTTP.Close()
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	for name, row := range map[string]struct {
		err  error
		want string
	}{
		"certificate":   {answer(t, untrusted.URL), "certificate"},
		"no TLS":        {answer(t, strings.Replace(plainHTTP.URL, "http:", "https:", 1)), "TLS"},
		"refused":       {answer(t, closed.URL), "refused"},
		"name":          {offline(&net.DNSError{Name: "eu.api.example", IsNotFound: true}), "eu.api.example cannot be resolved"},
		"too long":      {offline(context.DeadlineExceeded), "too long"},
		"other host":    {offline(x509.HostnameError{Certificate: &x509.Certificate{}, Host: "x"}), "certificate"},
		"old":           {offline(x509.CertificateInvalidError{Cert: &x509.Certificate{}}), "certificate"},
		"record":        {offline(tls.RecordHeaderError{Msg: "x"}), "TLS"},
		"another":       {offline(errors.New("élan lost")), "Élan lost."},
		"without cause": {offline(nil), "No answer"},
	} {
		a := ovhapi.Advise(row.err)
		if !errors.Is(row.err, ovhapi.ErrOffline) || !strings.Contains(a.String(), row.want) {
			t.Errorf("%s: %v: %s, want %q", name, row.err, a, row.want)
		}
		for _, part := range []string{a.What, a.Why, a.Next} {
			sentences(t, name, part)
		}
	}
	untrusted.Close() // waits for its connections
	if handshakes != 1 {
		t.Errorf("%d handshakes with a server that is not trusted, want 1", handshakes)
	}
}

// writer calls a function for every line that is written.
type writer func()

func (w writer) Write(line []byte) (int, error) {
	w()
	return len(line), nil
}

func offline(cause error) error {
	return &ovhapi.TransportError{Method: "GET", Path: "/me", Kind: ovhapi.ErrOffline, Cause: cause}
}

// answer is the error of a call to an address, with the client's own transport.
func answer(t *testing.T, base string) error {
	t.Helper()
	c := newClient(t, base+"/1.0", someKeys, func(o *ovhapi.Options) { o.Pause = (&pauses{}).pause })
	_, err := c.CurrentCredential(t.Context())
	return err
}

func TestRulePath(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"/me": "/me", "/me/api/credential": "/me/api/credential", "/me/api/credential/42": "/me/api/credential/*", "/me/api/credential/1,2,3": "/me/api/credential/*",
		"/me/api/credential/42/application": "/me/api/credential/*", "/me/api/credential?status=expired": "/me/api/credential",
		"/me/api/credential/42?x=1": "/me/api/credential/*", "/domain/zone/example.com/record/7": "/domain/zone/example.com/record/*",
		"/v2/iam/policy": "/v2/iam/policy", "/": "/", "": "", "//": "//", "/a,b": "/a,b",
	} {
		if got := ovhapi.RulePath(path); got != want {
			t.Errorf("%q: %q, want %q", path, got, want)
		}
	}
}
