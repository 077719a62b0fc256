package cli

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"ovh-tokens/config"
	"ovh-tokens/config/doctor"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ui/theme"
)

// session is one run of one command. What it needs of this machine and of the
// account is opened when it is first asked for, so that a command that needs no
// keys works without any.
type session struct {
	*console
	flags flags
	args  []string // the command line

	log   *slog.Logger
	demo  *demo
	ends  []func() // what is to be done at the end, the last first
	read  *config.Machine
	call  *ovhapi.Client
	state config.Store
}

// newSession is for one command line.
func newSession(c *console, args []string) *session {
	return &session{console: c, args: args, log: slog.New(slog.DiscardHandler)}
}

// begin takes in the flags, once they are read.
func (s *session) begin() error {
	log, done, err := openLog(s.flags.debug)
	if err != nil {
		return err
	}
	s.log = log
	if look, _ := background(s.flags.theme); s.theme != nil && look != theme.Unknown {
		s.theme = theme.New(look)
	}
	s.ends = append(s.ends, done)
	return nil
}

// close ends what was opened.
func (s *session) close() {
	for len(s.ends) > 0 {
		last := len(s.ends) - 1
		s.ends[last]()
		s.ends = s.ends[:last]
	}
}

// invented serves the account of --demo, once.
func (s *session) invented() (*demo, error) {
	if s.demo == nil {
		d, err := startDemo(s.log)
		if err != nil {
			return nil, err
		}
		s.demo = d
		s.ends = append(s.ends, d.close)
	}
	return s.demo, nil
}

// sources are the places that keys are read from.
func (s *session) sources() (config.Sources, error) {
	if s.flags.demo {
		d, err := s.invented()
		if err != nil {
			return config.Sources{}, err
		}
		return d.sources(), nil
	}
	from := config.MachineSources()
	from.ConfigFile, from.Profile, from.Endpoint = s.flags.config, s.flags.profile, s.flags.endpoint
	return from, nil
}

// machine is what this machine's files, variables and flags say. Its active
// profile may lack keys.
func (s *session) machine() (*config.Machine, error) {
	if s.read != nil {
		return s.read, nil
	}
	from, err := s.sources()
	if err != nil {
		return nil, err
	}
	m, err := config.Load(from)
	if err != nil {
		return nil, s.failed("reading the configuration", err)
	}
	s.read = m
	return m, nil
}

// client speaks for the active profile. Without its keys the error has code 4 and
// says where they were looked for.
func (s *session) client() (*ovhapi.Client, error) {
	if s.call != nil {
		return s.call, nil
	}
	m, err := s.machine()
	if err != nil {
		return nil, err
	}
	if !m.Active.Complete() {
		return nil, s.noKeys(m)
	}
	c, err := s.connect(m.Active)
	if err != nil {
		return nil, &failure{what: "using the keys of this machine", why: err.Error(), next: s.paste("doctor"), code: exitUsage, cause: err}
	}
	s.call = c
	return c, nil
}

// connect makes a client for any profile of this machine.
func (s *session) connect(p config.Profile) (*ovhapi.Client, error) {
	return connector(s.log, s.pause)(p)
}

// noKeys says which keys are missing, and where they were looked for.
func (s *session) noKeys(m *config.Machine) error {
	e := m.Explain()
	f := &failure{what: "no usable keys", code: exitUnauthorised, next: s.paste() + "   # sets them up with you, in a terminal"}
	f.why = listed(e.Missing) + " missing"
	if name := m.Active.Name; name != "" {
		f.why += " for " + name
	}
	f.why += ". Looked at:"
	width := 0
	for _, l := range e.Looked {
		width = max(width, len(l.Place))
	}
	for _, l := range e.Looked {
		f.lines = append(f.lines, fmt.Sprintf("%-*s  %s", width, l.Place, l.Found))
	}
	f.blame(m.Ignored(m.Active))
	return f
}

// blame names the lines that were meant to hold what is missing, and has the first
// one mended.
func (f *failure) blame(lines []config.Problem) {
	for i, p := range lines {
		f.lines = append(f.lines, p.String())
		if i == 0 {
			f.next = doctor.Edit(runtime.GOOS, p.File)
		}
	}
}

// listed names things with their verb: "a is", "a and b are".
func listed(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "") + " is"
	}
	return strings.Join(words[:last], ", ") + " and " + words[last] + " are"
}

// keeper stores what must not be lost, on disk or for the demo in memory.
func (s *session) keeper() (config.Store, error) {
	if s.state != nil {
		return s.state, nil
	}
	if s.flags.demo {
		s.state = config.NewMemoryState()
		return s.state, nil
	}
	dir, err := config.StateDir(os.Getenv, runtime.GOOS, homeDir())
	if err != nil {
		return nil, &failure{what: "opening the folder for stored requests and receipts", why: reason(err), next: "ls -ld " + plain.ShellWord(stateFolder()), code: exitFailed, cause: err}
	}
	state, err := config.OpenState(dir)
	if err != nil {
		return nil, &failure{what: "opening the folder for stored requests and receipts", why: reason(err), next: "ls -ld " + plain.ShellWord(stateFolder()), code: exitFailed, cause: err}
	}
	s.state = state
	return state, nil
}

// stateFolder names a place in the folder of what must not be lost, for a command to
// paste; where none can be told it is the one of the user.
func stateFolder(below ...string) string {
	dir, err := config.StateDir(os.Getenv, runtime.GOOS, homeDir())
	if err != nil {
		dir = homeDir()
	}
	return filepath.Join(append([]string{dir}, below...)...)
}

// cache keeps the list of operations between runs; nil when there is no place for
// it, which costs time only.
func (s *session) cache() catalog.Store {
	if s.flags.demo {
		return nil
	}
	dir, err := config.CacheDir(os.Getenv, runtime.GOOS, homeDir())
	if err != nil {
		return nil
	}
	return config.NewCache(dir)
}

// presetsFile holds the user's own rule sets; "" when there is no place for them.
func (s *session) presetsFile() string {
	if s.flags.demo {
		d, err := s.invented()
		if err != nil {
			return ""
		}
		return d.presets()
	}
	file, _ := config.PresetsFile(os.Getenv, runtime.GOOS, homeDir())
	return file
}

// preferences are the user's own limits and orders. They are the usual ones when
// there are none, and when they can't be read, which is said once.
func (s *session) preferences() config.Preferences {
	keeper, err := s.keeper()
	if err != nil {
		return config.Preferences{}
	}
	p, err := keeper.Preferences()
	if err != nil {
		s.say("The usual limits are used: %v.", err)
	}
	return p
}

// account is the name of the account, or the endpoint's where it is not told.
func (s *session) account(ctx context.Context, c *ovhapi.Client) string {
	d, err := c.Details(ctx)
	if err != nil || d.Account == "" {
		return c.Endpoint().Name
	}
	return d.Account
}
