package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/ini.v1"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/pattern"
	"ovh-tokens/ovhapi/plain"
)

// Change is one change to an ovh.conf. Its Value may be a secret, so it prints
// itself without.
type Change struct {
	// Section is the name without brackets, such as "ovh-eu" or "profile:work".
	Section string
	// Key is set to Value. It may be empty only with Remove.
	Key, Value string
	// Remove takes the key away wherever it stands in the section or, with an
	// empty Key, the whole section. What is not there is no error.
	Remove bool
}

// String says what changes, and never the value.
func (c Change) String() string {
	section := "[" + plain.Text(c.Section) + "]"
	switch {
	case c.Remove && c.Key == "":
		return "remove " + section
	case c.Remove:
		return "remove " + plain.Text(c.Key) + " from " + section
	}
	return "set " + plain.Text(c.Key) + " in " + section + " to " + ovhapi.Mask
}

// Format writes String whatever the verb.
func (c Change) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// LogValue gives String to structured logs.
func (c Change) LogValue() slog.Value { return slog.StringValue(c.String()) }

// Edit makes the changes in the text of an ovh.conf, in their order, and leaves
// every other byte as it is: comments, order, spacing, line ends, a byte order
// mark, sections and keys that stand twice.
//
// Of a key that stands more than once the last one is set, which is the one
// that ini.v1 and so go-ovh read, whether the section itself stands once or
// more often. A new key goes below the last key of its section, written as that
// one is; a new section goes to the end. A comment behind a value that is
// replaced moves to a line above it, because Python programs take it for a part
// of the value. Lines that can't be read stay and are in nobody's way.
//
// The result reads back, by ini.v1 and by Python's RawConfigParser, as exactly
// the values asked for. What can't be written so is an error, as is a text that
// can't be edited safely; no error repeats a value.
func Edit(old []byte, changes []Change) ([]byte, error) {
	d, err := edited(old, changes)
	if err != nil {
		return nil, err
	}
	return d.bytes(), nil
}

// edited is Edit with the lines kept apart.
func edited(old []byte, changes []Change) (*document, error) {
	d, err := parseDocument(old)
	if err != nil {
		return nil, err
	}
	for _, c := range changes {
		if err := c.check(); err != nil {
			return nil, err
		}
		if !utf8.Valid(old) && !isASCII(c.Section+c.Key+c.Value) && !c.Remove {
			return nil, fmt.Errorf("%s: the file is not UTF-8 and the new text has letters that would need it", c)
		}
		if err := d.apply(c); err != nil {
			return nil, err
		}
	}
	if err := d.verify(old, changes); err != nil {
		return nil, err
	}
	return d, nil
}

var (
	errReturns   = errors.New("a carriage return stands within a line, so programs don't agree on where its lines end; save it with plain line ends (LF)")
	errEndless   = errors.New("it would grow larger than an ovh.conf may be")
	errDisturbed = errors.New("it can't be changed without changing something else in it; edit it by hand")
)

// checkEditable refuses what can't be edited byte by byte.
func checkEditable(data []byte) error {
	switch {
	case len(data) > maxFile:
		return errTooLarge
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}) || bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		return errUTF16
	case bytes.IndexByte(data, 0) >= 0:
		return errBinary
	case bytes.Count(data, []byte("\r")) > bytes.Count(data, []byte("\r\n")):
		return errReturns
	}
	return nil
}

// keyPattern is what a key that is written may be called. The name "-" means a
// number to ini.v1.
var keyPattern = pattern.New(`^[A-Za-z_][A-Za-z0-9_.-]{0,99}$`)

// check says why a change can't be written, whatever the file.
func (c Change) check() error {
	if err := checkSectionName(c.Section); err != nil {
		return fmt.Errorf("%s: %w", c, err)
	}
	if c.Remove {
		return nil
	}
	if !keyPattern.MatchString(c.Key) {
		return fmt.Errorf("%s: the name of a key is made of letters, digits and underscores", c)
	}
	if err := checkValue(c.Value); err != nil {
		return fmt.Errorf("%s: the value %w", c, err)
	}
	return nil
}

// maxName is the longest section name that is written, in bytes.
const maxName = 200

// checkSectionName says why a section can't be called so. The errors continue a
// sentence.
func checkSectionName(name string) error {
	switch {
	case name == "":
		return errors.New("the name of the section is empty")
	case name == ini.DefaultSection:
		return errors.New("no program of OVH reads keys in [DEFAULT] or before any section")
	case len(name) > maxName:
		return fmt.Errorf("the name of the section is longer than %d bytes", maxName)
	case strings.TrimSpace(name) != name:
		return errors.New("the name of the section begins or ends with a blank")
	case strings.ContainsAny(name, "[]"):
		return errors.New("the name of the section holds a bracket")
	case !utf8.ValidString(name) || strings.ContainsFunc(name, isInvisible):
		return errors.New("the name of the section holds an invisible character")
	}
	return nil
}

// checkValue says why no line can hold a value so that both ini.v1 and Python's
// RawConfigParser read exactly it: the quotes of the one are letters to the
// other. The errors go on after "the value".
func checkValue(value string) error {
	switch {
	case strings.ContainsAny(value, "\r\n"):
		return errors.New("holds a line break")
	case !utf8.ValidString(value) || strings.ContainsFunc(value, isInvisible):
		return errors.New("holds an invisible character")
	case strings.TrimSpace(value) != value:
		return errors.New("begins or ends with a blank, which programs leave out")
	case strings.ContainsAny(value, "#;"):
		return errors.New("holds a # or ;, where Go programs take the rest for a comment")
	case strings.HasPrefix(value, "`") || strings.HasPrefix(value, `"""`) || isQuoted(value, '"') || isQuoted(value, '\''):
		return errors.New("stands in quotes, which Go programs take off and Python ones don't")
	case strings.HasSuffix(value, `\`):
		return errors.New("ends in a backslash, after which Go programs go on in the next line")
	case reference.MatchString(value):
		return errors.New("holds a reference such as %(name)s, which Go programs replace")
	}
	return nil
}

// isQuoted reports whether ini.v1 takes a pair of quotes off.
func isQuoted(value string, quote byte) bool {
	return len(value) >= 2 && value[0] == quote && strings.IndexByte(value[1:], quote) == len(value)-2
}

// isInvisible reports a rune that shows nothing, or not what it is.
func isInvisible(r rune) bool { return !unicode.IsPrint(r) }

func isASCII(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r > unicode.MaxASCII })
}
