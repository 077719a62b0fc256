package ovhsim

import (
	"strconv"
	"strings"
)

// expandedPage is how many elements a page has when the client does not say.
const expandedPage = 1000

// list answers a list route: ids, or the objects themselves when the client asks
// with "X-Pagination-Mode: CachedObjectList-Pages" (used by the control panel
// and by an early ovhcloud-cli). Filters of the query apply to both.
func (c *call) list(n int, at func(i int) (id int64, object any)) answer {
	if c.opt.NoExpansion || c.r.Header.Get("X-Pagination-Mode") != "CachedObjectList-Pages" {
		ids := make([]int64, n)
		for i := range ids {
			ids[i], _ = at(i)
		}
		return ok(ids)
	}
	objects := c.objects(n, at)
	size := headerNumber(c, "X-Pagination-Size", expandedPage)
	page := headerNumber(c, "X-Pagination-Number", 1)
	from := min(len(objects), (page-1)*size)
	to := min(len(objects), from+size)
	a := ok(append([]any{}, objects[from:to]...))
	a.header = map[string]string{
		"X-Pagination-Elements": strconv.Itoa(len(objects)),
		"X-Pagination-Number":   strconv.Itoa(page),
		"X-Pagination-Size":     strconv.Itoa(size),
	}
	return a
}

// objects returns the expanded list, from the snapshot when there is one and the
// client did not ask for a fresh one.
func (c *call) objects(n int, at func(i int) (int64, any)) []any {
	key := c.token.Owner + " " + c.path + "?" + c.query.Encode()
	fresh := !c.opt.StaleExpansion || strings.EqualFold(c.r.Header.Get("Pragma"), "no-cache")
	if old, found := c.snapshot[key]; found && !fresh {
		return old
	}
	objects := make([]any, n)
	for i := range objects {
		_, objects[i] = at(i)
	}
	if c.opt.StaleExpansion {
		c.snapshot[key] = objects
	}
	return objects
}

// headerNumber reads a positive number from a header.
func headerNumber(c *call, name string, otherwise int) int {
	n, err := strconv.Atoi(c.r.Header.Get(name))
	if err != nil || n < 1 || n > 1_000_000 {
		return otherwise
	}
	return n
}
