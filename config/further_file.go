package config

import (
	"errors"
	"io/fs"
	"os"
)

// ErrNoSuchFile refuses the name of a further file where none is.
var ErrNoSuchFile = errors.New("there is no such file")

// FurtherFile is the full path of a file that the user names beside those that are
// always read. One that is not there is refused with ErrNoSuchFile: most likely
// it was mistyped, and a key in it would be missed. So is what can't hold a key,
// such as a folder. A file that is there and can't be read is let through, since
// it may hold one.
func (s Sources) FurtherFile(typed string) (string, error) {
	path, _ := s.Resolve(typed)
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return path, ErrNoSuchFile
	case err != nil:
		return path, nil //nolint:nilerr // nobody knows what is in it
	case info.IsDir():
		return path, errDirectory
	case !info.Mode().IsRegular():
		return path, errSpecial
	}
	return path, nil
}
