package pattern_test

import (
	"reflect"
	"regexp"
	"testing"

	"ovh-tokens/ovhapi/pattern"
)

// The methods answer as those of the regular expression do.
func TestPatternIsTheRegularExpression(t *testing.T) {
	t.Parallel()
	const expr, text = `(\d+)-(\w)`, "12-a and 3-b"
	p, re := pattern.New(expr), regexp.MustCompile(expr)
	upper := func(s string) string { return "<" + s + ">" }
	for name, pair := range map[string][2]any{
		"MatchString":                {p.MatchString(text), re.MatchString(text)},
		"FindString":                 {p.FindString(text), re.FindString(text)},
		"FindStringIndex":            {p.FindStringIndex(text), re.FindStringIndex(text)},
		"FindStringSubmatch":         {p.FindStringSubmatch(text), re.FindStringSubmatch(text)},
		"FindStringSubmatchIndex":    {p.FindStringSubmatchIndex(text), re.FindStringSubmatchIndex(text)},
		"FindAllString":              {p.FindAllString(text, -1), re.FindAllString(text, -1)},
		"FindAllStringIndex":         {p.FindAllStringIndex(text, 1), re.FindAllStringIndex(text, 1)},
		"FindAllStringSubmatch":      {p.FindAllStringSubmatch(text, -1), re.FindAllStringSubmatch(text, -1)},
		"FindAllStringSubmatchIndex": {p.FindAllStringSubmatchIndex(text, -1), re.FindAllStringSubmatchIndex(text, -1)},
		"ReplaceAllString":           {p.ReplaceAllString(text, "$2"), re.ReplaceAllString(text, "$2")},
		"ReplaceAllStringFunc":       {p.ReplaceAllStringFunc(text, upper), re.ReplaceAllStringFunc(text, upper)},
	} {
		if !reflect.DeepEqual(pair[0], pair[1]) {
			t.Errorf("%s: %v, want %v", name, pair[0], pair[1])
		}
	}
}

func TestAWrongPatternIsNoTroubleUntilItIsUsed(t *testing.T) {
	t.Parallel()
	p := pattern.New("(")
	defer func() {
		if recover() == nil {
			t.Error("a wrong expression was used")
		}
	}()
	p.MatchString("x")
}
