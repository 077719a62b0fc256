// Package ruleset makes the rules of a token from what a person names: a
// ready-made set and its parameters, rules in their own words, a file of them, or
// another token of the account.
package ruleset

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ovhapi/rule"
)

// Choice is what was named. What several of them name comes together, in this
// order, no rule twice.
type Choice struct {
	// Preset is the id of a ready-made set, Values what its parameters are filled
	// with: "zone=example.com". A parameter may have several values, in one text
	// with commas or in several.
	Preset string
	Values []string
	// Rules are texts with a rule each, or whatever rule.ParseMany takes.
	Rules []string
	// File is read by rule.ParseMany; "-" is the standard input.
	File string
	// Token is the id of a token whose rules are taken; 0 is none.
	Token int64
}

// Sources are where what was named is to be found.
type Sources struct {
	// Presets are the ready-made sets there are, the user's own included.
	Presets preset.List
	// Input is what "-" reads.
	Input io.Reader
	// Token describes a token of the account.
	Token func(ctx context.Context, id int64) (ovhapi.Credential, error)
}

// Set is the rules that were chosen and where they come from.
type Set struct {
	Rules rule.Set
	// Preset is the ready-made set among the sources; its ID is "" when there is
	// none.
	Preset preset.Preset
	// Token is the token that rules were taken from; its ID is 0 when there is
	// none.
	Token ovhapi.Credential
	// filled are the rules that the preset came to.
	filled rule.Set
}

// ErrNothing says that nothing was named to take rules from.
var ErrNothing = errors.New("no rules are named")

// Empty reports whether nothing is named.
func (c Choice) Empty() bool {
	return c.Preset == "" && len(c.Rules) == 0 && c.File == "" && c.Token == 0 && len(c.Values) == 0
}

// Read makes the set. What is wrong with what was typed is a *PresetError, a
// *ValueError or a *TextError; ErrNothing says that nothing was named. Other
// errors come from reading the file or asking for the token.
func (c Choice) Read(ctx context.Context, s Sources) (Set, error) {
	var set Set
	if c.Preset == "" && len(c.Values) > 0 {
		return set, &ValueError{Reason: "values fill in the parameters of a ready-made set, and none is named", Flags: "--preset NAME --set " + c.Values[0]}
	}
	if c.Empty() {
		return set, ErrNothing
	}
	if c.Preset != "" {
		if err := set.fromPreset(c, s.Presets); err != nil {
			return set, err
		}
	}
	for _, text := range c.Rules {
		if err := set.fromText("", text); err != nil {
			return set, err
		}
	}
	if c.File != "" {
		name, text, err := c.text(s.Input)
		if err != nil {
			return set, err
		}
		if err := set.fromText(name, text); err != nil {
			return set, err
		}
	}
	if c.Token != 0 {
		token, err := s.Token(ctx, c.Token)
		if err != nil {
			return set, fmt.Errorf("asking for the rules of token %d: %w", c.Token, err)
		}
		set.Token = token
		set.add(token.Rules)
	}
	return set, nil
}

// add takes rules in that are not there yet.
func (s *Set) add(rules rule.Set) {
	for _, r := range rules {
		if !slices.Contains(s.Rules, r) {
			s.Rules = append(s.Rules, r)
		}
	}
}

// Lint finds what is wrong or odd about the rules, but for what the ready-made set
// means to be so. routes may be nil, as for rule.Set.Lint.
func (s Set) Lint(routes rule.Routes) []rule.Finding {
	return slices.DeleteFunc(s.Rules.Lint(routes), func(f rule.Finding) bool {
		return slices.Contains(s.Preset.Expects, f.Code) && slices.Contains(s.filled, f.Rule)
	})
}

// Words names where the rules come from: "the set lego", "token 498601349".
func (s Set) Words() string {
	var words []string
	if s.Preset.ID != "" {
		words = append(words, "the set "+s.Preset.ID)
	}
	if s.Token.ID != 0 {
		words = append(words, fmt.Sprintf("token %d", s.Token.ID))
	}
	if len(words) == 0 {
		return "these rules"
	}
	return strings.Join(words, " and ")
}
