package ovhsim

import (
	"bytes"
	_ "embed" // the page and its stylesheet
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"unicode"
)

//go:embed page.html
var pageText string

//go:embed style.css
var styleText []byte

var pages = sync.OnceValue(func() *template.Template { return template.Must(template.New("page").Parse(pageText)) })

// ask is what the page shows of a request.
type ask struct {
	Endpoint, Name, Description, Token, Warning, Redirection string
	Words                                                    []phrase
	More                                                     int
	Rows                                                     []grant
	Addresses, Accounts                                      []string
	Validities                                               []choice
}

// choice is one of the validities.
type choice struct {
	Value   Validity
	Label   string
	Default bool
}

// validities are the choices of the real page, in its order; a day is what it
// offers when nobody chooses.
var validities = []choice{
	{FiveMinutes, "5 minutes", false},
	{OneHour, "1 hour", false},
	{OneDay, "1 day", true},
	{ThirtyDays, "30 days", false},
	{Unlimited, "Unlimited", false},
}

// done is a page that ends the visit.
type done struct{ Eyebrow, Title, Text, Code string }

// servePage serves everything below /auth/: the page where a person validates a
// request, its form and its stylesheet.
func (s *Server) servePage(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer") // the link is a secret of its own
	h.Set("Cache-Control", "no-store")
	switch {
	case r.URL.Path == "/auth/style.css":
		h.Set("Content-Type", "text/css; charset=utf-8")
		_, _ = w.Write(styleText) // the browser may be gone
	case r.URL.Path != "/auth/":
		s.invalidLink(w, http.StatusNotFound)
	case r.Method == http.MethodPost:
		s.takeDecision(w, r)
	case r.Method == http.MethodGet || r.Method == http.MethodHead:
		s.showRequest(w, r.URL.Query().Get("credentialToken"))
	default:
		h.Set("Allow", "GET, HEAD, POST")
		w.WriteHeader(http.StatusMethodNotAllowed)
	}
}

// showRequest opens the page of a request. From then on the request is listed
// among the tokens of the account that looks at it.
func (s *Server) showRequest(w http.ResponseWriter, token string) {
	s.mu.Lock()
	c, err := s.request(token)
	var view ask
	if err == nil {
		if c.Owner == "" {
			c.Owner = Owner
		}
		view = s.view(c)
	}
	status := s.deadLink(token)
	s.mu.Unlock()
	if err != nil {
		s.invalidLink(w, status)
		return
	}
	s.render(w, http.StatusOK, "ask", formTarget(view.Redirection), view)
}

// view copies what the page shows. The lock is held.
func (s *Server) view(c *Credential) ask {
	app := s.account.apps[c.ApplicationID]
	rows := group(c.Rules)
	words, more := inWords(rows)
	v := ask{
		Endpoint: s.opt.EndpointName, Name: visible(app.Name), Description: visible(app.Description), Token: c.page,
		Words: words, More: more, Rows: rows, Warning: warning(c.Rules), Redirection: c.Redirection,
		Accounts: []string{Owner, Stranger}, Validities: validities,
	}
	for _, a := range c.AllowedIPs {
		v.Addresses = append(v.Addresses, visible(a))
	}
	return v
}

// takeDecision ends a request as the form says and sends the visitor on.
func (s *Server) takeDecision(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<16)
	if err := r.ParseForm(); err != nil {
		s.badForm(w)
		return
	}
	token, v := r.PostForm.Get("credentialToken"), Validity(r.PostForm.Get("validity"))
	owner, decision := r.PostForm.Get("account"), r.PostForm.Get("decision")
	if owner == "" {
		owner = Owner
	}
	known := owner == Owner || owner == Stranger
	if !known || decision != "refuse" && (decision != "authorize" || !v.valid()) {
		s.badForm(w)
		return
	}
	s.mu.Lock()
	c, err := s.request(token)
	status := s.deadLink(token)
	next := ""
	if err == nil {
		next = c.Redirection
		if decision == "refuse" {
			c.refuse(owner)
		} else {
			c.authorize(v, owner, s.opt.clock())
		}
	}
	s.mu.Unlock()
	switch {
	case err != nil:
		s.invalidLink(w, status)
	case next != "":
		// The address is the one the application asked for, as in OAuth.
		w.Header().Set("Location", next)
		w.WriteHeader(http.StatusSeeOther)
	case decision == "refuse":
		s.render(w, http.StatusOK, "done", "", done{"Request for access", "Refused", "The application gets no access. You can close this page.", ""})
	default:
		s.render(w, http.StatusOK, "done", "", done{"Request for access", "Authorized", "The application can use the account now. You can close this page.", ""})
	}
}

// deadLink is the status for a link that can't be used: gone when it once could.
// The lock is held.
func (s *Server) deadLink(token string) int {
	if token != "" && s.account.byPage[token] != nil {
		return http.StatusGone
	}
	return http.StatusNotFound
}

// invalidLink says what OVH's page says of a link that is unknown, used or too
// old.
func (s *Server) invalidLink(w http.ResponseWriter, status int) {
	s.mu.Lock()
	s.queries++
	id := fmt.Sprintf("Request-Id: CA.AUTH.WEB.%x", 0x5b30ae87+s.queries)
	s.mu.Unlock()
	s.render(w, status, "done", "", done{
		"Validation of a token", "Error code: Invalid token",
		"This link is unknown, was used already, or is too old. Ask the application for a new one.", id,
	})
}

func (s *Server) badForm(w http.ResponseWriter) {
	s.render(w, http.StatusBadRequest, "done", "", done{"Validation of a token", "This form can't be read", "Open the link again and choose a validity.", ""})
}

// render writes a page. Nothing may load but the stylesheet, and the form may
// lead nowhere but here and to the redirection.
func (s *Server) render(w http.ResponseWriter, status int, name, target string, data any) {
	var b bytes.Buffer
	if err := pages().ExecuteTemplate(&b, name, data); err != nil {
		s.options().Log.Error("the page can't be made", slog.Any("error", err))
		http.Error(w, "the page can't be made", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"+target)
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // the browser may be gone
}

// formTarget is the source that lets the form's answer redirect there: browsers
// apply form-action to redirections too. An IPv6 address can't be written in a
// policy, so its whole scheme is allowed.
func formTarget(redirection string) string {
	u, err := url.Parse(redirection)
	if err != nil || u.Host == "" {
		return ""
	}
	if strings.HasPrefix(u.Host, "[") {
		return " " + u.Scheme + ":"
	}
	return " " + u.Scheme + "://" + u.Host
}

// visible replaces what would act on a terminal browser or turn the reading
// direction around.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return '\uFFFD'
		}
		return r
	}, s)
}
