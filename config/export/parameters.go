package export

// What several formats ask for beyond the keys.
var (
	paramProject = Parameter{Name: "project", Title: "Public Cloud project id"}
	paramZone    = Parameter{Name: "zone", Title: "DNS zone"}
	paramSMS     = Parameter{Name: "sms", Title: "SMS account"}
	paramSender  = Parameter{Name: "sender", Title: "SMS sender"}
)

// optional returns a parameter that may stay empty.
func optional(p Parameter) Parameter {
	p.Optional = true
	return p
}

// preset returns a parameter that has a usual value.
func preset(name, title, value string) Parameter {
	return Parameter{Name: name, Title: title, Default: value}
}

// Warnings that several formats share.
const (
	cautionTracked  = "The keys stand in clear in a file that is easily committed to git; keep it out, or give the keys through the environment."
	cautionHistory  = "Pasted into a shell, the keys stay in its history; start each line with a blank, or put the lines into a file with mode 0600 and source it."
	cautionArgument = "The keys are arguments of a command: while it runs, every user of the machine can see them in the list of processes."
	cautionSecret   = "A Kubernetes Secret is encoded, not encrypted: do not commit this manifest." //nolint:gosec // a warning
	cautionCode     = "The keys stand in clear in source code; for anything but a trial, read them from the environment."
)
