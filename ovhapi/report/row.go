// Package report writes the tokens of an account, with what there is to find about
// them, for scripts and spreadsheets. What it writes has no place for a consumer
// key or an application secret: the API tells neither of a token in a list.
package report

import (
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/audit"
	"ovh-tokens/ovhapi/rule"
)

// Row is one token. Members that OVH's API has too have its names (auth.ApiCredential
// in schema auth.json). Of a token that the API lists and does not describe, only
// the ids and Current are known, and the other members are null or empty.
type Row struct {
	ID            int64         `json:"credentialId"`
	ApplicationID int64         `json:"applicationId"`
	Status        ovhapi.Status `json:"status"`
	Creation      *time.Time    `json:"creation"`
	Expiration    *time.Time    `json:"expiration"` // null: never
	LastUse       *time.Time    `json:"lastUse"`    // null: never
	// Rules are what the token may do, AllowedIPs where it works from, empty for
	// anywhere. Neither is ever null.
	Rules       rule.Set    `json:"rules"`
	AllowedIPs  []string    `json:"allowedIPs"`
	Support     bool        `json:"ovhSupport"`
	Application Application `json:"application"`
	// Current marks the token that this program uses.
	Current bool `json:"current"`
	// Dead is true when the token is listed as validated and can't work, since its
	// application is gone.
	Dead bool `json:"dead"`
	// Findings are codes (audit.Codes): empty when there is nothing to find, null
	// when the token could not be judged.
	Findings []audit.Code `json:"findings"`
	// Account is whose token it is, where that is known.
	Account string `json:"account,omitempty"`
}

// Application is what is known of a token's application.
type Application struct {
	Name        string `json:"name"`
	Description string `json:"description"`
	Status      string `json:"status"`
	// Key is the application key, which names an application and is no secret.
	Key string `json:"applicationKey"`
	// Owned and Deleted are null when they are not known.
	Owned   *bool `json:"owned"`
	Deleted *bool `json:"deleted"`
}

// Rows describes tokens in their order. The auditor has judged them.
func Rows(tokens []ovhapi.Token, a *audit.Auditor) []Row {
	rows := make([]Row, len(tokens))
	for i, t := range tokens {
		rows[i] = Of(t, a)
	}
	return rows
}

// Of describes one token.
func Of(t ovhapi.Token, a *audit.Auditor) Row {
	r := Row{
		ID: t.ID, ApplicationID: t.ApplicationID, Status: t.Status, Expiration: t.Expiration, LastUse: t.LastUse,
		Rules: append(rule.Set{}, t.Rules...), AllowedIPs: append([]string{}, t.AllowedIPs...), Support: t.Support,
		Application: application(t), Current: t.Current, Dead: t.Dead(),
	}
	if !t.Creation.IsZero() {
		r.Creation = &t.Creation
	}
	if a.Judged(t.ID) {
		r.Findings = append([]audit.Code{}, a.Codes(t.ID)...)
	}
	return r
}

func application(t ovhapi.Token) Application {
	a := Application{Name: t.Application.Name, Description: t.Application.Description, Status: t.Application.Status, Key: t.Application.Key}
	if t.App != ovhapi.AppUnknown {
		owned, deleted := t.App == ovhapi.AppOwned, t.App == ovhapi.AppDeleted
		a.Owned, a.Deleted = &owned, &deleted
		if deleted {
			a.Owned = nil // whose it was can't be told any more
		}
	}
	return a
}
