//go:build unix

package ui_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// The second of two files cannot be written: the screen tells where either key
// stands, and t goes on.
func TestRotationHalfWay(t *testing.T) {
	t.Parallel()
	r := rotating(t)
	second := r.put("work/ovh.conf", "[profile:prod]\nendpoint="+r.sim.Endpoint()+"\nconsumer_key="+r.keys.ConsumerKey+"\n")
	r.ask().validate()
	// ./ovh.conf is written first, ~/.ovh.conf second.
	home, err := os.Open(r.env.Sources.HomeDir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = home.Close() }()
	if err := syscall.Flock(int(home.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		t.Fatal(err)
	}
	r.exchange()
	r.Says("Rotated half-way. Old token " + itoa(r.old) + " was not touched.")
	r.Says("New key in ./ovh.conf line 3", "Old key still in ~/.ovh.conf line 9", "t tries again.")
	r.Lacks("nothing was changed")
	r.wantUntouched()
	if !r.keyWorks(r.fresh) {
		t.Error("the new key does not work")
	}
	if err := home.Close(); err != nil {
		t.Fatal(err)
	}
	r.again()
	r.wantRotated()
	text, err := os.ReadFile(filepath.Clean(second))
	if err != nil || !strings.Contains(string(text), "\nconsumer_key="+r.fresh+"\n") {
		t.Errorf("the file is %q, %v", text, err)
	}
}
