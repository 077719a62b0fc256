package shell

import (
	"slices"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
)

// Holdings is what is known of the keys in this machine's files: which token
// each of them is, and where it stands. It begins empty, since the files are
// looked through only when the user says so; which key belongs to which token
// then stays true, while the places may be read anew at any time. It belongs to
// Update, as the rest of Env.
type Holdings struct {
	// Looked is set once the files have been looked through in this run.
	Looked bool
	// Files were named by the user, in this run or before, beside those that are
	// always read.
	Files []string
	// Unsure is set when some key could not be asked which token it is, so that
	// a token that was not found may be that one.
	Unsure bool

	before []string // those of Files that were named in an earlier run
	named  []string // those that the next run looks through too
	found  []config.Holding
	tokens map[keyAt]int64
}

// keyAt is a consumer key at the endpoint it belongs to.
type keyAt struct {
	url string
	key ovhapi.Secret
}

func at(h config.Holding) keyAt { return keyAt{h.Profile.Endpoint.URL, h.Key} }

// Found takes in what stands in the files now.
func (h *Holdings) Found(found []config.Holding) { h.Looked, h.found = true, found }

// Identified notes which token a key is.
func (h *Holdings) Identified(of config.Holding, id int64) {
	if h.tokens == nil {
		h.tokens = map[keyAt]int64{}
	}
	h.tokens[at(of)] = id
}

// Placed takes in where one key stands, and which token it is: it was just written
// there. The files need not have been looked through for that.
func (h *Holdings) Placed(one config.Holding, id int64) {
	h.found = slices.DeleteFunc(slices.Clone(h.found), func(known config.Holding) bool { return at(known) == at(one) })
	h.found = append(h.found, one)
	h.Identified(one, id)
}

// Same reports whether the files say what was known before.
func (h *Holdings) Same(found []config.Holding) bool {
	return slices.EqualFunc(h.found, found, func(a, b config.Holding) bool {
		return at(a) == at(b) && slices.Equal(a.Places, b.Places)
	})
}

// Holding returns the key of a token of the account in use, with its places, if
// a look through the files has found it.
func (e *Env) Holding(id int64) (config.Holding, bool) {
	if e.Client == nil {
		return config.Holding{}, false
	}
	url := e.Client.Endpoint().URL
	keys := e.Keys()
	for _, h := range keys.found {
		if known, ok := keys.tokens[at(h)]; ok && known == id && h.Profile.Endpoint.URL == url {
			return h, true
		}
	}
	return config.Holding{}, false
}

// Places says where the key of a token stands on this machine, as far as that is
// known: that of the token in use is, without a look through the files. A line
// that has no effect says so.
func (e *Env) Places(t ovhapi.Token) []string {
	var places []string
	if h, ok := e.Holding(t.ID); ok {
		for _, p := range h.Places {
			places = append(places, PlaceText(p))
		}
	}
	if t.Current && e.Machine != nil && !e.Machine.Active.ConsumerKey.Secret.Empty() {
		if own := e.Machine.Active.ConsumerKey.Origin.String(); !slices.Contains(places, own) {
			places = slices.Insert(places, 0, own)
		}
	}
	return places
}

// PlaceText names a place, and says when a key has no effect there.
func PlaceText(p config.FoundKey) string {
	if p.Shadowed {
		return p.Origin.String() + " (no effect there)"
	}
	return p.Origin.String()
}

// FocusMsg asks the first screen to put the cursor on a token.
type FocusMsg struct{ ID int64 }
