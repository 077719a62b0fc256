package ui_test

import (
	"path/filepath"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/builder"
	"ovh-tokens/ui/builder/own"
	"ovh-tokens/ui/explain"
	"ovh-tokens/ui/presets"
	"ovh-tokens/ui/share"
)

// build takes the tables of the form for a new token.
func (r *tour) build() {
	r.run(builder.New(r.env, builder.Start{Rules: rule.Set{{Method: rule.Get, Path: "/me"}, {Method: rule.Get, Path: "/me/bil"}, {Method: rule.Get, Path: "/ip/*"}}}, nil))
	r.WaitUntil("the operations", ofAll.MatchString)
	r.take("New token")
	r.Press("down")
	r.take("New token, on a rule that can be mended")
	r.Press("down")
	r.take("New token, on a rule that can reach more")
	r.Press("up")
	r.Press("enter")
	r.take("New token, while a path is typed")
	r.Press("esc", "i")
	r.take("New token, in the addresses")
	r.Press("esc", "up", "2")
	r.Paste("DELET /x\nPUT ip/1\n")
	r.WaitFor("not understood")
	r.take("New token, after something was pasted")
	r.Press("esc", "esc")
	r.WaitFor("Leave and lose")
	r.take("New token, before it is given up")
	r.Press("n", "u", "/")
	r.take("New token, while an operation is searched for")
	r.Press("enter")
	r.take("New token, among the operations")
	r.Press("right", "down", "space")
	r.take("New token, with operations selected")
	r.Press("esc", "esc", "up", "tab", "tab")
	r.take("New token, among those that a rule reaches")
	r.Press("esc", "ctrl+s")
	r.WaitFor("This asks OVH for a token")
	r.take("New token, before it is asked for")
	r.Press("enter")
	r.take("New token, before mistakes are sent")
}

// sets takes the tables of the ready-made sets, and of what is done with one.
func (r *tour) sets() {
	nothing := func(presets.Choice) tea.Cmd { return nil }
	chooser := presets.New(r.env, preset.All(), presets.Actions{Choose: nothing, Add: nothing, Empty: func() tea.Cmd { return nil }})
	chooser.SetProblems(config.Problem{File: "presets.txt", Line: 1, Message: "It is no preset."})
	r.run(chooser)
	r.WaitFor("search by tool")
	r.take("Ready-made sets")
	r.Press("tab")
	r.take("Ready-made sets, while one is read")
	r.Press("esc", "/")
	r.take("Ready-made sets, while one is searched for")
	r.Type("zzz")
	r.take("Ready-made sets, where none is found")
	r.Press("ctrl+u")
	r.Type("lego")
	r.Press("enter")
	r.take("Ready-made sets, while one is filled in")
	r.Type("X")
	r.take("Ready-made sets, where a value can be mended")
	r.Press("tab")
	r.Press("ctrl+l")
	r.WaitFor("GET /domain/zone is missing")
	r.take("Ready-made sets, where values cannot be picked")
	r.pick(nothing)
	r.tools()
}

// pick takes the table of the account's values, with a token that may list them.
func (r *tour) pick(nothing func(presets.Choice) tea.Cmd) {
	keys, _ := r.sim.KeysOf(r.sim.Add(ovhsim.Credential{Rules: rule.Set{{Method: rule.Get, Path: "/domain/zone"}}}).ID)
	was := r.env.Client
	defer func() { r.env.Client = was }()
	r.env.Client = was.WithConsumerKey(ovhapi.NewSecret(keys.ConsumerKey))
	r.run(presets.New(r.env, preset.All(), presets.Actions{Choose: nothing}))
	r.WaitFor("search by tool")
	r.Press("enter", "ctrl+l")
	r.WaitFor("example.net")
	r.take("Ready-made sets, while values are picked")
	r.end()
}

// tools takes the tables of what is done with a set.
func (r *tour) tools() {
	with := func(rule.Set) tea.Cmd { return nil }
	r.run(explain.New(r.env, explain.Subject{Name: "the set being built"}, explain.Actions{Add: with, Again: with}))
	r.WaitFor("Would this call pass?")
	r.take("Would a call pass")
	r.Type("/me/api/credential/12")
	r.take("Would a call pass, without a method")
	r.Press("tab")
	r.take("Would a call pass, on the answer")
	r.run(share.New(r.env, share.Subject{Rules: me()}))
	r.WaitFor("GET /me")
	r.take("Share a set")
	r.env.PresetsFile = filepath.Join(r.t.TempDir(), "presets.txt")
	mine := preset.Preset{ID: "mine", Title: "Mine", Group: preset.GroupOwn, Own: true, Rules: me()}
	if err := config.SavePreset(r.env.PresetsFile, mine); err != nil {
		r.t.Fatal(err)
	}
	r.run(own.New(r.env, mine, own.Origin{}))
	r.WaitFor("Name")
	r.take("A set of your own")
	r.Press("ctrl+s")
	r.WaitFor("another name")
	r.take("A set of your own, before one is replaced")
}
