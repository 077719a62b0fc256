package cli

import (
	"slices"

	"ovh-tokens/config"
	"ovh-tokens/config/rotation"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
)

// nameFiles adds the files that were named to those that are looked through, and
// takes away those that are not to be.
func (o *rotateOptions) nameFiles() error {
	for i, name := range o.more {
		path, err := o.look.Sources.FurtherFile(name)
		if err != nil {
			return &failure{
				what: "--file " + plain.Text(name) + " can't be looked through", why: plain.Text(err.Error()) + ". Nothing was asked for.",
				next: o.paste("rotate", "--help"), code: exitUsage,
			}
		}
		o.more[i] = path
		if !slices.Contains(o.look.Files, path) {
			o.look.Files = append(o.look.Files, path)
		}
	}
	for i, name := range o.without {
		o.without[i], _ = o.look.Sources.Resolve(name)
	}
	o.look.Without, o.known = o.without, o.look.Files
	o.look.Files = slices.DeleteFunc(slices.Clone(o.known), func(path string) bool { return slices.Contains(o.without, path) })
	return nil
}

// checkWithout refuses to go without a file that is not among those that are
// looked through, or that holds the key.
func (o *rotateOptions) checkWithout(begun ovhapi.PendingRequest) error {
	m, err := o.machine()
	if err != nil {
		return err
	}
	known := slices.Clone(o.known)
	for _, f := range m.Files {
		known = append(known, f.Path)
	}
	if begun.Replaces != nil {
		known = append(known, begun.Replaces.Files...)
	}
	for _, path := range o.without {
		var why string
		switch {
		case !slices.Contains(known, path):
			why = "it is none of the files that are looked through."
		case o.profile.ConsumerKey.Origin.File == path:
			why = "the key of " + o.called() + " stands in it."
		default:
			continue
		}
		return &failure{what: "--without " + plain.Text(path) + " makes no sense", why: why, next: o.goesOn(), code: exitUsage}
	}
	return nil
}

// askWithout asks about what was not looked through. Without a clear yes, and where
// nobody can be asked, the old token is kept. It is asked anew in the next
// rotation: a disk may be back by then.
func (o *rotateOptions) askWithout(plan *rotation.Plan) error {
	if len(plan.Unread) == 0 || o.flags.yes || o.flags.json || o.flags.dryRun || !o.asks {
		return nil
	}
	yes, err := o.ask(plan.Dark() + " was not looked through, and something may use the old key from there. Revoke the old token all the same?")
	if err != nil || !yes {
		return err
	}
	var paths []string
	for _, f := range plan.Unread {
		paths = append(paths, f.Path)
	}
	plan.GoWithout(paths...)
	return nil
}

// strike takes what is gone without off the files that later rotations look through.
func (o *rotateOptions) strike() {
	for _, path := range o.without {
		if err := o.keeper.UnnameFile(path); err != nil {
			o.say("The list of files with keys could not be written: %v", err)
		}
	}
}

// remember puts files that were named with --file on the list that later rotations
// look through, if the key stands in them.
func (o *rotateOptions) remember(plan *rotation.Plan) {
	for _, path := range o.more {
		if !slices.ContainsFunc(plan.Places, func(k config.FoundKey) bool { return k.Origin.File == path }) {
			o.say("The key does not stand in %s.", plain.Text(path))
			continue
		}
		if err := o.keeper.NameFile(path); err != nil {
			o.say("The list of files with keys could not be written: %v", err)
		}
	}
}

// goesWithout says how a file is struck off that was not looked through.
const goesWithout = "Bring the file back, or let your user read it; where nothing there needs the old key, --without FILE goes on without it."
