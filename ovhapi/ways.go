package ovhapi

import "sync"

// ways remembers which undocumented ways of asking each route of an endpoint
// understands. What decides is the shape of an answer.
type ways struct {
	mu     sync.Mutex
	routes map[route]*way
}

type route struct {
	kind wayKind
	path string
}

type wayKind int

const (
	byExpansion wayKind = iota
	byBatch
)

// of returns what is known of one way at one route.
func (w *ways) of(kind wayKind, path string) *way {
	w.mu.Lock()
	defer w.mu.Unlock()
	at := route{kind, path}
	if w.routes == nil {
		w.routes = map[route]*way{}
	}
	if w.routes[at] == nil {
		w.routes[at] = &way{}
	}
	return w.routes[at]
}

// way is what is known of one way of asking.
type way struct {
	mu    sync.Mutex
	state wayState
}

type wayState int

const (
	untried    wayState = iota
	doubted             // refused once, which one of the ids may have been the reason for
	understood          // which no refusal takes back
	ignored
)

// open reports whether it is not known yet if this way works.
func (w *way) open() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.state == untried || w.state == doubted
}

func (w *way) refused() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.state == ignored
}

// settle takes in an answer whose shape tells.
func (w *way) settle(understands bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.state = ignored
	if understands {
		w.state = understood
	}
}

// doubt takes in a refusal that may have another reason: the second one counts.
func (w *way) doubt() {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch w.state {
	case untried:
		w.state = doubted
	case doubted:
		w.state = ignored
	case understood, ignored:
	}
}
