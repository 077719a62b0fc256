package preset

import "slices"

// Group is a kind of presets, by the name that files use.
type Group string

// The groups.
const (
	GroupDNS        Group = "dns"
	GroupDomains    Group = "domains"
	GroupCode       Group = "code"
	GroupKubernetes Group = "kubernetes"
	GroupServers    Group = "servers"
	GroupMonitoring Group = "monitoring"
	GroupMessages   Group = "messages"
	GroupBackups    Group = "backups"
	GroupProgram    Group = "program"
	GroupGeneral    Group = "general"
	GroupOwn        Group = "own"
)

// groupTitles are the groups in their order, with what they are called.
var groupTitles = []struct {
	group Group
	title string
}{
	{GroupDNS, "DNS and certificates"},
	{GroupDomains, "DNS and domains management"},
	{GroupCode, "Infrastructure as code"},
	{GroupKubernetes, "Kubernetes"},
	{GroupServers, "Cloud and servers"},
	{GroupMonitoring, "Monitoring and billing"},
	{GroupMessages, "Mail and SMS"},
	{GroupBackups, "Backups"},
	{GroupProgram, "This program"},
	{GroupGeneral, "General"},
	{GroupOwn, "Your own"},
}

// Groups lists the groups in the order in which they are shown.
func Groups() []Group {
	list := make([]Group, len(groupTitles))
	for i, g := range groupTitles {
		list[i] = g.group
	}
	return list
}

// Title is what a group is called on screen.
func (g Group) Title() string {
	at := slices.Index(Groups(), g)
	if at < 0 {
		return string(g)
	}
	return groupTitles[at].title
}

// Section is the presets of one group.
type Section struct {
	Group   Group
	Presets List
}

// ByGroup sorts the presets into their groups, each in its order. A group without
// any is left out.
func (l List) ByGroup() []Section {
	var sections []Section
	for _, g := range Groups() {
		in := Section{Group: g}
		for _, p := range l {
			if p.Group == g {
				in.Presets = append(in.Presets, p)
			}
		}
		if len(in.Presets) > 0 {
			sections = append(sections, in)
		}
	}
	return sections
}
