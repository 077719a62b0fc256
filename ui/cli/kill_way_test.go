//go:build !windows

package cli

import (
	"os"
	"slices"
	"strings"
	"testing"

	"ovh-tokens/ovhapi/ovhsim"
)

// step is a screen to wait for and what is typed on it then.
type step struct{ sees, types string }

// way leads to a new key in ovh.conf.
type way struct {
	name string
	// question leads to where the token is about to be asked for, answer from
	// there to the end. Its last but one step has the files written.
	question, answer []step
	// written is what ovh.conf holds at the end.
	written func(b *box, key string) string
	// rest leads from the list of new tokens to the end when the key stands in
	// ovh.conf already, and when it does not.
	rest func(b *box, inFile bool) []step
	// besides is what deploy.env holds; nil: there is none.
	besides func(b *box) string
	// holds checks what has to be so at any time.
	holds func(b *box)
	// rounds is how often it is killed at a random moment.
	rounds uint64
}

func ways() []way { return []way{intoAFile(), rotating(), rotatingTwo()} }

// intoAFile is a new token whose key goes into a profile of its own.
func intoAFile() way {
	w := way{
		name:   "keep",
		rounds: 20,
		question: []step{
			{"62 tokens", "n"},
			{"search by tool", "/token-manager\r"},
			{"What the token may do", "\x13"},
			{"enter sends it", ""},
		},
		answer: []step{
			{"", "\r"},
			{"Validated by", "\r"},
			{"new section", "f"},
			{"take this name", "\x15killed\r"},
			{"[profile:killed]", "\r"},
			{"Written and read back", ""},
		},
		written: func(b *box, key string) string {
			keys := b.sim.Keys()
			return b.before + strings.Join([]string{
				"", "[profile:killed]", "endpoint=" + b.url, "application_key=" + keys.ApplicationKey,
				"application_secret=" + keys.ApplicationSecret, "consumer_key=" + key, "",
			}, "\r\n")
		},
		holds: func(*box) {},
	}
	w.rest = func(_ *box, inFile bool) []step {
		if inFile {
			return []step{{"", "F"}, {"Forget this ", "y"}, {"No new token is waiting", ""}}
		}
		return append([]step{{"", "\r"}}, w.answer[1:]...)
	}
	return w
}

// rotating is a new token in place of the one in use.
func rotating() way {
	w := way{
		name:     "rotate",
		rounds:   8,
		question: []step{{"62 tokens", ""}, {"in use", "R"}, {"Its key stands in", ""}},
		answer:   []step{{"", "\r"}, {"Validated by", "\r"}, {"is revoked.", ""}},
		written: func(b *box, key string) string {
			// Blanks behind a value go with it.
			return strings.Replace(b.before, b.sim.Keys().ConsumerKey+"  ", key, 1)
		},
		holds: func(b *box) {
			b.t.Helper()
			if !slices.ContainsFunc(b.sim.Credentials(), func(c ovhsim.Credential) bool {
				return c.Status == ovhsim.Validated && strings.Contains(b.text(), "# ordered by Jo\r\nconsumer_key=\t"+c.ConsumerKey)
			}) {
				b.t.Fatal("the key in ovh.conf works no more")
			}
		},
	}
	w.rest = func(_ *box, inFile bool) []step {
		if inFile {
			return []step{{"", "\r"}, {"Validated by", "\r"}, {"What is left", "\r"}, {"is revoked.", ""}}
		}
		return []step{{"", "\r"}, {"Validated by", "\r"}, {"Its key stands in", "\r"}, {"is revoked.", ""}}
	}
	return w
}

// rotatingTwo is a new token in place of the one in use, whose key stands in a
// .env as well, without anything that says whose it is.
func rotatingTwo() way {
	one := rotating()
	w := one
	w.name, w.rounds = "rotate two files", 8
	w.besides = func(b *box) string { return "export OVH_CONSUMER_KEY='" + b.sim.Keys().ConsumerKey + "' # Jo's\n" }
	w.question = []step{{"62 tokens", ""}, {"in use", "R"}, {"Its key stands in", "+"}, {"look through it", "~/deploy.env\r"}, {"deploy.env line 1", ""}}
	w.holds = func(b *box) {
		b.t.Helper()
		one.holds(b)
		key := b.envKey()
		if !slices.ContainsFunc(b.sim.Credentials(), func(c ovhsim.Credential) bool {
			return c.Status == ovhsim.Validated && c.ConsumerKey == key
		}) {
			b.t.Fatal("the key in deploy.env works no more")
		}
	}
	w.rest = func(b *box, inFile bool) []step {
		fresh, _ := b.fresh()
		return one.rest(b, inFile && b.envKey() == fresh.ConsumerKey)
	}
	return w
}

// envKey is the consumer key in deploy.env.
func (b *box) envKey() string {
	b.t.Helper()
	text, err := os.ReadFile(b.deploy())
	_, key, ok := strings.Cut(string(text), "export OVH_CONSUMER_KEY='")
	key, after, _ := strings.Cut(key, "'")
	if err != nil || !ok || after != " # Jo's\n" {
		b.t.Fatalf("deploy.env is %q, %v", text, err)
	}
	return key
}

// survives checks a machine on which the program was killed on its way to a new
// key: nothing is half-written, and the key is there unless nobody can have
// validated it. Then it goes on where the program was killed, to the end.
func (b *box) survives(c *window) {
	b.t.Helper()
	b.whole()
	b.way.holds(b)
	token, asked := b.fresh()
	if got := b.text(); got != b.before && (!asked || got != b.way.written(b, token.ConsumerKey)) {
		b.t.Fatalf("ovh.conf is neither the old one nor the new one:\n%s", got)
	}
	if asked && !b.holdsAny() {
		if token.Status != ovhsim.Pending || strings.Contains(c.raw.String(), "credentialToken=") {
			b.t.Fatal("the key is lost although its link was shown")
		}
		asked = false // nothing of value
	}
	again := b.start()
	if !again.follow(b.rest()) {
		b.t.Fatalf("the program ended by itself:\n%s", again.screen())
	}
	again.kill()
	b.way.holds(b)
	if left := b.stored(); len(left) > 0 {
		b.t.Errorf("%d requests are still stored", len(left))
	}
	if got := b.text(); asked && got != b.way.written(b, token.ConsumerKey) {
		b.t.Errorf("ovh.conf is in the end\n%s", got)
	}
	if seen := c.raw.String() + again.raw.String(); token.ConsumerKey != "" && strings.Contains(seen, token.ConsumerKey) {
		b.t.Error("the key was shown")
	}
}

// rest is what is left to do after a restart. A token that waits is authorized
// on another device before.
func (b *box) rest() []step {
	b.t.Helper()
	steps := []step{{"18 expired", ""}} // the list, read with the key in ovh.conf
	token, _ := b.fresh()
	inProgram, inFile := b.holds(token.ConsumerKey)
	if !inProgram {
		return steps
	}
	if token.Status == ovhsim.Pending {
		if err := b.sim.Authorize(b.stored()[0].ValidationURL, ovhsim.ThirtyDays); err != nil {
			b.t.Fatal(err)
		}
	}
	steps = append(steps, step{"1 new, w", "w"}, step{"validated, key not taken yet", ""})
	return append(steps, b.way.rest(b, inFile)...)
}

// everyWay runs a test for each way.
func everyWay(t *testing.T, test func(*testing.T, way)) {
	t.Helper()
	for _, w := range ways() {
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			test(t, w)
		})
	}
}
