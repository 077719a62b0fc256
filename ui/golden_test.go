package ui_test

import (
	"testing"
	"time"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui/uitest"
)

// picture is one screen that is held to the letter.
type picture struct {
	name string
	show func(*stand)
}

// pictures are shown one after the other in one run of the program.
var pictures = []picture{
	{"list", func(s *stand) { s.Press("down", "space") }},
	{"help", func(s *stand) { s.Press("?"); s.WaitFor("Keys · ") }},
	{"token", func(s *stand) {
		s.Press("esc")
		s.WaitFor("61 tokens")
		s.Press("down", "enter")
		s.WaitFor(" Token 4")
	}},
	{"confirm", func(s *stand) {
		s.Press("esc")
		s.WaitFor("61 tokens")
		s.Press("space", "space", "d")
		s.WaitFor("y/N")
	}},
	{"confirm-typed", func(s *stand) {
		s.Press("esc")
		s.WaitFor("selected")
		s.Press("a", "d")
		s.WaitFor("Type 60")
		s.Type("4")
		s.Press("enter")
	}},
	{"countdown", func(s *stand) {
		s.Press("esc")
		s.WaitFor("60 selected")
		s.Press("esc", "X")
		s.WaitFor("go in 5 s")
		s.clock.Advance(2 * time.Second)
		s.WaitFor("go in 3 s")
	}},
	{"result", func(s *stand) {
		over := s.ids(s.over)
		s.sim.Fail(ovhsim.Fault{Method: "DELETE", Path: "/me/api/credential/" + itoa(over[4]), Times: -1, Drop: true})
		s.Press("enter")
		s.WaitFor("17 expired tokens revoked.")
	}},
}

// frozen is an account on which no time passes. The client counts on from the
// server's time by this machine's clock, so what was used minutes ago is moved
// to where the next minute is far.
func frozen(t *testing.T) *stand {
	t.Helper()
	s := prepare(t, ovhsim.Options{Now: func() time.Time { return fixed }})
	for _, c := range s.sim.Credentials() {
		if ago := fixed.Sub(c.LastUse); c.ID != s.sim.Own() && ago < time.Hour {
			s.sim.Remove(c.ID)
			c.LastUse = fixed.Add(-ago.Truncate(time.Minute))
			s.sim.Add(c)
		}
	}
	return s
}

func TestScreensToTheLetter(t *testing.T) {
	t.Parallel()
	for _, size := range sizes {
		t.Run(size.name, func(t *testing.T) {
			t.Parallel()
			s := frozen(t).start(uitest.Size(size.width, size.height))
			s.loaded()
			for _, p := range pictures {
				p.show(s)
				s.Settle()
				uitest.Golden(t, folder(size.width)+p.name, s.Screen())
			}
		})
		t.Run("no keys "+size.name, func(t *testing.T) {
			t.Parallel()
			s := machine(t, "[default]\nendpoint=ovh-ca\n[ovh-ca]\napplication_key=appkey0123456789\n")
			s.env.Sources.SystemFile = ""
			s.explain(uitest.Size(size.width, size.height))
			uitest.Golden(t, folder(size.width)+"no-keys", s.Screen())
		})
	}
}

func TestColoursToTheLetter(t *testing.T) {
	t.Parallel()
	for name, background := range map[string]uitest.Option{"dark": uitest.Dark(), "light": uitest.Light()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := frozen(t).start(uitest.Size(80, 24), background)
			s.loaded()
			s.WaitBackground()
			for _, p := range pictures {
				p.show(s)
				s.Settle()
				uitest.Golden(t, name+"/"+p.name, s.Styled())
			}
		})
	}
}

func folder(width int) string {
	if width == 80 {
		return "80x24/"
	}
	return "140x50/"
}
