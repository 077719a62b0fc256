package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi"
)

// killedAt runs do and stops it dead at a step of writing: nothing that comes
// after it is done, as with a power cut.
func killedAt(s *State, at step, do func() error) {
	s.at = func(now step) {
		if now == at {
			panic(at)
		}
	}
	defer func() {
		s.at = func(step) {}
		_ = recover() // the step, as asked for
	}()
	_ = do()
}

func TestACrashLeavesTheOldOrTheNew(t *testing.T) {
	t.Parallel()
	for _, at := range []step{stepCreated, stepWritten, stepSynced, stepRenamed} {
		t.Run(string(at), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			s := open(t, dir)
			r := request("one")
			if err := s.Keep(r); err != nil {
				t.Fatal(err)
			}
			r.State = ovhapi.RequestValidated
			killedAt(s, at, func() error { return s.Keep(r) })

			got, err := open(t, dir).Pending()
			if err != nil || len(got) != 1 || got[0].ConsumerKey.Reveal() != testToken {
				t.Fatalf("after the crash: %+v, %v", got, err)
			}
			want := ovhapi.RequestWaiting
			if at == stepRenamed {
				want = ovhapi.RequestValidated
			}
			if got[0].State != want {
				t.Errorf("state %s, want %s", got[0].State, want)
			}
			if err := s.Keep(r); err != nil {
				t.Errorf("writing again: %v", err)
			}
		})
	}
}

// The first write of a key is the one that must not be lost: as soon as its
// content is there, it is found, whatever did not happen any more.
func TestANewKeySurvivesACrash(t *testing.T) {
	t.Parallel()
	for at, want := range map[step]int{stepCreated: 0, stepWritten: 1, stepSynced: 1, stepRenamed: 1} {
		dir := t.TempDir()
		s := open(t, dir)
		killedAt(s, at, func() error { return s.Keep(request("new")) })
		s = open(t, dir)
		got, err := s.Pending()
		if err != nil || len(got) != want {
			t.Errorf("killed when %s: %+v, %v", at, got, err)
		}
		if err := s.Forget("new"); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Pending(); err != nil || len(got) != 0 {
			t.Errorf("killed when %s, then forgotten: %+v, %v", at, got, err)
		}
	}
}

func TestLeftoversAreSweptButNotTheOnlyCopy(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, dir)
	killedAt(s, stepSynced, func() error { return s.Keep(request("only")) })
	if err := s.Keep(request("both")); err != nil {
		t.Fatal(err)
	}
	killedAt(s, stepSynced, func() error { return s.Keep(request("both")) })
	killedAt(s, stepCreated, func() error { return s.Keep(request("none")) })
	killedAt(s, stepWritten, func() error { return s.SavePreferences(Preferences{}) })

	leftovers := func() string {
		var names []string
		for _, pattern := range []string{"*", "*/*"} {
			paths, err := filepath.Glob(filepath.Join(dir, pattern+tempMark+"*"))
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range paths {
				name, _ := target(filepath.Base(p))
				names = append(names, name)
			}
		}
		return strings.Join(names, " ")
	}
	open(t, dir)
	if got := leftovers(); got != "preferences.json both.json none.json only.json" {
		t.Errorf("young files, maybe being written by another process: %s", got)
	}
	old := time.Now().Add(-2 * tempAge)
	paths, err := filepath.Glob(filepath.Join(dir, "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	more, err := filepath.Glob(filepath.Join(dir, "*"+tempMark+"*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range append(paths, more...) {
		if err := os.Chtimes(p, old, old); err != nil {
			t.Fatal(err)
		}
	}
	s = open(t, dir)
	if got := leftovers(); got != "only.json" {
		t.Errorf("old files that are left: %s", got)
	}
	if got, err := s.Pending(); err != nil || len(got) != 2 {
		t.Errorf("requests: %+v, %v", got, err)
	}
}

func TestAFailedWriteSaysWhereAndKeepsTheOld(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, dir)
	blocked := filepath.Join(dir, "pending", "stuck.json")
	if err := os.Mkdir(blocked, 0o700); err != nil { // a folder can't be replaced by a file
		t.Fatal(err)
	}
	err := s.Keep(request("stuck"))
	if err == nil || !strings.Contains(err.Error(), blocked) || strings.Contains(err.Error(), testToken) {
		t.Fatalf("got %v", err)
	}
	if got, err := s.Pending(); err != nil || len(got) != 1 || got[0].ConsumerKey.Reveal() != testToken {
		t.Errorf("the key that could not be put in place: %+v, %v", got, err)
	}
	write(t, filepath.Join(dir, "plain"), "x")
	if _, err := OpenState(filepath.Join(dir, "plain")); err == nil || !strings.Contains(err.Error(), "plain") {
		t.Errorf("a file in the folder's place: %v", err)
	}
}
