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
	if cmd.HasSubCommands() {
		return unknownCommand(cmd, args[0])
	}
	return usageError("%s takes no argument, and %q is one.", path(cmd), plain.Text(args[0]))
}

// between takes so many arguments; most below 0 is any number. what names them, as
// "the id of a token".
func between(least, most int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return usageError("%s needs %s.", path(cmd), what)
		case most >= 0 && len(args) > most:
			return usageError("%s takes %s, and %q is one too many.", path(cmd), what, plain.Text(args[most]))
		}
		return nil
	}
}

// path is a command as it is typed, without the program's name: "apps delete".
func path(cmd *cobra.Command) string {
	return strings.TrimPrefix(cmd.CommandPath(), program+" ")
}

// keyLike is what may be a key: an argument that was mistaken for another must not
// bring one into a log.
var keyLike = pattern.New(`[A-Za-z0-9]{16,}`)

// echo is an argument as a message repeats it, fit for a terminal and without what
// looks like a key.
func echo(text string) string {
	return keyLike.ReplaceAllString(plain.Text(text), mask)
}

// parseID reads the id of a token, or with from "apps" of an application: from is the
// command that lists the ids.
func (s *session) parseID(from, text string) (int64, error) {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id < 1 {
		return 0, &failure{what: strconv.Quote(echo(text)) + " is no id", why: "ids are numbers.", next: s.paste(from), code: exitUsage}
	}
	return id, nil
}

// parseIDs reads several, each once.
func (s *session) parseIDs(from string, texts []string) ([]int64, error) {
	var ids []int64
	seen := map[int64]bool{}
	for _, text := range texts {
		id, err := s.parseID(from, text)
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
