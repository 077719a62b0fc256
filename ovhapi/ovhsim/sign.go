package ovhsim

import (
	"crypto/sha1" //nolint:gosec // the algorithm is OVH's: "$1$" stands for SHA-1
	"crypto/subtle"
	"encoding/hex"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"
)

// Sign returns the value of X-Ovh-Signature (go-ovh v1.9.0, ovh/ovh.go
// NewRequest): url is the whole URL as it is sent, query included, and body the
// exact bytes, empty for none.
func Sign(k Keys, method, url, body string, timestamp int64) string {
	text := strings.Join([]string{k.ApplicationSecret, k.ConsumerKey, method, url, body, strconv.FormatInt(timestamp, 10)}, "+")
	sum := sha1.Sum([]byte(text)) //nolint:gosec // see the import
	return "$1$" + hex.EncodeToString(sum[:])
}

// sentURL is the URL as the client wrote it: the request target is taken as it
// came over the wire, since signing covers its percent-encoding.
func sentURL(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	target := r.RequestURI
	if strings.HasPrefix(target, "http://") || strings.HasPrefix(target, "https://") {
		return target
	}
	return scheme + "://" + r.Host + target
}

// authenticate finds the token behind a signed call and checks everything but
// its state: application key, signature, clock, existence. OVH's own order is
// not documented; this one gives the answers that its users report.
func (c *call) authenticate() (*Credential, *refusal) {
	h := c.r.Header
	consumer, signature := h.Get("X-Ovh-Consumer"), h.Get("X-Ovh-Signature")
	if consumer == "" || signature == "" {
		return nil, &notLoggedIn
	}
	app := c.account.appByKey[h.Get("X-Ovh-Application")]
	if app == nil || app.Deleted {
		return nil, &unknownApplication
	}
	token := c.account.byKey[consumer]
	if c.opt.KeyFirst && token == nil {
		return nil, &unknownCredential
	}
	stamp, err := strconv.ParseInt(h.Get("X-Ovh-Timestamp"), 10, 64)
	if err != nil {
		return nil, &wrongSignature
	}
	k := Keys{ApplicationSecret: app.Secret, ConsumerKey: consumer}
	want := Sign(k, c.r.Method, sentURL(c.r), string(c.body), stamp)
	if subtle.ConstantTimeCompare([]byte(want), []byte(signature)) == 0 {
		return nil, &wrongSignature
	}
	if d := c.now.Sub(time.Unix(stamp, 0)).Abs(); d > c.opt.TimeWindow {
		return nil, &wrongTime
	}
	switch {
	case token == nil:
		return nil, &unknownCredential
	case token.ApplicationID != app.ID:
		// Users report this answer when the consumer key belongs to another
		// application than the key and secret.
		return nil, &wrongSignature
	case app.Status == "blocked":
		return nil, &notGranted
	}
	return token, nil
}

// authorize checks that the token may make this call now.
func (c *call) authorize(t *Credential) *refusal {
	if t.works(c.now) != Validated && (!c.route.self || !c.opt.PendingReads) {
		return &invalidCredential
	}
	if !t.admits(c.source()) {
		// What OVH answers to a foreign address is not known; this is the
		// closest of its known answers.
		return &notGranted
	}
	if c.route.free {
		return nil
	}
	if _, ok := t.Rules.Allows(c.ruleMethod(), c.path); !ok {
		return &notGranted
	}
	if _, denied := c.opt.IAMDenied.Allows(c.ruleMethod(), c.path); denied {
		r := iamRefusal(c.route.iam())
		return &r
	}
	return nil
}

// source is the address the call comes from, invalid when it can't be told.
func (c *call) source() netip.Addr {
	host, _, err := net.SplitHostPort(c.r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	addr, err := netip.ParseAddr(host)
	if err != nil {
		return netip.Addr{}
	}
	return addr.Unmap().WithZone("")
}
