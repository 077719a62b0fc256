package ui_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/uitest"
)

// keyring is a machine with several keys: the one in use in ~/.ovh.conf line 7,
// that of a second token in line 13, and what the test adds below.
type keyring struct {
	*stand
	second int64
	conf   strings.Builder
}

// newKeyring writes the two keys; show starts the program.
func newKeyring(t *testing.T) *keyring {
	t.Helper()
	k := &keyring{stand: machine(t, "")}
	k.env.Connect = func(p config.Profile) (*ovhapi.Client, error) {
		return ovhapi.NewClient(ovhapi.Options{
			Endpoint: p.Endpoint, ApplicationKey: p.ApplicationKey.Text, ApplicationSecret: p.ApplicationSecret.Secret,
			ConsumerKey: p.ConsumerKey.Secret, Transport: k.gate, Pause: k.pause,
		})
	}
	fmt.Fprintf(&k.conf, "[default]\nendpoint=%s\n\n", k.sim.Endpoint())
	k.conf.WriteString(k.section(k.sim.Endpoint(), k.sim.Endpoint(), k.sim.Keys()))
	var keys ovhsim.Keys
	k.second, keys = k.token()
	k.profile("lab", keys)
	return k
}

// token is a further token of the account, with its keys.
func (k *keyring) token() (int64, ovhsim.Keys) {
	k.t.Helper()
	added := k.sim.Add(ovhsim.Credential{Rules: rule.Set{{Method: rule.Get, Path: "/domain/*"}}})
	keys, _ := k.sim.KeysOf(added.ID)
	return added.ID, keys
}

func (k *keyring) section(name, endpoint string, keys ovhsim.Keys) string {
	text := "[" + name + "]\n"
	if name != endpoint {
		text += "endpoint=" + endpoint + "\n"
	}
	return text + "application_key=" + keys.ApplicationKey + "\napplication_secret=" + keys.ApplicationSecret + "\nconsumer_key=" + keys.ConsumerKey + "\n\n"
}

// profile adds a profile of these keys.
func (k *keyring) profile(name string, keys ovhsim.Keys) {
	k.conf.WriteString(k.section("profile:"+name, k.sim.Endpoint(), keys))
}

// show writes ~/.ovh.conf and shows the list.
func (k *keyring) show(opts ...uitest.Option) {
	k.t.Helper()
	k.write(k.conf.String())
	m, client, err := k.env.Look()
	if err != nil || client == nil {
		k.t.Fatalf("the machine is not complete: %v", err)
	}
	k.env.Use(m, client)
	k.start(opts...)
	k.loaded()
}

// look opens the screen and has the keys looked for.
func (k *keyring) look() {
	k.t.Helper()
	k.Press("K")
	k.WaitFor("Which key is this?")
	k.Press("enter")
	k.told()
}

// told waits until every key has answered.
func (k *keyring) told() {
	k.t.Helper()
	k.WaitUntil("every key to answer", func(screen string) bool {
		busy := strings.Contains(screen, "Looking through") || strings.Contains(screen, "asked…") || strings.Contains(screen, "asking…")
		return strings.Contains(screen, "Where") && !busy
	})
	k.Settle()
}

// on puts the cursor on the key that stands in a place.
func (k *keyring) on(place string) {
	k.t.Helper()
	k.Press("g")
	for range 20 {
		if strings.Contains(k.current(), place) {
			return
		}
		k.Press("down")
	}
	k.t.Fatalf("no key stands in %s:\n%s", place, k.Screen())
}

func TestKeysOfThisMachineAreNamed(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		k := newKeyring(t)
		k.env.Sources.Getenv = func(string) string { return "" }
		k.show(size)
		before := len(k.sim.Calls())
		k.Press("K")
		k.WaitFor("Which key is this?")
		k.Says("OVH_CONSUMER_KEY", "./ovh.conf", "~/.ovh.conf", "Each key found is asked what it is", "Nothing is read or asked before enter.")
		k.Settle()
		if n := len(k.sim.Calls()); n != before {
			t.Errorf("%d calls were made before the user agreed", n-before)
		}
		k.Press("enter")
		k.told()
		k.Says("2 keys 2 work")
		k.on("~/.ovh.conf line 7")
		k.Says("works, for "+ovhsim.Owner, "Token "+itoa(k.sim.Own()), "the one in use here", "Expires")
		k.on("~/.ovh.conf line 13")
		k.Says("Token "+itoa(k.second), "Expires never", "Last used never", "May △ Can read transfer codes of domains.", "Read everything below /domain.")
		for _, secret := range []string{k.sim.Keys().ConsumerKey, k.sim.Keys().ApplicationSecret} {
			if k.Seen(secret) {
				t.Error("a secret was shown")
			}
		}
		k.Press("enter") // to the token in the list
		k.WaitFor("Tokens for OVH")
		k.Press("enter")
		k.WaitFor("Token " + itoa(k.second))
	})
}

func TestTokensSayInWhichFilesTheyLive(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		k := newKeyring(t)
		k.show(size)
		k.filter("mark:here") // the place of the key in use is known without a look
		k.Says("1 of 62 tokens shown")
		k.Press("enter")
		k.WaitFor("Token " + itoa(k.sim.Own()))
		k.Says("Lives in ~/.ovh.conf line 7")
		k.Press("esc")
		k.Press("esc")
		k.filter("id:" + itoa(k.second))
		k.Lacks("Lives in")
		k.Press("enter")
		k.WaitFor("Token " + itoa(k.second))
		k.Says("Lives in not looked for; K looks through this machine's files")
		k.Press("K")
		k.WaitFor("Which key is this?")
		k.Press("enter")
		k.told()
		k.Press("esc")
		k.WaitFor("Token " + itoa(k.second))
		k.Says("Lives in ~/.ovh.conf line 13")
		k.Press("esc")
		k.Press("esc")
		k.filter("mark:here")
		k.Says("2 of 62 tokens shown")
		k.Press("esc")
		k.filter("id:" + itoa(k.second))
		k.Press("d")
		k.WaitFor("y/N")
		k.Says("Its key stands on this machine: ~/.ovh.conf line 13.")
		k.Press("esc")
		k.Press("esc")
		k.filter("app:old-dyndns")
		k.Press("enter")
		k.WaitFor("Lives in")
		k.Says("none of the files looked through")
		k.Press("esc")
		k.WaitFor("3 of 62 tokens shown")
		k.Press("a", "esc")
		k.filter("id:" + itoa(k.second))
		k.Press("space", "d")
		k.Says("1 of them stands in files of this machine: ~/.ovh.conf line 13.")
	})
}

// What another program changes in the files is seen when the list comes back.
func TestPlacesFollowTheFiles(t *testing.T) {
	t.Parallel()
	k := newKeyring(t)
	k.show()
	k.look()
	k.write("; moved twice\n; already\n" + k.conf.String())
	k.Press("?")
	k.Press("esc")
	k.WaitFor("~/.ovh.conf line 15")
	k.told()
	k.write("; moved\n" + k.conf.String())
	k.Press("esc")
	k.WaitFor("62 tokens")
	k.filter("id:" + itoa(k.second))
	k.Press("enter")
	k.Says("Lives in ~/.ovh.conf line 14")
	k.Press("esc")
	before := len(k.sim.Calls())
	k.write("; gone\n")
	k.Press("?")
	k.Press("esc")
	k.Press("enter")
	k.Says("Lives in none of the files looked through")
	if n := len(k.sim.Calls()); n != before {
		t.Errorf("%d calls were made to read files", n-before)
	}
}

func TestDeadKeysSayWhatCanBeDone(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		k := newKeyring(t)
		revoked, keys := k.token()
		k.profile("revoked", keys) // line 19
		k.sim.Remove(revoked)
		expired, keys := k.token()
		k.profile("expired", keys) // line 25
		k.sim.Expire(expired)
		_, keys = k.token()
		keys.ApplicationSecret = strings.Repeat("0", 32)
		k.profile("mismatch", keys) // line 31
		_, keys = k.token()
		keys.ApplicationKey = "nosuchapplication"
		k.profile("noapp", keys)                                                                                                // line 37
		k.conf.WriteString("[profile:half]\nendpoint=" + k.sim.Endpoint() + "\nconsumer_key=" + strings.Repeat("f", 32) + "\n") // line 41
		_, keys = k.token()
		k.conf.WriteString("\n" + k.section("profile:away", "http://127.0.0.1:1/1.0", keys)) // line 47
		k.show(size)
		k.look()
		k.Says("8 keys 2 work 3 dead 3 not told")
		for place, says := range map[string][]string{
			"line 19": {"unknown", "OVH does not know the consumer key.", "If it does not belong to another endpoint: Remove ~/.ovh.conf line 19."},
			"line 25": {"not valid", "It was never validated on OVH's page, or was refused, or has expired.", "Remove ~/.ovh.conf line 25."},
			"line 31": {"mismatch", "OVH refuses the signature."},
			"line 37": {"no app", "This endpoint does not know the application key.", "Remove ~/.ovh.conf line 37."},
			"line 41": {"incomplete", "can't be asked: missing beside it: application_key, application_secret"},
			"line 47": {"no answer", "No answer from OVH.", "Check the network and try again."},
			"line 13": {"works", "Token " + itoa(k.second)}, // the others' trouble is not its own
		} {
			k.on(place)
			if !strings.Contains(k.current(), says[0]) {
				t.Errorf("%s is %q, want %q", place, k.current(), says[0])
			}
			k.Says(says[1:]...)
		}
		k.on("line 25")
		k.Press("R")
		k.Says("This key does not work, so there is nothing to take its rules from.")
		k.Press("enter")
		k.Says("Which token this is, is not known.")
		k.Press("y")
		k.WaitFor("Copied: the place ~/.ovh.conf line 25.")
		k.Copies(filepath.Join(k.env.Sources.HomeDir, ".ovh.conf") + ":25")
		k.Press("esc")
		k.WaitFor("tokens")
		k.filter("app:old-dyndns")
		k.Press("enter")
		k.Says("none of the files looked through, as far as their keys could be asked")
	})
}

// OVH may let an expired key read itself; then it is told from the others.
func TestExpiredKeyThatReadsItself(t *testing.T) {
	t.Parallel()
	k := newKeyring(t)
	k.sim.Set(func(o *ovhsim.Options) { o.PendingReads = true })
	expired, keys := k.token()
	k.profile("expired", keys)
	k.sim.Expire(expired)
	k.show()
	k.look()
	k.on("line 19")
	if !strings.Contains(k.current(), "expired") || !strings.Contains(k.current(), itoa(expired)) {
		t.Errorf("the key is %q", k.current())
	}
	k.Says("Rules △ Can read transfer codes of domains.", "Read everything below /domain.", "Remove ~/.ovh.conf line 19.")
}

func TestFurtherFilesAreNamed(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		k := newKeyring(t)
		third, keys := k.token()
		other := filepath.Join(k.env.Sources.HomeDir, "other.conf")
		text := k.section(k.sim.Endpoint(), k.sim.Endpoint(), keys) + k.section("profile:again", k.sim.Endpoint(), k.sim.Keys())
		if err := os.WriteFile(other, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		k.show(size)
		k.Press("K")
		k.WaitFor("Which key is this?")
		k.Press("+")
		k.Type("~/other.conf")
		k.Press("enter")
		k.Says("· ~/other.conf")
		k.Press("enter")
		k.told()
		k.Says("3 keys 3 work")
		k.on("other.conf line 4")
		k.Says("Token " + itoa(third))
		k.on("~/.ovh.conf line 7")
		k.Says("~/other.conf line 10")
		fourth, keys := k.token()
		text = "OVH_ENDPOINT=" + k.sim.Endpoint() + "\nOVH_APPLICATION_KEY=" + keys.ApplicationKey + "\nOVH_APPLICATION_SECRET=" + keys.ApplicationSecret + "\nOVH_CONSUMER_KEY='" + keys.ConsumerKey + "'\n"
		if err := os.WriteFile(filepath.Join(k.env.Sources.HomeDir, "tool.env"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		k.Press("+")
		k.Type("~/tool.env")
		k.Press("enter")
		k.WaitFor("4 keys")
		k.told()
		k.on("~/tool.env line 4")
		k.Says("Token " + itoa(fourth))
		k.Press("+")
		k.Type(filepath.Join(k.env.Sources.HomeDir, "missing.conf"))
		k.Press("enter")
		k.told()
		k.Press("pgdown", "pgdown")
		k.Says("About the files")
		k.Says("This file does not exist.")
	})
}

func TestKeyWithoutEffectSaysSo(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		k := newKeyring(t)
		third, keys := k.token()
		k.conf.WriteString("[profile:lab]\nconsumer_key=" + keys.ConsumerKey + "\n") // line 16 stands for line 13
		k.show(size)
		k.look()
		k.on("~/.ovh.conf line 13")
		k.Says("~/.ovh.conf line 13, where it has no effect: a later line stands for the same")
		k.on("~/.ovh.conf line 16")
		k.Says("Token " + itoa(third))
	})
}

// R on a token whose key stands in files rotates it there; of any other it begins
// a new one.
func TestRotationOfAKeyFoundInFiles(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		k := newKeyring(t)
		k.show(size)
		k.filter("id:" + itoa(k.second))
		k.Press("R")
		k.Says("Key not looked for (K in the list): a new token; revoke the old one later.")
		k.Press("esc")
		k.Press("esc")
		k.look()
		k.on("~/.ovh.conf line 13")
		k.Press("R")
		k.WaitFor("~/.ovh.conf line 13")
		k.Says(itoa(k.second))
		k.Press("esc")
		k.Press("esc")
		k.WaitFor("tokens")
		k.filter("id:" + itoa(k.second))
		k.Press("R")
		k.Says("~/.ovh.conf line 13")
	})
}

// The screen answers while a key is being asked about.
func TestKeysAreAskedWhileTheScreenAnswers(t *testing.T) {
	t.Parallel()
	k := newKeyring(t)
	k.env.ReadOnly = true // looking changes nothing
	k.show()
	k.Press("K")
	k.WaitFor("Which key is this?")
	k.gate.hold("GET")
	k.Press("enter")
	k.WaitFor("2 being asked…")
	k.on("~/.ovh.conf line 13")
	k.Says("being asked what it is…")
	k.Press("R")
	k.Says("Read-only: nothing that changes the account can be done here.")
	k.Press("ctrl+c")
	k.told()
	k.Says("2 keys 2 not told", "stopped")
	k.gate.open()
	k.Press("r")
	k.WaitFor("2 work")
	if n := k.sent("POST", "PUT", "DELETE"); n != 0 {
		t.Errorf("%d calls that change something were sent", n)
	}
}

// A key of another account is named, and not looked for in this one's list.
func TestKeyOfAnotherAccount(t *testing.T) {
	t.Parallel()
	k := newKeyring(t)
	added := k.sim.Add(ovhsim.Credential{Owner: ovhsim.Stranger, Rules: rule.Set{{Method: rule.Get, Path: "/me"}}})
	keys, _ := k.sim.KeysOf(added.ID)
	k.profile("stranger", keys)
	k.show()
	k.look()
	k.on("~/.ovh.conf line 19")
	k.Says("works, for "+ovhsim.Stranger, "Token "+itoa(added.ID), "it belongs to another account, or the list is older")
	k.Press("enter")
	k.Says("Its token is not in the list on screen")
}

// The demo uses no key but its own.
func TestDemoLooksAtItsOwnFileOnly(t *testing.T) {
	t.Parallel()
	k := newKeyring(t)
	k.env.Fleeting = true
	k.show()
	k.Press("K")
	k.WaitFor("Which key is this?")
	k.Lacks("OVH_CONSUMER_KEY")
	k.Press("+")
	k.Says("The demo looks at no file but its own")
	k.Press("enter")
	k.told()
	k.Says("2 keys 2 work")
}

// A key that waits for its validation is known by the request it came from.
func TestPendingKeyIsKnownByItsRequest(t *testing.T) {
	t.Parallel()
	k := newKeyring(t)
	k.profile("waits", ovhsim.Keys{ApplicationKey: k.sim.Keys().ApplicationKey, ApplicationSecret: k.sim.Keys().ApplicationSecret, ConsumerKey: k.request()})
	k.show()
	k.look()
	k.on("~/.ovh.conf line 19")
	if !strings.Contains(k.current(), "pending") {
		t.Errorf("the key is %q", k.current())
	}
	k.Says("w in the list opens its page again.")
}

// request asks for a key that nobody validates, and returns it.
func (k *keyring) request() string {
	k.t.Helper()
	client := k.client(k.sim.Keys())
	got, err := client.RequestCredential(k.t.Context(), ovhapi.CredentialRequest{AccessRules: rule.Set{{Method: rule.Get, Path: "/me"}}})
	if err != nil {
		k.t.Fatal(err)
	}
	err = k.keeper.Keep(ovhapi.PendingRequest{
		ID: "waits", Endpoint: k.sim.Endpoint(), ApplicationKey: client.ApplicationKey(), ConsumerKey: got.ConsumerKey,
		ValidationURL: got.ValidationURL, Created: k.clock.Now(), State: ovhapi.RequestWaiting,
	})
	if err != nil {
		k.t.Fatal(err)
	}
	return got.ConsumerKey.Reveal()
}

// The key in use may stand in a variable.
func TestKeyInTheEnvironment(t *testing.T) {
	t.Parallel()
	k := newKeyring(t)
	keys := k.sim.Keys()
	k.env.Sources.Getenv = func(name string) string {
		return map[string]string{"OVH_CONSUMER_KEY": keys.ConsumerKey}[name]
	}
	k.show()
	k.look()
	k.Press("g")
	k.Says("OVH_CONSUMER_KEY", "~/.ovh.conf line 7", "the one in use here")
}
