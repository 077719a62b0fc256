package export

import (
	"errors"
	"strings"
)

// environmentLine writes the value of a NAME=value line without quotes. docker
// --env-file keeps quotes as part of the value, systemd and docker compose take
// them off and give a meaning to backslashes, dollars and number signs. Only what
// all of them read alike is written.
func environmentLine(value string) (string, error) {
	if err := oneLine(value); err != nil {
		return "", err
	}
	if strings.ContainsAny(value, "\"'`\\$#\t") {
		return "", errors.New("a quote, backslash, dollar, number sign or tab is read differently by docker, compose and systemd; use a format with quotes")
	}
	return value, nil
}

// quotedEnvironmentLine writes the value of a file that is sourced by a shell or
// read by compose. Both take single quotes literally, but differ on what stands
// for a single quote or a backslash between them.
func quotedEnvironmentLine(value string) (string, error) {
	if strings.ContainsFunc(value, breaksLine) {
		return "", errLine
	}
	if strings.ContainsAny(value, `'\`) {
		return "", errors.New("a single quote or a backslash is read differently by shells and by compose")
	}
	return "'" + value + "'", nil
}
