package builder

import (
	"slices"
	"strings"

	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/builder/own"
)

// carried is a set of the user's own made of the document's rules, with all that
// the set it was made from says about them: nothing once no rule of it is left. One
// that was the user's own already keeps its name.
func (d document) carried(rules rule.Set) (preset.Preset, own.Origin) {
	p := preset.Preset{Rules: rules, Notes: map[rule.Rule]string{}, Actions: map[rule.Rule][]string{}}
	var origin own.Origin
	if o := d.origin; o != nil && slices.ContainsFunc(rules, func(r rule.Rule) bool { return slices.Contains(o.rules, r) }) {
		from := o.preset
		origin = own.Origin{Name: from.ID, Filled: o.filled}
		p.Tools, p.Purpose, p.Warning, p.Remark = slices.Clone(from.Tools), from.Purpose, from.Warning, from.Remark
		p.ID, p.Title, p.Source = from.ID, from.Title, from.Source
		if !from.Own {
			p.ID, p.Title, p.Source = "", "", "made from "+from.ID+" of this program"
		}
	}
	for _, r := range rules {
		for _, o := range d.sets {
			written, found := o.written(r)
			if !found {
				continue
			}
			if note := o.preset.Notes[written]; note != "" && p.Notes[r] == "" {
				p.Notes[r] = note
			}
			if actions := o.preset.Actions[written]; len(actions) > 0 {
				p.Actions[r] = slices.Clone(actions)
			}
		}
	}
	return p, origin
}

// written returns the rule of the set, parameters and all, that one of the rules
// made from it was.
func (o *origin) written(r rule.Rule) (rule.Rule, bool) {
	if !slices.Contains(o.rules, r) {
		return rule.Rule{}, false
	}
	parts := strings.Split(r.Path, "/")
	i := slices.IndexFunc(o.preset.Rules, func(from rule.Rule) bool {
		return from.Method == r.Method && slices.EqualFunc(strings.Split(from.Path, "/"), parts, func(own, part string) bool {
			return own == part || strings.Contains(own, "{")
		})
	})
	if i < 0 {
		return rule.Rule{}, false
	}
	return o.preset.Rules[i], true
}
