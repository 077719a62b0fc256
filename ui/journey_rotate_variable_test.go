package ui_test

import (
	"strings"
	"testing"
)

// inVariable is a machine on which only a variable holds the key in use.
func inVariable(t *testing.T) (r *rotation, set func(string)) {
	t.Helper()
	r = rotating(t)
	variable := r.keys.ConsumerKey
	r.env.Sources.Getenv = func(name string) string {
		if name == "OVH_CONSUMER_KEY" {
			return variable
		}
		return ""
	}
	r.before = strings.Replace(r.before, "consumer_key="+r.keys.ConsumerKey, "consumer_key=", 1)
	r.write(r.before)
	r.Press("g", "R")
	r.Says("▲ OVH_CONSUMER_KEY, which only the shell that sets it can change")
	r.Press("enter")
	r.asked()
	r.validate()
	return r, func(key string) { variable = key }
}

// A variable goes with its shell: while the new key stands in no file, the copy that
// this program keeps is not given up with the old token.
func TestRotationKeepsTheCopyOfAKeyThatOnlyAVariableHolds(t *testing.T) {
	t.Parallel()
	r, set := inVariable(t)
	set(r.fresh)
	r.restart()
	r.goOn()
	r.Says("OVH_CONSUMER_KEY has the new key")
	r.exchange()
	r.Says("Rotated. Old token "+itoa(r.old)+" is revoked.", "New key in OVH_CONSUMER_KEY")
	r.Says("The new key stands in no file, so its copy stays in the list.")
	r.wantNewStored()
	r.fromTheList()
	r.WaitFor("1 new, w")
	r.goOn()
	r.Says("Nothing is left to revoke. The new key stands in no file", "enter go on without")
	r.Press("enter")
	r.Says("enter puts the key where it is used.")
	r.wantNewStored()
}

// Where the old token has gone by itself and the new key was written nowhere, the
// program's copy is the only one.
func TestRotationKeepsTheOnlyCopyWhenTheOldTokenHasGone(t *testing.T) {
	t.Parallel()
	r, _ := inVariable(t)
	r.sim.Remove(r.old)
	r.exchange()
	r.Says("Rotated. Old token "+itoa(r.old)+" is revoked.", "▲ Old key still in OVH_CONSUMER_KEY")
	r.Says("The new key stands in no file, so its copy stays in the list.")
	r.wantNewStored()
}
