package cli

import (
	"slices"
	"strings"

	"ovh-tokens/ovhapi/plain"
)

// program is what the program is called in commands to paste.
const program = "ovh-tokens"

// paste writes a command of this program as it can be pasted into a shell, for the
// account that this run was about.
func (s *session) paste(args ...string) string {
	words := []string{program}
	for _, arg := range append(s.flags.account(), args...) {
		words = append(words, plain.ShellWord(arg))
	}
	return strings.Join(words, " ")
}

// account are the flags that chose the account, as they were given.
func (f *flags) account() []string {
	var words []string
	for _, given := range []struct{ name, value string }{
		{"--config", f.config}, {"--profile", f.profile}, {"--endpoint", f.endpoint},
	} {
		if given.value != "" {
			words = append(words, given.name, given.value)
		}
	}
	if f.demo {
		words = append(words, "--demo")
	}
	return words
}

// again is this run's own command line, with more words at its end.
func (s *session) again(more ...string) string {
	words := []string{program}
	for _, arg := range slices.Concat(s.args, more) {
		words = append(words, plain.ShellWord(arg))
	}
	return strings.Join(words, " ")
}
