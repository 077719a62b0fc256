package rule

import "testing"

func TestRisksOfAccessAndMoney(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct{ access, money int }{
		"GET /*":                      {0, 0},
		"POST /*":                     {2, 3},
		"PUT /me/api/credential/*":    {1, 0},
		"DELETE /me/api/credential/*": {0, 0},
		"POST /me/identity/user":      {1, 0},
		"POST /me/changeEmail\nPOST /v2/iam/policy": {2, 0},
		"POST /order/cart/*/checkout":               {0, 1},
		"PUT /me/payment/method/7":                  {0, 1},
		"GET /me/bill/*":                            {0, 0},
		"PUT /domain/zone/*":                        {0, 0},
	} {
		set := mustSet(t, text)
		if access, money := set.AccessRisks(), set.MoneyRisks(); len(access) != want.access || len(money) != want.money {
			t.Errorf("%q: access %v, money %v", text, access, money)
		}
	}
}

func TestReaches(t *testing.T) {
	t.Parallel()
	set := mustSet(t, "GET /me/bill/*\nPOST /a/b")
	for route, want := range map[string]bool{"/me/bill/{}": true, "/me/bill": false, "/me/bill/*": true, "/me/{}": false} {
		if got := set.Reaches(Get, route); got != want {
			t.Errorf("%s: %v", route, got)
		}
	}
	if set.Reaches(Post, "/me/bill/{}") || !set.Reaches(Post, "/a/{}") {
		t.Error("the method counts")
	}
}

// TestHazardsByChance keeps a warning from what a rule reaches only where something
// is called like a word of the API.
func TestHazardsByChance(t *testing.T) {
	t.Parallel()
	const servers, users = "Can reinstall, end or take over servers.", "Can make new users, tokens or policies."
	for text, want := range map[string]string{
		"POST /cloud/project/*/kube/*":              "",
		"POST /cloud/project/*/storage/*":           "",
		"POST /cloud/project/*/instance/*":          servers,
		"POST /cloud/project/*/instance/kube/*":     servers,
		"POST /cloud/project/*":                     servers,
		"POST /cloud/project/*/kube1.example.com/*": servers,
		"POST /*/reinstall":                         servers,
		"POST /me/*/bob/token":                      users,
	} {
		set := mustSet(t, text)
		got := set.risks(serviceHazards())
		got = append(got, set.AccessRisks()...)
		said := ""
		for _, s := range got {
			if s.Text == servers || s.Text == users {
				said += s.Text
			}
		}
		if said != want {
			t.Errorf("%s: %q, want %q", text, said, want)
		}
	}
	if !mustSet(t, "POST /cloud/project/*/kube/*").Reaches(Post, "/cloud/project/{}/instance/{}/reinstall") {
		t.Error("what a rule reaches by chance it reaches all the same")
	}
}
