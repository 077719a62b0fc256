package ovhsim

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"slices"
)

// The two people of the invented world. The first one owns the account; the
// second can validate a request by mistake, since any account of a region can.
const (
	Owner    = "zz12345-ovh"
	Stranger = "ab67890-ovh"
)

// account is everything that is stored. Its methods are called with the
// server's lock held.
type account struct {
	seed      string
	own       int64 // id of the program's own token, never changed
	apps      map[int64]*Application
	appByKey  map[string]*Application
	tokens    map[int64]*Credential
	byKey     map[string]*Credential // by consumer key
	byPage    map[string]*Credential // by credentialToken
	ids       []int64                // of tokens, ascending
	lastToken int64
	removed   map[int64]Keys // keys of tokens that are gone
}

func newAccount(seed string) *account {
	return &account{
		seed:     seed,
		apps:     map[int64]*Application{},
		appByKey: map[string]*Application{},
		tokens:   map[int64]*Credential{},
		byKey:    map[string]*Credential{},
		byPage:   map[string]*Credential{},
		removed:  map[int64]Keys{},
	}
}

// addApplication stores an application and derives the keys it lacks.
func (a *account) addApplication(app Application) *Application {
	if app.Key == "" {
		app.Key = a.derive("application key", app.ID)[:16]
	}
	if app.Secret == "" {
		app.Secret = a.derive("application secret", app.ID)[:32]
	}
	a.apps[app.ID], a.appByKey[app.Key] = &app, &app
	return &app
}

// addToken stores a token, with the next free id and a derived key when it has
// none.
func (a *account) addToken(c Credential) *Credential {
	if c.ID == 0 {
		c.ID = a.lastToken + 37
	}
	if c.ConsumerKey == "" {
		c.ConsumerKey = a.derive("consumer key", c.ID)[:32]
	}
	a.lastToken = max(a.lastToken, c.ID)
	a.tokens[c.ID], a.byKey[c.ConsumerKey] = &c, &c
	if c.page != "" {
		a.byPage[c.page] = &c
	}
	at, _ := slices.BinarySearch(a.ids, c.ID)
	a.ids = slices.Insert(a.ids, at, c.ID)
	return &c
}

// removeToken forgets a token; its key is then as good as unknown.
func (a *account) removeToken(id int64) {
	c, found := a.tokens[id]
	if !found {
		return
	}
	a.removed[id] = a.keys(c)
	delete(a.tokens, id)
	delete(a.byKey, c.ConsumerKey)
	delete(a.byPage, c.page)
	if at, found := slices.BinarySearch(a.ids, id); found {
		a.ids = slices.Delete(a.ids, at, at+1)
	}
}

// keys returns what a client needs to sign with the token.
func (a *account) keys(c *Credential) Keys {
	k := Keys{ConsumerKey: c.ConsumerKey}
	if app := a.apps[c.ApplicationID]; app != nil {
		k.ApplicationKey, k.ApplicationSecret = app.Key, app.Secret
	}
	return k
}

// derive makes a key that is the same in every run: nothing here is secret, and
// a test may write it down.
func (a *account) derive(what string, id int64) string {
	sum := sha256.Sum256([]byte(a.seed + "|" + what + "|" + itoa(id)))
	return hex.EncodeToString(sum[:])
}

// random returns n random bytes in hexadecimal, for the keys and the links of
// requests made at run time.
func random(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails since Go 1.24
	return hex.EncodeToString(b)
}
