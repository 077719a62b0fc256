package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"ovh-tokens/config"
	"ovh-tokens/config/export"
	"ovh-tokens/config/keeping"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/theme"
)

// exportOptions are what `export` is told.
type exportOptions struct {
	*session
	id     string
	values []string
	list   bool
}

// formatRow is one form in the answer of --list --json.
type formatRow struct {
	ID         string         `json:"id"`
	Tool       string         `json:"tool"`
	Also       []string       `json:"also"`
	Group      export.Group   `json:"group"`
	Kind       export.Kind    `json:"kind"`
	Path       string         `json:"path"`
	Where      string         `json:"where"`
	Parameters []parameterRow `json:"parameters"`
	Source     string         `json:"source"`
}

// exportAnswer is the answer of --json. It holds the keys.
type exportAnswer struct {
	Format   string      `json:"format"`
	Tool     string      `json:"tool"`
	Kind     export.Kind `json:"kind"`
	Path     string      `json:"path"`
	Text     string      `json:"text"`
	Warnings []string    `json:"warnings"`
}

func newExport(s *session) *cobra.Command {
	o := &exportOptions{session: s}
	cmd := &cobra.Command{
		Use:   "export [--format NAME] [--profile NAME]",
		Short: "Print the keys of a profile as a given tool takes them",
		Long: `Print the keys of the profile in use, or of the one named by --profile, as a
given tool takes them: its file, variables, manifest or constructor, with every
value quoted for the syntax it stands in.

This prints secrets. They alone go to stdout; where the text belongs, what is
unsafe about it, and which rules the token lacks for the tool go to stderr. What
is redirected into a file is readable by others unless umask forbids it.`,
		Example: `  ovh-tokens export --list
  eval "$(ovh-tokens export --format env)"
  (umask 077; ovh-tokens export --format certbot --profile certbot > ovh.ini)
  ovh-tokens export --format ddns-updater --set zone=example.com
  ovh-tokens export --format external-dns --profile dns | kubectl apply -f -`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	f := cmd.Flags()
	f.StringVar(&o.id, "format", "env", "the `name` of the form; --list lists them")
	f.StringArrayVar(&o.values, "set", nil, "fill in what the form needs besides: `name=value`; may be given again")
	f.BoolVar(&o.list, "list", false, "list the forms; no key is read")
	completeFlag(cmd, "format", s.completeFormats(anyNumber))
	s.flags.withJSON(cmd)
	return cmd
}

func (o *exportOptions) run(ctx context.Context) error {
	if o.list {
		return o.formats()
	}
	f, err := o.format(o.id)
	if err != nil {
		return err
	}
	values, err := parameters(f, o.values)
	if err != nil {
		return err
	}
	m, err := o.machine()
	if err != nil {
		return err
	}
	if f.TakesApplication() && !m.Active.Complete() {
		return o.noKeys(m)
	}
	k := keeping.Key{Profile: m.Active, ConsumerKey: m.Active.ConsumerKey.Secret}.Exported()
	text, err := f.Render(k, values)
	if err != nil {
		return o.unrendered(f, err)
	}
	rules := o.allowed(ctx, f, m)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if o.flags.json {
		answered := exportAnswer{f.ID, f.Tool, f.Kind, f.Path, text.Reveal(), append([]string{}, f.Warnings(k)...)}
		if lacks := f.Lacking(rules); lacks != "" {
			answered.Warnings = append(answered.Warnings, lacks)
		}
		return o.printJSON(answered)
	}
	o.warnAbout(f, k, rules)
	o.explainFormat(f)
	return o.printKeys(text)
}

// rulesPatience bounds how long is waited to learn what the token may do, which the
// export itself does not need.
const rulesPatience = 10 * time.Second

// allowed is what the token of the profile may do, nil where that could not be
// asked or does not matter.
func (o *exportOptions) allowed(ctx context.Context, f export.Format, m *config.Machine) rule.Set {
	if len(f.Presets) == 0 || !m.Active.Complete() {
		return nil
	}
	c, err := o.client()
	if err != nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, rulesPatience)
	defer cancel()
	current, err := c.CurrentCredential(ctx)
	if err != nil {
		o.say("warning: Whether the token has the rules that %s needs could not be asked. %s", f.Tool, o.failed("asking", err))
		return nil
	}
	return current.Rules
}

// formats lists the forms.
func (o *exportOptions) formats() error {
	all := export.Formats()
	if o.flags.json {
		rows := make([]formatRow, len(all))
		for i, f := range all {
			rows[i] = formatRow{f.ID, f.Tool, append([]string{}, f.Also...), f.Group, f.Kind, f.Path, f.Where, []parameterRow{}, f.Source}
			for _, p := range f.Parameters {
				rows[i].Parameters = append(rows[i].Parameters, parameterRow{Name: p.Name, Label: p.Title, Example: p.Default})
			}
		}
		return o.printJSON(rows)
	}
	var rows [][]cell
	for _, group := range export.Groups() {
		for _, f := range all {
			if f.Group != group {
				continue
			}
			needs := ""
			for _, p := range f.Parameters {
				if !p.Optional && p.Default == "" {
					needs += " " + p.Name
				}
			}
			rows = append(rows, []cell{
				{text: f.ID, role: theme.Strong},
				{text: f.Tool},
				{text: string(f.Kind), role: theme.Subtle},
				{text: needs, role: theme.Subtle},
				{text: string(f.Group), role: theme.Subtle},
			})
		}
	}
	return o.table([]column{{title: "Name"}, {title: "For", least: 20}, {title: "Kind", leaves: 1}, {title: "Needs", leaves: 3}, {title: "Group", least: 10, leaves: 2}}, rows)
}
