package ovhsim

import (
	"strings"
	"sync"
)

// route is one operation: how to recognise it, how to answer it, and what the
// catalogue says about it.
type route struct {
	method   string
	path     string // "/me/api/credential/{credentialId}"
	about    string
	response string // the type in the catalogue
	body     string // the type of the body, where it has one
	query    []parameter
	state    string // PRODUCTION when empty
	open     bool   // answers without a signature
	free     bool   // needs no access rule
	self     bool   // a key that is not valid may call it under PendingReads
	handle   func(*call) answer
	parts    []string
}

// parameter is a query parameter in the catalogue.
type parameter struct{ name, kind, about string }

// iam is the name of the action in IAM policies: product, path, verb.
func (r *route) iam() string {
	verb := map[string]string{"GET": "get", "POST": "create", "PUT": "edit", "DELETE": "delete"}[r.method]
	var fixed []string
	for _, p := range r.parts {
		if !strings.HasPrefix(p, "{") {
			fixed = append(fixed, p)
		}
	}
	product := "account"
	if len(fixed) > 0 && fixed[0] == "me" {
		product = "account:apiovh"
	} else if len(fixed) > 0 {
		product = fixed[0] + ":apiovh"
	}
	return product + ":" + strings.Join(fixed, "/") + "/" + verb
}

// sections are the route tables, in the order of the catalogue's index.
func sections() [][]route {
	return [][]route{authRoutes(), meRoutes(), billingRoutes(), peopleRoutes(), domainRoutes(), ipRoutes(), cloudRoutes(), otherRoutes(), v2Routes()}
}

// routes is every operation of the server, built once.
var routes = sync.OnceValue(buildRoutes)

func buildRoutes() []route {
	var all []route
	for _, section := range sections() {
		for _, r := range section {
			r.parts = strings.Split(strings.TrimPrefix(r.path, "/"), "/")
			all = append(all, r)
		}
	}
	return all
}

// findRoute returns the operation for a call and its path parameters. A fixed
// path wins over one with parameters because it stands first in its table.
func findRoute(method string, parts []string) (*route, map[string]string) {
	if r := catalogueRoute(method, parts); r != nil {
		return r, nil
	}
	all := routes()
	for i := range all {
		if all[i].method != method {
			continue
		}
		if vars, ok := fit(all[i].parts, parts); ok {
			return &all[i], vars
		}
	}
	return nil, nil
}

// fit matches the parts of a path against a template.
func fit(template, parts []string) (map[string]string, bool) {
	if len(template) != len(parts) {
		return nil, false
	}
	var vars map[string]string
	for i, t := range template {
		switch {
		case strings.HasPrefix(t, "{") && parts[i] != "":
			if vars == nil {
				vars = map[string]string{}
			}
			vars[strings.Trim(t, "{}")] = parts[i]
		case t != parts[i]:
			return nil, false
		}
	}
	return vars, true
}
