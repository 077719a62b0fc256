package ruleset_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ovh-tokens/config/ruleset"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ovhapi/rule"
)

// sources are the program's sets with one of the user's, a token, and an input.
func sources(input string) ruleset.Sources {
	own, _ := preset.ParseOwn("presets.txt", "[mine]\nGET /me\nGET /vps/{vps}/ips\n")
	return ruleset.Sources{
		Presets: append(preset.All(), own...), Input: strings.NewReader(input),
		Token: func(_ context.Context, id int64) (ovhapi.Credential, error) {
			if id != 7 {
				return ovhapi.Credential{}, errors.New("there is none")
			}
			return ovhapi.Credential{ID: 7, Rules: rule.Set{{Method: rule.Get, Path: "/sms"}}}, nil
		},
	}
}

func TestRulesComeFromWhateverIsNamed(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "rules.txt")
	if err := os.WriteFile(file, []byte("# mine\nGET /me/*\nPOST,PUT /sms\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		choice ruleset.Choice
		input  string
		want   []string
	}{
		"a set":          {ruleset.Choice{Preset: "mine", Values: []string{"vps=a.example"}}, "", []string{"GET /me", "GET /vps/a.example/ips"}},
		"only parameter": {ruleset.Choice{Preset: "mine", Values: []string{"a.example"}}, "", []string{"GET /me", "GET /vps/a.example/ips"}},
		"two values":     {ruleset.Choice{Preset: "mine", Values: []string{"vps=a,b", "vps=b"}}, "", []string{"GET /me", "GET /vps/a/ips", "GET /vps/b/ips"}},
		"every one":      {ruleset.Choice{Preset: "MINE", Values: []string{"vps=*"}}, "", []string{"GET /me", "GET /vps/*/ips"}},
		"rules":          {ruleset.Choice{Rules: []string{"get /me", "GET /me", "PUT,POST /sms"}}, "", []string{"GET /me", "PUT /sms", "POST /sms"}},
		"a file":         {ruleset.Choice{File: file}, "", []string{"GET /me/*", "POST /sms", "PUT /sms"}},
		"input":          {ruleset.Choice{File: "-"}, `{"accessRules":[{"method":"GET","path":"/ip"}]}`, []string{"GET /ip"}},
		"a token":        {ruleset.Choice{Token: 7}, "", []string{"GET /sms"}},
		"all of them":    {ruleset.Choice{Preset: "mine", Values: []string{"vps=a"}, Rules: []string{"GET /me"}, File: "-", Token: 7}, "GET /ip", []string{"GET /me", "GET /vps/a/ips", "GET /ip", "GET /sms"}},
	} {
		got, err := tc.choice.Read(t.Context(), sources(tc.input))
		var words []string
		for _, r := range got.Rules {
			words = append(words, r.String())
		}
		if err != nil || !slices.Equal(words, tc.want) {
			t.Errorf("%s: %q, %v, want %q", name, words, err, tc.want)
		}
	}
}

func TestWhatIsWrongIsSaidWithWhatIsRight(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		choice ruleset.Choice
		says   string
	}{
		"nothing":           {ruleset.Choice{}, "no rules are named"},
		"mistyped set":      {ruleset.Choice{Preset: "mien"}, "there is no ready-made set mien; the nearest is mine"},
		"a tool":            {ruleset.Choice{Preset: "billing"}, "there is no ready-made set billing; near are "},
		"nothing like it":   {ruleset.Choice{Preset: "qqqqqq"}, "there is no ready-made set qqqqqq"},
		"without a value":   {ruleset.Choice{Preset: "mine"}, "mine needs to be told the VPS, or * for all: --set vps=vps-01234567.vps.ovh.net"},
		"an empty value":    {ruleset.Choice{Preset: "mine", Values: []string{"vps="}}, "needs to be told the VPS"},
		"other parameter":   {ruleset.Choice{Preset: "mine", Values: []string{"vps=a", "zone=x"}}, "zone: mine has no such parameter; give vps"},
		"a path as value":   {ruleset.Choice{Preset: "mine", Values: []string{"vps=/vps/a"}}, `vps "/vps/a"`},
		"values for no set": {ruleset.Choice{Values: []string{"vps=a"}}, "--preset NAME --set vps=a"},
		"a faulty rule":     {ruleset.Choice{Rules: []string{"GET me"}}, "write GET /me"},
		"no method":         {ruleset.Choice{Rules: []string{"/me"}}, "write GET /me"},
		"an empty rule":     {ruleset.Choice{Rules: []string{""}}, "the rule is missing, such as GET /me"},
		"a faulty line":     {ruleset.Choice{File: "-"}, "standard input: line 2: "},
		"no file":           {ruleset.Choice{File: "nowhere.txt"}, "nowhere.txt"},
		"no token":          {ruleset.Choice{Token: 8}, "asking for the rules of token 8: there is none"},
	} {
		set, err := tc.choice.Read(t.Context(), sources("GET /me\nGET me\n"))
		if err == nil || !strings.Contains(err.Error(), tc.says) {
			t.Errorf("%s: %v, want %q in it; the rules are %v", name, err, tc.says, set.Rules)
		}
	}
	set, err := ruleset.Choice{File: "-"}.Read(t.Context(), sources("\n# nothing\n"))
	if err == nil || len(set.Rules) > 0 {
		t.Errorf("an empty file: %v, %v", set.Rules, err)
	}
}

// TestWhatASetMeansIsNoFinding for its own rules; it is for others.
func TestWhatASetMeansIsNoFinding(t *testing.T) {
	t.Parallel()
	own, faults := preset.ParseOwn("presets.txt", "[mine]\nexpects = below-only\nGET /domain/zone/*\n")
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	s := ruleset.Sources{Presets: own}
	set, err := ruleset.Choice{Preset: "mine", Rules: []string{"GET /sms/*"}}.Read(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	found := set.Lint(nil)
	if len(found) != 1 || found[0].Rule.Path != "/sms/*" {
		t.Errorf("%v", found)
	}
	if set.Words() != "the set mine" {
		t.Error(set.Words())
	}
}
