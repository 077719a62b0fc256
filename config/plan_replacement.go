package config

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"ovh-tokens/config/keytext"
	"ovh-tokens/ovhapi"
)

var errGone = errors.New("the old key no longer stands in it")

// planReplacement works out a Plan for a file of any format: a consumer key
// gives way to another one, and no other byte changes.
func planReplacement(path string, old, fresh ovhapi.Secret) (*Plan, error) {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	now, err := examine(path)
	if err != nil {
		return nil, err
	}
	before := string(now.data)
	after, err := keytext.Replace(before, old, fresh)
	switch {
	case len(before) > maxFile || len(after) > maxFile:
		err = errTooLargeNamed
	case bytes.IndexByte(now.data, 0) >= 0:
		err = errBinary
	case err == nil && after == before:
		err = errGone
	}
	if err != nil {
		return nil, fmt.Errorf("edit %s: %w", path, err)
	}
	return &Plan{
		Path: now.path, Hunks: replacedLines(before, after, old, fresh),
		body: &body{named: path, before: now.data, after: []byte(after)},
	}, nil
}

// replacedLines are the lines that change. A line of an unknown format may hold
// any secret, so only the key and the word that names it are shown of it.
func replacedLines(before, after string, old, fresh ovhapi.Secret) []Hunk {
	olds, news := slices.Collect(strings.Lines(before)), slices.Collect(strings.Lines(after))
	var list []Hunk
	for i := range olds {
		if olds[i] != news[i] { // a key has no line break in it
			list = append(list, Hunk{Line: i + 1, Before: []string{excerpt(olds[i], old)}, After: []string{excerpt(news[i], fresh)}})
		}
	}
	return list
}

// excerpt shows where a consumer key stands in a line.
func excerpt(line string, key ovhapi.Secret) string {
	line = strings.TrimRight(line, "\r\n")
	var b strings.Builder
	b.WriteString(line[:len(line)-len(strings.TrimLeft(line, " \t"))])
	done := b.Len()
	for _, k := range keytext.Scan(line, key).Keys {
		if k.Kind != keytext.ConsumerKey || k.Value != key || k.Start < done {
			continue
		}
		if k.Start > done {
			b.WriteString("…")
		}
		b.WriteString(maskLine(strings.ReplaceAll(line[k.Start:k.End], key.Reveal(), ovhapi.Mask)))
		done = k.End
	}
	if rest := line[done:]; strings.Trim(rest, "\"'`,;)}]\\ \t") == "" {
		b.WriteString(visible(rest))
	} else {
		b.WriteString("…")
	}
	return visible(b.String())
}
