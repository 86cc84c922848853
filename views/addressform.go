package views

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/obferry/obferry/profiles"
)

// addressForm takes a server's address, field by field or as a URL, which it takes
// apart under the field while it is typed.
type addressForm struct {
	form     Form
	onEdit   func(Form)
	onSubmit func()
	withDB   bool
	kinds    []profiles.Kind // to choose from; none where there is one only
	hint     string          // a URL to imitate
	holder   *fyne.Container
	apart    *fyne.Container
	first    *widget.Entry
}

func newAddressForm(form Form, withDB bool, hint string, kinds []profiles.Kind, onEdit func(Form), onSubmit func()) *addressForm {
	f := &addressForm{form: form, onEdit: onEdit, onSubmit: onSubmit, withDB: withDB, kinds: kinds, hint: hint, holder: container.NewStack()}
	f.show()
	return f
}

// show builds the fields for the way chosen.
func (f *addressForm) show() {
	ways := []string{say("form.fields"), say("form.url")}
	way := widget.NewRadioGroup(ways, nil)
	way.Horizontal = true
	way.Required = true
	way.Selected = ways[0]
	if f.form.ByURL {
		way.Selected = ways[1]
	}
	way.OnChanged = func(chosen string) {
		f.form.ByURL = chosen == ways[1]
		f.edited()
		f.show()
	}
	var head fyne.CanvasObject = way
	var fields fyne.CanvasObject
	switch {
	case f.form.ByURL:
		fields = f.url()
	case len(f.kinds) > 0:
		head, fields = row(way, label("form.kind"), fixed(Grid*28, 0, f.kind())), f.fields()
	default:
		fields = f.fields()
	}
	f.holder.Objects = []fyne.CanvasObject{stack(Grid, head, fields)}
	f.holder.Refresh()
}

func (f *addressForm) fields() fyne.CanvasObject {
	host := f.entry(f.form.Host, "127.0.0.1", func(s string) { f.form.Host = s })
	port := f.entry(f.form.Port, usual[f.form.Kind].port, func(s string) { f.form.Port = s })
	user := f.entry(f.form.User, "root", func(s string) { f.form.User = s })
	password := f.entry(f.form.Password.Reveal(), "", func(s string) { f.form.Password = profiles.NewSecret(s) })
	password.Password = true
	f.first = host
	left := container.New(layout.NewFormLayout(), label("form.host"), host, label("form.user"), user)
	right := container.New(layout.NewFormLayout(), label("form.port"), port, label("form.password"), password)
	if f.withDB {
		left.Add(label("form.database"))
		left.Add(f.entry(f.form.Database, "", func(s string) { f.form.Database = s }))
	}
	right.Add(label("form.tls"))
	right.Add(f.tls())
	return container.New(columnsLayout{Grid * 3}, left, right)
}

// usual is what stands in a form before anybody types, by the kind of server; MySQL's for
// one that is not named.
var usual = map[profiles.Kind]struct{ port, user string }{
	"": {"3306", "root"}, profiles.MySQL: {"3306", "root"}, profiles.Postgres: {"5432", "postgres"},
}

// kind chooses the kind of server. A port and a user that are the usual ones of the other
// kind become those of the new one.
func (f *addressForm) kind() fyne.CanvasObject {
	names := make([]string, len(f.kinds))
	for i, kind := range f.kinds {
		names[i] = say("kind." + string(kind))
	}
	choice := widget.NewSelect(names, nil)
	choice.SetSelectedIndex(max(0, slices.Index(f.kinds, f.form.Kind)))
	choice.OnChanged = func(string) {
		before, after := usual[f.form.Kind], usual[f.kinds[choice.SelectedIndex()]]
		f.form.Kind = f.kinds[choice.SelectedIndex()]
		if f.form.Port == before.port {
			f.form.Port = after.port
		}
		if f.form.User == before.user {
			f.form.User = after.user
		}
		f.edited()
		f.show()
	}
	return framed(choice)
}

// tlsModes are the values of a URL's tls parameter, "" first for none.
var tlsModes = []string{"", "preferred", "skip-verify", "true"}

func (f *addressForm) tls() fyne.CanvasObject {
	names := make([]string, len(tlsModes))
	for i, mode := range tlsModes {
		names[i] = say("tls." + tlsNames[mode])
	}
	choice := widget.NewSelect(names, nil)
	for i, mode := range tlsModes {
		if mode == f.form.TLS {
			choice.SetSelectedIndex(i)
		}
	}
	choice.OnChanged = func(string) {
		f.form.TLS = tlsModes[choice.SelectedIndex()]
		f.edited()
	}
	return framed(choice)
}

// framed gives a list to choose from the border that fields have.
func framed(list *widget.Select) fyne.CanvasObject {
	frame := newBox("", list)
	frame.stroke, frame.radius = theme.ColorNameInputBorder, 4
	return frame
}

var tlsNames = map[string]string{"": "none", "preferred": "preferred", "skip-verify": "skipverify", "true": "true"}

func (f *addressForm) url() fyne.CanvasObject {
	url := f.entry(f.form.URL, f.hint, func(s string) { f.form.URL = s })
	f.first = url
	f.apart = container.New(layout.NewFormLayout())
	f.takeApart()
	return stack(Grid, url, f.apart)
}

// takeApart says what the URL was understood as.
func (f *addressForm) takeApart() {
	if f.apart == nil {
		return
	}
	f.apart.Objects = nil
	defer f.apart.Refresh()
	if f.form.URL == "" {
		return
	}
	a, err := profiles.Parse(f.form.URL)
	if err != nil {
		e := explain(err)
		f.apart.Objects = []fyne.CanvasObject{newStatus(toneWarn, ""), stack(2, newText(e.sentence).colored(colorWarn).wrapped(), small(e.hint).wrapped())}
		return
	}
	add := func(id, value string) {
		if value != "" {
			f.apart.Objects = append(f.apart.Objects, muted(say(id)), strong(value))
		}
	}
	add("form.kind", say("kind."+string(a.Kind)))
	add("form.host", a.Host)
	if a.Port > 0 {
		add("form.port", strconv.Itoa(a.Port))
	}
	user, tenant, cluster := a.User, "", ""
	if a.Kind == profiles.OceanBase { // user@tenant#cluster, as ODP takes it
		user, tenant, _ = strings.Cut(a.User, "@")
		tenant, cluster, _ = strings.Cut(tenant, "#")
	}
	add("form.user", user)
	add("form.tenant", tenant)
	add("form.cluster", cluster)
	add("form.password", a.Password.String())
	add("form.database", a.Database)
	add("form.file", a.Path)
}

func (f *addressForm) entry(value, hint string, onChanged func(string)) *widget.Entry {
	e := widget.NewEntry()
	e.SetText(value)
	e.SetPlaceHolder(hint)
	e.OnChanged = func(s string) {
		onChanged(s)
		f.edited()
	}
	e.OnSubmitted = func(string) { f.onSubmit() }
	return e
}

func (f *addressForm) edited() {
	f.onEdit(f.form)
	f.takeApart()
}

// label names a field.
func label(id string) fyne.CanvasObject {
	return container.New(fixedLayout{fyne.NewSize(0, Grid*4)}, muted(say(id)))
}
