package ovhsim

import (
	"net/http"
	"slices"
	"strings"
)

// row is one line of the tables that stand for the greater part of the API: the
// path goes on from that of its table.
type row struct{ method, path, about, response string }

// table makes routes of rows below a path, all answered in the same way.
func table(below string, handle func(*call) answer, rows []row) []route {
	out := make([]route, len(rows))
	for i, r := range rows {
		out[i] = route{method: r.method, path: below + r.path, about: r.about, response: r.response, handle: handle}
	}
	return out
}

// list says whether the route answers a list.
func (r *route) list() bool { return r.method == http.MethodGet && strings.HasSuffix(r.response, "[]") }

// parameters are the names in the path, in order.
func (r *route) parameters() []string {
	var out []string
	for _, p := range r.parts {
		if name := strings.Trim(p, "{}"); name != p {
			out = append(out, name)
		}
	}
	return out
}

// absent answers for services that the account does not have: their list is
// empty, and whatever is below one of them does not exist.
func absent(c *call) answer {
	if len(c.route.parameters()) == 0 && c.route.list() {
		return ok([]string{})
	}
	return refuse(noSuchService)
}

// bare answers below something that the account has, where nothing was ever
// made: lists are empty, what is named does not exist, calls without an answer
// are taken, and the others begin a task.
func bare(c *call) answer { return c.bareAfter(0) }

// bareAfter is bare below the first parameters of the path, which were found.
func (c *call) bareAfter(found int) answer {
	names := c.route.parameters()
	switch {
	case len(names) > found:
		return refuse(noSuchObject(names[found], c.vars[names[found]]))
	case c.route.list():
		return ok([]string{})
	case c.route.response == "void":
		return ok(nil)
	default:
		return ok(c.begun())
	}
}

// begun is a task that OVH would work on later. It is named after the last part
// of the path.
func (c *call) begun() map[string]any {
	return map[string]any{"id": c.queries, "taskId": c.queries, "function": c.parts[len(c.parts)-1], "status": "todo", "todoDate": date(c.now)}
}

// fixed answers the same at all times. The value must not be changed.
func fixed(value any) func(*call) answer {
	return func(*call) answer { return ok(value) }
}

// joined puts route tables one after the other.
func joined(tables ...[]route) []route { return slices.Concat(tables...) }
