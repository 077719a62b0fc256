package doctor

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/diagnosis"
	"ovh-tokens/ovhapi/plain"
)

// How far the clocks may be apart. Clients of OVH's correct theirs by GET
// /auth/time; those that do not are refused, after a minute as users of
// ovh/java-ovh#6 tell.
const (
	clockFine  = 5 * time.Second
	clockTaken = 30 * time.Second
)

// askAPI makes the checks that need the network.
func (e *exam) askAPI(ctx context.Context) {
	var err error
	switch {
	case len(e.active.Missing()) == 3 && e.active.EndpointOrigin == (config.Origin{}):
		err = errors.New("there are no keys to ask about")
	case e.active.Endpoint.URL == "":
		err = errors.New("no usable endpoint is named")
	default:
		e.client, err = e.Connect(e.active)
	}
	if err != nil {
		e.skip("api", "OVH was not asked: "+plain.Text(err.Error())+".")
		return
	}
	if !e.reach(ctx) || ctx.Err() != nil {
		return
	}
	if e.active.ApplicationKey.Text == "" {
		e.skip("application", "There is no application key to ask about.")
		return
	}
	if !e.application(ctx) || ctx.Err() != nil {
		return
	}
	if missing := e.active.Missing(); len(missing) > 0 {
		e.skip("token", "Nothing can be signed without "+strings.Join(missing, " and ")+".")
		return
	}
	e.token(ctx)
}

// reach asks the endpoint for the time: that tells whether it can be reached,
// through what, and how far the clocks are apart.
func (e *exam) reach(ctx context.Context) bool {
	proxy := e.proxy()
	started := time.Now()
	skew, err := e.client.Skew(ctx)
	took := time.Since(started).Round(time.Millisecond)
	if err != nil {
		e.unreachable(err, proxy)
		return false
	}
	endpoint := e.client.Endpoint()
	e.pass("endpoint", fmt.Sprintf("%s answers, in %d ms.", plain.Text(endpoint.Short()), took.Milliseconds()))
	e.ruleOut(diagnosis.Network)
	if proxy != "" {
		e.pass("proxy", "Calls go through the proxy "+proxy+".")
	} else {
		e.pass("proxy", "Calls go straight to OVH, as far as this machine's settings tell.")
	}
	if strings.HasPrefix(endpoint.URL, "https:") {
		e.pass("tls", "The endpoint's certificate is trusted.")
		e.ruleOut(diagnosis.OldCertificates)
	} else {
		e.skip("tls", "The endpoint is on this machine and speaks plain HTTP.")
	}
	e.clock(skew)
	return true
}

// proxy is the host of the proxy that calls go through, or "".
func (e *exam) proxy() string {
	u, err := url.Parse(e.client.Endpoint().URL)
	if err != nil {
		return ""
	}
	through, err := e.Proxy(&http.Request{URL: u})
	switch {
	case err != nil:
		// Its text may hold the proxy's password.
		e.warn("proxy", "The proxy that the environment names can't be understood.", "Write HTTPS_PROXY as http://HOST:PORT.", "env | grep -io '^https\\?_proxy'")
		return ""
	case through == nil:
		return ""
	}
	return plain.Text(through.Host)
}

// unreachable tells why the endpoint gave no answer of its own.
func (e *exam) unreachable(err error, proxy string) {
	advice := ovhapi.Advise(err)
	name, symptom := "endpoint", diagnosis.Of(err)
	if _, untrusted := errors.AsType[*tls.CertificateVerificationError](err); untrusted {
		name, symptom = "tls", diagnosis.Untrusted
	}
	message := strings.TrimSpace(advice.What + " " + advice.Why)
	if proxy != "" {
		message += " Calls go through the proxy " + proxy + "."
	}
	e.fail(name, message, advice.Next, askTime(e.client.Endpoint().URL))
	e.suspect(symptom)
	switch {
	case symptom == diagnosis.Offline && proxy == "":
		e.ruleOut(diagnosis.ProxyInTheWay)
		if e.text.Symptom == diagnosis.NotTold {
			e.prove(diagnosis.Network, message)
		}
	case symptom == diagnosis.Unavailable:
		e.prove(diagnosis.OVHDown, message)
	}
	e.skip("clock", "Without an answer the clock can't be compared.")
	e.skip("token", "Without an answer the keys can't be tried.")
}

// clock judges how far the server's clock is ahead of this machine's.
func (e *exam) clock(skew time.Duration) {
	off := skew.Abs().Round(time.Second)
	side := "behind"
	if skew < 0 {
		side = "ahead of"
	}
	said := fmt.Sprintf("This machine's clock is %d s %s OVH's.", int(off.Seconds()), side)
	switch {
	case off <= clockFine:
		e.pass("clock", "This machine's clock agrees with OVH's.")
		if e.text.Symptom != diagnosis.WrongTime {
			e.ruleOut(diagnosis.Clock)
		}
	case off <= clockTaken:
		e.pass("clock", said)
	default:
		e.warn("clock", said+" This program makes up for it; tools that sign with the machine's own clock are refused.", "Set the clock by NTP.", e.setClock())
		switch e.text.Symptom {
		case diagnosis.NotTold, diagnosis.WrongTime, diagnosis.WrongSignature, diagnosis.BadRequest:
			e.prove(diagnosis.Clock, said)
		default:
		}
	}
}
