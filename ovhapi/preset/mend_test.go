package preset

import "testing"

func TestValuesAreMended(t *testing.T) {
	t.Parallel()
	zone, project := Parameter{Name: "zone", Label: "DNS zone"}, Parameter{Name: "project", Label: "cloud project"}
	for _, test := range []struct {
		of          Parameter
		value, want string
	}{
		{zone, "Example.com.", "example.com"},
		{zone, "https://Example.com/path", "example.com"},
		{zone, "example.com/", "example.com"},
		{zone, "*.example.com", "example.com"},
		{zone, `"example.com".`, ""}, // what stands inside is not guessed
		{zone, `"example.com"`, "example.com"},
		{zone, "example.com", ""},
		{zone, "*", ""},
		{zone, "{zone}", ""},
		{zone, "a/b", ""},
		{zone, ".", ""},
		{zone, "", ""},
		{project, "/0123456789abcdef/", "0123456789abcdef"},
		{project, "ABC.", ""}, // right as it is: only names of domains have a case
		{project, "a*", ""},
	} {
		if got := test.of.Mended(test.value); got != test.want {
			t.Errorf("%s %q becomes %q, want %q", test.of.Name, test.value, got, test.want)
		}
	}
}

// FuzzMended mends any value: what comes of it is right, and right at once.
func FuzzMended(f *testing.F) {
	for _, value := range []string{"Example.com.", "https://a.b/c", "*.a", "'\"/", "..", "\x00"} {
		f.Add(value)
	}
	f.Fuzz(func(t *testing.T, value string) {
		for _, q := range []Parameter{{Name: "zone"}, {Name: "project"}} {
			if is := q.Mended(value); is != "" && (q.Check(is) != nil || q.Mended(is) != "" || q.Check(value) == nil) {
				t.Errorf("%s %q becomes %q", q.Name, value, is)
			}
		}
	})
}
