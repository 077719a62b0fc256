package config

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"ovh-tokens/ovhapi/plain"
)

// The keys of an ovh.conf section, as go-ovh v1.9.0 (ovh/configuration.go) and
// ovhcloud-cli (internal/config) read them.
const (
	keyEndpoint     = "endpoint"
	keyProfile      = "profile"
	keyApplication  = "application_key"
	keySecret       = "application_secret"
	keyConsumer     = "consumer_key"
	keyClient       = "client_id"
	keyClientSecret = "client_secret"
	keyAccessToken  = "access_token"
)

const (
	defaultSection = "default"
	profilePrefix  = "profile:"
	cliSection     = "ovh-cli"
	// plainProfile is ovhcloud-cli's name for "no profile": the endpoint's own
	// section, whatever OVH_PROFILE or [default] profile= say.
	plainProfile = "default"
)

// EnvironmentProfile is the name of the profile whose keys come, all or in
// part, from OVH_* variables.
const EnvironmentProfile = "environment"

// credentialKeys authenticate; the others only choose.
var credentialKeys = []string{keyApplication, keySecret, keyConsumer, keyClient, keyClientSecret, keyAccessToken}

// knownKeys are those that some tool reads; default_cloud_project and region
// are ovhcloud-cli's own.
var knownKeys = append([]string{keyEndpoint, keyProfile, "default_cloud_project"}, credentialKeys...)

// shortNames are spellings other tools use for the same things.
var shortNames = map[string]string{
	"appkey": keyApplication, "ak": keyApplication, "apikey": keyApplication,
	"appsecret": keySecret, "as": keySecret, "apisecret": keySecret,
	"ck": keyConsumer, "consumersecret": keyConsumer, "consumertoken": keyConsumer,
}

// variable is the environment variable that stands for a key.
func variable(key string) string { return "OVH_" + strings.ToUpper(key) }

// nearest returns the known name that text was probably meant to be, or "" when
// text is itself known or resembles nothing.
func nearest(text string, known []string) string {
	bare := squash(text)
	best, distance := "", 3
	for _, k := range known {
		if k == text {
			return ""
		}
		d := edits(bare, squash(k))
		if d < distance && (d == 0 || len(bare) >= 6) {
			best, distance = k, d
		}
	}
	return best
}

// nearestKey is nearest for the keys of a section, with the abbreviations and
// the variables' prefix that people carry over from elsewhere.
func nearestKey(text string) string {
	for _, k := range knownKeys {
		if k == text {
			return ""
		}
	}
	bare := strings.TrimPrefix(squash(text), "ovh")
	if k, ok := shortNames[bare]; ok {
		return k
	}
	return nearest(bare, knownKeys)
}

// squash keeps letters and digits, in lower case.
func squash(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// edits counts the insertions, deletions and replacements between two short
// texts. Texts of very different length are told apart without counting.
func edits(a, b string) int {
	if d := len(a) - len(b); d > 3 || d < -3 {
		return 4
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// maxQuoted is how many runes of a foreign text are repeated in a message.
const maxQuoted = 60

// quotable makes a name from outside fit for a message: one line, not long, and
// nothing at all of it when it might be a key that stands in the wrong place.
func quotable(name string) string {
	if looksSecret(name) {
		return "…"
	}
	name = plain.Text(name)
	if utf8.RuneCountInString(name) > maxQuoted {
		name = string([]rune(name)[:maxQuoted]) + "…"
	}
	return name
}

// inBrackets writes a section as the file does.
func inBrackets(section string) string { return "[" + quotable(section) + "]" }

// looksSecret reports whether text holds a run of letters and digits as long as
// the shortest key, with a digit in it, or twice as long without.
func looksSecret(text string) bool {
	run, digits := 0, 0
	for i := range len(text) {
		c := text[i]
		switch {
		case c >= '0' && c <= '9':
			run, digits = run+1, digits+1
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			run++
		default:
			run, digits = 0, 0
		}
		if run >= 16 && digits > 0 || run >= 32 {
			return true
		}
	}
	return false
}
