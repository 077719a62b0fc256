package shell

import (
	"context"
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/rule"
)

// silent is an endpoint that does not answer before it is told to.
type silent chan struct{}

func (s silent) Published(context.Context, string) ([]byte, error) {
	<-s
	return nil, catalog.ErrAbsent
}

// kept is a list that this machine has.
type kept []byte

func (k kept) Catalogue(string) ([]byte, error)   { return k, nil }
func (k kept) KeepCatalogue(string, []byte) error { return nil }

// steps are the commands that a sequence runs one after the other.
func steps(cmd tea.Cmd) []tea.Cmd {
	var list []tea.Cmd
	for v, i := reflect.ValueOf(cmd()), 0; i < v.Len(); i++ {
		list = append(list, v.Index(i).Interface().(tea.Cmd))
	}
	return list
}

// known is what a command has brought to the screen.
func known(t *testing.T, cmd tea.Cmd) KnownMsg {
	t.Helper()
	msg, is := cmd().(Delivery).Msg.(KnownMsg)
	if !is {
		t.Fatal("the screen is not told what is known")
	}
	return msg
}

// TestWaitingForTheListIsSaidAndShort asks with no list on this machine, of an
// endpoint that does not answer.
func TestWaitingForTheListIsSaidAndShort(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		answer := make(silent)
		library := catalog.NewLibrary(answer, nil, "ovh-ca", time.Now)
		base := NewBase(&Env{Clock: SystemClock{}})
		opened := 0
		open := func(c *catalog.Catalog) tea.Cmd {
			if opened++; c != nil {
				t.Error("there is a list")
			}
			return nil
		}
		begun := time.Now()
		next := steps(known(t, base.withLibrary(library, open)).Open())
		if status, is := next[0]().(StatusMsg); !is || status.Text != "Reading the operations…" || time.Since(begun) > 0 {
			t.Errorf("first comes %v, after %v", status, time.Since(begun))
		}
		if opened > 0 {
			t.Error("it goes on before the endpoint was asked")
		}
		known(t, next[1]).Open()
		if opened != 1 || time.Since(begun) != time.Second {
			t.Errorf("opened %d times, after %v", opened, time.Since(begun))
		}
		close(answer)
	})
}

// TestAStoredListIsNotWaitedFor goes on at once, without a word, where there is a
// list, however old, and where there is no endpoint to ask.
func TestAStoredListIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	old := catalog.New("ovh-ca", time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), []catalog.Operation{{Method: rule.Get, Path: "/me", Section: "/me"}})
	base := NewBase(&Env{Clock: SystemClock{}})
	var got []*catalog.Catalog
	open := func(c *catalog.Catalog) tea.Cmd {
		got = append(got, c)
		return nil
	}
	cmd := known(t, base.withLibrary(catalog.NewLibrary(make(silent), kept(old.Encode()), "ovh-ca", time.Now), open)).Open()
	base.withLibrary(nil, open)
	if cmd != nil || len(got) != 2 || got[0] == nil || got[0].Len() != 1 || got[1] != nil {
		t.Errorf("opened with %v, then %v", got, cmd)
	}
}
