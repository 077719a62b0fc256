package catalog

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi/rule"
)

// realSize is how many operations ovh-eu had in 2026-04: 6,398 of API v1 and 226
// of v2.
const realSize = 6624

// large returns a catalogue of real size. CATALOGUE names a folder with
// catalogues as tab-separated values (endpoint, method, path, status,
// description, …); without it one is invented that has the same number of
// operations, as many sections, and paths as long and as deep.
func large(tb testing.TB) *Catalog {
	tb.Helper()
	dir := os.Getenv("CATALOGUE")
	if dir == "" {
		return New("ovh-eu", time.Unix(0, 0), invented(realSize))
	}
	var ops []Operation
	for _, name := range []string{"ovh-eu.v1.tsv", "ovh-eu.v2.tsv"} {
		ops = append(ops, table(tb, filepath.Join(dir, name))...)
	}
	return New("ovh-eu", time.Unix(0, 0), ops)
}

func table(tb testing.TB, file string) []Operation {
	tb.Helper()
	f, err := os.Open(file)
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var ops []Operation
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		v := strings.Split(lines.Text(), "\t")
		if v[0] == "endpoint" {
			continue
		}
		ops = append(ops, Operation{
			Method: rule.Method(v[1]), Path: v[2], Status: Status(v[3]), Description: v[4], Section: v[5], NoAuth: v[6] == "1",
			Actions: strings.Fields(v[7]),
		})
	}
	if err := lines.Err(); err != nil {
		tb.Fatal(err)
	}
	return ops
}

// invented makes operations of 110 sections, two to nine segments deep.
func invented(n int) []Operation {
	words := strings.Fields("service server zone record task option network interface backup storage user rule policy volume " +
		"image region quota history contact access certificate domain account reverse firewall snapshot template member")
	methods := []rule.Method{rule.Get, rule.Get, rule.Get, rule.Post, rule.Put, rule.Delete}
	ops := make([]Operation, 0, n)
	for i := 0; len(ops) < n; i++ {
		section := fmt.Sprintf("/%s%d", words[i%len(words)], i%110)
		path := section
		for depth := range 1 + i%4 {
			path += fmt.Sprintf("/{%sId}/%s%d", words[depth], words[(i/7+depth*11)%len(words)], i/440)
		}
		ops = append(ops, Operation{
			Method: methods[i%len(methods)], Path: path, Status: Production, Section: section,
			Description: fmt.Sprintf("Get or change the %s of this %s, number %d", words[(i/3)%len(words)], words[i%len(words)], i),
		})
	}
	return ops
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
	b.ReportMetric(float64(len(set)), "rules")
	for b.Loop() {
		for _, r := range set {
			c.Reach(r)
		}
	}
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
	b.ReportMetric(float64(len(set)+1), "rules")
	for i := 0; b.Loop(); i++ {
		v.Cover(append(set[:len(set):len(set)], rule.Rule{Method: rule.Get, Path: fmt.Sprintf("/vps/%d/*", i)}))
	}
}

func BenchmarkLint(b *testing.B) {
	c := large(b)
	set := append(rule.ForLevel(rule.ReadWrite, true, "/domain", "/ip", "/me", "/cloud/project"), rule.Rule{Method: rule.Get, Path: "/domain/zones/x/recrd"})
	for b.Loop() {
		set.Lint(c)
	}
}
