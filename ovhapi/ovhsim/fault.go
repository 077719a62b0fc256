package ovhsim

import (
	"net/http"
	"slices"

	"ovh-tokens/ovhapi/rule"
)

// Fault is trouble ordered for coming calls.
type Fault struct {
	// Method is an HTTP method; empty for any.
	Method string
	// Path is the path as access rules name it, without /1.0; a star stands for
	// anything, and empty for every path.
	Path string
	// Times is how many calls it hits: 0 means one, a negative number every one.
	Times int
	// Status, Body and Header are the answer. Without a body the status gets the
	// one OVH gives it, in the generation of Options.OldErrors.
	Status int
	Body   string
	Header map[string]string
	// Drop closes the connection without an answer. Go's HTTP client tries a
	// dropped GET again by itself when the connection had been used before.
	Drop bool
	// AfterEffect lets the call do its work first; without a status the
	// connection is then dropped.
	AfterEffect bool
}

// Fail orders a fault. Faults are tried in the order they came.
func (s *Server) Fail(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.order(f)
}

// order notes a fault. The lock is held.
func (s *Server) order(f Fault) {
	if f.Times == 0 {
		f.Times = 1
	}
	s.faults = append(s.faults, f)
}

// ClearFaults forgets every fault that is still to come.
func (s *Server) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// nextFault returns the fault that hits the call, and uses it up.
func (s *Server) nextFault(c *call) (Fault, bool) {
	i := slices.IndexFunc(s.faults, func(f Fault) bool { return f.hits(c) })
	if i < 0 {
		return Fault{}, false
	}
	f := s.faults[i]
	switch {
	case f.Times == 1:
		s.faults = slices.Delete(s.faults, i, i+1)
	case f.Times > 1:
		s.faults[i].Times--
	}
	return f, true
}

func (f *Fault) hits(c *call) bool {
	if f.Method != "" && f.Method != c.r.Method {
		return false
	}
	return f.Path == "" || rule.Rule{Path: f.Path}.Allows("", c.path)
}

// answer is what the client gets to see of the fault.
func (f *Fault) answer() answer {
	if f.Drop || f.Status == 0 && f.AfterEffect {
		return answer{drop: true}
	}
	a := refuse(plainRefusal(f.Status))
	if f.Status == 0 {
		a = refuse(plainRefusal(http.StatusInternalServerError))
	}
	a.header = f.Header
	if f.Body != "" {
		a.refused, a.body = nil, rawBody(f.Body)
	}
	return a
}
