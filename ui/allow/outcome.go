package allow

import (
	"errors"
	"fmt"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ui/addresses"
	"ovh-tokens/ui/theme"
)

// outcome is what became of a change.
type outcome struct {
	paragraphs []paragraph
	to         ovhapi.Restriction // what was asked for
	done       bool               // the API took it
	lacks      bool               // the token in use may not do it
	out        bool               // the token in use is shut out
	unsure     bool               // asking again may tell more
}

type paragraph struct {
	role theme.Role
	text string
}

func (o *outcome) add(role theme.Role, text string) {
	if text != "" {
		o.paragraphs = append(o.paragraphs, paragraph{role, text})
	}
}

// advise says what an error means and what to do about it.
func (o *outcome) advise(err error) { o.add(theme.Text, ovhapi.Advise(err).String()) }

// become puts the end of a change into words.
func (s *Screen) become(msg sentMsg) outcome {
	o := outcome{to: msg.to}
	switch err := msg.err; {
	case err == nil:
		o.done = true
		o.add(theme.Good, "Stored, as read back from OVH: "+addresses.Words(msg.got.AllowedIPs)+".")
	case errors.Is(err, ovhapi.ErrNotStored):
		o.done = true
		o.add(theme.Caution, "OVH took the change and stores something else: "+addresses.Words(msg.got.AllowedIPs)+".")
		o.add(theme.Text, fmt.Sprintf("Asked for was: %s. i changes the addresses again.", msg.to))
	case errors.Is(err, ovhapi.ErrLockedOut):
		o.done, o.out = true, true
		o.add(theme.Danger, "The addresses are changed, and the token in use does not get through from this machine any more.")
		o.add(theme.Text, fmt.Sprintf("OVH was sent: %s. Nothing could be read back.", msg.to))
		o.add(theme.Text, "Another token of the account with the rule PUT /me/api/credential/* can change them back: p in the list shows the accounts of this machine. OVHcloud's control panel has the account's API keys, too. n asks for a new token with that rule; asking needs no token that works.")
	case errors.Is(err, ovhapi.ErrNotReadBack):
		o.done, o.unsure = true, true
		o.add(theme.Caution, fmt.Sprintf("OVH took the change to %s. What it stores now could not be read back; r asks again.", msg.to))
		o.advise(err)
	case errors.Is(err, ovhapi.ErrUnknownOutcome):
		o.unsure = true
		o.add(theme.Danger, fmt.Sprintf("Not known whether the addresses were changed to %s: no answer came, and asking for the token told nothing either. r asks again.", msg.to))
		o.advise(err)
	case errors.Is(err, ovhapi.ErrNotGranted):
		o.lacks = true
		o.add(theme.Danger, "Nothing was changed.")
		for _, p := range s.missing() {
			o.add(p.role, p.text)
		}
	default:
		o.add(theme.Danger, "Nothing was changed.")
		o.advise(err)
		o.add(theme.Text, "i takes up what was typed.")
	}
	return o
}

// readBack tells what asking again has shown.
func (s *Screen) readBack(msg readMsg) outcome {
	o := outcome{to: s.outcome.to}
	switch {
	case msg.err != nil:
		o = s.outcome
		o.paragraphs = o.paragraphs[:1:1]
		o.advise(msg.err)
		return o
	case o.to.Same(msg.got.AllowedIPs):
		o.done = true
		o.add(theme.Good, "The change was made.")
	default:
		o.add(theme.Caution, "The change was not made. i takes up what was typed.")
	}
	o.add(theme.Text, "Stored, as read from OVH now: "+addresses.Words(msg.got.AllowedIPs)+".")
	return o
}

// set is the id of the rule set with which this program may change addresses.
const set = "token-manager-edit-ips"

// missing says which right the token in use lacks, and how to come by it.
func (s *Screen) missing() []paragraph {
	own := "The token in use"
	if s.own.ID != 0 {
		own = fmt.Sprintf("The token in use, %d, %s,", s.own.ID, s.own.Name())
	}
	return []paragraph{
		{theme.Caution, own + " may not change addresses: the rule PUT /me/api/credential/* is missing."},
		{theme.Text, "n asks for a new token with the set " + set + ", which has that rule besides what this program needs. Once this machine works with it, i changes addresses."},
	}
}

// widest is that set.
func widest() preset.Preset {
	p, _ := preset.Find(set)
	return p
}
