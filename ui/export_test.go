package ui

import "ovh-tokens/ui/key"

// Everywhere is the table of keys that the root answers itself.
func Everywhere() []key.Binding { return (&Model{}).common() }
