package rule

import "testing"

func TestRisksOfAccessAndMoney(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct{ access, money int }{
		"GET /*":                      {0, 0},
		"POST /*":                     {2, 2},
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
