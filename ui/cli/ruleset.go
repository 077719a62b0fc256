package cli

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"ovh-tokens/config"
	"ovh-tokens/config/ruleset"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/preset"
)

// ruleFlags are the ways in which a command is told rules.
type ruleFlags struct {
	choice ruleset.Choice
	// tokenFlag is what the command calls the flag for a token.
	tokenFlag, token string
}

// register declares them.
func (r *ruleFlags) register(cmd *cobra.Command, s *session, tokenFlag string) {
	r.tokenFlag = tokenFlag
	f := cmd.Flags()
	f.StringVar(&r.choice.Preset, "preset", "", "the rules of this ready-made set; ovh-tokens presets lists their `name`s")
	f.StringArrayVar(&r.choice.Values, "set", nil, "fill a parameter of the set in: `name=value`, values apart by commas, * for all; may be given again")
	f.StringArrayVar(&r.choice.Rules, "rule", nil, "this `rule`, such as 'GET /me'; may be given again")
	f.StringVar(&r.choice.File, "rules", "", "the rules in this `file`, - for what is piped in: lines, JSON or createToken links")
	f.StringVar(&r.token, tokenFlag, "", "the rules of the token with this `id`")
	completeFlag(cmd, "preset", s.completePresets(anyNumber))
	completeFlag(cmd, "set", r.completeParameters)
	completeFlag(cmd, tokenFlag, s.completeTokens(anyNumber))
}

// presets are the ready-made sets, the user's own included. What is wrong with
// those is said on stderr.
func (s *session) presets() preset.List {
	list := preset.All()
	file := s.presetsFile()
	if file == "" {
		return list
	}
	own, problems := config.Presets(file)
	for _, p := range problems {
		s.say("%s", p)
	}
	return append(list, own...)
}

// rules are those that the flags name.
func (s *session) rules(ctx context.Context, r *ruleFlags) (ruleset.Set, error) {
	if r.token != "" {
		var err error
		if r.choice.Token, err = s.parseID("list", r.token); err != nil {
			return ruleset.Set{}, err
		}
	}
	from := ruleset.Sources{Input: s.in, Token: s.described}
	if r.choice.Preset != "" {
		from.Presets = s.presets()
	}
	set, err := r.choice.Read(ctx, from)
	if err != nil {
		return set, s.unread(r, err)
	}
	if set.Token.ID != 0 && len(set.Rules) == 0 {
		return set, &failure{what: set.Words() + " has no rules", next: s.paste("show", r.token), code: exitFailed}
	}
	return set, nil
}

// described asks for one token of the account.
func (s *session) described(ctx context.Context, id int64) (ovhapi.Credential, error) {
	c, err := s.client()
	if err != nil {
		return ovhapi.Credential{}, err
	}
	return c.Credential(ctx, id)
}

// unread puts into words why there are no rules.
func (s *session) unread(r *ruleFlags, err error) error {
	if errors.Is(err, ruleset.ErrNothing) {
		return usageError("no rules are named: --preset NAME, --rule 'GET /me', --rules FILE or --%s ID does.", r.tokenFlag)
	}
	if unknown, ok := errors.AsType[*ruleset.PresetError](err); ok {
		f := &failure{what: unknown.Error(), next: s.paste("presets"), code: exitUsage}
		if len(unknown.Near) > 0 {
			f.next = s.instead(r.choice.Preset, unknown.Near[0])
		}
		return f
	}
	if value, ok := errors.AsType[*ruleset.ValueError](err); ok {
		f := &failure{what: value.Reason, code: exitUsage}
		switch {
		case value.Flags != "" && value.Preset != "":
			f.next = s.again(strings.Fields(value.Flags)...)
		case value.Flags != "":
			f.why = value.Flags
		default:
			f.next = s.paste("presets", value.Preset)
		}
		return f
	}
	if text, ok := errors.AsType[*ruleset.TextError](err); ok {
		said := text.Error()
		first, rest, _ := strings.Cut(veil(said, keysIn(said)), "\n")
		f := &failure{what: "not every rule can be read", why: first, code: exitUsage}
		if rest != "" {
			f.lines = strings.Split(rest, "\n")
		}
		return f
	}
	if r.choice.Token != 0 {
		return s.failed("asking for the rules of token "+r.token, err)
	}
	return &failure{what: "reading the rules", why: reason(err), code: exitUsage, cause: err}
}

// instead is this run's own command line with one of its values replaced.
func (s *session) instead(was, is string) string {
	words := slices.Clone(s.args)
	for i, word := range words {
		name, value, glued := strings.Cut(word, "=")
		switch {
		case word == was:
			words[i] = is
		case glued && value == was && strings.HasPrefix(word, "-"):
			words[i] = name + "=" + is
		}
	}
	other := *s
	other.args = words
	return other.again()
}

// completeParameters offers what the set that is named already needs.
func (r *ruleFlags) completeParameters(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	p, _ := preset.Find(r.choice.Preset)
	var names []cobra.Completion
	for _, q := range p.Parameters() {
		names = append(names, cobra.CompletionWithDesc(q.Name+"=", q.Label))
	}
	return names, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}
