package ui_test

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"ovh-tokens/ui"
	"ovh-tokens/ui/key"
)

// table is the bindings of one screen in one state.
type table struct {
	name   string
	typing bool
	keys   []key.Binding
}

func TestNoTwoBindingsShareAKeyAndAllAreExplained(t *testing.T) {
	t.Parallel()
	own := map[string]bool{"q": true, "?": true, "ctrl+c": true, "ctrl+z": true}
	for _, table := range tables(t) {
		seen := map[string]bool{}
		label := "" // of the binding before, which may speak for the next one too
		for _, b := range table.keys {
			if b.Long == "" && len(b.Keys) > 0 && label == "" {
				t.Errorf("%s: %q is not explained", table.name, b.Keys)
			}
			if b.Long != "" {
				label = b.Label
			}
			for _, stroke := range b.Keys {
				switch {
				case seen[stroke]:
					t.Errorf("%s: two bindings share %q", table.name, stroke)
				case own[stroke]:
					t.Errorf("%s: %q is the root's", table.name, stroke)
				case table.typing && utf8.RuneCountInString(stroke) == 1:
					t.Errorf("%s: %q is text while one types", table.name, stroke)
				}
				seen[stroke] = true
			}
		}
	}
}

// variants are bindings of which the tables hold another form: the same key at the
// same place, said otherwise.
var variants = []string{
	"go on with the new token as with any other",                                   // enter of a rotation without an old key
	"revoke the token whose key was replaced",                                      // enter of a rotation whose key is in place
	"take the new key off the list of new tokens, since nothing is left to revoke", // enter of one that was finished elsewhere
	"back to all operations",                                                       // esc among what a rule reaches: in the builder, back to the rules
}

// TestNoScreenIsLeftOut holds the tables to the source: whatever a screen binds a
// key to is in one of them.
func TestNoScreenIsLeftOut(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, long := range variants {
		known[long] = true
	}
	for _, b := range ui.Everywhere() {
		known[b.Long] = true
	}
	for _, table := range tables(t) {
		for _, b := range table.keys {
			known[b.Long] = true
		}
	}
	err := filepath.WalkDir(".", func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.HasPrefix(path, "cli") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if long, ok := explanation(n); ok && !known[long] {
				t.Errorf("%s: no table holds %q", path, long)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// explanation is the text of a Long: "…" in the source.
func explanation(n ast.Node) (string, bool) {
	field, ok := n.(*ast.KeyValueExpr)
	if !ok {
		return "", false
	}
	name, ok := field.Key.(*ast.Ident)
	value, literal := field.Value.(*ast.BasicLit)
	if !ok || !literal || name.Name != "Long" {
		return "", false
	}
	long, err := strconv.Unquote(value.Value)
	return long, err == nil
}

//go:generate go test -run ^TestKeysDoc$ . -update

// TestKeysDoc holds docs/keys.md to the tables that the program itself goes by.
// With -update it writes the file.
func TestKeysDoc(t *testing.T) {
	const file = "../docs/keys.md"
	var b strings.Builder
	b.WriteString("# Keys\n\nWritten from the program's own tables by `go generate ./ui`; a change here is overwritten.\nThe keys of a screen, as things stand, are behind `?` on it.\n")
	base := map[string]string{} // what the screen's first table says of a key
	section := func(name string, keys []key.Binding) {
		fmt.Fprintf(&b, "\n## %s\n\n", name)
		screen, state, _ := strings.Cut(name, ", ")
		if state == "" {
			clear(base)
		} else if len(base) > 0 {
			fmt.Fprintf(&b, "Other than under %s:\n\n", screen)
		}
		b.WriteString("| key | does |\n|---|---|\n")
		for _, k := range key.Explained(keys) {
			if state == "" {
				base[k.Labels()] = k.Long
			} else if base[k.Labels()] == k.Long {
				continue
			}
			long := k.Long
			if k.Dangerous {
				long += " (changes the account; not with `--read-only`)"
			}
			fmt.Fprintf(&b, "| %s | %s |\n", code(k), strings.ReplaceAll(long, "|", `\|`))
		}
	}
	section("Everywhere", ui.Everywhere())
	for _, table := range tables(t) {
		section(table.name, table.keys)
	}
	generated(t, file, b.String())
}

// generated holds a document to what the program says, or writes it anew with
// -update.
func generated(t *testing.T, file, want string) {
	t.Helper()
	if update := flag.Lookup("update"); update != nil && update.Value.String() == "true" {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(file)
	if err != nil || strings.ReplaceAll(string(got), "\r\n", "\n") != want {
		t.Errorf("%s is not what the program shows (%v); run: go generate ./ui", file, err)
	}
}

// code writes the keys of a binding for Markdown.
func code(b key.Binding) string {
	names := strings.Fields(b.Labels())
	for i, name := range names {
		names[i] = "`" + strings.ReplaceAll(name, "|", `\|`) + "`"
	}
	return strings.Join(names, " ")
}
