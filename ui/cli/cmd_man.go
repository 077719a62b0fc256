package cli

import (
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"ovh-tokens/config"
)

func newMan(s *session) *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:   "man",
		Short: "Print the manual page, or write a page for every command",
		Long: `Print the manual page of the whole program on stdout, in the form that man(1)
reads. --dir writes it into a folder, together with a page of its own for every
command.`,
		Example: `  ovh-tokens man | man -l -
  ovh-tokens man --dir ~/.local/share/man/man1`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if dir == "" {
				if s.outWidth > 0 {
					s.say("This is for man(1): %s man | man -l -", program)
				}
				return s.print(manual(cmd.Root()))
			}
			return writePages(s, cmd.Root(), dir)
		},
	}
	cmd.Flags().StringVar(&dir, "dir", "", "write the pages into this `folder`, which is made if need be")
	_ = cmd.MarkFlagDirname("dir") // the flag is there
	return cmd
}

// writePages writes a page for every command.
func writePages(s *session, root *cobra.Command, dir string) error {
	fail := func(err error) error {
		return &failure{what: "writing the manual pages", why: reason(err), next: s.folder(filepath.Join(dir, "x"), err), code: exitFailed, cause: err}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // manual pages are for everybody
		return fail(err)
	}
	all := tree(root)
	for _, c := range all {
		if err := config.WriteShared(filepath.Join(dir, pageName(c)+".1"), []byte(manualOf(c))); err != nil {
			return fail(err)
		}
	}
	s.say("%d pages are in %s.", len(all), dir)
	return nil
}
