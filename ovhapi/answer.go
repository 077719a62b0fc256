package ovhapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// answer is a success.
type answer struct {
	header  http.Header
	body    []byte
	queryID string
}

// decode reads a success into out. Void calls answer null or nothing; what
// else they might answer is not looked at, but it has to be JSON: a proxy's page
// must not pass for a thing done.
func (a *answer) decode(q call, out any) error {
	text := bytes.TrimSpace(a.body)
	if out == nil {
		if len(text) == 0 || json.Valid(text) {
			return nil
		}
		return q.bad(a.queryID, explainBody(text, nil))
	}
	if string(text) == "null" {
		return q.bad(a.queryID, errors.New("the answer is null"))
	}
	if err := json.Unmarshal(text, out); err != nil {
		return q.bad(a.queryID, explainBody(text, err))
	}
	return nil
}

// explainBody says what came instead of the expected JSON.
func explainBody(text []byte, err error) error {
	switch {
	case len(text) == 0:
		return errors.New("the answer is empty")
	case text[0] == '<':
		return errors.New("the answer is a web page; a proxy or a wrong endpoint may stand between")
	case !json.Valid(text):
		return errors.New("the answer is not JSON")
	}
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		// The value itself is left out: it may be a key.
		kind, _, _ := strings.Cut(wrong.Value, " ")
		if wrong.Field == "" {
			return fmt.Errorf("the answer is a JSON %s", kind)
		}
		return fmt.Errorf("its member %s is a JSON %s", wrong.Field, kind)
	}
	return errors.New("the answer has an unexpected shape")
}
