package ddlconv

import (
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/mysql"
	"github.com/obferry/obferry/ddlconv/script"
)

// made are the kinds of object in the order in which they can be made: a view wants the
// functions that it calls, and a trigger fires no earlier than it is there.
var made = []script.ObjectKind{
	script.Type, script.Sequence, script.Function, script.Procedure, script.View, script.Trigger, script.Event, script.Other,
}

// ordered are objects in an order that can be run, that of the source where it can be
// kept: by their kinds, and every view behind the views that it names.
func ordered(objects []*script.Object) []*script.Object {
	objects = slices.Clone(objects)
	slices.SortStableFunc(objects, func(a, b *script.Object) int { return slices.Index(made, a.Kind) - slices.Index(made, b.Kind) })
	views := map[string]*script.Object{}
	for _, o := range objects {
		if o.Kind == script.View {
			views[strings.ToLower(o.Name)] = o
			views[strings.ToLower(bare(o.Name))] = o
		}
	}
	var all []*script.Object
	seen := map[*script.Object]bool{}
	var put func(*script.Object)
	put = func(o *script.Object) {
		if seen[o] {
			return // it is there, or names itself in a circle
		}
		seen[o] = true
		if o.Kind == script.View {
			for _, name := range mysql.Names(o.SQL) {
				if other := views[strings.ToLower(name)]; other != nil {
					put(other)
				}
			}
		}
		all = append(all, o)
	}
	for _, o := range objects {
		put(o)
	}
	return all
}

// bare is a name without its schema.
func bare(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }
