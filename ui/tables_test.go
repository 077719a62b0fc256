package ui_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui"
	"ovh-tokens/ui/confirm"
	"ovh-tokens/ui/doctor"
	"ovh-tokens/ui/holdings"
	"ovh-tokens/ui/keep"
	"ovh-tokens/ui/nokeys"
	"ovh-tokens/ui/pending"
	"ovh-tokens/ui/profiles"
	"ovh-tokens/ui/setup"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/text"
	"ovh-tokens/ui/token"
	"ovh-tokens/ui/tokens"
	"ovh-tokens/ui/uitest"
	"ovh-tokens/ui/waiting"
)

// watched is the program, which notes the table of the screen in view whenever it
// is drawn, so that a test can read it while the program runs.
type watched struct {
	*ui.Model
	mu   sync.Mutex
	last table
}

func (w *watched) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	_, cmd := w.Model.Update(msg)
	return w, cmd
}

func (w *watched) View() tea.View {
	w.mu.Lock()
	defer w.mu.Unlock()
	top := w.Top()
	w.last = table{typing: top.Typing(), keys: top.Keys()}
	return w.Model.View()
}

// tour goes through the screens and takes their tables.
type tour struct {
	*stand
	now *watched
	all []table
}

// run starts the program with a screen, in place of the one before.
func (r *tour) run(first shell.Screen) {
	r.t.Helper()
	r.end()
	r.now = &watched{Model: ui.New(r.env, first, ui.Options{})}
	r.Terminal = uitest.Run(r.t, r.now, uitest.Size(100, 40))
}

// end ends the program, if one runs.
func (r *tour) end() {
	r.t.Helper()
	if r.now != nil {
		r.Quit()
		r.now = nil
	}
}

// on goes on with another machine.
func (r *tour) on(s *stand) {
	r.t.Helper()
	r.end()
	r.stand = s
}

// take notes the table in view.
func (r *tour) take(name string) {
	r.t.Helper()
	r.Settle()
	r.now.mu.Lock()
	defer r.now.mu.Unlock()
	r.all = append(r.all, table{name, r.now.last.typing, r.now.last.keys})
}

// still notes the table of a screen that does not run.
func (r *tour) still(name string, s shell.Screen) {
	r.all = append(r.all, table{name, s.Typing(), s.Keys()})
}

// tables are those of every screen, taken from screens that run.
func tables(t *testing.T) []table {
	t.Helper()
	r := &tour{stand: prepare(t, ovhsim.Options{})}
	r.list()
	r.applications()
	r.on(prepare(r.t, ovhsim.Options{}))
	r.held()
	r.addresses()
	r.sweeps()
	r.reports()
	r.still("A question", confirm.New(r.env, confirm.Question{Yes: "do it", No: "leave it"}))
	r.still("A question answered by typing", confirm.New(r.env, confirm.Question{Yes: "do it", No: "leave it", Typed: "the number"}))
	r.build()
	r.sets()
	r.wait()
	r.result()
	r.keep()
	r.fresh()
	r.rotate()
	r.accounts()
	r.doctor()
	r.setUp()
	r.still("Keys and other texts", text.New(r.env, "", func(int) []string { return nil }))
	r.end()
	return r.all
}

// list takes the tables of the token list, and that of one token.
func (r *tour) list() {
	r.run(tokens.New(r.env))
	r.loaded()
	r.take("Token list")
	r.Press("!")
	r.WaitFor("Which means")
	r.take("Findings")
	r.Press("esc")
	r.WaitFor("Application")
	r.Press("/")
	r.take("Token list, while the filter is typed")
	r.Press("esc", "X")
	r.WaitFor("go in 5 s")
	r.take("Token list, while a clean-up counts down")
	r.gate.hold("DELETE")
	r.Press("enter")
	r.WaitFor("Revoking ")
	r.now.mu.Lock()
	r.all = append(r.all, table{"Token list, while tokens are revoked", false, r.now.last.keys})
	r.now.mu.Unlock()
	r.sim.Fail(ovhsim.Fault{Method: "DELETE", Status: 503})
	r.gate.open()
	r.WaitFor("1 failed.")
	r.take("Token list, with a result")
	r.still("One token", token.New(r.env, ovhapi.Token{}, token.Actions{}))
}

// doctor takes the tables of the screen that finds out why calls fail.
func (r *tour) doctor() {
	r.on(listed(r.t, uitest.Size(100, 40), func(s *stand) { s.sim.Expire(s.sim.Own()) }))
	r.Quit()
	r.run(doctor.New(r.env))
	r.WaitFor("next ")
	r.take("Doctor")
	r.Press("tab")
	r.take("Doctor, while an error is typed")
}

// held takes the tables of the keys on this machine.
func (r *tour) held() {
	none := func() []ovhapi.Token { return nil }
	file := filepath.Join(r.t.TempDir(), "tool.env")
	r.env.Holdings = shell.Holdings{Looked: true, Files: []string{file}}
	r.run(holdings.New(r.env, none))
	r.WaitFor("No key was found")
	r.take("Keys on this machine")
	r.Press("-")
	r.take("Keys on this machine, before a file is given up")
	r.end()
	r.env.Holdings = shell.Holdings{}
	r.run(holdings.New(r.env, none))
	r.WaitFor("Which key is this?")
	r.take("Keys on this machine, before they are looked for")
	r.Press("+")
	r.take("Keys on this machine, while a file is named")
}

// me is what tokens are asked for here.
func me() rule.Set { return rule.Set{{Method: rule.Get, Path: "/me"}} }

// wait takes the tables of a token that waits for its validation.
func (r *tour) wait() {
	draft := ovhapi.Draft{Rules: me()}
	r.run(waiting.New(r.env, draft))
	r.WaitFor("still waiting")
	r.take("Waiting for validation")
	r.Press("F")
	r.WaitFor("Give this request up?")
	r.take("Waiting for validation, before it is given up")
	r.Press("n", "ctrl+c")
	r.WaitFor("look again")
	r.take("Waiting for validation, while nobody looks")
	r.sim.Fail(ovhsim.Fault{Method: "POST", Status: 503})
	r.run(waiting.New(r.env, draft))
	r.WaitFor("try again")
	r.take("Waiting for validation, when it could not be asked for")
	r.run(waiting.New(r.env, draft))
	r.WaitFor("still waiting")
	r.Press("Q")
	r.take("QR code")
}

// newest is the request that was stored last.
func (r *tour) newest() ovhapi.PendingRequest {
	r.t.Helper()
	list, err := r.keeper.Pending()
	if err != nil || len(list) == 0 {
		r.t.Fatalf("no request is stored (%v)", err)
	}
	return list[len(list)-1]
}

// authorize has the newest request validated.
func (r *tour) authorize() {
	r.t.Helper()
	if err := r.sim.Authorize(r.newest().ValidationURL, ovhsim.OneDay); err != nil {
		r.t.Fatal(err)
	}
	r.WaitFor("Validated by")
}

// result takes the tables of what became of a request.
func (r *tour) result() {
	r.on(prepare(r.t, ovhsim.Options{}))
	r.run(waiting.New(r.env, ovhapi.Draft{Rules: me()}))
	r.WaitFor("still waiting")
	r.Press("n")
	r.WaitUntil("the second request", func(string) bool {
		list, _ := r.keeper.Pending()
		return len(list) == 2
	})
	r.WaitFor("still waiting")
	r.authorize()
	r.Settle()
	r.WaitFor("B forgets it")
	with := len(r.all)
	r.take("A validated token, after another request")
	r.Press("B")
	r.WaitFor("Forget the request from before")
	r.take("A validated token, before something is forgotten")
	r.Press("y")
	r.WaitGone("B forgets it")
	r.take("A validated token")
	r.all = append(r.all[:with], r.all[with+2], r.all[with], r.all[with+1])
	p := r.newest()
	r.sim.Fail(ovhsim.Fault{Path: "/auth/currentCredential", Status: 500, Times: -1})
	r.run(waiting.Resume(r.env, p))
	r.WaitFor("check again")
	r.take("A validated token, which could not be checked")
	r.on(prepare(r.t, ovhsim.Options{PendingReads: true}))
	r.keeper.fail(errors.New("permission denied"))
	r.run(waiting.New(r.env, ovhapi.Draft{Rules: me()}))
	r.WaitFor("still waiting")
	if err := r.sim.Refuse(r.newest().ValidationURL); err != nil {
		r.t.Fatal(err)
	}
	r.WaitFor("forget the key")
	r.take("A request that came to nothing")
}

// keep takes the tables of the places a key is put into.
func (r *tour) keep() {
	s, _ := twoProfiles(r.t)
	r.on(s)
	lab, _ := r.env.Machine.Profile("lab")
	done := func() tea.Cmd { return shell.Send(shell.PopMsg{}) }
	r.run(keep.New(r.env, keep.Key{Profile: lab, ConsumerKey: ovhapi.NewSecret("0")}, done))
	r.WaitFor("replaces the key of line")
	r.take("Keep the key")
	r.Press("G", "enter")
	r.WaitFor("Replace the key of line")
	r.take("Keep the key, before another one is replaced")
	r.Press("n", "f")
	r.take("Keep the key, while the profile is named")
	r.Press("esc", "tab")
	r.take("Keep the key, while a tool is looked for")
	r.Type("cluster-api")
	r.take("Keep the key, with the tools that were looked for")
	r.Press("enter")
	r.take("Keep the key, for a tool")
	r.Press("f")
	r.take("Keep the key, while a value is typed")
	r.Press("esc", "/", "esc")
	r.Type("lego")
	r.Press("enter", "W")
	r.WaitFor("write it")
	r.take("Keep the key, while a file is named")
	r.Press("esc", "shift+tab", "shift+tab")
	r.take("Keep the key, on the clipboard")
	r.Press("tab", "G", "enter", "y")
	r.WaitFor("Written and read back")
	r.WaitFor("has this key already")
	r.take("Keep the key, once it stands somewhere")
}

// fresh takes the tables of the new tokens that wait.
func (r *tour) fresh() {
	r.stored("aaaa", "/me", r.sim.Add(ovhsim.Credential{Status: ovhsim.Pending}), ovhapi.RequestWaiting)
	r.run(pending.New(r.env))
	r.WaitFor("/me read")
	r.take("New tokens not taken yet")
	r.Press("F")
	r.take("New tokens not taken yet, before one is forgotten")
}

// rotate takes the tables of a rotation.
func (r *tour) rotate() {
	s, _ := twoProfiles(r.t)
	r.on(s)
	r.run(tokens.New(r.env))
	r.loaded()
	r.Press("R")
	r.WaitFor("Its key stands in")
	r.take("Rotate a key")
	r.Press("+")
	r.take("Rotate a key, while a file is named")
	r.Press("esc", "enter")
	r.WaitFor("still waiting")
	r.authorize()
	validated := len(r.all)
	r.take("A validated token, in place of another")
	r.Press("esc")
	r.loaded()
	r.Press("w")
	r.WaitFor("in place of")
	r.Press("enter")
	r.WaitFor("Validated by")
	r.Press("enter")
	r.WaitFor("put the new key in place")
	r.take("Rotate a key, once its new token is there")
	r.Press("enter")
	r.WaitFor("Where things stand")
	r.take("A rotation at its end")
	r.after("A validated token", validated)
	s, _ = twoProfiles(r.t)
	r.on(s)
	r.write(strings.Replace(r.conf(), "consumer_key="+r.sim.Keys().ConsumerKey, "consumer_key=", 1))
	r.run(tokens.New(r.env))
	r.loaded()
	r.Press("R")
	r.WaitFor("ask for the new token")
	r.Settle()
	r.Press("enter")
	r.WaitFor("still waiting")
	r.authorize()
	r.Press("enter")
	r.WaitFor("Where things stand")
	r.take("A rotation at its end, with the new key in no file")
	r.strike()
}

// strike takes the table of a rotation while a file that is away is struck off.
func (r *tour) strike() {
	s, _ := twoProfiles(r.t)
	r.on(s)
	if err := s.keeper.NameFile(filepath.Join(s.env.Sources.HomeDir, "away.env")); err != nil {
		r.t.Fatal(err)
	}
	if err := s.env.RecallFiles(); err != nil {
		r.t.Fatal(err)
	}
	r.run(tokens.New(r.env))
	r.loaded()
	r.Press("R")
	r.WaitFor("go without a file")
	r.Press("-")
	r.WaitFor("Nothing needs the old key in")
	r.take("Rotate a key, while a file is struck off")
}

// after moves the table of a state behind those of its screen.
func (r *tour) after(screen string, from int) {
	r.t.Helper()
	moved := r.all[from]
	rest := append(append([]table(nil), r.all[:from]...), r.all[from+1:]...)
	for i := len(rest) - 1; i >= 0; i-- {
		if strings.HasPrefix(rest[i].name, screen) {
			r.all = append(append(append([]table(nil), rest[:i+1]...), moved), rest[i+1:]...)
			return
		}
	}
	r.t.Fatalf("there is no table of %s", screen)
}

// accounts takes the tables of the accounts of this machine.
func (r *tour) accounts() {
	s, _ := twoProfiles(r.t)
	r.on(s)
	other, _ := r.added(ovhsim.Credential{Owner: ovhsim.Stranger})
	r.another("client", other)
	r.run(tokens.New(r.env))
	r.loaded()
	r.Press("p")
	r.works(3)
	r.take("Accounts of this machine")
	r.Press("G", "-")
	r.WaitFor("Remove client")
	r.take("Accounts of this machine, before one is removed")
	r.Press("d")
	r.WaitFor("Type client")
	r.take("Accounts of this machine, while a name is typed")
	r.Press("esc", "esc")
	r.loaded()
	r.gate.hold("GET")
	r.Press("p")
	r.WaitFor("3 being asked…")
	r.Press("g", "down", "-")
	r.WaitFor("Remove lab")
	r.Press("d")
	r.gate.open()
	r.WaitFor("Revoke token")
	r.take("Accounts of this machine, before a token is revoked")
	start := profiles.Start{Back: func() shell.Screen { return nil }}
	r.end()
	r.run(profiles.Choose(r.env, r.env.Machine, start))
	r.WaitFor("Which account?")
	r.take("Accounts of this machine, before one is in use")
	r.end()
	r.run(profiles.Choose(r.env, r.env.Machine, profiles.Start{}))
	r.WaitFor("Which account?")
	r.take("Accounts of this machine, as the first screen")
}

// setUp takes the tables of the set-up, and of the screen before it.
func (r *tour) setUp() {
	r.on(machine(r.t, ""))
	m, _, _ := r.env.Look()
	var said func(ovhapi.Endpoint) ovhapi.Knowledge
	ask := func(_ context.Context, _ string, endpoints ...ovhapi.Endpoint) []ovhapi.Knowledge {
		list := make([]ovhapi.Knowledge, len(endpoints))
		for i, e := range endpoints {
			list[i] = said(e)
			list[i].Endpoint = e
		}
		return list
	}
	r.run(setup.New(r.env, m, setup.Options{Ask: ask}))
	r.WaitFor("Where is your OVHcloud account?")
	r.take("Set-up")
	r.Press("G", "enter")
	r.take("Set-up, while an endpoint is typed")
	r.Press("esc", "g", "enter", "enter")
	r.take("Set-up, before the keys")
	r.Press("enter")
	r.take("Set-up, while keys are typed")
	k := r.sim.Keys()
	r.Paste(k.ApplicationSecret)
	r.Press("enter")
	r.Paste(k.ApplicationKey)
	r.WaitFor("ctrl+s swap")
	r.take("Set-up, with keys that look swapped")
	r.Press("ctrl+s")
	said = func(ovhapi.Endpoint) ovhapi.Knowledge { return ovhapi.Knowledge{Err: ovhapi.ErrUnavailable} }
	r.Press("enter")
	r.WaitFor("go on unchecked")
	r.take("Set-up, when OVH did not say whether it knows the application")
	said = func(ovhapi.Endpoint) ovhapi.Knowledge { return ovhapi.Knowledge{} }
	r.Press("r")
	r.WaitFor("correct the key")
	r.take("Set-up, when OVH does not know the application")
	said = func(e ovhapi.Endpoint) ovhapi.Knowledge { return ovhapi.Knowledge{Known: e.Name == "ovh-ca"} }
	r.Press("r")
	r.WaitFor("use ovh-ca")
	r.take("Set-up, when another endpoint knows the application")
	said = func(ovhapi.Endpoint) ovhapi.Knowledge { return ovhapi.Knowledge{Known: true} }
	r.Press("enter")
	r.WaitFor("Everything is there")
	r.take("Set-up, before its token is asked for")
	r.Press("enter")
	r.WaitFor("still waiting")
	r.Press("esc")
	r.WaitFor("waits to be authorized")
	r.take("Set-up, while its token waits")
	r.on(machine(r.t, ""))
	r.run(setup.New(r.env, m, setup.Options{Ask: ask}))
	r.WaitFor("Where is your OVHcloud account?")
	r.Press("enter", "enter", "enter")
	r.Paste(k.ApplicationKey)
	r.Press("enter")
	r.Paste(k.ConsumerKey)
	r.Press("enter")
	r.WaitFor("Everything is there")
	r.Press("enter")
	r.WaitFor("refuses the signature")
	r.take("Set-up, when the secret is wrong")
	r.still("No keys on this machine", nokeys.New(r.env, m, nil, nil))
}
