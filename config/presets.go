package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"ovh-tokens/ovhapi/preset"
)

// Presets reads the presets that a user keeps in a file, which need not exist;
// the form is that of preset.Parse. What is wrong with an entry is a problem with
// its line, and the others are returned all the same.
func Presets(path string) (preset.List, []Problem) {
	text, err := readPresets(path)
	if err != nil {
		return nil, []Problem{{
			File: path, Message: "Your own presets can't be read: " + reason(err).Error() + ".", Fix: "Make it a file that your user can read.",
		}}
	}
	list, faults := preset.ParseOwn(path, text)
	problems := make([]Problem, len(faults))
	for i, f := range faults {
		problems[i] = Problem{File: path, Line: f.Line, Message: "It is no preset: " + f.Reason + ".", Fix: "Mend it in the file."}
		if f.ID != "" {
			problems[i].Message = "The preset " + f.ID + " is left out: " + f.Reason + "."
		}
	}
	return list, tidy(problems)
}

// maxPresets is the largest presets file that is read, in bytes; preset.Parse
// takes no more.
const maxPresets = maxFile

// readPresets reads the file as it is, "" when there is none.
func readPresets(path string) (string, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", nil
	case err != nil:
		return "", err
	case info.IsDir():
		return "", errDirectory
	case !info.Mode().IsRegular():
		return "", errSpecial
	}
	f, err := os.Open(path) //nolint:gosec // the file that the user keeps presets in
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }() // nothing was written
	data, err := io.ReadAll(io.LimitReader(f, maxPresets+1))
	return string(data), err
}

// SavePreset adds a preset to a user's file, or puts it in place of the entry
// with its id. Every other byte of the file stays, comments and faulty entries
// included. The file is written at once or not at all, and can be read by its
// user alone (mode 0600); it and its folder are made when they are missing. The
// error is in words; where the id is one of the program's own presets, nothing
// is written.
func SavePreset(path string, p preset.Preset) error {
	if _, taken := preset.Find(p.ID); taken {
		return fmt.Errorf("save the set %s: the program has one with this name; choose another name", p.ID)
	}
	p.Group = preset.GroupOwn
	if _, err := preset.Put("", p); err != nil {
		return err // before a folder is made for it
	}
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	plan, err := replacement(path, nil, true)
	if err != nil {
		return fmt.Errorf("write %s: %w; nothing was changed", path, reason(err))
	}
	text, err := preset.Put(string(plan.body.before), p)
	if err != nil {
		return fmt.Errorf("write %s: %w; nothing was changed", path, err)
	}
	plan.body.after = []byte(text)
	return plan.Save()
}
