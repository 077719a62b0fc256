package ovhapi

import (
	"time"

	"ovh-tokens/ovhapi/rule"
)

// Status is auth.CredentialStateEnum.
type Status string

// The four states the API knows (schema auth.json of 2026-04).
const (
	StatusExpired   Status = "expired"
	StatusPending   Status = "pendingValidation"
	StatusRefused   Status = "refused"
	StatusValidated Status = "validated"
)

// Credential is auth.ApiCredential: one token as the API lists it. Its consumer
// key is never part of it.
type Credential struct {
	ID            int64      `json:"credentialId"`
	ApplicationID int64      `json:"applicationId"`
	Status        Status     `json:"status"`
	Rules         rule.Set   `json:"rules"`
	AllowedIPs    []string   `json:"allowedIPs"` // nil or empty = any address
	Creation      time.Time  `json:"creation"`
	Expiration    *time.Time `json:"expiration"` // nil = never
	LastUse       *time.Time `json:"lastUse"`    // nil = never used
	Support       bool       `json:"ovhSupport"`
}

// Expired reports whether the token is over by its status, or by its date at
// the server's time now. Whether OVH may list a past date as validated is not
// documented; a sample of UrielCh/api-ovh-node goes by the date too.
func (c Credential) Expired(now time.Time) bool {
	if c.Status == StatusExpired {
		return true
	}
	return c.Status == StatusValidated && c.Expiration != nil && !c.Expiration.After(now)
}

// Live reports whether the token works at the server's time now.
func (c Credential) Live(now time.Time) bool {
	return c.Status == StatusValidated && !c.Expired(now)
}

// Restricted reports whether the token works from some addresses only.
// 0.0.0.0/0 and ::/0 restrict nothing.
func (c Credential) Restricted() bool {
	for _, ip := range c.AllowedIPs {
		if ip == "0.0.0.0/0" || ip == "::/0" {
			return false
		}
	}
	return len(c.AllowedIPs) > 0
}

// Application is auth.ApiApplication.
type Application struct {
	ID          int64  `json:"applicationId"`
	Key         string `json:"applicationKey"`
	Name        string `json:"name"`
	Description string `json:"description"`
	Status      string `json:"status"` // active, blocked, inactive or trusted
}
