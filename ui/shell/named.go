package shell

import (
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ui/theme"
)

// RecallFiles brings back the files that were named in earlier runs. It reads the
// state folder, so it is for before the program runs.
func (e *Env) RecallFiles() error {
	list, err := e.Keeper.NamedFiles()
	e.Keys().Files, e.Keys().before, e.Keys().named = list, slices.Clone(list), slices.Clone(list)
	return err
}

// NamedBefore reports whether a file was named in an earlier run.
func (h *Holdings) NamedBefore(path string) bool { return slices.Contains(h.before, path) }

// RememberFiles puts those of the files that were named by the user on that list
// in which keys were found.
func (e *Env) RememberFiles(named []string, found []config.FoundKey) tea.Cmd {
	var fresh []string
	for _, path := range named {
		holds := slices.ContainsFunc(found, func(k config.FoundKey) bool { return k.Origin.File == path })
		if holds && !slices.Contains(e.Keys().named, path) && !e.machineReads(path) {
			fresh = append(fresh, path)
		}
	}
	if len(fresh) == 0 || e.Keeper == nil {
		return nil
	}
	e.Keys().named = append(slices.Clone(e.Keys().named), fresh...)
	for _, path := range fresh {
		if !slices.Contains(e.Keys().Files, path) {
			e.Keys().Files = append(slices.Clone(e.Keys().Files), path)
		}
	}
	keeper := e.Keeper
	return e.write(func() error {
		var errs []error
		for _, path := range fresh {
			errs = append(errs, keeper.NameFile(path))
		}
		return errors.Join(errs...)
	})
}

// ForgetFile takes a file off the list; nothing of the file itself is changed.
func (e *Env) ForgetFile(path string) tea.Cmd {
	without := func(list []string) []string {
		return slices.DeleteFunc(slices.Clone(list), func(p string) bool { return p == path })
	}
	h := e.Keys()
	h.Files, h.before, h.named = without(h.Files), without(h.before), without(h.named)
	keeper := e.Keeper
	if keeper == nil {
		return nil
	}
	return e.write(func() error { return keeper.UnnameFile(path) })
}

// write brings the list to the disk, even when the program is left meanwhile, and
// warns where that fails.
func (e *Env) write(list func() error) tea.Cmd {
	failed := make(chan error, 1)
	e.main().Jobs.Go(func() { failed <- list() })
	return func() tea.Msg {
		if err := <-failed; err != nil {
			return StatusMsg{"The list of files with keys could not be written: " + plain.Text(err.Error()), theme.Caution}
		}
		return nil
	}
}

// machineReads reports whether a file is one of those that are always read.
func (e *Env) machineReads(path string) bool {
	return e.Machine != nil && slices.ContainsFunc(e.Machine.Files, func(f config.File) bool { return f.Path == path })
}
