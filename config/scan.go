package config

import (
	"io/fs"
	"os"
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

	loose bool // it stands in a file that is no ovh.conf
}

// Writable reports whether this program can write another value there: it can't
// change the environment of the shell that started it.
func (k FoundKey) Writable() bool { return k.Origin.File != "" && !k.Shadowed }

// FindKeys lists every key of this machine: those in the files that Load reads,
// in further files and in the environment. Each file is looked at once, whatever
// names lead to it. The problems tell which files could not be read.
//
// A further file may be of any format: what is not written like an ovh.conf is
// searched for the words that name a key and for what stands beside them, and
// for every consumer key that was found elsewhere. The Section of such a key is
// empty.
func FindKeys(s Sources, files ...string) ([]FoundKey, []Problem) {
	f := look(s, files)
	return f.keys, f.problems
}

// findings is what a look at the whole machine gave.
type findings struct {
	keys     []FoundKey
	problems []Problem
	machine  []*source       // the files that Load reads, the one that wins first
	all      []*source       // those and the files named by the user
	known    []ovhapi.Secret // consumer keys, found even where nothing names them
	from     Sources
}

// look reads every file once. Consumer keys that are given are found in files of
// any format although nothing names them.
func look(s Sources, files []string, keys ...ovhapi.Secret) findings {
	f := findings{from: s}
	f.read(files)
	for _, key := range credentialKeys {
		if text := s.getenv(variable(key)); text != "" {
			f.keys = append(f.keys, FoundKey{Origin: Origin{Variable: variable(key)}, Key: key, Value: ovhapi.NewSecret(text)})
		}
	}
	known := append(consumerKeys(f.keys), keys...)
	for _, src := range f.all {
		if src.loose {
			known = append(known, consumerKeys(src.looseKeys(nil))...)
		} else if src.Readable {
			known = append(known, consumerKeys(src.keysIn())...)
		}
	}
	f.known = known
	for _, src := range f.all {
		switch {
		case src.loose:
			found := src.looseKeys(known)
			f.keys = append(f.keys, found...)
			if len(consumerKeys(found)) == 0 {
				f.problems = append(f.problems, src.problem(0, "No consumer key was found in this file.", "Check the path, or look into the file yourself."))
			}
		case src.Readable:
			f.keys = append(f.keys, src.keysIn()...)
		}
		if src.Exists && !src.Readable && src.Err == nil {
			f.problems = append(f.problems, src.refuse(errNotINI))
		}
	}
	return f
}

// consumerKeys are the values of the consumer keys among keys.
func consumerKeys(keys []FoundKey) []ovhapi.Secret {
	var list []ovhapi.Secret
	for _, k := range keys {
		if k.Key == keyConsumer && !k.Value.Empty() && !slices.Contains(list, k.Value) {
			list = append(list, k.Value)
		}
	}
	return list
}

// read reads the files that Load reads and those that the user named, each once.
func (f *findings) read(files []string) {
	var seen []fs.FileInfo
	again := func(path string) bool {
		info, err := os.Stat(path)
		if err != nil {
			return false
		}
		before := slices.ContainsFunc(seen, func(other fs.FileInfo) bool { return os.SameFile(other, info) })
		seen = append(seen, info)
		return before
	}
	rank := 0
	take := func(src *source, problems []Problem) {
		rank++
		f.all = append(f.all, src)
		if src.Err != nil || !src.Exists {
			f.problems = append(f.problems, problems...)
		}
	}
	for _, p := range f.from.places() {
		if !again(p.path) {
			required := p.named
			p.named = false // a pipe was read once already, or would have to be waited for
			src, problems := read(p, rank)
			if required && !src.Exists {
				problems = []Problem{src.missing()}
			}
			take(src, problems)
			f.machine = append(f.machine, src)
		}
	}
	for _, name := range files {
		path, shown := f.from.Resolve(name)
		if !again(path) {
			take(readNamed(place{path: path, shown: shown}, rank))
		}
	}
}
