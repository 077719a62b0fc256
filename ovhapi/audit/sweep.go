package audit

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"ovh-tokens/ovhapi"
)

// Spare is what a clean-up leaves alone, beside the token in use, which never goes.
type Spare struct {
	// Here are tokens whose keys stand on this machine, and where. Of these only
	// what has expired or was refused goes.
	Here map[int64]string
	// Unsure says why any token that works or may come to work could be one whose key
	// stands on this machine: then only what can't is taken. "" when Here is complete.
	Unsure string
	// Lately is how recent the last use or the making of a token has to be for it
	// not to go because of a twin; zero is 30 days.
	Lately time.Duration
	// Kept are tokens that the user took out.
	Kept map[int64]bool
}

const latelyDefault = 30 * day

// Item is a token that a clean-up takes.
type Item struct {
	Token ovhapi.Token
	Group Group
	// Reason says in one sentence why it may go.
	Reason string
	// Instead is the twin that stays in its place, or nil.
	Instead *ovhapi.Token
}

// Sweep is a clean-up to look through before it begins.
type Sweep struct {
	// Items are in the order of Groups, and within a group the oldest first. No
	// token is there twice.
	Items []Item
	// Protected are tokens that a group would have taken, and why they stay.
	Protected []ovhapi.Skip
	// Kept are those of them that the user took out, as they would have been taken,
	// in the order of Items.
	Kept []Item
	// Choice is what the clean-up was asked for.
	Choice Choice
}

// TakenOut is why a token stays that the user took out.
const TakenOut = "taken out by you"

// Sweep plans a clean-up of the auditor's tokens. Making it anew is what goes on
// after a run was stopped or a choice was changed.
func (a *Auditor) Sweep(choice Choice, spare Spare) Sweep {
	p := &sweeping{auditor: a, choice: choice, groups: a.limits.Groups(), spare: spare, taken: map[int64]bool{}, told: map[int64]bool{}}
	p.spare.Lately = cmp.Or(spare.Lately, latelyDefault)
	p.Choice = choice
	for _, e := range a.entries {
		if group, reason := p.reason(&e.token); group != "" {
			p.consider(Item{Token: e.token, Group: group, Reason: reason})
		}
	}
	if _, chosen := choice[GroupTwins]; chosen {
		for _, members := range a.families {
			p.twins(members)
		}
	}
	byGroup := func(x, y Item) int {
		return cmp.Or(cmp.Compare(x.Group.place(), y.Group.place()), byAge(x.Token, y.Token))
	}
	slices.SortFunc(p.Items, byGroup)
	slices.SortFunc(p.Kept, byGroup)
	slices.SortFunc(p.Protected, func(x, y ovhapi.Skip) int { return byAge(x.Token, y.Token) })
	return p.Sweep
}

func (g Group) place() int {
	return slices.IndexFunc(groups, func(k GroupKind) bool { return k.Group == g })
}

func byAge(a, b ovhapi.Token) int {
	return cmp.Or(a.Creation.Compare(b.Creation), cmp.Compare(a.ID, b.ID))
}

// Plan is the run that does it: Client.Revoke looks at each token again before it
// goes, and spares what was used, validated or changed since.
func (s Sweep) Plan() ovhapi.Plan {
	swept := make([]ovhapi.Swept, len(s.Items))
	for i, item := range s.Items {
		swept[i] = ovhapi.Swept{Token: item.Token, Premise: ovhapi.Premise{Over: item.Group == GroupExpired, Instead: item.Instead, Reason: item.Reason}}
	}
	plan := ovhapi.PlanSweep(swept, s.Protected...)
	plan.Choice = s.Choice.Text()
	return plan
}

// Of lists what a group takes.
func (s Sweep) Of(g Group) []Item { return ofGroup(s.Items, g) }

// KeptOf lists what a group would take, had the user not taken it out.
func (s Sweep) KeptOf(g Group) []Item { return ofGroup(s.Kept, g) }

func ofGroup(items []Item, g Group) []Item {
	var list []Item
	for _, item := range items {
		if item.Group == g {
			list = append(list, item)
		}
	}
	return list
}

// sweeping is a clean-up that is being planned.
type sweeping struct {
	Sweep
	auditor *Auditor
	choice  Choice
	groups  []GroupKind
	spare   Spare
	taken   map[int64]bool
	told    map[int64]bool // protected
}

// consider takes a token unless it is protected.
func (p *sweeping) consider(item Item) {
	if why := p.protection(item); why != "" {
		p.told[item.Token.ID] = true
		if why == TakenOut {
			p.Kept = append(p.Kept, item)
		}
		p.Protected = append(p.Protected, ovhapi.Skip{Token: item.Token, Reason: why})
		return
	}
	p.taken[item.Token.ID] = true
	p.Items = append(p.Items, item)
}

// protection says why a token stays, or "". What has expired or was refused can't
// be of use to anybody, so only the user and the token in use keep it.
func (p *sweeping) protection(item Item) string {
	t := item.Token
	place, here := p.spare.Here[t.ID]
	switch {
	case t.Current:
		return ovhapi.SkipCurrent
	case p.spare.Kept[t.ID]:
		return TakenOut
	case item.Group == GroupExpired || item.Group == GroupRefused:
		return ""
	case here && place != "":
		return "its key stands in " + place
	case here:
		return "its key stands on this machine"
	case p.spare.Unsure != "" && item.Group != GroupDead:
		return p.spare.Unsure
	case t.Support:
		return "made by OVH's support"
	case item.Group == GroupTwins && p.sinceTouched(&t) <= p.spare.Lately:
		return lately(&t, p.auditor.now)
	}
	return ""
}

// sinceTouched is how long ago a token was used or made.
func (p *sweeping) sinceTouched(t *ovhapi.Token) time.Duration {
	return p.auditor.now.Sub(touched(t))
}

// touched is when a token was last used, or was made if it never was.
func touched(t *ovhapi.Token) time.Time {
	if t.LastUse != nil {
		return *t.LastUse
	}
	return t.Creation
}

func lately(t *ovhapi.Token, now time.Time) string {
	if t.LastUse != nil {
		return "used " + span(now.Sub(*t.LastUse)) + " ago"
	}
	return "made " + span(now.Sub(t.Creation)) + " ago"
}

// reason is the first chosen group that a token is in by itself, and why.
func (p *sweeping) reason(t *ovhapi.Token) (Group, string) {
	now := p.auditor.now
	for _, k := range p.groups {
		limit, chosen := p.choice.limit(k)
		if !chosen || t.Unread {
			continue
		}
		if reason := reasonFor(k.Group, t, now, limit); reason != "" {
			return k.Group, reason
		}
	}
	return "", ""
}

// reasonFor says why a group takes a token, or "" when it does not.
func reasonFor(g Group, t *ovhapi.Token, now time.Time, limit time.Duration) string {
	works := t.Works(now)
	switch {
	case g == GroupExpired && t.Expired(now):
		if t.Expiration != nil && t.Expiration.Before(now) {
			return "It expired " + span(now.Sub(*t.Expiration)) + " ago."
		}
		return "It has expired."
	case g == GroupRefused && t.Status == ovhapi.StatusRefused:
		return "It was refused on OVH's page."
	case g == GroupDead && t.Dead() && t.Live(now):
		return "Its application is gone: it is dead."
	case g == GroupPending && t.Status == ovhapi.StatusPending && older(t.Creation, now, limit):
		return "It was asked for " + span(now.Sub(t.Creation)) + " ago and nobody validated it."
	case g == GroupNeverUsed && works && t.LastUse == nil && older(t.Creation, now, limit):
		return "It was made " + span(now.Sub(t.Creation)) + " ago and has never been used."
	case g == GroupDormant && works && t.LastUse != nil && older(*t.LastUse, now, limit):
		return "It was last used " + span(now.Sub(*t.LastUse)) + " ago."
	case g == GroupConsole && works && t.App == ovhapi.AppForeign && older(touched(t), now, limit):
		return "This account did not make its application; it was " + lately(t, now) + "."
	}
	return ""
}

// twins takes all tokens of a family that stay so far, but the one used last: what
// another group takes can't be the one that stays. Of such as were never used the
// one stays that works longest, and of those the newest.
func (p *sweeping) twins(members map[int64]*entry) {
	left := remaining(members, p.taken)
	if len(left) < 2 {
		return
	}
	stays := slices.MaxFunc(left, func(x, y *entry) int {
		return cmp.Or(compareUse(x.token.LastUse, y.token.LastUse), compareEnd(x.token.Expiration, y.token.Expiration), byAge(x.token, y.token))
	})
	keeper := stays.token
	for _, e := range left {
		if e != stays && !p.told[e.token.ID] {
			p.consider(Item{Token: e.token, Group: GroupTwins, Reason: twinReason(&e.token, &keeper, p.auditor.now), Instead: &keeper})
		}
	}
}

func compareUse(a, b *time.Time) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return -1
	case b == nil:
		return 1
	}
	return a.Compare(*b)
}

// compareEnd orders by how long tokens work, nil being for ever.
func compareEnd(a, b *time.Time) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	}
	return a.Compare(*b)
}

// twinReason says what speaks for the token that stays, and where it matters what
// speaks against it: whoever needs the pair for long may want the other one.
func twinReason(t, stays *ovhapi.Token, now time.Time) string {
	lasts := compareEnd(stays.Expiration, t.Expiration)
	how := "is newer"
	switch {
	case compareUse(stays.LastUse, t.LastUse) > 0:
		how = "was used later"
	case lasts > 0:
		how = "works longer"
	}
	if lasts < 0 {
		how += ", but expires sooner: in " + span(stays.Expiration.Sub(now))
	}
	return fmt.Sprintf("Token %d does the same and %s.", stays.ID, how)
}
