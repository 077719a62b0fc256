package audit_test

import (
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/audit"
)

func TestFindings(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		token ovhapi.Token
		want  string
	}{
		"harmless": {harmless(1), ""},

		"everything": {harmless(1, may("GET /*", "POST /*", "PUT /*", "DELETE /*")), "everything high, access high, billing high"},
		"reads all":  {harmless(1, may("GET /*")), "everything medium, billing low"},
		"posts all":  {harmless(1, may("POST /*")), "everything high, access high, billing high"},
		"a lone star": {
			harmless(1, may("DELETE *")),
			"everything high, access high, billing high",
		},

		"makes users":             {harmless(1, may("POST /me/identity/user")), "access high"},
		"lifts addresses":         {harmless(1, may("PUT /me/api/credential/*")), "access high"},
		"revokes":                 {harmless(1, may("DELETE /me/api/credential/*")), ""},
		"pays":                    {harmless(1, may("POST /me/order/*/pay")), "billing high"},
		"reads bills":             {harmless(1, may("GET /me/bill/*")), "billing low"},
		"reads the list of bills": {harmless(1, may("GET /me/bill")), "billing low"},
		"reads me":                {harmless(1, may("GET /me")), ""},
		"reads below me":          {harmless(1, may("GET /me/*")), "billing low"},
		"has no rules":            {harmless(1, may()), ""},

		"from anywhere":           {harmless(1, from()), "any-address low"},
		"from anywhere, as block": {harmless(1, from("192.0.2.1", "::/0")), "any-address low"},
		"powerful from anywhere":  {harmless(1, from(), may("PUT /me/api/credential/*")), "access high, any-address medium"},
		"for ever":                {harmless(1, ends(nil)), "never-expires low"},
		"powerful for ever":       {harmless(1, ends(nil), may("POST /me/changeEmail")), "access high, never-expires medium"},

		"expires in a week":     {harmless(1, ends(in(7*day))), "expires-soon medium"},
		"a second beyond":       {harmless(1, ends(in(7*day+time.Second))), ""},
		"made for a short time": {harmless(1, ends(in(2*time.Hour)), made(22*time.Hour)), "expires-soon low"},

		"unused for 30 days":    {harmless(1, used(nil), made(30*day)), ""},
		"unused for longer":     {harmless(1, used(nil), made(30*day+time.Second)), "never-used low"},
		"unused, age not known": {harmless(1, used(nil), func(t *ovhapi.Token) { t.Creation = time.Time{} }), ""},
		"used 180 days ago":     {harmless(1, used(ago(180*day)), made(400*day)), ""},
		"used before that":      {harmless(1, used(ago(180*day+time.Second)), made(400*day)), "dormant low"},

		"by support": {harmless(1, support), "support medium"},

		"in use, own rules": {harmless(1, current, may("GET /me", "GET /me/api/credential", "GET /me/api/credential/*", "DELETE /me/api/credential/*", "GET /me/api/application")), ""},
		"in use, with addresses": {
			harmless(1, current, may("GET /me/api/credential", "PUT /me/api/credential/*", "GET /auth/time")),
			"access high",
		},
		"in use, wider":     {harmless(1, current, may("GET /me/api/*")), "wider-than-needed low"},
		"another's, wider":  {harmless(1, current, elsewhere, may("GET /me/api/*")), ""},
		"not in use, wider": {harmless(1, may("GET /me/api/*")), ""},

		"dead":          {harmless(1, app(7, ovhapi.AppDeleted, ""), may("GET /*"), from(), support), "dead low"},
		"dead, expired": {harmless(1, app(7, ovhapi.AppDeleted, ""), ends(ago(1))), ""},

		"pending for a day":      {harmless(1, status(ovhapi.StatusPending), made(day)), ""},
		"pending for longer":     {harmless(1, status(ovhapi.StatusPending), made(day+1), may("GET /*"), from()), "never-validated low"},
		"refused":                {harmless(1, status(ovhapi.StatusRefused), may("GET /*"), from()), ""},
		"expired":                {harmless(1, status(ovhapi.StatusExpired), may("GET /*"), from(), ends(nil)), ""},
		"expired by date":        {harmless(1, ends(ago(0)), may("GET /*"), from()), ""},
		"could not be read":      {harmless(1, unread), ""},
		"a status nobody knows":  {harmless(1, status("blocked"), may("GET /*")), ""},
		"application not known":  {harmless(1, app(7, ovhapi.AppUnknown, ""), from()), "any-address low"},
		"foreign, for ever, all": {harmless(1, app(7, ovhapi.AppForeign, "OVH API console"), may("GET /*"), ends(nil), from()), "everything medium, billing low, any-address low, never-expires low"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := audit.Of([]ovhapi.Token{row.token}, now, audit.Thresholds{})
			if got := found(a.Findings(1)); got != row.want {
				t.Errorf("found %q, want %q", got, row.want)
			}
			sane(t, a, []ovhapi.Token{row.token})
		})
	}
}

func TestWhatCouldNotBeJudgedIsNotClean(t *testing.T) {
	t.Parallel()
	a := audit.Of([]ovhapi.Token{harmless(1), harmless(2, unread), harmless(3, status("blocked")), harmless(4, status(ovhapi.StatusRefused))}, now, audit.Thresholds{})
	for id, want := range map[int64]bool{1: true, 2: false, 3: false, 4: true, 5: false} {
		if a.Judged(id) != want || len(a.Findings(id)) > 0 {
			t.Errorf("token %d: judged %v", id, !want)
		}
	}
}

func TestThresholdsCanBeChosen(t *testing.T) {
	t.Parallel()
	tokens := []ovhapi.Token{harmless(1, ends(in(20*day))), harmless(2, used(nil), made(8*day)), harmless(3, used(ago(40*day)), made(90*day))}
	a := audit.Of(tokens, now, audit.Thresholds{Soon: 21 * day, Unused: 7 * day, Dormant: 30 * day})
	for id, want := range map[int64]string{1: "expires-soon medium", 2: "never-used low", 3: "dormant low"} {
		if got := found(a.Findings(id)); got != want {
			t.Errorf("token %d: %q, want %q", id, got, want)
		}
	}
}

func TestMessages(t *testing.T) {
	t.Parallel()
	for want, token := range map[string]ovhapi.Token{
		"It can do everything on the account.":                              harmless(1, may("GET /*", "POST /*", "PUT /*", "DELETE /*", "PATCH /*")),
		"It can call every path of the API with POST and PUT.":              harmless(1, may("POST /*", "PUT /*")),
		"It can call every path of the API with PUT.":                       harmless(1, may("PUT /*")),
		"It can read everything on the account.":                            harmless(1, may("GET /*")),
		"It expires in 3 days.":                                             harmless(1, ends(in(3*day+time.Hour))),
		"It expires in 30 hours.":                                           harmless(1, ends(in(30*time.Hour))),
		"It expires in 5 minutes.":                                          harmless(1, ends(in(5*time.Minute))),
		"It expires in a minute.":                                           harmless(1, ends(in(time.Second))),
		"It was last used 200 days ago.":                                    harmless(1, used(ago(200*day)), made(300*day)),
		"It was made 31 days ago and has never been used.":                  harmless(1, used(nil), made(31*day+time.Hour)),
		"It was asked for 25 hours ago and nobody validated it.":            harmless(1, status(ovhapi.StatusPending), made(25*time.Hour)),
		"It may do more than this program needs, such as GET /ip/*.":        harmless(1, current, may("GET /me", "GET /ip/*")),
		"It can buy and pay.":                                               harmless(1, may("POST /me/order/*/pay")),
		"It can make new users, tokens or policies.":                        harmless(1, may("POST /me/subAccount")),
		"It can take over the account (mail, password, access restrictions": harmless(1, may("POST /me/changeEmail")),
	} {
		list := audit.Of([]ovhapi.Token{token}, now, audit.Thresholds{}).Findings(1)
		if len(list) == 0 || !strings.HasPrefix(list[0].Message, want) {
			t.Errorf("%+v, want %q", list, want)
		}
	}
}

func TestCodesAreReadAsPeopleTypeThem(t *testing.T) {
	t.Parallel()
	for _, kind := range audit.Codes() {
		if got, err := audit.ParseCode(" " + strings.ToUpper(string(kind.Code))); got != kind.Code || err != nil {
			t.Errorf("%s: %q, %v", kind.Code, got, err)
		}
		if kind.Meaning == "" || strings.HasSuffix(kind.Meaning, ".") {
			t.Errorf("%s: %q", kind.Code, kind.Meaning)
		}
	}
	if len(audit.Codes()) != 13 {
		t.Errorf("there are %d codes; one that is no longer there breaks scripts", len(audit.Codes()))
	}
	if _, err := audit.ParseCode("dormnat"); err == nil || !strings.Contains(err.Error(), "never-used, twin") {
		t.Errorf("%v", err)
	}
}
