package audit

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Group is a reason for which a clean-up takes tokens. Its name is the one that
// commands use, and never changes.
type Group string

// The groups there are, the strongest reason first: a token is in the first one
// that fits.
const (
	GroupExpired   Group = "expired"
	GroupRefused   Group = "refused"
	GroupDead      Group = "dead"
	GroupPending   Group = "pending"
	GroupNeverUsed Group = "never-used"
	GroupDormant   Group = "dormant"
	GroupConsole   Group = "console"
	GroupTwins     Group = "twins"
)

// bothUnused is a short name for GroupNeverUsed and GroupDormant.
const bothUnused = "unused"

// GroupKind is a group with what it takes.
type GroupKind struct {
	Group Group
	// Meaning fits on a line behind the name, without a capital or a stop.
	Meaning string
	// Limit is how long ago the last use, or the making, has to be where the choice
	// does not say; zero where time does not matter.
	Limit time.Duration
}

var groups = []GroupKind{
	{GroupExpired, "over by status or date", 0},
	{GroupRefused, "refused on OVH's page", 0},
	{GroupDead, "listed as validated, but the application is gone", 0},
	{GroupPending, "asked for and never validated", 3 * day},
	{GroupNeverUsed, "never used since it was made", unusedDefault},
	{GroupDormant, "not used for long", dormantDefault},
	{GroupConsole, "by OVH's console or others' tools, not used for long", 30 * day},
	{GroupTwins, "another token does the same and was used later", 0},
}

// Groups lists the groups with their usual limits, the strongest reason first.
func Groups() []GroupKind { return slices.Clone(groups) }

// Groups lists the groups with the user's own limits: what is worth a finding for
// its age is old enough for a clean-up that does not say how old.
func (t Thresholds) Groups() []GroupKind {
	t = t.orDefaults()
	list := Groups()
	for i := range list {
		switch list[i].Group {
		case GroupNeverUsed:
			list[i].Limit = t.Unused
		case GroupDormant:
			list[i].Limit = t.Dormant
		case GroupExpired, GroupRefused, GroupDead, GroupPending, GroupConsole, GroupTwins:
		}
	}
	return list
}

// Choice is the groups that a clean-up takes, each with its limit in time; zero is
// the one of Thresholds.Groups.
type Choice map[Group]time.Duration

// shortest is the least limit that can be chosen: what was used today is not left
// over.
const shortest = day

// ParseChoice reads what a clean-up takes beside expired tokens:
// "dead,refused,unused=180d". A limit is a number of days (d), weeks (w) or hours
// (h), at least a day; "unused" is never-used and dormant in one. The choice always
// has GroupExpired.
func ParseChoice(text string) (Choice, error) {
	choice := Choice{GroupExpired: 0}
	for part := range strings.SplitSeq(text, ",") {
		part = strings.ToLower(strings.TrimSpace(part))
		if part == "" {
			continue
		}
		name, value, limited := strings.Cut(part, "=")
		chosen, err := groupsNamed(name)
		if err != nil {
			return nil, err
		}
		for _, kind := range chosen {
			if limited && kind.Limit == 0 {
				return nil, fmt.Errorf("%s takes no time", kind.Group)
			}
			limit := time.Duration(0)
			if limited {
				if limit, err = parseLimit(value); err != nil {
					return nil, fmt.Errorf("%s: %w", name, err)
				}
			}
			choice[kind.Group] = limit
		}
	}
	return choice, nil
}

func groupsNamed(name string) ([]GroupKind, error) {
	var found []GroupKind
	var names []string
	for _, k := range groups {
		if string(k.Group) == name || name == bothUnused && (k.Group == GroupNeverUsed || k.Group == GroupDormant) {
			found = append(found, k)
		}
		names = append(names, string(k.Group))
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("there is nothing called %q to clean up; there are %s and %s", name, strings.Join(names, ", "), bothUnused)
	}
	return found, nil
}

// longest keeps limits from overflowing: a hundred years.
const longest = 36_500 * day

func parseLimit(text string) (time.Duration, error) {
	units := map[string]time.Duration{"h": time.Hour, "d": day, "w": 7 * day}
	digits := strings.TrimRight(text, "hdw")
	n, err := strconv.Atoi(digits)
	unit, known := units[text[len(digits):]]
	if err != nil || !known || n < 0 || n > int(longest/unit) {
		return 0, fmt.Errorf("%q is not a time; write 180d, 26w or 48h", text)
	}
	if limit := time.Duration(n) * unit; limit >= shortest {
		return limit, nil
	}
	return 0, fmt.Errorf("%q is too short; a day is the least", text)
}

// String is the choice as ParseChoice reads it.
func (c Choice) String() string {
	var parts []string
	for _, k := range groups {
		limit, chosen := c[k.Group]
		switch {
		case !chosen || k.Group == GroupExpired:
		case limit == 0:
			parts = append(parts, string(k.Group))
		default:
			parts = append(parts, string(k.Group)+"="+limitText(limit))
		}
	}
	return strings.Join(parts, ",")
}

// Text is the whole choice as ReadChoice reads it: unlike String it says whether
// GroupExpired is in it.
func (c Choice) Text() string {
	text := c.String()
	if limit, chosen := c[GroupExpired]; chosen && limit == 0 {
		text = strings.TrimSuffix(string(GroupExpired)+","+text, ",")
	}
	return text
}

// ReadChoice reads what Text wrote.
func ReadChoice(text string) (Choice, error) {
	choice, err := ParseChoice(text)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(strings.Split(text, ","), string(GroupExpired)) {
		delete(choice, GroupExpired)
	}
	return choice, nil
}

func limitText(limit time.Duration) string {
	if limit%day == 0 {
		return fmt.Sprintf("%dd", int(limit/day))
	}
	return fmt.Sprintf("%dh", int(limit/time.Hour))
}

// With returns the choice with one more group.
func (c Choice) With(g Group, limit time.Duration) Choice {
	more := maps.Clone(c)
	if more == nil {
		more = Choice{}
	}
	more[g] = limit
	return more
}

// Without returns the choice without a group.
func (c Choice) Without(g Group) Choice {
	fewer := maps.Clone(c)
	delete(fewer, g)
	return fewer
}

// limit is the time that counts for a group.
func (c Choice) limit(k GroupKind) (limit time.Duration, chosen bool) {
	limit, chosen = c[k.Group]
	if chosen {
		limit = max(cmp.Or(limit, k.Limit), min(shortest, k.Limit))
	}
	return limit, chosen
}
