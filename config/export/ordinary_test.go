package export

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files")

// TestOrdinaryValues holds every text with keys as OVH makes them. The files are
// what the tools' own guides show, but for the quotes and for what the notes in
// testdata/ordinary/README.md give a reason for.
func TestOrdinaryValues(t *testing.T) {
	t.Parallel()
	for _, v := range variants() {
		t.Run(v.name(), func(t *testing.T) {
			t.Parallel()
			key, secret := sampleKey, sampleSecret
			if v.account {
				key, secret = sampleClient, sampleClientSecret
			}
			got, err := v.render(endpointNamed(t, "ovh-eu"), key, secret, sampleConsumer, sampleParameters())
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join("testdata", "ordinary", v.name()+".txt")
			if *update {
				if err := os.WriteFile(path, []byte(got.Reveal()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.Reveal()); diff != "" {
				t.Error(diff)
			}
		})
	}
}
