package ovhapi_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"ovh-tokens/ovhapi"
)

// kinds are all the errors a caller tells apart.
var kinds = []error{
	ovhapi.ErrNotFound, ovhapi.ErrNoSuchRoute, ovhapi.ErrNotGranted, ovhapi.ErrIAMDenied, ovhapi.ErrKeyNotValid, ovhapi.ErrNoSuchKey, ovhapi.ErrUnknownApp,
	ovhapi.ErrNoLogin, ovhapi.ErrSignature, ovhapi.ErrClock, ovhapi.ErrRateLimit, ovhapi.ErrOffline, ovhapi.ErrBadAnswer, ovhapi.ErrUnavailable,
}

// kindOf returns the one kind an error is of, nil for none.
func kindOf(t *testing.T, err error) error {
	t.Helper()
	var found error
	for _, kind := range kinds {
		if errors.Is(err, kind) {
			if found != nil {
				t.Errorf("%v is both %v and %v", err, found, kind)
			}
			found = kind
		}
	}
	return found
}

// One row per case that is known of OVH's API: tests of ovh/swift-ovh,
// ovh/php-ovh and ovh/go-ovh, and threads on their repositories.
func TestBothGenerationsOfErrorsMeanTheSame(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		status        int
		code, message string
		want          error
	}{
		{403, "INVALID_KEY", "This application key is invalid", ovhapi.ErrUnknownApp},
		{403, "", "Invalid application key", ovhapi.ErrUnknownApp},
		{400, "INVALID_SIGNATURE", "Invalid signature", ovhapi.ErrSignature},
		{400, "QUERY_TIME_OUT", "Query out of time", ovhapi.ErrClock},
		{400, "", "QUERY_TIME_OUT", ovhapi.ErrClock},
		{403, "NOT_CREDENTIAL", "This credential does not exist", ovhapi.ErrNoSuchKey},
		{403, "INVALID_CREDENTIAL", "This credential is not valid", ovhapi.ErrKeyNotValid},
		{403, "NOT_GRANTED_CALL", "This call has not been granted", ovhapi.ErrNotGranted},
		{401, "", "You must login first", ovhapi.ErrNoLogin},
		{403, "FORBIDDEN", "Forbidden", nil},
		{404, "", "Got an invalid (or empty) URL", ovhapi.ErrNoSuchRoute},
		{404, "", "This service does not exist", ovhapi.ErrNotFound},
		// The text for an unknown id is not known; it may well be this one, and
		// must not pass for trouble with the key in use.
		{404, "", "This credential does not exist", ovhapi.ErrNotFound},
		{409, "", "A conflicting action is already running", nil},
		{460, "", "This service is expired", nil},
		{429, "", "Too many requests", ovhapi.ErrRateLimit},
		{500, "", "Internal Server Error", ovhapi.ErrUnavailable},
		{503, "", "Service is temporarily unavailable", ovhapi.ErrUnavailable},
	} {
		for generation, body := range map[string]string{
			"old": fmt.Sprintf(`{"errorCode":%q,"httpCode":"%d x","message":%q}`, row.code, row.status, row.message),
			"new": fmt.Sprintf(`{"class":"Client::Forbidden","message":%q}`, row.message),
		} {
			t.Run(fmt.Sprintf("%d %s %s", row.status, row.message, generation), func(t *testing.T) {
				t.Parallel()
				c := cannedClient(t, canned(row.status, body, "X-Ovh-Queryid", "FR.ws-1.2.3"))
				err := c.DeleteCredential(t.Context(), 42)
				if got := kindOf(t, err); !errors.Is(got, row.want) {
					t.Errorf("kind %v, want %v", got, row.want)
				}
				api, ok := errors.AsType[*ovhapi.APIError](err)
				if !ok || api.Message != row.message || api.Status != row.status || api.Path != "/me/api/credential/42" || api.Method != "DELETE" {
					t.Fatalf("error %#v", err)
				}
				if ovhapi.QueryID(fmt.Errorf("revoking: %w", err)) != "FR.ws-1.2.3" || !strings.Contains(err.Error(), "FR.ws-1.2.3") {
					t.Errorf("the query id is missing from %v", err)
				}
			})
		}
	}
}

func TestIAMDenialsAreToldFromMissingRules(t *testing.T) {
	t.Parallel()
	c := cannedClient(t, canned(403, `{"class":"Client::Forbidden","message":"User not granted for this request",
		"details":{"unauthorizedActionsByAuthentication":"","unauthorizedActionsByIAM":"account:apiovh:me/get"}}`))
	_, err := c.Me(t.Context())
	if !errors.Is(kindOf(t, err), ovhapi.ErrIAMDenied) {
		t.Errorf("kind %v", kindOf(t, err))
	}
	if api, _ := errors.AsType[*ovhapi.APIError](err); api.Details["unauthorizedActionsByIAM"] != "account:apiovh:me/get" {
		t.Errorf("details %v", api.Details)
	}
}

func TestErrorBodiesOfAnyShape(t *testing.T) {
	t.Parallel()
	const id = "CA.ext-1.abc"
	for _, row := range []struct {
		name, body, id string
		status         int
		message        string
		want           error
	}{
		{"a proxy's page", "<html><h1>Nope</h1></html>", "", 403, "Forbidden", ovhapi.ErrBadAnswer},
		{"a proxy's not found", "<html>404</html>", "", 404, "Not Found", ovhapi.ErrBadAnswer},
		{"nothing from a proxy", "", "", 404, "Not Found", ovhapi.ErrBadAnswer},
		{"nothing from OVH", "", id, 404, "Not Found", ovhapi.ErrNotFound},
		{"a gateway's page", "<html>502</html>", "", 502, "Bad Gateway", ovhapi.ErrUnavailable},
		{"a list", `["no"]`, id, 400, "Bad Request", nil},
		{"other members", `{"error":"no"}`, "", 404, "Not Found", ovhapi.ErrBadAnswer},
		{"a message that is no text", `{"message":{"text":"no"}}`, id, 400, `{"text":"no"}`, nil},
		{"a code member", `{"message":"Invalid signature","code":999}`, id, 400, "Invalid signature", ovhapi.ErrSignature},
		{"details that are no texts", `{"message":"no","details":{"count":3,"list":["a"],"none":null}}`, id, 400, "no", nil},
		{"details that are no object", `{"message":"no","details":"none"}`, id, 400, "no", nil},
		{"an unknown status", `{}`, id, 460, "HTTP status 460", nil},
		{"a broken body", `{"message":"cut`, id, 403, "Forbidden", nil},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			err := cannedClient(t, canned(row.status, row.body, "X-Ovh-Queryid", row.id)).DeleteCredential(t.Context(), 1)
			api, ok := errors.AsType[*ovhapi.APIError](err)
			if !ok {
				t.Fatalf("error %#v", err)
			}
			if api.Message != row.message || api.Status != row.status || api.QueryID != row.id {
				t.Errorf("%#v", api)
			}
			if got := kindOf(t, err); !errors.Is(got, row.want) {
				t.Errorf("kind %v, want %v", got, row.want)
			}
			if row.name == "details that are no texts" && (api.Details["count"] != "3" || api.Details["list"] != `["a"]` || api.Details["none"] != "") {
				t.Errorf("details %v", api.Details)
			}
		})
	}
}

func TestSuccessesThatAreNotWhatTheAPIDocuments(t *testing.T) {
	t.Parallel()
	calls := map[string]func(*ovhapi.Client) error{
		"list":    func(c *ovhapi.Client) error { _, err := c.Credentials(t.Context()); return err },
		"apps":    func(c *ovhapi.Client) error { _, err := c.Applications(t.Context()); return err },
		"current": func(c *ovhapi.Client) error { _, err := c.CurrentCredential(t.Context()); return err },
		"app":     func(c *ovhapi.Client) error { _, err := c.Application(t.Context(), 1); return err },
		"details": func(c *ovhapi.Client) error { _, err := c.Details(t.Context()); return err },
		"delete":  func(c *ovhapi.Client) error { return c.DeleteCredential(t.Context(), 1) },
		"request": func(c *ovhapi.Client) error {
			_, err := c.RequestCredential(t.Context(), ovhapi.CredentialRequest{AccessRules: parse("GET /me")})
			return err
		},
	}
	bodies := map[string][]string{
		"<html>Log in to the hotel's network</html>": {"list", "apps", "current", "app", "details", "delete", "request"},
		"not JSON": {"list", "apps", "current", "app", "details", "delete", "request"},
		"":         {"list", "apps", "current", "app", "details", "request"},
		"null":     {"list", "apps", "current", "app", "details", "request"},
		`{"x":1}`:  {"list", "apps", "current", "app", "details", "request"},
		`["a"]`:    {"list", "apps", "current", "app", "details", "request"},
		`{"credentialId":"7","applicationId":"7","account":7,"consumerKey":424242424242}`: {"list", "apps", "current", "app", "details", "request"},
		`{"credentialId":7,"creation":"yesterday"}`:                                       {"current"},
	}
	for body, names := range bodies {
		for _, name := range names {
			err := calls[name](cannedClient(t, canned(200, body, "X-Ovh-Queryid", "FR.ws-9")))
			if !errors.Is(kindOf(t, err), ovhapi.ErrBadAnswer) || ovhapi.QueryID(err) != "FR.ws-9" {
				t.Errorf("%s answered with %q: %v, want ErrBadAnswer with the query id", name, body, err)
			}
			if err != nil && strings.Contains(err.Error(), "424242424242") {
				t.Errorf("%s: the error shows the key: %v", name, err)
			}
		}
	}
	for _, body := range []string{"", "null", "{}"} {
		if err := calls["delete"](cannedClient(t, canned(200, body))); err != nil {
			t.Errorf("a void call answered with %q: %v", body, err)
		}
	}
}

func TestATimeThatIsNoneIsABadAnswer(t *testing.T) {
	t.Parallel()
	for _, body := range []string{"null", "0", "-5", `"now"`, "{}"} {
		c := cannedClient(t, func(r *http.Request) (*http.Response, error) { return reply(r, 200, body), nil })
		if _, err := c.Credentials(t.Context()); !errors.Is(kindOf(t, err), ovhapi.ErrBadAnswer) {
			t.Errorf("%s: %v", body, err)
		}
	}
}

const hostile = "a\x1b[2Jb\r\nc\u202ed\u2066e"

// plainOnly fails when text could do something to a terminal.
func plainOnly(t *testing.T, text string) {
	t.Helper()
	for _, r := range text {
		if r < ' ' || (r >= 0x7f && r < 0xa0) || (r >= 0x202a && r <= 0x202e) || (r >= 0x2066 && r <= 0x2069) {
			t.Fatalf("%q holds %U", text, r)
		}
	}
}

func TestHostileTextIsMadePlain(t *testing.T) {
	t.Parallel()
	body := fmt.Sprintf(`{"class":%[1]s,"message":%[1]s,"errorCode":%[1]s,"details":{%[1]s:%[1]s}}`, `"a\u001b[2Jb\r\nc\u202ed\u2066e"`)
	err := cannedClient(t, canned(403, body, "X-Ovh-Queryid", "id\u202e\u2066")).DeleteCredential(t.Context(), 1)
	plainOnly(t, err.Error())
	plainOnly(t, ovhapi.Advise(err).String())
	api, _ := errors.AsType[*ovhapi.APIError](err)
	plainOnly(t, fmt.Sprint(api.Class, api.Code, api.Message, api.Details, api.QueryID))

	c := cannedClient(t, func(r *http.Request) (*http.Response, error) {
		if strings.HasSuffix(r.URL.Path, "/auth/time") {
			return canned(200, "")(r)
		}
		return nil, errors.New(hostile)
	})
	_, err = c.Me(t.Context())
	plainOnly(t, err.Error())
	plainOnly(t, ovhapi.Advise(err).String())

	text := `"a\u001b[2Jb\r\nc\u202ed"`
	c = cannedClient(t, canned(200, `{"credentialId":1,"applicationId":2,"status":`+text+`,"rules":[{"method":`+text+`,"path":`+text+`}],"allowedIPs":[`+text+
		`],"name":`+text+`,"description":`+text+`,"applicationKey":`+text+`,"account":`+text+`,"nichandle":`+text+`}`, "X-Ovh-Queryid", "x\u202e"))
	credential, err := c.Credential(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	application, err := c.Application(t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	details, _ := c.Details(t.Context())
	me, _ := c.Me(t.Context())
	plainOnly(t, fmt.Sprint(credential, application, details, me))
}

// FuzzErrorBody sends any body with any status: the client must neither panic
// nor pass on what acts on a terminal.
func FuzzErrorBody(f *testing.F) {
	f.Add(403, `{"class":"Client::Forbidden","message":"This credential is not valid"}`, "", "FR.1")
	f.Add(429, `{"message":"\u001b[2J"}`, "5", "")
	f.Add(400, `{"details":{"a":{"b":[1,null]}},"message":7}`, "Sun, 06 Nov 2094 08:49:37 GMT", "x\u202e")
	f.Add(500, `<html>`, "99999999999999999999", "")
	f.Add(301, ``, "-1", "")
	f.Add(200, `{`, "", "")
	f.Fuzz(func(t *testing.T, status int, body, after, id string) {
		if status < 200 || status > 999 {
			status = 400
		}
		err := cannedClient(t, canned(status, body, "Retry-After", after, "X-Ovh-Queryid", id)).DeleteCredential(t.Context(), 1)
		if err == nil {
			return
		}
		plainOnly(t, err.Error())
		plainOnly(t, ovhapi.Advise(err).String())
		if ovhapi.Advise(err).What == "" {
			t.Error("no words for", err)
		}
		if api, ok := errors.AsType[*ovhapi.APIError](err); ok && (api.Message == "" && body == "" || api.RetryAfter < 0) {
			t.Errorf("%#v", api)
		}
		_ = kindOf(t, err) // fails when it is of two kinds
	})
}
