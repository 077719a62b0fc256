// Package rotation replaces a consumer key of this machine by a new one with the
// same rights: it finds out where the old key stands and what would happen, and
// exchanges the keys once the new token is there. It knows no screen and prints
// nothing.
package rotation

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
)

// Connector makes a client for a profile.
type Connector func(config.Profile) (*ovhapi.Client, error)

// Plan is what is known of an old key before anything is changed.
type Plan struct {
	// Profile holds the old key.
	Profile config.Profile
	// Client speaks with the old key; nil when that was not found.
	Client *ovhapi.Client
	// Old is what the old key is, unless it is dead, and Account whose it is.
	Old     ovhapi.Credential
	Account string
	// Request is the new token when that was asked for already, else nil, and FreshID
	// its id.
	Request *ovhapi.Request
	FreshID int64
	// Dead is why the old key works no more, or nil; Fate is that of the old token,
	// where its key was not asked.
	Dead error
	Fate ovhapi.Fate
	// Look is where keys are looked for, and written.
	Look config.KeyReplacer
	// Places are where the old key stands, Fresh where the new one does already.
	Places, Fresh []config.FoundKey
	// Problems tell what could not be read; the files in Unread may hold the old key,
	// so that its token is kept for them.
	Problems []config.Problem
	Unread   []config.File
	// Unasked are keys of this machine of which any may be the old one.
	Unasked []ovhapi.UnaskedKey
	// Err is why there is no plan; ErrIncomplete when the profile lacks a value.
	Err error
}

// String keeps fmt from walking into the keys.
func (Plan) String() string { return "where the old key stands" }

// ErrIncomplete refuses to ask for a new token where something is missing that a
// signed call needs.
var ErrIncomplete = errors.New("the profile is not complete")

// Find looks where the key of a profile stands and what it may do. Without a
// client it makes one.
func Find(ctx context.Context, p config.Profile, client *ovhapi.Client, connect Connector, look config.KeyReplacer) Plan {
	plan := Plan{Profile: p, Client: client, Look: look}
	if plan.Client == nil {
		if plan.Client, plan.Err = connect.to(p); plan.Err != nil {
			return plan
		}
	}
	if plan.Old, plan.Err = plan.Client.CurrentCredential(ctx); plan.Err != nil {
		return plan
	}
	details, err := plan.Client.Details(ctx)
	if err != nil {
		plan.Err = fmt.Errorf("asking whose the token is: %w", err)
		return plan
	}
	plan.Account = details.Account
	plan.locate(ovhapi.Secret{})
	plan.Look = look.Seen(p.ConsumerKey.Secret)
	plan.Unread = plan.Look.Unread(p.ConsumerKey.Secret)
	return plan
}

func (connect Connector) to(p config.Profile) (*ovhapi.Client, error) {
	if !p.Complete() || connect == nil {
		return nil, ErrIncomplete
	}
	return connect(p)
}

// locate looks where the old key stands, and the new one.
func (p *Plan) locate(fresh ovhapi.Secret) {
	var all []config.FoundKey
	all, p.Problems = p.Look.Find(p.Profile.ConsumerKey.Secret, fresh)
	for _, k := range all {
		switch {
		case k.Key != "consumer_key" || k.Shadowed || k.Value.Empty():
		case k.Value == p.Profile.ConsumerKey.Secret:
			p.Places = append(p.Places, k)
		case k.Value == fresh:
			p.Fresh = append(p.Fresh, k)
		}
	}
}

// Draft is the new token to ask for: the rules and addresses of the old one, in
// whose place it is to come. profile is the name by which the rotation is found
// again.
func (p *Plan) Draft(profile string) ovhapi.Draft {
	return ovhapi.Draft{Rules: p.Old.Rules, AllowedIPs: p.Old.AllowedIPs, Replaces: &ovhapi.Replacing{
		CredentialID: p.Old.ID, Account: p.Account, Profile: profile, Files: p.files(),
	}}
}

// files are those to look through when the rotation goes on later, maybe from
// another folder and with other options.
func (p *Plan) files() []string {
	list := slices.Clone(p.Look.Files)
	for _, k := range p.Places {
		if k.Origin.File != "" && !slices.Contains(list, k.Origin.File) {
			list = append(list, k.Origin.File)
		}
	}
	return list
}
