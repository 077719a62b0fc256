package preset

import (
	"embed"
	"sync"
)

//go:embed data/*.txt
var files embed.FS

// builtin are the presets of this program, read once. Its files are named after
// the groups; what is wrong with one is found by the tests.
var builtin = sync.OnceValue(func() List {
	var list List
	for _, g := range Groups() {
		text, err := files.ReadFile("data/" + string(g) + ".txt")
		if err != nil {
			continue // a group without presets of the program
		}
		read, _ := Parse(string(g)+".txt", string(text))
		list = append(list, read...)
	}
	return list
})

// All lists the presets of this program in the order of their groups. The caller
// may change what it gets.
func All() List {
	list := make(List, len(builtin()))
	for i, p := range builtin() {
		list[i] = p.clone()
	}
	return list
}

// Find returns the preset of this program with an id.
func Find(id string) (Preset, bool) {
	p, found := builtin().Find(id)
	return p.clone(), found
}

// Search lists the presets of this program that a text is about; see List.Search.
func Search(text string) List { return All().Search(text) }

// Suggested is what to take when the tool is not known: it suits every client
// that gets certificates by DNS-01.
func Suggested() Preset {
	p, _ := Find("dns01-zone")
	return p
}

// Ready lists the presets of this program that need no filling in and that most
// people come for, the most common first.
func Ready() []Preset {
	var list []Preset
	for _, id := range []string{"me-read-only", "domain-ip-rw", "token-manager", "token-manager-read-only"} {
		if p, found := Find(id); found {
			list = append(list, p)
		}
	}
	return list
}
