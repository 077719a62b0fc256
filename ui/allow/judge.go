package allow

import (
	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/addresses"
	"ovh-tokens/ui/text"
)

// judge works out what the text of the field comes to. An emptied field is
// nothing: an empty list would open the token to every address.
func (s *Screen) judge() {
	s.typed, s.to, s.problem = addresses.Read(s.field.Value()), ovhapi.Restriction{}, ""
	switch {
	case s.typed.Wrong > 0:
		s.problem = s.typed.Problem()
	case s.typed.Empty:
		s.problem = "Nothing is typed. An empty list would let every address in, so it is never sent: type any if that is meant."
	case s.typed.Open:
		s.problem = "Type any, and nothing else, if every address is meant."
	case s.typed.Any:
		s.to = ovhapi.Anywhere()
	default:
		to, err := ovhapi.OnlyFrom(s.typed.Blocks...)
		if err != nil {
			s.problem = err.Error()
		}
		s.to = to
	}
	if s.problem == "" && s.to.Same(s.stored) {
		s.problem = sameAsStored
	}
}

// sameAsStored is no mistake: it only leaves nothing to do.
const sameAsStored = "These are the addresses it works from now: nothing to change."

// shutsOut reports whether some address that is let in now would not be any more.
func (s *Screen) shutsOut() bool { return !s.to.Keeps(s.stored) }

// cautions say what a change that can be sent would do to whoever uses the token.
func (s *Screen) cautions() []string {
	var list []string
	if s.to.Anywhere() {
		list = append(list, "It would work from every address.")
	}
	if !s.shutsOut() {
		return list
	}
	list = append(list, "Shuts out addresses that work now.")
	switch {
	case s.inUse() && s.of.Token.ID != s.own.ID && s.own.ID != 0:
		list = append(list, "Another profile of this machine works with this token. "+whereFrom)
	case s.inUse():
		list = append(list, "This program works with this token. "+whereFrom)
	case s.mayBeInUse():
		list = append(list, "Which token this program works with is not known: it may be this one. "+whereFrom)
	default:
		if at := s.env.Places(s.of.Token); len(at) > 0 {
			list = append(list, "Its key stands on this machine: "+text.Several(at, mostPlaces, "places")+".")
		}
	}
	return list
}

// whereFrom says what nobody on this side of the wire can tell.
const whereFrom = "Under which address OVH sees this machine is not known here: unless it is among the new ones, the token shuts itself out."
