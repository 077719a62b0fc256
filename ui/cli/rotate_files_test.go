package cli

import (
	"strings"
	"testing"

	"ovh-tokens/config"
	"ovh-tokens/config/rotation"
	"ovh-tokens/ovhapi"
)

// TestOldTokenIsKeptForWhatWasNotLookedThrough lets the old token go only where
// somebody says so: the machine's own file may hold the key of a service.
func TestOldTokenIsKeptForWhatWasNotLookedThrough(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		typed              string
		terminal, yes      bool
		json               bool
		asked, goesWithout bool
	}{
		"agreed at a terminal":       {typed: "y\n", terminal: true, asked: true, goesWithout: true},
		"declined at a terminal":     {typed: "\n", terminal: true, asked: true},
		"no terminal, with yes":      {typed: "y\n", yes: true},
		"a terminal, with yes":       {typed: "y\n", terminal: true, yes: true},
		"a terminal, with json":      {typed: "y\n", terminal: true, json: true},
		"the input ends at the line": {terminal: true, asked: true},
	} {
		var shown strings.Builder
		s := newSession(&console{in: strings.NewReader(test.typed), out: &shown, err: &shown, asks: test.terminal}, []string{"rotate"})
		s.flags.yes, s.flags.json = test.yes, test.json
		o := &rotateOptions{session: s}
		plan := rotation.Plan{Unread: []config.File{{Path: "/etc/ovh.conf", Shown: "/etc/ovh.conf"}}}
		if err := o.askWithout(&plan); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if asked := strings.Contains(shown.String(), "/etc/ovh.conf was not looked through"); asked != test.asked {
			t.Errorf("%s: asked: %v", name, asked)
		}
		if without := len(plan.Unread) == 0 && len(plan.Look.Without) == 1; without != test.goesWithout {
			t.Errorf("%s: goes without it: %v", name, without)
		}
	}
}

// TestNextAfterAFileWasNotLookedThrough names the command that goes on.
func TestNextAfterAFileWasNotLookedThrough(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]string{
		"/etc/ovh.conf": "ovh-tokens rotate --without /etc/ovh.conf",
		"~/lone.env":    "ovh-tokens rotate",
	} {
		o := &rotateOptions{session: newSession(&console{}, []string{"rotate", "--yes"})}
		o.look.Sources.SystemFile = "/etc/ovh.conf"
		f := o.verdictOf("abc", rotation.Outcome{Rotated: ovhapi.Rotated{Written: []string{"~/.ovh.conf:4"}, Kept: ovhapi.ErrUnread, Unread: []string{file}}})
		if f == nil || f.next != want || f.code != exitPartly || !strings.Contains(f.why, "--without FILE") {
			t.Errorf("%s: %+v", file, f)
		}
	}
}
