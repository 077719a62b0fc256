package waiting

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/verdict"
)

// page is the validation page as far as this screen has to do with it.
type page struct {
	url   string
	host  string
	trust ovhapi.PageTrust
	// hasBrowser is false where no browser can be opened at all.
	hasBrowser bool
	state      pageState
}

// pageState is what became of opening the page.
type pageState int

const (
	pageClosed pageState = iota // nobody tried
	pageOpening
	pageOpen
	pageFailed
)

// judge looks at the address before anything is opened.
func (p *page) judge(url string, e ovhapi.Endpoint, browser bool) {
	p.url, p.hasBrowser = url, browser
	p.trust, p.host = ovhapi.JudgePage(url, e)
}

// opened takes in whether the browser could be started.
func (p *page) opened(err error) {
	p.state = pageOpen
	if err != nil {
		p.state = pageFailed
	}
}

// why says why the page cannot be opened from here, or "".
func (p *page) why() string {
	switch {
	case p.trust == ovhapi.PageRefused:
		return p.refusal()
	case !p.hasBrowser:
		return "No browser is opened from here. y copies the link."
	}
	return ""
}

// refusal says what is wrong with a page that is never opened.
func (p *page) refusal() string { return verdict.Untrusted(p.url, p.host) }

// openedMsg tells whether a browser could be started.
type openedMsg struct{ err error }

// open shows the page in the browser, which may take its time.
func (s *Screen) open() tea.Cmd {
	if s.page.why() != "" {
		return nil
	}
	s.page.state = pageOpening
	show, url := s.env.Open, s.page.url
	return s.Run(func(context.Context) tea.Msg { return openedMsg{show(url)} })
}
