package catalog

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"slices"
	"strconv"
	"strings"
	"time"

	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/rule"
)

// form is the first word of a stored catalogue; another form is fetched anew.
const form = "ovh-tokens-catalogue-2"

// ErrForm says that a stored catalogue can't be used: it is of another version
// of this program, was cut short or was changed.
var ErrForm = errors.New("the stored catalogue can't be used")

// Encode writes the catalogue as Decode reads it: a line about the whole, then a
// line an operation, its fields between tabs.
func (c *Catalog) Encode() []byte {
	var body bytes.Buffer
	for _, op := range c.ops {
		free := ""
		if op.NoAuth {
			free = "free"
		}
		for i, field := range []string{
			string(op.Method), op.Path, string(op.Status), free, op.Section, op.Replacement, strings.Join(op.Actions, " "), op.Description,
		} {
			if i > 0 {
				body.WriteByte('\t')
			}
			body.WriteString(field)
		}
		body.WriteByte('\n')
	}
	head := fmt.Sprintf("%s\t%s\t%s\t%d", form, c.endpoint, c.fetched.UTC().Format(time.RFC3339), len(c.ops))
	return append([]byte(head+"\t"+checksum(head, body.String())+"\n"), body.Bytes()...)
}

// checksum covers all that is stored but itself.
func checksum(head, body string) string {
	sum := crc32.Update(crc32.ChecksumIEEE([]byte(head)), crc32.IEEETable, []byte(body))
	return fmt.Sprintf("%08x", sum)
}

// Decode reads what Encode wrote. An error is ErrForm.
func Decode(data []byte) (*Catalog, error) {
	first, body, _ := strings.Cut(string(data), "\n")
	at := max(0, strings.LastIndexByte(first, '\t'))
	head, sum := first[:at], strings.TrimPrefix(first[at:], "\t")
	fields := strings.Split(head, "\t")
	if len(fields) != 4 || fields[0] != form || sum != checksum(head, body) {
		return nil, ErrForm
	}
	fetched, err := time.Parse(time.RFC3339, fields[2])
	number, bad := strconv.Atoi(fields[3])
	if err != nil || bad != nil || number < 0 {
		return nil, ErrForm
	}
	ops := make([]Operation, 0, min(number, 1<<16))
	for line := range strings.Lines(body) {
		op, ok := readLine(strings.TrimSuffix(line, "\n"))
		if !ok {
			return nil, ErrForm
		}
		ops = append(ops, op)
	}
	if len(ops) != number {
		return nil, ErrForm
	}
	return New(fields[1], fetched, ops), nil
}

func readLine(line string) (Operation, bool) {
	var f [8]string
	for i := range f {
		var more bool
		f[i], line, more = strings.Cut(line, "\t")
		if more != (i < len(f)-1) {
			return Operation{}, false
		}
	}
	op := Operation{
		Method: rule.Method(f[0]), Path: f[1], Status: Status(f[2]), NoAuth: f[3] != "",
		Section: f[4], Replacement: f[5], Description: f[7],
	}
	if f[6] != "" {
		op.Actions = strings.Split(f[6], " ")
	}
	return op, op.sound()
}

// sound reports whether an operation is one that readSchema may have made.
func (o Operation) sound() bool {
	for _, field := range []string{string(o.Status), o.Section, o.Replacement, o.Description, strings.Join(o.Actions, " ")} {
		if plain.Text(field) != field {
			return false
		}
	}
	return isRoute(o.Path) && slices.Contains(rule.Methods(), o.Method)
}
