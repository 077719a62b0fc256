package ovhsim

import "strings"

// maxBatch is how many ids one batched call may name; OVH's control panel
// applications cut their lists at 50.
const maxBatch = 50

// batchElement is one item of a batched answer. That failed items have a null
// value is known from ovh-manager; the members key and error are an assumption.
type batchElement struct {
	Key   string `json:"key"`
	Value any    `json:"value"`
	Error any    `json:"error"`
}

// each answers for the id in the path, or, under X-Ovh-Batch, for each of the
// ids that stand there with the separator between them. The status is 200 even
// when items failed, which is not documented either.
func (c *call) each(name string, one func(text string) (any, *refusal)) answer {
	separator := c.r.Header.Get("X-Ovh-Batch")
	if separator == "" || c.opt.NoBatch {
		v, no := one(c.vars[name])
		if no != nil {
			return refuse(*no)
		}
		return ok(v)
	}
	keys := strings.Split(c.vars[name], separator)
	if len(keys) > maxBatch {
		return refuse(badParameter("Max api batch size is %d", maxBatch))
	}
	out := make([]batchElement, len(keys))
	for i, k := range keys {
		v, no := one(k)
		out[i] = batchElement{Key: k, Value: v}
		if no != nil {
			out[i].Value, out[i].Error = nil, no.body(c.opt.OldErrors)
		}
	}
	return ok(out)
}
