package config

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"gopkg.in/ini.v1"
)

// refusal ends every message about a line that is left out.
const refusal = " It is left out here; OVH's own tools refuse the whole configuration because of it."

// maxFaults is how many unreadable lines of a file are told one by one: a file
// with more of them is something else altogether.
const maxFaults = 20

// checkLines looks at the lines of one file.
func checkLines(s *source) []Problem {
	var problems []Problem
	note := func(e entry, message, fix string) { problems = append(problems, s.problem(e.line, message, fix)) }
	headers, keys := map[string]int{}, map[[2]string]int{}
	faults := 0
	for _, e := range s.entries {
		switch {
		case e.fault != sound:
			if faults++; faults <= maxFaults {
				message, fix := explainFault(e)
				problems = append(problems, s.problem(e.line, message+refusal, fix).lost(e, lostBy(e)))
			}
		case e.header:
			if first, again := headers[e.section]; again {
				note(e, "The section "+inBrackets(e.section)+" stands here a second time; the first is in line "+strconv.Itoa(first)+". Go programs join the two, Python ones refuse the file.",
					"Put the keys of both under one header.")
				continue
			}
			headers[e.section] = e.line
		default:
			id := [2]string{e.section, e.key}
			if first, again := keys[id]; again && slices.Contains(knownKeys, e.key) {
				note(e, e.key+" stands in "+sectionName(e.section)+" twice; the first is in line "+strconv.Itoa(first)+" and has no effect.",
					"Delete the one that is not wanted.")
			}
			keys[id] = e.line
			problems = append(problems, checkKey(s, e)...)
		}
	}
	if faults > maxFaults {
		problems = append(problems, s.problem(0, strconv.Itoa(faults-maxFaults)+" more lines can't be read.", "Check that this is an ovh.conf."))
	}
	return problems
}

// sectionName names the section a key stands in.
func sectionName(section string) string {
	if section == ini.DefaultSection {
		return "no section"
	}
	return inBrackets(section)
}

// explainFault says why a line can't be read. Nothing of the line is repeated
// but a key's known name: it may hold a secret.
func explainFault(e entry) (message, fix string) {
	switch e.fault {
	case bareKey:
		name := lostBy(e)
		if name == "" {
			return "This line is neither a [section] nor name=value.", "Complete it, or start it with # to make it a comment."
		}
		return name + " has no = after it.", "Write it as " + name + "=VALUE, or start the line with #."
	case unnamedKey:
		return "This line has a value but no name before the = sign.", "Write it as name=VALUE."
	case unclosedSection:
		return "This section has no closing bracket.", "Write it as [NAME]."
	case unnamedSection:
		return "This section has no name.", "Write it as [ovh-eu] or [profile:NAME]."
	case unclosedQuote:
		return "A quote is opened here and never closed.", "Remove the quote: values need none."
	case sound:
	}
	return "", ""
}

// checkKey looks at one key in its place.
func checkKey(s *source, e entry) []Problem {
	if !slices.Contains(knownKeys, e.key) {
		name := nearestKey(e.key)
		if name == "" || e.section == cliSection {
			return nil
		}
		return []Problem{s.problem(e.line, "Nothing reads "+quoted(e.key)+" in "+sectionName(e.section)+"; it looks like "+name+".", "Write "+name+".").lost(e, name)}
	}
	credential := slices.Contains(credentialKeys, e.key)
	switch {
	case e.section == ini.DefaultSection:
		return []Problem{s.problem(e.line, e.key+" stands before any section, where nothing reads it.", "Put it below "+homeOf(e.key)+".").lost(e, e.key)}
	case e.section == defaultSection && credential:
		return []Problem{s.problem(e.line, e.key+" stands in [default], where nothing reads it.", "Put it below "+homeOf(e.key)+".").lost(e, e.key)}
	case credential:
		return checkWriting(s, e)
	}
	return nil
}

// homeOf names the section that a key belongs in.
func homeOf(key string) string {
	if key == keyEndpoint || key == keyProfile {
		return "[" + defaultSection + "]"
	}
	return "the section of its endpoint, such as [ovh-eu]"
}

// checkWriting looks at how a key's value is written: ini.v1, which Go programs
// use, takes quotes, comments and continued lines out; Python's reader does not.
func checkWriting(s *source, e entry) []Problem {
	var problems []Problem
	note := func(message, fix string) {
		p := s.problem(e.line, message, fix)
		p.Topic = TopicFormat
		problems = append(problems, p)
	}
	switch {
	case e.raw == "":
	case e.long:
		note(e.key+" goes on over several lines.", "Write the value on one line.")
	case strings.ContainsAny(e.raw[:1], "\"'`"):
		note(e.key+" stands in quotes. Go programs take them off, Python ones take them for a part of the key.", "Remove the quotes.")
	}
	if strings.ContainsAny(e.raw, "#;") {
		note(e.key+" has a # or ; in it. Go programs take the rest of the line for a comment, Python ones for a part of the key.", "Put the comment on a line of its own.")
	}
	if strings.Contains(e.raw, "%(") {
		note(e.key+" holds a reference such as %(name)s.", "Write the value itself.")
	}
	return problems
}

// hasBlank reports whether a value holds white space or something invisible.
func hasBlank(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) })
}
