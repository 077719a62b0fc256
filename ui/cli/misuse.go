package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"ovh-tokens/ovhapi/nearest"
	"ovh-tokens/ovhapi/plain"
)

// misused is the failure of flags that can't be read: it says what a flag takes, and
// for one that does not exist which was meant.
func misused(cmd *cobra.Command, err error) error {
	if unknown, ok := errors.AsType[*pflag.NotExistError](err); ok && unknown.GetSpecifiedShortnames() == "" {
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if !f.Hidden {
				names = append(names, f.Name)
			}
		})
		name := unknown.GetSpecifiedName()
		if near := nearest.Words(name, names, 2); len(near) > 0 {
			return usageError("unknown flag: --%s. Is it --%s?", plain.Text(name), strings.Join(near, " or --"))
		}
	}
	if bad, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		takes := map[string]string{
			"duration": "a length of time such as 10m or 1h30m", "int": "a number", "bool": "true or false",
		}[bad.GetFlag().Value.Type()]
		if takes != "" {
			return usageError("--%s takes %s, not %q.", bad.GetFlag().Name, takes, echo(bad.GetValue()))
		}
	}
	return usageError("%s", plain.Text(err.Error()))
}

// unknownCommand is the failure of a command that does not exist below another. The
// one that was probably meant is named.
func unknownCommand(parent *cobra.Command, name string) error {
	var names []string
	for _, c := range parent.Commands() {
		if c.IsAvailableCommand() || c.Name() == "help" {
			names = append(names, c.Name())
		}
	}
	f := &failure{what: `there is no command "` + echo(name) + `".`, next: parent.CommandPath() + " --help", code: exitUsage}
	if near := nearest.Words(name, names, 2); len(near) > 0 {
		f.what += " Is it " + strings.Join(near, " or ") + "?"
		f.next = parent.CommandPath() + " " + near[0] + " --help"
	}
	return f
}

// newHelp shows the help of a command by its name; of one that does not exist it says
// so, where cobra's own shows the help of all.
func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Help about any command",
		Long:  "Show what a command does, its flags and examples: what COMMAND --help shows.",
		ValidArgsFunction: func(cmd *cobra.Command, args []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
			var offered []cobra.Completion
			if parent, err := named(cmd.Root(), args); err == nil {
				for _, c := range parent.Commands() {
					if c.IsAvailableCommand() && strings.HasPrefix(c.Name(), begun) {
						offered = append(offered, cobra.CompletionWithDesc(c.Name(), c.Short))
					}
				}
			}
			return offered, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := named(cmd.Root(), args)
			if err != nil {
				return err
			}
			c.InitDefaultHelpFlag()
			return c.Help()
		},
	}
}

// named finds a command by its words.
func named(root *cobra.Command, words []string) (*cobra.Command, error) {
	c := root
	for _, word := range words {
		found := false
		for _, below := range c.Commands() {
			if below.Name() == word || below.HasAlias(word) {
				c, found = below, true
				break
			}
		}
		if !found {
			return nil, unknownCommand(c, word)
		}
	}
	return c, nil
}
