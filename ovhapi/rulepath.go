package ovhapi

import "strings"

// RulePath turns the path of a call into the path of the access rule that this
// program would ask for: without its query, an id in its place as a star.
func RulePath(path string) string {
	path, _, _ = strings.Cut(path, "?")
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if part != "" && strings.Trim(part, "0123456789,") == "" {
			return strings.Join(append(parts[:i:i], "*"), "/")
		}
	}
	return path
}
