package operations

import (
	"testing"

	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/rule"
)

// BenchmarkKeystroke is one letter more or less in the search line and the frame
// after it.
func BenchmarkKeystroke(b *testing.B) {
	c := large(b)
	for _, text := range []string{"e", "reverse dns", "/domain/zone", "get the user"} {
		b.Run(text, func(b *testing.B) {
			p := open(b, c, 56, 40)
			p.find(text)
			p.press("/")
			for i := 0; b.Loop(); i++ {
				if i%2 == 0 {
					p.press("x")
				} else {
					p.press("backspace")
				}
				_ = p.View()
			}
		})
	}
}

// BenchmarkMove is one step of the cursor in all operations and the frame after
// it.
func BenchmarkMove(b *testing.B) {
	for name, size := range map[string][2]int{"narrow": {56, 40}, "wide": {140, 48}} {
		b.Run(name, func(b *testing.B) {
			p := open(b, large(b), size[0], size[1])
			p.find("GET")
			for i := 0; b.Loop(); i++ {
				p.press([]string{"down", "up"}[i%2])
				_ = p.View()
			}
		})
	}
}

// BenchmarkRange is one step of a range that is thousands of rows long.
func BenchmarkRange(b *testing.B) {
	p := open(b, large(b), 56, 40)
	p.find("GET")
	p.press("v", "G")
	for i := 0; b.Loop(); i++ {
		p.press([]string{"up", "down"}[i%2])
		_ = p.View()
	}
}

// BenchmarkFold opens and closes a section.
func BenchmarkFold(b *testing.B) {
	p := open(b, large(b), 56, 40)
	for b.Loop() {
		p.press("enter")
		_ = p.View()
	}
}

func BenchmarkSetCatalog(b *testing.B) {
	c := large(b)
	p := open(b, c, 56, 40)
	for b.Loop() {
		p.SetCatalog(nil, "")
		p.SetCatalog(c, "")
	}
}

func BenchmarkCovered(b *testing.B) {
	v := catalog.NewCoverer(large(b))
	p := open(b, v.Catalog(), 56, 40)
	s := rule.ForLevel(rule.ReadWrite, true, "/")
	for b.Loop() {
		p.SetCovered(Covered(v, s))
	}
}
