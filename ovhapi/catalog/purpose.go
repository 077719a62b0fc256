package catalog

import (
	"slices"
	"strings"

	"ovh-tokens/ovhapi/rule"
)

// purposes tells what people call a part of the API whose routes and descriptions
// say it in other words: by one or two segments of a path, in lower case. Every
// word is one that somebody would type.
var purposes = map[string]string{ //nolint:gosec // words to search by, none is a secret
	"reverse":           "reverse dns rdns ptr",
	"domain/zone":       "dns zone nameserver",
	"record":            "dns record txt cname mx acme challenge",
	"refresh":           "publish apply",
	"dynhost":           "dynamic dns dyndns ddns",
	"dnssec":            "dns signing ds",
	"nameserver":        "ns dns delegation",
	"authinfo":          "transfer code epp auth code",
	"outgoingtransfer":  "transfer out domain",
	"redirection":       "forward alias redirect",
	"bill":              "invoice billing invoices",
	"order":             "buy purchase pay",
	"payment":           "credit card pay billing",
	"consumption":       "usage cost billing",
	"deposit":           "billing payment",
	"api/credential":    "token key consumer key api key",
	"api/application":   "application key api key",
	"api/oauth2":        "service account client",
	"iam/policy":        "rights permission access service account",
	"identity/user":     "users accounts people",
	"accessrestriction": "two factor 2fa mfa totp ip restriction login",
	"sshkey":            "ssh public key",
	"cloud/project":     "public cloud openstack",
	"instance":          "virtual machine vm server compute",
	"kube":              "kubernetes k8s cluster mks",
	"kubeconfig":        "kubernetes admin config",
	"nodepool":          "kubernetes worker nodes autoscaling",
	"database":          "postgresql mysql redis kafka managed database",
	"storage":           "object storage s3 swift bucket container",
	"s3credentials":     "s3 access key object storage",
	"snapshot":          "backup image",
	"volume":            "block storage disk",
	"floatingip":        "public ip address",
	"loadbalancer":      "load balancer octavia lb",
	"iploadbalancing":   "load balancer lb",
	"containerregistry": "docker registry harbor images",
	"dedicated/server":  "baremetal bare metal server machine",
	"reboot":            "restart",
	"reinstall":         "install os operating system",
	"boot":              "netboot rescue",
	"ipmi":              "kvm console",
	"vps":               "virtual private server vm",
	"firewall":          "filter ports network security",
	"mitigation":        "ddos protection",
	"move":              "failover ip migrate",
	"vrack":             "private network vlan",
	"email":             "mail mailbox",
	"hosting/web":       "website web hosting php ftp",
	"ssl":               "certificate https tls",
	"sms":               "text message notification",
	"dbaas/logs":        "logs data platform graylog opensearch",
	"support/tickets":   "help request ticket",
	"serviceinfos":      "renewal expiry autorenew",
	"changecontact":     "owner admin billing contact nic",
	"terminate":         "cancel end resiliate delete service",
	"task":              "progress status operation",
	"monitoring":        "metrics graph alert",
	"notification":      "mail alert message",
}

// known tells what people call a few operations that are looked for more than any
// other of that name, by their rule: these go first. A word of it may be typed in
// part.
var known = map[string]string{ //nolint:gosec // words to search by, none is a secret
	"GET /me/api/credential":      "token tokens list key keys",
	"DELETE /me/api/credential/*": "revoke delete remove token key",
	"GET /me/bill":                "invoice invoices",
}

// knownFrom is from how many letters on a word can be part of such a name.
const knownFrom = 3

// haystack is what a search looks through, in lower case.
type haystack struct {
	tokens   string // the route as rule.Meets takes it
	end      string // what follows its last parameter
	path     string
	words    string // the description
	purpose  string // what the route is good for, in other words
	known    string // what the operation is called before all others
	all      string
	segments int
}

// haystacks prepares every operation once. Operations of one path share their
// texts.
func haystacks(ops []Operation) []haystack {
	list := make([]haystack, len(ops))
	for i, op := range ops {
		h := &list[i]
		if i > 0 && ops[i-1].Path == op.Path {
			*h = list[i-1]
		} else {
			h.tokens, h.path, h.segments = rule.Tokens(op.Path), strings.ToLower(op.Path), strings.Count(op.Path, "/")
			h.end = h.tokens
			if last := strings.LastIndex(h.tokens, rule.Parameter); last >= 0 {
				h.end = h.tokens[last+len(rule.Parameter):]
			}
			h.purpose = purposeOf(h.path)
		}
		h.words, h.known = strings.ToLower(op.Description), known[string(op.Method)+" "+openPath(op.Path)]
		h.all = h.path + "\n" + h.words + "\n" + h.purpose + "\n" + h.known
	}
	return list
}

// isKnownAs reports whether all words of a search are what the operation is called
// before all others.
func (h *haystack) isKnownAs(words []string) bool {
	return h.known != "" && !slices.ContainsFunc(words, func(word string) bool {
		return len(word) < knownFrom || !strings.Contains(" "+h.known, " "+word)
	})
}

// purposeOf gathers the words of every segment of a path, and of every two.
func purposeOf(path string) string {
	var b strings.Builder
	before := ""
	for segment := range strings.SplitSeq(strings.TrimPrefix(path, "/"), "/") {
		for _, name := range []string{segment, before + "/" + segment} {
			if words := purposes[name]; words != "" {
				b.WriteByte(' ')
				b.WriteString(words)
			}
		}
		before = segment
	}
	return b.String()
}
