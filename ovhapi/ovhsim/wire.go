package ovhsim

import (
	"slices"
	"strconv"
	"sync"
	"time"

	"ovh-tokens/ovhapi/rule"
)

// wireCredential is auth.ApiCredential (schema auth.json of 2026-04). The order
// of the members is that of a real answer published in 2020.
type wireCredential struct {
	LastUse       *string    `json:"lastUse"`
	Creation      string     `json:"creation"`
	OvhSupport    bool       `json:"ovhSupport"`
	CredentialID  int64      `json:"credentialId"`
	ApplicationID int64      `json:"applicationId"`
	Expiration    *string    `json:"expiration"`
	Rules         []wireRule `json:"rules"`
	AllowedIPs    []string   `json:"allowedIPs"`
	Status        Status     `json:"status"`
}

type wireRule struct {
	Path   string `json:"path"`
	Method string `json:"method"`
}

// wireApplication is auth.ApiApplication.
type wireApplication struct {
	Status         string `json:"status"`
	ApplicationKey string `json:"applicationKey"`
	ApplicationID  int64  `json:"applicationId"`
	Name           string `json:"name"`
	Description    string `json:"description"`
}

// wire copies the token into what the API shows. The consumer key is not part
// of it.
func (c *Credential) wire(o Options) wireCredential {
	return wireCredential{
		LastUse:       date(c.LastUse),
		Creation:      *date(c.Creation),
		OvhSupport:    c.Support,
		CredentialID:  c.ID,
		ApplicationID: c.ApplicationID,
		Expiration:    date(c.Expiration),
		Rules:         wireRules(c.Rules),
		AllowedIPs:    slices.Clone(c.AllowedIPs),
		Status:        c.shown(o),
	}
}

func wireRules(rules rule.Set) []wireRule {
	out := make([]wireRule, len(rules))
	for i, r := range rules {
		out[i] = wireRule{Path: r.Path, Method: string(r.Method)}
	}
	return out
}

func (a *Application) wire() wireApplication {
	return wireApplication{
		Status:         a.Status,
		ApplicationKey: a.Key,
		ApplicationID:  a.ID,
		Name:           a.Name,
		Description:    a.Description,
	}
}

// paris is OVH's time zone; machines without a time zone database get its
// winter time.
var paris = sync.OnceValue(func() *time.Location {
	if l, err := time.LoadLocation("Europe/Paris"); err == nil {
		return l
	}
	return time.FixedZone("CET", 3600)
})

// date writes a time as the API does, without a fraction; nil for none.
func date(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.In(paris()).Format(time.RFC3339)
	return &s
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
