package builder

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/catalog/catalogtest"
	"ovh-tokens/ovhapi/rule"
)

// BenchmarkKey is one key and the frame after it, on the largest set that a
// paste can make.
func BenchmarkKey(b *testing.B) {
	var text strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&text, "GET /domain/zone/%d.example\n", i)
	}
	for name, keys := range map[string][2]string{"move": {"down", "up"}, "toggle": {"2", "2"}} {
		b.Run(name, func(b *testing.B) {
			s := open(text.String(), 140, 45)
			for i := 0; b.Loop(); i++ {
				s.press(keys[i%2])
				_ = s.View()
			}
		})
	}
}

// large is a catalogue of real size.
func large(tb testing.TB) *catalog.Catalog {
	tb.Helper()
	var ops []catalog.Operation
	for _, r := range catalogtest.Rows(tb) {
		ops = append(ops, catalog.Operation{
			Method: rule.Method(r.Method), Path: r.Path, Status: catalog.Status(r.Status), Description: r.Description,
			Section: r.Section, NoAuth: r.NoAuth, Actions: r.Actions,
		})
	}
	return catalog.New("ovh-eu", time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC), ops)
}

// twenty is a set of so many rules, of every kind that costs something: narrow,
// wide, with stars in the middle, and of routes that do not exist.
const twenty = `GET POST PUT DELETE /domain/zone/example.com/record
GET POST PUT DELETE /domain/zone/example.com/record/*
POST /domain/zone/example.com/refresh
GET POST /ip/*/reverse
GET /me/*
GET /me
GET /dedicated/server/*/boot
GET /cloud/project/*/instance*
PUT /vps/*/automatedBackup
GET /emai/domain
GET /*
POST /ip/*/reverse/*`

// BenchmarkLargeCatalogue is one key and the frame after it among all operations
// of ovh-eu, with the rules of twenty.
func BenchmarkLargeCatalogue(b *testing.B) {
	c := large(b)
	begin := func() *bench {
		s := open(twenty, 140, 45)
		s.use(c)
		return s
	}
	b.Run("move", func(b *testing.B) {
		s := begin()
		for i := 0; b.Loop(); i++ {
			s.press([]string{"down", "up"}[i%2])
			_ = s.View()
		}
	})
	b.Run("move to everything", func(b *testing.B) {
		s := begin()
		s.setCursor(s.doc.at("/*"))
		for i := 0; b.Loop(); i++ {
			s.press([]string{"down", "up"}[i%2])
			_ = s.View()
		}
	})
	b.Run("toggle", func(b *testing.B) {
		s := begin()
		for b.Loop() {
			s.press("4")
			_ = s.View()
		}
	})
	b.Run("type", func(b *testing.B) {
		s := begin()
		s.press("+")
		text := "/dedicated/server/ns1.example.net/boot"
		for i := 0; b.Loop(); i++ {
			if i%len(text) == 0 {
				s.press("ctrl+u")
				clear(s.known.routes.nearest) // as if it were typed for the first time
				clear(s.known.routes.abouts)
			}
			s.write(text[i%len(text) : i%len(text)+1])
			_ = s.View()
		}
	})
	b.Run("search", func(b *testing.B) {
		s := begin()
		s.press("/")
		s.write("reverse dn")
		for i := 0; b.Loop(); i++ {
			if i%2 == 0 {
				s.write("s")
			} else {
				s.press("backspace")
			}
			_ = s.View()
		}
	})
}
