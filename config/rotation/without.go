package rotation

import (
	"slices"
	"strings"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
)

// GoWithout lets the old token go although these files were not looked through:
// the user says that nothing there needs the old key.
func (p *Plan) GoWithout(paths ...string) {
	p.Look.Without = append(slices.Clone(p.Look.Without), paths...)
	p.Unread = slices.DeleteFunc(slices.Clone(p.Unread), func(f config.File) bool { return slices.Contains(paths, f.Path) })
}

// Dark names the files that were not looked through and may hold the old key, in
// one line.
func (p *Plan) Dark() string {
	names := make([]string, 0, len(p.Unread))
	for _, f := range p.Unread {
		names = append(names, plain.Text(f.Shown))
	}
	return strings.Join(names, ", ")
}

// Struck is a stored request whose rotation looks through these files no more,
// and whether that is news.
func Struck(r ovhapi.PendingRequest, paths ...string) (ovhapi.PendingRequest, bool) {
	if r.Replaces == nil {
		return r, false
	}
	of := *r.Replaces
	of.Files = slices.DeleteFunc(slices.Clone(of.Files), func(path string) bool { return slices.Contains(paths, path) })
	news := len(of.Files) < len(r.Replaces.Files)
	r.Replaces = &of
	return r, news
}
