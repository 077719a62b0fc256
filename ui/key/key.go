// Package key holds key bindings as data: dispatch, footer, help screen and
// documentation all read the same table.
package key

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// Binding is one thing a key does on a screen.
type Binding struct {
	// Keys are the keystrokes as Bubble Tea names them: "d", "ctrl+s", "esc".
	Keys []string
	// Label is how the keys are shown; empty shows the first of Keys.
	Label string
	// Short stands in the footer, Long on the help screen.
	Short, Long string
	// Do performs it.
	Do func() tea.Cmd
	// Disabled says why it cannot be done now; nil or "" means that it can.
	Disabled func() string
	// Dangerous marks what changes the account: --read-only takes it away.
	Dangerous bool
	// Footer ranks the binding among those shown in the footer, 1 first; 0 is
	// shown on the help screen only.
	Footer int
}

// Quit reminds in the footer of the key that leaves the program; the root answers
// it.
func Quit(rank int) Binding { return Binding{Label: "q", Short: "quit", Footer: rank} }

// Shown is the label of the binding's keys in the footer.
func (b Binding) Shown() string {
	switch {
	case b.Label != "":
		return b.Label
	case len(b.Keys) == 0:
		return ""
	}
	return display(b.Keys[0])
}

// Labels are all keys of the binding, for help and documentation.
func (b Binding) Labels() string {
	names := make([]string, len(b.Keys))
	for i, stroke := range b.Keys {
		names[i] = display(stroke)
	}
	return strings.Join(names, " ")
}

// display writes arrows as such; every other keystroke is called by its name.
func display(stroke string) string {
	arrows := map[string]string{"up": "↑", "down": "↓", "left": "←", "right": "→"}
	base := stroke[strings.LastIndexByte(stroke, '+')+1:]
	if arrow := arrows[base]; arrow != "" {
		return strings.TrimSuffix(stroke, base) + arrow
	}
	return stroke
}

// Why says why the binding cannot be used now, or "".
func (b Binding) Why() string {
	if b.Disabled == nil {
		return ""
	}
	return b.Disabled()
}

// Find returns the binding for a keystroke.
func Find(bindings []Binding, press tea.KeyPressMsg) (Binding, bool) {
	stroke := press.String()
	for _, b := range bindings {
		if slices.Contains(b.Keys, stroke) {
			return b, true
		}
	}
	return Binding{}, false
}

// ReadOnly says in place of a dangerous binding why it does nothing.
const ReadOnly = "Read-only: nothing that changes the account can be done here."

// Guard takes what is dangerous away: in read-only mode those bindings stay in
// the table, so that pressing them says why they do nothing, but never act.
func Guard(bindings []Binding, readOnly bool) []Binding {
	if !readOnly {
		return bindings
	}
	guarded := slices.Clone(bindings)
	for i := range guarded {
		if guarded[i].Dangerous {
			guarded[i].Do = func() tea.Cmd { return nil }
			guarded[i].Disabled = func() string { return ReadOnly }
			guarded[i].Footer = 0
		}
	}
	return guarded
}

// Merge puts tables one before the other. A key that an earlier table claims is
// taken out of the later ones, so that footer and help promise only what a key
// does now.
func Merge(first, rest []Binding) []Binding {
	merged := slices.Clone(first)
	for _, b := range rest {
		free := slices.DeleteFunc(slices.Clone(b.Keys), func(stroke string) bool {
			return slices.ContainsFunc(first, func(f Binding) bool { return slices.Contains(f.Keys, stroke) })
		})
		switch len(free) {
		case len(b.Keys):
		case 0:
			continue
		default:
			b.Label = "" // it speaks of keys that are taken
		}
		b.Keys = free
		merged = append(merged, b)
	}
	return merged
}

// Explained returns the bindings as help and documentation list them: one
// without an explanation is the other half of the one before it, and one without
// keys is only for the footer.
func Explained(bindings []Binding) []Binding {
	var list []Binding
	for _, b := range bindings {
		switch {
		case len(b.Keys) == 0:
		case b.Long == "" && len(list) > 0:
			last := &list[len(list)-1]
			last.Keys = slices.Concat(last.Keys, b.Keys)
		default:
			list = append(list, b)
		}
	}
	return list
}

// Footer returns the bindings for the footer, by rank.
func Footer(bindings []Binding) []Binding {
	var shown []Binding
	for _, b := range bindings {
		if b.Footer > 0 && b.Short != "" && b.Why() == "" {
			shown = append(shown, b)
		}
	}
	slices.SortStableFunc(shown, func(a, b Binding) int { return a.Footer - b.Footer })
	return shown
}
