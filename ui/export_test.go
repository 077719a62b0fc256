package ui

import (
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/shell"
)

// Everywhere is the table of keys that the root answers itself.
func Everywhere() []key.Binding { return (&Model{}).common() }

// Top is the screen in view.
func (m *Model) Top() shell.Screen { return m.top() }
