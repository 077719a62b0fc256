package ovhapi

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
)

// The API lists ids and describes objects one by one. Two headers that no guide
// documents do better, and OVH's own control panel uses both: an expanded list,
// and a batch of up to 50 ids in a call.

// batchSize is the most ids a batch call may name (ovh-manager-telecom: "max
// api batch size is 50").
const batchSize = 50

// pageSize is how many objects one page of an expanded list is asked to hold;
// the control panel has been seen to ask for up to 50,000.
const pageSize = 5000

// mostPages bounds an expanded list, in case the endpoint never comes to an end.
const mostPages = 200

// errIgnored means that the endpoint answered as if the header was not there.
var errIgnored = errors.New("the endpoint ignores this way of asking")

// errSpoiled means that a batch was refused as a whole, which one of its ids may
// be the reason for: what OVH answers when some of them fail is not documented.
var errSpoiled = errors.New("the batch was refused")

// expanded reads a list route as objects, page by page, and hands each page on.
// It returns errIgnored when the answer is the plain list of ids.
func expanded[T any](ctx context.Context, c *Client, path string, page func([]T)) error {
	way := c.shared.ways.of(byExpansion, path)
	if way.refused() {
		return errIgnored
	}
	for number, seen := 1, 0; number <= mostPages; number++ {
		var items []json.RawMessage
		got, err := c.do(ctx, call{method: http.MethodGet, path: path, signed: true, header: http.Header{
			"X-Pagination-Mode":   {"CachedObjectList-Pages"},
			"X-Pagination-Number": {strconv.Itoa(number)},
			"X-Pagination-Size":   {strconv.Itoa(pageSize)},
			"Pragma":              {"no-cache"},
		}}, &items)
		if err != nil {
			return err
		}
		if len(items) > 0 && !strings.HasPrefix(strings.TrimSpace(string(items[0])), "{") {
			way.settle(false)
			return errIgnored
		}
		objects := make([]T, 0, len(items))
		for _, item := range items {
			var object T
			if json.Unmarshal(item, &object) == nil {
				objects = append(objects, object)
			}
		}
		if len(items) > 0 {
			way.settle(true)
		}
		page(objects)
		seen += len(items)
		// Without a number the total counts as nothing, and this page as the last.
		total, _ := strconv.Atoi(got.header.Get("X-Pagination-Elements"))
		if seen >= total || len(items) == 0 {
			break
		}
	}
	return nil
}

// batch describes up to batchSize ids in one call. Ids that fail are missing
// from the answer. It returns errIgnored when only asking for each alone may tell
// more, and errSpoiled when asking for fewer at once may; any other error would meet
// other ways of asking too.
func batch[T any](ctx context.Context, c *Client, path string, ids []int64) (map[int64]T, error) {
	way := c.shared.ways.of(byBatch, path)
	if way.refused() {
		return nil, errIgnored
	}
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = strconv.FormatInt(id, 10)
	}
	var items []struct {
		Key   json.RawMessage `json:"key"`
		Value json.RawMessage `json:"value"`
	}
	_, err := c.do(ctx, call{
		method: http.MethodGet, path: path + "/" + strings.Join(names, ","), signed: true,
		header: http.Header{"X-Ovh-Batch": {","}},
	}, &items)
	switch {
	case err == nil:
	case !aboutTheWay(err):
		return nil, err
	default:
		// A route that does not know the header takes "1,2,3" for one id, and
		// refuses it in one way or another; one that does may have trouble with
		// one of the ids.
		way.doubt()
		if way.refused() {
			return nil, errIgnored
		}
		return nil, errSpoiled
	}
	found := make(map[int64]T, len(items))
	for i, item := range items {
		var object T
		if len(item.Value) == 0 || string(item.Value) == "null" || json.Unmarshal(item.Value, &object) != nil {
			continue
		}
		found[batchID(item.Key, ids, i)] = object
	}
	if len(items) > 0 {
		way.settle(true)
	}
	return found, nil
}

// aboutTheWay reports whether the refusal of a batch may have to do with the way of
// asking. A proxy that writes the commas of the path in another way spoils the
// signature of a batch alone.
func aboutTheWay(err error) bool {
	if outage(err) || errors.Is(err, context.Canceled) {
		return false
	}
	return !hopeless(err) || errors.Is(err, ErrNoSuchRoute) || errors.Is(err, ErrSignature)
}

// batchID is the id an element of a batch speaks of: its key, or its place when
// there is none.
func batchID(key json.RawMessage, ids []int64, place int) int64 {
	if id, err := strconv.ParseInt(strings.Trim(string(key), `"`), 10, 64); err == nil {
		return id
	}
	if place < len(ids) {
		return ids[place]
	}
	return 0
}
