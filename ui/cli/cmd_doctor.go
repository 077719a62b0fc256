package cli

import (
	"context"
	"errors"
	"io"
	"runtime"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"ovh-tokens/config"
	"ovh-tokens/config/doctor"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/when"
)

// maxPasted bounds what is read of a pasted error, in bytes.
const maxPasted = 1 << 20

// doctorOptions are the flags of the command.
type doctorOptions struct {
	preset, within string
}

func newDoctor(s *session) *cobra.Command {
	o := &doctorOptions{}
	cmd := &cobra.Command{
		Use:   "doctor [TEXT | -]",
		Short: "Find out why calls to OVH fail, and what to do next",
		Long: `Look at the keys of this machine and ask OVH about them, step by step: files
and their permissions, where each value comes from, how the keys are written,
network, proxy, certificate and clock, which endpoint knows the application,
what the token is and may do, and when it ends. Only questions are asked. Other
endpoints see the application key alone, beside made-up secrets. When the
signature is refused, secret and consumer key are tried in each other's place,
at OVH's own endpoints only.

With TEXT it explains an error that some client has printed: lego, certbot,
acme.sh, Terraform, Traefik, external-dns, OVH's libraries, or the body of an
answer. - reads it from stdin. When the error is a refused signature, one call
with a body is made on a token that does not exist, unless with --read-only.

It ends with one command to go on with, and with "not sure" where several causes
are left. Code 0: nothing is wrong. Code 5: something was found.`,
		Example: `  ovh-tokens doctor
  ovh-tokens doctor --preset lego
  ovh-tokens doctor 'OVHcloud API error (status code 403): "This call has not been granted"'
  terraform apply 2>&1 | ovh-tokens doctor -
  ovh-tokens doctor --profile prod --json | jq -r .next`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd.Context(), s, args) },
	}
	f := cmd.Flags()
	f.StringVar(&o.preset, "preset", "", "the ready-made `set` that the token is meant for")
	f.StringVar(&o.within, "within", "7d", "how near an expiration is worth a warning; units "+when.Units)
	s.flags.withJSON(cmd)
	completeFlag(cmd, "preset", s.completePresets(anyNumber))
	completeFlag(cmd, "within", s.completeWords(anyNumber, spans...))
	return cmd
}

func (o *doctorOptions) run(ctx context.Context, s *session, args []string) error {
	text, err := pasted(s.in, args)
	if err != nil {
		return err
	}
	options, err := o.options(s)
	if err != nil {
		return err
	}
	options.Text = text
	tell := func(doctor.Check) {}
	if !s.flags.json {
		tell = func(c doctor.Check) { _ = s.print(s.checked(c)) } // the end of the answer tells the same fault
	}
	report := doctor.Run(ctx, options, tell)
	switch {
	case ctx.Err() != nil:
		return context.Canceled
	case s.flags.json:
		err = s.printJSON(report)
	default:
		err = s.print(s.concluded(report))
	}
	if err != nil {
		return err
	}
	if report.Found() {
		return answer(exitNo)
	}
	return nil
}

// pasted is the error that was given as arguments, or on stdin.
func pasted(in io.Reader, args []string) (string, error) {
	if len(args) != 1 || args[0] != "-" {
		return strings.Join(args, " "), nil
	}
	data, err := io.ReadAll(io.LimitReader(in, maxPasted))
	if err != nil {
		return "", &failure{what: "reading the error from stdin", why: reason(err), next: program + " doctor", code: exitFailed, cause: err}
	}
	if strings.TrimSpace(string(data)) == "" {
		return "", usageError("there was nothing on stdin to explain.")
	}
	return string(data), nil
}

// options gathers what the checks need. Keys that can't be used are what they are
// to find out, and no error here.
func (o *doctorOptions) options(s *session) (doctor.Options, error) {
	soon, err := span("within", o.within)
	if err != nil {
		return doctor.Options{}, err
	}
	from, err := s.sources()
	if err != nil {
		return doctor.Options{}, err
	}
	m, err := config.Load(from)
	if err != nil && !errors.Is(err, config.ErrUnusable) {
		return doctor.Options{}, err
	}
	d := doctor.Options{
		Machine: m, Connect: s.connect, Flags: s.flags.account(), System: runtime.GOOS, Soon: soon, ReadOnly: s.flags.readOnly,
		Pending: s.stored(),
	}
	if o.preset != "" {
		own, _ := config.Presets(s.presetsFile()) // the sets that can be read are enough to choose one
		list := append(preset.All(), own...)
		var found bool
		if d.Needs, found = list.Find(o.preset); !found {
			return d, s.noPreset(list, o.preset)
		}
	}
	if m.Active.Endpoint.URL != "" {
		if c, err := s.connect(m.Active); err == nil {
			d.Library = c.Library(s.cache(), time.Now)
		}
	}
	return d, nil
}

// stored are the requests that this machine keeps, as far as they can be read.
func (s *session) stored() []ovhapi.PendingRequest {
	keeper, err := s.keeper()
	if err != nil {
		return nil
	}
	list, _ := keeper.Pending() // without them less is told
	return list
}

// noPreset says that there is no set of a name, and which come close.
func (s *session) noPreset(list preset.List, name string) error {
	text := ""
	if near := list.Search(name); len(near) > 0 {
		text = " Is it " + near[0].ID + "?"
	}
	return &failure{what: "there is no ready-made set " + plain.Text(name) + "." + text, next: s.paste("presets"), code: exitUsage}
}

// marks are how a check came out, for the eye.
var marks = map[doctor.Status]theme.Role{
	doctor.Pass: theme.Good, doctor.Warn: theme.Caution, doctor.Fail: theme.Danger, doctor.Skipped: theme.Subtle,
}

// The columns of a check.
const (
	markWidth = 9
	nameWidth = 13
)

// checked writes one check.
func (s *session) checked(c doctor.Check) string {
	var b strings.Builder
	indent := strings.Repeat(" ", markWidth+nameWidth)
	role := theme.Text
	if c.Status == doctor.Skipped {
		role = theme.Subtle
	}
	for i, line := range s.wrapped(c.Message, len(indent)) {
		lead := indent
		if i == 0 {
			lead = s.paint(marks[c.Status], layout.Pad(string(c.Status), markWidth)) + layout.Pad(c.Name, nameWidth)
		}
		b.WriteString(lead + s.paint(role, line) + "\n")
	}
	for _, line := range s.wrapped(c.Fix, len(indent)) {
		b.WriteString(indent + s.paint(theme.Accent, line) + "\n")
	}
	return b.String()
}

// wrapped breaks a text for a terminal; elsewhere a line is a line.
func (s *session) wrapped(text string, indent int) []string {
	switch {
	case text == "":
		return nil
	case s.outWidth-indent < 20:
		return []string{text}
	}
	return layout.Wrap(text, s.outWidth-indent)
}

// concluded writes the causes, and what to do next.
func (s *session) concluded(r doctor.Report) string {
	var b strings.Builder
	b.WriteString("\n")
	write := func(role theme.Role, lead, text string) {
		for i, line := range s.wrapped(text, ansi.StringWidth(lead)) {
			if i > 0 {
				lead = strings.Repeat(" ", ansi.StringWidth(lead))
			}
			b.WriteString(s.paint(theme.Subtle, lead) + s.paint(role, line) + "\n")
		}
	}
	write(theme.Strong, "", r.Head())
	for _, c := range r.Listed() {
		write(theme.Text, "  - ", c.Message)
	}
	if r.Next != "" {
		b.WriteString(s.paint(theme.Subtle, "next: ") + s.paint(theme.Accent, r.Next) + "\n")
	}
	return b.String()
}
