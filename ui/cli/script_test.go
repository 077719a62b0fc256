package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"
	"mvdan.cc/sh/v3/shell"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
)

// TestScripts runs the scripts below testdata/script. Each has a machine of its
// own: $HOME is empty, ovh-tokens is this test binary, and there is no account
// until the script starts one. Besides the commands of testscript it has:
//
//	sim [flags]              serve an invented account, with the flags of ovh-tokens sim; write $HOME/.ovh.conf
//	token RULE…              let .ovh.conf hold a token with these rules alone, and $TOKEN be its id
//	fault METHOD PATH STATUS [TIMES]   have calls answered so; STATUS drop answers nothing
//	validate [refuse]        answer the newest validation page
//	code N COMMAND…          run a command that is to end with this code; what it advises can be run
//	jsonq PATH WANT          look into the JSON on stdout: members and indices apart by dots, length counts
//	nosecret                 neither stream shows a secret or a consumer key of the account
//	nowrite                  nothing but GET was called since the account was served
//	add NAME KIND RULE…      add a live, unused, expired, pending, refused or dead token to the account; $NAME is its id,
//	                         $NAME_KEY its consumer key
//	app NAME [N]             add an application with N tokens, or none; $NAME is its id
//	profile NAME TOKEN       let .ovh.conf hold a token as a profile too
//	own [FILE]               $OWN is the token whose key .ovh.conf holds, $OWN_KEY that key; let FILE hold that key, too
//	reword OLD NEW           change a text in .ovh.conf
//	there ID…                the account lists these tokens, or these applications; with ! none of them
//	authorize [VALIDITY|stranger|refuse|nobody] answer the newest validation page, once there is one;
//	                         a token lasts without limit unless VALIDITY says otherwise, such as 30d
//	grant ID|new RULE…       change what a token may do; new is the one that was asked for last
//	restrict ID|new BLOCK…   change the addresses that a token works from
//	pending N                so many requests are stored
//	receipts N [PATTERN]     there are so many receipts, and the last one matches
//	calls METHOD PATH N      so many calls were made; a star in PATH is anything
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"), Setup: emptyMachine, RequireUniqueNames: true,
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"sim": scriptSim, "token": scriptToken, "fault": scriptFault, "validate": scriptValidate, "code": scriptCode,
			"jsonq": scriptJSON, "nosecret": scriptNoSecret, "nowrite": scriptNoWrite, "calls": scriptCalls,
			"add": scriptAdd, "app": scriptApp, "profile": scriptProfile, "reword": scriptReword, "there": scriptThere, "authorize": scriptAuthorize, "receipts": scriptReceipts, "pending": scriptPending, "own": scriptOwn,
			"grant": scriptGrant, "restrict": scriptRestrict,
		},
	})
}

// stand is the account of one script.
type stand struct{ sim *ovhsim.Server }

func emptyMachine(env *testscript.Env) error {
	home := filepath.Join(env.WorkDir, "home")
	for name, value := range map[string]string{
		"HOME": home, "USERPROFILE": home, "LOCALAPPDATA": filepath.Join(home, "local"), "TZ": "UTC", "TERM": "xterm-256color",
		"XDG_STATE_HOME": filepath.Join(home, "state"), "XDG_CACHE_HOME": filepath.Join(home, "cache"), "XDG_CONFIG_HOME": filepath.Join(home, "config"),
		"STATE": filepath.Join(home, "state", "ovh-tokens"), raceOptions: os.Getenv(raceOptions),
	} {
		env.Setenv(name, value)
	}
	s := &stand{}
	env.Values[stand{}] = s
	env.Defer(func() {
		if s.sim != nil {
			_ = s.sim.Close()
		}
	})
	return os.MkdirAll(home, 0o700)
}

// account is the script's, which it must have started.
func account(ts *testscript.TestScript) *ovhsim.Server {
	s, _ := ts.Value(stand{}).(*stand)
	if s == nil || s.sim == nil {
		ts.Fatalf("the script has no account: begin with sim")
	}
	return s.sim
}

func scriptSim(ts *testscript.TestScript, _ bool, args []string) {
	s, _ := ts.Value(stand{}).(*stand)
	o := &simOptions{}
	cmd := &cobra.Command{}
	o.register(cmd)
	ts.Check(cmd.ParseFlags(args))
	options, err := o.read()
	ts.Check(err)
	if s.sim != nil {
		ts.Check(s.sim.Close())
	}
	s.sim = ovhsim.New(options)
	ts.Check(s.sim.Listen(context.Background(), o.addr))
	ts.Setenv("SIM", s.sim.Endpoint())
	ts.Setenv("OWN", strconv.FormatInt(s.sim.Own(), 10))
	hold(ts, s.sim.Keys())
}

// hold writes $HOME/.ovh.conf.
func hold(ts *testscript.TestScript, k ovhsim.Keys) {
	url := account(ts).Endpoint()
	text := "[default]\nendpoint=" + url + "\n\n[" + url + "]\napplication_key=" + k.ApplicationKey + "\napplication_secret=" + k.ApplicationSecret +
		"\nconsumer_key=" + k.ConsumerKey + "\n"
	ts.Check(os.WriteFile(filepath.Join(ts.Getenv("HOME"), ".ovh.conf"), []byte(text), 0o600))
}

func scriptToken(ts *testscript.TestScript, _ bool, args []string) {
	sim := account(ts)
	var rules rule.Set
	for _, text := range args {
		r, err := rule.Parse(text)
		ts.Check(err)
		rules = append(rules, r)
	}
	made := sim.Add(ovhsim.Credential{Rules: rules})
	keys, _ := sim.KeysOf(made.ID)
	hold(ts, keys)
	ts.Setenv("TOKEN", strconv.FormatInt(made.ID, 10))
}

func scriptFault(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 3 {
		ts.Fatalf("usage: fault METHOD PATH STATUS [TIMES]")
	}
	f := ovhsim.Fault{Method: args[0], Path: args[1], Drop: args[2] == "drop"}
	if !f.Drop {
		var err error
		f.Status, err = strconv.Atoi(args[2])
		ts.Check(err)
	}
	if len(args) > 3 {
		var err error
		f.Times, err = strconv.Atoi(args[3])
		ts.Check(err)
	}
	account(ts).Fail(f)
}

func scriptValidate(ts *testscript.TestScript, _ bool, args []string) {
	sim := account(ts)
	page := sim.LatestPage()
	if len(args) > 0 && args[0] == "refuse" {
		ts.Check(sim.Refuse(page))
		return
	}
	ts.Check(sim.Authorize(page, ovhsim.ThirtyDays))
}

func scriptCode(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: code N COMMAND…")
	}
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if want := args[0]; strconv.Itoa(got) != want {
		ts.Fatalf("ended with code %d, want %s", got, want)
	}
	for _, next := range nextCommand.FindAllStringSubmatch(ts.ReadFile("stderr")+ts.ReadFile("stdout"), -1) {
		ts.Check(pasteable(next[1]))
	}
}

// nextCommand is a line that says how to go on.
var nextCommand = regexp.MustCompile(`(?m)^ *next: (ovh-tokens\b.*)$`)

// pasteable says why a command that was advised can't be run as it stands.
func pasteable(text string) error {
	words, err := shell.Fields(text, nil)
	if err != nil {
		return fmt.Errorf("a shell does not read %s: %w", text, err)
	}
	if slices.Contains(words, "--help") {
		words = slices.DeleteFunc(words, func(w string) bool { return w == "--help" })
		return exists(words)
	}
	return runs(words)
}

// exists says why there is no such command.
func exists(words []string) error {
	c, rest, err := commands().Find(words[1:])
	if err == nil && len(rest) > 0 {
		err = fmt.Errorf("%s has no command %s", c.CommandPath(), rest[0])
	}
	return err
}

// runs says why a command line would be refused before anything is done.
func runs(words []string) error {
	root := commands()
	c, rest, err := root.Find(words[1:])
	if err == nil {
		err = c.ParseFlags(rest)
	}
	if err == nil && c == root && c.Flags().NArg() > 0 {
		err = errors.New("there is no such command")
	}
	if err == nil && !slices.Contains(words, "ID") {
		err = c.ValidateArgs(c.Flags().Args())
	}
	if err != nil {
		return fmt.Errorf("%s was advised: %w", strings.Join(words, " "), err)
	}
	return nil
}

func scriptJSON(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: jsonq PATH WANT")
	}
	decoder := json.NewDecoder(strings.NewReader(ts.ReadFile("stdout")))
	decoder.UseNumber()
	var value any
	ts.Check(decoder.Decode(&value))
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		ts.Fatalf("there is more on stdout than one JSON value")
	}
	got := lookInto(ts, value, args[0])
	if (got == args[1]) == neg {
		ts.Fatalf("%s is %s", args[0], got)
	}
}

// lookInto follows a path and writes what is there as text.
func lookInto(ts *testscript.TestScript, value any, path string) string {
	for step := range strings.SplitSeq(path, ".") {
		switch v := value.(type) {
		case map[string]any:
			member, ok := v[step]
			if !ok && step != "length" {
				return "missing"
			}
			value = member
			if step == "length" {
				value = len(v)
			}
		case []any:
			i, err := strconv.Atoi(step)
			switch {
			case step == "length":
				value = len(v)
			case err != nil || i >= len(v):
				return "missing"
			default:
				value = v[i]
			}
		default:
			if step != "" {
				return "missing"
			}
		}
	}
	if text, ok := value.(string); ok {
		return text
	}
	text, err := json.Marshal(value)
	ts.Check(err)
	return string(text)
}

func scriptNoSecret(ts *testscript.TestScript, _ bool, _ []string) {
	sim := account(ts)
	shown := ts.ReadFile("stdout") + ts.ReadFile("stderr")
	for _, c := range sim.Credentials() {
		keys, _ := sim.KeysOf(c.ID)
		for _, secret := range []string{keys.ApplicationSecret, keys.ConsumerKey, c.ConsumerKey} {
			if secret != "" && strings.Contains(shown, secret) {
				ts.Fatalf("a secret of token %d is shown", c.ID)
			}
		}
	}
}

func scriptNoWrite(ts *testscript.TestScript, _ bool, _ []string) {
	for _, c := range account(ts).Calls() {
		if c.Method != "GET" {
			ts.Fatalf("%s %s was called", c.Method, c.Path)
		}
	}
}

func scriptCalls(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: calls METHOD PATH N")
	}
	n := 0
	for _, c := range account(ts).Calls() {
		if c.Method == args[0] && (rule.Rule{Path: args[1]}).Allows("", c.Path) {
			n++
		}
	}
	if strconv.Itoa(n) != args[2] {
		ts.Fatalf("%d calls of %s %s, want %s", n, args[0], args[1], args[2])
	}
}
