package shell

// FilterMsg asks the first screen to show only the tokens that a filter matches,
// as if it had been typed there.
type FilterMsg struct{ Text string }
