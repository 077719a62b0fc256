package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// manual writes the manual page of the whole program in the macros of man(7).
func manual(root *cobra.Command) string {
	m := &roff{}
	m.title(root)
	m.section("NAME")
	m.text(program + " - request, inspect, revoke and clean up the API tokens of an OVHcloud account")
	m.section("SYNOPSIS")
	m.line(".B " + escape(program))
	m.text("[flags]")
	m.line(".br")
	m.line(".B " + escape(program))
	m.text("command [arguments] [flags]")
	m.section("DESCRIPTION")
	m.prose(root.Long)
	m.section("FLAGS OF EVERY COMMAND")
	m.options(options(root.PersistentFlags()))
	m.section("COMMANDS")
	for _, c := range tree(root)[1:] {
		m.line(".SS " + quote(strings.TrimPrefix(c.UseLine(), program+" ")))
		m.command(c)
	}
	m.section("EXAMPLES")
	m.example(root.Example)
	m.close()
	return m.String()
}

// manualOf writes the page of one command.
func manualOf(c *cobra.Command) string {
	if !c.HasParent() {
		return manual(c)
	}
	m := &roff{}
	m.title(c)
	m.section("NAME")
	m.text(pageName(c) + " - " + strings.ToLower(c.Short[:1]) + c.Short[1:])
	m.section("SYNOPSIS")
	m.text(c.UseLine())
	m.section("DESCRIPTION")
	m.prose(c.Long)
	if list := options(c.LocalNonPersistentFlags()); len(list) > 0 {
		m.section("FLAGS")
		m.options(list)
	}
	m.section("FLAGS OF EVERY COMMAND")
	m.options(options(c.InheritedFlags()))
	if c.Example != "" {
		m.section("EXAMPLES")
		m.example(c.Example)
	}
	m.close()
	return m.String()
}

// pageName is what the page of a command is called: ovh-tokens-apps-delete.
func pageName(c *cobra.Command) string { return strings.ReplaceAll(c.CommandPath(), " ", "-") }

// roff is a page being written.
type roff struct{ strings.Builder }

func (m *roff) line(text string) { _, _ = m.WriteString(text + "\n") }

func (m *roff) title(c *cobra.Command) {
	m.line(fmt.Sprintf(`.TH %s 1 "" %s "Tokens for OVH"`, strings.ToUpper(escape(pageName(c))), quote(program+" "+version())))
}

func (m *roff) section(name string) { m.line(".SH " + quote(name)) }

// text writes one paragraph's lines; none of them is taken for a macro.
func (m *roff) text(text string) {
	for line := range strings.SplitSeq(text, "\n") {
		line = escape(line)
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			line = `\&` + line
		}
		m.line(line)
	}
}

// prose writes paragraphs that are apart by empty lines.
func (m *roff) prose(text string) {
	for i, paragraph := range strings.Split(strings.TrimSpace(text), "\n\n") {
		if i > 0 {
			m.line(".PP")
		}
		m.text(paragraph)
	}
}

func (m *roff) options(list []option) {
	for _, o := range list {
		m.line(".TP")
		m.line(".B " + escape(o.name))
		m.text(o.usage)
	}
}

// example writes commands as they are typed.
func (m *roff) example(text string) {
	m.line(".EX")
	m.text(strings.TrimRight(text, "\n"))
	m.line(".EE")
}

// command writes what there is to say of one command on the page of the program.
func (m *roff) command(c *cobra.Command) {
	m.prose(c.Long)
	m.options(options(c.LocalNonPersistentFlags()))
	if c.Example != "" {
		m.line(".PP")
		m.example(c.Example)
	}
}

// close writes what every page ends with.
func (m *roff) close() {
	m.section("EXIT STATUS")
	for _, e := range exitCodes {
		m.line(".TP")
		m.line(".B " + e.code)
		m.text(e.meaning)
	}
	m.section("FILES AND ENVIRONMENT")
	for _, p := range places {
		m.line(".TP")
		m.line(".B " + escape(p.name))
		m.text(p.use)
	}
}

// roffEscapes are the characters that mean something to roff. A hyphen is a minus
// sign, which can be copied into a shell; roff itself reads ASCII only.
var roffEscapes = strings.NewReplacer("…", "...", `\`, `\e`, "-", `\-`, "'", `\(aq`, "`", `\(ga`, "~", `\(ti`, "^", `\(ha`)

func escape(text string) string { return roffEscapes.Replace(text) }

// quote writes an argument of a macro.
func quote(text string) string { return `"` + strings.ReplaceAll(escape(text), `"`, `""`) + `"` }
