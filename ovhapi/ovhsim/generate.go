package ovhsim

import (
	"fmt"
	"time"
)

// resized makes an account of n tokens: the hand-written ones first, the token
// in use always among them, and the others generated in the same mixture. The
// same n gives the same account in every run.
func resized(apps []inventedApp, tokens []inventedToken, n int) ([]inventedApp, []inventedToken) {
	if n <= len(tokens) {
		return apps, tokens[:n]
	}
	more := n - len(tokens)
	made := generatedApps(1 + more/40)
	apps = append(apps, made...)
	for i := range more {
		tokens = append(tokens, generatedToken(i, made))
	}
	return apps, tokens
}

// generatedApps makes the applications of teams; one in nine was deleted.
func generatedApps(n int) []inventedApp {
	tools := []string{"terraform", "certbot", "external-dns", "ansible", "lego", "exporter", "backup", "dyndns"}
	places := []string{"prod", "staging", "lab", "bhs", "gra", "sbg", "waw", "legacy"}
	out := make([]inventedApp, n)
	for i := range out {
		tool, place := tools[dice("tool", i, len(tools))], places[dice("place", i, len(places))]
		out[i] = inventedApp{
			id:          int64(200_000 + 13*i),
			name:        fmt.Sprintf("%s-%s-%03d", tool, place, i),
			description: fmt.Sprintf("%s of team %d in %s", tool, 1+i%29, place),
			deleted:     i%9 == 8,
		}
	}
	return out
}

// generatedToken makes the i-th token: four in ten are leftovers of logins, the
// others belong to tools, and of these three in ten have expired.
func generatedToken(i int, apps []inventedApp) inventedToken {
	age := time.Duration(3+dice("age", i, 2_000))*day + time.Duration(dice("hour", i, 24))*time.Hour
	t := inventedToken{age: age}
	if dice("used", i, 100) < 80 {
		t.used = age * time.Duration(dice("share", i, 100)) / 101
		t.used = max(t.used, time.Minute)
	}
	kind := dice("kind", i, 100)
	switch {
	case kind < 32:
		t.app, t.rules = appConsole, everything
	case kind < 40:
		t.app, t.rules = appMobile, everything
	default:
		sets := generatedRules(i)
		t.app, t.rules = apps[dice("app", i, len(apps))].id, grants(sets...)
		t.fate(i)
	}
	return t
}

// fate decides what became of a tool's token.
func (t *inventedToken) fate(i int) {
	switch f := dice("fate", i, 100); {
	case f < 30:
		t.life = []time.Duration{5 * time.Minute, time.Hour, day}[dice("life", i, 3)]
		if t.age > month {
			t.life = month
		}
		if t.used != never { // it can't have been used after its end
			t.used = max(t.used, t.age-t.life+time.Hour)
			t.used = min(t.used, t.age)
		}
	case f < 32:
		t.status, t.used = Refused, never
	case f < 34:
		t.status, t.used = Pending, never
	case f < 44:
		t.age = time.Duration(1+dice("young", i, 28))*day + time.Hour
		t.life, t.used = month, min(t.used, day)
	case f < 64:
		t.ips = []string{fmt.Sprintf("198.51.100.%d", dice("ip", i, 256))}
	}
}

// generatedRules picks what a tool asks for.
func generatedRules(i int) []string {
	zone := fmt.Sprintf("team%d.example.net", 1+dice("zone", i, 40))
	sets := [][]string{
		{"GET /me"},
		{"GET /me", "GET /me/*"},
		{"GET,POST,DELETE /domain/zone/*"},
		{"GET /domain/zone/" + zone + "/record", "GET,POST,PUT,DELETE /domain/zone/" + zone + "/record/*", "POST /domain/zone/" + zone + "/refresh"},
		{"GET,POST,PUT,DELETE /cloud/*"},
		{"GET /dedicated/server", "GET /dedicated/server/*", "POST /dedicated/server/*/reboot"},
		{"GET,PUT /ip/*", "GET /ip"},
		{"GET /*"},
		{"GET,POST,PUT,DELETE /*"},
		{"GET /v2/iam/policy", "GET /v2/iam/policy/*"},
	}
	return sets[dice("rules", i, len(sets))]
}
