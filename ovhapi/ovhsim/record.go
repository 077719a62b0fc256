package ovhsim

import (
	"slices"
	"time"
)

// maxCalls bounds the record, so that a long demo does not grow without end.
const maxCalls = 100_000

// Call is one API call the server has answered.
type Call struct {
	Method string
	Path   string // without /1.0 or /v1, with /v2
	Query  string // as sent
	Status int    // 0 when the connection was dropped
	// Credential is the id behind the consumer key that was sent, 0 for none or
	// an unknown one.
	Credential int64
	Batch      bool // it carried X-Ovh-Batch
	Expanded   bool // it carried X-Pagination-Mode
	Time       time.Time
}

// Calls returns the calls answered so far, oldest first. The validation page
// does not count.
func (s *Server) Calls() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.calls)
}

// ResetCalls empties the record.
func (s *Server) ResetCalls() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls = nil
}

// record notes a call. The lock is held.
func (s *Server) record(c *call, a answer) {
	h := c.r.Header
	n := Call{
		Method: c.r.Method, Path: c.path, Query: c.r.URL.RawQuery, Status: a.status, Time: c.now,
		Batch: h.Get("X-Ovh-Batch") != "", Expanded: h.Get("X-Pagination-Mode") != "",
	}
	if c.path == "" {
		n.Path = c.r.URL.Path
	}
	if t := c.token; t != nil {
		n.Credential = t.ID
	} else if t := s.account.byKey[h.Get("X-Ovh-Consumer")]; t != nil {
		n.Credential = t.ID
	}
	if len(s.calls) >= maxCalls {
		s.calls = slices.Clone(s.calls[maxCalls/2:])
	}
	s.calls = append(s.calls, n)
}
