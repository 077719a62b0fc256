package shell

// AllowedMsg tells every screen which addresses a token works from now, at the
// endpoint with this URL: they were changed, or had been elsewhere. None is any
// address.
type AllowedMsg struct {
	URL       string
	ID        int64
	Addresses []string
}
