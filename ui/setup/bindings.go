package setup

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ui/doctor"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/qrcode"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// Keys is what can be done at the present step.
func (s *Screen) Keys() []key.Binding {
	var table []key.Binding
	switch s.step {
	case stepEndpoint, stepRights, stepWay:
		table = append(s.listKeys("choose"), s.pageKeys()...)
	case stepURL:
		table = []key.Binding{{Keys: []string{"enter"}, Short: "use it", Long: "use this endpoint", Footer: 1, Do: s.takeURL}}
	case stepKeys:
		table = append(s.fieldKeys(), s.pageKeys()...)
	case stepVerdict:
		table = s.verdictKeys()
	case stepAsk:
		table = append(s.askKeys(), s.scrollKeys()...)
	case stepSecret:
		table = []key.Binding{{Keys: []string{"enter"}, Short: "try it", Long: "try the token with this secret", Footer: 1, Do: s.again}}
	case stepReading, stepChecking, stepFinishing:
	}
	return append(append(table, s.doctorKeys()...), s.backKeys()...)
}

// doctorKeys lead to what this machine's files say, and to the error of another
// tool, where letters are no text and nothing runs.
func (s *Screen) doctorKeys() []key.Binding {
	switch {
	case s.Typing(), s.step == stepReading, s.step == stepChecking, s.step == stepFinishing:
		return nil
	}
	return []key.Binding{{Keys: []string{"D"}, Long: "doctor: why calls fail, here or in an error of another tool", Do: func() tea.Cmd {
		return s.Push(doctor.New(s.env))
	}}}
}

func by(move func(int) tea.Cmd, n int) func() tea.Cmd {
	return func() tea.Cmd { return move(n) }
}

func (s *Screen) listKeys(short string) []key.Binding {
	const far = 100
	return []key.Binding{
		{Keys: []string{"enter"}, Short: short, Long: short + " what the cursor is on", Footer: 1, Do: s.choose, Disabled: s.noWay},
		{Keys: []string{"down", "j"}, Label: "↑ ↓", Short: "move", Long: "move down", Footer: 2, Do: by(s.move, 1)},
		{Keys: []string{"up", "k"}, Long: "move up", Do: by(s.move, -1)},
		{Keys: []string{"g", "home"}, Long: "first", Do: by(s.move, -far)},
		{Keys: []string{"G", "end"}, Long: "last", Do: by(s.move, far)},
	}
}

// scrollKeys scroll a step without a list; they are in the footer while there is
// something to scroll to.
func (s *Screen) scrollKeys() []key.Binding {
	rank := 0
	if _, hidden := s.window(); hidden > 0 || s.top > 0 {
		rank = 4
	}
	return []key.Binding{
		{Keys: []string{"down", "j"}, Label: "↑ ↓", Short: "scroll", Long: "scroll down", Footer: rank, Do: by(s.move, 1)},
		{Keys: []string{"up", "k"}, Long: "scroll up", Do: by(s.move, -1)},
	}
}

// fieldKeys are those of the fields. Letters are text there, so that everything
// else is on other keys.
func (s *Screen) fieldKeys() []key.Binding {
	enter := "check them"
	for i, f := range s.fields[:s.count()] {
		if i != s.focus && strings.TrimSpace(f.Value()) == "" {
			enter = "next"
		}
	}
	table := []key.Binding{
		{Keys: []string{"enter"}, Short: enter, Long: "to the next empty field, or check the keys", Footer: 1, Do: s.next},
		{Keys: []string{"tab", "down"}, Label: "tab", Short: "next field", Long: "next field", Footer: 3, Do: by(s.nextField, 1)},
		{Keys: []string{"shift+tab", "up"}, Long: "previous field", Do: by(s.nextField, -1)},
	}
	if s.swapped() {
		table = append(table, key.Binding{Keys: []string{"ctrl+s"}, Short: "swap", Long: "swap key and secret", Footer: 2, Do: s.swap})
	}
	return table
}

// pageKeys are about OVH's page that makes the keys.
func (s *Screen) pageKeys() []key.Binding {
	if !s.hasPage() {
		return nil
	}
	stroke := func(letter string) []string {
		if s.Typing() {
			return []string{"ctrl+" + letter}
		}
		return []string{letter}
	}
	code := []string{"Q"}
	if s.Typing() {
		code = []string{"ctrl+q"}
	}
	return []key.Binding{
		{Keys: stroke("o"), Short: "open page", Long: "open OVH's page that makes the keys", Footer: 4, Do: s.open, Disabled: func() string {
			if s.env.Open == nil {
				return "There is no browser here. Open the link above elsewhere."
			}
			return s.noWay()
		}},
		{Keys: stroke("y"), Short: "copy link", Long: "copy the link to that page", Footer: 6, Do: func() tea.Cmd {
			return shell.Copy(s.env, s.page(), "the link")
		}},
		{Keys: code, Short: "QR code", Long: "show the link as a QR code, for a phone", Footer: 7, Do: func() tea.Cmd {
			return s.Push(qrcode.New(s.env, s.page()))
		}},
	}
}

// open shows the page, and has the fields ready for what it gives.
func (s *Screen) open() tea.Cmd {
	open, page := s.env.Open, s.page()
	opened := func() tea.Msg {
		if err := open(page); err != nil {
			return shell.StatusMsg{Text: "No browser could be opened. Open the link above elsewhere.", Role: theme.Caution}
		}
		return shell.StatusMsg{Text: "OVH's page was opened. Paste here what it gives."}
	}
	if s.step == stepWay {
		return tea.Batch(s.choose(), opened)
	}
	return opened
}

func (s *Screen) verdictKeys() []key.Binding {
	switch v := s.verdict; {
	case len(v.found) > 0:
		table := s.listKeys("use " + v.found[s.at[stepVerdict]].Short())
		table[0].Long, table[0].Do = "use the endpoint that knows the application", s.useFound
		if len(v.found) == 1 {
			return table[:1]
		}
		return table
	case v.err != nil:
		table := []key.Binding{{Keys: []string{"enter", "r"}, Label: "enter", Short: "try again", Long: "ask OVH again", Footer: 1, Do: s.check}}
		if s.mayGoOn() {
			table = append(table, key.Binding{Keys: []string{"c"}, Short: "go on unchecked", Long: "go on although OVH did not say whether it knows the application", Footer: 2, Do: s.unchecked})
		}
		return append(table, s.scrollKeys()...)
	default:
		table := []key.Binding{
			{Keys: []string{"enter"}, Short: "correct the key", Long: "back to the keys", Footer: 1, Do: s.back},
			{Keys: []string{"r"}, Short: "ask again", Long: "ask all endpoints again", Footer: 2, Do: s.check},
		}
		return append(table, s.scrollKeys()...)
	}
}

func (s *Screen) askKeys() []key.Binding {
	if s.request == nil {
		return []key.Binding{{Keys: []string{"enter"}, Short: "ask OVH for the token", Long: "ask OVH for the token; its page comes next", Footer: 1, Dangerous: true, Do: s.ask}}
	}
	return []key.Binding{
		{Keys: []string{"enter"}, Short: "go on with it", Long: "go on with the token that was asked for", Footer: 1, Do: s.wait},
		{Keys: []string{"n"}, Short: "ask anew", Long: "ask for another token; the one before stays stored", Footer: 2, Dangerous: true, Do: s.ask},
	}
}

func (s *Screen) backKeys() []key.Binding {
	short, long, rank := "back", "back to the question before; what was typed stays", 5
	switch s.step {
	case stepReading, stepFinishing:
		return nil
	case stepChecking:
		short, long = "stop", "stop asking"
	case stepEndpoint:
		if s.options.Back == nil {
			short, rank = "", 0
		}
	default:
	}
	table := []key.Binding{{Keys: []string{"esc"}, Short: short, Long: long, Footer: rank, Do: s.back}}
	if !s.Typing() {
		table = append(table, key.Quit(9))
	}
	return table
}
