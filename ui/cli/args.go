package cli

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"ovh-tokens/ovhapi/pattern"
	"ovh-tokens/ovhapi/plain"
)

// noArgs refuses arguments, naming a command that does not exist.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if !cmd.HasParent() {
		text := ""
		if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
			text = " Is it " + strings.Join(near, " or ") + "?"
		}
		return usageError("there is no command %q.%s See %s --help.", args[0], text, cmd.CommandPath())
	}
	return usageError("%s takes no argument, and %q is one. See %s --help.", cmd.Name(), args[0], cmd.CommandPath())
}

// between takes so many arguments; most below 0 is any number. what names them, as
// "the id of a token".
func between(least, most int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return usageError("%s needs %s. See %s --help.", cmd.Name(), what, cmd.CommandPath())
		case most >= 0 && len(args) > most:
			return usageError("%s takes %s, and %q is one too many. See %s --help.", cmd.Name(), what, args[most], cmd.CommandPath())
		}
		return nil
	}
}

// keyLike is what may be a key: an argument that was mistaken for another must not
// bring one into a log.
var keyLike = pattern.New(`[A-Za-z0-9]{16,}`)

// echo is an argument as a message repeats it, fit for a terminal and without what
// looks like a key.
func echo(text string) string {
	return keyLike.ReplaceAllString(plain.Text(text), "••••••••")
}

// parseID reads the id of a token or an application.
func parseID(text string) (int64, error) {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id < 1 {
		return 0, usageError("%q is no id: ids are numbers, which ovh-tokens list shows.", echo(text))
	}
	return id, nil
}

// parseIDs reads several, each once.
func parseIDs(texts []string) ([]int64, error) {
	var ids []int64
	seen := map[int64]bool{}
	for _, text := range texts {
		id, err := parseID(text)
		if err != nil {
			return nil, err
		}
		if !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	return ids, nil
}
