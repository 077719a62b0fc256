package ui_test

import (
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui/tokens"
)

// sweeps takes the tables of the clean-up plan.
func (r *tour) sweeps() {
	r.on(prepare(r.t, ovhsim.Options{}))
	r.run(tokens.New(r.env))
	r.loaded()
	r.Press("C")
	r.WaitFor("Clean-up plan")
	r.take("Clean-up plan")
}
