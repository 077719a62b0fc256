package builder

import (
	"fmt"
	"slices"
	"strings"

	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/rule"
)

// maxFilled bounds how many rules one operation becomes: a set that names more
// zones than these is better off with a star, which is said then.
const maxFilled = 40

// narrow writes the path of an operation as rules would: each parameter takes the
// values that the set uses in the same place already, and a star where it uses
// none. Several values make several paths. A word at the end of a route that
// literal knows is no value. Where they are too many a star stands for them, and
// wider says what for: "every zone, since the set names 45".
func narrow(path string, set rule.Set, literal func(route string) bool) (paths []string, wider string) {
	var used [][]string
	for _, r := range rule.Rows(set) {
		used = append(used, strings.Split(r.Path, "/"))
	}
	filled := []string{""}
	parts := strings.Split(path, "/")[1:]
	for i, part := range parts {
		before := "/" + strings.Join(append(slices.Clone(parts[:i]), ""), "/")
		var next []string
		for _, head := range filled {
			values := []string{part}
			if strings.Contains(part, "{") {
				values = slices.DeleteFunc(valuesAfter(head, used), func(v string) bool { return literal(before + v) })
			}
			if len(next)+len(values) > maxFilled {
				wider = fmt.Sprintf("every %s, since the set names %d", noun(part), len(values))
				values = nil
			}
			if len(values) == 0 {
				values = []string{"*"}
			}
			for _, v := range values {
				next = append(next, head+"/"+v)
			}
		}
		filled = next
	}
	return filled, wider
}

// noun is what a parameter is called by people: "zone" for {zoneName}.
func noun(parameter string) string {
	name := strings.Trim(parameter, "{}")
	for _, end := range []string{"Name", "Id"} {
		if short := strings.TrimSuffix(name, end); short != "" {
			name = short
		}
	}
	return name
}

// valuesAfter lists what paths have right behind a beginning, without stars.
func valuesAfter(path string, used [][]string) []string {
	head := strings.Split(path, "/")
	var values []string
	for _, parts := range used {
		if len(parts) <= len(head) || !slices.Equal(parts[:len(head)], head) {
			continue
		}
		v := parts[len(head)]
		if v != "" && !strings.Contains(v, "*") && !slices.Contains(values, v) {
			values = append(values, v)
		}
	}
	return values
}

// hasRoute reports whether routes begin with these segments.
func hasRoute(c *catalog.Catalog, route string) bool {
	for i := range c.Len() {
		if rest, begins := strings.CutPrefix(c.At(i).Path, route); begins && (rest == "" || rest[0] == '/') {
			return true
		}
	}
	return false
}
