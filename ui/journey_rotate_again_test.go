package ui_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
)

// restart ends the program and begins it anew, in another folder than before.
func (r *rotation) restart() {
	r.t.Helper()
	r.Quit()
	r.env.Holdings.Files = nil
	r.env.Sources.WorkDir = r.t.TempDir()
	m, client, err := r.env.Look()
	if err != nil {
		r.t.Fatal(err)
	}
	r.env.Use(m, client)
	r.start()
	r.loaded()
}

// goOn takes the rotation up from the list of new tokens, up to its plan.
func (r *rotation) goOn() {
	r.t.Helper()
	r.Press("w")
	r.WaitFor("in place of")
	r.Press("enter")
	r.WaitFor("Validated by")
	r.Press("enter")
	r.WaitFor("another file")
	r.WaitGone("Looking where the key stands")
}

// put writes a file, below the home folder unless its path is a full one, and
// returns its path.
func (r *rotation) put(name, text string) string {
	r.t.Helper()
	path := name
	if !filepath.IsAbs(path) {
		path = filepath.Join(r.env.Sources.HomeDir, name)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		r.t.Fatal(err)
	}
	return path
}

// wantIn checks what a file holds.
func (r *rotation) wantIn(path, want string) {
	r.t.Helper()
	if text, err := os.ReadFile(path); err != nil || string(text) != want {
		r.t.Errorf("%s holds %q, %v", path, text, err)
	}
}

// name adds a further file to the plan on screen.
func (r *rotation) name(typed string) {
	r.t.Helper()
	r.Press("+")
	r.Type(typed)
	r.Press("enter")
	r.WaitFor("Its key stands in")
}

// written is as if the program had been killed when ovh.conf was written and
// nothing else was.
func (r *rotation) written() { r.write(strings.Replace(r.before, r.keys.ConsumerKey, r.fresh, 1)) }

// The program is killed between two files. Whatever stands beside the old key in
// the second one, the rotation finds it again and goes on.
func TestRotationFindsTheOldKeyWhateverStandsBesideIt(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ file, before, after string }{
		"a .env with the key alone":        {file: "deploy.env", before: "OVH_CONSUMER_KEY=", after: "\n"},
		"a section with the key alone":     {file: "work/ovh.conf", before: "[ovh-eu]\nconsumer_key=", after: "\n"},
		"a profile with the key alone":     {file: "work/ovh.conf", before: "[profile:prod]\nconsumer_key=", after: "\n"},
		"a secret mounted under its name":  {file: "secrets/consumer_key", after: "\n"},
		"an application of somewhere else": {file: "deploy.env", before: "OVH_APPLICATION_KEY=0123456789abcdef\nOVH_APPLICATION_SECRET=0123456789abcdef0123456789abcdef\nOVH_CONSUMER_KEY=", after: "\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := rotating(t)
			second := r.put(test.file, test.before+r.keys.ConsumerKey+test.after)
			if filepath.Base(second) != "ovh.conf" {
				r.env.Holdings.Files = []string{second}
			}
			r.ask().validate()
			r.written()
			r.restart()
			r.goOn()
			r.Says("which was asked for in its place.", "~/.ovh.conf line 9 has the new key already")
			r.exchange()
			r.wantRotated()
			r.wantIn(second, test.before+r.fresh+test.after)
		})
	}
}

// A variable that still holds the old key after a restart keeps the old token,
// with --profile too, under which it has no effect on this program.
func TestRotationWhoseVariableIsStillSetAfterARestart(t *testing.T) {
	t.Parallel()
	for _, profile := range []string{"", "prod"} {
		t.Run("profile "+profile, func(t *testing.T) {
			t.Parallel()
			r := rotating(t)
			variable := r.keys.ConsumerKey
			r.env.Sources.Profile = profile
			r.env.Sources.Getenv = func(name string) string {
				if name == "OVH_CONSUMER_KEY" {
					return variable
				}
				return ""
			}
			r.ask().validate().exchange()
			r.Says("still works.")
			r.restart()
			r.goOn()
			r.Says("It is the key of "+r.list()[0].Replaces.Profile+" on ovh-ca.", "▲ OVH_CONSUMER_KEY, which only the shell that sets it can change")
			r.exchange()
			r.Says("still works.")
			r.Says("▲ Old key still in OVH_CONSUMER_KEY")
			if !r.keyWorks(r.keys.ConsumerKey) {
				t.Error("the old token was revoked although the variable is still set")
			}
			variable = ""
			r.again()
			r.wantRotated()
		})
	}
}

// A further file is found again from another folder, however it was typed.
func TestRotationRemembersFurtherFiles(t *testing.T) {
	t.Parallel()
	for name, typed := range map[string]string{"relative": "deploy.env", "from home": "~/work/deploy.env"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := rotating(t)
			file := r.put("work/deploy.env", "OVH_CONSUMER_KEY="+r.keys.ConsumerKey+"\n")
			r.Press("g", "R")
			r.WaitFor("Its key stands in")
			r.name(typed)
			r.Says("~/work/deploy.env line 1")
			r.Press("enter")
			r.asked()
			r.validate()
			r.restart()
			r.goOn()
			r.Says("~/work/deploy.env line 1")
			r.exchange()
			r.wantRotated()
			r.wantIn(file, "OVH_CONSUMER_KEY="+r.fresh+"\n")
		})
	}
}

// A remembered file that is not there any more, or cannot be read, may still hold
// the old key: the old token is kept until it can be looked through.
func TestRotationKeepsTheOldTokenForAFileItCannotRead(t *testing.T) {
	t.Parallel()
	t.Run("the old key stands elsewhere too", func(t *testing.T) {
		t.Parallel()
		r, file := withoutFile(t, false)
		r.Says("The old token keeps working until ~/deploy.env can be looked through.")
		r.exchange()
		r.Says("The new key is in place, and old token " + itoa(r.old) + " still works.")
		r.Says("▲ Not looked through: ~/deploy.env", "t tries again; later, w in the list does.")
		r.comesBack(file, func() {
			r.fromTheList()
			r.goOn()
		})
	})
	t.Run("the old key was not found", func(t *testing.T) {
		t.Parallel()
		r, file := withoutFile(t, true)
		r.Says("was not found, but it may still stand on this machine.", "So token "+itoa(r.old)+" keeps working.")
		r.Press("enter")
		r.Says("A file that may hold the old key was not looked through; r looks again.")
		r.comesBack(file, func() { r.Press("r") })
	})
}

// withoutFile takes a rotation up again while a file that was named for it, and
// holds the old key, is away; written is how far it had come.
func withoutFile(t *testing.T, written bool) (r *rotation, file string) {
	t.Helper()
	r = rotating(t)
	file = r.put("deploy.env", "OVH_CONSUMER_KEY="+r.keys.ConsumerKey+"\n")
	r.env.Holdings.Files = []string{file}
	r.ask().validate()
	if written {
		r.written()
	}
	if err := os.Rename(file, file+".away"); err != nil {
		t.Fatal(err)
	}
	r.restart()
	r.goOn()
	r.Says("Not looked through: ~/deploy.env: This file does not exist.")
	return r, file
}

// comesBack brings the file back, goes on, and sees the rotation to its end.
func (r *rotation) comesBack(file string, goOn func()) {
	r.t.Helper()
	if !r.keyWorks(r.keys.ConsumerKey) {
		r.t.Fatal("the old token was revoked")
	}
	if err := os.Rename(file+".away", file); err != nil {
		r.t.Fatal(err)
	}
	goOn()
	r.Says("~/deploy.env line 1")
	r.exchange()
	r.wantRotated()
	r.wantIn(file, "OVH_CONSUMER_KEY="+r.fresh+"\n")
}

// The demo has no business in real files.
func TestRotationInTheDemoNamesNoFile(t *testing.T) {
	t.Parallel()
	r := rotating(t)
	r.env.Fleeting = true
	r.Press("g", "R")
	r.WaitFor("Its key stands in")
	r.Press("+")
	r.Says("The demo looks at no file but its own")
}

// Another key of the profile, dead since, is not the old one: what became of the
// old token is asked, and never guessed.
func TestRotationTakesNoOtherDeadKeyForTheOldOne(t *testing.T) {
	t.Parallel()
	for name, known := range map[string]bool{"the account tells": true, "nobody tells": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := rotating(t).ask().validate()
			other := r.sim.Add(ovhsim.Credential{Rules: rule.Set{{Method: rule.Get, Path: "/me"}}})
			keys, _ := r.sim.KeysOf(other.ID)
			r.Press("esc")
			r.loaded()
			r.sim.Remove(other.ID)
			r.write(strings.Replace(r.before, r.keys.ConsumerKey, keys.ConsumerKey, 1))
			if !known {
				r.sim.Fail(ovhsim.Fault{Method: "GET", Path: "/me/api/credential/*", Times: -1, Status: 403, Body: `{"message":"This call has not been granted"}`})
			}
			r.goOn()
			if known {
				r.Says("Neither key stands on this machine now, so nothing is replaced or revoked.")
				return
			}
			r.Says("The key of prod works no more. Whether it was that of token "+itoa(r.old)+" could not be asked.", "Nothing is revoked: what became of token "+itoa(r.old)+" is not known.")
			r.exchange()
			r.Says("Whether old token " + itoa(r.old) + " still works could not be asked.")
			r.Lacks("is revoked", "no longer works")
			r.wantNewStored()
			if !r.keyWorks(r.keys.ConsumerKey) {
				t.Error("the old token was revoked")
			}
		})
	}
}

// A neighbour with a wrong secret, or one that does not answer from here, is no
// obstacle while the old key is found. Else it is named.
func TestRotationBesideKeysThatCannotBeAsked(t *testing.T) {
	t.Parallel()
	spoil := func(r *rotation) {
		r.sim.Restrict(r.second(), "203.0.113.0/24")
		at := strings.Index(r.before, "[profile:lab]")
		lab := strings.Replace(r.before[at:], "application_secret="+r.keys.ApplicationSecret, "application_secret="+strings.Repeat("z", 32), 1)
		r.before = r.before[:at] + lab
	}
	t.Run("the old key is found", func(t *testing.T) {
		t.Parallel()
		r := rotating(t).ask().validate()
		r.Press("esc")
		r.loaded()
		spoil(r)
		r.write(r.before)
		r.goOn()
		r.Says("which was asked for in its place.")
		r.exchange()
		r.wantRotated()
	})
	t.Run("the old key is not found", func(t *testing.T) {
		t.Parallel()
		r := rotating(t).ask().validate()
		r.Press("esc")
		r.loaded()
		spoil(r)
		r.written()
		r.goOn()
		r.Says("Not asked: the key in ~/.ovh.conf line 16.", "So token "+itoa(r.old)+" keeps working.")
		r.Press("enter")
		r.Says("Not every key of this machine could be asked what it is")
		if !r.keyWorks(r.keys.ConsumerKey) {
			t.Fatal("the old token was revoked")
		}
		r.sim.Restrict(r.second())
		r.Press("r")
		r.Says("stands nowhere on this machine any more.")
		r.exchange()
		r.wantRotated()
	})
}

// second is the token of the other profile.
func (r *rotation) second() int64 {
	r.t.Helper()
	for _, c := range r.sim.Credentials() {
		if c.ConsumerKey != r.keys.ConsumerKey && c.ConsumerKey != "" && strings.Contains(r.before, c.ConsumerKey) {
			return c.ID
		}
	}
	r.t.Fatal("there is no other profile")
	return 0
}

// When the old token was revoked elsewhere after the new key was written, nothing
// is left to revoke.
func TestRotationWhoseOldTokenHasGoneMeanwhile(t *testing.T) {
	t.Parallel()
	r := rotating(t).ask().validate()
	r.written()
	r.sim.Remove(r.old)
	r.restart()
	r.goOn()
	r.Says("and token "+itoa(r.old)+" no longer works.", "enter finish")
	r.exchange()
	r.wantRotated()
}
