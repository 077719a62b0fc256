package cli

import (
	"slices"
	"strings"
)

// program is what the program is called in commands to paste.
const program = "ovh-tokens"

// paste writes a command of this program as it can be pasted into a shell, for the
// account that this run was about.
func (s *session) paste(args ...string) string {
	words := []string{program}
	for _, f := range []struct{ name, value string }{
		{"--config", s.flags.config}, {"--profile", s.flags.profile}, {"--endpoint", s.flags.endpoint},
	} {
		if f.value != "" {
			words = append(words, f.name, shellWord(f.value))
		}
	}
	if s.flags.demo {
		words = append(words, "--demo")
	}
	for _, arg := range args {
		words = append(words, shellWord(arg))
	}
	return strings.Join(words, " ")
}

// again is this run's own command line, with more words at its end.
func (s *session) again(more ...string) string {
	words := []string{program}
	for _, arg := range slices.Concat(s.args, more) {
		words = append(words, shellWord(arg))
	}
	return strings.Join(words, " ")
}

// shellWord writes a word so that POSIX shells and PowerShell take it for itself.
func shellWord(word string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_=./:@%+,", r)
	}
	if word != "" && strings.IndexFunc(word, func(r rune) bool { return !plain(r) }) < 0 {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
