package catalog

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Source answers with what an endpoint publishes. Paths begin with a slash below
// the endpoint's base URL: "/" is the index of the first API, "/v2/" that of the
// second.
type Source interface {
	Published(ctx context.Context, path string) ([]byte, error)
}

// ErrAbsent is wrapped by errors of a Source for what the endpoint does not have
// at all; kimsufi and soyoustart have no API v2 (README of go-ovh).
var ErrAbsent = errors.New("the endpoint does not have it")

// inFlight bounds how many sections are asked for at once.
const inFlight = 8

// Fetch reads the whole catalogue of an endpoint, named by its name or URL. It
// is all or nothing: one section that can't be read fails it, with an error that
// names the section. An endpoint without API v2 is complete without it.
func Fetch(ctx context.Context, source Source, endpoint string, now time.Time) (*Catalog, error) {
	parts, err := fetchIndexes(ctx, source)
	if err != nil {
		return nil, err
	}
	ops, err := fetchSections(ctx, source, parts)
	switch {
	case err != nil:
		return nil, err
	case len(ops) == 0:
		return nil, errors.New("the endpoint publishes no operations")
	}
	return New(endpoint, now, ops), nil
}

// fetchIndexes lists the sections of both APIs.
func fetchIndexes(ctx context.Context, source Source) ([]part, error) {
	var parts []part
	for _, branch := range []string{"", "/v2"} {
		body, err := source.Published(ctx, branch+"/")
		if branch != "" && errors.Is(err, ErrAbsent) {
			continue
		}
		var more []part
		if err == nil {
			more, err = readIndex(body, branch)
		}
		if err != nil {
			return nil, fmt.Errorf("reading the index %s/: %w", branch, err)
		}
		parts = append(parts, more...)
	}
	return parts, nil
}

// fetchSections reads sections side by side; the first failure stops the others,
// as do more operations than any endpoint has.
func fetchSections(ctx context.Context, source Source, parts []part) ([]Operation, error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	lists := make([][]Operation, len(parts))
	var wait sync.WaitGroup
	var count atomic.Int64
	free := make(chan struct{}, inFlight)
	for i, p := range parts {
		free <- struct{}{}
		wait.Go(func() {
			defer func() { <-free }()
			var err error
			lists[i], err = fetchSection(ctx, source, p)
			switch {
			case err != nil:
				stop(fmt.Errorf("reading the section %s: %w", p.section, err))
			case count.Add(int64(len(lists[i]))) > maxOperations:
				lists[i] = nil
				stop(fmt.Errorf("the endpoint publishes more than %d operations", maxOperations))
			}
		})
	}
	wait.Wait()
	return slices.Concat(lists...), context.Cause(ctx)
}

func fetchSection(ctx context.Context, source Source, p part) ([]Operation, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	body, err := source.Published(ctx, p.file)
	if err != nil {
		return nil, err
	}
	return readSchema(body, p)
}
