package cli

import (
	"context"
	"time"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/catalog"
)

// endpoint is the one that is worked on, with or without keys for it.
func (s *session) endpoint() (ovhapi.Endpoint, error) {
	m, err := s.machine()
	if err != nil {
		return ovhapi.Endpoint{}, err
	}
	if m.Active.Endpoint.URL != "" {
		return m.Active.Endpoint, nil
	}
	return ovhapi.ParseEndpoint(ovhapi.DefaultEndpoint)
}

// catalogPatience bounds how long a command waits for the list of operations that could
// do without.
const catalogPatience = 15 * time.Second

// operations is the list of what the endpoint can do: the stored one while it is
// fresh, else what the endpoint publishes, for which no key is needed. When that
// cannot be read, an old list is better than none.
func (s *session) operations(ctx context.Context) (*catalog.Catalog, error) {
	e, err := s.endpoint()
	if err != nil {
		return nil, err
	}
	c, err := s.connect(config.Profile{Endpoint: e})
	if err != nil {
		return nil, err
	}
	library := c.Library(s.cache(), time.Now)
	stored, _ := library.Stored() // one that can't be read is fetched anew
	if stored != nil && !library.Old(stored) {
		return stored, nil
	}
	telling := s.reading("Reading the operations of " + e.Short())
	telling.at(0, 0)
	defer telling.end()
	fresh, err := library.Fresh(ctx)
	if fresh != nil {
		return fresh, nil
	}
	if stored != nil && ctx.Err() == nil {
		return stored, nil
	}
	return nil, err
}

// known is the list of operations for a command that says less without it, which
// is then said on stderr.
func (s *session) known(ctx context.Context) *catalog.Catalog {
	waiting, cancel := context.WithTimeout(ctx, catalogPatience)
	defer cancel()
	list, err := s.operations(waiting)
	if err != nil && ctx.Err() == nil {
		s.say("The list of operations could not be read, so which paths there are was not checked. %s", ovhapi.Advise(err).What)
	}
	return list
}
