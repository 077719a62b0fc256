package cli

import (
	"os"
	"runtime"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/qrcode"
	"ovh-tokens/ui/verdict"
)

// browser opens pages; nil where none is to be opened or can be.
func (s *session) browser() func(url string) error {
	switch {
	case s.flags.noBrowser:
		return nil
	case s.open != nil:
		return s.open
	case hasBrowser(runtime.GOOS, os.Getenv):
		return browserOpener()
	}
	return nil
}

// showPage says where the request is validated, and opens the page where that is
// safe and open is not nil.
func (s *session) showPage(page string, e ovhapi.Endpoint, open func(string) error) {
	trust, host := ovhapi.JudgePage(page, e)
	if trust == ovhapi.PageRefused {
		s.say("%s", verdict.Untrusted(page, host))
		s.line("  " + page)
		return
	}
	s.say("On this page log in as the account the token is for, choose how long it is valid, and authorize:")
	s.line("\n  " + page + "\n")
	switch {
	case trust == ovhapi.PageUnknown:
		s.say("The page is on %s, which is not known as OVH's, so it is not opened by itself.", host)
	case open == nil:
		s.drawCode(page)
	default:
		if err := open(page); err != nil {
			s.say("No browser could be opened: open the link by hand.")
		} else {
			s.say("It was opened in the browser.")
		}
	}
}

// drawCode shows a link as a QR code, for a phone, where somebody sees it.
func (s *session) drawCode(link string) {
	if s.errWidth == 0 || s.theme == nil {
		return
	}
	lines, err := qrcode.Text(link, s.theme.Ink)
	if err != nil || len(lines) == 0 || ansi.StringWidth(lines[0]) > s.errWidth {
		return // the link is there
	}
	for _, line := range lines {
		s.line(line)
	}
}
