package rotate

import (
	"fmt"
	"slices"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
)

// planned are the places that the user has seen in the plan. Where the files do
// not say the same any more, nothing is written: a file that can't be understood
// now may still hold the old key, and whoever reads it needs the old token.
type planned struct {
	config.KeyReplacer
	places   []config.FoundKey
	problems []config.Problem
}

// changedError tells that a file is not what it was when the plan was made.
type changedError struct{ what string }

func (e *changedError) Error() string { return e.what }

// Replace satisfies ovhapi.KeyPlaces.
func (p planned) Replace(old, fresh ovhapi.Secret) (written, left []string, err error) {
	if err := p.changed(old, fresh); err != nil {
		return nil, nil, err
	}
	return p.KeyReplacer.Replace(old, fresh)
}

// changed compares the files with the plan. A place that holds the new key
// already is as good as one that holds the old one.
func (p planned) changed(old, fresh ovhapi.Secret) error {
	found, problems := p.Find(old, fresh)
	for _, problem := range problems {
		if !slices.ContainsFunc(p.problems, func(known config.Problem) bool { return known.String() == problem.String() }) {
			return &changedError{plain.Text(problem.String())}
		}
	}
	for _, place := range p.places {
		if place.Origin.File == "" {
			continue // a variable that is gone is what everybody hopes for
		}
		if !slices.ContainsFunc(found, func(k config.FoundKey) bool {
			return k.Origin.File == place.Origin.File && k.Key == place.Key && !k.Shadowed && (k.Value == old || k.Value == fresh)
		}) {
			return &changedError{fmt.Sprintf("The old key no longer stands in %s.", place.Origin)}
		}
	}
	return nil
}
