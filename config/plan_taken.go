package config

import (
	"slices"
	"strings"
)

// Taken lists the keys that the plan takes away or puts another value in place of,
// in the order of their lines as they stand before it. A line that had no effect is
// none of them. A file that is no ovh.conf has none.
func (p *Plan) Taken() []FoundKey {
	after := keysOf(p.Path, p.body.after)
	return slices.DeleteFunc(keysOf(p.Path, p.body.before), func(k FoundKey) bool {
		return k.Shadowed || slices.ContainsFunc(after, func(other FoundKey) bool {
			return !other.Shadowed && other.Section == k.Section && other.Key == k.Key && other.Value == k.Value
		})
	})
}

// keysOf lists the keys in the content of an ovh.conf.
func keysOf(path string, data []byte) []FoundKey {
	text := strings.TrimPrefix(string(data), byteOrderMark)
	s := &source{File: File{Path: path, Readable: true}, entries: scan(text)}
	if tooMuch(s.entries) != nil {
		return nil
	}
	s.text = blankOut(text, s.entries)
	return s.keysIn()
}
