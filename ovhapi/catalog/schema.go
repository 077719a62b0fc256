package catalog

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"ovh-tokens/ovhapi/pattern"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/rule"
)

// Bounds of what an endpoint may publish; the largest known has 6,624
// operations in about 110 sections.
const (
	maxSections   = 2000
	maxOperations = 100_000
	maxText       = 400 // bytes of a description
)

// index is what the root of a branch answers with: {"apis":[{"path":"/me",
// "schema":"{path}.{format}","format":["json","yaml"]}]}.
type index struct {
	APIs []struct {
		Path   string   `json:"path"`
		Schema string   `json:"schema"`
		Format []string `json:"format"`
	} `json:"apis"`
}

// sectionPath is what a section may be called: the file it leads to is asked for
// at the same endpoint and nowhere else.
var sectionPath = pattern.New(`^(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+$`)

// part is one file of the catalogue.
type part struct {
	section string // with /v2 where it belongs to API v2
	prefix  string // of the routes in it: "" or "/v2"
	file    string // the path to ask for
}

// readIndex lists the sections of a branch.
func readIndex(body []byte, prefix string) ([]part, error) {
	var in index
	if err := json.Unmarshal(body, &in); err != nil {
		return nil, fmt.Errorf("the index is not what OVH publishes: %w", err)
	}
	if len(in.APIs) == 0 || len(in.APIs) > maxSections {
		return nil, fmt.Errorf("the index lists %d sections", len(in.APIs))
	}
	parts := make([]part, len(in.APIs))
	for i, api := range in.APIs {
		if !sectionPath.MatchString(api.Path) {
			return nil, fmt.Errorf("the index lists a section called %q", plain.Text(api.Path))
		}
		file := strings.NewReplacer("{path}", api.Path, "{format}", "json").Replace(api.Schema)
		if file == "" {
			file = api.Path + ".json"
		}
		if !sectionPath.MatchString(file) {
			return nil, fmt.Errorf("the index leads to %q", plain.Text(file))
		}
		parts[i] = part{section: prefix + api.Path, prefix: prefix, file: prefix + file}
	}
	return parts, nil
}

// schema is a section's file, as far as it is about operations.
type schema struct {
	APIs []struct {
		Path       string `json:"path"`
		Operations []struct {
			HTTPMethod       string `json:"httpMethod"`
			Description      string `json:"description"`
			NoAuthentication bool   `json:"noAuthentication"`
			APIStatus        struct {
				Value       string `json:"value"`
				Replacement string `json:"replacement"`
			} `json:"apiStatus"`
			IAMActions json.RawMessage `json:"iamActions"`
		} `json:"operations"`
	} `json:"apis"`
}

// isRoute reports whether a path can be the route of an operation: plain, and with
// nothing in it that a rule has a meaning for.
func isRoute(path string) bool {
	return strings.HasPrefix(path, "/") && len(path) < rule.MaxRoute && plain.Text(path) == path && !strings.ContainsAny(path, " *\t")
}

// readSchema lists the operations of a section. Methods that no rule can name, and
// routes that none can be, are left out: the others are of use without them.
func readSchema(body []byte, p part) ([]Operation, error) {
	var in schema
	if err := json.Unmarshal(body, &in); err != nil {
		return nil, fmt.Errorf("%s is not what OVH publishes: %w", p.file, err)
	}
	if in.APIs == nil {
		return nil, fmt.Errorf("%s lists no routes", p.file)
	}
	var ops []Operation
	for _, api := range in.APIs {
		path := p.prefix + api.Path
		if !strings.HasPrefix(api.Path, "/") || !isRoute(path) {
			continue
		}
		for _, o := range api.Operations {
			method := rule.Method(o.HTTPMethod)
			if !slices.Contains(rule.Methods(), method) {
				continue
			}
			ops = append(ops, Operation{
				Method: method, Path: path, Section: p.section, NoAuth: o.NoAuthentication,
				Status: Status(word(o.APIStatus.Value)), Replacement: text(o.APIStatus.Replacement),
				Description: text(o.Description), Actions: actions(o.IAMActions),
			})
		}
	}
	return ops, nil
}

// actions reads the IAM actions in both forms: objects with a name, and in older
// files plain strings.
func actions(raw json.RawMessage) []string {
	var named []struct {
		Name string `json:"name"`
	}
	var names []string
	if json.Unmarshal(raw, &named) == nil {
		for _, n := range named {
			names = append(names, n.Name)
		}
	} else if json.Unmarshal(raw, &names) != nil {
		return nil
	}
	list := names[:0]
	for _, name := range names {
		if name = word(name); name != "" {
			list = append(list, name)
		}
	}
	return list
}

// text makes a published text one line of bounded length without tabs.
func text(s string) string {
	s = plain.Text(s)
	if len(s) > maxText {
		s = strings.ToValidUTF8(s[:maxText], "") + "…"
	}
	return strings.TrimSpace(strings.ReplaceAll(s, "\t", " "))
}

// word is a text without blanks.
func word(s string) string { return strings.Join(strings.Fields(text(s)), "") }
