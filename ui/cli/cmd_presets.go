package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"ovh-tokens/config/ruleset"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/theme"
)

// presetRow is one ready-made set in the answer of --json.
type presetRow struct {
	ID         string         `json:"id"`
	Title      string         `json:"title"`
	Group      preset.Group   `json:"group"`
	Parameters []parameterRow `json:"parameters"`
	Rules      rule.Set       `json:"rules"`
	Warning    string         `json:"warning"`
	Source     string         `json:"source"`
	Tools      []string       `json:"tools"`
	Purpose    string         `json:"purpose"`
	Remark     string         `json:"remark"`
	Own        bool           `json:"own"` // the user's
}

type parameterRow struct {
	Name    string `json:"name"`
	Label   string `json:"label"`
	Example string `json:"example"`
	All     string `json:"all"` // what * means
}

func newPresets(s *session) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "presets [NAME]",
		Short: "List the rule sets for known tools, or show one",
		Long: `List the ready-made rule sets for known tools and tasks, your own included, or
show one: what it is for, what is to be filled in, its rules and where they come
from. It asks nobody and needs no keys.`,
		Example: `  ovh-tokens presets
  ovh-tokens presets dns01-zone
  ovh-tokens presets --json | jq -r '.[] | select(.tools[] == "Terraform") | .id'
  ovh-tokens request --preset dns01-zone --set zone=example.com --save`,
		Args: between(0, 1, "one name of a set"),
		RunE: func(_ *cobra.Command, args []string) error { return runPresets(s, args) },
	}
	cmd.ValidArgsFunction = s.completePresets(1)
	s.flags.withJSON(cmd)
	return cmd
}

func runPresets(s *session, args []string) error {
	list := s.presets()
	if len(args) > 0 {
		p, err := ruleset.FindPreset(list, args[0])
		if err != nil {
			return s.unread(&ruleFlags{choice: ruleset.Choice{Preset: args[0]}}, err)
		}
		if !s.flags.json {
			return s.showPreset(p)
		}
		list = preset.List{p}
	}
	if s.flags.json {
		rows := make([]presetRow, len(list))
		for i, p := range list {
			rows[i] = rowOf(p)
		}
		return s.printJSON(rows)
	}
	var rows [][]cell
	for _, section := range list.ByGroup() {
		for _, p := range section.Presets {
			rows = append(rows, []cell{
				{text: p.ID, role: theme.Strong}, {text: p.Title}, {text: asked(p), role: theme.Subtle}, {text: section.Group.Title(), role: theme.Subtle},
			})
		}
	}
	return s.table([]column{{title: "Name"}, {title: "For", least: 20}, {title: "To fill in", leaves: 1}, {title: "Group", least: 10, leaves: 2}}, rows)
}

// asked names the parameters of a set.
func asked(p preset.Preset) string {
	var names []string
	for _, q := range p.Parameters() {
		names = append(names, q.Name)
	}
	return strings.Join(names, ", ")
}

func rowOf(p preset.Preset) presetRow {
	r := presetRow{
		ID: p.ID, Title: p.Title, Group: p.Group, Parameters: []parameterRow{}, Rules: append(rule.Set{}, p.Rules...),
		Warning: p.Warning, Source: p.Source, Tools: append([]string{}, p.Tools...), Purpose: p.Purpose, Remark: p.Remark, Own: p.Own,
	}
	for _, q := range p.Parameters() {
		r.Parameters = append(r.Parameters, parameterRow{q.Name, q.Label, q.Example, q.All})
	}
	return r
}

// showPreset describes one set, and says how to ask for a token with it.
func (s *session) showPreset(p preset.Preset) error {
	fields := []field{{label: "Name", text: p.ID, role: theme.Strong}, {label: "For", text: p.Title}}
	add := func(label, text string, role theme.Role) {
		if text != "" {
			fields = append(fields, field{label, text, role})
		}
	}
	add("Purpose", p.Purpose, theme.Text)
	add("Tools", strings.Join(p.Tools, ", "), theme.Text)
	add("Know first", p.Warning, theme.Caution)
	add("Remark", p.Remark, theme.Text)
	for i, r := range p.Rules {
		label, text := "", r.String()
		if i == 0 {
			label = "Rules"
		}
		if note := p.Notes[r]; note != "" {
			text += "   # " + note
		}
		fields = append(fields, field{label: label, text: text})
	}
	for _, q := range p.Parameters() {
		text := q.Label
		if q.Example != "" {
			text += ", such as " + q.Example
		}
		fields = append(fields, field{label: "--set " + q.Name + "=", text: fmt.Sprintf("%s. With *: %s", text, q.All)})
	}
	add("Source", p.Source, theme.Subtle)
	request := append([]string{"request", "--preset", p.ID}, strings.Fields(ruleset.Example(p))...)
	fields = append(fields, field{label: "Request", text: s.paste(request...), role: theme.Accent})
	return s.describe(fields)
}
