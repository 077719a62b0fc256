package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/addresses"
)

// allowOptions are the addresses that a token is to work from.
type allowOptions struct {
	*session
	id    int64
	ips   []string
	any   bool
	self  bool
	to    ovhapi.Restriction
	token ovhapi.Token
}

// allowed is the answer of the command.
type allowed struct {
	ID int64 `json:"credentialId"`
	// Before and AllowedIPs are as OVH stores them; empty for any address.
	Before     []string `json:"before"`
	AllowedIPs []string `json:"allowedIPs"`
	Changed    bool     `json:"changed"`
}

// wouldAllow is what would be sent.
type wouldAllow struct {
	Would  []int64  `json:"would"`
	Before []string `json:"before"`
	After  []string `json:"after"`
}

func newAllow(s *session) *cobra.Command {
	o := &allowOptions{session: s}
	cmd := &cobra.Command{
		Use:   "allow ID (--ip CIDR... | --any)",
		Short: "Change the addresses a token works from",
		Long: `Change the addresses that a token may be used from. The ones given replace the
list as it is; --any lifts the restriction, and nothing but --any does.

What OVH stores is read back and told.

Under which address OVH sees this machine is not known here. So the token in
use is not shut out of addresses that work now by a mere yes: its id has to be
typed, and without a terminal --self has to be given.`,
		Example: `  ovh-tokens allow 498601349 --ip 203.0.113.4
  ovh-tokens allow 498601349 --ip 203.0.113.0/24 --ip 2001:db8::/32 --dry-run
  ovh-tokens allow 498601349 --any --yes`,
		Args: between(1, 1, "the id of a token"),
		RunE: func(cmd *cobra.Command, args []string) error {
			var err error
			if o.id, err = s.parseID("list", args[0]); err != nil {
				return err
			}
			return o.run(cmd.Context())
		},
	}
	cmd.ValidArgsFunction = s.completeTokens(1)
	f := cmd.Flags()
	f.StringArrayVar(&o.ips, "ip", nil, "an `address` or block (CIDR); may be given again")
	f.BoolVar(&o.any, "any", false, "from every address")
	f.BoolVar(&o.self, "self", false, "shut out addresses of the token in use too, without a typed confirmation")
	s.flags.withDryRun(cmd)
	s.flags.withYes(cmd)
	s.flags.withJSON(cmd)
	return changing(cmd)
}

// restriction reads the flags. An empty list is never made by accident.
func (o *allowOptions) restriction() error {
	var err error
	switch {
	case o.any && len(o.ips) > 0:
		return usageError("--any is every address: leave --ip out.")
	case o.any:
		o.to = ovhapi.Anywhere()
		return nil
	case len(o.ips) == 0:
		return usageError("allow needs --ip with an address, or --any.")
	}
	var texts []string
	for _, ip := range o.ips {
		for text := range strings.SplitSeq(ip, ",") {
			texts = append(texts, strings.TrimSpace(text))
		}
	}
	if o.to, err = ovhapi.OnlyFrom(texts...); err != nil {
		return usageError("--ip: %v.", err)
	}
	o.warnOfUnseen(o.to.Blocks())
	return nil
}

// warnOfUnseen names the blocks that OVH never sees a call from.
func (s *session) warnOfUnseen(blocks []string) {
	for _, block := range blocks {
		if prefix, err := ovhapi.ParseBlock(block); err == nil && ovhapi.Unrouted(prefix) {
			s.say("%s", addresses.Unseen(prefix))
		}
	}
}

func (o *allowOptions) run(ctx context.Context) error {
	if err := o.restriction(); err != nil {
		return err
	}
	c, err := o.client()
	if err != nil {
		return err
	}
	some, err := c.Some(ctx, o.id)
	if err != nil {
		return o.failed("reading the token", err)
	}
	if err := some.Absent[o.id]; err != nil {
		return o.failed(fmt.Sprintf("reading token %d", o.id), err)
	}
	o.token = some.Tokens[0]
	if why := o.token.NoAddress(c.ServerNow()); why != "" {
		return &failure{what: fmt.Sprintf("the addresses of token %d were not changed", o.id), why: why, code: exitFailed, next: o.paste("show", strconv.FormatInt(o.id, 10))}
	}
	if o.to.Same(o.token.AllowedIPs) {
		return o.same()
	}
	if _, may := some.Current.Rules.Allows(rule.Put, fmt.Sprintf("/me/api/credential/%d", o.id)); !may {
		return o.lacksRight(nil)
	}
	if o.flags.dryRun {
		return o.dry()
	}
	if err := o.agree(); err != nil {
		return err
	}
	got, err := c.Allow(ctx, o.id, o.to)
	return o.told(got, err)
}

// before are the addresses as the API told them.
func (o *allowOptions) before() []string { return append([]string{}, o.token.AllowedIPs...) }

// same tells that there is nothing to do.
func (o *allowOptions) same() error {
	switch {
	case o.flags.json && o.flags.dryRun:
		return o.printJSON(wouldAllow{[]int64{}, o.before(), o.before()})
	case o.flags.json:
		return o.printJSON(allowed{o.id, o.before(), o.before(), false})
	}
	o.say("Token %d works from %s already: nothing to change.", o.id, o.to)
	return nil
}

// shutsOut reports whether the change could lock this program out.
func (o *allowOptions) shutsOut() bool {
	return o.token.Current && !o.to.Keeps(o.token.AllowedIPs)
}

// difference are the lines of what changes.
func (o *allowOptions) difference() []string {
	lines := []string{fmt.Sprintf("Addresses of token %d, %s:", o.id, o.token.Name())}
	for _, d := range o.to.Difference(ovhapi.Restricting(o.token.AllowedIPs)) {
		lines = append(lines, "  "+d.String())
	}
	switch {
	case o.shutsOut():
		lines = append(lines, "This program works with this token. Under which address OVH sees this machine is not known here: unless it is among the new ones, the token shuts itself out.")
	case !o.to.Keeps(o.token.AllowedIPs):
		lines = append(lines, "Shuts out addresses that work now.")
	case o.to.Anywhere():
		lines = append(lines, "It would work from every address.")
	}
	return lines
}

// dry says what would be sent.
func (o *allowOptions) dry() error {
	if o.flags.json {
		return o.printJSON(wouldAllow{[]int64{o.id}, o.before(), append([]string{}, o.to.Blocks()...)})
	}
	return o.print(strings.Join(o.difference(), "\n") + "\n")
}

// agree has somebody agree to the change: to one that could lock this program out
// not by a mere yes.
func (o *allowOptions) agree() error {
	if o.asking() {
		o.say("%s", strings.Join(o.difference(), "\n"))
	}
	id := strconv.FormatInt(o.id, 10)
	question := "Change the addresses of token " + id + "?"
	switch {
	case !o.shutsOut() || o.self:
		return o.confirm(question)
	case o.flags.yes || o.flags.json || !o.asks:
		return &failure{
			what: "nothing was changed", why: "token " + id + " is the one in use, and addresses that work now would be shut out. Add --self if that is meant.",
			next: o.again("--self"), code: exitUsage,
		}
	}
	return agreed(o.asksFor(question, id))
}

// asksFor puts a question that only one word agrees to.
func (c *console) asksFor(question, word string) (bool, error) {
	c.say("%s Type %s to agree.", question, word)
	answer, err := c.readLine()
	if errors.Is(err, context.Canceled) {
		return false, err
	}
	return answer == word, nil
}

// editIPs is the rule set with which this program may change addresses.
const editIPs = "token-manager-edit-ips"

// lacksRight says how to come by the right.
func (o *allowOptions) lacksRight(err error) error {
	return &failure{
		what: fmt.Sprintf("the addresses of token %d were not changed", o.id), why: "the token in use may not do this: the rule PUT /me/api/credential/* is missing.",
		next: o.paste("request", "--preset", editIPs, "--save"), query: ovhapi.QueryID(err), code: exitUnauthorised, cause: err,
	}
}

// told says what is stored since.
func (o *allowOptions) told(got ovhapi.Credential, err error) error {
	switch {
	case errors.Is(err, ovhapi.ErrLockedOut):
		return &failure{
			what: fmt.Sprintf("the addresses of token %d are changed, and it does not get through from this machine any more", o.id),
			why:  "OVH was sent " + o.to.String() + ". Another token of the account with the rule PUT /me/api/credential/* can change them back.",
			next: o.paste("profiles"), query: ovhapi.QueryID(err), code: exitFailed, cause: err,
		}
	case errors.Is(err, ovhapi.ErrNotStored):
		return &failure{
			what: fmt.Sprintf("OVH stores other addresses of token %d than it was asked to", o.id),
			why:  ovhapi.Restricting(got.AllowedIPs).String() + " instead of " + o.to.String() + ".", next: o.paste("show", strconv.FormatInt(o.id, 10)), code: exitFailed, cause: err,
		}
	case errors.Is(err, ovhapi.ErrNotReadBack), errors.Is(err, ovhapi.ErrUnknownOutcome):
		return &failure{
			what: fmt.Sprintf("not known which addresses token %d has now", o.id), why: adviceLine(err), query: ovhapi.QueryID(err),
			next: o.paste("show", strconv.FormatInt(o.id, 10)), code: exitFailed, cause: err,
		}
	case errors.Is(err, ovhapi.ErrNotGranted):
		return o.lacksRight(err)
	case err != nil:
		return o.failed(fmt.Sprintf("nothing was changed: changing the addresses of token %d", o.id), err)
	}
	if o.flags.json {
		return o.printJSON(allowed{o.id, o.before(), append([]string{}, got.AllowedIPs...), !slices.Equal(got.AllowedIPs, o.token.AllowedIPs)})
	}
	return o.print(fmt.Sprintf("Token %d works from: %s\n", o.id, ovhapi.Restricting(got.AllowedIPs)))
}
