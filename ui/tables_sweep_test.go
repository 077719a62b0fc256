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

// reports takes the tables of the report, while its name is typed and where there
// is such a file.
func (r *tour) reports() {
	s := prepare(r.t, ovhsim.Options{})
	s.env.Sources.WorkDir = r.t.TempDir()
	r.on(s)
	r.run(tokens.New(r.env))
	r.loaded()
	save := func() {
		r.Press("W")
		r.WaitFor("Save a report")
	}
	save()
	r.take("Report")
	r.Press("enter")
	r.Says("Saved as ")
	save()
	r.Press("enter")
	r.Says("Replace it?")
	r.take("Report, the file is there already")
}
