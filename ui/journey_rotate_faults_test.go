package ui_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui/uitest"
)

// setback is one way in which a rotation fails before the old token is touched.
type setback struct {
	name  string
	spoil func(*rotation) // while the new token waits, up to the screen that tells of it
	says  []string
	mend  func(*rotation) // what the screen proposes, up to the end of the exchange
}

// Whatever goes wrong before the end, the old key works and stands where it
// stood, the new one is stored, the screen says where things stand, and doing
// what it says finishes the rotation.
func TestRotationThatFailsLeavesTheOldKey(t *testing.T) {
	t.Parallel()
	for i, fails := range setbacks {
		t.Run(fails.name, func(t *testing.T) {
			t.Parallel()
			size := sizes[i%2]
			r := rotating(t, uitest.Size(size.width, size.height)).ask()
			fails.spoil(r)
			for _, sentence := range fails.says {
				r.Says(strings.ReplaceAll(sentence, "OLD", itoa(r.old)))
			}
			r.sim.ClearFaults()
			r.wantUntouched()
			fails.mend(r)
			r.wantRotated()
		})
	}
}

const untouched = "Not rotated. Old token OLD was not touched, and its key stands where it stood."

var setbacks = []setback{
	{
		name: "another account validates",
		spoil: func(r *rotation) {
			if err := r.sim.AuthorizeAs(r.page, ovhsim.OneDay, ovhsim.Stranger); err != nil {
				r.t.Fatal(err)
			}
			r.WaitFor("Another account: the token belongs to")
			r.Says("As it is, it cannot take the place of the old one, which stays as it is; n asks for a new one.")
			r.exchange()
		},
		says: []string{
			untouched, "The new token belongs to another account than the old one: " + ovhsim.Stranger + ", not " + ovhsim.Owner + ".",
			"R in the list asks anew; log in as the old token's account.",
		},
		mend: func(r *rotation) {
			r.Press("t")
			r.Says("The same would come of it again.")
			r.fromTheList()
			r.Press("w")
			r.WaitFor("in place of")
			r.Press("F", "y")
			r.Says("No new token is waiting.")
			r.fromTheList()
			r.ask().validate().exchange()
		},
	},
	{
		name: "less is granted than was asked for",
		spoil: func(r *rotation) {
			less := ovhsim.Fault{Method: "GET", Path: "/auth/currentCredential", Times: -1, Status: 200, Body: r.withoutARule()}
			if err := r.sim.AuthorizeWith(r.page, ovhsim.OneDay, less); err != nil {
				r.t.Fatal(err)
			}
			r.Says("was not granted:")
			r.Says("As it is, it cannot take the place of the old one")
			r.sim.ClearFaults()
			less.Times = 1 // the new key is tried first, the old one after it
			r.sim.Fail(less)
			r.exchange()
		},
		says: []string{untouched, "The new token was not granted all that the old one may do:", "R in the list asks anew."},
		mend: func(r *rotation) {
			r.fromTheList()
			r.Press("w")
			r.WaitFor("in place of")
			r.Press("F", "y")
			r.Says("No new token is waiting.")
			r.fromTheList()
			r.ask().validate().exchange()
		},
	},
	{
		name: "the new token is revoked before it is in place",
		spoil: func(r *rotation) {
			r.validate()
			for _, c := range r.sim.Credentials() {
				if c.ConsumerKey == r.fresh {
					r.sim.Remove(c.ID)
				}
			}
			r.exchange()
		},
		says: []string{untouched, "The new token works no more. R in the list asks anew"},
		mend: func(r *rotation) {
			r.fromTheList()
			r.Press("w")
			r.WaitFor("in place of")
			r.Press("F", "y")
			r.Says("No new token is waiting.")
			r.fromTheList()
			r.ask().validate().exchange()
		},
	},
	{
		name: "the file cannot be understood any more",
		spoil: func(r *rotation) {
			r.validate()
			r.before = "[profile:prod]\nno sense\n\xff\xfe\x00" + r.before
			r.write(r.before)
			r.exchange()
		},
		says: []string{untouched, "A file has changed since the plan was made.", "Mend the file, then t tries again."},
		mend: func(r *rotation) {
			r.before = strings.TrimPrefix(r.before, "[profile:prod]\nno sense\n\xff\xfe\x00")
			r.write(r.before)
			r.again()
		},
	},
	{
		name: "the key is moved to another file",
		spoil: func(r *rotation) {
			r.validate()
			r.before = strings.Replace(r.before, "consumer_key="+r.keys.ConsumerKey, "consumer_key=", 1)
			r.write(r.before)
			r.exchange()
		},
		says: []string{untouched, "The old key no longer stands in ~/.ovh.conf line 9."},
		mend: func(r *rotation) {
			r.before = strings.Replace(r.before, "prod's own\nconsumer_key=", "prod's own\nconsumer_key="+r.keys.ConsumerKey, 1)
			r.write(r.before)
			r.again()
		},
	},
	{
		name: "one of two files cannot be written",
		spoil: func(r *rotation) {
			r.Press("esc") // the second file is seen in the plan
			r.WaitFor("1 new, w")
			work := r.env.Sources.WorkDir
			second := filepath.Join(work, "ovh.conf")
			if err := os.MkdirAll(work, 0o700); err != nil {
				r.t.Fatal(err)
			}
			if err := os.WriteFile(second, []byte("[ovh-eu]\nconsumer_key="+r.keys.ConsumerKey+"\n"), 0o600); err != nil {
				r.t.Fatal(err)
			}
			if err := os.Link(second, second+".other"); err != nil {
				r.t.Skip("this file system has no hard links")
			}
			r.Press("w")
			r.WaitFor("in place of")
			r.Press("enter")
			r.validate()
			r.Press("enter")
			r.Says("· ./ovh.conf line 2")
			r.exchange()
		},
		says: []string{untouched, "./ovh.conf cannot be written, so no other file was either:", "it has a second name (hard link)", "· Old key in ./ovh.conf line 2", "· Old key in ~/.ovh.conf line 9", "t tries again."},
		mend: func(r *rotation) {
			if err := os.Remove(filepath.Join(r.env.Sources.WorkDir, "ovh.conf.other")); err != nil {
				r.t.Fatal(err)
			}
			r.again()
			text, _ := os.ReadFile(filepath.Join(r.env.Sources.WorkDir, "ovh.conf"))
			if string(text) != "[ovh-eu]\nconsumer_key="+r.fresh+"\n" {
				r.t.Errorf("the second file is %q", text)
			}
		},
	},
	{
		name:  "no network when the new key is tried",
		spoil: func(r *rotation) { r.validate().offline("GET", "/auth/currentCredential") },
		says:  []string{untouched, "No answer from OVH.", "t tries again."},
		mend:  func(r *rotation) { r.again() },
	},
	{
		name:  "no network when it is asked whose the old one is",
		spoil: func(r *rotation) { r.validate().offline("GET", "/auth/details") },
		says:  []string{untouched, "No answer from OVH.", "t tries again. Or leave: w in the list goes on with the new token."},
		mend: func(r *rotation) {
			r.fromTheList()
			r.Press("w")
			r.WaitFor("in place of")
			r.Press("enter")
			r.WaitFor("Validated by")
			r.Press("enter")
			r.Says("which was asked for in its place.")
			r.exchange()
		},
	},
	{
		name: "no network when it is looked up again",
		spoil: func(r *rotation) {
			r.Press("esc")
			r.WaitFor("1 new, w")
			r.Press("w")
			r.WaitFor("in place of")
			r.Press("enter")
			r.validate()
			r.sim.Fail(ovhsim.Fault{Method: "GET", Path: "/auth/currentCredential", Times: -1, Drop: true})
			r.Press("enter")
		},
		says: []string{"No answer from OVH.", "Nothing was changed. The new key stays in this program's list of new tokens (w)."},
		mend: func(r *rotation) {
			r.Press("r")
			r.Says("which was asked for in its place.")
			r.exchange()
		},
	},
	{
		name: "no network while it is waited for",
		spoil: func(r *rotation) {
			r.sim.Fail(ovhsim.Fault{Times: -1, Drop: true})
		},
		says: []string{"No answer from OVH for", "Still trying.", "The key is safe on this machine"},
		mend: func(r *rotation) { r.validate().exchange() },
	},
	{
		name: "what was granted cannot be asked",
		spoil: func(r *rotation) {
			r.sim.Fail(ovhsim.Fault{Method: "GET", Path: "/me", Times: -1, Status: 503})
			r.sim.Fail(ovhsim.Fault{Method: "GET", Path: "/auth/details", Times: -1, Status: 503})
			if err := r.sim.Authorize(r.page, ovhsim.ThirtyDays); err != nil {
				r.t.Fatal(err)
			}
		},
		says: []string{"Whose token it is could not be asked. r asks again."},
		mend: func(r *rotation) { r.exchange() }, // asks it once more by itself
	},
	{
		name: "asked anew",
		spoil: func(r *rotation) {
			r.Press("n")
			r.Says("The request before this one is kept until this one is validated.")
			r.asked()
		},
		says: []string{"still waiting"},
		mend: func(r *rotation) {
			r.validate()
			r.Press("B", "y")
			r.WaitGone("The request before this one")
			r.exchange()
		},
	},
}

// again presses t and waits for the end.
func (r *rotation) again() {
	r.t.Helper()
	r.Press("t")
	r.WaitFor("Rotated.")
}

// fromTheList goes back to the list of tokens.
func (r *rotation) fromTheList() {
	r.t.Helper()
	r.Press("esc")
	r.loaded()
}

// offline takes the network away from a call, and begins the exchange.
func (r *rotation) offline(method, path string) {
	r.t.Helper()
	r.sim.Fail(ovhsim.Fault{Method: method, Path: path, Times: -1, Drop: true})
	r.exchange()
}

// withoutARule is what OVH would say of the new token had it granted one rule
// less than was asked for.
func (r *rotation) withoutARule() string {
	r.t.Helper()
	for _, c := range r.sim.Credentials() {
		if c.ConsumerKey != r.fresh {
			continue
		}
		text, err := json.Marshal(map[string]any{
			"credentialId": c.ID, "applicationId": c.ApplicationID, "status": "validated", "rules": c.Rules[1:],
			"creation": c.Creation, "expiration": c.Expiration, "lastUse": nil, "allowedIPs": nil, "ovhSupport": false,
		})
		if err != nil {
			r.t.Fatal(err)
		}
		return string(text)
	}
	r.t.Fatal("OVH does not have the new token")
	return ""
}

// Where nothing came of the request itself, n asks anew.
func TestRotationWhoseRequestComesToNothing(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		spoil func(*rotation)
		says  string
	}{
		"refused on the page": {
			spoil: func(r *rotation) {
				r.sim.Set(func(o *ovhsim.Options) { o.PendingReads = true })
				if err := r.sim.Refuse(r.page); err != nil {
					r.t.Fatal(err)
				}
			},
			says: "The request was refused on the page. Nothing was granted.",
		},
		"not validated in time": {
			spoil: func(r *rotation) {
				r.sim.Set(func(o *ovhsim.Options) { o.PendingReads = true })
				for _, c := range r.sim.Credentials() {
					if c.ConsumerKey == r.fresh {
						r.sim.Expire(c.ID)
					}
				}
			},
			says: "The request has expired: nobody authorized it in time. Nothing was granted.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := rotating(t).ask()
			test.spoil(r)
			r.Says(test.says)
			r.Says("Its key was removed from this machine.")
			if !r.keyWorks(r.keys.ConsumerKey) || r.conf() != r.before {
				t.Error("the old key is not what it was")
			}
			r.Press("n")
			r.asked()
			r.validate().exchange()
			r.wantRotated()
		})
	}
}

// What fails after the new key was written leaves the old token working, and is
// finished by t, or later from the list of new tokens.
func TestRotationThatCannotRevokeTheOldToken(t *testing.T) {
	t.Parallel()
	later := func(r *rotation) {
		r.fromTheList()
		r.WaitFor("1 new, w")
		r.Press("w")
		r.WaitFor("in place of")
		r.Press("enter")
		r.WaitFor("Validated by")
		r.Press("enter")
		r.Says("stands nowhere on this machine any more.")
		r.Says("What is left: token "+itoa(r.old)+" still has to be revoked.", "~/.ovh.conf line 9 has the new key", "enter revoke the old token")
		r.exchange()
	}
	for name, finish := range map[string]func(*rotation){"t tries again": (*rotation).again, "later, from the list": later} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := rotating(t).ask().validate()
			r.sim.Fail(ovhsim.Fault{Method: "DELETE", Path: "/me/api/credential/*", Times: -1, Status: 503})
			r.exchange()
			r.Says(fmt.Sprintf("The new key is in place, and old token %d still works.", r.old))
			r.Says("New key in ~/.ovh.conf line 9", "The old token could not be revoked:", "OVH's service is not available.", "t tries again; later, w in the list does.")
			r.sim.ClearFaults()
			if !r.keyWorks(r.keys.ConsumerKey) || !r.keyWorks(r.fresh) {
				t.Error("not both keys work")
			}
			r.wantNewStored()
			finish(r)
			r.wantRotated()
		})
	}
}

// A variable of the shell can't be changed from here: the old token is kept for
// it until it is gone.
func TestRotationOfAKeyThatAVariableHoldsToo(t *testing.T) {
	t.Parallel()
	r := rotating(t)
	variable := r.keys.ConsumerKey
	r.env.Sources.Getenv = func(name string) string {
		if name == "OVH_CONSUMER_KEY" {
			return variable
		}
		return ""
	}
	r.Press("g", "R")
	r.Says("▲ OVH_CONSUMER_KEY, which only the shell that sets it can change: the old token will be kept working.")
	r.Says("The old token keeps working until the variable is gone.")
	r.Press("enter")
	r.asked()
	r.validate().exchange()
	r.Says(fmt.Sprintf("The new key is in place, and old token %d still works.", r.old))
	r.Says("▲ Old key still in OVH_CONSUMER_KEY", "New key in ~/.ovh.conf line 9", "Take the old key out of there, then t revokes the old token.")
	if !r.keyWorks(r.keys.ConsumerKey) || !r.keyWorks(r.fresh) {
		t.Error("not both keys work")
	}
	r.wantNewStored()
	r.Press("t")
	r.Says("still works.")
	if !r.keyWorks(r.keys.ConsumerKey) {
		t.Error("the old token was revoked although the variable is still there")
	}
	variable = ""
	r.again()
	r.wantRotated()
}

// An answer that was lost is settled by asking the old key.
func TestRotationWhoseLastAnswerIsLost(t *testing.T) {
	t.Parallel()
	r := rotating(t).ask().validate()
	r.sim.Fail(ovhsim.Fault{Method: "DELETE", Path: "/me/api/credential/*", AfterEffect: true, Drop: true})
	r.exchange()
	r.wantRotated()
}

// Without a network nothing is asked for in the first place.
func TestRotationThatCannotBeAskedFor(t *testing.T) {
	t.Parallel()
	r := rotating(t)
	r.sim.Fail(ovhsim.Fault{Method: "GET", Path: "/auth/*", Times: -1, Drop: true})
	r.Press("g", "R")
	r.Says("No answer from OVH.")
	r.Press("enter")
	r.Says("What the old key may do could not be asked; r looks again.")
	r.sim.ClearFaults()
	r.Press("r")
	r.WaitFor("Its key stands in")
	r.sim.Fail(ovhsim.Fault{Method: "POST", Path: "/auth/credential", Drop: true})
	r.Press("enter")
	r.Says("No key arrived. A request may be left at OVH; nobody can use it. r tries again")
	r.Press("r")
	r.asked()
	r.validate().exchange()
	r.wantRotated()
}
