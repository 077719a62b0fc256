package preset

import (
	"slices"
	"strings"

	"ovh-tokens/ovhapi/rule"
)

// Every is the value that stands for every one.
const Every = "*"

// Parameter is a part of a preset's paths that is to be filled.
type Parameter struct {
	// Name is what stands in braces.
	Name string
	// Label says what it is, in the singular and without an article.
	Label string
	// Example is a value as it looks; it may be empty.
	Example string
	// List is the route that lists the values, where the token in use may ask; ""
	// where there is none. It may have another parameter, which is to be filled
	// first.
	List string
	// All says what the value * means.
	All string
}

// known is what is known of a parameter. The routes are those of OVH's published
// schemas of 2026-04.
type known struct {
	path    string // how the part is reached; the first that a preset has counts
	label   string
	example string
	every   string // continues "Every …"
	list    string // where it is not the path without its last part
	leaf    bool   // there is nothing below it
}

var knownParameters = []known{
	{path: "/domain/zone/{zone}", label: "DNS zone", example: "example.com", every: "DNS zone of the account"},
	{path: "/email/domain/{zone}", label: "mail domain", example: "example.com", every: "mail domain of the account"},
	{path: "/domain/{zone}", label: "domain", example: "example.com", every: "domain of the account"},
	{path: "/domain/zone/{zone}/record/{record_id}", label: "number of the record", example: "5234567890", every: "record of the zone", list: "none", leaf: true},
	{path: "/cloud/project/{project}", label: "cloud project", example: "0123456789abcdef0123456789abcdef", every: "cloud project of the account"},
	{
		path: "/v2/publicCloud/project/{project}", label: "cloud project", example: "0123456789abcdef0123456789abcdef",
		every: "cloud project of the account", list: "/cloud/project",
	},
	{
		path: "/cloud/project/{project}/kube/{kube}", label: "Kubernetes cluster", example: "01234567-89ab-cdef-0123-456789abcdef",
		every: "Kubernetes cluster of the project",
	},
	{path: "/sms/{sms}", label: "SMS account", example: "sms-ab12345-1", every: "SMS account"},
	{path: "/dedicated/server/{server}", label: "dedicated server", example: "ns1234567.ip-192-0-2.eu", every: "dedicated server of the account"},
	{path: "/vps/{vps}", label: "VPS", example: "vps-01234567.vps.ovh.net", every: "VPS of the account"},
	{path: "/vrack/{vrack}", label: "vRack", example: "pn-12345", every: "vRack of the account"},
	{path: "/ipLoadbalancing/{iplb}", label: "load balancer", example: "loadbalancer-0123456789abcdef0123456789abcdef", every: "load balancer of the account"},
	{path: "/dbaas/logs/{ldp}", label: "Logs Data Platform service", example: "ldp-ab-12345", every: "Logs Data Platform service of the account"},
	{path: "/hosting/privateDatabase/{db}", label: "Web Cloud Databases server", example: "ab12345-001", every: "Web Cloud Databases server of the account"},
	{path: "/hosting/web/{hosting}", label: "web hosting", example: "example.com", every: "web hosting of the account"},
}

// Parameters lists what is to be filled, in the order of the rules.
func (p Preset) Parameters() []Parameter {
	var list []Parameter
	for _, r := range p.Rules {
		for _, name := range parameters(r.Path) {
			if !slices.ContainsFunc(list, func(q Parameter) bool { return q.Name == name }) {
				list = append(list, p.parameter(name))
			}
		}
	}
	return list
}

// parameters are the names of a path's parameters.
func parameters(path string) []string {
	var names []string
	for part := range strings.SplitSeq(path, "/") {
		if m := parameterPattern.FindStringSubmatch(part); m != nil {
			names = append(names, m[1])
		}
	}
	return names
}

// parameter says what is known of one.
func (p Preset) parameter(name string) Parameter {
	mark := open + name + shut
	is := Parameter{Name: name, Label: strings.ReplaceAll(name, "_", " ")}
	every, leaf := "one there is", false
	for _, k := range knownParameters {
		if strings.HasSuffix(k.path, "/"+mark) && slices.ContainsFunc(p.Rules, func(r rule.Rule) bool { return within(r.Path, k.path) }) {
			is.Label, is.Example, every, leaf = k.label, k.example, k.every, k.leaf
			if is.List = strings.TrimSuffix(k.path, "/"+mark); k.list != "" {
				is.List = strings.TrimPrefix(k.list, "none")
			}
			break
		}
	}
	is.All = "Every " + every + ", those to come included."
	if !leaf {
		is.All += p.widened(mark)
	}
	is.All += p.crossed(mark)
	return is
}

// within reports whether a path is another or lies below it.
func within(path, above string) bool {
	return path == above || strings.HasPrefix(path, above+"/")
}

// widened says which rules end in a parameter: with a star there, they cover
// everything below as well.
func (p Preset) widened(mark string) string {
	var paths []string
	methods := map[string][]rule.Method{}
	for _, r := range p.Rules {
		if path, ends := strings.CutSuffix(r.Path, "/"+mark); ends {
			if len(methods[path]) == 0 {
				paths = append(paths, path)
			}
			methods[path] = append(methods[path], r.Method)
		}
	}
	text := ""
	for _, path := range paths {
		verb := " also covers"
		if len(methods[path]) > 1 {
			verb = " also cover"
		}
		text += " " + inWords(methods[path]) + " " + path + "/*" + verb + " everything below."
	}
	return text
}

// maxCrossed bounds how many ends of paths are named.
const maxCrossed = 3

// crossed says what else the rules reach that go on behind a parameter: with a star
// there, "/domain/zone/*/record" also takes "/domain/zone/a/dynHost/record".
func (p Preset) crossed(mark string) string {
	var ends []string
	for _, r := range p.Rules {
		_, end, found := strings.Cut(r.Path, "/"+mark+"/")
		if !found {
			continue
		}
		parts := strings.Split(end, "/")
		for i, part := range parts {
			if parameterPattern.MatchString(part) {
				parts[i] = Every
			}
		}
		if parts[0] == Every { // everything below the part is reached anyway
			continue
		}
		if end = "/" + strings.Join(parts, "/"); !slices.Contains(ends, end) {
			ends = append(ends, end)
		}
	}
	if len(ends) == 0 {
		return ""
	}
	words := ends[:min(len(ends), maxCrossed)]
	text := " A star crosses slashes: also whatever deeper ends in " + strings.Join(words, " or ")
	if len(ends) > len(words) {
		text += ", and more of the kind"
	}
	return text + "."
}
