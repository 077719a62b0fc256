package ovhapi

import (
	"context"
	"encoding/json"
	"net/http"

	"ovh-tokens/ovhapi/plain"
)

// maxValues bounds a list of names to choose from.
const maxValues = 10_000

// Values lists the names that a route of the account answers with, such as the
// zones of /domain/zone: an array of strings or of numbers (schemas domain.json,
// cloud.json, sms.json). The token needs a rule for GET of the route.
func (c *Client) Values(ctx context.Context, route string) ([]string, error) {
	var raw []json.RawMessage
	q := call{method: http.MethodGet, path: route, signed: true}
	answer, err := c.do(ctx, q, &raw)
	if err != nil {
		return nil, err
	}
	list := make([]string, 0, len(raw))
	for _, item := range raw {
		text, err := value(item)
		if err != nil {
			return nil, q.bad(answer.queryID, explainBody(item, err))
		}
		// What is shown is what is chosen: a name that a terminal can't show
		// as it is could be taken for another.
		if text != "" && plain.Text(text) == text {
			list = append(list, text)
		}
		if len(list) == maxValues {
			break
		}
	}
	return list, nil
}

// value reads a string or a whole number.
func value(item json.RawMessage) (string, error) {
	var text string
	if json.Unmarshal(item, &text) == nil {
		return text, nil
	}
	var number json.Number
	err := json.Unmarshal(item, &number)
	return number.String(), err
}
