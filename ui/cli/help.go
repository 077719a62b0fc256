package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// helpWidth is how long the lines of --help may get.
const helpWidth = 80

// groups are the headings under which commands stand in --help and in the manual,
// each with its commands by their names.
var groups = []struct {
	id, title string
	commands  []string
}{
	{"look", "Look at the account:", []string{"list", "show", "apps", "whoami", "check"}},
	{"make", "Make and replace tokens:", []string{"request", "pending", "resume", "rotate", "allow"}},
	{"end", "End tokens:", []string{"revoke", "clean"}},
	{"rules", "Find the right rules:", []string{"presets", "operations", "rules", "explain"}},
	{"machine", "On this machine:", []string{"profiles", "export", "doctor"}},
	{"more", "More:", []string{"sim", "completion", "man", "help"}},
}

// arrangeHelp puts the commands under their headings and keeps lines short.
func arrangeHelp(root *cobra.Command) {
	last := groups[len(groups)-1].id
	for _, g := range groups {
		for _, c := range root.Commands() {
			if slices.Contains(g.commands, c.Name()) {
				c.GroupID = g.id
			}
		}
	}
	for _, c := range root.Commands() {
		if c.GroupID == "" {
			c.GroupID = last
		}
	}
	for _, g := range groups {
		if slices.ContainsFunc(root.Commands(), func(c *cobra.Command) bool { return c.GroupID == g.id }) || g.id == last {
			root.AddGroup(&cobra.Group{ID: g.id, Title: g.title})
		}
	}
	root.SetHelpCommandGroupID(last)
	root.SetUsageTemplate(strings.ReplaceAll(root.UsageTemplate(), ".FlagUsages", ".FlagUsagesWrapped 80"))
}

// tree lists a command and all below it that are meant for people, in the order of
// the headings.
func tree(root *cobra.Command) []*cobra.Command {
	list := []*cobra.Command{root}
	var add func(*cobra.Command)
	add = func(c *cobra.Command) {
		list = append(list, c)
		for _, below := range c.Commands() {
			if below.IsAvailableCommand() {
				add(below)
			}
		}
	}
	for _, g := range groups {
		for _, name := range g.commands {
			for _, c := range root.Commands() {
				if c.Name() == name && c.IsAvailableCommand() {
					add(c)
				}
			}
		}
	}
	return list
}

// option is a flag as the manual shows it.
type option struct {
	name  string // "--json", "-y, --yes", "--app id"
	usage string
}

// options are the flags of a set in alphabetical order.
func options(set *pflag.FlagSet) []option {
	var list []option
	set.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, usage := pflag.UnquoteUsage(f)
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		if value != "" && f.NoOptDefVal == "" {
			name += " " + value
		} else if value != "" && f.Value.Type() != "bool" {
			name += "[=" + value + "]"
		}
		if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "[]" && f.DefValue != "0" && f.DefValue != "0s" {
			usage += " (default " + f.DefValue + ")"
		}
		list = append(list, option{name, usage})
	})
	return list
}

// exitCodes are what they mean, for the manual.
var exitCodes = []struct{ code, meaning string }{
	{"0", "done"},
	{"1", "failed"},
	{"2", "wrong usage, or declined: nothing was changed"},
	{"3", "partly done: some items failed"},
	{"4", "not authorised: no keys, keys refused, or a rule is missing"},
	{"5", "the answer is no: explain says that the call would not pass; check or doctor found something"},
	{"130", "interrupted"},
}

// places are files and variables that the program reads or writes, for the manual.
var places = []struct{ name, use string }{
	{"./ovh.conf, ~/.ovh.conf, /etc/ovh.conf", "keys and profiles, the nearest file first, as for OVH's own libraries"},
	{"OVH_ENDPOINT, OVH_APPLICATION_KEY, OVH_APPLICATION_SECRET, OVH_CONSUMER_KEY", "go before the files; OVH_PROFILE chooses a profile"},
	{"$XDG_STATE_HOME/ovh-tokens (~/.local/state/ovh-tokens)", "requests that wait for their validation, receipts of what was revoked, preferences"},
	{"$XDG_CACHE_HOME/ovh-tokens (~/.cache/ovh-tokens)", "the API's operations; may be deleted at any time"},
	{"NO_COLOR", "takes the colours away"},
}
