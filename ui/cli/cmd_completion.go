package cli

import (
	"fmt"

	"github.com/spf13/cobra"
)

func newCompletion(s *session) *cobra.Command {
	shells := []word{{"bash", ""}, {"zsh", ""}, {"fish", ""}, {"powershell", ""}}
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Print the completion script for bash, zsh, fish or PowerShell",
		Long: `Print the script with which a shell completes this program's commands, flags and
live values: profiles, rule sets, formats, and the ids of the account's tokens
with their applications. Live values take two seconds at most; what can't be
read in that time is not offered, and nothing is ever asked.`,
		Example: `  source <(ovh-tokens completion bash)      # in ~/.bashrc
  ovh-tokens completion zsh > "${fpath[1]}/_ovh-tokens"
  ovh-tokens completion fish > ~/.config/fish/completions/ovh-tokens.fish
  ovh-tokens completion powershell >> $PROFILE`,
		Args:              between(1, 1, "the name of a shell: bash, zsh, fish or powershell"),
		ValidArgsFunction: s.completeWords(1, shells...),
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			var err error
			switch args[0] {
			case "bash":
				if err = s.print(withoutPackage); err == nil {
					err = root.GenBashCompletionV2(s.out, true)
				}
			case "zsh":
				err = root.GenZshCompletion(s.out)
			case "fish":
				err = root.GenFishCompletion(s.out, true)
			case "powershell", "pwsh":
				err = root.GenPowerShellCompletionWithDesc(s.out)
			default:
				return usageError("there is no completion for %q; the shells are bash, zsh, fish and powershell.", args[0])
			}
			if err != nil {
				return fmt.Errorf("writing the completion: %w", err)
			}
			return nil
		},
	}
}

// withoutPackage stands in for the one function of the package bash-completion that
// the script needs, where that package is not loaded: it finds the words of the line,
// with what bash takes apart at = and : put together again.
const withoutPackage = `if ! declare -F _get_comp_words_by_ref >/dev/null 2>&1; then
_get_comp_words_by_ref()
{
    local i word last joins=""
    words=() cword=0
    for ((i = 0; i < ${#COMP_WORDS[@]}; i++)); do
        word=${COMP_WORDS[i]}
        last=$((${#words[@]} - 1))
        if [[ $i -gt 1 && ( $word == [=:]* || -n $joins ) ]]; then
            words[last]+=$word
        else
            words+=("$word")
        fi
        joins=""
        if [[ $word == [=:] ]]; then joins=yes; fi
        if [[ $i -eq $COMP_CWORD ]]; then cword=$((${#words[@]} - 1)); fi
    done
    cur=${words[cword]} prev=""
    if [[ $cword -gt 0 ]]; then prev=${words[cword - 1]}; fi
}
fi

`
