package catalog

import (
	"fmt"
	"testing"
	"time"

	"ovh-tokens/ovhapi/catalog/catalogtest"
	"ovh-tokens/ovhapi/rule"
)

// large returns a catalogue of real size.
func large(tb testing.TB) *Catalog {
	tb.Helper()
	rows := catalogtest.Rows(tb)
	ops := make([]Operation, len(rows))
	for i, r := range rows {
		ops[i] = Operation{
			Method: rule.Method(r.Method), Path: r.Path, Status: Status(r.Status), Description: r.Description,
			Section: r.Section, NoAuth: r.NoAuth, Actions: r.Actions,
		}
	}
	return New("ovh-eu", time.Unix(0, 0), ops)
}

func BenchmarkSearchKeystroke(b *testing.B) {
	c := large(b)
	for _, text := range []string{"e", "reverse dns", "/domain/zone", "get the user", "no such operation anywhere"} {
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				c.Search(text)
			}
		})
	}
}

func BenchmarkReach(b *testing.B) {
	c := large(b)
	for _, text := range []string{"GET /*", "GET /domain/zone/example.com/*", "POST /domain/zone/*/record", "GET /*/a*", "GET /*e*e*e*"} {
		r, err := rule.Parse(text)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				c.Reach(r)
			}
		})
	}
}

func BenchmarkReachOfASet(b *testing.B) {
	c := large(b)
	set := rule.ForLevel(rule.ReadWrite, true, "/domain", "/ip", "/me", "/cloud/project", "/dedicated/server", "/vps")
	set = append(set, rule.ForLevel(rule.ReadWrite, false, "/*/serviceInfos", "/*/terminate")...)
	for b.Loop() {
		for _, r := range set {
			c.Reach(r)
		}
	}
	b.ReportMetric(float64(len(set)), "rules")
}

func BenchmarkNearest(b *testing.B) {
	c := large(b)
	for b.Loop() {
		c.Nearest("/domain/zones/example.com/recrd", 3)
	}
}

func BenchmarkLoad(b *testing.B) {
	data := large(b).Encode()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := Decode(data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCoverageOfASetWhileTyping(b *testing.B) {
	v := NewCoverer(large(b))
	set := rule.ForLevel(rule.ReadWrite, true, "/domain", "/ip", "/me", "/cloud/project")
	v.Cover(set)
	for i := 0; b.Loop(); i++ {
		v.Cover(append(set[:len(set):len(set)], rule.Rule{Method: rule.Get, Path: fmt.Sprintf("/vps/%d/*", i)}))
	}
	b.ReportMetric(float64(len(set)+1), "rules")
}

func BenchmarkLint(b *testing.B) {
	c := large(b)
	set := append(rule.ForLevel(rule.ReadWrite, true, "/domain", "/ip", "/me", "/cloud/project"), rule.Rule{Method: rule.Get, Path: "/domain/zones/x/recrd"})
	for b.Loop() {
		set.Lint(c)
	}
}

// BenchmarkBadPattern is what a pattern costs that is typed by mistake or in malice,
// asked about for the first time.
func BenchmarkBadPattern(b *testing.B) {
	c := large(b)
	for _, path := range []string{"/*/zone/*/record", "/*a*b*c*d*e*f", "/*/recrd/*", "/*/serviceInfo", "/*/{x"} {
		set := rule.Set{{Method: rule.Get, Path: path}}
		b.Run("lint "+path, func(b *testing.B) {
			for b.Loop() {
				c.readings.known = nil
				set.Lint(c)
			}
		})
		b.Run("search "+path, func(b *testing.B) {
			for b.Loop() {
				c.readings.known = nil
				c.Search(path)
			}
		})
	}
}
