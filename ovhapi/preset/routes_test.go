package preset

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/catalog/catalogtest"
	"ovh-tokens/ovhapi/rule"
)

// operations is an API made up for the presets below: methods, routes, and
// whether they need no key or are in test.
const operations = `
GET                 /domain
GET,PUT             /domain/{name}
GET                 /domain/extensions
POST                /domain/{name}/changeContact
GET                 /domain/zone
GET,POST            /domain/zone/{zone}/record
GET,PUT,DELETE      /domain/zone/{zone}/record/{id}
GET                 /ip
GET,PUT             /ip/{ip}
POST                /ip/{ip}/move
GET,DELETE          /ip/{ip}/reverse/{address}
GET                 /order/cart
POST                /order/cart                                  free
GET,DELETE          /order/cart/{cart}
GET,POST            /order/cart/{cart}/checkout
GET                 /me
GET                 /me/payment/method
GET                 /me/order/{order}/status
POST                /me/order/{order}/pay
POST                /me/order/{order}/payWithRegisteredPaymentMean
GET                 /me/notification/email/history
GET                 /me/notification/email/history/{mail}
GET                 /services                                    beta
GET,PUT             /services/{service}
POST                /services/{service}/terminate
POST                /services/{service}/terminate/confirm        beta
GET                 /dedicated/server
GET,PUT             /dedicated/server/{server}
GET                 /dedicated/server/{server}/boot
POST                /dedicated/server/{server}/reboot
POST                /dedicated/server/{server}/reinstall
DELETE              /dedicated/server/{server}/backup/networking
`

func madeUp(t *testing.T) *catalog.Catalog {
	t.Helper()
	var ops []catalog.Operation
	for line := range strings.Lines(operations) {
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		for method := range strings.SplitSeq(fields[0], ",") {
			op := catalog.Operation{Method: rule.Method(method), Path: fields[1], Status: catalog.Production, Section: "/made-up"}
			if len(fields) > 2 && fields[2] == "beta" {
				op.Status = catalog.Beta
			} else {
				op.NoAuth = len(fields) > 2
			}
			ops = append(ops, op)
		}
	}
	return catalog.New("ovh-eu", time.Unix(0, 0), ops)
}

// TestPresetsLintAsTheySayWithRoutes holds what lint finds once the operations are
// known, with a value and with a star for each parameter, against what presets
// state: those whose tools ask for more than there is, and some that don't.
func TestPresetsLintAsTheySayWithRoutes(t *testing.T) {
	t.Parallel()
	routes := madeUp(t)
	for _, id := range []string{"domain-ip-rw", "domain-watchdog", "terraform-order", "terraform-dedicated-server", "me-read-only"} {
		p, found := Find(id)
		if !found {
			t.Fatalf("there is no %s", id)
		}
		values, stars := map[string][]string{}, map[string][]string{}
		for _, q := range p.Parameters() {
			values[q.Name], stars[q.Name] = []string{q.Example}, []string{Every}
		}
		findings := slices.Concat(fillIn(t, p, values).Lint(routes), fillIn(t, p, stars).Lint(routes))
		plain := func(c rule.Code) bool { return !c.NeedsRoutes() }
		got, want := slices.DeleteFunc(codes(findings), plain), slices.DeleteFunc(slices.Clone(p.Expects), plain)
		slices.Sort(want)
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: lint finds other things than it states: %s\n%+v", id, diff, findings)
		}
	}
}

// odd are the findings that presets have by the operations of a real endpoint and
// do not state, with the reason.
var odd = map[string]string{
	"terraform-domain-delegation below-only": "with a star GET /domain/{zone} is GET /domain/*, and Terraform does not list the domains",
}

// TestPresetsLintAsTheySayOnARealEndpoint does the same for every preset, where
// CATALOGUE names a folder with the operations of one.
func TestPresetsLintAsTheySayOnARealEndpoint(t *testing.T) {
	t.Parallel()
	if os.Getenv("CATALOGUE") == "" {
		t.Skip("CATALOGUE names no folder with the operations of an endpoint")
	}
	var ops []catalog.Operation
	for _, r := range catalogtest.Rows(t) {
		ops = append(ops, catalog.Operation{
			Method: rule.Method(r.Method), Path: r.Path, Status: catalog.Status(r.Status), Section: r.Section, NoAuth: r.NoAuth,
		})
	}
	routes := catalog.New("ovh-eu", time.Unix(0, 0), ops)
	excused := map[string]bool{}
	for _, p := range All() {
		values, stars := map[string][]string{}, map[string][]string{}
		for _, q := range p.Parameters() {
			values[q.Name], stars[q.Name] = []string{q.Example}, []string{Every}
		}
		findings := slices.Concat(fillIn(t, p, values).Lint(routes), fillIn(t, p, stars).Lint(routes))
		for _, f := range findings {
			if name := p.ID + " " + string(f.Code); odd[name] != "" {
				excused[name] = true
			} else if !slices.Contains(p.Expects, f.Code) {
				t.Errorf("%s: %s %s: %s", p.ID, f.Code, f.Rule, f.Message)
			}
		}
		for _, code := range p.Expects {
			if code.NeedsRoutes() && !slices.ContainsFunc(findings, func(f rule.Finding) bool { return f.Code == code }) {
				t.Errorf("%s states %s, which lint does not find", p.ID, code)
			}
		}
	}
	if len(excused) != len(odd) {
		t.Errorf("of the exceptions only %v are needed", excused)
	}
}
