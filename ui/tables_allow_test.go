package ui_test

import (
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui/tokens"
)

// addresses takes the tables of the addresses that a token works from.
func (r *tour) addresses() {
	r.on(prepare(r.t, ovhsim.Options{Editor: true}))
	r.run(tokens.New(r.env))
	r.loaded()
	r.Press("down", "i")
	r.WaitFor("New addresses")
	r.take("Addresses of a token")
	r.sim.Fail(ovhsim.Fault{Method: "PUT", Path: "/me/api/credential/*", Drop: true, AfterEffect: true})
	r.sim.Fail(ovhsim.Fault{Method: "GET", Path: "/me/api/credential/*", Status: 500, Times: -1})
	r.Press("ctrl+u")
	r.Type("192.0.2.1")
	r.Press("enter")
	r.WaitFor("y/N")
	r.Press("y")
	r.WaitFor("Not known whether")
	r.take("Addresses of a token, when nobody knows whether they were changed")
	r.on(prepare(r.t, ovhsim.Options{}))
	r.run(tokens.New(r.env))
	r.loaded()
	r.Press("down", "i")
	r.WaitFor("may not change addresses")
	r.take("Addresses of a token, without the right to change them")
}
