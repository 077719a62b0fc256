package own

import (
	"strings"

	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/theme"
)

// maxID is the longest name that commands and files take for a set, in bytes.
const maxID = 60

// plainLetters are small letters with a mark as they are written without it.
var plainLetters = strings.NewReplacer(
	"à", "a", "á", "a", "â", "a", "ã", "a", "ä", "a", "å", "a", "æ", "ae", "ç", "c", "è", "e", "é", "e", "ê", "e", "ë", "e",
	"ì", "i", "í", "i", "î", "i", "ï", "i", "ñ", "n", "ò", "o", "ó", "o", "ô", "o", "õ", "o", "ö", "o", "ø", "o", "œ", "oe",
	"ß", "ss", "ù", "u", "ú", "u", "û", "u", "ü", "u", "ý", "y", "ÿ", "y", "ą", "a", "ć", "c", "ę", "e", "ł", "l", "ń", "n",
	"ś", "s", "ź", "z", "ż", "z",
)

// idOf makes of what was typed the name that commands and files use: small
// letters, digits and hyphens. It is empty where nothing of that is left.
func idOf(typed string) string {
	var id strings.Builder
	for _, r := range plainLetters.Replace(strings.ToLower(typed)) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			id.WriteRune(r)
		case id.Len() > 0 && !strings.HasSuffix(id.String(), "-"):
			id.WriteByte('-')
		}
	}
	short := id.String()
	return strings.Trim(short[:min(len(short), maxID)], "-")
}

// nameFault says why a set can't have the name that was typed, as a sentence, or
// nothing.
func nameFault(typed string) string {
	id := idOf(typed)
	if id == "" {
		if strings.TrimSpace(typed) == "" {
			return "A set needs a name."
		}
		return "A name needs letters from a to z, or digits."
	}
	if p, taken := preset.Find(id); taken {
		return "The program has a set named " + id + ": " + p.Title + ". Choose another name."
	}
	return ""
}

// nameNote says under the name what becomes of it.
func (s *Screen) nameNote() (form.Note, bool) {
	typed := strings.TrimSpace(s.fields[fieldName].Value())
	if typed == "" {
		return form.Note{}, false
	}
	if fault := nameFault(typed); fault != "" {
		return form.Wrong(fault), true
	}
	if id := idOf(typed); id != typed {
		return form.Note{Text: "It will be saved as " + id + ": a name is made of small letters, digits and hyphens.", Role: theme.Subtle}, true
	}
	return form.Note{}, false
}
