package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"ovh-tokens/ovhapi"
)

// FoundKey is one place that holds a key: a line of a file or a variable.
type FoundKey struct {
	// Origin is the file and line, or the variable.
	Origin Origin
	// Section is the section of the line; empty for a variable.
	Section string
	// Key tells what it is, as ovh.conf spells it: "consumer_key".
	Key   string
	Value ovhapi.Secret
	// Shadowed is set when a later line of the same file stands for the same
	// key, so that this one has no effect.
	Shadowed bool
}

// Writable reports whether this program can write another value there: it can't
// change the environment of the shell that started it.
func (k FoundKey) Writable() bool { return k.Origin.File != "" && !k.Shadowed }

// FindKeys lists every key of this machine: those in the files that Load reads,
// in further files, which have to be written like an ovh.conf, and in the
// environment. Each file is looked at once, whatever names lead to it. The
// problems tell which files could not be read.
func FindKeys(s Sources, files ...string) ([]FoundKey, []Problem) {
	f := look(s, files)
	return f.keys, f.problems
}

// findings is what a look at the whole machine gave.
type findings struct {
	keys     []FoundKey
	problems []Problem
	machine  []*source // the files that Load reads, the one that wins first
	all      []*source // those and the files named by the user
}

// look reads every file once, whatever names lead to it.
func look(s Sources, files []string) findings {
	var f findings
	for _, key := range credentialKeys {
		if text := s.getenv(variable(key)); text != "" {
			f.keys = append(f.keys, FoundKey{Origin: Origin{Variable: variable(key)}, Key: key, Value: ovhapi.NewSecret(text)})
		}
	}
	places := s.places()
	own := len(places)
	for _, name := range files {
		path := name
		if abs, err := filepath.Abs(name); err == nil {
			path = abs
		}
		places = append(places, place{path: path, shown: s.shorten(name), named: true})
	}
	var seen []fs.FileInfo
	for rank, p := range places {
		named := p.named
		p.named = false // a pipe was read once already, or would have to be waited for
		if info, err := os.Stat(p.path); err == nil {
			if slices.ContainsFunc(seen, func(other fs.FileInfo) bool { return os.SameFile(other, info) }) {
				continue
			}
			seen = append(seen, info)
		}
		src, more := read(p, rank)
		switch {
		case src.Err != nil:
			f.problems = append(f.problems, more...)
		case !src.Exists && named:
			f.problems = append(f.problems, src.problem(0, "This file does not exist.", "Check the path."))
		case src.Readable:
			f.keys = append(f.keys, src.keysIn()...)
		}
		f.all = append(f.all, src)
		if rank < own {
			f.machine = append(f.machine, src)
		}
	}
	return f
}

// keysIn lists the keys of one file, in the order of its lines.
func (s *source) keysIn() []FoundKey {
	alone, refused := merge([]*source{s})
	if len(refused) > 0 {
		return nil
	}
	var found []FoundKey
	for _, e := range s.entries {
		if e.fault != sound || e.header || !slices.Contains(credentialKeys, e.key) {
			continue
		}
		k := FoundKey{Origin: s.origin(e.line), Section: e.section, Key: e.key}
		winner := alone.keys[e.section][e.key]
		if k.Shadowed = winner.entry.line != e.line; k.Shadowed {
			k.Value = ovhapi.NewSecret(s.valueOf(e))
		} else {
			text, _, _ := alone.value(e.section, e.key)
			k.Value = ovhapi.NewSecret(text)
		}
		if !k.Value.Empty() {
			found = append(found, k)
		}
	}
	return found
}

// valueOf reads a line that has no effect, as if the file ended with it.
func (s *source) valueOf(e entry) string {
	end, number := 0, 0
	for i := range len(s.text) {
		if s.text[i] == '\n' {
			if number++; number == e.last {
				end = i + 1
				break
			}
		}
	}
	if end == 0 {
		end = len(s.text)
	}
	part := &source{File: s.File, text: s.text[:end]}
	part.entries = scan(part.text)
	text, _ := part.value(e.section, e.key)
	return text
}

var errNoNewKey = errors.New("there is no new key to write")

// Rotation plans to write a new consumer key wherever the old one has an effect,
// one target for each file. Where nothing can be written, in variables, or need
// not be, in shadowed lines, the place comes back as left.
func Rotation(found []FoundKey, old, fresh ovhapi.Secret) (targets []Target, left []FoundKey) {
	changes := map[string][]Change{}
	for _, k := range found {
		switch {
		case k.Key != keyConsumer || k.Value != old || old.Empty():
			continue
		case !k.Writable():
			left = append(left, k)
			continue
		}
		path := k.Origin.File
		i := slices.IndexFunc(targets, func(t Target) bool { return t.File.Path == path })
		if i < 0 {
			src, _ := read(place{path: path, shown: orElse(k.Origin.shown, path)}, 0)
			targets = append(targets, Target{File: src.File, Section: k.Section, Holds: true})
		} else if targets[i].Section != k.Section {
			targets[i].Section = ""
		}
		changes[path] = append(changes[path], Change{Section: k.Section, Key: keyConsumer, Value: fresh.Reveal()})
	}
	for i := range targets {
		t := &targets[i]
		if fresh.Empty() {
			t.Err = errNoNewKey
			continue
		}
		t.Plan, t.Err = NewPlan(t.File.Path, changes[t.File.Path])
	}
	return targets, left
}
