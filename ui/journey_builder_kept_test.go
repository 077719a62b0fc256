package ui_test

import (
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/uitest"
)

// beginWith opens the builder with what a ready-made set makes of a value.
func (s *stand) beginWith(set, value string) {
	s.t.Helper()
	s.Press("n")
	s.WaitFor("search by tool")
	s.Press("/")
	s.Type(set)
	s.Press("enter")
	s.Type(value)
	s.Press("enter")
	s.operations()
}

// leaveBuilder goes back to the list and lets the rules go.
func (s *stand) leaveBuilder() {
	s.t.Helper()
	s.Press("esc")
	s.WaitFor("y/N")
	s.Press("y")
	s.loaded()
}

// TestASetForAToolIsKeptWithWhatIsKnownOfIt as one of the user's own, is found
// again by the tool, and asked for.
func TestASetForAToolIsKeptWithWhatIsKnownOfIt(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := prepare(t, ovhsim.Options{})
		file := filepath.Join(t.TempDir(), "presets.txt")
		s.env.PresetsFile = file
		s.start(size)
		s.loaded()
		s.beginWith("traefik", "example.net")
		s.Paste("GET /me\n")
		s.Press("W")
		s.WaitFor("Save as a set of your own")
		s.Says("Saved with it from lego: the tools it is for, its warning, its remark and what it says of single rules.",
			"What was filled in stays so, and is not asked for again: DNS zone: example.net.")
		s.Type("Reverse proxy")
		s.Press("ctrl+s")
		s.Says("Saved as reverse-proxy; P offers it among the ready-made sets.")
		list, problems := config.Presets(file)
		if len(problems) > 0 || len(list) != 1 {
			t.Fatalf("kept: %+v %v", list, problems)
		}
		p, record := list[0], rule.Rule{Method: rule.Post, Path: "/domain/zone/example.net/record"}
		if p.ID != "reverse-proxy" || p.Title != "Reverse proxy" || !slices.Contains(p.Tools, "Traefik") || p.Warning == "" || p.Remark == "" ||
			p.Notes[record] != "create TXT" || len(p.Actions[record]) != 1 || len(p.Rules) != 4 || len(p.Parameters()) != 0 {
			t.Errorf("kept: %+v", p)
		}
		s.Press("esc") // what was saved is not lost
		s.loaded()
		s.Press("n")
		s.WaitFor("search by tool")
		s.Press("/")
		s.Type("traefik reverse proxy")
		s.Says("1 of 81 sets")
		s.Press("enter")
		s.WaitFor("ctrl+s request it")
		s.wantAsked(s.asks("enter"), "POST /domain/zone/example.net/record", "POST /domain/zone/example.net/refresh",
			"DELETE /domain/zone/example.net/record/*", "GET /me")
	})
}

// TestASetThatAsksIsNotReplacedByOneThatDoesNotUnasked fills in a set of the user's
// own and saves it.
func TestASetThatAsksIsNotReplacedByOneThatDoesNotUnasked(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := prepare(t, ovhsim.Options{})
		file := filepath.Join(t.TempDir(), "presets.txt")
		const had = "# mine\n[my-dns]\ntitle = My names\ntools = Zoneminder\nGET /domain/zone/{zone}/record  # look\n"
		if err := os.WriteFile(file, []byte(had), 0o600); err != nil {
			t.Fatal(err)
		}
		s.env.PresetsFile = file
		s.start(size)
		s.loaded()
		s.beginWith("zoneminder", "example.net")
		s.Press("W")
		s.WaitFor("Save as a set of your own")
		s.Says("my-dns", "My names", "is not asked for again: DNS zone: example.net.")
		s.Press("ctrl+s")
		s.Says("You have a set of this name: My names, which asks for the DNS zone; this one does not. Replace it?")
		s.Press("n")
		s.WaitGone("Replace it?")
		s.Press("end")
		s.Type("-net")
		s.Press("ctrl+s")
		s.Says("Saved as my-dns-net;")
		list, problems := config.Presets(file)
		if len(problems) > 0 || len(list) != 2 || len(list[0].Parameters()) != 1 || list[1].Notes[list[1].Rules[0]] != "look" {
			t.Errorf("kept: %+v %v", list, problems)
		}
	})
}

// TestASharedSetIsReadBack copies a set in each form and pastes it where a new
// token begins.
func TestASharedSetIsReadBack(t *testing.T) {
	t.Parallel()
	rules := []string{"GET /me", "GET /domain/zone/example.net/*", "PUT /domain/zone/example.net/*", "DELETE /ip/*/reverse/*"}
	for i, form := range []string{"the rules as text", "the rules as JSON", "the link"} {
		t.Run(form, func(t *testing.T) {
			t.Parallel()
			atBothSizes(t, func(t *testing.T, size uitest.Option) {
				s := prepare(t, ovhsim.Options{})
				var mu sync.Mutex
				copied := ""
				s.env.Copy = func(text string) error {
					mu.Lock()
					defer mu.Unlock()
					copied = text
					return nil
				}
				s.start(size)
				s.loaded()
				s.beginBuilder()
				s.Paste("GET /me\nGET PUT /domain/zone/example.net/*\nDELETE /ip/*/reverse/*\n")
				s.Press("y")
				s.WaitFor("Share rules")
				for range i {
					s.Press("tab")
				}
				s.Press("y")
				s.Says("Copied: " + form + ".")
				s.Press("esc")
				s.WaitFor("ctrl+s request it")
				s.leaveBuilder()
				s.Press("n")
				s.WaitFor("search by tool")
				mu.Lock()
				text := copied
				mu.Unlock()
				s.Paste(text)
				s.Says("4 rules added.")
				s.wantAsked(s.asks("enter"), rules...)
			})
		})
	}
}
