// Package verdict puts into words what became of a request for a token: what was
// really granted beside what was asked for, or why there is no token. It knows no
// screen; the commands say the same.
package verdict

import (
	"fmt"
	"strings"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/when"
)

// Tone is how a line is meant.
type Tone int

// The tones.
const (
	Plain   Tone = iota
	Good         // as it was meant
	Caution      // most likely not meant
	Bad          // not what was asked for, or of no use
)

// Line is one sentence. Its text is fit for a terminal.
type Line struct {
	// Label says what the line is about, "" where it goes on with the one above or
	// stands for itself.
	Label string
	Tone  Tone
	// In tells how far the line is set in below the one above: 0 or 1.
	In   int
	Text string
}

// Soon is the lifetime up to which a token is said loudly to end. The page
// proposes one day, and many a token is made for longer than that.
const Soon = 24*time.Hour + 5*time.Minute

// KeepLonger is what to do about a token that ends too soon.
const KeepLonger = "To keep it longer, ask again and choose another validity on the page."

// Account says whose token it is. inUse is the account that is worked with, "" where
// the token is not meant for it.
func Account(got ovhapi.Verified, inUse string) []Line {
	if got.Account == "" {
		return []Line{{Tone: Good, Text: "Validated."}, {Tone: Caution, Text: "Whose token it is could not be asked."}}
	}
	list := []Line{{Tone: Good, Text: "Validated by " + got.Account + "."}}
	if inUse != "" && got.Account != inUse {
		list = append(list, Line{Tone: Caution, Text: "Another account: the token belongs to " + got.Account + ", not to " + inUse +
			", which is in use here. It is not in this account's list."})
	}
	return list
}

// Short reports whether the token ends sooner than most people expect.
func Short(got ovhapi.Verified) bool {
	return got.Credential.Expiration != nil && got.Lifetime <= Soon
}

// Until says how long the token is valid, without a capital or stop.
func Until(got ovhapi.Verified) string {
	if e := got.Credential.Expiration; e != nil {
		return "until " + when.Exact(e)
	}
	return "until it is revoked"
}

// Validity says how long the token lasts.
func Validity(got ovhapi.Verified) Line {
	switch life := got.Lifetime; {
	case got.Credential.Expiration == nil:
		return Line{Text: "Valid without limit, until it is revoked."}
	case life <= 0: // by the minute
		return Line{Tone: Bad, Text: "It expires at once: " + when.Exact(got.Credential.Expiration) + ". " + KeepLonger}
	case Short(got):
		return Line{Tone: Caution, Text: "Valid for " + when.Lifetime(life) + " only, " + Until(got) + ". " + KeepLonger}
	default:
		return Line{Text: "Valid for " + when.Lifetime(life) + ", " + Until(got) + "."}
	}
}

// Unfit reports whether the token cannot take the place of another.
func Unfit(of *ovhapi.Replacing, got ovhapi.Verified) bool {
	return of != nil && (of.Account != "" && got.Account != "" && got.Account != of.Account || len(got.Missing) > 0 || got.AddressesDiffer)
}

// Rules compares granted and asked rules.
func Rules(asked rule.Set, got ovhapi.Verified) []Line {
	missing, extra, n := got.Missing, got.Extra, len(asked)
	first := Line{Label: "Rules"}
	switch {
	case len(missing) == 0 && n == 1:
		first.Text = "The one rule was granted."
	case len(missing) == 0 && n == 2:
		first.Text = "Both rules were granted."
	case len(missing) == 0:
		first.Text = fmt.Sprintf("All %d rules were granted.", n)
	default:
		first.Tone, first.Text = Bad, fmt.Sprintf("%d of %d %s not granted:", len(missing), n, were(len(missing)))
	}
	list := append([]Line{first}, listed(missing, Bad)...)
	if len(extra) > 0 {
		list = append(list, Line{Tone: Caution, Text: fmt.Sprintf("%d %s granted that nobody asked for:", len(extra), were(len(extra)))})
		list = append(list, listed(extra, Caution)...)
	}
	return list
}

func were(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

// listed lists rules, and says of a path what the eye would miss.
func listed(set rule.Set, tone Tone) []Line {
	var list []Line
	for _, r := range set {
		text := plain.Text(r.String())
		if strings.HasSuffix(r.Path, " ") {
			text += " (ends in a blank)"
		}
		list = append(list, Line{Tone: tone, In: 1, Text: text})
	}
	return list
}

// Addresses compares the addresses the token works from with those asked for.
func Addresses(asked []string, got ovhapi.Verified) []Line {
	granted := addresses(got.Credential.AllowedIPs)
	if !got.AddressesDiffer {
		return []Line{{Label: "Addresses", Text: granted + ", as asked"}}
	}
	return []Line{
		{Label: "Addresses", Tone: Bad, Text: "Not as asked: works from " + granted + "."},
		{Text: "Asked for: " + addresses(asked) + "."},
	}
}

func addresses(blocks []string) string {
	if !(ovhapi.Credential{AllowedIPs: blocks}).Restricted() {
		return "any address"
	}
	return plain.Text(strings.Join(blocks, ", "))
}

// Over says why there is no token. worked is set when it had been validated.
func Over(state ovhapi.RequestState, worked bool) Line {
	switch {
	case worked && state == ovhapi.RequestExpired:
		return Line{Tone: Bad, Text: "The token has expired. It can no longer be used."}
	case worked:
		return Line{Tone: Bad, Text: "The token no longer exists: it was revoked. It can no longer be used."}
	case state == ovhapi.RequestRefused:
		return Line{Tone: Bad, Text: "The request was refused on the page. Nothing was granted."}
	case state == ovhapi.RequestDenied:
		return Line{Tone: Bad, Text: "The request was probably refused on the page: the account lists a refused token like it. Nothing was granted."}
	case state == ovhapi.RequestExpired:
		return Line{Tone: Bad, Text: "The request has expired: nobody authorized it in time. Nothing was granted."}
	}
	return Line{Tone: Bad, Text: "OVH no longer knows the request: nobody authorized it in time, or it was removed. Nothing was granted."}
}

// Untrusted says what is wrong with a validation page that is never opened
// (ovhapi.PageRefused). host is what ovhapi.JudgePage gave.
func Untrusted(page, host string) string {
	switch {
	case host == "":
		return "The page is not opened: its address names no host, or a login as well. Do not log in there."
	case !strings.HasPrefix(page, "https:"):
		return "The page is not opened: " + host + " is not reached by https, so others could read along. Do not log in there."
	}
	return "The page is not opened: its address cannot be trusted. Do not log in there."
}
