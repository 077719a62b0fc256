package setup

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// entered are the keys as they stand in the fields, without blanks around them.
func (s *Screen) entered() keys {
	value := func(i int) string { return strings.TrimSpace(s.fields[i].Value()) }
	k := keys{application: value(fieldApplication), secret: ovhapi.NewSecret(value(fieldSecret))}
	if s.way == wayAll {
		k.consumer = ovhapi.NewSecret(value(fieldConsumer))
	}
	return k
}

// paste takes one key for the field that has the focus, or several wherever they
// were pasted.
func (s *Screen) paste(msg tea.PasteMsg) tea.Cmd {
	if s.step == stepReading || s.step > stepKeys && s.step != stepSecret {
		return nil
	}
	if s.step == stepSecret {
		return s.pasteSecret(msg)
	}
	p := readPaste(msg.Content, s.endpoint.Name)
	if p.count() > 0 {
		return s.distribute(p)
	}
	if f := s.field(); f != nil && f.Update(tea.PasteMsg{Content: unquote(msg.Content)}) {
		f.SetNotes()
		s.note()
		return nil
	}
	if s.step == stepEndpoint && p.endpoint.URL != "" {
		return s.takeEndpoint(p.endpoint)
	}
	if s.field() == nil {
		return shell.Warn("No key was found in what was pasted.")
	}
	return shell.Warn("No key was found in what was pasted. Paste the keys one by one.")
}

// pasteSecret takes the secret out of whatever was pasted when it is the one
// thing that is asked for.
func (s *Screen) pasteSecret(msg tea.PasteMsg) tea.Cmd {
	if p := readPaste(msg.Content, s.endpoint.Name); !p.secret.Empty() {
		s.secret.SetValue(p.secret.Reveal())
	} else if !s.secret.Update(tea.PasteMsg{Content: unquote(msg.Content)}) {
		return shell.Warn("No application secret was found in what was pasted.")
	}
	s.secret.SetNotes()
	return nil
}

// unquote takes the quotes from around a value that was copied with them.
func unquote(text string) string {
	text = strings.TrimSpace(text)
	for _, quote := range []string{`"`, "'"} {
		if inner, ok := strings.CutPrefix(text, quote); ok && strings.HasSuffix(inner, quote) {
			return strings.TrimSuffix(inner, quote)
		}
	}
	return text
}

// distribute puts pasted keys where they belong and says what was understood.
func (s *Screen) distribute(p pasted) tea.Cmd {
	var found []string
	if p.endpoint.URL != "" && p.endpoint != s.endpoint {
		s.endpoint = p.endpoint
		s.place()
		found = append(found, "endpoint "+p.endpoint.Short())
	}
	if !p.consumer.Empty() {
		s.way = wayAll
		s.place()
	}
	for i, value := range []string{p.application, p.secret.Reveal(), p.consumer.Reveal()} {
		if value != "" {
			s.fields[i].SetValue(value)
			s.fields[i].SetNotes()
			found = append(found, nouns[i])
		}
	}
	s.note()
	next := s.step
	switch {
	case s.endpoint.URL == "":
		next = stepEndpoint
	case s.step == stepEndpoint || s.step == stepURL:
		next = stepRights
	case s.step == stepWay || s.step == stepKeys:
		next = stepKeys
		s.focus = s.gap()
	}
	return tea.Batch(s.answered(next), shell.Say("Pasted: "+strings.Join(found, ", ")+"."))
}

// nouns call the fields.
var nouns = [fields]string{"application key", "application secret", "consumer key"}

// gap is the first field that is still empty, else the last one.
func (s *Screen) gap() int {
	for i := range s.count() {
		if strings.TrimSpace(s.fields[i].Value()) == "" {
			return i
		}
	}
	return s.count() - 1
}

// next leaves a field with enter: to the one that is still empty, or on to the
// check.
func (s *Screen) next() tea.Cmd {
	s.note()
	if gap := s.gap(); gap != s.focus && strings.TrimSpace(s.fields[gap].Value()) == "" {
		s.focus = gap
		return s.show(stepKeys)
	}
	for i := range s.count() {
		if wrong := refused(s.fields[i].Value(), nouns[i]); wrong != "" {
			s.fields[i].SetNotes(form.Wrong(wrong))
			s.focus = i
			return s.show(stepKeys)
		}
	}
	k := s.entered()
	if odd := s.odd(); odd && s.doubted != k {
		s.doubted = k
		return shell.Warn("Nothing was sent. Look at the note above; enter again goes on all the same.")
	}
	return s.check()
}

// refused says why a text cannot be a key, or nothing. OVH documents no format,
// so only what can never be right is refused.
func refused(text, noun string) string {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return "The " + noun + " is empty."
	case strings.ContainsFunc(text, unicode.IsSpace):
		return "There is a blank in it: a key has none. Was more copied than the key?"
	}
	return ""
}

// note says under the fields what looks odd about the keys. Everything but a
// blank is a warning: the formats are not documented.
func (s *Screen) note() {
	k := s.entered()
	// What is this long is a secret in the wrong place.
	s.fields[fieldApplication].SetMasked(len(k.application) > (applicationLength+secretLength)/2)
	values := []string{k.application, k.secret.Reveal(), k.consumer.Reveal()}
	for i, value := range values[:s.count()] {
		if value == "" {
			continue
		}
		var notes []form.Note
		switch {
		case refused(value, nouns[i]) != "":
			notes = append(notes, form.Wrong(refused(value, nouns[i])))
		case i > 0 && value == values[0], i > 1 && value == values[1]:
			notes = append(notes, caution("This is the same text as above."))
		case s.swapped() && i == fieldSecret:
			notes = append(notes, caution("Key and secret look swapped: ctrl+s swaps them."))
		case s.swapped() && i == fieldApplication:
		case s.focus != i || utf8.RuneCountInString(value) > usual[i]:
			notes = lengthNote(value, i)
		}
		s.fields[i].SetNotes(notes...)
	}
}

// usual is how long OVH's keys are.
var usual = [fields]int{applicationLength, secretLength, secretLength}

func lengthNote(value string, i int) []form.Note {
	n := utf8.RuneCountInString(value)
	if n == usual[i] {
		return nil
	}
	return []form.Note{caution(fmt.Sprintf("%d characters; OVH's %ss have %d.", n, nouns[i], usual[i]))}
}

func caution(text string) form.Note { return form.Note{Text: text, Role: theme.Caution} }

// swapped reports whether key and secret have each other's length.
func (s *Screen) swapped() bool {
	k := s.entered()
	return len(k.application) == secretLength && len(k.secret.Reveal()) == applicationLength
}

// swap exchanges key and secret.
func (s *Screen) swap() tea.Cmd {
	a, b := s.fields[fieldApplication], s.fields[fieldSecret]
	key, secret := a.Value(), b.Value()
	a.SetValue(secret)
	b.SetValue(key)
	a.SetNotes()
	b.SetNotes()
	s.note()
	return nil
}

// odd reports whether anything about the keys wants a second look before it is
// sent: a secret in the place of the key would reach OVH as it is.
func (s *Screen) odd() bool {
	for i := range s.count() {
		for _, n := range s.fields[i].Notes() {
			if n.Marked() {
				return true
			}
		}
		value := strings.TrimSpace(s.fields[i].Value())
		if notes := lengthNote(value, i); len(s.fields[i].Notes()) == 0 && len(notes) > 0 {
			s.fields[i].SetNotes(notes...)
			return true
		}
	}
	return false
}
