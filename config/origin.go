package config

import (
	"strconv"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
)

// Origin tells where a value comes from. At most one of File, Variable and Flag
// is set; none of them means that nothing was said and a default stands.
type Origin struct {
	// File is the full path, Line counts from 1.
	File string
	Line int
	// Variable is an environment variable, Flag an option such as "--endpoint".
	Variable string
	Flag     string

	shown string // how people write File
}

// String names the origin: "~/.ovh.conf line 4", "OVH_CONSUMER_KEY",
// "--endpoint" or "default".
func (o Origin) String() string {
	switch {
	case o.Flag != "":
		return o.Flag
	case o.Variable != "":
		return o.Variable
	case o.File != "":
		return where(o.File, o.shown, o.Line)
	}
	return "default"
}

// Place names the origin without a line: "~/.ovh.conf".
func (o Origin) Place() string {
	o.Line = 0
	return o.String()
}

// where writes a place in a file as people read it.
func where(path, shown string, line int) string {
	if shown != "" {
		path = shown
	}
	path = plain.Text(path)
	if line > 0 {
		path += " line " + strconv.Itoa(line)
	}
	return path
}

// Value is a text that may be shown, and where it comes from.
type Value struct {
	Text   string
	Origin Origin
}

// SecretValue is a secret, and where it comes from.
type SecretValue struct {
	Secret ovhapi.Secret
	Origin Origin
}
