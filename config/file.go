package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"strings"
	"unicode/utf8"

	"ovh-tokens/config/keytext"
)

const (
	// maxFile is the largest ovh.conf that is read, in bytes.
	maxFile = 1 << 20
	// maxEntries and maxSection keep ini.v1, which searches its lists from end
	// to end, from taking minutes over a file that is no ovh.conf.
	maxEntries = 10_000
	maxSection = 1000
)

// File is one place where an ovh.conf was looked for.
type File struct {
	// Path is the full path, Shown how people write it.
	Path, Shown string
	Exists      bool
	// Readable is set when the file was read and understood.
	Readable bool
	Mode     fs.FileMode
	// OthersCanRead is set when the mode lets other users of the machine read
	// the file; never on Windows, where modes say nothing.
	OthersCanRead bool
	// Err says why an existing file could not be read.
	Err error
}

// source is a file with what stands in it.
type source struct {
	File
	rank    int
	text    string         // what ini.v1 is given
	loose   bool           // it is no ovh.conf: the text is of any format
	names   *keytext.Found // what it names as a key, once that was looked for
	entries []entry
}

// origin names a line of the file.
func (s *source) origin(line int) Origin {
	return Origin{File: s.Path, Line: line, shown: s.Shown}
}

// problem begins a problem of the file.
func (s *source) problem(line int, message, fix string) Problem {
	return Problem{File: s.Path, Line: line, Message: message, Fix: fix, shown: s.Shown, rank: s.rank}
}

// read looks at one place. What is wrong with the file as a whole comes back as
// problems; the file is then left out, or read as far as it makes sense.
func read(p place, rank int) (*source, []Problem) {
	s := &source{File: File{Path: p.path, Shown: p.shown}, rank: rank}
	data, err := s.load(p)
	if errors.Is(err, fs.ErrNotExist) {
		if !p.named {
			return s, nil
		}
		return s, []Problem{s.problem(0, "This file does not exist.", "Check the path given with --config.")}
	}
	if err != nil {
		s.Exists = true
		return s, []Problem{s.refuse(err)}
	}
	s.Exists = true
	text, problems, err := decode(s, data)
	if err != nil {
		return s, []Problem{s.refuse(err)}
	}
	s.entries = scan(text)
	if err := tooMuch(s.entries); err != nil {
		s.entries = nil
		return s, []Problem{s.refuse(err)}
	}
	s.text = blankOut(text, s.entries)
	s.Readable = true
	return s, problems
}

// refuse notes why the file is left out.
func (s *source) refuse(err error) Problem {
	s.Err = err
	fix := "Repair the file, or name another one with --config."
	if errors.Is(err, fs.ErrPermission) {
		fix = "Let your user read it, or name another file with --config."
	}
	return s.problem(0, "This file can't be used: "+err.Error()+".", fix)
}

var (
	errDirectory = errors.New("it is a folder")
	errSpecial   = errors.New("it is not a regular file")
	errTooLarge  = errors.New("it is larger than 1 MiB, so it is no ovh.conf")
	errTooMany   = errors.New("it has more than 10,000 lines to read, so it is no ovh.conf")
	errLongName  = errors.New("the name of a section is longer than 1,000 characters, so it is no ovh.conf")
	errUTF16     = errors.New("it is saved as UTF-16; save it as UTF-8")
	errBinary    = errors.New("it holds binary data")
)

// load reads the bytes. Only a file named on the command line may be something
// else than a regular file: opening a pipe that nobody feeds would wait forever.
func (s *source) load(p place) ([]byte, error) {
	info, err := os.Stat(p.path)
	if err != nil {
		return nil, reason(err)
	}
	s.Mode = info.Mode()
	switch {
	case info.IsDir():
		return nil, errDirectory
	case !info.Mode().IsRegular() && !p.named:
		return nil, errSpecial
	}
	s.OthersCanRead = runtime.GOOS != "windows" && info.Mode().IsRegular() && info.Mode().Perm()&0o044 != 0
	f, err := os.Open(p.path)
	if err != nil {
		return nil, reason(err)
	}
	defer func() { _ = f.Close() }() // nothing was written
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, reason(err)
	}
	if len(data) > maxFile {
		return nil, errTooLarge
	}
	return data, nil
}

// reason drops the operation and the path from an error: the problem names them.
func reason(err error) error {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err
	}
	return err
}

// decode turns the bytes into text and says what other tools may stumble on.
func decode(s *source, data []byte) (string, []Problem, error) {
	if bytes.HasPrefix(data, []byte{0xFE, 0xFF}) || bytes.HasPrefix(data, []byte{0xFF, 0xFE}) {
		return "", nil, errUTF16
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return "", nil, errBinary
	}
	var problems []Problem
	note := func(line int, message, fix string) { problems = append(problems, s.problem(line, message, fix)) }
	text, marked := strings.CutPrefix(string(data), "\uFEFF")
	if marked {
		note(1, "The file starts with a byte order mark (BOM). Go programs skip it, Python ones refuse the file.",
			"Save it as UTF-8 without BOM.")
	}
	if !utf8.ValidString(text) {
		line := 1 + strings.Count(text[:invalidAt(text)], "\n")
		note(line, "This line is not UTF-8. Python programs refuse the file.", "Save the file as UTF-8.")
	}
	crlf, cr := strings.Count(text, "\r\n"), strings.Count(text, "\r")
	switch {
	case cr > crlf:
		at := loneReturn(text)
		note(1+strings.Count(text[:at], "\n"), "A carriage return stands within this line, so several lines may be read as one.",
			"Save the file with plain line ends (LF).")
	case crlf > 0 && runtime.GOOS != "windows":
		note(0, fmt.Sprintf("%d of its lines end as on Windows (CRLF). OVH's libraries read that; shell scripts see a stray character after each value.", crlf),
			"Save the file with plain line ends (LF).")
	}
	return text, problems, nil
}

// invalidAt returns the offset of the first byte that is not UTF-8.
func invalidAt(text string) int {
	for i, r := range text {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(text[i:]); size == 1 {
				return i
			}
		}
	}
	return len(text)
}

// loneReturn returns the offset of the first carriage return that no line feed
// follows.
func loneReturn(text string) int {
	for i := range len(text) {
		if text[i] == '\r' && (i+1 == len(text) || text[i+1] != '\n') {
			return i
		}
	}
	return 0
}

// tooMuch refuses what would keep ini.v1 busy for long.
func tooMuch(entries []entry) error {
	if len(entries) > maxEntries {
		return errTooMany
	}
	for _, e := range entries {
		if len(e.section) > maxSection {
			return errLongName
		}
	}
	return nil
}
