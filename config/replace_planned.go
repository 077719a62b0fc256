package config

import (
	"fmt"
	"slices"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
)

// PlannedPlaces are the places that the user has seen in a plan. Where the files
// do not say the same any more, nothing is written: a file that can't be
// understood now may still hold the old key, and whoever reads it needs the old
// token. It satisfies ovhapi.KeyPlaces.
type PlannedPlaces struct {
	KeyReplacer
	// Places are where the old key, or the new one already, was found; Problems
	// are what could not be read then.
	Places   []FoundKey
	Problems []Problem
}

var _ ovhapi.KeyPlaces = PlannedPlaces{}

// PlanChangedError tells that a file is not what it was when the plan was made.
type PlanChangedError struct{ what string }

// Error says which file, in a sentence.
func (e *PlanChangedError) Error() string { return e.what }

// Replace writes as KeyReplacer does, or returns a *PlanChangedError and writes
// nothing.
func (p PlannedPlaces) Replace(old, fresh ovhapi.Secret) (written, left []string, err error) {
	if err := p.changed(old, fresh); err != nil {
		return nil, nil, err
	}
	return p.KeyReplacer.Replace(old, fresh)
}

// changed compares the files with the plan. A place that holds the new key
// already is as good as one that holds the old one.
func (p PlannedPlaces) changed(old, fresh ovhapi.Secret) error {
	found, problems := p.Find(old, fresh)
	for _, problem := range problems {
		if !slices.ContainsFunc(p.Problems, func(known Problem) bool { return known.String() == problem.String() }) {
			return &PlanChangedError{plain.Text(problem.String())}
		}
	}
	for _, place := range p.Places {
		if place.Origin.File == "" {
			continue // a variable that is gone is what everybody hopes for
		}
		if !slices.ContainsFunc(found, func(k FoundKey) bool {
			return k.Origin.File == place.Origin.File && k.Key == place.Key && !k.Shadowed && (k.Value == old || k.Value == fresh)
		}) {
			return &PlanChangedError{fmt.Sprintf("The old key no longer stands in %s.", place.Origin)}
		}
	}
	return nil
}
