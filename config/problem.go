package config

import (
	"cmp"
	"errors"
	"slices"
)

// Problem is something about this machine's configuration that the user should
// know. It never holds a key.
type Problem struct {
	// File is the full path, or empty when no file is concerned; Line counts
	// from 1 and is 0 for the file as a whole.
	File string
	Line int
	// Message says what is wrong, Fix what to do about it.
	Message string
	Fix     string
	// Topic is what it is about.
	Topic Topic
	// Fatal is set when the active profile can't be used as it stands. All
	// else is advice.
	Fatal bool

	// meant is the key that a line without effect was most likely written for, or
	// anyKey; section is where it stands.
	meant, section string

	shown string
	rank  int // position of the file among those looked at
}

// Topic is what a problem is about.
type Topic string

// The topics of problems.
const (
	TopicFiles       Topic = "files"       // a file, its lines and sections
	TopicPermissions Topic = "permissions" // who may read a file
	TopicProfile     Topic = "profile"     // which account is chosen
	TopicOrigin      Topic = "origin"      // where the values come from
	TopicFormat      Topic = "format"      // how keys are written
	TopicMethods     Topic = "methods"     // ways to log in besides each other
	TopicEndpoint    Topic = "endpoint"
)

// Where names the place: "~/.ovh.conf line 4", or nothing.
func (p Problem) Where() string {
	if p.File == "" {
		return ""
	}
	return where(p.File, p.shown, p.Line)
}

// String is the problem in one line.
func (p Problem) String() string {
	text := p.Message
	if at := p.Where(); at != "" {
		text = at + ": " + text
	}
	if p.Fix != "" {
		text += " " + p.Fix
	}
	return text
}

// ErrUnusable marks the error of Load: something that was asked for can't be
// used. The problems that are Fatal say what.
var ErrUnusable = errors.New("the configuration can't be used")

// fatalError tells every fatal problem in words.
type fatalError struct{ problems []Problem }

// Error joins the problems, one a line.
func (e *fatalError) Error() string {
	text := ""
	for i, p := range e.problems {
		if i > 0 {
			text += "\n"
		}
		text += p.String()
	}
	return text
}

// Is makes errors.Is(err, ErrUnusable) hold.
func (e *fatalError) Is(target error) bool { return target == ErrUnusable }

// tidy sorts problems, the fatal ones first, then in the order of the files and
// their lines, and drops what was said already.
func tidy(problems []Problem) []Problem {
	slices.SortStableFunc(problems, func(a, b Problem) int {
		if a.Fatal != b.Fatal {
			if a.Fatal {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.Line, b.Line))
	})
	said := map[Problem]bool{}
	return slices.DeleteFunc(problems, func(p Problem) bool {
		p.Fatal = false
		again := said[p]
		said[p] = true
		return again
	})
}
