// Package export writes the keys of a token as a given tool takes them: its
// files, variables, manifests, forms and constructors, with the endpoint in the
// tool's own spelling and every value quoted for the syntax it stands in.
package export

import (
	"io/fs"
	"slices"
	"strings"

	"ovh-tokens/ovhapi"
)

// Keys are what an export is made of: an application with a consumer key, or a
// service account (OAuth2).
type Keys struct {
	Endpoint          ovhapi.Endpoint
	ApplicationKey    string
	ApplicationSecret ovhapi.Secret
	ConsumerKey       ovhapi.Secret
	ClientID          string
	ClientSecret      ovhapi.Secret
}

// application reports whether anything of an application is there.
func (k Keys) application() bool {
	return k.ApplicationKey != "" || !k.ApplicationSecret.Empty() || !k.ConsumerKey.Empty()
}

// account reports whether anything of a service account is there.
func (k Keys) account() bool { return k.ClientID != "" || !k.ClientSecret.Empty() }

// Kind says what the text of a format is, and so what can be done with it.
type Kind string

// The kinds.
const (
	File      Kind = "file"      // a whole file
	Fragment  Kind = "fragment"  // lines for a file that holds other things too
	Variables Kind = "variables" // lines of NAME=value, in a file or in the settings of a service
	Commands  Kind = "commands"  // shell commands, to run or to source
	Manifest  Kind = "manifest"  // YAML for kubectl apply
	Form      Kind = "form"      // what to type into which field
	Code      Kind = "code"      // source code
	Link      Kind = "link"      // an address for the browser
)

// Group gathers formats under one heading.
type Group string

// The groups, in reading order.
const (
	Libraries    Group = "OVH's libraries and command line"
	Certificates Group = "Certificates"
	DNS          Group = "DNS"
	Provisioning Group = "Infrastructure as code"
	Clusters     Group = "Kubernetes and machines"
	Watching     Group = "Monitoring and billing"
	Automation   Group = "Automation and messages"
	SourceCode   Group = "Source code"
	General      Group = "General"
)

// Groups lists the groups in reading order.
func Groups() []Group {
	return []Group{Libraries, Certificates, DNS, Provisioning, Clusters, Watching, Automation, SourceCode, General}
}

// Parameter is a value that a format needs beyond the keys.
type Parameter struct {
	// Name is what a command calls it: "zone".
	Name string
	// Title says what it is, in words that can follow "the": "DNS zone".
	Title string
	// Default is taken when nothing is given. Without one, the parameter is
	// required unless it is Optional.
	Default string
	// Optional parameters may stay empty.
	Optional bool
}

// Format is one way in which a tool takes its keys.
type Format struct {
	// ID is the name that commands use. It never changes.
	ID string
	// Tool names the tool and the place, on screen.
	Tool string
	// Also names other tools that take the keys in the same way.
	Also  []string
	Group Group
	Kind  Kind
	// Path is the file to offer when the text is written; empty when there is
	// none to offer.
	Path string
	// Mode is what a new file should have; zero when Path is empty.
	Mode fs.FileMode
	// Where says where the tool looks for it.
	Where string
	// Parameters are what it needs beyond the keys.
	Parameters []Parameter
	// Notes are worth knowing.
	Notes []string
	// Source is where the tool's way was read: repository@commit and files.
	Source string
	// Presets are the rule sets that this tool needs, by id. A star at the end
	// stands for any rest.
	Presets []string

	cautions []string // what is unsafe about this way, whatever the keys
	spelling spelling
	keys     string // template for an application with a consumer key
	account  string // template for a service account
	keyless  bool   // the text has no keys in it, so any kind of keys will do
}

// TakesApplication reports whether the tool takes application key, application
// secret and consumer key.
func (f Format) TakesApplication() bool { return f.keys != "" && !f.keyless }

// TakesAccount reports whether the tool takes a service account (OAuth2).
func (f Format) TakesAccount() bool { return f.account != "" }

// Formats returns every format, group by group. What their fields refer to is
// shared by all callers and not to be changed.
func Formats() []Format {
	return slices.Concat(libraries(), certificates(), acmeClients(), zones(), provisioning(), clusters(), watching(), automation(), sourceCode(), general())
}

// ByID returns the format with an id.
func ByID(id string) (Format, bool) {
	all := Formats()
	at := slices.IndexFunc(all, func(f Format) bool { return f.ID == id })
	if at < 0 {
		return Format{}, false
	}
	return all[at], true
}

// Find returns the formats that a query may mean, the closest first: an id, the
// name of a tool or a part of either. An empty query finds all of them.
func Find(query string) []Format {
	query = strings.ToLower(strings.TrimSpace(query))
	var found [noMatch][]Format
	for _, f := range Formats() {
		if rank := f.rank(query); rank < noMatch {
			found[rank] = append(found[rank], f)
		}
	}
	return slices.Concat(found[:]...)
}

// noMatch is behind every rank of a match.
const noMatch = 7

// rank is 0 for the id itself, then for the name of the tool, the beginning of
// either, a part of either; after them the same for the other tools that take
// the keys in this way.
func (f Format) rank(query string) int {
	best := noMatch
	for i, name := range append([]string{f.ID, f.Tool}, f.Also...) {
		name = strings.ToLower(name)
		other := i > 1
		switch {
		case name == query && i == 0:
			return 0
		case name == query && other:
			best = min(best, 4)
		case name == query:
			best = min(best, 1)
		case strings.HasPrefix(name, query) && other:
			best = min(best, 5)
		case strings.HasPrefix(name, query):
			best = min(best, 2)
		case strings.Contains(name, query) && other:
			best = min(best, 6)
		case strings.Contains(name, query):
			best = min(best, 3)
		}
	}
	return best
}

// ForPreset returns the formats of the tools that a preset is made for.
func ForPreset(id string) []Format {
	var found []Format
	for _, f := range Formats() {
		if slices.ContainsFunc(f.Presets, func(p string) bool {
			start, open := strings.CutSuffix(p, "*")
			return p == id || open && strings.HasPrefix(id, start)
		}) {
			found = append(found, f)
		}
	}
	return found
}
