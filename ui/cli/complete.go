package cli

import (
	"cmp"
	"context"
	"io"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ovh-tokens/config"
	"ovh-tokens/config/export"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/audit"
	"ovh-tokens/ovhapi/preset"
)

// completionPatience is how long somebody waits for live values after tab.
const completionPatience = 2 * time.Second

// completer gives the words that may stand at the cursor.
type completer = cobra.CompletionFunc

// word is one of them, with what it is.
type word struct{ text, about string }

// completing makes a completer of live values for so many arguments; most below 0 is
// any number. It is silent: what can't be had in a short time is not offered, and
// nothing is asked or said.
func (s *session) completing(most int, live func(context.Context, *session) []word) completer {
	return func(cmd *cobra.Command, args []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if most >= 0 && len(args) >= most {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		ctx, cancel := context.WithTimeout(cmd.Context(), completionPatience)
		defer cancel()
		quiet := newSession(&console{in: strings.NewReader(""), out: io.Discard, err: io.Discard}, nil)
		quiet.flags, quiet.log = s.flags, slog.New(slog.DiscardHandler)
		defer quiet.close()
		var offered []cobra.Completion
		for _, w := range live(ctx, quiet) {
			if strings.HasPrefix(w.text, begun) && !slices.Contains(args, w.text) {
				offered = append(offered, cobra.CompletionWithDesc(w.text, w.about))
			}
		}
		return offered, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	}
}

// anyNumber is for completers of arguments that may come again and again.
const anyNumber = -1

// completeTokens offers the ids of the account's tokens with their applications.
func (s *session) completeTokens(most int) completer {
	return s.completing(most, func(ctx context.Context, s *session) []word {
		inv, err := s.inventory(ctx)
		if err != nil {
			return nil
		}
		words := make([]word, len(inv.tokens))
		for i, t := range inv.tokens {
			words[i] = word{strconv.FormatInt(t.ID, 10), t.Name() + ", " + string(t.State(inv.now))}
		}
		return words
	})
}

// completeApps offers the ids of applications with their names.
func (s *session) completeApps(most int) completer {
	return s.completing(most, func(ctx context.Context, s *session) []word {
		entries, _, err := s.applications(ctx)
		if err != nil {
			return nil
		}
		words := make([]word, len(entries))
		for i, e := range entries {
			words[i] = word{strconv.FormatInt(e.ID, 10), e.Title() + ", " + e.Whose.String()}
		}
		return words
	})
}

// completeProfiles offers the accounts of this machine. Their keys are not asked
// for.
func (s *session) completeProfiles(most int) completer {
	return s.completing(most, func(_ context.Context, s *session) []word {
		from, err := s.sources()
		if err != nil {
			return nil
		}
		from.Profile = "" // the one that is being typed
		m, _ := config.Load(from)
		var words []word
		for _, p := range m.Profiles {
			words = append(words, word{p.Name, p.Endpoint.Short()})
		}
		return words
	})
}

// completePresets offers the rule sets, the user's own first.
func (s *session) completePresets(most int) completer {
	return s.completing(most, func(_ context.Context, s *session) []word {
		var words []word
		add := func(list preset.List) {
			for _, p := range list {
				words = append(words, word{p.ID, p.Title})
			}
		}
		if file := s.presetsFile(); file != "" {
			own, _ := config.Presets(file)
			add(own)
		}
		add(preset.All())
		return words
	})
}

// completeFormats offers the forms in which tools take their keys.
func (s *session) completeFormats(most int) completer {
	return s.completing(most, func(context.Context, *session) []word {
		var words []word
		for _, f := range export.Formats() {
			words = append(words, word{f.ID, f.Tool})
		}
		return words
	})
}

// completePending offers the requests that are stored on this machine.
func (s *session) completePending(most int) completer {
	return s.completing(most, func(_ context.Context, s *session) []word {
		keeper, err := s.keeper()
		if err != nil {
			return nil
		}
		list, _ := keeper.Pending()
		var words []word
		for _, p := range list {
			words = append(words, word{p.ID, cmp.Or(string(p.State), "pending") + " since " + p.Created.Local().Format("2006-01-02 15:04")})
		}
		return words
	})
}

// completeWords offers fixed words.
func (s *session) completeWords(most int, words ...word) completer {
	return s.completing(most, func(context.Context, *session) []word { return words })
}

// completeFindings offers the codes of findings with what they mean.
func (s *session) completeFindings() completer {
	var words []word
	for _, k := range audit.Codes() {
		words = append(words, word{string(k.Code), k.Meaning})
	}
	return s.completeWords(anyNumber, words...)
}

// completeFlag gives a flag of a command its completer.
func completeFlag(cmd *cobra.Command, flag string, with completer) {
	if err := cmd.RegisterFlagCompletionFunc(flag, with); err != nil {
		panic(err) // the command has no such flag
	}
}

// completeEverywhere gives the flags of all commands their completers.
func (s *session) completeEverywhere(root *cobra.Command) {
	completeFlag(root, "profile", s.completeProfiles(anyNumber))
	var endpoints []word
	for _, e := range ovhapi.Endpoints() {
		endpoints = append(endpoints, word{e.Name, e.URL})
	}
	completeFlag(root, "endpoint", s.completeWords(anyNumber, endpoints...))
	completeFlag(root, "theme", s.completeWords(anyNumber, word{"auto", "as the terminal says"}, word{"light", ""}, word{"dark", ""}))
}
