package ovhsim

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strings"
	"time"

	"ovh-tokens/ovhapi/rule"
)

// The durations the invented account is written in, and the periods the
// validation page offers.
const (
	day     = 24 * time.Hour
	month   = 30 * day
	forever = time.Duration(0)
	never   = time.Duration(0)
)

// newestID is the id a token made at this moment would have. A real one seen in
// 2020 was 498601349: beyond 28 bits.
const newestID = 498_601_349

// inventedApp is an application as the account is written down.
type inventedApp struct {
	id                int64
	name, description string
	status            string
	foreign, deleted  bool
}

// inventedToken is a token as the account is written down: everything relative
// to the moment the server starts.
type inventedToken struct {
	app     int64
	rules   rule.Set
	status  Status        // Validated when empty; it turns expired by its date
	age     time.Duration // since creation
	life    time.Duration // from creation to expiration
	used    time.Duration // since the last use
	ips     []string
	support bool
	own     bool // the token the program itself uses
}

// invent builds the account that the options ask for.
func invent(o Options) *account {
	a := newAccount(o.EndpointName)
	apps, tokens := neglectedApps(), neglectedTokens()
	if o.Tokens > 0 {
		apps, tokens = resized(apps, tokens, o.Tokens)
	}
	for _, app := range apps {
		owner := Owner
		if app.foreign {
			owner = ""
		}
		a.addApplication(Application{
			ID: app.id, Name: app.name, Description: app.description,
			Status: cmp.Or(app.status, "active"), Owner: owner, Deleted: app.deleted,
		})
	}
	now := o.clock().Truncate(time.Second)
	slices.SortStableFunc(tokens, func(x, y inventedToken) int { return cmp.Compare(y.age, x.age) })
	for i, t := range tokens {
		if t.own && o.Editor {
			t.rules = append(slices.Clone(t.rules), grants("PUT /me/api/credential/*")...)
		}
		a.place(t, now, i)
	}
	return a
}

// place stores one token. Round ages are blurred by up to an hour, always in the
// same way, so that no two dates look made up together.
func (a *account) place(t inventedToken, now time.Time, n int) {
	created := now.Add(-t.age - blur(n, time.Hour))
	c := Credential{
		ID:            a.freeID(t.age),
		ApplicationID: t.app,
		Owner:         Owner,
		Status:        cmp.Or(t.status, Validated),
		Rules:         t.rules,
		AllowedIPs:    t.ips,
		Creation:      created,
		Support:       t.support,
	}
	if t.life != forever {
		c.Expiration = created.Add(t.life + blur(n, time.Minute)) // the time it took to validate
	}
	if t.used != never {
		c.LastUse = c.within(now.Add(-t.used - blur(n, time.Minute)))
	}
	if t.status == Expired {
		c.Status = Validated // its date has passed; the clock does the rest
	}
	stored := a.addToken(c)
	if t.own {
		a.own = stored.ID
	}
}

// within moves a time into the life of the token: blurring may have pushed it out.
func (c *Credential) within(used time.Time) time.Time {
	if !c.Expiration.IsZero() && used.After(c.Expiration) {
		used = c.Expiration.Add(-time.Minute)
	}
	if used.Before(c.Creation) {
		used = c.Creation
	}
	return used
}

// freeID makes ids grow with the date of creation, as OVH's do.
func (a *account) freeID(age time.Duration) int64 {
	id := newestID - int64(age/time.Minute)*40
	for a.tokens[id] != nil {
		id++
	}
	return id
}

// blur is a duration below limit that depends on n alone.
func blur(n int, limit time.Duration) time.Duration {
	return time.Duration(dice("blur", n, int(limit/time.Second))) * time.Second
}

// dice is a number below sides that depends on what and n alone.
func dice(what string, n, sides int) int {
	h := fnv.New64a()
	_, _ = h.Write([]byte(what + itoa(int64(n)))) // never fails
	v := h.Sum64()
	v ^= v >> 29
	return int(v % uint64(sides)) //nolint:gosec // below sides, which is an int
}

// grants reads rules as people write them: "GET,PUT /me" is two.
func grants(lines ...string) rule.Set {
	var out rule.Set
	for _, line := range lines {
		methods, path, _ := strings.Cut(line, " ")
		for m := range strings.SplitSeq(methods, ",") {
			out = append(out, rule.Rule{Method: rule.Method(m), Path: path})
		}
	}
	return out
}
