package config

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
)

// The lengths of the keys, as ovhcloud-cli (internal/display/login.go) limits
// its input and OVH's examples show them. They are only warned about.
var keyLengths = map[string]int{keyApplication: 16, keySecret: 32, keyConsumer: 32}

// otherLength is the length of a key that stands in another one's place.
var otherLength = map[int]int{16: 32, 32: 16}

// checkProfile looks at what a profile holds.
func (l *loader) checkProfile(p Profile) {
	l.checkEndpoint(p, false)
	l.about(TopicFormat)
	l.checkPair(p)
	l.about(TopicMethods)
	l.checkMethods(p)
	l.about(TopicFormat)
	texts := map[string]string{
		keyApplication: p.ApplicationKey.Text,
		keySecret:      p.ApplicationSecret.Secret.Reveal(),
		keyConsumer:    p.ConsumerKey.Secret.Reveal(),
	}
	places := p.origins()
	swapped := len(texts[keyApplication]) == keyLengths[keySecret] && len(texts[keySecret]) == keyLengths[keyApplication]
	if swapped {
		l.say(places[keyApplication], "application_key and application_secret look swapped: the key has 32 characters, the secret 16.", "Swap the two.")
	}
	if !swapped && len(texts[keyApplication]) == keyLengths[keyConsumer] && len(texts[keyConsumer]) == keyLengths[keyApplication] {
		swapped = true
		l.say(places[keyApplication], "application_key and consumer_key look swapped: the application key has 32 characters, the consumer key 16.", "Swap the two.")
	}
	if texts[keySecret] != "" && texts[keySecret] == texts[keyConsumer] {
		l.say(places[keyConsumer], "consumer_key is the same as application_secret.", "The consumer key is another value: the one that was given when the token was requested.")
	}
	for _, key := range []string{keyApplication, keySecret, keyConsumer} {
		if texts[key] != "" {
			l.checkText(key, texts[key], places[key], swapped)
		}
	}
	l.checkEmpty(p)
}

// say reports advice at an origin; a variable is named in the message.
func (l *loader) say(o Origin, message, fix string) {
	if o.Variable != "" {
		message = o.Variable + ": " + message
	}
	l.report(l.at(o, message, fix))
}

// checkText looks at the form of one key. OVH doesn't say which characters a key
// may have, so only what can't be right is told.
func (l *loader) checkText(key, text string, o Origin, swapped bool) {
	switch {
	case !utf8.ValidString(text) || hasBlank(text):
		l.say(o, key+" holds a blank or an invisible character.", "Copy the key again, without anything around it.")
	case strings.ContainsAny(text, "\"'`“”‘’«»"):
		l.say(o, key+" holds a quotation mark.", "Remove it: values need no quotes.")
	case strings.HasSuffix(text, `\n`) || strings.HasSuffix(text, `\r`):
		l.say(o, key+` ends in "\n" written out, which stands for the end of a line.`, "Leave it out.")
	case encodes(text, keyLengths[key]):
		l.say(o, key+" looks like base64: taken out of it, a key of the right length appears.", "Write the decoded key; the files of Kubernetes hold encoded ones.")
	case swapped && utf8.RuneCountInString(text) == otherLength[keyLengths[key]]:
	case utf8.RuneCountInString(text) != keyLengths[key]:
		l.say(o, fmt.Sprintf("%s has %d characters; OVH's have %d.", key, utf8.RuneCountInString(text), keyLengths[key]), "Copy it again if calls are refused.")
	}
}

// encodes reports whether a text is base64 of a key of that length, with or
// without the newline that echo puts behind it.
func encodes(text string, length int) bool {
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		raw, err = base64.RawStdEncoding.DecodeString(text)
	}
	raw = bytes.TrimRight(raw, "\r\n")
	return err == nil && len(raw) == length && !bytes.ContainsFunc(raw, func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

// checkEmpty tells of keys that are written without a value: such a line hides
// one that stands in a file further down.
func (l *loader) checkEmpty(p Profile) {
	for _, key := range p.Missing() {
		text, at, ok := l.values.value(p.Section, key)
		if ok && text == "" {
			l.say(at.origin(), key+" is empty.", "Write the key after the = sign, or delete the line.")
		}
	}
}

// checkPair tells of an application key without its secret and the reverse.
func (l *loader) checkPair(p Profile) {
	missing, places := p.Missing(), p.origins()
	noKey, noSecret := slices.Contains(missing, keyApplication), slices.Contains(missing, keySecret)
	switch {
	case noSecret && !noKey:
		l.say(places[keyApplication], "There is an application_key for "+inBrackets(p.Section)+" without application_secret.", "Add application_secret: both were shown when the application was created.")
	case noKey && !noSecret:
		l.say(places[keySecret], "There is an application_secret for "+inBrackets(p.Section)+" without application_key.", "Add application_key: both were shown when the application was created.")
	case noKey && noSecret && len(missing) == 2:
		l.say(places[keyConsumer], "There is a consumer_key for "+inBrackets(p.Section)+" without application_key and application_secret.", "Add both: a consumer key works only with the application it was requested by.")
	}
}

// checkMethods tells of ways to authenticate that are not used here.
func (l *loader) checkMethods(p Profile) {
	if len(p.Others) == 0 {
		return
	}
	names := make([]string, 0, len(p.Others))
	for _, o := range p.Others {
		names = append(names, "an "+o.Name)
	}
	first := p.Others[0].Origin
	if len(p.Missing()) == 3 {
		l.say(first, "The profile "+quoted(p.Name)+" has only "+join(names)+", which this program can't use.",
			"It needs application_key, application_secret and consumer_key.")
		return
	}
	l.say(first, "The profile "+quoted(p.Name)+" has "+join(names)+" besides its application keys. The application keys are used here; OVH's own tools refuse two methods together.",
		"Move one of them to a profile of its own.")
}

// checkReferences tells of values that refer to each other without an end.
func (l *loader) checkReferences() {
	for section, keys := range l.values.keys {
		for key, at := range keys {
			if !slices.Contains(knownKeys, key) {
				continue
			}
			if _, _, ok := l.values.value(section, key); !ok {
				l.report(at.source.problem(at.entry.line, key+" refers to other values without an end, so it can't be read. OVH's Go programs crash on it.", "Write the value itself."))
			}
		}
	}
}

// checkSections tells of sections that hold keys and that nothing reads.
func (l *loader) checkSections() {
	for _, section := range l.values.order {
		at := l.values.headers[section]
		name, isProfile := strings.CutPrefix(section, profilePrefix)
		switch {
		case isProfile && name == "":
			l.say(at.origin(), "This profile has no name.", "Write it as [profile:NAME].")
		case isProfile && name == plainProfile:
			l.say(at.origin(), "Nothing reads [profile:default]: that name stands for the plain endpoint sections.", "Give the profile another name.")
		case isProfile:
			if _, err := ovhapi.ParseEndpoint(name); err == nil && l.values.file.HasSection(name) {
				l.say(at.origin(), "The profile "+quoted(name)+" has the name of a section that holds keys as well; --profile means this one.", "Give the profile another name.")
			}
		case section == defaultSection || section == cliSection || !l.holdsKnown(section):
		default:
			if _, err := ovhapi.ParseEndpoint(section); err != nil {
				l.say(at.origin(), "Nothing reads "+inBrackets(section)+": it is neither an endpoint nor a profile.", sectionFix(section))
			}
		}
	}
}

// holdsKnown reports whether a section has a key that means something.
func (l *loader) holdsKnown(section string) bool {
	for key := range l.values.keys[section] {
		if slices.Contains(knownKeys, key) {
			return true
		}
	}
	return false
}

// sectionFix says what a section was probably meant to be called.
func sectionFix(section string) string {
	names := []string{defaultSection}
	for _, e := range ovhapi.Endpoints() {
		names = append(names, e.Name)
	}
	if name := nearest(section, names); name != "" {
		return "Did you mean [" + name + "]?"
	}
	if strings.Contains(section, "/") {
		return "Name it by a known endpoint, or by an https URL."
	}
	name := strings.TrimSpace(strings.TrimPrefix(section, "profile"))
	return "Call it [" + profilePrefix + quotable(name) + "] to make it a profile; endpoints are " + ovhapi.EndpointNames() + "."
}

// checkUnread makes a file that can't be read fatal when the active profile's
// keys come from one that it might override: they may be another account's.
func (l *loader) checkUnread() {
	rank := -1
	for _, o := range l.machine.Active.origins() {
		for _, s := range l.sources {
			if o.File != "" && o.File == s.Path {
				rank = max(rank, s.rank)
			}
		}
	}
	for _, s := range l.sources {
		if s.Err == nil || s.rank >= rank {
			continue
		}
		for i, p := range l.machine.Problems {
			if p.File == s.Path && p.Line == 0 {
				l.machine.Problems[i].Fatal = true
				l.machine.Problems[i].Message += " Its keys would go before those of " + plain.Text(l.sources[rank].Shown) + "."
			}
		}
	}
}

// checkModes points out files with secrets that other users can read.
func (l *loader) checkModes() {
	for _, s := range l.sources {
		if !s.Readable || !s.OthersCanRead {
			continue
		}
		if slices.ContainsFunc(s.entries, func(e entry) bool {
			return e.fault == sound && e.raw != "" && slices.Contains(credentialKeys[1:], e.key)
		}) {
			l.report(s.problem(0, "Other users of this machine can read the keys in it.", "Run: chmod 600 "+plain.Text(s.Shown)))
		}
	}
}
