package ovhsim

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// zoneRoutes are what can be done with a zone beside its records.
func zoneRoutes() []route {
	const one = "/domain/zone/{zoneName}"
	redirections := shelf{kind: "domain.zone.Redirection", key: "id", needs: []string{"target", "type"}, within: zoneOf}
	logins := shelf{kind: "domain.zone.DynHostLogin", key: "login", needs: []string{"loginSuffix", "password", "subDomain"}, within: zoneOf, fill: newLogin}
	hosts := shelf{kind: "domain.zone.DynHostRecord", key: "id", needs: []string{"ip", "subDomain"}, within: zoneOf}
	return joined(
		redirections.routes(one+"/redirection", "id", shelved{"List redirections", "Send visitors of a name elsewhere", "Show a redirection", "Change a redirection", "Remove a redirection"}),
		logins.routes(one+"/dynHost/login", "login", shelved{"List DynHost logins", "Add a DynHost login", "Show a DynHost login", "Change a DynHost login", "Remove a DynHost login"}),
		hosts.routes(one+"/dynHost/record", "id", shelved{"List DynHost records", "Add a DynHost record", "Show a DynHost record", "Change a DynHost record", "Remove a DynHost record"}),
		[]route{
			{method: "POST", path: one + "/dynHost/login/{login}/changePassword", about: "Set the password of a DynHost login", response: "void", handle: changeLogin(logins)},
			{method: "GET", path: one + "/soa", about: "Show the start of authority", response: "domain.zone.Soa", handle: showSOA},
			{method: "GET", path: one + "/status", about: "Tell whether the zone is deployed, and its faults", response: "domain.zone.ZoneStatus", handle: inThisZone(map[string]any{"isDeployed": true, "errors": []string{}, "warnings": []string{}})},
			{method: "GET", path: one + "/export", about: "Give the zone as text", response: "text", handle: exportZone},
			{method: "GET", path: one + "/dnssec", about: "Tell whether the zone is signed", response: "domain.zone.Dnssec", handle: inThisZone(map[string]any{"status": "disabled"})},
			{method: "GET", path: one + "/capabilities", about: "Tell what the zone can do", response: "domain.zone.Capabilities", handle: inThisZone(map[string]any{"dynHost": true})},
			{method: "GET", path: one + "/serviceInfos", about: "Show dates and renewal of the zone", response: "services.Service", handle: inThisZone(map[string]any{"status": "ok", "contactAdmin": Owner, "contactTech": Owner, "contactBilling": Owner})},
			{method: "POST", path: one + "/reset", about: "Put the zone back to its first records", response: "void", handle: resetZone},
		},
		table(one, inEachZone, []row{
			{"PUT", "/soa", "Change the start of authority", "void"},
			{"POST", "/import", "Replace the zone by a text", "domain.zone.Task"},
			{"POST", "/dnssec", "Sign the zone", "void"},
			{"DELETE", "/dnssec", "Stop signing the zone", "void"},
			{"GET", "/history", "List earlier states of the zone", "datetime[]"},
			{"GET", "/task", "List tasks of the zone", "long[]"},
			{"GET", "/task/{id}", "Show a task of the zone", "domain.zone.Task"},
		}),
	)
}

// zoneOf runs a call where its zone exists.
func zoneOf(c *call, do func() answer) answer {
	return c.inZone("zoneName", func(*zone) answer { return do() })
}

func inEachZone(c *call) answer {
	return zoneOf(c, func() answer { return c.bareAfter(1) })
}

// inThisZone answers the same for every zone. The value must not be changed.
func inThisZone(value any) func(*call) answer {
	return func(c *call) answer {
		return zoneOf(c, func() answer { return ok(value) })
	}
}

// newLogin names a login after its zone and forgets the password, which no
// answer shows.
func newLogin(c *call, it map[string]any) map[string]any {
	zone := c.vars["zoneName"]
	it["login"] = fmt.Sprintf("%s-%v", zone, it["loginSuffix"])
	it["zone"] = zone
	delete(it, "loginSuffix")
	delete(it, "password")
	return nil
}

// changeLogin takes a new password, which nothing here asks for.
func changeLogin(logins shelf) func(*call) answer {
	return func(c *call) answer {
		return logins.holds(len(c.parts)-2)(c, func() answer { return ok(nil) })
	}
}

func showSOA(c *call) answer {
	return zoneOf(c, func() answer {
		return ok(map[string]any{"server": "dns100.ovh.ca.", "email": "tech." + c.vars["zoneName"] + ".", "serial": 2_026_110_100, "refresh": 86_400, "expire": 3_600_000, "nxDomainTtl": 300, "ttl": 3_600})
	})
}

// exportZone writes the records as a zone file has them.
func exportZone(c *call) answer {
	return c.inZone("zoneName", func(z *zone) answer {
		var text strings.Builder
		fmt.Fprintf(&text, "$ORIGIN %s.\n$TTL 3600\n", c.vars["zoneName"])
		for _, id := range slices.Sorted(maps.Keys(z.records)) {
			r := z.records[id]
			name, ttl := r.SubDomain, ""
			if name == "" {
				name = "@"
			}
			if r.TTL > 0 {
				ttl = fmt.Sprint(r.TTL)
			}
			fmt.Fprintf(&text, "%s\t%s\tIN\t%s\t%s\n", name, ttl, r.FieldType, r.Target)
		}
		return ok(text.String())
	})
}

// resetZone leaves the name servers alone.
func resetZone(c *call) answer {
	return c.inZone("zoneName", func(z *zone) answer {
		maps.DeleteFunc(z.records, func(_ int64, r wireRecord) bool { return r.FieldType != "NS" })
		return ok(nil)
	})
}

// registrationRoutes are what can be done with a domain beside its zone.
func registrationRoutes() []route {
	return joined(
		[]route{{method: "GET", path: "/domain/extensions", about: "List the endings that can be registered", response: "string[]", handle: fixed([]string{"ca", "com", "example", "net", "org"})}},
		table("/domain/{serviceName}", inDomain, []row{
			{"PUT", "", "Change settings of the domain", "void"},
			{"GET", "/nameServer", "List name servers of the domain", "long[]"},
			{"POST", "/nameServer", "Add name servers", "domain.Task"},
			{"GET", "/nameServer/{id}", "Show a name server", "domain.nameServer.NameServer"},
			{"DELETE", "/nameServer/{id}", "Remove a name server", "domain.Task"},
			{"POST", "/nameServers/update", "Set all name servers at once", "domain.Task"},
			{"GET", "/dsRecord", "List DS records of the domain", "long[]"},
			{"POST", "/dsRecord", "Set the DS records", "domain.Task"},
			{"GET", "/dsRecord/{id}", "Show a DS record", "domain.DnssecKey"},
			{"GET", "/glueRecord", "List name servers below the domain", "string[]"},
			{"POST", "/glueRecord", "Add a name server below the domain", "domain.Task"},
			{"GET", "/glueRecord/{host}", "Show a name server below the domain", "domain.GlueRecord"},
			{"DELETE", "/glueRecord/{host}", "Remove a name server below the domain", "domain.Task"},
			{"GET", "/task", "List tasks of the domain", "long[]"},
			{"GET", "/task/{id}", "Show a task of the domain", "domain.Task"},
			{"POST", "/changeContact", "Begin a change of contacts", "long[]"},
			{"PUT", "/serviceInfos", "Change renewal of the domain", "void"},
		}),
	)
}

func inDomain(c *call) answer {
	return c.inZone("serviceName", func(*zone) answer { return c.bareAfter(1) })
}
