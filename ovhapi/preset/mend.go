package preset

import "strings"

// Mended returns a value that Check takes in place of one that it does not: the
// name out of a URL, without what stands around it, and a name of a domain as OVH
// writes it. It is "" where the value is right or that would be a guess.
func (q Parameter) Mended(value string) string {
	value = strings.TrimSpace(value)
	if value == "" || q.Check(value) == nil {
		return ""
	}
	is := strings.Trim(value, "\"'`<>()[],;")
	if _, rest, found := strings.Cut(is, "://"); found {
		is, _, _ = strings.Cut(rest, "/")
	}
	is = strings.Trim(is, "/")
	if q.isName() { // OVH writes names in small letters, and a zone is meant by *.zone
		is = strings.ToLower(strings.Trim(strings.TrimPrefix(is, "*."), "."))
	}
	if is == "" || is == Every || q.Check(is) != nil {
		return ""
	}
	return is
}
