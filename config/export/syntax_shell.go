package export

import "strings"

// shell quotes for a POSIX shell. Between single quotes nothing has a meaning
// but the single quote itself, which goes between double quotes. A backslash
// would do for shells, but not for mvdan.cc/sh 3.14 (Task), which keeps it in
// assignments.
func shell(value string) (string, error) {
	return "'" + strings.ReplaceAll(value, "'", `'"'"'`) + "'", nil
}

// standardInput quotes a value that a command reads from a pipe. Such commands
// cut a line break at the end, so none is let in.
func standardInput(value string) (string, error) {
	if strings.ContainsFunc(value, breaksLine) {
		return "", errLine
	}
	return shell(value)
}

// powerShell quotes for PowerShell, which takes the typographic quotes for a
// single quote as well. A doubled quote stands for one.
func powerShell(value string) (string, error) {
	var b strings.Builder
	b.WriteByte('\'')
	for _, r := range value {
		if strings.ContainsRune("'\u2018\u2019\u201A\u201B", r) {
			b.WriteRune(r)
		}
		b.WriteRune(r)
	}
	b.WriteByte('\'')
	return b.String(), nil
}
