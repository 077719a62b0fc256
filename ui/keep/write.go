package keep

import (
	"errors"
	"os"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/config/keeping"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// wroteMsg tells what became of writing a file.
type wroteMsg struct {
	file  string // as people write its name
	place string // the file, and the section in it
	err   error
	words string // what err says, without the file's name
	// forgotten is set when the stored request was removed afterwards, stuck is
	// why it could not be.
	forgotten bool
	stuck     error
	// text is set when it was written for a tool.
	text bool
	// already is set when the file said so before.
	already bool
	// exists is set when nothing was written since there is a file already.
	exists bool
	// over is what would have gone with that file.
	over keeping.Over
	// reading is what this machine's files say since.
	reading shell.Reading
}

// fail takes an error in.
func (m wroteMsg) fail(err error, paths ...string) wroteMsg {
	m.err, m.words = err, keeping.Why(err, paths...)
	return m
}

// write writes the key into a section and reads it back.
func (s *Screen) write(t target) tea.Cmd {
	s.writing, s.said = true, nil
	sources, key, forget, reread := s.env.Sources, s.key, s.forget(), s.env.Reread()
	msg := wroteMsg{file: t.Name(), place: t.String(), already: t.Plan.Empty()}
	return s.Finish(s.env, func() tea.Msg {
		err := t.Write(key, sources)
		msg.reading = reread()
		if err != nil {
			return msg.fail(err, t.Plan.Path, t.File.Path)
		}
		msg.forgotten, msg.stuck = forget()
		return msg
	})
}

// forget returns what removes the stored request: nothing when there is none, or
// none any more.
func (s *Screen) forget() func() (bool, error) {
	if !s.holdsCopy() {
		return func() (bool, error) { return false, nil }
	}
	keeper, id := s.env.Keeper, s.key.RequestID
	return func() (bool, error) {
		err := keeper.Forget(id)
		return err == nil, err
	}
}

// takeWritten says what was written where, or why not.
func (s *Screen) takeWritten(msg wroteMsg) tea.Cmd {
	s.writing = false
	s.env.Adopt(msg.reading)
	switch {
	case msg.exists:
		s.askOverwrite(msg)
		return nil
	case errors.Is(msg.err, config.ErrChanged):
		s.say(theme.Caution, msg.file+" has changed since it was read, so nothing was written. The lines below are as it would be now.")
	case msg.err != nil:
		s.say(theme.Danger, "Writing "+msg.file+" failed: "+msg.words+".")
		s.say(theme.Text, s.safe())
	default:
		s.note(msg.place)
		s.tool.wrote = s.tool.wrote || msg.text
		said := "Written and read back: "
		if msg.already {
			said = "It stood there already, and was read back: "
		}
		s.say(theme.Good, said+msg.place+".")
		s.forgotten = s.forgotten || msg.forgotten
		s.sayStored(msg)
	}
	return s.plan()
}

// sayStored says what became of the copy that this program held.
func (s *Screen) sayStored(msg wroteMsg) {
	switch {
	case msg.stuck != nil:
		s.say(theme.Caution, "The copy in this program's state folder could not be removed: "+keeping.Why(msg.stuck)+". It stays in the list of new tokens.")
	case msg.forgotten && s.env.Fleeting:
		s.say(theme.Subtle, "The demo holds no other copy any more; the file is the demo's own and goes with it.")
	case msg.forgotten:
		s.say(theme.Subtle, "The copy in this program's state folder was removed: the file has the key now.")
	}
}

// repairedMsg tells whether the rights of others could be taken from a file.
type repairedMsg struct {
	file  string
	err   error
	words string

	reading shell.Reading
}

func (s *Screen) repair() tea.Cmd {
	t, _ := s.conf.list.Cursor()
	s.writing, s.said = true, nil
	reread := s.env.Reread()
	return s.Finish(s.env, func() tea.Msg {
		msg := repairedMsg{file: t.Name()}
		if msg.err = t.File.Repair(); msg.err != nil {
			msg.words = keeping.Why(msg.err, t.File.Path)
		}
		msg.reading = reread()
		return msg
	})
}

func (s *Screen) takeRepaired(msg repairedMsg) tea.Cmd {
	s.writing = false
	s.env.Adopt(msg.reading)
	if msg.err != nil {
		s.say(theme.Danger, "The mode of "+msg.file+" could not be changed: "+msg.words+".")
	} else {
		s.say(theme.Good, "Nobody but your user can read "+msg.file+" any more (mode 0600).")
	}
	return s.plan()
}

// writeText writes what the tool reads into the file that was typed; over one that
// exists only with overwrite, and only if no more goes with it than was agreed to.
func (s *Screen) writeText(overwrite bool, agreed keeping.Over) tea.Cmd {
	typed := strings.TrimSpace(s.tool.path.Value())
	s.writing, s.said = true, nil
	sources, text, forget, reread := s.env.Sources, s.tool.text, s.forget(), s.env.Reread()
	complete := s.key.Complete(text.Reveal())
	tool := s.tool.chosen.Tool
	return s.Finish(s.env, func() tea.Msg {
		path, shown := sources.Resolve(typed)
		msg := wroteMsg{file: shown, place: shown + ", for " + tool, text: true}
		msg.over = keeping.LookOver(sources, path, text.Reveal())
		if overwrite && msg.over.More(agreed) {
			msg.exists = true
			return msg
		}
		err := config.WritePrivate(path, []byte(text.Reveal()), overwrite)
		if errors.Is(err, os.ErrExist) {
			msg.exists = true
			return msg
		}
		if err != nil {
			return msg.fail(err, path)
		}
		msg.reading = reread()                                                           // the text may be an ovh.conf
		if back, err := os.ReadFile(path); err != nil || string(back) != text.Reveal() { //nolint:gosec // the user names the file
			return msg.fail(errors.New("something else was found in it when it was read back"))
		}
		if complete {
			msg.forgotten, msg.stuck = forget()
		}
		return msg
	})
}

// copyKey copies the consumer key alone.
func (s *Screen) copyKey() tea.Cmd {
	return shell.CopySecret(s.env, s.key.ConsumerKey, "the consumer key")
}
