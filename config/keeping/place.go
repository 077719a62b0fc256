package keeping

import (
	"fmt"
	"slices"
	"strings"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi/plain"
)

// Place is one section of one file that a key can go to. What it says in words is
// fit for a terminal.
type Place struct {
	config.Target

	others []config.OtherMethod // ways to log in that the key would come beside
}

// Places are the sections that a key can go to under the name of a profile, "" for
// the endpoint's own section: the best first, and behind them those in which the
// key's own profile stands already. They tell what writing there would do; nothing
// is written.
func (k Key) Places(m *config.Machine, name string) []Place {
	var list []Place
	for _, t := range m.Targets(k.in(name)) {
		list = append(list, Place{Target: t, others: otherMethods(m, t.Section)})
	}
	if own := k.ownName(); own != name {
		for _, t := range m.Targets(k.in(own)) {
			if t.Holds {
				list = append(list, Place{Target: t, others: otherMethods(m, t.Section)})
			}
		}
	}
	return list
}

// Name is the file as people write it.
func (p Place) Name() string { return plain.Text(p.File.Shown) }

// Header is the section as the file has it.
func (p Place) Header() string { return "[" + plain.Text(p.Section) + "]" }

// String is both in words: "[profile:lego] in ~/.ovh.conf".
func (p Place) String() string { return p.Header() + " in " + p.Name() }

// Profile is the name that --profile takes for the section, "" for an endpoint's
// own.
func (p Place) Profile() string {
	name, _ := strings.CutPrefix(p.Section, Prefix)
	if name == p.Section {
		return ""
	}
	return name
}

// Does says in a few words what writing does.
func (p Place) Does() string {
	switch {
	case p.Err != nil:
		return "cannot: " + p.Why()
	case p.Plan.Empty():
		return "has this key already"
	case len(p.Taken()) > 0:
		return p.replaces()
	case p.Plan.New:
		return "new file"
	case p.Holds:
		return "adds to the section"
	}
	return "new section"
}

// Why says why nothing can be written there, without a capital or stop; "" where
// something can.
func (p Place) Why() string {
	if p.Err == nil {
		return ""
	}
	return Why(p.Err, p.File.Path)
}

// Warnings are what should be known before a key is written there, in sentences.
// repair says how to take the rights of others from the file.
func (p Place) Warnings(k Key, repair string) []string {
	list := append(p.Overridden(), p.Mixes()...)
	if p.File.OthersCanRead {
		list = append(list, fmt.Sprintf("Other users of this machine can read %s (mode %04o). %s", p.Name(), p.File.Mode.Perm(), repair))
	}
	if at := k.Profile.ConsumerKey.Origin; at.Line > 0 && at.File == p.File.Path && at.Line == p.lineOf(consumerKey) {
		list = append(list, fmt.Sprintf("The key of line %d is the one this program works with. With the new one it can do only what that may.", at.Line))
	}
	if k.SecretUnknown() {
		list = append(list, "The application secret is not known here; without it the key is of no use. Write it in by hand.")
	}
	return list
}

// Overridden says, in sentences, what goes before the values that are written
// there, so that they would have no effect.
func (p Place) Overridden() []string {
	var list []string
	for _, o := range p.Overrides {
		list = append(list, plain.Sentence(plain.Text(o.String())))
	}
	return list
}

// Readers says which tools will find a key in the section of a named profile; ""
// for an endpoint's own section, which all of them read.
func (p Place) Readers(k Key) string {
	name := p.Profile()
	if name == "" {
		return ""
	}
	return fmt.Sprintf("ovhcloud-cli and this program read it with --profile %s; other tools read [%s].", plain.Text(name), plain.Text(k.PlainSection()))
}

// Change is one line of a file that goes or comes. Secrets in its text are masked.
type Change struct {
	// Line is its number, before the change for one that goes and after it for one
	// that comes.
	Line  int
	Comes bool
	Text  string
	// Both is set when a line with the same text goes and comes, such as a masked
	// one.
	Both bool
}

// Changes are the lines that writing changes, from top to bottom.
func (p Place) Changes() []Change {
	var list []Change
	shift := 0
	for _, h := range p.Plan.Hunks {
		for i, text := range h.Before {
			list = append(list, Change{Line: h.Line + i, Text: text, Both: slices.Contains(h.After, text)})
		}
		for i, text := range h.After {
			list = append(list, Change{Line: h.Line + shift + i, Comes: true, Text: text, Both: slices.Contains(h.Before, text)})
		}
		shift += len(h.After) - len(h.Before)
	}
	return list
}

// Write writes the key there and reads it back. The error says in words why it
// does not stand there; the stored copy is then still needed.
func (p Place) Write(k Key, s config.Sources) error {
	if err := p.Plan.Save(); err != nil {
		return err
	}
	return k.StandsIn(s, p.File.Path, p.Section)
}

// Why is an error without the path and the action it begins with, which are said
// otherwise, and without a stop.
func Why(err error, paths ...string) string {
	text := err.Error()
	for _, verb := range []string{"write", "look at", "edit", "make private"} {
		for _, path := range paths {
			text = strings.TrimPrefix(text, verb+" "+path+": ")
		}
	}
	return strings.TrimRight(plain.Text(text), ".")
}
