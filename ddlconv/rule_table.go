package ddlconv

import (
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv/oceanbase"
	"github.com/obferry/obferry/ddlconv/schema"
)

// temporaryTable: OceanBase has no temporary tables in MySQL mode (1235).
func temporaryTable(w *work, say tell) {
	for _, r := range w.remarks(schema.Temporary) {
		say(r, "", r.Text, "")
	}
}

// sequenceTable: MariaDB shows a sequence as a table of one row.
func sequenceTable(w *work, say tell) {
	if w.option("SEQUENCE") == "1" {
		say(w.table, "", "SEQUENCE", "")
	}
}

// tableEngine: an engine other than InnoDB may keep less than a table does, or keep
// it elsewhere.
func tableEngine(w *work, say tell) {
	if engine := w.option("ENGINE"); engine != "" && !strings.EqualFold(engine, "InnoDB") {
		say(w.table, "", engine, "")
	}
}

// tableVersioning: system versioning does not exist; the columns that hold a row's
// life, where they are named, stay as plain timestamps.
func tableVersioning(w *work, say tell) {
	for _, r := range w.remarks(schema.Versioning) {
		if !strings.HasPrefix(r.Text, "WITHOUT") {
			say(r, r.Object, r.Text, "")
		}
	}
}

// tablePeriod: there are no application-time periods; their columns stay.
func tablePeriod(w *work, say tell) {
	for _, r := range w.remarks(schema.Period) {
		say(r, "", r.Text, "")
	}
}

// tableEncryption: a table is not encrypted by an option of its own.
func tableEncryption(w *work, say tell) {
	for _, name := range []string{"ENCRYPTION", "ENCRYPTED"} {
		switch value := w.option(name); strings.ToUpper(value) {
		case "Y", "YES":
			say(w.table, "", name+"="+value, "")
		}
	}
}

// tableStorage: how the source stores a table means nothing here. One note holds it
// all, and what every InnoDB table says is not worth one.
func tableStorage(w *work, say tell) {
	var words []string
	for _, o := range w.table.Options {
		switch {
		case o.Name == "ENGINE", o.Name == "SEQUENCE",
			o.Name == "ROW_FORMAT" && strings.EqualFold(o.Value, "DYNAMIC"):
			continue
		}
		words = append(words, o.Name+"="+o.Value)
	}
	for _, r := range w.remarks(schema.Storage) {
		if ofPartition(r) && !w.course.off["partition.comment"] {
			continue
		}
		word := r.Text
		if r.Object != "" {
			word = r.Object + ": " + word
		}
		words = append(words, word)
	}
	if len(words) > 0 {
		say(w.table, "", strings.Join(words, ", "), "")
	}
	w.table.Options = nil
}

// tableComment: a comment has its limit.
func tableComment(w *work, say tell) {
	if short := runes(w.table.Comment, oceanbase.LongestTableComment); short != w.table.Comment {
		w.table.Comment = short
		say(w.table, "", "", "")
	}
}

// tableColumns: a table has its most columns (1117). The note stands at the first that is
// too many.
func tableColumns(w *work, say tell) {
	if n := len(w.table.Columns); n > oceanbase.MostColumns {
		say(w.table.Columns[oceanbase.MostColumns], "", strconv.Itoa(n), strconv.Itoa(oceanbase.MostColumns))
	}
}

// columnInvisible: older versions show every column.
func columnInvisible(w *work, say tell) {
	for _, c := range w.table.Columns {
		if c.Invisible {
			c.Invisible = false
			say(c, c.Name, "INVISIBLE", "")
		}
	}
}

// columnComment: a column's comment has its limit.
func columnComment(w *work, say tell) {
	for _, c := range w.table.Columns {
		if short := runes(c.Comment, oceanbase.LongestColumnComment); short != c.Comment {
			c.Comment = short
			say(c, c.Name, "", "")
		}
	}
}

// columnReserved: the name of OceanBase's own hidden key (1060).
func columnReserved(w *work, say tell) {
	for _, c := range w.table.Columns {
		if strings.EqualFold(c.Name, "__pk_increment") && w.renamed[strings.ToLower(c.Name)] == "" {
			say(c, c.Name, c.Name, "")
		}
	}
}
