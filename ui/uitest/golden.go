package uitest

import (
	"flag"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files under testdata")

// Golden fails the test unless the content is what testdata/NAME.golden of the
// calling package holds; a name may have slashes. Run the package's tests with
// -update to write the file anew, and read the difference before it is kept.
func Golden(t testing.TB, name, content string) {
	t.Helper()
	if !strings.HasSuffix(content, "\n") {
		content += "\n"
	}
	golden(t, path.Join("testdata", name+".golden"), content, *update)
}

func golden(t testing.TB, file, content string, write bool) {
	t.Helper()
	root, err := os.OpenRoot(".")
	if err != nil {
		t.Fatalf("opening the package's folder: %v", err)
		return
	}
	defer func() { _ = root.Close() }()
	if write {
		if err := root.MkdirAll(path.Dir(file), 0o750); err != nil {
			t.Fatalf("making the folder of a golden file: %v", err)
		}
		if err := root.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatalf("writing a golden file: %v", err)
		}
		return
	}
	want, err := root.ReadFile(file)
	if err != nil {
		t.Errorf("reading a golden file: %v; run this test with -update to write it", err)
		return
	}
	// A checkout on Windows may have turned the line ends.
	if diff := cmp.Diff(strings.ReplaceAll(string(want), "\r\n", "\n"), content); diff != "" {
		t.Errorf("%s differs (-file +test), run this test with -update if the test is right:\n%s", file, diff)
	}
}
