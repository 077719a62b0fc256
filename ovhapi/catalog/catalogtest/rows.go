// Package catalogtest gives tests and benchmarks a catalogue of real size. It
// does not import the package that it is for, so that tests within that can use
// it.
package catalogtest

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// RealSize is how many operations ovh-eu had in 2026-04: 6,398 of API v1 and 226
// of v2.
const RealSize = 6624

// Row is one operation; its members are those of catalog.Operation.
type Row struct {
	Method, Path, Status, Description, Section string
	NoAuth                                     bool
	Actions                                    []string
}

// Rows lists the operations of an endpoint of real size. CATALOGUE names a folder
// with catalogues as tab-separated values (endpoint, method, path, status,
// description, the file it comes from, 1 for no authentication, IAM actions);
// without it one is invented that has the same number of operations, as many
// sections, and paths as long and as deep.
func Rows(tb testing.TB) []Row {
	tb.Helper()
	dir := os.Getenv("CATALOGUE")
	if dir == "" {
		return invented(RealSize)
	}
	var rows []Row
	for _, branch := range []string{"v1", "v2"} {
		rows = append(rows, table(tb, filepath.Join(dir, "ovh-eu."+branch+".tsv"))...)
	}
	return rows
}

func table(tb testing.TB, file string) []Row {
	tb.Helper()
	f, err := os.Open(file) //nolint:gosec // the file that whoever runs the test names
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var rows []Row
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		v := strings.Split(lines.Text(), "\t")
		if v[0] == "endpoint" {
			continue
		}
		rows = append(rows, Row{
			Method: v[1], Path: v[2], Status: v[3], Description: v[4], Section: section(v[2], v[5]),
			NoAuth: v[6] == "1", Actions: strings.Fields(v[7]),
		})
	}
	if err := lines.Err(); err != nil {
		tb.Fatal(err)
	}
	return rows
}

// section names the part of the API by the file that an operation comes from,
// such as ".../v2/iam.json@2026-04-01".
func section(path, source string) string {
	file, _, _ := strings.Cut(source[strings.LastIndexByte(source, '/')+1:], ".")
	if strings.HasPrefix(path, "/v2/") {
		return "/v2/" + file
	}
	return "/" + file
}

// invented makes operations of 110 sections, two to nine segments deep.
func invented(n int) []Row {
	words := strings.Fields("service server zone record task option network interface backup storage user rule policy volume " +
		"image region quota history contact access certificate domain account reverse firewall snapshot template member")
	methods := []string{"GET", "GET", "GET", "POST", "PUT", "DELETE"}
	rows := make([]Row, 0, n)
	for i := 0; len(rows) < n; i++ {
		section := fmt.Sprintf("/%s%d", words[i%110%len(words)], i%110)
		path := section
		for depth := range 1 + i%4 {
			path += fmt.Sprintf("/{%sId}/%s%d", words[depth], words[(i/7+depth*11)%len(words)], i/440)
		}
		rows = append(rows, Row{
			Method: methods[i%len(methods)], Path: path, Status: "PRODUCTION", Section: section,
			Description: fmt.Sprintf("Get or change the %s of this %s, number %d", words[(i/3)%len(words)], words[i%len(words)], i),
		})
	}
	return rows
}
