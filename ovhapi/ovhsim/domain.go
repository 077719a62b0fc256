package ovhsim

import (
	"cmp"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
)

// zone is a DNS zone with its records.
type zone struct {
	records map[int64]wireRecord
	last    int64
}

// wireRecord is domain.zone.Record.
type wireRecord struct {
	ID        int64  `json:"id"`
	Zone      string `json:"zone"`
	FieldType string `json:"fieldType"`
	SubDomain string `json:"subDomain"`
	Target    string `json:"target"`
	TTL       int    `json:"ttl"`
}

// inventZones makes the two zones of the account.
func inventZones() map[string]*zone {
	out := map[string]*zone{}
	for i, name := range []string{"example.net", "apps.example.net"} {
		z := &zone{records: map[int64]wireRecord{}, last: int64(5_200_000_000 + 1000*i)}
		out[name] = z
		z.add(wireRecord{Zone: name, FieldType: "NS", Target: "dns100.ovh.ca."})
		z.add(wireRecord{Zone: name, FieldType: "A", Target: "203.0.113.21", TTL: 3600})
		z.add(wireRecord{Zone: name, FieldType: "CNAME", SubDomain: "www", Target: name + "."})
		z.add(wireRecord{Zone: name, FieldType: "TXT", SubDomain: "_acme-challenge", Target: "\"left behind\"", TTL: 60})
	}
	return out
}

func (z *zone) add(r wireRecord) wireRecord {
	z.last++
	r.ID = z.last
	z.records[r.ID] = r
	return r
}

// domainRoutes are enough of /domain for an ACME client and for the rules people
// grant.
func domainRoutes() []route {
	filter := []parameter{{"fieldType", "zone.NamedResolutionFieldTypeEnum", "Filter the value of fieldType property (=)"}, {"subDomain", "string", "Filter the value of subDomain property (=)"}}
	return joined([]route{
		{method: "GET", path: "/domain", about: "List available services", response: "string[]", handle: listZones},
		{method: "GET", path: "/domain/zone", about: "List available services", response: "string[]", handle: listZones},
		{method: "GET", path: "/domain/zone/{zoneName}", about: "Get this object properties", response: "domain.zone.Zone", handle: showZone},
		{method: "GET", path: "/domain/zone/{zoneName}/record", about: "Records of the zone", response: "long[]", query: filter, handle: listRecords},
		{method: "POST", path: "/domain/zone/{zoneName}/record", about: "Create a new DNS record (refresh the zone afterwards)", response: "domain.zone.Record", body: "domain.zone.Record", handle: addRecord},
		{method: "GET", path: "/domain/zone/{zoneName}/record/{id}", about: "Get this object properties", response: "domain.zone.Record", handle: showRecord},
		{method: "PUT", path: "/domain/zone/{zoneName}/record/{id}", about: "Alter this object properties", response: "void", body: "domain.zone.Record", handle: editRecord},
		{method: "DELETE", path: "/domain/zone/{zoneName}/record/{id}", about: "Delete a DNS record (refresh the zone afterwards)", response: "void", handle: deleteRecord},
		{method: "POST", path: "/domain/zone/{zoneName}/refresh", about: "Apply zone modification on DNS servers", response: "void", handle: refreshZone},
	}, zoneRoutes(), registrationRoutes(), []route{
		{method: "GET", path: "/domain/{serviceName}", about: "Get this object properties", response: "domain.Domain", handle: showDomain},
	})
}

func listZones(c *call) answer {
	if c.token.Owner != Owner {
		return ok([]string{})
	}
	return ok(slices.Sorted(maps.Keys(c.zones)))
}

// inZone runs a handler on the zone in the path.
func (c *call) inZone(name string, do func(z *zone) answer) answer {
	z := c.zones[c.vars[name]]
	if z == nil || c.token.Owner != Owner {
		return refuse(noSuchService)
	}
	return do(z)
}

func showZone(c *call) answer {
	return c.inZone("zoneName", func(*zone) answer {
		return ok(map[string]any{"name": c.vars["zoneName"], "hasDnsAnycast": false, "dnssecSupported": true, "nameServers": []string{"dns100.ovh.ca", "ns100.ovh.ca"}})
	})
}

func showDomain(c *call) answer {
	return c.inZone("serviceName", func(*zone) answer {
		return ok(map[string]any{"domain": c.vars["serviceName"], "nameServerType": "hosted", "offer": "gold", "transferLockStatus": "locked"})
	})
}

func listRecords(c *call) answer {
	return c.inZone("zoneName", func(z *zone) answer {
		ids := []int64{}
		for _, id := range slices.Sorted(maps.Keys(z.records)) {
			r := z.records[id]
			kind, sub := c.query.Get("fieldType"), c.query.Get("subDomain")
			if (kind == "" || kind == r.FieldType) && (!c.query.Has("subDomain") || sub == r.SubDomain) {
				ids = append(ids, id)
			}
		}
		return ok(ids)
	})
}

func addRecord(c *call) answer {
	return c.inZone("zoneName", func(z *zone) answer {
		var r wireRecord
		if err := json.Unmarshal(c.body, &r); err != nil {
			return refuse(badParameter("Invalid JSON received"))
		}
		if r.FieldType == "" || r.Target == "" {
			return refuse(badParameter("Missing parameter: %s", cmp.Or(map[bool]string{true: "fieldType"}[r.FieldType == ""], "target")))
		}
		r.Zone = c.vars["zoneName"]
		return ok(z.add(r))
	})
}

// onRecord runs a handler on the record in the path.
func (c *call) onRecord(do func(z *zone, r wireRecord) answer) answer {
	return c.inZone("zoneName", func(z *zone) answer {
		id, no := number("id", c.vars["id"])
		if no != nil {
			return refuse(*no)
		}
		r, found := z.records[id]
		if !found {
			return refuse(noSuchObject("id", id))
		}
		return do(z, r)
	})
}

func showRecord(c *call) answer {
	return c.onRecord(func(_ *zone, r wireRecord) answer { return ok(r) })
}

func editRecord(c *call) answer {
	return c.onRecord(func(z *zone, r wireRecord) answer {
		kept := r
		if err := json.Unmarshal(c.body, &r); err != nil {
			return refuse(badParameter("Invalid JSON received"))
		}
		r.ID, r.Zone, r.FieldType = kept.ID, kept.Zone, kept.FieldType // read-only
		z.records[r.ID] = r
		return ok(nil)
	})
}

func deleteRecord(c *call) answer {
	return c.onRecord(func(z *zone, r wireRecord) answer {
		delete(z.records, r.ID)
		return ok(nil)
	})
}

func refreshZone(c *call) answer {
	return c.inZone("zoneName", func(*zone) answer { return answer{status: http.StatusOK} })
}
