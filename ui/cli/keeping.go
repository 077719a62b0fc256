package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"ovh-tokens/config"
	"ovh-tokens/config/export"
	"ovh-tokens/config/keeping"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
)

// keepFlags say what becomes of a new key.
type keepFlags struct {
	save   string
	saves  bool // --save was given
	form   string
	values []string // that fill the form in
	force  bool
}

// anyProfile stands for a --save without a name; --help shows it as what can be
// written there.
const anyProfile = "NAME"

// optionalName is the value of a flag that can do without one.
type optionalName struct{ to *string }

func (v optionalName) String() string {
	if v.to == nil {
		return ""
	}
	return *v.to
}

// Set takes the name in.
func (v optionalName) Set(text string) error {
	*v.to = text
	return nil
}

// Type makes --help write the flag as --save[=NAME].
func (optionalName) Type() string { return "bool" }

// register declares them.
func (k *keepFlags) register(cmd *cobra.Command, s *session) {
	f := cmd.Flags()
	f.Var(optionalName{&k.save}, "save", "keep the key in ovh.conf, in the profile of this name; without one, where it replaces no other")
	f.Lookup("save").NoOptDefVal = anyProfile
	f.StringVar(&k.form, "export", "", "print the keys on stdout in this `form`; ovh-tokens export --list lists them")
	f.BoolVar(&k.force, "force", false, "go on although the rules have errors, or the token is not as it was asked for")
	s.flags.withYes(cmd)
	completeFlag(cmd, "save", s.completeProfiles(anyNumber))
	completeFlag(cmd, "export", s.completeFormats(anyNumber))
}

// glued refuses the name of a profile that stands apart from --save, and other
// arguments as args does.
func glued(args cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, given []string) error {
		err := args(cmd, given)
		if save := cmd.Flags().Lookup("save"); err != nil && save.Changed && save.Value.String() == anyProfile {
			last := given[len(given)-1]
			return usageError("%q stands apart from --save: write --save=%s.", plain.Text(last), plain.Text(last))
		}
		return err
	}
}

// args are the flags again, for a command that goes on.
func (k *keepFlags) args() []string {
	var args []string
	switch {
	case k.saves && k.save == anyProfile:
		args = append(args, "--save")
	case k.saves:
		args = append(args, "--save="+k.save)
	}
	if k.form != "" {
		args = append(args, "--export", k.form)
		for _, v := range k.values {
			args = append(args, "--set", v)
		}
	}
	return args
}

// destination is where a key is to go, worked out before it is asked for, so that
// nothing stands in the way when it is there.
type destination struct {
	flags  *keepFlags
	name   string // of the profile
	place  *keeping.Place
	format *export.Format
	values map[string]string
}

// standIn takes the place of a key that is not known yet.
var standIn = ovhapi.NewSecret(strings.Repeat("0", 32))

// destination works out where a key goes and asks before another one is replaced.
// What can't be done is refused.
func (s *session) destination(k *keepFlags, key keeping.Key) (*destination, error) {
	d := &destination{flags: k}
	if k.form != "" {
		f, err := s.format(k.form)
		if err != nil {
			return nil, err
		}
		if d.values, err = parameters(f, k.values); err != nil {
			return nil, err
		}
		if _, err := f.Render(key.Exported(), d.values); err != nil {
			return nil, s.unrendered(f, err)
		}
		d.format = &f
	}
	if !k.saves {
		return d, nil
	}
	m, err := s.machine()
	if err != nil {
		return nil, err
	}
	switch d.name = k.save; k.save {
	case anyProfile:
		d.name = key.Suggestion(m)
	case "default": // no profile, as in --profile
		d.name = ""
	default:
		// The section of an endpoint has its name, as `profiles` shows it.
		if e, err := ovhapi.ParseEndpoint(k.save); err == nil {
			if e.URL != key.Profile.Endpoint.URL {
				return nil, usageError("--save=%s is an endpoint, and the token is one of %s. --save=NAME makes a profile of that name.", plain.Text(k.save), key.Profile.Endpoint.Name)
			}
			d.name = ""
		}
	}
	places := key.Places(m, d.name)
	if len(places) == 0 {
		return nil, usageError("there is no ovh.conf that the key could be saved to.")
	}
	d.place = &places[0]
	return d, s.agree(d.place, key)
}

// agree refuses a place where the key could not stand or would have no effect,
// warns of what is to be known about it, and asks before another key goes.
func (s *session) agree(p *keeping.Place, key keeping.Key) error {
	if why := p.Why(); why != "" {
		return &failure{what: "the key cannot be saved to " + p.Name(), why: why, code: exitUsage, cause: p.Err}
	}
	for _, o := range p.Overrides {
		if o.By.Variable != "" && !o.Avoidable {
			return &failure{
				what: "saving the key would have no effect", why: plain.Text(o.String()), code: exitUsage,
				next: "env -u " + o.By.Variable + " " + s.again(),
			}
		}
	}
	if mixes := p.Mixes(); len(mixes) > 0 {
		f := &failure{what: "saving the key to " + p.String() + " would break what works there", why: strings.Join(mixes, " "), code: exitUsage, next: s.again("--save=new-token")}
		if name := p.Mixing(); name != "" {
			f.next = "env -u " + name + " " + s.again()
		}
		return f
	}
	for _, w := range p.Warnings(key, "chmod 600 "+plain.ShellWord(p.File.Path)+" keeps them out.") {
		s.say("warning: %s", w)
	}
	if question := p.Question(); question != "" {
		return s.confirm(question)
	}
	return nil
}

// errMoved says that the keys in a file are not those that the user agreed to have
// replaced: what stands there now may be the only copy.
var errMoved = errors.New("another key was written there since the token was asked for, and would be lost")

// save writes the key where it was agreed and says which lines that were. The
// stored copy goes once the key was read back from there.
func (s *session) save(d *destination, key keeping.Key, keeper ovhapi.PendingKeeper) error {
	from, err := s.sources()
	if err != nil {
		return err
	}
	m, _ := config.Load(from) // what is wrong with the files is each place's own to say
	places := key.Places(m, d.name)
	i := slices.IndexFunc(places, func(p keeping.Place) bool {
		return p.File.Path == d.place.File.Path && p.Section == d.place.Section
	})
	if i < 0 {
		return errMoved
	}
	p := places[i]
	switch {
	case p.Err != nil:
		return p.Err
	case p.TakesMore(*d.place):
		return errMoved
	}
	changes, there := p.Changes(), p.Plan.Empty()
	if err := p.Write(key, from); err != nil {
		return fmt.Errorf("%s", keeping.Why(err, p.Plan.Path, p.File.Path))
	}
	d.place = &p
	s.read = nil // the files say something else now
	if there {
		s.say("It stood there already, and was read back: %s.", p)
	} else {
		s.say("Written and read back: %s.", p)
	}
	for _, c := range changes {
		sign := "-"
		if c.Comes {
			sign = "+"
		}
		s.line(fmt.Sprintf("%6d %s %s", c.Line, sign, c.Text))
	}
	if said := p.Readers(key); said != "" {
		s.say("%s", said)
	}
	if key.RequestID == "" {
		return nil
	}
	if err := keeper.Forget(key.RequestID); err != nil {
		s.say("The copy in this program's state folder could not be removed: %s.", keeping.Why(err))
		return nil
	}
	s.say("The copy in this program's state folder was removed: the file has the key now.")
	return nil
}

// export prints the keys on stdout in the form that was asked for.
func (s *session) export(d *destination, key keeping.Key) error {
	k := key.Exported()
	text, err := d.format.Render(k, d.values)
	if err != nil {
		return s.unrendered(*d.format, err)
	}
	s.warnAbout(*d.format, k, key.Rules)
	s.explainFormat(*d.format)
	return s.printKeys(text)
}
