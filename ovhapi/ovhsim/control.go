package ovhsim

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"ovh-tokens/ovhapi/rule"
)

// Validity is how long a token lasts from its validation on: one of the choices
// of the page.
type Validity string

// The choices, as the page's form sends them.
const (
	FiveMinutes Validity = "5m"
	OneHour     Validity = "1h"
	OneDay      Validity = "1d"
	ThirtyDays  Validity = "30d"
	Unlimited   Validity = "unlimited"
)

// Duration is the length of the validity; false when it is unlimited or not one
// of the choices.
func (v Validity) Duration() (time.Duration, bool) {
	d, found := map[Validity]time.Duration{FiveMinutes: 5 * time.Minute, OneHour: time.Hour, OneDay: day, ThirtyDays: month}[v]
	return d, found
}

func (v Validity) valid() bool {
	_, limited := v.Duration()
	return limited || v == Unlimited
}

// ErrInvalidToken is what a validation page answers when its link is unknown,
// used or too old.
var ErrInvalidToken = errors.New("the validation link is unknown, used or too old")

// Authorize does what the owner of the account does on the validation page.
func (s *Server) Authorize(validationURL string, v Validity) error {
	return s.AuthorizeAs(validationURL, v, Owner)
}

// AuthorizeAs validates a request for any account: the token then belongs to
// that account, such as Stranger.
func (s *Server) AuthorizeAs(validationURL string, v Validity, owner string) error {
	return s.authorize(validationURL, v, owner, func() {})
}

// AuthorizeWith is Authorize and Fail in one step, so that no call comes between
// the two.
func (s *Server) AuthorizeWith(validationURL string, v Validity, f Fault) error {
	return s.authorize(validationURL, v, Owner, func() { s.order(f) })
}

// authorize validates a request and does more under the same lock.
func (s *Server) authorize(validationURL string, v Validity, owner string, more func()) error {
	if !v.valid() {
		return fmt.Errorf("authorize: %q is not a validity of the page", v)
	}
	return s.decide(validationURL, func(c *Credential, now time.Time) {
		c.authorize(v, owner, now)
		more()
	})
}

// Refuse presses the other button of the validation page.
func (s *Server) Refuse(validationURL string) error {
	return s.decide(validationURL, func(c *Credential, _ time.Time) { c.refuse(Owner) })
}

// LatestPage is the link of the request that was made last, among those that
// somebody can still validate; "" when there is none.
func (s *Server) LatestPage() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, id := range slices.Backward(s.account.ids) {
		c := s.account.tokens[id]
		if c.page != "" && c.works(s.opt.clock()) == Pending {
			return strings.TrimSuffix(s.endpoint, "/1.0") + "/auth/?credentialToken=" + c.page
		}
	}
	return ""
}

// decide finds the request behind a link and ends it.
func (s *Server) decide(validationURL string, how func(*Credential, time.Time)) error {
	u, err := url.Parse(validationURL)
	if err != nil {
		return fmt.Errorf("read the validation link: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.request(u.Query().Get("credentialToken"))
	if err != nil {
		return err
	}
	how(c, s.opt.clock())
	return nil
}

// request finds the pending request behind a credentialToken. The lock is held.
func (s *Server) request(page string) (*Credential, error) {
	c := s.account.byPage[page]
	if c == nil || page == "" || c.works(s.opt.clock()) != Pending {
		return nil, ErrInvalidToken
	}
	return c, nil
}

// authorize validates the token: its time runs from now on, not from the
// request.
func (c *Credential) authorize(v Validity, owner string, now time.Time) {
	c.Status, c.Owner = Validated, owner
	if d, limited := v.Duration(); limited {
		c.Expiration = now.Add(d)
	}
}

func (c *Credential) refuse(owner string) { c.Status, c.Owner = Refused, owner }

// Add stores a token behind the client's back and returns it as stored. A zero
// id, consumer key, application, owner, status or creation is filled in; the
// application is then the program's own.
func (s *Server) Add(c Credential) Credential {
	s.mu.Lock()
	defer s.mu.Unlock()
	c = c.clone()
	if c.ApplicationID == 0 {
		c.ApplicationID = appOwn
	}
	if c.Owner == "" {
		c.Owner = Owner
	}
	if c.Status == "" {
		c.Status = Validated
	}
	if c.Creation.IsZero() {
		c.Creation = s.opt.clock()
	}
	return s.account.addToken(c).clone()
}

// AddApplication stores an application of the account behind the client's back and
// returns it as stored. A zero id, owner or status and keys it lacks are filled in.
func (s *Server) AddApplication(a Application) Application {
	s.mu.Lock()
	defer s.mu.Unlock()
	if a.ID == 0 {
		for id := range s.account.apps {
			a.ID = max(a.ID, id+1)
		}
	}
	a.Owner, a.Status = cmp.Or(a.Owner, Owner), cmp.Or(a.Status, "active")
	return *s.account.addApplication(a)
}

// Expire ends a token now, as if its time had passed.
func (s *Server) Expire(id int64) {
	s.change(id, func(c *Credential) {
		c.Status, c.Expiration = Expired, s.opt.clock()
	})
}

// Restrict changes the addresses a token may be used from.
func (s *Server) Restrict(id int64, blocks ...string) {
	s.change(id, func(c *Credential) { c.AllowedIPs = slices.Clone(blocks) })
}

// Grant changes what a token may do. Of a request that was not validated yet, it
// makes one that comes to other rights than were asked for.
func (s *Server) Grant(id int64, rules rule.Set) {
	s.change(id, func(c *Credential) { c.Rules = slices.Clone(rules) })
}

func (s *Server) change(id int64, how func(*Credential)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.account.tokens[id]; c != nil {
		how(c)
	}
}

// Remove takes a token away, as a colleague in the control panel would.
func (s *Server) Remove(id int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.account.removeToken(id)
}

// RemoveApplication deletes an application; its tokens stay listed and are dead.
func (s *Server) RemoveApplication(id int64) {
	s.setApplication(id, func(a *Application) { a.Deleted = true })
}

// Block sets the status of an application to blocked: its tokens are then
// granted nothing.
func (s *Server) Block(id int64) { s.setApplication(id, func(a *Application) { a.Status = "blocked" }) }

func (s *Server) setApplication(id int64, how func(*Application)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if a := s.account.apps[id]; a != nil {
		how(a)
	}
}

// Set flips switches while the server runs. Tokens and EndpointName have no
// effect any more.
func (s *Server) Set(how func(*Options)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	how(&s.opt)
	s.opt = s.opt.filled()
}

// Credentials returns every stored token by id, requests included that nobody
// has opened, with their status of this moment.
func (s *Server) Credentials() []Credential {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]Credential, 0, len(s.account.ids))
	for _, id := range s.account.ids {
		c := s.account.tokens[id].clone()
		c.Status = c.shown(s.opt)
		out = append(out, c)
	}
	return out
}

// Applications returns every application of the invented world by id, foreign
// and deleted ones included.
func (s *Server) Applications() []Application {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]Application, 0, len(s.account.apps))
	for _, a := range s.account.apps {
		out = append(out, *a)
	}
	slices.SortFunc(out, func(a, b Application) int { return int(a.ID - b.ID) })
	return out
}

// KeysOf returns the keys to sign with as any token, also one that is gone.
func (s *Server) KeysOf(id int64) (Keys, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.account.tokens[id]; c != nil {
		return s.account.keys(c), true
	}
	k, found := s.account.removed[id]
	return k, found
}

// Own is the id of the program's own token.
func (s *Server) Own() int64 { return s.account.own }

// OwnApplication is the id of the application that the program's own token
// belongs to.
func (s *Server) OwnApplication() int64 { return appOwn }
