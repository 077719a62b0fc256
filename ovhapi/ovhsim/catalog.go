package ovhsim

import (
	"encoding/json"
	"slices"
	"strings"
)

// catalogueRoute recognises the index of a branch ("/1.0/") and its sections
// ("/1.0/me.json"), which need no signature.
func catalogueRoute(method string, parts []string) *route {
	if method != "GET" || len(parts) == 0 {
		return nil
	}
	branch := "v1"
	if parts[0] == "v2" {
		branch, parts = "v2", parts[1:]
	}
	path := strings.Join(parts, "/")
	if path == "" {
		return &route{open: true, handle: func(c *call) answer { return ok(index(c, branch)) }}
	}
	name, found := strings.CutSuffix(path, ".json")
	if !found {
		return nil
	}
	return &route{open: true, handle: func(c *call) answer { return schema(c, branch, "/"+name) }}
}

// inBranch returns the operations of a branch by section, with the paths the
// catalogue uses: those of the new branch carry no /v2 there.
func inBranch(branch string) map[string][]route {
	out := map[string][]route{}
	for _, r := range routes() {
		fresh := r.parts[0] == "v2"
		if fresh != (branch == "v2") {
			continue
		}
		r.path = strings.TrimPrefix(r.path, "/v2")
		s := section(r.path)
		out[s] = append(out[s], r)
	}
	return out
}

// section is the part of the API a path belongs to: its first part, and two where
// sections have a slash in their name.
func section(path string) string {
	parts := strings.Split(strings.TrimPrefix(path, "/"), "/")
	if len(parts) > 1 && slices.Contains([]string{"dbaas", "dedicated", "email", "hosting", "storage"}, parts[0]) {
		return "/" + parts[0] + "/" + parts[1]
	}
	return "/" + parts[0]
}

func baseURL(c *call, branch string) string {
	u := sentURL(c.r)
	return u[:strings.Index(u, "://")+3] + c.r.Host + "/" + branch
}

type wireIndex struct {
	APIs     []wireSection `json:"apis"`
	BasePath string        `json:"basePath"`
}

type wireSection struct {
	Path        string   `json:"path"`
	Schema      string   `json:"schema"`
	Format      []string `json:"format"`
	Description string   `json:"description"`
}

func index(c *call, branch string) wireIndex {
	out := wireIndex{APIs: []wireSection{}, BasePath: baseURL(c, branch)}
	for s := range inBranch(branch) {
		out.APIs = append(out.APIs, wireSection{Path: s, Schema: "{path}.{format}", Format: []string{"json", "yaml"}, Description: "Operations about the " + strings.TrimPrefix(s, "/") + " service"})
	}
	slices.SortFunc(out.APIs, func(a, b wireSection) int { return strings.Compare(a.Path, b.Path) })
	return out
}

type wireSchema struct {
	APIVersion   string                     `json:"apiVersion"`
	BasePath     string                     `json:"basePath"`
	ResourcePath string                     `json:"resourcePath"`
	APIs         []wirePath                 `json:"apis"`
	Models       map[string]json.RawMessage `json:"models"`
}

type wirePath struct {
	Path        string          `json:"path"`
	Description string          `json:"description"`
	Operations  []wireOperation `json:"operations"`
}

type wireOperation struct {
	HTTPMethod       string          `json:"httpMethod"`
	Description      string          `json:"description"`
	NoAuthentication bool            `json:"noAuthentication"`
	APIStatus        wireState       `json:"apiStatus"`
	IAMActions       []wireAction    `json:"iamActions,omitempty"`
	Parameters       []wireParameter `json:"parameters"`
	ResponseType     string          `json:"responseType"`
	ResponseFullType string          `json:"responseFullType"`
}

type wireState struct {
	Value       string `json:"value"`
	Description string `json:"description"`
}

type wireAction struct {
	Name     string `json:"name"`
	Required bool   `json:"required"`
}

type wireParameter struct {
	Name        *string `json:"name"`
	ParamType   string  `json:"paramType"`
	DataType    string  `json:"dataType"`
	FullType    string  `json:"fullType"`
	Required    bool    `json:"required"`
	Description string  `json:"description"`
}

func schema(c *call, branch, name string) answer {
	list, found := inBranch(branch)[name]
	if !found {
		return refuse(noSuchRoute)
	}
	out := wireSchema{APIVersion: "1.0", BasePath: baseURL(c, branch), ResourcePath: name, APIs: []wirePath{}, Models: models(name)}
	if branch == "v2" {
		out.APIVersion = "2.0"
	}
	for _, r := range list {
		at := slices.IndexFunc(out.APIs, func(p wirePath) bool { return p.Path == r.path })
		if at < 0 {
			at = len(out.APIs)
			out.APIs = append(out.APIs, wirePath{Path: r.path, Description: "Operations on " + r.path})
		}
		out.APIs[at].Operations = append(out.APIs[at].Operations, r.operation())
	}
	return ok(out)
}

// operation is what the catalogue says about the route.
func (r *route) operation() wireOperation {
	op := wireOperation{
		HTTPMethod: r.method, Description: r.about, NoAuthentication: r.open,
		APIStatus:    wireState{Value: "PRODUCTION", Description: "Stable production version"},
		ResponseType: r.response, ResponseFullType: r.response, Parameters: []wireParameter{},
	}
	switch r.state {
	case "BETA":
		op.APIStatus = wireState{Value: "BETA", Description: "Beta version"}
	case "DEPRECATED":
		op.APIStatus = wireState{Value: "DEPRECATED", Description: "Deprecated, will be removed"}
	}
	if !r.open && !r.free {
		op.IAMActions = []wireAction{{Name: r.iam(), Required: true}}
	}
	for _, p := range r.parts {
		if name := strings.Trim(p, "{}"); name != p {
			kind := "string"
			if strings.HasSuffix(name, "Id") || name == "id" {
				kind = "long"
			}
			op.Parameters = append(op.Parameters, wireParameter{Name: &name, ParamType: "path", DataType: kind, FullType: kind, Required: true, Description: name})
		}
	}
	for _, q := range r.query {
		op.Parameters = append(op.Parameters, wireParameter{Name: &q.name, ParamType: "query", DataType: q.kind, FullType: q.kind, Description: q.about})
	}
	if r.body != "" {
		op.Parameters = append(op.Parameters, wireParameter{ParamType: "body", DataType: r.body, FullType: r.body, Required: true, Description: "Request body"})
	}
	return op
}

// models describes the two objects this server is about; other sections have
// none.
func models(section string) map[string]json.RawMessage {
	if section != "/me" && section != "/auth" {
		return map[string]json.RawMessage{}
	}
	property := func(kind string, null, readOnly bool) map[string]any {
		return map[string]any{"type": kind, "fullType": kind, "canBeNull": null, "readOnly": readOnly, "required": false, "description": ""}
	}
	raw := func(v any) json.RawMessage {
		b, _ := json.Marshal(v) // maps of strings and booleans: always possible
		return b
	}
	return map[string]json.RawMessage{
		"auth.CredentialStateEnum": raw(map[string]any{
			"id": "CredentialStateEnum", "namespace": "auth", "description": "All states a Credential can be in",
			"enum": []string{"expired", "pendingValidation", "refused", "validated"}, "enumType": "string",
		}),
		"auth.ApiCredential": raw(map[string]any{"id": "ApiCredential", "namespace": "auth", "description": "API Credential", "properties": map[string]any{
			"allowedIPs": property("ipBlock[]", true, false), "applicationId": property("long", false, true), "creation": property("datetime", false, true),
			"credentialId": property("long", false, true), "expiration": property("datetime", true, true), "lastUse": property("datetime", true, true),
			"ovhSupport": property("boolean", false, true), "rules": property("auth.AccessRule[]", false, true), "status": property("auth.CredentialStateEnum", false, true),
		}}),
		"auth.ApiApplication": raw(map[string]any{"id": "ApiApplication", "namespace": "auth", "description": "API Application", "properties": map[string]any{
			"applicationId": property("long", false, true), "applicationKey": property("string", false, true), "description": property("string", false, true),
			"name": property("string", false, true), "status": property("string", false, true),
		}}),
	}
}
