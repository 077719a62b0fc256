package preset

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"ovh-tokens/ovhapi/pattern"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/rule"
)

// maxText is the largest text that is read, in bytes.
const maxText = 1 << 20

// Fault is one thing that is wrong with a text of presets.
type Fault struct {
	// File is the text's name as the caller gave it; Line counts from 1 and is 0
	// for the text as a whole.
	File string
	Line int
	// ID names the entry that the line belongs to, if it is known.
	ID string
	// Reason says what is wrong, and where nobody could guess it, what is right.
	Reason string
}

// String writes the fault with its place.
func (f Fault) String() string {
	text := f.File
	if f.Line > 0 {
		text = strings.TrimSpace(fmt.Sprintf("%s line %d", f.File, f.Line))
	}
	if f.ID != "" {
		text = strings.TrimSpace(text + " [" + f.ID + "]")
	}
	if text == "" {
		return f.Reason
	}
	return text + ": " + f.Reason
}

// Parse reads presets from a text in this form:
//
//	# a comment
//	[lego]
//	title   = DNS-01 with lego or Traefik
//	group   = dns
//	tools   = lego, Traefik
//	purpose = Creates and removes the TXT records of DNS-01 challenges
//	          in one zone.
//	POST /domain/zone/{zone}/record      # create TXT
//	    iam dnsZone:apiovh:record/create
//
// The fields are title, group, tools, purpose, warning, remark, source, date and
// expects; all may be left out, the rules may not. An indented line goes on with
// the field above it, or names the IAM actions of the rule above it.
//
// What is faulty is left out as a whole entry; the others are returned all the
// same. name stands in the faults.
func Parse(name, text string) (List, []Fault) {
	return parse(name, text, func(string) bool { return false })
}

// ParseOwn reads what a user keeps: the presets are marked as own and stand in the
// group of such, whatever the text says. An entry with the id of a preset of this
// program is faulty.
func ParseOwn(name, text string) (List, []Fault) {
	list, faults := parse(name, text, func(id string) bool {
		_, builtIn := Find(id)
		return builtIn
	})
	for i := range list {
		list[i].Own, list[i].Group = true, GroupOwn
	}
	return list, faults
}

func parse(name, text string, taken func(id string) bool) (List, []Fault) {
	if len(text) > maxText {
		return nil, []Fault{{File: name, Reason: fmt.Sprintf("it is larger than %d KiB; nothing was read", maxText>>10)}}
	}
	var list List
	var faults []Fault
	for i, b := range blocks(splitLines(text)) {
		var p Preset
		if i == 0 {
			for _, it := range b.items {
				b.fault(it.line, "it stands before the first entry; an entry begins with its name in brackets, such as [my-preset]")
			}
		} else if p = b.preset(); len(b.faults) == 0 {
			_, there := list.Find(p.ID)
			switch {
			case there:
				b.fault(b.first, "there is an entry with this name above")
			case taken(p.ID):
				b.fault(b.first, "the program has a set with this name; choose another name")
			default:
				list = append(list, p)
			}
		}
		for _, f := range b.faults {
			f.File, f.ID = name, p.ID
			faults = append(faults, f)
		}
	}
	slices.SortStableFunc(faults, func(a, b Fault) int { return a.Line - b.Line })
	return list, faults
}

// preset reads a block and notes what is wrong with it.
func (b *block) preset() Preset {
	p := Preset{Group: GroupOwn}
	if p.ID = b.id(); p.ID == "" {
		b.fault(b.first, idRule)
	}
	seen := map[string]bool{}
	for _, it := range b.items {
		if it.kind == kindRule {
			b.rule(&p, it)
			continue
		}
		m := fieldPattern.FindStringSubmatch(it.text)
		key, value := m[1], m[2]
		for _, m := range it.more {
			value += " " + m.text
		}
		if seen[key] {
			b.fault(it.line, key+" stands here twice")
			continue
		}
		seen[key] = true
		if err := p.set(key, plain.Text(value)); err != nil {
			b.fault(it.line, err.Error())
		}
	}
	if p.Title == "" {
		p.Title = p.ID
	}
	if len(p.Rules) == 0 && len(b.faults) == 0 {
		b.fault(b.first, "it has no rules; write one a line, such as GET /me")
	}
	return p
}

// idRule says what an id is.
const idRule = "the name of a set stands in brackets and is made of small letters, digits and hyphens, at most 60, such as [my-preset]"

var idPattern = pattern.New(`^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$`)

// id is the name that the header gives, or "".
func (b *block) id() string {
	inner, opened := strings.CutPrefix(strings.TrimSpace(b.header), "[")
	inner, closed := strings.CutSuffix(inner, "]")
	inner = strings.TrimSpace(inner)
	if !opened || !closed || !idPattern.MatchString(inner) {
		return ""
	}
	return inner
}

var (
	datePattern   = pattern.New(`^[0-9]{4}-(0[1-9]|1[0-2])$`)
	codePattern   = pattern.New(`^[a-z]+(-[a-z]+)*$`)
	actionPattern = pattern.New(`^[A-Za-z0-9]+:[A-Za-z0-9]+:[A-Za-z0-9/_.*-]+$`)
)

// set puts the value of a field in its place. An empty one is as good as none.
func (p *Preset) set(key, value string) error {
	if value == "" && slices.Contains(fieldNames, key) {
		return nil
	}
	switch key {
	case "title":
		p.Title = value
	case "purpose":
		p.Purpose = value
	case "warning":
		p.Warning = value
	case "remark":
		p.Remark = value
	case "source":
		p.Source = value
	case "tools":
		p.Tools = items(value)
	case "group":
		if p.Group = Group(value); !slices.Contains(Groups(), p.Group) {
			return fmt.Errorf("there is no such group; the groups are %s", inWords(Groups()))
		}
	case "date":
		if p.Date = value; !datePattern.MatchString(value) {
			return errors.New("a date is a year and a month, such as 2026-11")
		}
	case "expects":
		for _, code := range items(value) {
			if !codePattern.MatchString(code) {
				return errors.New("expects names findings, with commas between them, such as trailing-slash, below-only")
			}
			p.Expects = append(p.Expects, rule.Code(code))
		}
	default:
		return fmt.Errorf("there is no field %s; the fields are %s", key, inWords(fieldNames))
	}
	return nil
}

// fieldNames are the fields in the order in which they are written.
var fieldNames = []string{"title", "group", "tools", "purpose", "warning", "remark", "source", "date", "expects"}

// items cuts a value at its commas.
func items(value string) []string {
	var list []string
	for part := range strings.SplitSeq(value, ",") {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}

// inWords puts words into a sentence.
func inWords[T ~string](words []T) string {
	text := ""
	for i, w := range words {
		switch {
		case i == 0:
		case i == len(words)-1:
			text += " and "
		default:
			text += ", "
		}
		text += string(w)
	}
	return text
}

// rule reads one rule with its note and the IAM actions below it.
func (b *block) rule(p *Preset, it item) {
	text, note, _ := strings.Cut(it.text, "#")
	r, err := readRule(text)
	switch {
	case err != nil:
		b.fault(it.line, err.Error())
		return
	case slices.Contains(p.Rules, r):
		b.fault(it.line, "the rule stands here twice")
		return
	case len(p.Rules) == rule.MaxRules:
		b.fault(it.line, fmt.Sprintf("a set has at most %d rules", rule.MaxRules))
		return
	}
	p.Rules = append(p.Rules, r)
	if note = plain.Text(note); note != "" {
		if p.Notes == nil {
			p.Notes = map[rule.Rule]string{}
		}
		p.Notes[r] = note
	}
	for _, m := range it.more {
		words := strings.Fields(m.text)
		if words[0] != "iam" || len(words) == 1 || slices.ContainsFunc(words[1:], func(w string) bool { return !actionPattern.MatchString(w) }) {
			b.fault(m.line, "an indented line below a rule names IAM actions, such as iam dnsZone:apiovh:record/create")
			return
		}
		if p.Actions == nil {
			p.Actions = map[rule.Rule][]string{}
		}
		p.Actions[r] = append(p.Actions[r], words[1:]...)
	}
}

// Parameters of a path are braced, which paths of rules never are: while the
// rest of the rule is read, they wear other brackets.
const (
	open, shut           = "{", "}"
	openStand, shutStand = "⦃", "⦄"
)

var (
	toStand   = strings.NewReplacer(open, openStand, shut, shutStand)
	fromStand = strings.NewReplacer(openStand, open, shutStand, shut)
	// parameterPattern is a part of a path that is to be filled.
	parameterPattern = pattern.New(`^\{([a-z][a-z0-9_]{0,30})\}$`)
)

// readRule reads a rule whose path may have parameters.
func readRule(text string) (rule.Rule, error) {
	if strings.ContainsAny(text, openStand+shutStand) {
		return rule.Rule{}, errors.New("a path has no such brackets")
	}
	r, err := rule.Parse(toStand.Replace(text))
	if err != nil {
		return rule.Rule{}, errors.New(fromStand.Replace(err.Error()))
	}
	r.Path = fromStand.Replace(r.Path)
	for part := range strings.SplitSeq(r.Path, "/") {
		if strings.ContainsAny(part, open+shut) && !parameterPattern.MatchString(part) {
			return rule.Rule{}, errors.New("a parameter is a whole part of the path and named with small letters, digits and underscores, such as /domain/zone/{zone}")
		}
	}
	return r, nil
}
