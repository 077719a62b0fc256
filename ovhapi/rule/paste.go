package rule

import (
	"fmt"
	"slices"
	"strings"

	"ovh-tokens/ovhapi/pattern"
)

// Bounds of what ParseMany takes. A request for a token has tens of rules at
// most; the rest guards against a whole file pasted by mistake.
const (
	MaxText     = 1 << 20 // bytes
	MaxRules    = 1000
	maxProblems = 1000
)

// Unit is what the place of a problem counts.
type Unit string

// What a text of many rules is counted in, by its form.
const (
	UnitText Unit = "text" // the text as a whole; it has no number
	UnitLine Unit = "line"
	UnitRule Unit = "rule" // an element of a JSON array
)

// Problem is one thing in a text of many rules that could not be taken.
type Problem struct {
	Line int    // number of the line or of the JSON element, from 1; 0 for the text as a whole
	Unit Unit   // what Line counts
	Text string // the piece, fit for a terminal and shortened
	Err  error  // a *SyntaxError where the piece is a rule gone wrong
}

// String writes the problem with its place: line 3: "me": a path begins …
func (p Problem) String() string {
	if p.Line == 0 {
		return p.Err.Error()
	}
	return fmt.Sprintf("%s %d: %v", p.Unit, p.Line, p.Err)
}

// ParseMany reads many rules at once, as people paste them: lines of methods and
// a path; rows of a table in Markdown; JSON with accessRules or rules, the array
// alone, or an object a line; a command with such JSON in it; method and path in
// YAML; createToken links. The good ones are returned in their order, none twice,
// and everything else as problems: nothing is lost in silence but comments,
// decoration, prose around a link or beside a rule in a table, what stands around
// accessRules, and the other parameters of a link. A text over MaxText is refused
// whole; of more than MaxRules rules the first are taken.
func ParseMany(text string) (good Set, bad []Problem) {
	c := collector{seen: make(map[Rule]bool)}
	if len(text) > MaxText {
		c.fail(0, UnitText, "", fmt.Errorf("the text is larger than %d KiB; nothing was taken", MaxText>>10))
		return c.finish()
	}
	text = strings.TrimPrefix(text, "\ufeff")
	if !c.readJSON(text) && !c.readRequest(text) {
		c.readLines(text)
	}
	return c.finish()
}

// collector gathers what ParseMany finds, within its bounds.
type collector struct {
	rules    Set
	seen     map[Rule]bool
	problems []Problem
	half     half
	over     int // rules beyond MaxRules
	hidden   int // problems beyond maxProblems
}

func (c *collector) add(r Rule) {
	if c.seen[r] {
		return
	}
	if len(c.rules) >= MaxRules {
		c.over++
		return
	}
	c.seen[r] = true
	c.rules = append(c.rules, r)
}

func (c *collector) fail(place int, unit Unit, text string, err error) {
	if len(c.problems) >= maxProblems {
		c.hidden++
		return
	}
	c.problems = append(c.problems, Problem{Line: place, Unit: unit, Text: shown(text), Err: err})
}

// finish says last what the bounds left out.
func (c *collector) finish() (Set, []Problem) {
	if c.over > 0 {
		err := fmt.Errorf("only the first %d rules were taken; %d more were left out", MaxRules, c.over)
		c.problems = append(c.problems, Problem{Unit: UnitText, Err: err})
	}
	if c.hidden > 0 {
		err := fmt.Errorf("%d more pieces could not be read", c.hidden)
		c.problems = append(c.problems, Problem{Unit: UnitText, Err: err})
	}
	return c.rules, c.problems
}

var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

func (c *collector) readLines(text string) {
	lines := strings.Split(newlines.Replace(text), "\n")
	for number := 1; number <= len(lines); number++ {
		line, more := unwrap(lines[number-1:])
		if more > 0 {
			c.readLinks(number, line)
			number += more
			continue
		}
		if c.readPair(number, line) {
			continue
		}
		if strings.TrimSpace(line) != "" {
			c.endPair()
		}
		if c.readLinks(number, line) || c.readRow(number, line) {
			continue
		}
		c.readPieces(number, undecorate(line))
	}
	c.endPair()
}

// furtherRule finds where another rule may begin in a line.
var furtherRule = pattern.New(`(?i)[\s,;]+((?:get|post|put|delete|patch)[\s,;|:+&]+(?:[/*]|(?:get|post|put|delete|patch)\b))`)

// readPieces takes a line without its decoration: several rules one behind the
// other, "GET /me, POST /me", where each of them is well-formed, or else one.
func (c *collector) readPieces(number int, line string) {
	var rules Set
	begin := 0
	ends := append(furtherRule.FindAllStringSubmatchIndex(line, -1), []int{len(line), 0, len(line), 0})
	for _, at := range ends {
		piece := line[begin:at[0]]
		if !strings.ContainsAny(piece, "/*") {
			continue
		}
		methods, text, err := splitLine(piece)
		if err != nil {
			break
		}
		path, err := ParsePath(text)
		if err != nil {
			break
		}
		for _, method := range methods {
			rules = append(rules, Rule{method, path})
		}
		begin = at[2]
	}
	if begin < len(line) && line != "" {
		c.readPiece(number, line)
		return
	}
	for _, r := range rules {
		c.add(r)
	}
}

// readPiece takes one path under one method or several.
func (c *collector) readPiece(number int, line string) {
	methods, text, err := splitLine(line)
	if err != nil {
		c.fail(number, UnitLine, line, err)
		return
	}
	path, err := pathOf(line, methods[0], text)
	if err != nil {
		c.fail(number, UnitLine, line, err)
		return
	}
	for _, method := range methods {
		c.add(Rule{method, path})
	}
}

var quotes = strings.NewReplacer(`"`, " ", "'", " ", "`", " ", "“", " ", "”", " ", "‘", " ", "’", " ", "|", " ", "\ufeff", "")

// undecorate returns what a line holds besides quotes, bullets, separators and
// comments; "" when that is nothing.
func undecorate(line string) string {
	line = strings.TrimSpace(line)
	if strings.HasPrefix(line, "```") {
		return ""
	}
	line = strings.TrimSpace(quotes.Replace(line))
	for {
		bare := strings.TrimLeft(line, "> \t")
		bullet, rest, _ := strings.Cut(bare, " ")
		if slices.Contains([]string{"-", "*", "+", "•", "–"}, bullet) || isNumber(bullet) {
			bare = strings.TrimSpace(rest)
		}
		if bare == line {
			break
		}
		line = bare
	}
	if strings.HasPrefix(line, "#") || strings.HasPrefix(line, "//") || strings.Trim(line, "-=:,; \t") == "" {
		return ""
	}
	for _, comment := range []string{" #", "\t#", " //", "\t//"} {
		// Two slashes right behind the method begin an odd path, not a comment.
		if before, _, found := strings.Cut(line, comment); found && (strings.HasSuffix(comment, "#") || strings.Contains(before, "/")) {
			line = before
		}
	}
	return strings.TrimRight(line, ",; \t")
}

// isNumber reports whether a word numbers an item of a list: "12." or "12)".
func isNumber(word string) bool {
	digits := strings.TrimRight(word, ".)")
	return digits != word && digits != "" && strings.Trim(digits, "0123456789") == ""
}
