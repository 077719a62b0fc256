package export

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
)

// escape writes a string literal with backslash escapes, in ASCII only, so that
// no tool's idea of an encoding matters. Runes beyond U+FFFF take eight digits,
// or two surrogates where the syntax has no such escape.
func escape(value string, quote byte, surrogates bool) string {
	var b strings.Builder
	b.WriteByte(quote)
	for _, r := range value {
		switch {
		case r == rune(quote) || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r >= ' ' && r <= '~':
			b.WriteRune(r)
		case r <= 0xFFFF:
			fmt.Fprintf(&b, `\u%04x`, r)
		case surrogates:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	b.WriteByte(quote)
	return b.String()
}

// jsonString writes a JSON string, which is a JavaScript literal as well.
func jsonString(value string) (string, error) { return escape(value, '"', true), nil }

// yamlString writes a YAML string in double quotes, always: bare keys made of
// digits, or of digits with one "e", would be read as numbers.
func yamlString(value string) (string, error) { return escape(value, '"', false), nil }

// ansibleString writes a YAML string that Ansible does not take for a template.
func ansibleString(value string) (string, error) {
	text, err := yamlString(value)
	if strings.Contains(value, "{{") || strings.Contains(value, "{%") || strings.Contains(value, "{#") {
		text = "!unsafe " + text
	}
	return text, err
}

// pythonString writes a Python 3 literal.
func pythonString(value string) (string, error) { return escape(value, '\'', false), nil }

// phpString writes a PHP literal in single quotes, where only the quote and the
// backslash are escaped and no variable is replaced.
func phpString(value string) (string, error) {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(value) + "'", nil
}

// hclString writes a string of Terraform's language. A dollar or percent sign
// before a brace begins a template, so it is written as its number.
func hclString(value string) (string, error) {
	for _, r := range value {
		if unstable(r) {
			return "", errors.New("Terraform would store it with other characters (it normalises Unicode)") //nolint:staticcheck // a name
		}
	}
	return strings.NewReplacer(`${`, `\u0024{`, `%{`, `\u0025{`).Replace(escape(value, '"', false)), nil
}

// unstable reports whether Unicode's normal form C, which Terraform gives to all
// strings, may write r differently or join it with its neighbours. It covers some
// runes that are in fact stable.
func unstable(r rune) bool {
	return r >= 0x0300 && (unicode.Is(unicode.M, r) || unicode.Is(normalised, r))
}

// normalised are blocks that hold runes without the property NFC_Quick_Check=Yes
// (Unicode's DerivedNormalizationProps.txt), marks left out.
var normalised = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x0374, Hi: 0x0387, Stride: 1},
		{Lo: 0x0900, Hi: 0x11FF, Stride: 1},
		{Lo: 0x1F00, Hi: 0x2001, Stride: 1},
		{Lo: 0x2126, Hi: 0x212B, Stride: 1},
		{Lo: 0x2329, Hi: 0x232A, Stride: 1},
		{Lo: 0x2ADC, Hi: 0x2ADC, Stride: 1},
		{Lo: 0xF900, Hi: 0xFB4F, Stride: 1},
	},
	R32: []unicode.Range32{
		{Lo: 0x11000, Hi: 0x11FFF, Stride: 1},
		{Lo: 0x16100, Hi: 0x16DFF, Stride: 1},
		{Lo: 0x1D100, Hi: 0x1D1FF, Stride: 1},
		{Lo: 0x2F800, Hi: 0x2FA1F, Stride: 1},
	},
}
