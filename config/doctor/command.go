package doctor

import (
	"strconv"
	"strings"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/rule"
)

// command writes a command of this program, with the flags that chose the account.
func (e *exam) command(words ...string) string {
	all := append([]string{"ovh-tokens"}, e.Flags...)
	all = append(all, words...)
	for i, w := range all {
		all[i] = plain.ShellWord(w)
	}
	return strings.Join(all, " ")
}

// commandAs writes a command that works with another profile.
func (e *exam) commandAs(profile string, words ...string) string {
	was := e.Flags
	defer func() { e.Flags = was }()
	e.Flags = nil
	for i := 0; i < len(was); i++ {
		if was[i] == "--profile" || was[i] == "--endpoint" {
			i++
			continue
		}
		e.Flags = append(e.Flags, was[i])
	}
	e.Flags = append([]string{"--profile", profile}, e.Flags...)
	return e.command(words...)
}

// request writes the command that requests a token with rules.
func (e *exam) request(rules ...rule.Rule) string {
	words := []string{"request"}
	for _, r := range rules {
		words = append(words, "--rule", r.String())
	}
	return e.command(words...)
}

// again writes the command that requests a token like the one in use, with more
// rules: by its number where its rules let it be asked for, else rule by rule. Where
// no rules are known it is the ready-made set.
func (e *exam) again(more ...rule.Rule) string {
	if len(e.own.Rules) == 0 && len(more) == 0 {
		return e.command("request", "--preset", e.preset())
	}
	id := strconv.FormatInt(e.own.ID, 10)
	if _, may := e.own.Rules.Allows(rule.Get, "/me/api/credential/"+id); !may {
		return e.request(append(e.own.Rules[:len(e.own.Rules):len(e.own.Rules)], more...)...)
	}
	words := []string{"request", "--like", id}
	for _, r := range more {
		words = append(words, "--rule", r.String())
	}
	return e.command(words...)
}

// edit writes the command that leads to where a value stands.
func (e *exam) edit(o config.Origin) string {
	switch {
	case o.Variable != "":
		return "unset " + o.Variable
	case o.File == "":
		return e.command("whoami")
	}
	return Edit(e.System, o.File)
}

// Edit writes the command that opens a file for editing on a system, told as
// runtime.GOOS does.
func Edit(system, file string) string {
	if system == "windows" {
		return "notepad " + plain.ShellWord(file)
	}
	return "${EDITOR:-vi} " + plain.ShellWord(file)
}

// askTime asks an endpoint for the time, with all that happens on the way.
func askTime(url string) string { return "curl -v " + plain.ShellWord(url+"/auth/time") }

// setClock is the command that sets the machine's clock.
func (e *exam) setClock() string {
	switch e.System {
	case "windows":
		return "w32tm /resync"
	case "darwin":
		return "sudo sntp -sS time.apple.com"
	}
	return "sudo timedatectl set-ntp true"
}
