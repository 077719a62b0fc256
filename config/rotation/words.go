package rotation

import (
	"fmt"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
)

// Matter says in a sentence which token gives way to which, or why none does.
func (p *Plan) Matter() string {
	if p.Request == nil {
		return fmt.Sprintf("Token %d, %s, gives way to a new one with the same rules and addresses.", p.Old.ID, p.Old.Rules.Short())
	}
	of, fresh := p.Request.Replaces, p.FreshID
	switch {
	case p.Client == nil:
		return p.gone()
	case p.Dead != nil && p.Fate == ovhapi.FateUnknown:
		return fmt.Sprintf("The key of %s works no more. Whether it was that of token %d could not be asked. Token %d, which was asked for in place of that one, takes its place.",
			plain.Text(of.Profile), of.CredentialID, fresh)
	case p.Dead != nil:
		return fmt.Sprintf("Token %d no longer works. Token %d, which was asked for in its place, takes it.", of.CredentialID, fresh)
	}
	return fmt.Sprintf("Token %d, %s, gives way to token %d, which was asked for in its place.", p.Old.ID, p.Old.Rules.Short(), fresh)
}

// gone says how things stand where the old key was not found.
func (p *Plan) gone() string {
	old, fresh := p.Request.Replaces.CredentialID, p.FreshID
	over, sure := p.Over(), p.Doubt() == ""
	switch {
	case len(p.Fresh) == 0 && sure:
		return fmt.Sprintf("Token %d was asked for in place of token %d. Neither key stands on this machine now, so nothing is replaced or revoked.", fresh, old)
	case len(p.Fresh) == 0:
		return fmt.Sprintf("Token %d was asked for in place of token %d. Neither key was found on this machine.", fresh, old)
	case over:
		return fmt.Sprintf("The key of token %d is in place, and token %d no longer works.", fresh, old)
	case sure:
		return fmt.Sprintf("The key of token %d is in place, and that of token %d stands nowhere on this machine any more.", fresh, old)
	}
	return fmt.Sprintf("The key of token %d is in place. That of token %d was not found, but it may still stand on this machine.", fresh, old)
}

// Writable counts the places that the new key can be written to.
func (p *Plan) Writable() int {
	n := 0
	for _, k := range p.Places {
		if k.Writable() {
			n++
		}
	}
	return n
}

// Steps say what happens, one sentence each, while the old key is known.
func (p *Plan) Steps() []string {
	steps := []string{
		"You validate the new token on OVH's page.",
		"It is checked: same account, nothing missing.",
	}
	if p.Request != nil {
		steps = []string{"The new token is checked: same account, nothing missing."}
	}
	writable := p.Writable()
	if writable > 0 {
		steps = append(steps, fmt.Sprintf("Its key is written into %s and read back.", places(writable)))
	}
	switch {
	case p.Dead != nil && p.Fate == ovhapi.FateUnknown:
		return append(steps, fmt.Sprintf("Nothing is revoked: what became of token %d is not known.", p.Request.Replaces.CredentialID))
	case p.Dead != nil:
		return append(steps, "The old token works no more; nothing needs to be revoked.")
	case len(p.Places)+len(p.Fresh) == 0:
		return append(steps, "The old token keeps working until the new key stands in a file.")
	case len(p.Unread) > 0:
		return append(steps, "The old token keeps working until "+p.Dark()+" can be looked through.")
	case writable < len(p.Places):
		return append(steps, "The old token keeps working until the variable is gone.")
	}
	return append(steps, "The old token is revoked, last. If anything before fails, it keeps working.")
}

func places(n int) string {
	if n == 1 {
		return "the place above"
	}
	return fmt.Sprintf("the %d places above", n)
}

// Point is one thing to know of a plan.
type Point struct {
	Text string
	// Warns is set when it wants attention.
	Warns bool
}

// Stands lists where the old key stands. named tells whether a file was named by the
// user in an earlier run.
func (p *Plan) Stands(named func(file string) bool) []Point {
	var list []Point
	for _, k := range p.Places {
		switch {
		case !k.Writable():
			list = append(list, Point{k.Origin.String() + ", which only the shell that sets it can change: the old token will be kept working.", true})
		case named(k.Origin.File):
			list = append(list, Point{k.Origin.String() + ", named before", false})
		default:
			list = append(list, Point{k.Origin.String(), false})
		}
	}
	for _, k := range p.Fresh {
		list = append(list, Point{k.Origin.String() + " has the new key already", false})
	}
	if len(list) == 0 {
		list = append(list, Point{"No file of this machine. Nothing can be written: the new key will be kept in this program's list of new tokens, and the old token keeps working until the new key stands in a file.", true})
	}
	for _, problem := range p.Problems {
		list = append(list, Point{"Not looked through: " + problem.String(), true})
	}
	return list
}
