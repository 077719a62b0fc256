package cli

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"ovh-tokens/ovhapi"
)

// metrics writes what a check has found in the text format of Prometheus
// (prometheus.io/docs/instrumenting/exposition_formats). A check that could not be
// made leaves out what it does not know.
func (f *checked) metrics(at time.Time) []byte {
	var b strings.Builder
	family := func(name, help string, samples ...string) {
		if len(samples) == 0 {
			return
		}
		fmt.Fprintf(&b, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name)
		for _, sample := range samples {
			b.WriteString(name + sample + "\n")
		}
	}
	number := func(labels string, v int64) string { return labels + " " + strconv.FormatInt(v, 10) }
	is := func(v bool) int64 {
		if v {
			return 1
		}
		return 0
	}
	where := labels("endpoint", f.endpoint, "account", f.account)
	family("ovh_tokens_check_timestamp_seconds", "When the check was made.", number("", at.Unix()))
	family("ovh_tokens_check_complete", "Whether everything could be looked at.", number(where, is(f.complete)))
	if f.complete || f.broken {
		family("ovh_tokens_check_ok", "Whether nothing was found.", number(where, is(f.OK)))
		family("ovh_tokens_current_works", "Whether the token in use works.", number(where, is(f.Current.Works)))
	}
	if f.complete {
		family("ovh_tokens_expiring", "Tokens that expire within the span that was asked for.", number(where, int64(len(f.tokens))))
	}
	if e := f.Current.Expiration; e != nil {
		family("ovh_tokens_current_expiration_timestamp_seconds", "When the token in use expires.", number(where, e.Unix()))
	}
	var ends, states []string
	for _, t := range f.tokens {
		ends = append(ends, number(labels(
			"endpoint", f.endpoint, "account", f.account, "credential_id", strconv.FormatInt(t.ID, 10), "application", t.Name(),
		), t.Expiration.Unix()))
	}
	family("ovh_tokens_expiration_timestamp_seconds", "When each token expires that will soon.", ends...)
	for _, state := range ovhapi.States() {
		if len(f.counted) > 0 {
			states = append(states, number(labels("endpoint", f.endpoint, "account", f.account, "state", string(state)), int64(f.counted[state])))
		}
	}
	family("ovh_tokens_tokens", "Tokens that were looked at, by their state.", states...)
	return []byte(b.String())
}

// labelValue escapes what may not stand in a label.
var labelValue = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)

// labels writes pairs of names and values, those without a value left out.
func labels(pairs ...string) string {
	var list []string
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			list = append(list, pairs[i]+`="`+labelValue.Replace(pairs[i+1])+`"`)
		}
	}
	if len(list) == 0 {
		return ""
	}
	return "{" + strings.Join(list, ",") + "}"
}
