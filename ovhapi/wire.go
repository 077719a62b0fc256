package ovhapi

import (
	"errors"
	"fmt"
	"time"

	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/rule"
)

// wireCredential is a credential as it comes: dates in more than one spelling,
// text not yet fit for a terminal.
type wireCredential struct {
	ID            int64    `json:"credentialId"`
	ApplicationID int64    `json:"applicationId"`
	Status        Status   `json:"status"`
	Rules         rule.Set `json:"rules"`
	AllowedIPs    []string `json:"allowedIPs"`
	Creation      string   `json:"creation"`
	Expiration    *string  `json:"expiration"`
	LastUse       *string  `json:"lastUse"`
	Support       bool     `json:"ovhSupport"`
}

// credential checks and cleans what came.
func (w wireCredential) credential() (Credential, error) {
	if w.ID == 0 {
		return Credential{}, errors.New("credentialId is missing")
	}
	c := Credential{
		ID: w.ID, ApplicationID: w.ApplicationID, Status: Status(plain.Text(string(w.Status))), Support: w.Support,
		Rules: make(rule.Set, len(w.Rules)), AllowedIPs: make([]string, len(w.AllowedIPs)),
	}
	for i, r := range w.Rules {
		c.Rules[i] = rule.Rule{Method: rule.Method(plain.Text(string(r.Method))), Path: cleanPath(r.Path)}
	}
	for i, ip := range w.AllowedIPs {
		c.AllowedIPs[i] = plain.Text(ip)
	}
	creation, err := parseTime(&w.Creation)
	if err != nil {
		return Credential{}, fmt.Errorf("creation: %w", err)
	}
	if creation != nil {
		c.Creation = *creation
	}
	if c.Expiration, err = parseTime(w.Expiration); err != nil {
		return Credential{}, fmt.Errorf("expiration: %w", err)
	}
	if c.LastUse, err = parseTime(w.LastUse); err != nil {
		return Credential{}, fmt.Errorf("lastUse: %w", err)
	}
	return c, nil
}

// cleanPath sanitises a rule's path but keeps a trailing blank, which makes the
// rule match nothing and must not be hidden.
func cleanPath(path string) string {
	clean := plain.Text(path)
	if n := len(path); n > 0 && path[n-1] == ' ' {
		clean += " "
	}
	return clean
}

// parseTime reads a date of the API: RFC 3339, or the same without a colon in
// its offset. Null and empty are no date.
func parseTime(text *string) (*time.Time, error) {
	if text == nil || *text == "" {
		return nil, nil //nolint:nilnil // no date is a valid answer: never used, never expires
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05-0700"} {
		if t, err := time.Parse(layout, *text); err == nil {
			return &t, nil
		}
	}
	return nil, fmt.Errorf("%q is not a date", plain.Text(*text))
}

func (a Application) clean() Application {
	a.Name, a.Description = plain.Text(a.Name), plain.Text(a.Description)
	a.Key, a.Status = plain.Text(a.Key), plain.Text(a.Status)
	return a
}

// check reports whether the object is whole and the one asked for.
func (w wireCredential) check(id int64) error {
	if _, err := w.credential(); err != nil {
		return err
	}
	return sameID(id, w.ID)
}

func (a Application) check(id int64) error { return sameID(id, a.ID) }

func sameID(want, got int64) error {
	if want != got {
		return errors.New("the answer is about another object")
	}
	return nil
}
