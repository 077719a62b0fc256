package uitest

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The modifiers of a key, with the numbers that xterm's sequences give them
// (ctlseqs.html, "PC-Style Function Keys").
const (
	shift = 1
	alt   = 2
	ctrl  = 4
)

var modifiers = map[string]int{"shift": shift, "alt": alt, "ctrl": ctrl}

// lettered are the keys whose sequence ends in a letter, CSI A or SS3 A.
var lettered = map[string]string{
	"up": "A", "down": "B", "right": "C", "left": "D", "home": "H", "end": "F",
	"f1": "P", "f2": "Q", "f3": "R", "f4": "S",
}

// numbered are the keys whose sequence is a number, CSI 5 ~.
var numbered = map[string]int{
	"insert": 2, "delete": 3, "pgup": 5, "pgdown": 6,
	"f5": 15, "f6": 17, "f7": 18, "f8": 19, "f9": 20, "f10": 21, "f11": 23, "f12": 24,
}

// single are the keys that send one byte.
var single = map[string]string{
	"enter": "\r", "tab": "\t", "esc": "\x1b", "space": " ", "backspace": "\x7f",
}

// encode returns the bytes that a terminal without keyboard extensions sends
// for a key, named as Bubble Tea names it. A combination that such a terminal
// can't send, or not so that a program can tell it, is an error: a test must
// not press what a user can't.
func encode(key string, cursorKeys bool) (string, error) {
	name, mods := split(key)
	if final, ok := lettered[name]; ok {
		switch {
		case mods != 0:
			return fmt.Sprintf("\x1b[1;%d%s", mods+1, final), nil
		case cursorKeys || name[0] == 'f':
			return "\x1bO" + final, nil
		}
		return "\x1b[" + final, nil
	}
	if number, ok := numbered[name]; ok {
		if mods != 0 {
			return fmt.Sprintf("\x1b[%d;%d~", number, mods+1), nil
		}
		return fmt.Sprintf("\x1b[%d~", number), nil
	}
	if name == "tab" && mods == shift {
		return "\x1b[Z", nil
	}
	bytes, ok := "", false
	if single[name] != "" {
		bytes, ok = encodeSingle(name, mods)
	} else if r, size := utf8.DecodeRuneInString(name); size == len(name) && size > 0 && unicode.IsPrint(r) {
		bytes, ok = encodeRune(r, mods)
	}
	if !ok {
		return "", fmt.Errorf("no terminal sends the key %q", key)
	}
	return bytes, nil
}

// split takes the modifiers off a key's name. A plus sign is a key too.
func split(key string) (name string, mods int) {
	name = key
	for {
		prefix, rest, _ := strings.Cut(name, "+")
		bit, ok := modifiers[prefix]
		if !ok || rest == "" {
			return name, mods
		}
		name, mods = rest, mods|bit
	}
}

func encodeSingle(name string, mods int) (string, bool) {
	switch {
	case mods == 0:
		return single[name], true
	case mods == ctrl && name == "space":
		return "\x00", true
	case mods == alt && name != "esc":
		return "\x1b" + single[name], true
	}
	return "", false
}

func encodeRune(r rune, mods int) (string, bool) {
	if mods&shift != 0 {
		if !unicode.IsLower(r) || mods&ctrl != 0 {
			return "", false
		}
		r = unicode.ToUpper(r)
	}
	if mods&ctrl != 0 {
		// Control turns a letter into its place in the alphabet; these six are
		// the bytes of keys with names of their own, or of escape.
		if r < 'a' || r > 'z' || strings.ContainsRune("im", r) {
			if !strings.ContainsRune(`\]^_`, r) {
				return "", false
			}
		}
		r &= 0x1f
	}
	if mods&alt == 0 {
		return string(r), true
	}
	// After an escape these begin a longer sequence.
	return "\x1b" + string(r), !strings.ContainsRune("[]OPX^_", r)
}
