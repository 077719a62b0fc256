package setup

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/when"
)

// column is where the answers stand behind their labels.
const column = 16

// drawAnswers lists what was answered before the present question.
func (s *Screen) drawAnswers(b *sheet) {
	answer := func(label, text string) {
		b.hang(b.theme.Paint(theme.Subtle, label), column, theme.Text, text)
	}
	stage := s.stage()
	if stage > 0 {
		answer("Endpoint", plain.Text(s.endpoint.Name)+s.whose())
	}
	if stage > 1 {
		answer("This program", strings.ToLower(titles[s.rights.ID][0])+": "+titles[s.rights.ID][1])
	}
	if stage > 2 {
		answer("Application", plain.Text(s.keys.application))
	}
	if stage > 0 {
		b.blank()
	}
}

// whose says in words which endpoint was chosen.
func (s *Screen) whose() string {
	for _, r := range regions {
		if r.name == s.endpoint.Name {
			return ", " + r.who
		}
	}
	return ""
}

func (s *Screen) drawEndpoint(b *sheet) {
	b.say(theme.Strong, "Where is your OVHcloud account?")
	b.blank()
	at := s.at[stepEndpoint]
	for i, r := range regions {
		b.row(layout.Pad(r.name, column-1), layout.Pad(r.who, 36)+r.login, i == at)
	}
	b.row(layout.Pad("another URL", column-1), "a private or test API", at == len(regions))
	b.blank()
	b.say(theme.Subtle, "On the right is where you log in. Not sure? Take the likeliest: if it does not know your application key, the others are asked for you.")
	b.blank()
	b.say(theme.Subtle, "This program is independent of OVHcloud; your keys go to OVH's API and to your own files only. Just looking? Quit and run ovh-tokens --demo.")
}

func (s *Screen) drawURL(b *sheet) {
	b.say(theme.Strong, "Which URL does the API have?")
	b.blank()
	b.field(s.url)
	b.blank()
	b.say(theme.Subtle, "It has to be https, or http on this machine, so that no key travels in clear.")
}

func (s *Screen) drawRights(b *sheet) {
	b.say(theme.Strong, "What may this program do in the account?")
	b.blank()
	list, at := rights(), s.at[stepRights]
	for i, p := range list {
		b.row(layout.Pad(titles[p.ID][0], column), titles[p.ID][1], i == at)
	}
	b.blank()
	p := list[at]
	b.say(theme.Subtle, p.Purpose)
	if p.Warning != "" {
		b.say(theme.Caution, p.Warning)
	}
	b.blank()
	label := "Its rules"
	for _, r := range rule.Rows(p.Rules) {
		names := make([]string, len(r.Methods))
		for i, m := range r.Methods {
			names[i] = string(m)
		}
		b.hang(b.theme.Paint(theme.Subtle, label), column, theme.Text, layout.Pad(strings.Join(names, " "), 12)+r.Path)
		label = ""
	}
}

// drawWay offers both ways to get keys, with the page that belongs to each.
func (s *Screen) drawWay(b *sheet) {
	b.say(theme.Strong, "How do you want to give this program its keys?")
	b.blank()
	at := s.at[stepWay]
	b.row("I have an application key and secret", "", at == 0)
	b.row("Make all three keys on OVH's page and paste them", "", at == 1)
	b.blank()
	switch {
	case s.noWay() != "":
		b.say(theme.Caution, s.noWay())
	case ways[at] == wayOwn:
		b.say(theme.Subtle, "Enter them next. This program then asks for a token of its own with the rights above, and you authorize it on OVH's page. No application yet? Make one here, once:")
	default:
		b.say(theme.Subtle, "One page makes an application and a token in one go, with the rights above filled in. Give it a name, choose how long it is valid, and paste here what the page shows:")
	}
	if s.noWay() == "" {
		b.blank()
		b.link(s.page())
	}
}

func (s *Screen) drawKeys(b *sheet) {
	head := "Application key and secret"
	if s.way == wayAll {
		head = "All three keys, as OVH's page shows them"
	}
	b.say(theme.Strong, head)
	b.blank()
	for _, f := range s.fields[:s.count()] {
		b.field(f)
	}
	b.blank()
	b.say(theme.Subtle, "Pasted one by one or all at once: lines of an ovh.conf, JSON, or what OVH's page shows. The secret stays hidden.")
	if page := s.page(); s.env.Open == nil || ansi.StringWidth(page) <= b.width {
		b.say(theme.Subtle, "Made here:")
		b.link(page)
	} else {
		b.say(theme.Subtle, "ctrl+o opens the page that makes them, with the rules filled in; ctrl+y copies its link.")
	}
}

// drawVerdict says what OVH says of the application key.
func (s *Screen) drawVerdict(b *sheet) {
	v := s.verdict
	switch {
	case v.stored:
		b.say(theme.Danger, "The keys work, but could not be stored on this machine.")
		b.say(theme.Text, ovhapi.Advise(v.err).What)
	case v.err != nil:
		b.say(theme.Caution, "Whether "+s.endpoint.Short()+" knows this application could not be told.")
		b.blank()
		a := ovhapi.Advise(v.err)
		for _, text := range []string{strings.TrimSpace(a.What + " " + a.Why), a.Next} {
			if text != "" {
				b.say(theme.Text, text)
			}
		}
		if a.QueryID != "" {
			b.say(theme.Subtle, "OVH query "+a.QueryID)
		}
		b.blank()
		b.say(theme.Text, "Nothing is lost. enter tries again.")
	case len(v.found) == 1:
		b.say(theme.Caution, s.endpoint.Short()+" does not know this application key.")
		b.say(theme.Good, v.found[0].Short()+" does: the account is there.")
		b.blank()
		s.drawFound(b)
	case len(v.found) > 1:
		b.say(theme.Caution, s.endpoint.Short()+" does not know this application key. These do:")
		b.blank()
		s.drawFound(b)
	default:
		s.drawUnknown(b)
	}
}

func (s *Screen) drawFound(b *sheet) {
	for i, e := range s.verdict.found {
		who := ""
		for _, r := range regions {
			if r.name == e.Name {
				who = r.who
			}
		}
		b.row(layout.Pad("use "+e.Short(), column+4), who, i == s.at[stepVerdict])
	}
}

// drawUnknown says that nobody knows the application, and who could not be asked.
func (s *Screen) drawUnknown(b *sheet) {
	var silent []string
	for _, k := range s.verdict.others {
		if k.Err != nil {
			silent = append(silent, k.Endpoint.Short())
		}
	}
	b.say(theme.Danger, s.endpoint.Short()+" does not know this application key.")
	if len(silent) > 0 {
		b.say(theme.Caution, "Not asked, since they gave no clear answer: "+strings.Join(silent, ", ")+". None of the others knows it either.")
	} else {
		b.say(theme.Text, "None of the other endpoints knows it either.")
	}
	b.blank()
	if f := s.fields[fieldApplication]; !f.Masked() {
		b.hang(b.theme.Paint(theme.Subtle, "Application key"), column, theme.Text, plain.Text(f.Value()))
		b.blank()
	}
	b.say(theme.Text, "It is probably mistyped, or the application was deleted. It is the shorter one of the two, 16 characters.")
}

// drawAsk says what asking for the token does, or that one was asked for.
func (s *Screen) drawAsk(b *sheet) {
	if p := s.request; p != nil {
		s.drawRequest(b)
		return
	}
	b.say(theme.Strong, "Everything is there to ask OVH for this program's own token.")
	b.blank()
	page := "OVH's page opens in the browser; log in there."
	if s.env.Open == nil {
		page = "You get a link, to be opened in any browser; log in there."
	}
	b.hang("1", 3, theme.Text, "enter asks for it. "+page)
	b.hang("2", 3, theme.Text, "Choose how long the token is valid. The page proposes one day; to go on using this program, choose more.")
	b.hang("3", 3, theme.Text, "Authorize, and come back here: the token is tried out, and you see where it is written before it is.")
	if s.env.ReadOnly {
		b.blank()
		b.say(theme.Caution, "Read-only: no token can be asked for. Start without --read-only, or go back and paste all three keys.")
	}
}

// drawRequest says how the token stands that was asked for.
func (s *Screen) drawRequest(b *sheet) {
	asked := when.Relative(&s.request.Created, s.env.Clock.Now())
	if asked == "now" {
		asked = "just now"
	}
	if s.request.State == ovhapi.RequestValidated {
		b.say(theme.Good, "The token is authorized.")
		b.blank()
		b.say(theme.Text, "It is stored here and not written into a file yet. enter goes on to that.")
		return
	}
	b.say(theme.Strong, "A token was asked for "+asked+" and waits to be authorized.")
	b.blank()
	b.say(theme.Text, "enter goes on waiting for it, with the link to its page. n asks for another one, for when that page has expired.")
}

func (s *Screen) drawSecret(b *sheet) {
	b.say(theme.Danger, "OVH refuses the signature (Invalid signature): the application secret is wrong.")
	b.blank()
	b.say(theme.Text, "The token that was asked for is safe and stays. Paste the secret of this application again:")
	b.blank()
	b.field(s.secret)
	b.blank()
	b.say(theme.Subtle, "It belongs to the application key above and has 32 characters. OVH shows it only once: if it is lost, go back with esc and make another application.")
}

var _ shell.Screen = (*Screen)(nil)
