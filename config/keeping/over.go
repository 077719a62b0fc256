package keeping

import (
	"os"
	"slices"
	"strconv"
	"strings"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi/plain"
)

// Over is what would go if a text took the place of a whole file.
type Over struct {
	// Lost are the keys that stand in the file and not in the text.
	Lost []config.FoundKey
	// Own is set when the file is an ovh.conf that this machine's tools read, so that
	// a key can be written into it and the rest stays.
	Own bool
}

// LookOver looks at the file that a text would be written over. What is not there, or
// cannot be read, holds no keys.
func LookOver(s config.Sources, path, text string) Over {
	found, _ := config.FindKeys(config.Sources{}, path)
	o := Over{Lost: slices.DeleteFunc(found, func(k config.FoundKey) bool {
		return strings.Contains(text, k.Value.Reveal())
	})}
	info, err := os.Stat(path)
	if err != nil {
		return o
	}
	m, _ := config.Load(s) // what is wrong with the files does not matter here
	o.Own = slices.ContainsFunc(m.Files, func(f config.File) bool {
		other, err := os.Stat(f.Path)
		return err == nil && os.SameFile(info, other)
	})
	return o
}

// More reports whether more would go than the user agreed to.
func (o Over) More(agreed Over) bool {
	return slices.ContainsFunc(o.Lost, func(k config.FoundKey) bool {
		return !slices.ContainsFunc(agreed.Lost, func(other config.FoundKey) bool { return other.Value == k.Value })
	})
}

// Where names the sections of the keys that would go, or their lines in a file that
// has no sections: "[ovh-eu] and [profile:lab]".
func (o Over) Where() string {
	var names []string
	for _, k := range o.Lost {
		name := "line " + strconv.Itoa(k.Origin.Line)
		if k.Section != "" {
			name = "[" + plain.Text(k.Section) + "]"
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return listed(names)
}
