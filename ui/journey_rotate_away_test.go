package ui_test

import (
	"os"
	"path/filepath"
	"testing"

	"ovh-tokens/ui/uitest"
)

// away is a rotation on a machine that remembers a file with the key in use, which
// is not there now, as on a disk that is not mounted.
func away(t *testing.T, opts ...uitest.Option) (r *rotation, file string) {
	t.Helper()
	r = rotating(t, opts...)
	file = r.put("disk/deploy.env", "OVH_CONSUMER_KEY="+r.keys.ConsumerKey+"\n")
	if err := r.keeper.NameFile(file); err != nil {
		t.Fatal(err)
	}
	r.anew(opts...)
	if err := os.Rename(filepath.Dir(file), filepath.Dir(file)+".away"); err != nil {
		t.Fatal(err)
	}
	return r, file
}

// A remembered file that is away when a rotation begins may hold the old key: the
// old token is kept until the file is back, and then the file gets the new key.
func TestRotationWaitsForARememberedFile(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		r, file := away(t, size)
		r.Press("g", "R")
		r.Says("Not looked through: ~/disk/deploy.env: This file does not exist.", "The old token keeps working until ~/disk/deploy.env can be looked through.")
		r.Says("- goes on without the file.", "- go without a file")
		r.Press("enter")
		r.asked()
		r.validate().exchange()
		r.Says("The new key is in place, and old token " + itoa(r.old) + " still works.")
		r.Says("▲ Not looked through: ~/disk/deploy.env")
		if !r.keyWorks(r.keys.ConsumerKey) {
			t.Fatal("the old token was revoked")
		}
		r.wantNewStored()
		if err := os.Rename(filepath.Dir(file)+".away", filepath.Dir(file)); err != nil {
			t.Fatal(err)
		}
		r.fromTheList()
		r.goOn()
		r.exchange()
		r.wantRotated()
		r.wantIn(file, "OVH_CONSUMER_KEY="+r.fresh+"\n")
	})
}

// Where nothing needs the key in the file any more, one key lets the old token go,
// in this rotation and in later ones.
func TestRotationGoesWithoutAFileThatWasStruckOff(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		r, _ := away(t, size)
		r.Press("g", "R")
		r.Says("The old token keeps working until")
		r.Press("-")
		r.Says("Nothing needs the old key in ~/disk/deploy.env", "enter go without it")
		r.Press("esc")
		r.Says("The old token keeps working until")
		r.Press("-", "enter")
		r.Says("~/disk/deploy.env is looked through no more. It stays as it is.")
		r.Says("The old token is revoked, last.")
		r.Press("-")
		r.Says("Every file was looked through.")
		r.wantNamed()
		r.Press("enter")
		r.asked()
		r.validate().exchange()
		r.wantRotated()
	})
}

// A file that an earlier rotation took along, such as a folder that was taken for a
// file, is struck off what is stored, too: nothing waits for it for ever.
func TestRotationThatWasBegunGoesWithoutAFile(t *testing.T) {
	t.Parallel()
	r := rotating(t)
	file := r.put("deploy.env", "OVH_CONSUMER_KEY="+r.keys.ConsumerKey+"\n")
	r.env.Holdings.Files = []string{file}
	r.ask().validate()
	r.written()
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(file, 0o700); err != nil {
		t.Fatal(err)
	}
	r.restart()
	r.goOn()
	r.Says("Not looked through: ~/deploy.env: This file can't be used: it is a folder.", "- goes on without the file.")
	r.Press("-", "enter")
	r.Says("stands nowhere on this machine any more.")
	if of := r.list()[0].Replaces; len(of.Files) != 1 || filepath.Base(of.Files[0]) != ".ovh.conf" {
		t.Errorf("stored are %v", of.Files)
	}
	r.restart()
	r.goOn()
	r.Lacks("deploy.env")
	r.exchange()
	r.wantRotated()
}

// A name that leads to no file is refused while it can be mended.
func TestRotationNamesOnlyFilesThatAreThere(t *testing.T) {
	t.Parallel()
	r := rotating(t)
	file := r.put("deploy.env", "OVH_CONSUMER_KEY="+r.keys.ConsumerKey+"\n")
	r.put("deploy.d/empty", "")
	r.Press("g", "R")
	r.WaitFor("Its key stands in")
	r.Press("+")
	r.Type("~/deploi.env")
	r.Press("enter")
	r.Says("There is no file ~/deploi.env.")
	for range "i.env" {
		r.Press("backspace")
	}
	r.Type("y.d")
	r.Press("enter")
	r.Says("~/deploy.d can't hold a key: it is a folder.")
	r.Press("backspace")
	r.Type("env")
	r.Press("enter")
	r.Says("· ~/deploy.env line 1")
	r.Press("enter")
	r.asked()
	r.validate().exchange()
	r.wantRotated()
	r.wantIn(file, "OVH_CONSUMER_KEY="+r.fresh+"\n")
}

// The machine's own file may hold the key that one of its services uses, though
// only its administrator can tell.
func TestRotationAsksAboutTheMachinesOwnFile(t *testing.T) {
	t.Parallel()
	if os.Geteuid() == 0 {
		t.Skip("root reads everything")
	}
	r := rotating(t)
	system := r.put("etc/ovh.conf", "[ovh-eu]\nconsumer_key="+r.keys.ConsumerKey+"\n")
	r.env.Sources.SystemFile = system
	if err := os.Chmod(system, 0); err != nil {
		t.Fatal(err)
	}
	r.Press("g", "R")
	r.Says("can be looked through.", "- go without a file")
	r.Press("-", "enter")
	r.Says("The old token is revoked, last.")
	r.Press("r")
	r.Says("The old token is revoked, last.")
	r.Press("esc", "g", "R")
	r.Says("can be looked through.")
	r.Press("enter")
	r.asked()
	r.validate().exchange()
	r.Says("The new key is in place, and old token " + itoa(r.old) + " still works.")
	if !r.keyWorks(r.keys.ConsumerKey) {
		t.Error("the old token was revoked")
	}
}
