package job

import (
	"net"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/source/sheet"
	"github.com/obferry/obferry/profiles"
)

// wholeWord is what DataX takes for a placeholder's name.
var wholeWord = regexp.MustCompile(`^\w+$`)

// bare is a name as a writer takes it: as it is, and in backquotes where it needs them.
func bare(name string) string {
	if plain, ok := columnName(name, '`'); ok && plain == name && name[0] != '`' {
		return name
	}
	return "`" + strings.ReplaceAll(name, "`", "``") + "`"
}

// rdbmsReader writes the reader of a database.
func (w *writing) rdbmsReader(t *engine.TablePlan) (pluginDocument, error) {
	if w.from.Database == "" {
		return pluginDocument{}, fault.New(fault.Input, "fault.job.write.database")
	}
	q := query{dialect: mysqlDialect}
	name, scheme := "mysqlreader", "mysql"
	if w.from.Kind == profiles.Postgres {
		q.dialect, name, scheme = postgresDialect, "postgresqlreader", "postgresql"
	}
	d := rdbmsDocument{Username: w.from.User, Password: w.password(w.plan.Source, "SOURCE_PASSWORD")}
	connection := connectionDocument{JdbcURL: []string{w.jdbc(w.from, scheme)}}
	var columns []string
	named := false
	for _, c := range t.Columns {
		columns = append(columns, q.quoted(c.Source))
		named = named || c.Source != ""
	}
	switch {
	case t.Query != "" && named:
		// A plan takes a query's columns by their names, DataX by their places.
		connection.QuerySQL = []string{"SELECT " + strings.Join(columns, ", ") + " FROM (" + t.Query + "\n) AS q"}
	case t.Query != "":
		connection.QuerySQL = []string{t.Query}
	default:
		d.Where, d.SplitPk = t.Where, t.Split
		if d.Column = columns; len(columns) == 0 {
			d.Column = []string{"*"}
		}
		var table []string
		for _, part := range q.parts(t.Source) {
			table = append(table, q.quoted(part))
		}
		connection.Table = []string{strings.Join(table, ".")}
	}
	d.Connection = []connectionDocument{connection}
	return pluginDocument{name, d}, nil
}

// jdbc is an address as a JDBC URL, without user and password.
func (w *writing) jdbc(a profiles.Address, scheme string) string {
	var params []string
	for _, name := range names(a.Params) {
		value := a.Params[name]
		switch name {
		case "tls":
			params = append(params, map[string]string{"false": "useSSL=false", "true": "useSSL=true&requireSSL=true",
				"skip-verify": "useSSL=true&requireSSL=true&verifyServerCertificate=false",
				"preferred":   "useSSL=true&requireSSL=false&verifyServerCertificate=false"}[value])
		case "timeout":
			if d, err := time.ParseDuration(value); err == nil {
				unit := time.Millisecond
				if a.Kind == profiles.Postgres {
					unit = time.Second
				}
				params = append(params, "connectTimeout="+strconv.FormatInt(int64((d+unit-1)/unit), 10))
			}
		case "ca", "cert", "key":
			w.note("fault.job.write.tlsfile", "Name", name)
		default:
			params = append(params, name+"="+url.QueryEscape(value))
		}
	}
	text := "jdbc:" + scheme + "://" + net.JoinHostPort(a.Host, strconv.Itoa(a.Port)) + "/" + url.PathEscape(a.Database)
	if len(params) > 0 {
		text += "?" + strings.Join(params, "&")
	}
	return text
}

// streamReader writes the reader that makes rows up. Each channel makes as many.
func (w *writing) streamReader(t *engine.TablePlan, channels int64) (pluginDocument, int64) {
	if t.Stream.Rows%channels != 0 {
		w.note("fault.job.write.rows", "Table", t.Target, "Rows", t.Stream.Rows, "Channels", channels)
		channels = 1
	}
	d := streamDocument{SliceRecordCount: t.Stream.Rows / channels}
	for _, c := range t.Columns {
		for _, m := range t.Stream.Columns {
			if m.Name != c.Source {
				continue
			}
			one := madeDocument{Random: m.Random, Type: m.Type, DateFormat: m.Format}
			if m.Random == "" || m.Value != "" {
				one.Value, one.Random = &m.Value, ""
			}
			d.Column = append(d.Column, one)
		}
	}
	return pluginDocument{"streamreader", d}, channels
}

// textReader writes the reader of text files, and says which columns of the target its
// fields go to.
func (w *writing) textReader(t *engine.TablePlan) (plugin pluginDocument, columns []string, err error) {
	layout, fields, err := w.lookInto(t)
	if err != nil {
		return plugin, nil, err
	}
	switch {
	case layout.LastRow > 0:
		return plugin, nil, fault.New(fault.Input, "fault.job.write.lastrow", "Row", layout.LastRow)
	case layout.FirstRow > 2:
		return plugin, nil, fault.New(fault.Input, "fault.job.write.firstrow", "Row", layout.FirstRow)
	}
	d := textDocument{Path: append([]string{w.from.Path}, layout.Files...), Encoding: layout.Encoding, FieldDelimiter: layout.Delimiter,
		SkipHeader: layout.FirstRow == 2, CSVReaderConfig: csvDocument{UseTextQualifier: layout.Quote != "none", TrimWhitespace: layout.Trim, UseComments: layout.Comment != "", Comment: layout.Comment}}
	if d.CSVReaderConfig.UseTextQualifier && layout.Quote != `"` {
		d.CSVReaderConfig.TextQualifier = layout.Quote
	}
	if layout.Escape != "" {
		d.CSVReaderConfig.EscapeMode = 2 // a backslash
	}
	d.Compress = map[string]string{".gz": "gzip", ".bz2": "bzip2", ".zip": "zip"}[strings.ToLower(filepath.Ext(w.from.Path))]
	if d.FieldDelimiter == `\t` || strings.EqualFold(d.FieldDelimiter, "tab") {
		d.FieldDelimiter = "\t"
	}
	if layout.NullText != "" || !layout.EmptyIsText {
		d.NullFormat = &layout.NullText
		if layout.NullText != "" && !layout.EmptyIsText {
			w.note("fault.job.write.nulls", "Table", t.Target)
		}
	}
	for _, c := range t.Columns {
		place := slices.Index(fields, c.Source)
		if place < 0 {
			return plugin, nil, fault.New(fault.Input, "fault.run.nosourcecolumn", "Table", t.Source, "Column", c.Source)
		}
		field := fieldDocument{Type: "string"}
		constant := slices.IndexFunc(layout.Constants, func(one sheet.Constant) bool { return one.Column == c.Source })
		if constant >= 0 {
			field.Value = &layout.Constants[constant].Value
		} else {
			index := max(layout.FirstColumn, 1) - 1 + place
			field.Index = &index
		}
		for kind, sqlType := range textTypes {
			if c.Type == sqlType || kind == "date" && strings.HasPrefix(c.Type, sqlType+"(") {
				field.Type = kind
			}
		}
		if field.Type == "date" {
			if field.Format = layout.DateFormats[c.Source]; field.Format == "" {
				field.Format = map[string]string{"dmy": "dd/MM/yyyy", "mdy": "MM/dd/yyyy"}[layout.DateOrder]
			}
		}
		d.Column = append(d.Column, field)
		columns = append(columns, c.Target)
	}
	return pluginDocument{"txtfilereader", d}, columns, nil
}

// placeName is how a column without a name is called.
var placeName = regexp.MustCompile(`^column_([1-9][0-9]{0,4})$`)

// lookInto is how a text is written and what its fields are called, in their order: as
// the plan says where it says all, and as the file shows otherwise.
func (w *writing) lookInto(t *engine.TablePlan) (*sheet.Layout, []string, error) {
	if l := t.Sheet; l != nil && l.FirstRow > 0 && l.Encoding != "" && l.Delimiter != "" && l.Quote != "" && l.FirstColumn <= 1 && len(t.Columns) > 0 {
		var fields []string
		for _, c := range t.Columns {
			if slices.ContainsFunc(l.Constants, func(one sheet.Constant) bool { return one.Column == c.Source }) {
				continue
			}
			m := placeName.FindStringSubmatch(c.Source)
			if m == nil {
				fields = nil
				break
			}
			n, _ := strconv.Atoi(m[1]) // five digits
			for len(fields) < n {
				fields = append(fields, placed(len(fields)))
			}
		}
		if fields != nil {
			for _, one := range l.Constants {
				fields = append(fields, one.Column)
			}
			return l, fields, nil
		}
	}
	catalog, err := engine.InspectPlanned(w.ctx, w.plan)
	if err != nil {
		return nil, nil, err
	}
	table := catalog.Table(t.Source)
	if table == nil {
		return nil, nil, fault.New(fault.Missing, "fault.run.notable", "Table", t.Source, "Near", "")
	}
	var fields []string
	for _, c := range table.Columns {
		fields = append(fields, c.Name)
	}
	if len(t.Columns) == 0 {
		return nil, nil, fault.New(fault.Input, "fault.job.write.nocolumns", "Table", t.Target)
	}
	layout, ok := table.Layout.(*sheet.Layout)
	if !ok {
		return nil, nil, fault.New(fault.Missing, "fault.run.notable", "Table", t.Source, "Near", "")
	}
	return layout, fields, nil
}
