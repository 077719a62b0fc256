package ovhapi

import (
	"strconv"
	"time"
)

// AppState is what is known of a token's application.
type AppState int

// A deleted application leaves its tokens listed as validated though they no
// longer work (seen by Kentrow/keymaker on a real account).
const (
	AppUnknown AppState = iota // not asked yet, or a right is missing
	AppOwned                   // made by this account
	AppForeign                 // made by somebody else: API console, mobile app
	AppDeleted                 // gone; its tokens are dead
)

// Token is a credential with what else is known of it: one row of the list.
type Token struct {
	Credential
	Application Application // its ID is always set, the rest when known
	App         AppState
	// Current marks a token in use here: the one this program itself is using or,
	// where Elsewhere is set, one that another profile of this machine is.
	Current bool
	// Elsewhere is true of a Current one that another profile of this machine works
	// with, and this program does not. It is not for this program to judge its rules
	// by what it needs itself.
	Elsewhere bool
	// Unread is true when the API lists the token but did not describe it: its ID
	// and Current are all that is known.
	Unread bool
}

// Name is what people call the token: its application's name.
func (t Token) Name() string {
	switch {
	case t.Unread:
		return "could not be read"
	case t.Application.Name != "":
		return t.Application.Name
	case t.App == AppDeleted:
		return "deleted application " + strconv.FormatInt(t.ApplicationID, 10)
	}
	return "application " + strconv.FormatInt(t.ApplicationID, 10)
}

// Dead reports whether the token is listed as validated but cannot work, since
// its application is gone.
func (t Token) Dead() bool { return t.App == AppDeleted && t.Status == StatusValidated }

// Works reports whether a call signed with the token would be let in at the
// server's time now, its rules and addresses apart.
func (t Token) Works(now time.Time) bool { return t.Live(now) && t.App != AppDeleted }
